"""Vectors of joined neighbours, computed once as a band moves down a text, and then forgotten.

In a long text most sentences are surely translated one to one. Beads of several of them are only
there to be rejected, and a rough vector does for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.encoder import Encoder, SentenceStates

    Floats = npt.NDArray[np.float32]

CHUNK = 64
KEPT = 32  # chunks per number of joined sentences


class JoinedVectors:
    """The vectors of every run of `count` sentences of a text, by the run's first sentence.

    `singles` are the vectors of single sentences. Runs with two or more `sure` sentences get the
    mean of their vectors, weighted by their tokens: cosine about .92 to the vector of the run.
    """

    def __init__(
        self,
        encoder: Encoder,
        states: SentenceStates,
        singles: Floats,
        sure: npt.NDArray[np.bool_],
    ) -> None:
        self._encoder = encoder
        self._states = states
        self._singles = singles
        self._sure = sure
        self._chunks: dict[int, dict[int, Floats]] = {}

    def rows(self, count: int, begin: int, end: int) -> Floats:
        """Vectors of the runs that lie within sentences `begin` … `end` - 1."""
        import numpy as np

        last = end - count + 1
        if last <= begin:
            return self._singles[:0]
        if count == 1:
            return self._singles[begin:last]
        parts = []
        for chunk in range(begin // CHUNK, (last - 1) // CHUNK + 1):
            start = chunk * CHUNK
            parts.append(self._chunk(count, chunk)[max(begin - start, 0) : last - start])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _chunk(self, count: int, chunk: int) -> Floats:
        known = self._chunks.setdefault(count, {})
        if chunk not in known:
            if len(known) >= KEPT:
                del known[min(known)]
            begin = chunk * CHUNK
            known[chunk] = self._vectors(count, slice(begin, begin + CHUNK + count - 1))
        return known[chunk]

    def _vectors(self, count: int, rows: slice) -> Floats:
        import numpy as np

        states = self._states[rows]
        if not self._sure[rows].any():
            return self._encoder.join(states, count)
        runs = len(states) - count + 1
        sure = self._sure[rows].astype(np.int64)
        easy = np.add.reduce([sure[k : k + runs] for k in range(count)]) >= 2
        parts = self._singles[rows] * (states.lengths - np.float32(2.0))[:, None]
        vectors = np.add.reduce([parts[k : k + runs] for k in range(count)])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        hard = np.nonzero(~easy)[0]
        vectors[hard] = self._encoder.join(states.joined(count, hard), 1)
        result: Floats = vectors
        return result
