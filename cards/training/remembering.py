"""An encoder that remembers: training meets every sentence many times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cards.encoder import Encoder, SentenceStates

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


class RememberingEncoder:
    """Encodes every text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._row: dict[str, int] = {}
        self._kept: list[SentenceStates] = []

    @property
    def name(self) -> str:
        """The name of the encoder that does the work."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """The version of the encoder that does the work."""
        return self._encoder.version

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Encode each text on its own."""
        return self.join(self.states(texts), 1)

    def states(self, texts: Sequence[str], *, marks: bool = True) -> SentenceStates:  # noqa: ARG002
        """Encode the texts that are new and look up the others."""
        import numpy as np

        new = list(dict.fromkeys(text for text in texts if text not in self._row))
        if new:
            states = self._encoder.states(new)
            for k, text in enumerate(new):
                self._row[text] = len(self._kept)
                self._kept.append(states[k : k + 1])
        if not texts:
            return self._encoder.states([])
        found = [self._kept[self._row[text]] for text in texts]
        return SentenceStates(
            np.concatenate([states.sums for states in found]),
            np.concatenate([states.first for states in found]),
            np.concatenate([states.last for states in found]),
            np.concatenate([states.lengths for states in found]),
        )

    def join(self, states: SentenceStates, count: int) -> Floats:
        """Vectors of joined neighbours."""
        return self._encoder.join(states, count)
