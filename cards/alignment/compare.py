"""The first look: how close two texts are as a whole, and every sentence to the other text.

Both are learnt from the blocks of the band: in a short text that is everything against everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cards.alignment.banding import Block
from cards.alignment.closeness import (
    NEIGHBOURS,
    ROUNDING,
    Nearest,
    closeness,
    first_best,
    mutual,
)
from cards.alignment.joined import JoinedVectors
from cards.alignment.settled import Settled
from cards.alignment.stretches import Stretch, stretch_of
from cards.alignment.texts import Closest, Texts, background_of
from cards.alignment.windows import WIDEST

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


class _Best:
    """The best few cosines of each sentence so far."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self.values = np.full((count, NEIGHBOURS), -1.0, np.float32)
        self.partner = np.full(count, -1)

    def look(self, begin: int, cosines: Floats, first: int) -> None:
        """Take in (rows, columns) cosines of the sentences from `begin`, columns from `first`."""
        import numpy as np

        if not cosines.size:
            return
        rows = slice(begin, begin + len(cosines))
        known = self.values[rows]
        top = cosines.max(axis=1)
        better = top > known[:, 0] + ROUNDING
        self.partner[rows][better] = first_best(cosines, top)[better] + first
        both = np.concatenate((known, cosines), axis=1)
        few = np.partition(-both, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        self.values[rows] = -np.sort(few, axis=1)

    def nearest(self) -> Nearest:
        """What has been found."""
        import numpy as np

        found = self.values > -1.0
        hub = np.where(found, self.values, 0.0).sum(axis=1) / np.maximum(found.sum(axis=1), 1)
        best, second = (np.where(found[:, k], self.values[:, k], 0.0) for k in (0, 1))
        return Nearest(best, second, hub.astype(np.float32), self.partner)


def closest_of(texts: Texts, vectors: tuple[Floats, Floats], blocks: Sequence[Block]) -> Closest:
    """Compare all sentences that share a block."""
    import numpy as np

    n, m = len(texts.english), len(texts.dutch)
    left, right = _Best(n), _Best(m)
    backgrounds = []
    for block in blocks:
        rows = slice(block.first_row, min(block.last_row, n))
        columns = slice(block.first, min(block.last, m))
        cosines = vectors[0][rows] @ vectors[1][columns].T
        if not cosines.size:
            continue
        left.look(rows.start, cosines, columns.start)
        right.look(columns.start, cosines.T, rows.start)
        backgrounds.append(background_of(cosines))
    english, dutch = left.nearest(), right.nearest()
    close = closeness(
        english, dutch, (texts.english.length, texts.dutch.length), float(np.mean(backgrounds))
    )
    return Closest(
        close,
        english,
        dutch,
        mutual(english, dutch).astype(np.float32),
        mutual(dutch, english).astype(np.float32),
    )


def joined_vectors(texts: Texts, settled: Settled) -> tuple[JoinedVectors, JoinedVectors]:
    """The vectors of joined sentences of both texts, computed when asked for."""
    english, dutch = (
        JoinedVectors(texts.encoder, states, vectors, sure)
        for states, vectors, sure in zip(texts.states, texts.vectors, settled.sure, strict=True)
    )
    return english, dutch


def stretch_around(
    texts: Texts,
    joined: tuple[JoinedVectors, JoinedVectors],
    closest: Closest,
    blocks: Sequence[Block],
) -> Stretch:
    """The sentences of blocks of one size and those beside them, a window for every block."""
    n, m = len(texts.english), len(texts.dutch)
    windows = [
        (
            slice(max(block.first_row - WIDEST, 0), min(block.last_row + WIDEST, n)),
            slice(max(block.first - WIDEST, 0), min(block.last + WIDEST, m)),
        )
        for block in blocks
    ]
    return stretch_of(texts, joined, closest, windows)
