"""A lesson for the terminal: the pairs with their confidence, the words, the cards, the rest.

What colour tells is told by a mark as well, for pipes and for NO_COLOR; everything fits any width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from cards.model import (
    Bead,
    Choice,
    ClozeNote,
    Decisions,
    Lesson,
    NoteKind,
    Segment,
    Sentence,
    SentenceNote,
    VocabularyEntry,
    WordNote,
)
from decks import fields
from decks.console import numbered
from decks.faces import Face, face_of, forms
from decks.left_out import LeftOut, left_out

NARROW = 60
"""Columns below which things stand below each other rather than side by side."""
_UNDECIDED = Decisions()
_RED_BELOW = 0.5
_MARKS = {"?": "not sure enough for cards", "–": "no partner", "×": "dropped", "=": "set by hand"}
_CARD_WIDTH = 76
_WORDS_WIDTH = 120
_SIDE_BY_SIDE = 62
_MOST_NAMED = 12
_ARTICLES = {"de": "bold cyan", "het": "bold magenta"}
_KINDS = {
    NoteKind.VOCABULARY: "Word",
    NoteKind.CLOZE: "Cloze",
    NoteKind.SENTENCES: "Sentence",
}


def preview(lesson: Lesson, width: int, *, marks: bool) -> Iterator[RenderableType]:
    """Everything there is to see of a lesson, part by part, on `width` columns.

    `marks` puts stars round the taught word, where bold and underlined letters are lost.
    """
    yield Rule(Text(f"{lesson.title}: the pairs"), style="dim")
    yield pairs_table(
        lesson.beads,
        lesson.english,
        lesson.dutch,
        width,
        lesson.decisions,
        lesson.choice.min_confidence,
    )
    yield Rule("The words", style="dim")
    yield words_table(lesson.vocabulary, width)
    yield Rule("The cards", style="dim")
    yield from cards(list(enumerate(map(face_of, lesson.notes), 1)), width, marks=marks)
    reasons = list(left_out(lesson))
    if reasons:
        yield Rule("On no card", style="dim")
        yield from map(_reason, reasons)
    yield Rule(style="dim")
    yield Text(counts(lesson))


def pairs_table(
    beads: Sequence[Bead],
    english: Sequence[Sentence],
    dutch: Sequence[Sentence],
    width: int,
    decisions: Decisions = _UNDECIDED,
    least: float = Choice().min_confidence,
) -> RenderableType:
    """English and Dutch in the order of the Dutch, numbered as in a file of pairs.

    A pair that makes no cards is shaded and marked: “?” is less sure than `least`, “–” has no
    partner, “×” was dropped; “=” was set by hand.
    """
    table = Table(expand=True, padding=(0, 1), box=None)
    table.add_column("Nr", justify="right", style="dim", no_wrap=True)
    table.add_column("Sure", justify="right", no_wrap=True)
    table.add_column("English" if width >= NARROW else "English, Nederlands", ratio=1)
    if width >= NARROW:
        table.add_column("Nederlands", ratio=1)
    by_hand = {(bead.english, bead.dutch): bead.dropped for bead in decisions.beads}
    used: set[str] = set()
    for number, bead in enumerate(beads, 1):
        mark, style = _shade(bead, by_hand.get((bead.english, bead.dutch)), least)
        told = [
            Text("\n".join(sentences[i].text for i in side), style)
            for sentences, side in ((english, bead.english), (dutch, bead.dutch))
        ]
        used.add(mark[-1].strip() or mark[0])
        both = told if width >= NARROW else [_below(told)]
        table.add_row(str(number), Text(mark, style), *both)
    legend = " · ".join(f"{mark} {meaning}" for mark, meaning in _MARKS.items() if mark in used)
    return Group(table, Padding(Text(legend, "dim"), (1, 0, 0, 1))) if legend else table


def _shade(bead: Bead, is_dropped: bool | None, least: float) -> tuple[str, str]:
    """The mark and the style of a pair; `is_dropped` is None where nothing was decided."""
    if is_dropped:
        return "× ", "dim"
    if not bead.is_pair:
        return "– ", "dim"
    told = f"{bead.confidence:.0%}"
    if bead.confidence < least:
        return f"{told}?", "red" if bead.confidence < _RED_BELOW else "yellow"
    return (f"{told} ", "") if is_dropped is None else (f"{told}=", "green")


def _below(texts: Iterable[Text]) -> RenderableType:
    """Texts below each other, all but the first set in."""
    first, *rest = [text for text in texts if text.plain] or [Text("")]
    return Group(first, *(Padding(text, (0, 0, 0, 2)) for text in rest))


def words_table(entries: Iterable[VocabularyEntry], width: int = 80) -> RenderableType:
    """The vocabulary, most useful first."""
    table = Table(width=min(width, _WORDS_WIDTH), padding=(0, 1), box=None)
    table.add_column("Word", ratio=3, overflow="fold")
    if width >= NARROW:
        table.add_column("Forms", ratio=4, overflow="fold")
    table.add_column("Meaning", ratio=3, overflow="fold")
    table.add_column("Met", justify="right", no_wrap=True)
    for entry in entries:
        meaning = _entry_meaning(entry)
        word, told = _headword(entry.article, entry.lemma), Text(forms(entry), "dim")
        left = (word, told) if width >= NARROW else (_below((word, told)),)
        table.add_row(*left, meaning, str(entry.count))
    return table


def cards(
    faces: Sequence[tuple[int, Face]], width: int, *, marks: bool
) -> Iterator[RenderableType]:
    """Cards with their numbers, front above back, side by side where there is room."""
    abreast = max(1, width // _SIDE_BY_SIDE)
    for start in range(0, len(faces), abreast):
        row = [card(face, number, marks=marks) for number, face in faces[start : start + abreast]]
        if abreast == 1:
            yield Padding(row[0], (0, max(0, width - _CARD_WIDTH), 1, 0))
            continue
        grid = Table.grid(expand=True, padding=(0, 1))
        for _ in range(abreast):
            grid.add_column(ratio=1)
        grid.add_row(*row)
        yield Padding(grid, (0, 0, 1, 0))


def card(face: Face, number: int, *, marks: bool) -> RenderableType:
    """A card, front above back."""
    front, back = sides(face, marks=marks)
    title = Text(f"{number} {_KINDS[face.kind]}")
    return Panel(
        Group(front, Rule(style="dim"), back), title=title, title_align="left", border_style="dim"
    )


def summary(lesson: Lesson) -> RenderableType:
    """What was kept, what was left out and why, in a few lines."""
    lines = [counts(lesson)]
    lines += [f"Left out: {numbered(count, why)}." for why, count in lesson.dropped.items()]
    return Text("\n".join(lines))


def counts(lesson: Lesson) -> str:
    """How much there is of everything, in a sentence."""
    pairs = sum(bead.is_pair for bead in lesson.beads)
    kinds = Counter(type(note) for note in lesson.notes)
    on_cards = ", ".join(
        numbered(kinds[kind], name)
        for kind, name in ((WordNote, "words"), (ClozeNote, "clozes"), (SentenceNote, "sentences"))
        if kinds[kind]
    )
    return (
        f"{len(lesson.english)} English and {numbered(len(lesson.dutch), 'Dutch sentences')}: "
        f"{numbered(pairs, 'pairs')}, {numbered(len(lesson.vocabulary), 'words')}; "
        f"on cards: {on_cards or 'nothing'}."
    )


def _reason(left: LeftOut) -> RenderableType:
    """A reason with the first things that were left out for it."""
    title = Text(f"{left.reason[0].upper()}{left.reason[1:]} ({left.count})", "bold")
    shown = left.things[:_MOST_NAMED]
    if not shown:
        return title
    more = [f"… and {left.count - len(shown)} more"] if left.count > len(shown) else []
    if not any(" " in thing.removeprefix("zich ") for thing in shown):
        told = ", ".join(shown) + "".join(f" {rest}" for rest in more)
        return Group(title, Padding(Text(told), (0, 0, 0, 2)))
    table = Table.grid(padding=(0, 1, 0, 0))
    for thing in (*shown, *more):
        table.add_row(" ·", Text(thing))
    return Group(title, table)


def sides(face: Face, *, marks: bool) -> tuple[RenderableType, RenderableType]:
    """The front and the back of a card; see `preview` on `marks`."""
    english = Text(face.english, "italic")
    sentence = _sentence(face.dutch, marks=marks)
    if face.kind is NoteKind.SENTENCES:
        return sentence, english
    grammar = [Text(face.forms, "dim")] if face.forms else []
    about: list[RenderableType] = [_headword(face.article, face.word), _meaning(face), *grammar]
    if face.kind is NoteKind.VOCABULARY:
        return Group(Text(face.word, "bold"), sentence), Group(*about, english)
    return Group(_gapped(face.dutch, face.hint), english), Group(sentence, *about)


def _sentence(segments: Iterable[Segment], *, marks: bool) -> Text:
    star = "*" if marks else ""
    return Text.assemble(
        *(
            (f"{star}{part.text}{star}", "bold underline") if part.marked else part.text
            for part in segments
        )
    )


def _gapped(segments: Iterable[Segment], hint: str) -> Text:
    text = Text()
    for part in segments:
        if part.marked:
            text.append(f"[{hint or '…'}]", style="bold")
            hint = ""
        else:
            text.append(part.text)
    return text


def _headword(article: str, word: str) -> Text:
    parts = [(f"{article} ", _ARTICLES.get(article, "bold"))] if article else []
    return Text.assemble(*parts, (word, "bold"))


def _entry_meaning(entry: VocabularyEntry) -> Text:
    gloss, others = fields.glosses_here(entry, entry.occurrences[0].sentence)
    if gloss is None:
        return Text("?", style="dim")
    return _told(gloss.text, ", ".join(others), is_sure=fields.is_sure(gloss))


def _meaning(face: Face) -> Text:
    return _told(face.meaning or "?", face.others, is_sure=face.is_sure or not face.meaning)


def _told(meaning: str, others: str, *, is_sure: bool) -> Text:
    text = Text(meaning if is_sure else f"{meaning} ?")
    if others:
        text.append(f"  {others}", style="dim")
    return text
