"""Neighbouring sentences taken together: sums over windows, and beads made larger or smaller.

A table holds one matrix per shape (a, b): entry (i, j) is the value of English sentences i … i+a-1
with Dutch sentences j … j+b-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cards.alignment.steps import Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]

WIDEST = 4  # sentences on one side of a bead
FAR = -9.0


def dropped(
    table: Mapping[Shape, Floats], shape: Shape, *, english: bool = True, dutch: bool = True
) -> Iterator[Floats]:
    """The values of a bead with its first or last sentence of a side left out."""
    a, b = shape
    if a > 1 and english:
        yield table[a - 1, b][:-1]
        yield table[a - 1, b][1:]
    if b > 1 and dutch:
        yield table[a, b - 1][:, :-1]
        yield table[a, b - 1][:, 1:]


def extended(table: Mapping[Shape, Floats], shape: Shape) -> tuple[Floats, Floats, Floats, Floats]:
    """The values with a neighbour added: English before, after, Dutch before, after."""
    import numpy as np

    a, b = shape
    rows, columns = table[shape].shape
    none = np.full((rows, columns), FAR, np.float32)
    english = table[a + 1, b] if a < WIDEST else none[1:]
    dutch = table[a, b + 1] if b < WIDEST else none[:, 1:]
    row = np.full((1, columns), FAR, np.float32)
    column = np.full((rows, 1), FAR, np.float32)
    return (
        np.concatenate((row, english)),
        np.concatenate((english, row)),
        np.concatenate((column, dutch), axis=1),
        np.concatenate((dutch, column), axis=1),
    )


def window_sum(values: Floats, size: int) -> Floats:
    """The sum of every `size` neighbours; of 0 neighbours, 0."""
    import numpy as np

    rows = max(len(values) - size + 1, 0)
    total: Floats = np.zeros(rows, np.float32)
    for k in range(size):
        total = total + values[k : k + rows]
    return total


def over_runs(values: Floats, longest: int) -> list[Floats]:
    """The sums of every run of 1 … `longest` rows, by the length of the run less one."""
    sums = [values]
    for k in range(1, longest):
        sums.append(sums[-1][:-1] + values[k:] if k < len(values) else values[:0])
    return sums


def window_mean(values: Floats, size: int) -> Floats:
    """The mean of every `size` neighbours."""
    return window_sum(values, size) / size


def window_max(values: Floats, size: int) -> Floats:
    """The greatest of every `size` neighbours."""
    import numpy as np

    rows = max(len(values) - size + 1, 0)
    top = values[:rows]
    for k in range(1, size):
        top = np.maximum(top, values[k : k + rows])
    return top
