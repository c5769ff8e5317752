"""The text itself: with numbered lines and a glossary beside it, or beside its translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from cards.model import Bead, Language, VocabularyEntry
from decks.worksheets.model import Inlines, Look, MarginNote, Passage, Reading, Run, Section, Table
from decks.worksheets.phrases import Phrases
from decks.worksheets.text import ClassText, TextParagraph
from decks.worksheets.vocabulary import headword, meaning

# Characters on a line of 11 points beside the glossary; larger type has fewer.
_MEASURE = 60
# The same where the glossary stands below, as in large print.
_ALONE = 84
# Words more common than this (Zipf) need no note.
_KNOWN_FROM = 5.4
# The wider type and spacing of the easy look leave room for so much of a line.
_EASY = 0.76


def section(text: ClassText, phrases: Phrases, look: Look) -> Section:
    """The text in numbered lines, its less common words explained in the margin."""
    characters = _ALONE if look.large else _MEASURE
    measure = max(24, int(characters * 11 / look.size * (_EASY if look.easy else 1)))
    passages: list[Passage] = []
    noted: set[str] = set()
    line = 1
    for paragraph in text.paragraphs:
        written = text.dutch(paragraph.sentences)
        lines = _lines(written, measure)
        notes = tuple(_notes(text, paragraph, lines, line, noted))
        passages.append(Passage(line, tuple(lines), notes, paragraph.heading))
        line += len(lines)
    return Section(phrases.reading, "", (Reading(tuple(passages)),))


def _lines(written: str, measure: int) -> list[str]:
    return wrap(written, measure, break_long_words=False, break_on_hyphens=False) or [""]


def _notes(
    text: ClassText,
    paragraph: TextParagraph,
    lines: Sequence[str],
    first: int,
    noted: set[str],
) -> Iterator[MarginNote]:
    """The words of a paragraph not explained before, in its order: the rarest, one a line."""
    place = {sentence: order for order, sentence in enumerate(paragraph.sentences)}
    starts = _starts(text, paragraph)
    found: list[tuple[int, VocabularyEntry]] = []
    for entry in text.entries():
        if not _needs_note(entry) or entry.lemma in noted:
            continue
        here = [o for o in entry.occurrences if o.sentence in place]
        if here:
            first_here = min(here, key=lambda o: (o.sentence, o.tokens))
            token = text.lesson.words[first_here.sentence][first_here.tokens[0]]
            found.append((starts[first_here.sentence] + token.start, entry))
    found.sort(key=lambda pair: (pair[1].zipf, pair[0]))
    kept = found[: max(2, len(lines))]
    noted.update(entry.lemma for _, entry in kept)
    for offset, entry in sorted(kept, key=lambda pair: pair[0]):
        yield MarginNote(first + _line_of(offset, lines), headword(entry), meaning(entry))


def _needs_note(entry: VocabularyEntry) -> bool:
    """A word that is neither common nor the same in English (*de tent*)."""
    english = meaning(entry).casefold()
    return entry.zipf < _KNOWN_FROM and english not in ("", entry.lemma.casefold())


def _starts(text: ClassText, paragraph: TextParagraph) -> dict[int, int]:
    """Where each sentence begins in its paragraph."""
    starts, offset = {}, 0
    for sentence in paragraph.sentences:
        starts[sentence] = offset
        offset += len(text.lesson.dutch[sentence].text) + 1
    return starts


def _line_of(offset: int, lines: Sequence[str]) -> int:
    """The index of the line that holds character `offset` of the paragraph."""
    end = 0
    for index, line in enumerate(lines):
        end += len(line) + 1
        if offset < end:
            return index
    return len(lines) - 1


def bilingual(text: ClassText, phrases: Phrases) -> Section:
    """Both texts side by side, sentence by sentence, in the order of the Dutch."""
    rows = tuple(_pair(text, bead) for bead in _in_order(text))
    table = Table((phrases.dutch, phrases.english), rows, (1, 1))
    return Section(phrases.bilingual, "", (table,))


def _in_order(text: ClassText) -> list[Bead]:
    used = {i for p in text.paragraphs for i in p.sentences}
    beads = [bead for bead in text.lesson.beads if used.intersection(bead.dutch)]
    return sorted(beads, key=lambda bead: bead.dutch)


def _pair(text: ClassText, bead: Bead) -> tuple[Inlines, Inlines]:
    heading = any(p.heading and p.sentences[0] in bead.dutch for p in text.paragraphs)
    return (
        (Run(text.dutch(bead.dutch), bold=heading, language=Language.DUTCH),),
        (Run(text.english(bead), bold=heading, language=Language.ENGLISH),),
    )
