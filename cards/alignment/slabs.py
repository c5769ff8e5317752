"""Rows of the lattice that cover the same columns, and what is computed for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.lattice import Lattice
from cards.alignment.steps import SPANS, Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Doubles = npt.NDArray[np.float64]

ROWS = 64  # at most, to bound the memory
WIDE = 600.0  # natural logs: the range of products that plain numbers hold
SAFE = 1e30


@dataclass(frozen=True, slots=True)
class Slab:
    """Rows `first` … `first + rows - 1` of a lattice, all over columns from `low`.

    `steps` holds, row by row, the log scores (steps, …, width), `active` the steps that are
    possible somewhere. The others are factors: `english` and `dutch` (rows, …, width) of leaving a
    sentence alone, the others of opening a run (their last axis may be 1).
    `rising` (rows, …, width) is the product of the `dutch` factors before each column and
    `falling` its inverse, both but for a factor of the row.
    """

    first: int
    low: int
    steps: list[Array]
    active: tuple[int, ...]
    english: Doubles
    dutch: Doubles
    opening_english: Doubles
    opening_dutch: Doubles
    rising: Doubles
    falling: Doubles

    @property
    def rows(self) -> int:
        """The number of rows of cells."""
        return len(self.english)

    @property
    def width(self) -> int:
        """The number of columns."""
        return int(self.english.shape[-1])

    @property
    def batch(self) -> tuple[int, ...]:
        """The axes that are carried along."""
        return self.english.shape[1:-1]

    @property
    def spans(self) -> tuple[Shape, ...]:
        """The spans of the active steps, each once: they lead to different cells."""
        return tuple(sorted({SPANS[step] for step in self.active}))

    def step_weights(self) -> Doubles:
        """The factor of every active step: (active, rows, …, width)."""
        import numpy as np

        chosen = list(self.active)
        weights = np.stack([row[chosen] for row in self.steps], axis=1).astype(np.float64)
        result: Doubles = np.exp(weights, out=weights)
        return result

    def by_span(self, weights: Doubles) -> Doubles:
        """The factors of steps that lead to the same cell summed: (rows, spans, …, width)."""
        import numpy as np

        spans = self.spans
        result = np.zeros((self.rows, len(spans), *weights.shape[2:]))
        for step, factor in zip(self.active, weights, strict=True):
            result[:, spans.index(SPANS[step])] += factor
        return result

    def carried(self, row: int, entering: Doubles) -> Doubles:
        """Dutch sentences left alone: y[j] = dutch[j-1] · (y[j-1] + entering[j-1]), y[0] = 0."""
        import numpy as np

        result = np.zeros_like(entering)
        total = (entering[..., :-1] * self.falling[row, ..., :-1]).cumsum(axis=-1)
        np.multiply(total, self.rising[row, ..., 1:], out=result[..., 1:])
        return result

    def carried_back(self, row: int, after: Doubles) -> Doubles:
        """The same back: y[j] = dutch[j] · (after[j+1] + y[j+1]), 0 in the last column."""
        import numpy as np

        result = np.zeros_like(after)
        total = (after * self.rising[row])[..., :0:-1].cumsum(axis=-1)[..., ::-1]
        np.multiply(total, self.falling[row, ..., :-1], out=result[..., :-1])
        return result


def slabs_of(lattice: Lattice) -> list[Slab]:
    """Cut a lattice into slabs, in order."""
    slabs = []
    first = 0
    while first < lattice.rows:
        shape = lattice.low[first], lattice.width(first)
        last = first + 1
        while (
            last < min(first + ROWS, lattice.rows)
            and (lattice.low[last], lattice.width(last)) == shape
        ):
            last += 1
        slabs.append(_slab(lattice, first, last))
        first = last
    return slabs


def _slab(lattice: Lattice, first: int, last: int) -> Slab:
    import numpy as np

    def factors(rows: list[Array]) -> Doubles:
        result: Doubles = np.exp(np.stack(rows[first:last]).astype(np.float64))
        return result

    steps = lattice.steps[first:last]
    axes = tuple(range(1, steps[0].ndim))
    possible = np.maximum.reduce(steps).max(axis=axes) > -np.inf
    dutch = np.stack(lattice.dutch[first:last]).astype(np.float64)
    before = np.zeros_like(dutch)
    # Beyond the last Dutch sentence of a member of a batch there is no path: any factor will do.
    known = np.where(np.isfinite(dutch), dutch, 0.0)
    np.cumsum(known[..., :-1], axis=-1, out=before[..., 1:])
    least, most = before.min(axis=-1, keepdims=True), before.max(axis=-1, keepdims=True)
    before -= (least + most) / 2
    # Where thousands of sentences stand beside a handful, what each says is taken less seriously.
    milder = WIDE / np.maximum(most - least, WIDE)
    before *= milder
    dutch *= milder
    return Slab(
        first=first,
        low=lattice.low[first],
        steps=steps,
        active=tuple(np.nonzero(possible)[0].tolist()),
        english=factors(lattice.english),
        dutch=np.exp(dutch),
        opening_english=factors(lattice.opening_english),
        opening_dutch=factors(lattice.opening_dutch),
        rising=np.exp(before),
        falling=np.exp(-before),
    )


def add(target: Array, values: Array, offset: int) -> None:
    """Add `values`, which begin `offset` columns to the right of `target`, where they overlap."""
    begin, end = max(offset, 0), min(offset + values.shape[-1], target.shape[-1])
    if begin < end:
        target[..., begin:end] += values[..., begin - offset : end - offset]


def excess(sums: Doubles) -> Doubles | None:
    """What to divide a row by, (…, 1), so that it stays in a safe range; None if it does."""
    import numpy as np

    top = sums.max(axis=-1, keepdims=True)
    if top.min() > 1.0 / SAFE and top.max() < SAFE:
        return None
    result: Doubles = np.where(top > 0.0, top, 1.0)
    return result
