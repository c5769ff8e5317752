"""From a lesson and what is asked for to one `Worksheet`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from cards.errors import NothingToWriteError
from cards.lexicon import Lexicon
from cards.model import Bead, Language, Lesson
from decks.worksheets import flashcards, gapfill, gaps, matching, reading, sentences, vocabulary
from decks.worksheets.flashcards import Sides
from decks.worksheets.gap_rules import Chosen, GapRules, Words
from decks.worksheets.model import Look, Section, Worksheet
from decks.worksheets.phrases import PHRASES, Phrases
from decks.worksheets.text import ClassText, class_text
from decks.worksheets.vocabulary import Order


class Exercise(StrEnum):
    """What can stand on a sheet."""

    READING = "reading"
    BILINGUAL = "bilingual"
    GAPS = "gaps"
    MATCHING = "matching"
    SCRAMBLE = "scramble"
    TRANSLATION = "translation"
    VOCABULARY = "vocabulary"
    TEST = "test"
    FLASHCARDS = "flashcards"


ONE_HANDOUT = (Exercise.GAPS, Exercise.MATCHING, Exercise.TRANSLATION)
"""What a teacher gets who asks for nothing in particular: two pages and a key."""


# Without one of these, a book may be as long as it likes.
_PRINT_THE_TEXT = frozenset({Exercise.GAPS, Exercise.READING, Exercise.BILINGUAL})


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What to put on a sheet.

    `version` is a letter; each has other gaps and another order. `card` is width and height in mm.
    `words_over` are words in the bank that fit no gap. `blank` is the language left out of a test.
    """

    exercises: tuple[Exercise, ...] = ONE_HANDOUT
    gaps: GapRules = field(default_factory=GapRules)
    words_over: int = 0
    paragraphs: tuple[int, ...] = ()
    words: int = 30
    pairs: int = 10
    sentences: int = 6
    order: Order = Order.TEXT
    blank: Language = Language.ENGLISH
    translate_to: Language = Language.ENGLISH
    sides: Sides = Sides.LONG
    card: tuple[float, float] = (90.0, 54.0)
    seed: int = 1
    version: str = ""
    title: str = ""
    source: str = ""
    source_url: str = ""
    language: Language = Language.ENGLISH
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet, and what a person should know of it that does not stand on it."""

    sheet: Worksheet
    remarks: tuple[str, ...] = ()


def make(lesson: Lesson, options: SheetOptions) -> Made:
    """Build the sheet.

    Raises:
        NothingToWriteError: the lesson leaves nothing of what was asked for.
    """
    whole = not _PRINT_THE_TEXT.intersection(options.exercises)
    text = class_text(lesson, options.paragraphs, whole=whole)
    if not text.paragraphs:
        if options.paragraphs:
            raise NothingToWriteError(
                "The text has no such paragraph.",
                "Paragraphs are counted from 1, the headline not included.",
            )
        raise NothingToWriteError(
            "No sentence of the Dutch text found its English one.",
            "Check that the two are the same text.",
        )
    maker = _Maker(text, options)
    sections = tuple(maker.sections())
    if not sections:
        raise NothingToWriteError(
            f"No exercise is left: {' '.join(maker.remarks)}",
            "Ask for other words, or a longer text.",
        )
    phrases = PHRASES[options.language]
    source, address = source_of(lesson)
    sheet = Worksheet(
        title=options.title or text.headline or lesson.title,
        sections=sections,
        fields=(phrases.name, phrases.group, phrases.date),
        version=phrases.version.format(letter=options.version) if options.version else "",
        source=options.source or source,
        source_url=options.source_url or address,
        language=options.language,
        phrases=phrases,
        look=options.look,
    )
    return Made(sheet, tuple(maker.remarks))


def source_of(lesson: Lesson) -> tuple[str, str]:
    """Where the text comes from, as far as the lesson tells: title, author and date; address."""
    names = ((told.title, told.author, told.date) for told in lesson.sources)
    name = next(filter(None, (", ".join(filter(None, parts)) for parts in names)), "")
    return name, next((told.url for told in lesson.sources if told.url), "")


class _Maker:
    """Makes the exercises one after the other; the later ones give no answers of the gaps away."""

    def __init__(self, text: ClassText, options: SheetOptions) -> None:
        self._text = text
        self._options = options
        self._phrases: Phrases = PHRASES[options.language]
        self._chosen: tuple[Chosen, ...] = ()
        self._apart: dict[Exercise, tuple[Bead, ...]] = {}
        self.remarks: list[str] = []
        if text.left_out:
            self.remarks.append(
                f"Only the first {len(text.paragraphs)} paragraphs are used; "
                "--paragraphs chooses others."
            )

    def sections(self) -> Iterator[Section]:
        """Each exercise that was asked for and that the text allows."""
        self._set_apart()
        if Exercise.GAPS in self._options.exercises:
            apart = [i for beads in self._apart.values() for bead in beads for i in bead.dutch]
            rng = self._random("gaps")
            self._chosen = gaps.choose(self._text, self._options.gaps, rng, apart)
        for exercise in self._options.exercises:
            section = self._section(exercise)
            if section is None:
                self.remarks.append(f"The text has nothing for the exercise “{exercise.value}”.")
            else:
                yield section

    def _set_apart(self) -> None:
        """Choose the whole sentences first: one that stands elsewhere would fill its own gap.

        Beside gaps, each exercise on sentences gets a quarter of the text at most.
        """
        most, taken = self._options.sentences, set[int]()
        if Exercise.GAPS in self._options.exercises:
            most = min(most, max(2, len(self._text.sentences) // 4))
        for exercise in self._options.exercises:
            if exercise in (Exercise.TRANSLATION, Exercise.SCRAMBLE):
                rng = self._random(exercise.value)
                mixed = exercise is Exercise.SCRAMBLE
                beads = sentences.choose(self._text, most, taken, rng, scrambled=mixed)
                self._apart[exercise] = beads
                taken.update(i for bead in beads for i in bead.dutch)

    def _random(self, purpose: str) -> Random:
        return Random(f"{self._options.seed}/{self._options.version}/{purpose}")  # noqa: S311

    def _section(self, exercise: Exercise) -> Section | None:
        match exercise:
            case Exercise.GAPS:
                return self._gaps()
            case Exercise.MATCHING:
                return self._matching()
            case Exercise.TRANSLATION | Exercise.SCRAMBLE:
                return self._sentences(exercise)
            case Exercise.READING:
                return reading.section(self._text, self._phrases, self._options.look)
            case Exercise.BILINGUAL:
                return reading.bilingual(self._text, self._phrases)
            case _:
                return self._listed(exercise)

    def _gaps(self) -> Section | None:
        chosen, rules = self._chosen, self._options.gaps
        if not chosen:
            return None
        if len(chosen) < rules.most and rules.words is not Words.EVERY:
            self.remarks.append(f"The text has room for {len(chosen)} such gaps, not {rules.most}.")
        rng = self._random("words over")
        most = self._options.words_over
        over = gapfill.words_over(self._text, chosen, rules, most, Lexicon(), rng)
        return gapfill.section(self._text, chosen, rules, self._phrases, over)

    def _matching(self) -> Section | None:
        rng = self._random("matching")
        most = min(self._options.pairs, matching.MOST_PAIRS)
        asked = [c.lemma for c in self._chosen]
        entries = matching.choose(self._text, most, asked, rng)
        return matching.section(entries, self._phrases, rng) if len(entries) > 1 else None

    def _sentences(self, exercise: Exercise) -> Section | None:
        beads = self._apart[exercise]
        if not beads:
            return None
        if exercise is Exercise.SCRAMBLE:
            rng = self._random("word order")
            return sentences.scramble(self._text, beads, self._phrases, rng)
        return sentences.translation(self._text, beads, self._options.translate_to, self._phrases)

    def _asks_meanings(self, exercise: Exercise) -> bool:
        return exercise is Exercise.TEST and self._options.blank is Language.ENGLISH

    def _listed(self, exercise: Exercise) -> Section | None:
        options = self._options
        asked = vocabulary.is_question if self._asks_meanings(exercise) else vocabulary.meaning
        entries = vocabulary.listed(self._text, options.words, options.order, asked)
        if not entries:
            return None
        if exercise is Exercise.VOCABULARY:
            return vocabulary.section(self._text, entries, self._phrases)
        if exercise is Exercise.TEST:
            return vocabulary.quiz(entries, options.blank, self._phrases)
        made = flashcards.section(entries, options.sides, options.look, options.card, self._phrases)
        if made is None:
            width, height = options.card
            raise NothingToWriteError(
                f"A card of {width:g} × {height:g} mm does not fit on the paper.",
                "Choose a smaller --card-size, or --turn long-edge instead of fold.",
            )
        return made
