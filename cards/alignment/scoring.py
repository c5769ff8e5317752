"""From features to log scores: the weights of the model applied to a stretch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cards.alignment.alone import place_features
from cards.alignment.features import bead_features
from cards.alignment.steps import SHAPES, SPANS, SWAPS
from cards.alignment.stretches import Stretch

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Texts

    Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """One set of trained weights, by feature name.

    `opening` is added when a run of unaligned English or Dutch sentences opens, and `outside` if
    it does so before or after all of the other text; `crossing` when a run goes on from English
    to Dutch; `swap` to two crossing beads and `swap_gap` if they leave a sentence alone.
    """

    bead: Mapping[str, float]
    english: Mapping[str, float]
    dutch: Mapping[str, float]
    opening: tuple[float, float]
    outside: tuple[float, float]
    crossing: float
    swap: float
    swap_gap: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights for two texts that the dictionary can compare, and those for any others."""

    known: Weights
    unknown: Weights

    def weights_for(self, texts: Texts) -> Weights:
        """The weights to align two texts by."""
        return self.known if texts.translations.trusted else self.unknown


@cache
def shipped_model() -> Model:
    """The weights in `cards/data/alignment.json`."""
    text = files("cards").joinpath("data/alignment.json").read_text(encoding="utf-8")
    return model_from(json.loads(text))


def model_from(record: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Model:
    """Read both sets of weights out of the parsed file."""
    return Model(
        weights_from(record["with dictionary"]), weights_from(record["without dictionary"])
    )


def weights_from(record: Mapping[str, Mapping[str, float]]) -> Weights:
    """Read one set of weights out of the parsed file."""
    runs = record["runs"]
    return Weights(
        bead=record["bead"],
        english=record["english alone"],
        dutch=record["dutch alone"],
        opening=(runs["opening english"], runs["opening dutch"]),
        outside=(runs["opening english outside"], runs["opening dutch outside"]),
        crossing=runs["english to dutch"],
        swap=runs["swap"],
        swap_gap=runs["swap over a gap"],
    )


def score_steps(stretch: Stretch, alone: tuple[Floats, Floats], weights: Weights) -> Floats:
    """Log score of every bead by its first sentences: (steps, windows, n + 1, m + 1).

    Impossible ones have -inf; `alone` are the scores of leaving a sentence alone, (windows, n) and
    (windows, m).
    """
    import numpy as np

    n, m, windows = len(stretch.english), len(stretch.dutch), len(alone[0])
    scores = np.full((len(SPANS), windows, n + 1, m + 1), -np.inf, np.float32)
    for step, (a, b) in enumerate(SHAPES):
        rows, columns = n - a + 1, m - b + 1
        if rows <= 0 or columns <= 0:
            continue
        total = np.zeros((windows, rows, columns), np.float32)
        for name, value in bead_features(stretch, (a, b)):
            weight = weights.bead.get(name, 0.0)
            if weight:
                total += np.float32(weight) * value
        scores[step, :, :rows, :columns] = total
    for step, swap in enumerate(SWAPS, start=len(SHAPES)):
        rows, columns = n - swap.span[0] + 1, m - swap.span[1] + 1
        if rows <= 0 or columns <= 0:
            continue
        total = scores[step, :, :rows, :columns]
        total[:] = weights.swap + weights.swap_gap * (swap.english_gap + swap.dutch_gap)
        for shape, (i, j) in (
            (swap.first, swap.first_offset),
            (swap.second, swap.second_offset),
        ):
            total += scores[SHAPES.index(shape), :, i : i + rows, j : j + columns]
        if swap.english_gap:
            begin = swap.first[0]
            total += alone[0][:, begin : begin + rows, None]
        if swap.dutch_gap:
            begin = swap.second[1]
            total += alone[1][:, None, begin : begin + columns]
    return scores


def score_alone(
    stretch: Stretch,
    alone: tuple[Floats, Floats],
    weights: Weights,
) -> tuple[Floats, Floats]:
    """Log score of leaving a sentence alone at each place: (windows, n + 1, m + 1) each.

    `alone` holds the scores that do not depend on the place.
    """
    import numpy as np

    n, m, windows = len(stretch.english), len(stretch.dutch), len(alone[0])
    english = np.full((windows, n + 1, m + 1), -np.inf, np.float32)
    dutch = np.full((windows, n + 1, m + 1), -np.inf, np.float32)
    english[:, :n] = alone[0][:, :, None]
    dutch[:, :, :m] = alone[1][:, None, :]
    for name, value in place_features(stretch, english=True):
        english[:, :n] += np.float32(weights.english.get(name, 0.0)) * value
    for name, value in place_features(stretch, english=False):
        dutch[:, :, :m] += np.float32(weights.dutch.get(name, 0.0)) * value
    return english, dutch
