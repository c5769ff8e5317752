"""The Dutch text of a lesson as a class reads it: its paragraphs, headings apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cards.model import Bead, Lesson, VocabularyEntry

# A text without --paragraphs is cut after about so many words: a page, and an hour in class.
_ONE_LESSON = 600
_LONGEST_HEADING = 14
_ENDS_SENTENCE = tuple(".!?…:;\"”’»)'")


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """The sentences of a paragraph, by index."""

    sentences: tuple[int, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class ClassText:
    """What of a lesson is used: its `headline`, if it has one, and paragraphs.

    `left_out` counts the words of paragraphs that were cut off to keep the sheet short.
    """

    lesson: Lesson
    headline: str
    paragraphs: tuple[TextParagraph, ...]
    left_out: int = 0

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences used, headings apart, in the order of the text."""
        return tuple(i for p in self.paragraphs if not p.heading for i in p.sentences)

    def paired(self, least: float = 0.9) -> Iterator[Bead]:
        """The beads of which the aligner is sure and that lie within the text used."""
        used = set(self.sentences)
        for bead in self.lesson.beads:
            if bead.is_pair and bead.confidence >= least and used.issuperset(bead.dutch):
                yield bead

    def entries(self) -> Iterator[VocabularyEntry]:
        """The headwords that occur in the text used, most useful first."""
        used = {i for p in self.paragraphs for i in p.sentences}
        for entry in self.lesson.vocabulary:
            if any(o.sentence in used for o in entry.occurrences):
                yield entry

    def english(self, bead: Bead) -> str:
        """The English side of a bead."""
        return " ".join(self.lesson.english[i].text for i in bead.english)

    def dutch(self, sentences: Sequence[int]) -> str:
        """Dutch sentences as running text."""
        return " ".join(self.lesson.dutch[i].text for i in sentences)


def class_text(lesson: Lesson, chosen: Sequence[int] = (), *, whole: bool = False) -> ClassText:
    """The text of a lesson, or its `chosen` paragraphs, counted from 1 without the headline.

    A paragraph without any translation (a menu, a caption of one side) is no part of the text.
    Unless it shall be `whole`, a long text is cut after a page or so.
    """
    found = tuple(_paragraphs(lesson))
    headline = ""
    if len(found) > 1 and found[0].heading:
        headline, found = lesson.dutch[found[0].sentences[0]].text, found[1:]
    if chosen:
        wanted = set(chosen)
        kept = tuple(p for number, p in enumerate(found, 1) if number in wanted)
        return ClassText(lesson, headline, kept)
    if whole:
        return ClassText(lesson, headline, found)
    return _for_one_lesson(lesson, headline, found)


def _paragraphs(lesson: Lesson) -> Iterator[TextParagraph]:
    paired = {i for bead in lesson.beads if bead.is_pair for i in bead.dutch}
    for _, line in groupby(lesson.dutch, key=lambda s: (s.paragraph, s.line)):
        sentences = tuple(line)
        if any(s.index in paired for s in sentences):
            heading = len(sentences) == 1 and _is_heading(sentences[0].text)
            yield TextParagraph(tuple(s.index for s in sentences), heading)


def _is_heading(text: str) -> bool:
    return not text.endswith(_ENDS_SENTENCE) and len(text.split()) <= _LONGEST_HEADING


def _for_one_lesson(lesson: Lesson, headline: str, found: tuple[TextParagraph, ...]) -> ClassText:
    lengths = [sum(len(lesson.dutch[i].text.split()) for i in p.sentences) for p in found]
    kept = total = 0
    for length in lengths:
        if kept and total + length > _ONE_LESSON:
            break
        kept, total = kept + 1, total + length
    while kept > 1 and kept < len(found) and found[kept - 1].heading:
        kept -= 1  # a heading with nothing under it
    return ClassText(lesson, headline, found[:kept], sum(lengths[kept:]))
