"""The steps of an alignment: beads of one shape, and swaps of two neighbouring beads."""

from __future__ import annotations

from dataclasses import dataclass

Shape = tuple[int, int]

SHAPES: tuple[Shape, ...] = (
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (2, 2),
    (2, 3),
    (3, 2),
    (1, 4),
    (4, 1),
)


@dataclass(frozen=True, slots=True)
class Swap:
    """Two beads that cross: the first English run goes with the second Dutch run.

    `first` and `second` are their shapes in English order. Between the two English runs
    `english_gap` sentences may stay alone, between the Dutch runs `dutch_gap`.
    """

    first: Shape
    second: Shape
    english_gap: int = 0
    dutch_gap: int = 0

    @property
    def span(self) -> Shape:
        """The sentences it accounts for."""
        return (
            self.first[0] + self.english_gap + self.second[0],
            self.second[1] + self.dutch_gap + self.first[1],
        )

    @property
    def first_offset(self) -> Shape:
        """Where its first bead begins."""
        return (0, self.second[1] + self.dutch_gap)

    @property
    def second_offset(self) -> Shape:
        """Where its second bead begins."""
        return (self.first[0] + self.english_gap, 0)


SWAPS: tuple[Swap, ...] = (
    Swap((1, 1), (1, 1)),
    Swap((1, 1), (2, 1)),
    Swap((2, 1), (1, 1)),
    Swap((1, 1), (1, 2)),
    Swap((1, 2), (1, 1)),
    Swap((1, 1), (1, 1), english_gap=1),
    Swap((1, 1), (1, 1), dutch_gap=1),
)
SPANS: tuple[Shape, ...] = SHAPES + tuple(swap.span for swap in SWAPS)
REACH = max(a for a, _ in SPANS)

Pair = tuple[tuple[int, ...], tuple[int, ...]]


def beads_of(row: int, column: int, step: int) -> list[Pair]:
    """The beads, in Dutch order, of a step that begins at a cell; -1 and -2 leave one alone."""
    if step == -1:
        return [((row,), ())]
    if step == -2:
        return [((), (column,))]
    if step < len(SHAPES):
        return [_bead(row, column, SHAPES[step])]
    swap = SWAPS[step - len(SHAPES)]
    (_, d1), (e2, _) = swap.first_offset, swap.second_offset
    second = _bead(row + e2, column, swap.second)
    first = _bead(row, column + d1, swap.first)
    english = [((row + swap.first[0] + k,), ()) for k in range(swap.english_gap)]
    dutch = [((), (column + swap.second[1] + k,)) for k in range(swap.dutch_gap)]
    return [second, *english, *dutch, first]


def _bead(row: int, column: int, shape: Shape) -> Pair:
    return tuple(range(row, row + shape[0])), tuple(range(column, column + shape[1]))
