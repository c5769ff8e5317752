"""Where a long sheet is cut, so that its pages are those that it would have in one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from decks.worksheets.flow import Column

# Characters of a piece: a good dozen pages of a word list.
PIECE: Final = 40_000


class Edge(StrEnum):
    """What a part shows of itself on a page: each begins, and one that can be broken ends."""

    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Laid:
    """How a column came out: the edges of its parts, in their order, with their pages."""

    edges: Sequence[tuple[Edge, int]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(page for _, page in self.edges)

    def last_break(self) -> tuple[int, int] | None:
        """The last page that begins with a part: how many parts and pages lie before it."""
        found, parts, page = None, 0, 1
        for kind, at in self.edges:
            if kind is Edge.BEGINS:
                if at > page and parts:
                    found = parts, at - 1
                parts += 1
            page = max(page, at)
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column that fills `pages` pages, from page `first` on."""

    column: Column
    first: int
    pages: int


def cut(whole: Column, lay: Callable[[Column], Laid], size: int) -> Iterator[Piece]:
    """Cut a column into pieces of about `size` characters, each of whole pages.

    A piece ends where a page begins with a new part; what `lay` shows of the last page, which
    the parts after it would fill, comes with the next piece. Where a page never begins so, the
    piece grows until one does.
    """
    start, first, asked = 0, 1, size
    while start < len(whole):
        stop = whole.within(start, asked)
        laid = lay(whole.cut(start, stop))
        at_end = stop == len(whole)
        found = (stop - start, laid.pages) if at_end else laid.last_break()
        if found is None:
            asked *= 2
            continue
        parts, pages = found
        yield Piece(whole.cut(start, start + parts), first, pages)
        start, first, asked = start + parts, first + pages, size
