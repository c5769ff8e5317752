"""The dynamic programme over beads: posteriors by forward and backward sums, and the best path.

Cell (i, j) stands for "i English and j Dutch sentences are accounted for". A path leads from (0, 0)
to (n, m) by beads, by unaligned English sentences (down) and by unaligned Dutch sentences (right).
Within a run of unaligned sentences the English come first, so that every alignment is one path;
opening a run costs extra, as does going on from English to Dutch.

Sums are kept as plain numbers, each row rescaled to a greatest value of 1 (Rabiner 1989, section
V.A). Rows may carry a batch: everything before the last axis is carried along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.steps import REACH, SPANS

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
class Forward:
    """Sums over the paths into each cell, rescaled by `exp(scale[row])`.

    Those that end with a bead, with an English sentence left alone, and all.
    """

    after_bead: list[Doubles]
    after_english: list[Doubles]
    total: list[Doubles]
    scale: list[Doubles]


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


def forward(lattice: Lattice) -> Forward:
    """Sum over all paths into every cell."""
    import numpy as np

    result = Forward([], [], [], [])
    crossing = np.exp(lattice.crossing)
    batch = lattice.english[0].shape[:-1]
    waiting = [_empty(lattice, row, batch) for row in range(min(REACH, lattice.rows))]
    waiting[0][..., 0] = 1.0
    english = np.zeros_like(waiting[0])
    scale = np.zeros((*batch, 1))
    for row in range(lattice.rows):
        bead = waiting.pop(0)
        opening_english = np.exp(lattice.opening_english[row])
        opening_dutch = np.exp(lattice.opening_dutch[row])
        alone = np.exp(lattice.dutch[row].astype(np.float64))
        dutch = _carried(alone, opening_dutch * bead + crossing * english)
        total = bead + english + dutch
        top = total.max(axis=-1, keepdims=True)
        top[top <= 0.0] = 1.0
        scale = scale + np.log(top)
        for values in (bead, english, total, *waiting):
            np.divide(values, top, out=values)
        result.after_bead.append(bead)
        result.after_english.append(english)
        result.total.append(total)
        result.scale.append(scale)
        if row + 1 == lattice.rows:
            break
        if row + REACH < lattice.rows:
            waiting.append(_empty(lattice, row + REACH, batch))
        leaving = total * np.exp(lattice.steps[row].astype(np.float64))
        for step, (a, b) in enumerate(SPANS):
            if row + a < lattice.rows:
                _add(waiting[a - 1], leaving[step], lattice.low[row] + b - lattice.low[row + a])
        down = np.exp(lattice.english[row].astype(np.float64)) * (english + opening_english * bead)
        english = _empty(lattice, row + 1, batch)
        _add(english, down, lattice.low[row] - lattice.low[row + 1])
    return result


def posteriors(
    lattice: Lattice, ends: tuple[Sequence[int], Sequence[int]] | None = None
) -> Posteriors:
    """The probability of every step.

    `ends` gives, for a batch, the row and column in which each member ends; without it there is
    no batch, and the path ends in the last cell.
    """
    import numpy as np

    sums = forward(lattice)
    crossing = np.exp(lattice.crossing)
    batch = lattice.english[0].shape[:-1]
    count = lattice.rows
    log_total = _log_total(sums, ends)
    result = Posteriors([], [], [], [], [], np.zeros(batch), log_total[..., 0])
    later: list[Doubles] = []  # what follows a bead, rows row + 1, row + 2, ...
    later_english = np.zeros((*batch, 0))
    scale = np.zeros((*batch, 1))
    for row in range(count - 1, -1, -1):
        width, low = lattice.width(row), lattice.low[row]
        opening_english = np.exp(lattice.opening_english[row])
        opening_dutch = np.exp(lattice.opening_dutch[row])
        ending = _ending(row, width, low, count, ends, batch)
        weights = np.exp(lattice.steps[row].astype(np.float64))
        follow = np.zeros_like(weights)
        for step, (a, b) in enumerate(SPANS):
            if a <= len(later):
                _add(follow[step], later[a - 1], lattice.low[row + a] - b - low)
        follow *= weights
        down = np.zeros((*batch, width))
        if row + 1 < count:
            _add(down, later_english, lattice.low[row + 1] - low)
        down *= np.exp(lattice.english[row].astype(np.float64))
        # `ending` opens at 1 in the scale of its own row, where nothing has been summed yet.
        after = follow.sum(axis=0) + ending
        alone = np.exp(lattice.dutch[row].astype(np.float64))
        after_dutch = _carried_back(alone, after)
        right = np.zeros_like(after)
        right[..., :-1] = after_dutch[..., 1:]
        right *= alone
        after_bead = after + opening_english * down + opening_dutch * right
        after_english = after + down + crossing * right
        norm = np.exp(np.minimum(sums.scale[row] + scale - log_total, 600.0))
        bead, before, total = sums.after_bead[row], sums.after_english[row], sums.total[row]
        result.steps.append((total * norm * follow).astype(np.float32))
        open_english = bead * opening_english * down * norm
        open_dutch = bead * opening_dutch * right * norm
        cross = before * crossing * right * norm
        going = (total - bead - before) * right * norm
        result.english.append((open_english + before * down * norm).astype(np.float32))
        result.dutch.append((open_dutch + cross + going).astype(np.float32))
        result.opened_english.append(open_english)
        result.opened_dutch.append(open_dutch)
        result.crossed[...] += cross.sum(axis=-1)
        top = np.maximum(after_bead, after_english).max(axis=-1, keepdims=True)
        top[top <= 0.0] = 1.0
        scale = scale + np.log(top)
        later = [values / top for values in [after_bead, *later][:REACH]]
        later_english = after_english / top
    for rows in (
        result.steps,
        result.english,
        result.dutch,
        result.opened_english,
        result.opened_dutch,
    ):
        rows.reverse()
    return result


def _add(target: Array, values: Array, offset: int) -> None:
    """Add `values`, which begin `offset` columns to the right of `target`, where they overlap."""
    begin, end = max(offset, 0), min(offset + values.shape[-1], target.shape[-1])
    if begin < end:
        target[..., begin:end] += values[..., begin - offset : end - offset]


def _empty(lattice: Lattice, row: int, batch: tuple[int, ...]) -> Doubles:
    import numpy as np

    return np.zeros((*batch, lattice.width(row)))


def _carried(alone: Doubles, entering: Doubles) -> Doubles:
    """Run along a row: y[j] = alone[j-1] · (y[j-1] + entering[j-1]), y[0] = 0, by doubling."""
    import numpy as np

    result = np.zeros_like(entering)
    factor = np.zeros_like(entering)
    result[..., 1:] = alone[..., :-1] * entering[..., :-1]
    factor[..., 1:] = alone[..., :-1]
    _double(result, factor)
    return result


def _carried_back(alone: Doubles, after: Doubles) -> Doubles:
    """Run back along a row: y[j] = after[j] + alone[j] · y[j+1]."""
    result = after[..., ::-1].copy()
    factor = alone[..., ::-1].copy()
    factor[..., 0] = 0.0
    _double(result, factor)
    return result[..., ::-1]


def _double(result: Doubles, factor: Doubles) -> None:
    """Solve y[j] = result[j] + factor[j] · y[j-1] in place, in log2(width) sweeps."""
    step, width = 1, result.shape[-1]
    while step < width:
        result[..., step:] += factor[..., step:] * result[..., :-step].copy()
        factor[..., step:] *= factor[..., :-step].copy()
        step *= 2


def _ending(
    row: int,
    width: int,
    low: int,
    count: int,
    ends: tuple[Sequence[int], Sequence[int]] | None,
    batch: tuple[int, ...],
) -> Doubles:
    """1 in the cells in which a path may end."""
    import numpy as np

    ending = np.zeros((*batch, width))
    if ends is None:
        if row == count - 1:
            ending[..., -1] = 1.0
    else:
        for member, (last_row, last_column) in enumerate(zip(*ends, strict=True)):
            if last_row == row:
                ending[member, last_column - low] = 1.0
    return ending


def _log_total(sums: Forward, ends: tuple[Sequence[int], Sequence[int]] | None) -> Doubles:
    """The log of the sum over all paths: (…, 1)."""
    import numpy as np

    if ends is None:
        return np.asarray(np.log(sums.total[-1][..., -1:]) + sums.scale[-1])
    values = [
        [np.log(sums.total[row][member, column]) + sums.scale[row][member, 0]]
        for member, (row, column) in enumerate(zip(*ends, strict=True))
    ]
    return np.array(values)
