"""The worksheet as a value: what stands on it, and nothing of how a format draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cards.model import Language
from decks.worksheets.phrases import ENGLISH, Phrases


class GapKind(StrEnum):
    """How much room an answer needs: a letter, a word, or a whole line."""

    LETTER = "letter"
    WORD = "word"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `language` where it is not that of the instructions."""

    text: str
    bold: bool = False
    italic: bool = False
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to write in. The parts of a separable verb are two gaps with one `number`.

    `lead` is printed where the answer begins (its first letter), `hint` after the gap. `choices`
    are the only answers there are (*de* or *het*, the letters of a matching exercise), and `meant`
    what each of them stands for, if it stands for something. What is not
    `scored` has more than one right answer (a translation), so a person compares it with the key.
    `others` would be right as well.
    """

    number: int
    answer: str
    kind: GapKind = GapKind.WORD
    part: int = 0
    lead: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    scored: bool = True


Inline = Run | Gap
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a heading of the text itself where `heading`."""

    content: Inlines
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Bank:
    """The words to choose from."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Questions numbered from 1."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry of the key: the number of a gap and what belongs there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """A key; `columns` of short answers stand beside each other."""

    answers: tuple[Answer, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under a `header`; `shares` divide the width among the columns.

    Without `ruled` the table only lines things up, as in a matching exercise.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    shares: tuple[int, ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A word explained beside the text: the line it stands in, the word, what it means."""

    line: int
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph cut into numbered lines, the first of them number `first`."""

    first: int
    lines: tuple[str, ...]
    notes: tuple[MarginNote, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text whose lines have the same numbers in every format."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a paper card: what is large, and what stands small below it."""

    main: str
    below: str
    language: Language


@dataclass(frozen=True, slots=True)
class PlacedFace:
    """A face on a page, in millimetres from its top left; `turned` stands upside down."""

    face: Face
    card: int
    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class CardPage:
    """A page of faces; `cuts` are where to cut and `folds` where to fold, as lines x1 y1 x2 y2."""

    faces: tuple[PlacedFace, ...]
    cuts: tuple[tuple[float, float, float, float], ...] = ()
    folds: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CardSheets:
    """Paper cards of `width` by `height` millimetres; the pages have no other text."""

    width: float
    height: float
    pages: tuple[CardPage, ...]


Block = Paragraph | Bank | Items | Answers | Table | Reading | CardSheets


@dataclass(frozen=True, slots=True)
class Section:
    """An exercise: what to do, what to do it on, and its key."""

    title: str
    instruction: str
    blocks: tuple[Block, ...]
    key: tuple[Block, ...] = ()

    @property
    def is_cards(self) -> bool:
        """Whether it is sheets of paper cards, which bear no other text."""
        return any(isinstance(block, CardSheets) for block in self.blocks)


class Paper(StrEnum):
    """The sheet in the printer."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Look:
    """How it is printed: the size of type in points, and wider sans-serif type on request."""

    paper: Paper = Paper.A4
    size: float = 11
    easy: bool = False

    @property
    def large(self) -> bool:
        """Whether it is large print, for which columns beside each other are too narrow."""
        return self.size >= 16

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the paper in millimetres."""
        return (215.9, 279.4) if self.paper is Paper.LETTER else (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Everything on a sheet. `fields` are left blank for the learner to fill in."""

    title: str
    sections: tuple[Section, ...]
    fields: tuple[str, ...] = ()
    version: str = ""
    source: str = ""
    source_url: str = ""
    language: Language = Language.ENGLISH
    phrases: Phrases = ENGLISH
    look: Look = field(default_factory=Look)

    @property
    def has_key(self) -> bool:
        """Whether any exercise has a key."""
        return any(section.key for section in self.sections)

    @property
    def numbered(self) -> tuple[tuple[int, Section], ...]:
        """The exercises with their numbers; 0 for the only one, and for paper cards."""
        numbers: list[tuple[int, Section]] = []
        on_paper = [section for section in self.sections if not section.is_cards]
        for section in self.sections:
            several = len(on_paper) > 1 and not section.is_cards
            numbers.append((on_paper.index(section) + 1 if several else 0, section))
        return tuple(numbers)

    def without_key(self) -> Worksheet:
        """The sheet for the class alone."""
        return replace(self, sections=tuple(replace(s, key=()) for s in self.sections))

    def key_alone(self) -> Worksheet:
        """The sheet for the teacher: the keys, under their titles."""
        sections = tuple(Section(s.title, "", s.key) for s in self.sections if s.key)
        title = f"{self.phrases.key}: {self.title}"
        return replace(self, title=title, sections=sections, fields=())


def gaps(section: Section) -> Iterator[Gap]:
    """Every gap of an exercise, in the order of the page."""
    for block in section.blocks:
        for inlines in _texts(block):
            yield from (part for part in inlines if isinstance(part, Gap))


def _texts(block: Block) -> Iterator[Inlines]:
    match block:
        case Paragraph():
            yield block.content
        case Items():
            yield from block.items
        case Table():
            for row in block.rows:
                yield from row
