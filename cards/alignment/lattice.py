"""The lattice over which beads are chosen: the log score of every step from every cell.

Cell (i, j) stands for "i English and j Dutch sentences are accounted for". A path leads from (0, 0)
to (n, m) by beads, by unaligned English sentences (down) and by unaligned Dutch sentences (right).
Within a run of unaligned sentences the English come first, so that every alignment is one path;
opening a run costs extra, as does going on from English to Dutch.

Rows may carry a batch: everything before the last axis is carried along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.steps import SPANS

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Log scores of every step, row by row of cells.

    Row `i` covers the columns `low[i]` … `low[i] + width - 1`. `steps[i]` (steps, …, width) scores
    the beads that begin at its cells, `english[i]` (…, width) leaving English sentence `i` alone,
    `dutch[i]` (…, width) leaving Dutch sentence `j` alone; -inf where that is not possible.
    `opening_english[i]` and `opening_dutch[i]` are added where such a sentence opens a run (their
    last axis may be 1), `crossing` where a Dutch one follows an English one.
    """

    low: list[int]
    steps: list[Array]
    english: list[Array]
    dutch: list[Array]
    opening_english: list[Array]
    opening_dutch: list[Array]
    crossing: float

    @property
    def rows(self) -> int:
        """The number of rows of cells: English sentences + 1."""
        return len(self.low)

    def width(self, row: int) -> int:
        """The number of columns of a row."""
        return int(self.english[row].shape[-1])


def level(steps: Array, dutch: Array, lifted: Array) -> None:
    """Take something off every Dutch sentence, however it is accounted for (in place).

    Every path accounts for every Dutch sentence once, so this changes no posterior, but with about
    the score of being alone taken off, long runs neither overflow nor underflow. `steps` is (rows,
    steps, ..., columns), `dutch` (rows, ..., columns); `lifted` (..., columns + REACH) says how
    much comes off in all before each column.
    """
    width = dutch.shape[-1]
    for step, (_, b) in enumerate(SPANS):
        steps[:, step] -= lifted[..., b : b + width] - lifted[..., :width]
    dutch -= lifted[..., 1 : 1 + width] - lifted[..., :width]
