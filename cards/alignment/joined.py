"""Vectors of joined neighbours, computed once as a band moves down a text, and then forgotten."""

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
    """The vectors of every run of `count` sentences of a text, by the run's first sentence."""

    def __init__(self, encoder: Encoder, states: SentenceStates) -> None:
        self._encoder = encoder
        self._states = states
        self._chunks: dict[int, dict[int, Floats]] = {}

    def rows(self, count: int, begin: int, end: int) -> Floats:
        """Vectors of the runs that lie within sentences `begin` … `end` - 1."""
        import numpy as np

        last = end - count + 1
        if last <= begin:
            return self._encoder.join(self._states[:0], count)
        chunks = range(begin // CHUNK, (last - 1) // CHUNK + 1)
        found = np.concatenate([self._chunk(count, chunk) for chunk in chunks])
        offset = begin - chunks.start * CHUNK
        return found[offset : offset + last - begin]

    def _chunk(self, count: int, chunk: int) -> Floats:
        known = self._chunks.setdefault(count, {})
        if chunk not in known:
            begin = chunk * CHUNK
            part = self._states[begin : begin + CHUNK + count - 1]
            if len(known) >= KEPT:
                del known[min(known)]
            known[chunk] = self._encoder.join(part, count)
        return known[chunk]
