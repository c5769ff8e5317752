"""Neighbouring sentences taken together: sums over windows, and beads made larger or smaller.

A table holds one array (…, rows, columns) per shape (a, b): entry (i, j) is the value of English
sentences i … i+a-1 with Dutch sentences j … j+b-1. The axes before are carried along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        yield table[a - 1, b][..., :-1, :]
        yield table[a - 1, b][..., 1:, :]
    if b > 1 and dutch:
        yield table[a, b - 1][..., :-1]
        yield table[a, b - 1][..., 1:]


def extended(table: Mapping[Shape, Floats], shape: Shape) -> tuple[Floats, Floats, Floats, Floats]:
    """The values with a neighbour added: English before, after, Dutch before, after."""
    import numpy as np

    a, b = shape
    none = np.full(table[shape].shape, FAR, np.float32)
    english = table[a + 1, b] if a < WIDEST else none[..., 1:, :]
    dutch = table[a, b + 1] if b < WIDEST else none[..., 1:]
    row, column = none[..., :1, :], none[..., :1]
    return (
        np.concatenate((row, english), axis=-2),
        np.concatenate((english, row), axis=-2),
        np.concatenate((column, dutch), axis=-1),
        np.concatenate((dutch, column), axis=-1),
    )


def window_sum(values: Floats, size: int) -> Floats:
    """The sum of every `size` neighbours on the last axis; of 0 neighbours, 0."""
    import numpy as np

    places = max(values.shape[-1] - size + 1, 0)
    total: Floats = np.zeros((*values.shape[:-1], places), np.float32)
    for k in range(size):
        total = total + values[..., k : k + places]
    return total


def over_runs(values: Floats, longest: int) -> list[Floats]:
    """The sums of every run of 1 … `longest` rows, by the length of the run less one."""
    sums = [values]
    for k in range(1, longest):
        sums.append(sums[-1][:-1] + values[k:] if k < len(values) else values[:0])
    return sums


def window_mean(values: Floats, size: int) -> Floats:
    """The mean of every `size` neighbours on the last axis."""
    return window_sum(values, size) / size


def window_max(values: Floats, size: int) -> Floats:
    """The greatest of every `size` neighbours on the last axis."""
    import numpy as np

    places = max(values.shape[-1] - size + 1, 0)
    top = values[..., :places]
    for k in range(1, size):
        top = np.maximum(top, values[..., k : k + places])
    return top


def stacked(tables: Sequence[dict[Shape, Floats]]) -> dict[Shape, Floats]:
    """Tables of equal shapes one behind the other, along a new first axis."""
    import numpy as np

    if len(tables) == 1:
        return {shape: values[None] for shape, values in tables[0].items()}
    return {shape: np.stack([table[shape] for table in tables]) for shape in tables[0]}
