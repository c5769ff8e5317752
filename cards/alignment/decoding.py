"""From two texts to beads: score, sum, take the path that is expected to be right most often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cards.alignment.banding import Block, blocks_of
from cards.alignment.chains import Box, heaviest_chain
from cards.alignment.compare import closest_of
from cards.alignment.lanes import Lanes, lanes_of
from cards.alignment.lattice import Lattice
from cards.alignment.moved import with_moved
from cards.alignment.posteriors import Posteriors, posteriors
from cards.alignment.scores import Scores
from cards.alignment.scoring import Weights
from cards.alignment.settled import CONFIDENCE, gaps_of, settled_of, unsettled
from cards.alignment.steps import REACH, SHAPES, SPANS, SWAPS, beads_of
from cards.model import Bead

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Texts

    Doubles = npt.NDArray[np.float64]

# What a bead must bring in before it is worth asserting: the derivative of the strict F1 by the
# number of beads, at an F1 of about .95.
PRICE = 0.95
UNLIKELY = 0.02  # steps below this probability are never asserted


def decode(
    texts: Texts, weights: Weights, blocks: Sequence[Block] | None = None
) -> tuple[Bead, ...]:
    """Align two texts; `blocks` says which cells to visit, by default as many as affordable."""
    n, m = len(texts.english), len(texts.dutch)
    blocks = blocks or blocks_of(*texts.vectors)
    closest = closest_of(texts, texts.vectors, blocks)
    settled = unsettled(n, m)  # a text that is compared as a whole costs little
    if len(blocks) > 1:
        settled = settled_of(closest, (texts.english.length, texts.dutch.length))
    scores = Scores(texts, closest, weights, settled)
    found = {
        (i, j): [Bead((i,), (j,), CONFIDENCE)]
        for i, j in zip(settled.english.tolist(), settled.dutch.tolist(), strict=True)
    }
    for lanes in lanes_of(gaps_of(settled, n, m), blocks, n, m):
        for gap, beads in zip(lanes.gaps, best_beads(scores.lattice(lanes), lanes), strict=True):
            found[gap.first_row, gap.first] = beads
    return with_moved([bead for place in sorted(found) for bead in found[place]], texts, closest)


def best_beads(lattice: Lattice, lanes: Lanes) -> list[list[Bead]]:
    """The beads of every lane's path of the greatest expected strict F1, with their probabilities.

    A step is worth twice its probability (it counts for precision and recall), a sentence left
    alone once, each less its price (minimum Bayes risk; Kumar & Byrne 2002 for word alignment).
    """
    import numpy as np

    ends = [gap.size[0] for gap in lanes.gaps], [gap.size[1] for gap in lanes.gaps]
    sums = posteriors(lattice, ends)
    steps: list[dict[tuple[int, int, int], float]] = [{} for _ in lanes.gaps]
    for row, (low, values) in enumerate(zip(lattice.low, sums.steps, strict=True)):
        likely = np.nonzero(values >= UNLIKELY)
        places = zip(*(axis.tolist() for axis in likely), values[likely].tolist(), strict=True)
        for step, lane, column, probability in places:
            steps[lane][row, low + column, step] = probability
    english, dutch = alone_posteriors(sums, lattice.low)
    return [
        _beads(gap, steps[lane], english[lane], dutch[lane]) for lane, gap in enumerate(lanes.gaps)
    ]


def _beads(
    gap: Block, steps: Mapping[tuple[int, int, int], float], english: Doubles, dutch: Doubles
) -> list[Bead]:
    """The best path through a gap; places count from its first cell, beads from that of the texts.

    `steps` holds the probabilities of steps by row, column and kind, `english` and `dutch` those of
    leaving a sentence alone.
    """
    n, m = gap.size
    places = list(steps)
    boxes = [_box(*place, steps[place]) for place in places]
    chain = heaviest_chain(boxes, (english[:n] - PRICE).tolist(), (dutch[:m] - PRICE).tolist())
    beads = []
    for row, column, step in _complete([places[k] for k in chain], n, m):
        for left, right in beads_of(row, column, step):
            if left and right:
                sure = steps[row, column, step]
            else:
                sure = float(english[left[0]] if left else dutch[right[0]])
            beads.append(
                Bead(
                    tuple(gap.first_row + i for i in left),
                    tuple(gap.first + j for j in right),
                    min(max(sure, 0.0), 1.0),
                )
            )
    return beads


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


def alone_posteriors(sums: Posteriors, low: Sequence[int]) -> tuple[Doubles, Doubles]:
    """The probability of each sentence to be unaligned, wherever the path passes.

    (lanes, English sentences) and (lanes, Dutch sentences), with some beyond the last.
    """
    import numpy as np

    lanes = sums.english[0].shape[0]
    last = max(first + values.shape[-1] for first, values in zip(low, sums.english, strict=True))
    english, dutch = np.zeros((lanes, len(low) + REACH)), np.zeros((lanes, last + REACH))
    for row, (first, values) in enumerate(zip(low, sums.english, strict=True)):
        width = values.shape[-1]
        english[:, row] += values.sum(axis=-1)
        dutch[:, first : first + width] += sums.dutch[row]
        for step, swap in enumerate(SWAPS, start=len(SHAPES)):
            part = sums.steps[row][step]
            if swap.english_gap:
                english[:, row + swap.first[0]] += part.sum(axis=-1)
            if swap.dutch_gap:
                begin = first + swap.second[1]
                dutch[:, begin : begin + width] += part
    return english, dutch
