"""The two sweeps over the cells: sums over the paths into each cell, and over those out of it.

Sums are kept as plain numbers; a row that leaves a safe range is rescaled to a greatest value of 1
(Rabiner 1989, section V.A), with the rows it has been added to. Shapes are as in `slabs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.alignment.slabs import Slab, add, excess
from cards.alignment.steps import REACH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forward:
    """Sums over the paths into each cell of a slab, divided by `exp(scale)`.

    Those that end with a bead, with an English sentence left alone, and all: (rows, …, width);
    `scale` is (rows, …, 1).
    """

    after_bead: Doubles
    after_english: Doubles
    total: Doubles
    scale: Doubles


@dataclass(frozen=True, slots=True)
class Backward:
    """Sums over the paths out of each cell of a slab whose first column is `low`.

    `after_bead` (rows + REACH, …, width + REACH) are those after a bead, the last rows being the
    first of the slab below, divided by `exp(scale)`. `down` and `right` (rows, …, width) are those
    that leave an English or a Dutch sentence alone, the opening of a run not counted, divided by
    `exp(scale_beside)`. `after_english` (…, width) follows an English sentence left alone, in the
    scale of the first row.
    """

    low: int
    after_bead: Doubles
    scale: Doubles
    down: Doubles
    right: Doubles
    scale_beside: Doubles
    after_english: Doubles


def forward(slabs: Sequence[Slab], crossing: float) -> list[Forward]:
    """Sum over all paths into every cell; `crossing` is a factor."""
    import numpy as np

    result = []
    batch = slabs[0].batch
    beads = np.zeros((REACH, *batch, 1))  # what the slab above adds to the next rows
    beads[0] = 1.0
    english = np.zeros((*batch, 1))
    low = slabs[0].low
    scale = np.zeros((*batch, 1))
    for slab in slabs:
        rows, width, spans = slab.rows, slab.width, slab.spans
        weights = slab.by_span(slab.step_weights())
        bead = np.zeros((rows + REACH, *batch, width + REACH))
        add(bead[:REACH], beads, low - slab.low)
        after_english = np.zeros((rows + 1, *batch, width))
        add(after_english[0], english, low - slab.low)
        total = np.empty((rows, *batch, width))
        scales = np.empty((rows, *batch, 1))
        for k in range(rows):
            here, down = bead[k, ..., :width], after_english[k]
            dutch = slab.carried(k, slab.opening_dutch[k] * here + crossing * down)
            np.add(here, down, out=total[k])
            total[k] += dutch
            top = excess(total[k])
            if top is not None:
                for values in (bead[k : k + REACH], down, total[k]):
                    np.divide(values, top, out=values)
                scale = scale + np.log(top)
            scales[k] = scale
            leaving = weights[k] * total[k]
            for part, (a, b) in zip(leaving, spans, strict=True):
                bead[k + a, ..., b : b + width] += part
            after_english[k + 1] = slab.english[k] * (down + slab.opening_english[k] * here)
        result.append(Forward(bead[:rows, ..., :width], after_english[:rows], total, scales))
        beads, english, low = bead[rows:], after_english[rows], slab.low
    return result


def after_the_end(batch: tuple[int, ...]) -> Backward:
    """What there is below the last row: nothing."""
    import numpy as np

    nothing = np.zeros((REACH, *batch, 1))
    return Backward(0, nothing, nothing, nothing, nothing, nothing, nothing[0])


def backward(
    slab: Slab, step_weights: Doubles, ending: Doubles, crossing: float, below: Backward
) -> Backward:
    """Sum over all paths out of the cells of a slab; `ending` is 1 where a path may end."""
    import numpy as np

    rows, width, batch = slab.rows, slab.width, slab.batch
    weights, spans = slab.by_span(step_weights), slab.spans
    bead = np.zeros((rows + REACH, *batch, width + REACH))
    add(bead[rows:], below.after_bead[:REACH], below.low - slab.low)
    scales = np.empty((rows + REACH, *batch, 1))
    scales[rows:] = below.scale[:REACH]
    after_english = np.zeros((*batch, width))
    add(after_english, below.after_english, below.low - slab.low)
    down, right = np.empty((2, rows, *batch, width))
    beside = np.empty((rows, *batch, 1))
    scale = below.scale[0]
    for k in range(rows - 1, -1, -1):
        after = ending[k]
        for weight, (a, b) in zip(weights[k], spans, strict=True):
            after += weight * bead[k + a, ..., b : b + width]
        beside[k] = scale
        np.multiply(after_english, slab.english[k], out=down[k])
        right[k] = slab.carried_back(k, after)
        here = bead[k, ..., :width]
        np.add(after, slab.opening_english[k] * down[k], out=here)
        here += slab.opening_dutch[k] * right[k]
        after_english = after + down[k] + crossing * right[k]
        top = excess(np.maximum(here, after_english))
        if top is not None:
            bead[k : k + REACH] /= top
            after_english /= top
            scale = scale + np.log(top)
            scales[k + 1 : k + REACH] += np.log(top)
        scales[k] = scale
    return Backward(slab.low, bead, scales, down, right, beside, after_english)
