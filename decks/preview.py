"""A lesson for the terminal: the pairs with their confidence, the words, the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from cards.model import (
    Bead,
    ClozeNote,
    Lesson,
    Note,
    Segment,
    SentenceNote,
    VocabularyEntry,
    WordNote,
)
from decks import fields

_ARTICLES = {"de": "bold cyan", "het": "bold magenta"}
_KINDS = {WordNote: "Word", ClozeNote: "Cloze", SentenceNote: "Sentence"}


def preview(lesson: Lesson) -> Iterator[RenderableType]:
    """Everything there is to see of a lesson, part by part."""
    yield Rule(Text(f"{lesson.title}: the pairs"), style="dim")
    yield pairs_table(lesson)
    yield Rule("The words", style="dim")
    yield words_table(lesson.vocabulary)
    yield Rule("The cards", style="dim")
    total = len(lesson.notes)
    for number, note in enumerate(lesson.notes, 1):
        yield card(note, f"{number}/{total} {_KINDS[type(note)]}")
    yield summary(lesson)


def pairs_table(lesson: Lesson) -> RenderableType:
    """English and Dutch side by side in the order of the Dutch; doubtful pairs stand out."""
    table = Table(expand=True, show_lines=False, padding=(0, 1), box=None, row_styles=["", ""])
    table.add_column("Sure", justify="right", style="dim", no_wrap=True)
    table.add_column("English", ratio=1)
    table.add_column("Nederlands", ratio=1)
    for bead in lesson.beads:
        english = "\n".join(lesson.english[i].text for i in bead.english)
        dutch = "\n".join(lesson.dutch[i].text for i in bead.dutch)
        style = "" if bead.is_pair else "dim"
        table.add_row(_sure(bead), Text(english, style=style), Text(dutch, style=style))
    return table


def words_table(entries: Iterable[VocabularyEntry]) -> RenderableType:
    """The vocabulary, most useful first."""
    table = Table(expand=True, padding=(0, 1), box=None)
    table.add_column("Word", ratio=3, overflow="fold")
    table.add_column("Forms", ratio=4, overflow="fold")
    table.add_column("Meaning", ratio=3, overflow="fold")
    table.add_column("Met", justify="right", no_wrap=True)
    for entry in entries:
        meaning = _meaning(entry, entry.occurrences[0].sentence)
        table.add_row(_headword(entry), Text(_forms(entry), style="dim"), meaning, str(entry.count))
    return table


def card(note: Note, label: str) -> RenderableType:
    """A card, front above back."""
    front, back = faces(note)
    body = Group(front, Rule(style="dim"), back)
    return Padding(Panel(body, title=label, title_align="left", border_style="dim"), (0, 0, 1, 0))


def summary(lesson: Lesson) -> RenderableType:
    """What was kept, what was left out and why, in a few lines."""
    pairs = sum(bead.is_pair for bead in lesson.beads)
    kinds = Counter(type(note) for note in lesson.notes)
    counts = ", ".join(
        f"{kinds[kind]} {name}"
        for kind, name in ((WordNote, "words"), (ClozeNote, "clozes"), (SentenceNote, "sentences"))
        if kinds[kind]
    )
    lines = [
        f"{len(lesson.english)} English and {len(lesson.dutch)} Dutch sentences: {pairs} pairs, "
        f"{len(lesson.vocabulary)} words; on cards: {counts or 'nothing'}."
    ]
    lines += [f"Left out: {count} {reason}." for reason, count in lesson.dropped.items()]
    return Text("\n".join(lines))


def _sure(bead: Bead) -> Text:
    if not bead.is_pair:
        return Text("–")
    style = "green" if bead.confidence >= 0.95 else "yellow" if bead.confidence >= 0.7 else "red"
    return Text(f"{bead.confidence:.0%}", style=style)


def faces(note: Note) -> tuple[RenderableType, RenderableType]:
    """The front and the back of a card."""
    if isinstance(note, SentenceNote):
        return Text(note.dutch), Text(note.english)
    back = Group(
        _headword(note.entry),
        _meaning(note.entry, note.sentence),
        Text(_forms(note.entry), style="dim"),
    )
    if isinstance(note, WordNote):
        word = Text(note.entry.lemma, style="bold")
        return Group(word, _sentence(note.dutch)), Group(back, Text(note.english, style="italic"))
    front = Group(_gapped(note.dutch, note.hint), Text(note.english, style="italic"))
    return front, Group(_sentence(note.dutch), back)


def _sentence(segments: Iterable[Segment]) -> Text:
    parts = [(part.text, "bold underline" if part.marked else "") for part in segments]
    return Text.assemble(*parts)


def _gapped(segments: Iterable[Segment], hint: str) -> Text:
    text = Text()
    for part in segments:
        if part.marked:
            text.append(f"[{hint or '…'}]", style="bold")
            hint = ""
        else:
            text.append(part.text)
    return text


def _headword(entry: VocabularyEntry) -> Text:
    article = entry.article
    parts = [(f"{article} ", _ARTICLES.get(article, "bold"))] if article else []
    return Text.assemble(*parts, (entry.lemma, "bold"), f" {entry.preposition}".rstrip())


def _forms(entry: VocabularyEntry) -> str:
    if entry.upos == "VERB":
        told: tuple[str, ...] = (fields.past(entry), fields.perfect(entry))
    elif entry.upos == "NOUN":
        plural = entry.forms.plural
        told = ("no plural" if plural == "-" else plural and f"plural {plural}", entry.note)
    else:
        told = (entry.note,)
    return " · ".join(filter(None, told))


def _meaning(entry: VocabularyEntry, sentence: int) -> Text:
    gloss, others = fields.glosses_here(entry, sentence)
    if gloss is None:
        return Text("?", style="dim")
    text = Text(gloss.text + ("" if fields.is_sure(gloss) else " ?"))
    if others:
        text.append(f"  {', '.join(others)}", style="dim")
    return text
