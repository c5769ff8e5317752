"""Vectors of joined neighbours, computed once as a band moves down a text, and then forgotten.

In a long text most sentences are settled: they and their neighbours are clearly translated one to
one. Beads of several of them are only there to be rejected, and a rough vector does for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.encoder import Encoder, SentenceStates

    Floats = npt.NDArray[np.float32]

CHUNK = 128
KEPT = 16  # chunks per number of joined sentences


class JoinedVectors:
    """The vectors of every run of `count` sentences of a text, by the run's first sentence.

    `singles` are the vectors of single sentences. Runs of nothing but `settled` sentences get the
    mean of their vectors, weighted by their tokens: cosine about .92 to the vector of the run.
    """

    def __init__(
        self,
        encoder: Encoder,
        states: SentenceStates,
        singles: Floats,
        settled: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        self._encoder = encoder
        self._states = states
        self._singles = singles
        self._settled = settled
        self._chunks: dict[int, dict[int, Floats]] = {}

    def rows(self, count: int, begin: int, end: int) -> Floats:
        """Vectors of the runs that lie within sentences `begin` … `end` - 1."""
        import numpy as np

        last = end - count + 1
        if last <= begin:
            return self._singles[:0]
        if count == 1:
            return self._singles[begin:last]
        chunks = range(begin // CHUNK, (last - 1) // CHUNK + 1)
        found = np.concatenate([self._chunk(count, chunk) for chunk in chunks])
        offset = begin - chunks.start * CHUNK
        return found[offset : offset + last - begin]

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
        if self._settled is None:
            return self._encoder.join(states, count)
        runs = len(states) - count + 1
        settled = self._settled[rows]
        easy = np.logical_and.reduce([settled[k : k + runs] for k in range(count)])
        parts = self._singles[rows] * (states.lengths - np.float32(2.0))[:, None]
        vectors = np.add.reduce([parts[k : k + runs] for k in range(count)])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        hard = np.nonzero(~easy)[0]
        vectors[hard] = self._encoder.join(states.joined(count, hard), 1)
        result: Floats = vectors
        return result
