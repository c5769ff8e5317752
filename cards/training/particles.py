"""The weights by which a particle chooses its verb, learnt from the treebank's trees.

Run as `python -m cards.training.particles TREEBANK`: TREEBANK is a .conllu.xz file. Of every four
blocks of a hundred sentences the fourth is kept out, to be scored with
`cards.training.score_verbs TREEBANK 3/4`. The likelihood of the right choices, with an L2 penalty,
is raised by Newton's method; it has one maximum, so nothing depends on chance.

A tagger confuses prepositions with a noun phrase behind them (`VZ|init`) and without (`VZ|fin`), so
each choice counts a second time, lightly, with the tag that it has not: the weights learn what the
words around tell when the tag is wrong. Where the trees are of two minds (*gaat omhoog*, see
`cards.training.score_verbs`), a choice counts for less.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.corrections import Corrector
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import describe, is_listed
from cards.separable import WEIGHTS, candidates
from cards.training.score_verbs import BLOCK, read_trees

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

PARTS, KEPT_OUT = 4, 3
SHRINK = 0.5  # the L2 penalty, chosen by cross-validation on the other three quarters
MISTAGGED = 0.05  # how often a new text's preposition has the other tag
UNDECIDED = 0.25  # what a choice counts where another tree joins what this one does not
LEAST = 15  # pairs that have a feature
_ENOUGH = 1e-6  # the largest change of a weight in the last step
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A particle: the features of each verb that it may belong to, and which is right, if any.

    `weight` is how often it counts.
    """

    verbs: Sequence[Mapping[str, float]]
    right: int | None
    weight: float


def main(arguments: list[str]) -> None:
    """Write cards/data/particles.json."""
    (treebank,) = arguments
    choices = list(read_choices(Path(treebank)))
    counts = Counter(name for choice in choices for verb in choice.verbs for name in verb)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    weights = fit(choices, names)
    record = {
        "provenance": {
            "what": "weights of the log-linear model of cards.separable, by feature",
            "made by": "python -m cards.training.particles ../shared/data/treebank/train.conllu.xz",
            "trained on": "UD Dutch LassySmall and Alpino, three quarters (CC BY-SA 4.0)",
        },
        "weights": {
            name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{len(choices) // 2} particles, {len(names)} weights → {WEIGHTS}")


def read_choices(path: Path) -> Iterator[Choice]:
    """Every choice in the parts of a treebank that are learnt from."""
    lexicon = Lexicon()
    corrector = Corrector(lexicon)
    for number, tree in enumerate(read_trees(path)):
        if number // BLOCK % PARTS == KEPT_OUT:
            continue
        tokens = corrector.correct(tree.tokens)
        for particle, verbs in candidates(tokens, lexicon):
            pairs = [(tokens[verb].start, tokens[particle].start) for verb in verbs]
            right = next((place for place, pair in enumerate(pairs) if pair in tree.pairs), None)
            listed = [
                pair
                for pair, verb in zip(pairs, verbs, strict=True)
                if is_listed(tokens[particle], tokens[verb], lexicon)
            ]
            sureness = UNDECIDED if tree.undecided.intersection(listed) else 1.0
            for weight, tagged in _taggings(tokens, particle):
                described = [describe(tagged, particle, verb, lexicon) for verb in verbs]
                yield Choice(described, right, weight * sureness)


def _taggings(
    tokens: tuple[Token, ...], particle: int
) -> Iterator[tuple[float, tuple[Token, ...]]]:
    """The sentence as the tree has it and with the other tag, each with how often it counts."""
    yield 1 - MISTAGGED, tokens
    other = "VZ|init" if "fin" in tokens[particle].xpos else "VZ|fin"
    if tokens[particle].upos == "ADP":
        tokens = (
            *tokens[:particle],
            replace(tokens[particle], xpos=other),
            *tokens[particle + 1 :],
        )
    yield MISTAGGED, tokens


def fit(choices: Sequence[Choice], names: Sequence[str]) -> Array:
    """The weight of each name at the maximum of the penalised likelihood."""
    import numpy as np

    features, right, starts = _table(choices, names)
    sizes = np.diff([*starts, len(features)])
    counts = np.repeat([choice.weight for choice in choices], sizes)
    often = np.sqrt([[choice.weight] for choice in choices])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        odds = np.exp(features @ weights)  # against "no verb", which has 1
        chance = odds / np.repeat(1 + np.add.reduceat(odds, starts), sizes)
        weighed = features * (counts * chance)[:, None]
        expected = np.add.reduceat(features * chance[:, None], starts) * often
        gradient = features.T @ (counts * (chance - right)) + SHRINK * weights
        curvature = features.T @ weighed - expected.T @ expected + SHRINK * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < _ENOUGH:
            break
    return weights


def _table(choices: Sequence[Choice], names: Sequence[str]) -> tuple[Array, Any, Any]:
    """Features by pair and name; whether a pair is right; the first pair of each choice."""
    import numpy as np

    columns = {name: column for column, name in enumerate(names)}
    starts = np.cumsum([0, *(len(choice.verbs) for choice in choices)])
    features = np.zeros((starts[-1], len(names)))
    right = np.zeros(starts[-1], bool)
    for start, choice in zip(starts, choices, strict=False):
        for row, verb in enumerate(choice.verbs, start):
            for name in verb.keys() & columns.keys():
                features[row, columns[name]] = verb[name]
        if choice.right is not None:
            right[start + choice.right] = True
    return features, right, starts[:-1]


if __name__ == "__main__":
    main(sys.argv[1:])
