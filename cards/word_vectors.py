"""What is known of a Dutch word before any sentence is read: for words that no treebank has seen.

A vector is the bundled encoder's states of the word alone, on the first 64 principal axes of the
commonest Dutch words, then five places from our own dictionary: which parts of speech the form can
be, and how common it is. Stanza's tagger takes such vectors as its *pretrain*; since ours can be
had for any word, the table is made anew for the words of each text and none is ever unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.encoder import DIMENSIONS, Encoder
from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.lexicon_forms import triples

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

AXES = 64
PARTS = ("NOUN", "VERB", "ADJ", "ADV")
SIZE = AXES + len(PARTS) + 1


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the axes lie: `mean` (512,) is taken off, `axes` (512, 64) has one axis a column."""

    mean: Floats
    axes: Floats

    def __post_init__(self) -> None:
        """Refuse what another version of this module wrote."""
        if self.mean.shape != (DIMENSIONS,) or self.axes.shape != (DIMENSIONS, AXES):
            raise ValueError(f"a projection of {self.mean.shape} and {self.axes.shape}")

    def write(self, path: Path, **besides: Any) -> None:
        """Write a pretrain file of Stanza's that knows no word, with the axes and more beside.

        So `stanza.Pipeline` loads the model too; its tags of unknown words are then what they are
        without vectors.
        """
        import torch

        table = _table([], torch.zeros(0, SIZE))
        found = {"vocab": table.vocab.state_dict(), "emb": table.emb}
        found |= {"mean": torch.from_numpy(self.mean), "axes": torch.from_numpy(self.axes)}
        torch.save(found | besides, path, _use_new_zipfile_serialization=False)

    @classmethod
    def read(cls, path: Path) -> Projection | None:
        """What `write` wrote, or None of a pretrain of another making."""
        import torch

        found = torch.load(path, map_location="cpu", weights_only=True)
        return cls(found["mean"].numpy(), found["axes"].numpy()) if "axes" in found else None


@dataclass(frozen=True, slots=True)
class Table:
    """Vectors of some words, as Stanza's tagger reads them (it asks for `vocab` and `emb`)."""

    vocab: Any
    emb: Any


class WordVectors:
    """Vectors of words in small letters, as long as `SIZE`."""

    def __init__(self, encoder: Encoder, projection: Projection, lexicon: Lexicon) -> None:
        self._encoder = encoder
        self._projection = projection
        self._lexicon = lexicon

    def of(self, words: Sequence[str]) -> Floats:
        """One row a word: (words, 69)."""
        import numpy as np

        found = (states_of(self._encoder, words) - self._projection.mean) @ self._projection.axes
        rows = np.empty((len(words), SIZE), np.float32)
        rows[:, :AXES] = found
        parts = self._parts(words)
        for row, word in zip(rows[:, AXES:], words, strict=True):
            row[:-1] = [part in parts[word] for part in PARTS]
            row[-1] = zipf(word) / 4
        return rows

    def table(self, words: Sequence[str]) -> Table:
        """What Stanza wants as a pretrain for a text of these words, in small letters or not."""
        import torch

        types = sorted({word.lower() for word in words})
        return _table(types, torch.from_numpy(self.of(types)))

    def _parts(self, words: Sequence[str]) -> Mapping[str, set[str]]:
        """The parts of speech that each word can be as a form of the dictionary."""
        parts: dict[str, set[str]] = {word: set() for word in words}
        for form, upos, _lemma in triples(self._lexicon, parts):
            parts[form.lower()].add(upos)
        return parts


def states_of(encoder: Encoder, words: Sequence[str]) -> Floats:
    """The encoder's states of each word alone, before its head: (words, 512)."""
    import numpy as np

    states = encoder.states(words, marks=False)
    result: Floats = (states.sums / np.sqrt(states.lengths)[:, None]).astype(np.float32)
    return result


def fit(encoder: Encoder, words: Sequence[str]) -> Projection:
    """The principal axes of these words, scaled so that a coordinate is about 1."""
    import numpy as np

    states = states_of(encoder, words).astype(np.float64)
    mean = states.mean(axis=0)
    spread, axes = np.linalg.eigh((states - mean).T @ (states - mean) / len(words))
    axes = axes[:, : -AXES - 1 : -1]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(AXES)])  # the sign is free
    scale = np.sqrt(spread[-AXES:].mean())
    return Projection(mean.astype(np.float32), (axes / scale).astype(np.float32))


def _table(types: Sequence[str], rows: Any) -> Table:
    """Stanza's vocabulary of these words, and their rows after those that it keeps to itself."""
    import torch
    from stanza.models.common.pretrain import PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    own = torch.zeros(len(VOCAB_PREFIX), SIZE)
    return Table(PretrainedWordVocab(list(types), "nl"), torch.cat((own, rows)))
