"""From two texts to beads: score, sum, take the path that is expected to be right most often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cards.alignment.alone import alone_features
from cards.alignment.banding import Block, blocks_of
from cards.alignment.certain import certain_of
from cards.alignment.chains import Box, heaviest_chain
from cards.alignment.compare import closest_of, joined_vectors, stretch_around
from cards.alignment.lattice import Lattice, level
from cards.alignment.moved import with_moved
from cards.alignment.posteriors import Posteriors, posteriors
from cards.alignment.scoring import Weights, score_alone, score_steps
from cards.alignment.steps import REACH, SHAPES, SPANS, SWAPS, beads_of
from cards.model import Bead

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Closest, Texts

    Array = npt.NDArray[Any]
    Floats = npt.NDArray[np.float32]

# What a bead must bring in before it is worth asserting: the derivative of the strict F1 by the
# number of beads, at an F1 of about .95.
PRICE = 0.95
UNLIKELY = 0.02  # steps below this probability are never asserted


def decode(
    texts: Texts, weights: Weights, blocks: Sequence[Block] | None = None
) -> tuple[Bead, ...]:
    """Align two texts; `blocks` says which cells to visit, by default as many as affordable."""
    blocks = blocks or blocks_of(*texts.vectors)
    closest = closest_of(texts, texts.vectors, blocks)
    lattice = lattice_of(texts, closest, blocks, weights)
    beads = best_beads(lattice, posteriors(lattice), len(texts.english), len(texts.dutch))
    return with_moved(beads, texts, closest)


def lattice_of(
    texts: Texts, closest: Closest, blocks: Sequence[Block], weights: Weights
) -> Lattice:
    """Score every step that begins in a block."""
    import numpy as np

    n, m = len(texts.english), len(texts.dutch)
    close = closest.closeness
    alone = (
        weighted(
            alone_features(texts.english, closest.english, closest.english_chosen, close),
            weights.english,
            n,
        ),
        weighted(
            alone_features(texts.dutch, closest.dutch, closest.dutch_chosen, close),
            weights.dutch,
            m,
        ),
    )
    lifted = np.concatenate(([0.0], np.cumsum(alone[1]), np.full(REACH + 1, alone[1].sum())))
    # A text that is compared as a whole costs little: no short cuts there.
    certain = certain_of(closest) if len(blocks) > 1 else None
    joined = joined_vectors(texts, certain)
    lattice = Lattice([], [], [], [], [], [], weights.crossing)
    for block in blocks:
        stretch, e0, d0 = stretch_around(texts, joined, closest, block, certain)
        here = alone[0][e0 : e0 + len(stretch.english)], alone[1][d0 : d0 + len(stretch.dutch)]
        rows = slice(block.first_row - e0, block.last_row - e0)
        columns = slice(block.first - d0, block.last - d0)
        steps = score_steps(stretch, here, weights)[:, rows, columns].transpose(1, 0, 2).copy()
        english, dutch = score_alone(stretch, here, weights)
        english, dutch = english[rows, columns], dutch[rows, columns]
        level(steps, dutch, lifted[block.first : block.last + REACH].astype(np.float32))
        lattice.low.extend([block.first] * (block.last_row - block.first_row))
        lattice.steps.extend(steps)
        lattice.english.extend(english)
        lattice.dutch.extend(dutch)
        beside = weights.opening[0] + weights.outside[0] * ends(block.first, block.last, m)
        above = weights.opening[1] + weights.outside[1] * ends(block.first_row, block.last_row, n)
        lattice.opening_english.extend([beside] * len(above))
        lattice.opening_dutch.extend(above[:, None])
    return lattice


def ends(first: int, last: int, count: int) -> Floats:
    """1 for the place before and the place after all of `count` sentences, among first … last-1."""
    import numpy as np

    places = np.arange(first, last)
    found: Floats = ((places == 0) | (places == count)).astype(np.float32)
    return found


def best_beads(lattice: Lattice, sums: Posteriors, n: int, m: int) -> tuple[Bead, ...]:
    """The beads of the path of the greatest expected strict F1, each with its probability.

    A step is worth twice its probability (it counts for precision and recall), a sentence left
    alone once, each less its price (minimum Bayes risk; Kumar & Byrne 2002 for word alignment).
    """
    import numpy as np

    english, dutch = alone_posteriors(sums, lattice.low, n, m)
    places: list[tuple[int, int, int]] = []
    boxes: list[Box] = []
    for row, values in enumerate(sums.steps):
        for step, column in zip(*np.nonzero(values >= UNLIKELY), strict=True):
            places.append((row, int(column) + lattice.low[row], int(step)))
            boxes.append(_box(*places[-1], float(values[step, column])))
    chain = heaviest_chain(boxes, (english - PRICE).tolist(), (dutch - PRICE).tolist())
    beads = []
    for row, column, step in _complete([places[k] for k in chain], n, m):
        for left, right in beads_of(row, column, step):
            if left and right:
                sure = float(sums.steps[row][step, column - lattice.low[row]])
            else:
                sure = float(english[left[0]] if left else dutch[right[0]])
            beads.append(Bead(left, right, min(max(sure, 0.0), 1.0)))
    return tuple(beads)


def _box(row: int, column: int, step: int, probability: float) -> Box:
    height, width = SPANS[step]
    worth = 2 * probability - PRICE
    if step >= len(SHAPES):
        swap = SWAPS[step - len(SHAPES)]
        gaps = swap.english_gap + swap.dutch_gap
        worth = 2 * worth + gaps * (probability - PRICE)
    return Box(row, column, height, width, worth)


def _complete(
    chain: Iterable[tuple[int, int, int]], n: int, m: int
) -> Iterable[tuple[int, int, int]]:
    """The chain with the sentences it leaves alone, English before Dutch."""
    row = column = 0
    for i, j, step in [*chain, (n, m, -3)]:
        yield from ((k, column, -1) for k in range(row, i))
        yield from ((i, k, -2) for k in range(column, j))
        if step >= 0:
            yield i, j, step
            row, column = i + SPANS[step][0], j + SPANS[step][1]


def alone_posteriors(sums: Posteriors, low: Sequence[int], n: int, m: int) -> tuple[Array, Array]:
    """The probability of each sentence to be unaligned, wherever the path passes: (n,), (m,)."""
    import numpy as np

    english, dutch = np.zeros(n + REACH), np.zeros(m + 2 * REACH + 1)
    for row, values in enumerate(sums.english):
        english[row] += values.sum()
        dutch[low[row] : low[row] + values.shape[-1]] += sums.dutch[row]
        for step, swap in enumerate(SWAPS, start=len(SHAPES)):
            part = sums.steps[row][step]
            if swap.english_gap:
                english[row + swap.first[0]] += part.sum()
            if swap.dutch_gap:
                begin = low[row] + swap.second[1]
                dutch[begin : begin + len(part)] += part
    return english[:n], dutch[:m]


def weighted(
    features: Iterable[tuple[str, Floats | float]], weights: Mapping[str, float], count: int
) -> Floats:
    """The weighted sum of features of `count` sentences."""
    import numpy as np

    total = np.zeros(count, np.float32)
    for name, value in features:
        total += np.float32(weights.get(name, 0.0)) * value
    return total
