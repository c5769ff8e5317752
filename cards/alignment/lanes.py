"""The gaps of an alignment side by side, so that many small ones cost little more than one.

Small gaps are compared as a whole, in windows of a few sizes; a large gap only within its band.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cards.alignment.banding import Block
from cards.alignment.steps import Shape
from cards.alignment.windows import WIDEST

ROUND = 8  # the sides of a window are multiples of this
AT_ONCE = 12_000  # cells of windows that are compared together
SMALL = 1600  # cells of a gap that is compared with others like it


@dataclass(frozen=True, slots=True)
class Lanes:
    """Gaps that are gone through side by side, each in a lane of its own.

    `blocks` holds, one below the other, the cells to visit: a tuple of blocks of one size, a block
    for every lane. The path of a lane leads from the first cell of its gap to the last.
    """

    gaps: tuple[Block, ...]
    blocks: tuple[tuple[Block, ...], ...]


def lanes_of(gaps: Iterable[Block], blocks: Sequence[Block], n: int, m: int) -> Iterator[Lanes]:
    """The gaps as lanes: small ones with others of like size, a large one alone, in its band."""
    alike: defaultdict[Shape, list[Block]] = defaultdict(list)
    for gap in gaps:
        height, width = (-(-size // ROUND) * ROUND for size in gap.size)
        reach = gap.first_row + height + WIDEST + 1, gap.first + width + WIDEST + 1
        inside = min(gap.first_row, gap.first) >= WIDEST and reach[0] <= n and reach[1] <= m
        if inside and height * width <= SMALL:
            alike[height, width].append(gap)
        else:
            yield Lanes((gap,), tuple((part,) for part in _within(gap, blocks)))
    for (height, width), found in sorted(alike.items()):
        many = max(AT_ONCE // (height * width), 1)
        for k in range(0, len(found), many):
            some = tuple(found[k : k + many])
            yield Lanes(some, (tuple(gap.grown_to(height, width) for gap in some),))


def _within(gap: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """The part of a gap that lies in the band, its first and its last cell in any case."""
    for block in blocks:
        first_row = max(block.first_row, gap.first_row)
        last_row = min(block.last_row, gap.last_row)
        if first_row < last_row:
            first = gap.first if first_row == gap.first_row else max(block.first, gap.first)
            last = gap.last if last_row == gap.last_row else min(block.last, gap.last)
            first = min(first, gap.last - 1)
            yield Block(first_row, last_row, first, max(last, first + 1))
