"""How close the two texts come to each other as a whole, and every sentence to the other text.

A free translation has lower cosines everywhere than a literal one. The aligner therefore reads a
cosine relative to its document: 0 is what two sentences have that do not belong together, 1 what
two sentences have that choose each other (compare CSLS, Conneau et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

NEIGHBOURS = 3
LENGTH_RATIO = 1.08  # Dutch characters per English character, before the texts have spoken
PRIOR_CHARACTERS = 500.0
PRIOR_PAIRS = 4.0
USUAL_COSINE = 0.65  # of sentences that choose each other
LEAST_SPAN = 0.2
ROUNDING = 1e-6  # cosines that differ by less are equal: a sentence that stands there twice


@dataclass(frozen=True, slots=True)
class Nearest:
    """How each sentence of one side stands to the other side.

    `best` and `second` are its best cosines, `hub` the mean of its three best, `partner` the
    sentence (index in its text) that is best, -1 for none.
    """

    best: Floats
    second: Floats
    hub: Floats
    partner: npt.NDArray[np.int64]

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> Nearest:
        return Nearest(self.best[rows], self.second[rows], self.hub[rows], self.partner[rows])


@dataclass(frozen=True, slots=True)
class Closeness:
    """The document as a whole.

    `background` and `level` are the cosines that count as 0 and 1, `ratio` the Dutch characters
    per English character.
    """

    background: float
    level: float
    ratio: float

    @property
    def span(self) -> float:
        """The cosine that makes one unit."""
        return max(self.level - self.background, LEAST_SPAN)


def closeness(
    english: Nearest,
    dutch: Nearest,
    lengths: tuple[Floats, Floats],
    background: float,
) -> Closeness:
    """Sum up the sentences that choose each other."""
    import numpy as np

    pairs = mutual(english, dutch)
    theirs = english.partner[pairs]
    # A shrunken median: half the pairs that choose each other do so by accident at worst.
    weights = np.concatenate((english.best[pairs], np.full(int(PRIOR_PAIRS), USUAL_COSINE)))
    left = PRIOR_CHARACTERS + float(lengths[0][pairs].sum())
    right = PRIOR_CHARACTERS * LENGTH_RATIO + float(lengths[1][theirs].sum())
    return Closeness(background, float(np.median(weights)), right / left)


def first_best(cosines: Floats, top: Floats) -> npt.NDArray[np.int64]:
    """The first column that has the best value of each row, `top`, but for rounding.

    Rounding would otherwise choose among the occurrences of a repeated sentence.
    """
    first: npt.NDArray[np.int64] = (cosines >= top[:, None] - ROUNDING).argmax(axis=1)
    return first


def mutual(english: Nearest, dutch: Nearest) -> npt.NDArray[np.bool_]:
    """Which English sentences are chosen by the Dutch sentence that they choose."""
    import numpy as np

    chosen = np.maximum(english.partner, 0)
    back = dutch.partner[chosen] if len(dutch.partner) else np.full(len(chosen), -2)
    both: npt.NDArray[np.bool_] = (english.partner >= 0) & (back == np.arange(len(chosen)))
    return both
