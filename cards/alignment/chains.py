"""The heaviest chain of boxes, none overlapping or crossing: used to plan a band and to decode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of rows and columns, `row` … `row + height`, with what it is worth."""

    row: int
    column: int
    height: int
    width: int
    worth: float


def heaviest_chain(
    boxes: Sequence[Box], row_worth: Sequence[float], column_worth: Sequence[float]
) -> list[int]:
    """Positions in `boxes` of the chain that is worth most, in order.

    A chain passes over the rows and columns between its boxes, each worth what `row_worth` and
    `column_worth` say (they may be negative). Each box must begin after the one before ends, in
    both directions. Time is O(k log k + k log columns) for k boxes; ties go to the earlier box.
    """
    rows, columns = _sums(row_worth), _sums(column_worth)
    tree = _PrefixMaximum(len(columns))
    tree.raise_to(0, 0.0, -1)
    before: list[int] = []
    ending: dict[int, list[tuple[int, float, int]]] = {}
    order = sorted(range(len(boxes)), key=lambda k: (boxes[k].row, boxes[k].column, k))
    best = (rows[-1] + columns[-1], -1)
    previous = [-1] * len(boxes)
    done = 0
    pending = sorted({box.row + box.height for box in boxes})
    for k in order:
        box = boxes[k]
        while done < len(pending) and pending[done] <= box.row:
            for column, value, which in ending.pop(pending[done], ()):
                tree.raise_to(column, value, which)
            done += 1
        value, previous[k] = tree.best_up_to(box.column)
        total = value + rows[box.row] + columns[box.column] + box.worth
        end_row, end_column = box.row + box.height, box.column + box.width
        left = total - rows[end_row] - columns[end_column]
        ending.setdefault(end_row, []).append((end_column, left, k))
        final = left + rows[-1] + columns[-1]
        if final > best[0] + 1e-9:
            best = (final, k)
    k = best[1]
    while k >= 0:
        before.append(k)
        k = previous[k]
    return before[::-1]


def _sums(worth: Sequence[float]) -> list[float]:
    total = 0.0
    sums = [0.0]
    for value in worth:
        total += float(value)
        sums.append(total)
    return sums


class _PrefixMaximum:
    """A Fenwick tree of maxima, each with the box it came from."""

    def __init__(self, size: int) -> None:
        self._values = [float("-inf")] * (size + 1)
        self._boxes = [-1] * (size + 1)

    def raise_to(self, place: int, value: float, box: int) -> None:
        place += 1
        while place < len(self._values):
            if value > self._values[place] + 1e-12:
                self._values[place], self._boxes[place] = value, box
            place += place & -place

    def best_up_to(self, place: int) -> tuple[float, int]:
        best = (float("-inf"), -1)
        place += 1
        while place > 0:
            if self._values[place] > best[0] + 1e-12:
                best = (self._values[place], self._boxes[place])
            place -= place & -place
        return best
