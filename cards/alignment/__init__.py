"""Sentence alignment: which English sentences and which Dutch sentences translate each other.

A log-linear model scores every bead (Gale & Church 1993), every swap of two neighbouring beads and
every sentence left alone; a dynamic programme gives the posterior probability of each; the path
that is expected to be right most often is returned. What the model looks at is in `features`,
`joints`, `rendered` and `alone`; its weights are in `cards/data/alignment.json`, made by
`cards/training/align.py`: one set for texts whose Dutch the dictionary knows, one for any others.

Where entries of a text hold several sentences, these are compared as well (`entries`), and the
alignment with more beads across entries, or else the surer one, is taken.

Long texts are aligned inside a band round a coarse chain of anchors (`banding`), in memory that
grows with their length; what is plainly one to one there is settled at the first look, and only
the gaps between are compared (`settled`, `lanes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cards.model import Bead, Language

if TYPE_CHECKING:
    from cards.alignment.scoring import Model
    from cards.encoder import Encoder
    from cards.model import Sentence


def align(
    english: Sequence[Sentence],
    dutch: Sequence[Sentence],
    encoder: Encoder,
    model: Model | None = None,
) -> tuple[Bead, ...]:
    """Align two texts.

    Args:
        english: the sentences of the English text, in order.
        dutch: the sentences of the Dutch text, in order.
        encoder: what gives the sentences their vectors.
        model: the weights, by default those that ship.

    Returns:
        Beads in Dutch order, unaligned English sentences in their place, that hold every sentence
        of both sides exactly once; nothing if either side is empty. The sentences of a bead are
        given by their position in the arguments.
    """
    if not english or not dutch:
        return ()
    from cards.alignment.banding import WHOLE
    from cards.alignment.entries import cut, together
    from cards.alignment.translations import is_dutch

    left, right = cut(english, Language.ENGLISH), cut(dutch, Language.DUTCH)
    holds_several = len(left.home) > len(english) or len(right.home) > len(dutch)
    if not holds_several or not is_dutch([sentence.text for sentence in dutch]):
        return _aligned(english, dutch, encoder, model)  # there are rules to cut Dutch only
    apart = together(_aligned(left.sentences, right.sentences, encoder, model), left, right)
    if len(english) * len(dutch) > WHOLE:
        return apart  # a long text is gone through once
    return max(_aligned(english, dutch, encoder, model), apart, key=_persuasion)


def _persuasion(beads: Sequence[Bead]) -> tuple[int, float]:
    """How many beads hold several entries of both sides, then how sure the beads are on average.

    A sentence that reaches from one entry into the next is seen only when they are cut.
    """
    several = sum(len(bead.english) > 1 and len(bead.dutch) > 1 for bead in beads)
    return several, sum(bead.confidence for bead in beads) / len(beads)


def _aligned(
    english: Sequence[Sentence], dutch: Sequence[Sentence], encoder: Encoder, model: Model | None
) -> tuple[Bead, ...]:
    from cards.alignment.decoding import decode
    from cards.alignment.scoring import shipped_model
    from cards.alignment.texts import read_texts

    texts = read_texts(english, dutch, encoder)
    return decode(texts, (model or shipped_model()).weights_for(texts))
