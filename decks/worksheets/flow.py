"""A sheet as one column of things to draw, which can be cut where a page may begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import accumulate
from typing import Any, Final

from decks.worksheets.model import (
    Answers,
    Block,
    CardSheets,
    GapKind,
    Items,
    Look,
    Reading,
    Section,
    Table,
    Worksheet,
    gaps,
)

# So many rows of a key in 11 points stand together, to be read down each column.
_KEY_ROWS: Final = 20
# The least that a part counts for, in characters.
_LEAST: Final = 40
# Text on paper cards counts for more: it is tried in one size after the other.
_FITTED: Final = 5


@dataclass(frozen=True, slots=True)
class Title:
    """The head of the sheet."""


@dataclass(frozen=True, slots=True)
class KeyTitle:
    """The head of the answers, on a page of its own."""


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The head of an exercise; `number` 0 is not shown."""

    number: int
    title: str
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A thing on the page.

    `widest` is the length of the longest answer in the exercise: all its gaps are as wide, so that
    none tells its answer. `longest` is the longest answer of the whole key. `first` is the number
    of the first item.
    """

    what: Title | KeyTitle | SectionHead | Block
    widest: int = 0
    longest: str = ""
    first: int = 1

    @property
    def parts(self) -> tuple[Any, ...]:
        """What may each begin a page: rows, items, paragraphs, pages of cards."""
        match self.what:
            case Table(rows=parts) | Items(items=parts):
                return parts
            case Reading(passages=parts):
                return parts
            case CardSheets(pages=parts):
                return parts
        return (self.what,)

    def cut(self, start: int, stop: int) -> Drawn:
        """The parts from `start` to before `stop`."""
        what = self.what
        match what:
            case Table():
                what = replace(what, rows=what.rows[start:stop])
            case Items():
                what = replace(what, items=what.items[start:stop])
            case Reading():
                what = replace(what, passages=what.passages[start:stop])
            case CardSheets():
                what = replace(what, pages=what.pages[start:stop])
        return replace(self, what=what, first=self.first + start)


class Column:
    """Things to draw one below the other; places in it are counted in parts."""

    def __init__(self, drawn: Iterable[Drawn]) -> None:
        self.drawn = tuple(drawn)
        self._ends = tuple(accumulate(len(each.parts) for each in self.drawn))
        self._sizes = (0, *accumulate(_sizes(self.drawn)))

    def __len__(self) -> int:
        return len(self._sizes) - 1

    @property
    def size(self) -> int:
        """How much there is to read, in characters."""
        return self._sizes[-1]

    def within(self, start: int, size: int) -> int:
        """Where to stop for `size` characters from `start` on; one part further at least."""
        return max(start + 1, bisect_right(self._sizes, self._sizes[start] + size) - 1)

    def cut(self, start: int, stop: int) -> Column:
        """The parts from `start` to before `stop`."""
        kept = []
        for each, end in zip(self.drawn, self._ends, strict=True):
            begin = end - len(each.parts)
            if begin < stop and end > start:
                kept.append(each.cut(max(0, start - begin), stop - begin))
        return Column(kept)


def _sizes(drawn: Iterable[Drawn]) -> Iterator[int]:
    for each in drawn:
        times = _FITTED if isinstance(each.what, CardSheets) else 1
        yield from (_LEAST + times * _characters(part) for part in each.parts)


def _characters(value: object) -> int:
    """How many characters of text there are in a value."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_characters, value))
    if is_dataclass(value):
        return sum(_characters(getattr(value, each.name)) for each in fields(value))
    return 0


def flow(sheet: Worksheet) -> Column:
    """Everything on the sheet, in the order of its pages: exercises, key, paper cards."""
    return Column(_drawn(sheet))


def _drawn(sheet: Worksheet) -> Iterator[Drawn]:
    on_paper = [pair for pair in sheet.numbered if not pair[1].is_cards]
    if on_paper:
        yield Drawn(Title())
    for number, section in on_paper:
        yield Drawn(SectionHead(number, section.title, section.instruction))
        yield from (Drawn(block, _widest(section)) for block in section.blocks)
    if sheet.has_key:
        yield Drawn(KeyTitle())
    for number, section in on_paper:
        if section.key:
            yield Drawn(SectionHead(number, section.title))
            for block in section.key:
                yield from _key(block, sheet.look)
    for section in sheet.sections:
        if section.is_cards:
            yield from map(Drawn, section.blocks)


def _key(block: Block, look: Look) -> Iterator[Drawn]:
    if not isinstance(block, Answers):
        yield Drawn(block)
        return
    longest = max((answer.text for answer in block.answers), key=len, default="")
    yield from (Drawn(group, longest=longest) for group in key_groups(block, look))


def key_groups(block: Answers, look: Look) -> Iterator[Answers]:
    """A key in groups that no page cuts; whole sentences each stand for themselves."""
    rows = int(_KEY_ROWS * 11 / look.size) if block.columns > 1 else 1
    size = max(1, rows * block.columns)
    for start in range(0, len(block.answers), size):
        yield replace(block, answers=block.answers[start : start + size])


def _widest(section: Section) -> int:
    words = [gap for gap in gaps(section) if gap.kind is GapKind.WORD]
    return max((len(gap.answer) for gap in words), default=0)
