"""The score of everything that can be done with two texts, computed where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cards.alignment.alone import alone_features
from cards.alignment.compare import joined_vectors, stretch_around
from cards.alignment.lanes import Lanes
from cards.alignment.lattice import Lattice, level
from cards.alignment.scoring import Weights, score_alone, score_steps
from cards.alignment.settled import Settled
from cards.alignment.steps import REACH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Closest, Texts

    Floats = npt.NDArray[np.float32]


class Scores:
    """Two texts and the weights to score them by.

    Runs of several sure sentences are joined roughly: no bead is made of them.
    """

    def __init__(self, texts: Texts, closest: Closest, weights: Weights, settled: Settled) -> None:
        close = closest.closeness
        english = alone_features(texts.english, closest.english, closest.english_chosen, close)
        dutch = alone_features(texts.dutch, closest.dutch, closest.dutch_chosen, close)
        self._texts, self._closest, self._weights = texts, closest, weights
        self._alone = (
            weighted(english, weights.english, len(texts.english)),
            weighted(dutch, weights.dutch, len(texts.dutch)),
        )
        self._joined = joined_vectors(texts, settled)

    def lattice(self, lanes: Lanes) -> Lattice:
        """Every step that begins in the blocks of the lanes, each lane a member of the batch.

        Columns count from the first of the lane's gap.
        """
        import numpy as np

        weights = self._weights
        n, m = len(self._texts.english), len(self._texts.dutch)
        lattice = Lattice([], [], [], [], [], [], weights.crossing)
        scored = []
        for blocks in lanes.blocks:
            stretch = stretch_around(self._texts, self._joined, self._closest, blocks)
            alone = self._alone[0][stretch.rows], self._alone[1][stretch.columns]
            one, begin = blocks[0], (int(stretch.rows[0, 0]), int(stretch.columns[0, 0]))
            rows = slice(one.first_row - begin[0], one.last_row - begin[0])
            columns = slice(one.first - begin[1], one.last - begin[1])
            steps = score_steps(stretch, alone, weights)[:, :, rows, columns]
            steps = steps.transpose(2, 0, 1, 3).copy()
            english, dutch = (
                scores[:, rows, columns].transpose(1, 0, 2)
                for scores in score_alone(stretch, alone, weights)
            )
            low = one.first - lanes.gaps[0].first
            scored.append((low, steps, dutch))
            lattice.low.extend([low] * len(steps))
            lattice.steps.extend(steps)
            lattice.english.extend(english)
            lattice.dutch.extend(dutch)
            beside = np.stack([_ends(block.first, block.last, m) for block in blocks])
            above = np.stack([_ends(block.first_row, block.last_row, n) for block in blocks], 1)
            beside = weights.opening[0] + weights.outside[0] * beside
            above = weights.opening[1] + weights.outside[1] * above
            lattice.opening_english.extend([beside] * len(steps))
            lattice.opening_dutch.extend(above[:, :, None])
        lifted = _lifted([(low, dutch) for low, _, dutch in scored])
        for low, steps, dutch in scored:
            level(steps, dutch, lifted[:, low : low + dutch.shape[-1] + REACH])
        return lattice


def weighted(
    features: Iterable[tuple[str, Floats | float]], weights: Mapping[str, float], count: int
) -> Floats:
    """The weighted sum of features of `count` sentences."""
    import numpy as np

    total = np.zeros(count, np.float32)
    for name, value in features:
        total += np.float32(weights.get(name, 0.0)) * value
    return total


def _lifted(blocks: Sequence[tuple[int, Floats]]) -> npt.NDArray[np.float64]:
    """What to take off for the Dutch sentences before each column, (lanes, columns + REACH).

    For each sentence it is the mean score of leaving it alone, over the rows of blocks, so that a
    row with thousands of them neither overflows nor underflows. `blocks` are those scores (rows,
    lanes, columns) with their first column.
    """
    import numpy as np

    columns = max(low + dutch.shape[-1] for low, dutch in blocks)
    total, rows = np.zeros((blocks[0][1].shape[1], columns)), np.zeros(columns)
    for low, dutch in blocks:
        here = slice(low, low + dutch.shape[-1])
        total[:, here] += np.where(np.isfinite(dutch), dutch, 0.0).sum(axis=0)
        rows[here] += len(dutch)
    lifted = np.zeros((len(total), columns + REACH))
    np.cumsum((total / np.maximum(rows, 1.0))[:, :-1], axis=1, out=lifted[:, 1:columns])
    lifted[:, columns:] = lifted[:, columns - 1 : columns]
    return lifted


def _ends(first: int, last: int, count: int) -> Floats:
    """1 for the place before and the place after all of `count` sentences, among first … last-1."""
    import numpy as np

    places = np.arange(first, last)
    found: Floats = ((places == 0) | (places == count)).astype(np.float32)
    return found
