"""The dynamic programme over a lattice: the posterior of every step (forward-backward)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.lattice import Lattice
from cards.alignment.slabs import Slab, slabs_of
from cards.alignment.steps import SPANS, Shape
from cards.alignment.sweeps import Backward, Forward, after_the_end, backward, forward

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Doubles = npt.NDArray[np.float64]


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
