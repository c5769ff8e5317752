"""The dynamic programme over beads: posteriors by forward and backward sums, and the best path.

Cell (i, j) stands for "i English and j Dutch sentences are accounted for". A path leads from (0, 0)
to (n, m) by beads, by unaligned English sentences (down) and by unaligned Dutch sentences (right).
Within a run of unaligned sentences the English come first, so that every alignment is one path;
opening a run costs extra, as does going on from English to Dutch.

Rows may carry a batch: everything before the last axis is carried along.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.slabs import Slab, slabs_of
from cards.alignment.steps import SPANS, Shape
from cards.alignment.sweeps import Backward, Forward, after_the_end, backward, forward

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Doubles = npt.NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class Posteriors:
    """The probability of every step, shaped as in the lattice.

    `opened_english` and `opened_dutch` are those of opening a run at each cell, `crossed` the
    expected number of runs that go on from English to Dutch; `log_total` is the log of the sum
    over all paths.
    """

    steps: list[Array]
    english: list[Array]
    dutch: list[Array]
    opened_english: list[Array]
    opened_dutch: list[Array]
    crossed: Array
    log_total: Array


def posteriors(
    lattice: Lattice, ends: tuple[Sequence[int], Sequence[int]] | None = None
) -> Posteriors:
    """The probability of every step.

    `ends` gives, for a batch, the row and column in which each member ends; without it there is
    no batch, and the path ends in the last cell.
    """
    import numpy as np

    slabs = slabs_of(lattice)
    crossing = float(np.exp(lattice.crossing))
    sums = forward(slabs, crossing)
    log_total = _log_total(slabs, sums, ends)
    batch = slabs[0].batch
    result = Posteriors([], [], [], [], [], np.zeros(batch), log_total[..., 0])
    later = after_the_end(batch)
    for slab, before in zip(reversed(slabs), reversed(sums), strict=True):
        weights = slab.step_weights()
        later = backward(slab, weights, _ending(slab, lattice.rows, ends), crossing, later)
        _append(result, slab, weights, before, later, crossing)
    for rows in (
        result.steps,
        result.english,
        result.dutch,
        result.opened_english,
        result.opened_dutch,
    ):
        rows.reverse()
    return result


def _append(
    result: Posteriors,
    slab: Slab,
    weights: Doubles,
    before: Forward,
    later: Backward,
    crossing: float,
) -> None:
    """Add the rows of a slab, the last one first."""
    import numpy as np

    rows, width = slab.rows, slab.width

    def norm(scale: Doubles) -> Doubles:
        logs = before.scale + scale - result.log_total[..., None]
        factor: Doubles = np.exp(np.minimum(logs, 600.0))
        return factor

    steps = np.zeros((rows, len(SPANS), *slab.batch, width), np.float32)
    leading: dict[Shape, Array] = {}
    for a, b in slab.spans:
        follow = later.after_bead[a : a + rows, ..., b : b + width]
        leading[a, b] = before.total * norm(later.scale[a : a + rows]) * follow
    for step, factor in zip(slab.active, weights, strict=True):
        steps[:, step] = factor * leading[SPANS[step]]
    factor = norm(later.scale_beside)
    down, right = later.down * factor, later.right * factor
    open_english = before.after_bead * slab.opening_english * down
    open_dutch = before.after_bead * slab.opening_dutch * right
    cross = before.after_english * crossing * right
    going = (before.total - before.after_bead - before.after_english) * right
    english = (open_english + before.after_english * down).astype(np.float32)
    dutch = (open_dutch + cross + going).astype(np.float32)
    result.steps.extend(steps[::-1])
    result.english.extend(english[::-1])
    result.dutch.extend(dutch[::-1])
    result.opened_english.extend(open_english[::-1])
    result.opened_dutch.extend(open_dutch[::-1])
    result.crossed[...] += cross.sum(axis=(0, -1))


def _ending(slab: Slab, count: int, ends: tuple[Sequence[int], Sequence[int]] | None) -> Doubles:
    """1 in the cells in which a path may end: (rows, …, width)."""
    import numpy as np

    ending = np.zeros((slab.rows, *slab.batch, slab.width))
    if ends is None:
        if slab.first + slab.rows == count:
            ending[-1, ..., -1] = 1.0
    else:
        for member, (row, column) in enumerate(zip(*ends, strict=True)):
            if slab.first <= row < slab.first + slab.rows:
                ending[row - slab.first, member, column - slab.low] = 1.0
    return ending


def _log_total(
    slabs: Sequence[Slab],
    sums: Sequence[Forward],
    ends: tuple[Sequence[int], Sequence[int]] | None,
) -> Doubles:
    """The log of the sum over all paths: (…, 1)."""
    import numpy as np

    if ends is None:
        return np.asarray(np.log(sums[-1].total[-1, ..., -1:]) + sums[-1].scale[-1])
    starts = [slab.first for slab in slabs]
    values = []
    for member, (row, column) in enumerate(zip(*ends, strict=True)):
        which = bisect_right(starts, row) - 1
        here, part = (row - starts[which], member), sums[which]
        total = part.total[here][column - slabs[which].low]
        values.append([np.log(total) + part.scale[here][0]])
    return np.array(values)
