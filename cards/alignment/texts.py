"""Two texts made ready for comparison, and any two stretches of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.alignment.closeness import Closeness, Nearest
from cards.alignment.sides import Side, side_of
from cards.alignment.translations import Translations, translations_of
from cards.alignment.words import Anchors, WordTable, anchors_of, condensed, word_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.encoder import Encoder, SentenceStates
    from cards.model import Sentence

    Floats = npt.NDArray[np.float32]

USUAL_BACKGROUND = 0.15
PRIOR_CELLS = 25.0


@dataclass(frozen=True, slots=True)
class Texts:
    """Both texts, encoded, with the words and tokens of each; `vectors` are of single sentences."""

    encoder: Encoder
    states: tuple[SentenceStates, SentenceStates]
    vectors: tuple[Floats, Floats]
    english: Side
    dutch: Side
    english_words: WordTable
    dutch_words: WordTable
    anchors: Anchors
    translations: Translations


def read_texts(english: Sequence[Sentence], dutch: Sequence[Sentence], encoder: Encoder) -> Texts:
    """Encode both texts and look at their words."""
    left = [sentence.text for sentence in english]
    right = [sentence.text for sentence in dutch]
    states = encoder.states(left), encoder.states(right)
    words = condensed(word_table(left, encoder), word_table(right, encoder))
    return Texts(
        encoder,
        states,
        (encoder.join(states[0], 1), encoder.join(states[1], 1)),
        side_of(english),
        side_of(dutch),
        words[0],
        words[1],
        anchors_of(left, right),
        translations_of(left, right),
    )


def background_of(cosines: Floats) -> float:
    """The cosine of sentences that do not belong together: a shrunken median."""
    import numpy as np

    if not cosines.size:
        return USUAL_BACKGROUND
    weight = cosines.size / (cosines.size + PRIOR_CELLS)
    return float(weight * np.median(cosines) + (1 - weight) * USUAL_BACKGROUND)


@dataclass(frozen=True, slots=True)
class Closest:
    """What is known of the whole: how close the texts are, and each sentence to the other text."""

    closeness: Closeness
    english: Nearest
    dutch: Nearest
    english_chosen: Floats
    dutch_chosen: Floats
