"""Which cells of the dynamic programme are worth visiting, so that long texts stay affordable.

Short texts are compared as a whole. In long ones, sentences that choose each other among all
sentences (in a few principal components of the vectors) are strung on the heaviest chain; around
that chain lies the band. Its width is bounded, so memory grows with the length of the texts.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.alignment.chains import Box, heaviest_chain
from cards.alignment.closeness import ROUNDING, first_best

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

WHOLE = 100_000  # cells: up to here everything is compared with everything
ROWS = 48  # of a block
MARGIN = 16  # sentences beside the chain
CORRIDOR = 90  # half the width of the band where the chain has nothing to say
OPEN = 60  # a gap of the chain this short on a side is compared as a whole
COMPONENTS = 96
SAMPLE = 4096
AT_ONCE = 1024
SUPPORT = 12  # an anchor needs another within so many sentences, about as far on both sides
SLACK = 6


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `first_row` … `last_row` - 1 of cells, over columns `first` … `last` - 1."""

    first_row: int
    last_row: int
    first: int
    last: int

    @property
    def size(self) -> tuple[int, int]:
        """The English and the Dutch sentences between its cells."""
        return self.last_row - self.first_row - 1, self.last - self.first - 1

    def grown_to(self, height: int, width: int) -> Block:
        """A block from the same cell, with so many sentences between its cells."""
        return Block(
            self.first_row, self.first_row + height + 1, self.first, self.first + width + 1
        )


def blocks_of(english: Floats, dutch: Floats) -> list[Block]:
    """Cover the cells worth visiting, given the vectors of both texts."""
    n, m = len(english), len(dutch)
    if n * m <= WHOLE:
        return [Block(0, n + 1, 0, m + 1)]
    anchors = supported(chain_of(*mutual_choices(english, dutch), n, m))
    low, high = limits(anchors, n, m)
    return [
        Block(row, min(row + ROWS, n + 1), min(low[row : row + ROWS]), max(high[row : row + ROWS]))
        for row in range(0, n + 1, ROWS)
    ]


def mutual_choices(english: Floats, dutch: Floats) -> tuple[list[tuple[int, int]], list[float]]:
    """Pairs of sentences that are each other's best match, and their cosines."""
    import numpy as np

    left, right = _principal(english, dutch)
    best = np.full(len(right), -np.inf, np.float32)
    row = np.zeros(len(right), np.int64)
    choice = np.zeros(len(left), np.int64)
    value = np.zeros(len(left), np.float32)
    for begin in range(0, len(left), AT_ONCE):
        cosines = left[begin : begin + AT_ONCE] @ right.T
        value[begin : begin + AT_ONCE] = cosines.max(axis=1)
        choice[begin : begin + AT_ONCE] = first_best(cosines, value[begin : begin + AT_ONCE])
        top = cosines.max(axis=0)
        better = np.nonzero(top > best + ROUNDING)[0]
        best[better] = top[better]
        row[better] = first_best(cosines[:, better].T, top[better]) + begin
    pairs = [(i, int(j)) for i, j in enumerate(choice) if row[j] == i]
    return pairs, [float(value[i]) for i, _ in pairs]


def _principal(english: Floats, dutch: Floats) -> tuple[Floats, Floats]:
    """Both texts in the first principal components of a sample, of unit length."""
    import numpy as np

    sample = np.concatenate([side[:: max(1, len(side) * 2 // SAMPLE)] for side in (english, dutch)])
    mean = sample.mean(axis=0)
    spread = (sample - mean).T @ (sample - mean)
    _, axes = np.linalg.eigh(spread.astype(np.float64))
    axes = axes[:, ::-1][:, :COMPONENTS].astype(np.float32)
    sides = [(side - mean) @ axes for side in (english, dutch)]
    left, right = (
        side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6) for side in sides
    )
    return left, right


def chain_of(
    pairs: Sequence[tuple[int, int]], cosines: Sequence[float], n: int, m: int
) -> list[tuple[int, int]]:
    """The heaviest chain of pairs that do not cross."""
    boxes = [
        Box(i, j, 1, 1, max(cosine - 0.3, 0.01))
        for (i, j), cosine in zip(pairs, cosines, strict=True)
    ]
    return [pairs[k] for k in heaviest_chain(boxes, [0.0] * n, [0.0] * m)]


def supported(chain: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of a chain that have a neighbour about as far away on both sides."""
    kept = []
    for k, (i, j) in enumerate(chain):
        others = [*chain[max(k - 2, 0) : k], *chain[k + 1 : k + 3]]
        near = [abs(x - i) <= SUPPORT and abs((x - i) - (y - j)) <= SLACK for x, y in others]
        if sum(near) >= 2:
            kept.append((i, j))
    return kept


def limits(anchors: Sequence[tuple[int, int]], n: int, m: int) -> tuple[list[int], list[int]]:
    """First and one past the last column of every row of cells, both never decreasing."""
    low = [m] * (n + 1)
    high = [0] * (n + 1)
    stops = [(0, 0), *anchors, (n, m)]
    for (i0, j0), (i1, j1) in itertools.pairwise(stops):
        whole = min(i1 - i0, j1 - j0) <= OPEN
        slope = (j1 - j0) / max(i1 - i0, 1)
        for row in range(i0, i1 + 1):
            first, last = float(j0), float(j1)
            if not whole:
                first = max(first, j0 + slope * (row - 1 - i0) - CORRIDOR)
                last = min(last, j0 + slope * (row + 1 - i0) + CORRIDOR)
            low[row] = min(low[row], max(int(first) - MARGIN, 0))
            high[row] = max(high[row], min(int(last) + MARGIN + 2, m + 1))
    for row in range(n - 1, -1, -1):
        low[row] = min(low[row], low[row + 1])
    for row in range(1, n + 1):
        high[row] = max(high[row], high[row - 1])
    low[0], high[n] = 0, m + 1
    return low, high
