"""The weights by which a particle chooses its verb, learnt from the treebank's trees.

Run as `python -m cards.training.particles TREEBANK [--cross]`: TREEBANK is a .conllu.xz file. It is
cut into five parts, block by block of a hundred sentences. The likelihood of the right choices,
with an L2 penalty, is raised by Newton's method; it has one maximum, so nothing depends on chance.
`--cross` learns from four parts, joins the fifth, five times over, and prints the score.

How often a pair was met (`cards.particle_pairs`) is counted for each choice in the other parts
only: in its own it would tell the answer. Where the trees are of two minds (*gaat omhoog*, see
`cards.training.score_verbs`), a choice counts for less, and a pair not as apart.

A tagger confuses prepositions with a noun phrase behind them (`VZ|init`) and without (`VZ|fin`), so
each choice counts a second time, lightly, with the tag that it has not: the weights learn what the
words around tell when the tag is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards import particle_pairs
from cards.corrections import Corrector
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import base_lemma, describe, is_listed
from cards.particle_pairs import Pair, Seen
from cards.separable import WEIGHTS, Model, candidates, join
from cards.training.score_verbs import BLOCK, read_trees
from cards.training.score_verbs import Pair as Place

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

PARTS = 5
SHRINK = 0.5  # the L2 penalty, chosen by cross-validation
MISTAGGED = 0.05  # how often a new text's preposition has the other tag
UNDECIDED = 0.25  # what a choice counts where another tree joins what this one does not
LEAST = 15  # pairs that have a feature
_ENOUGH = 1e-6  # the largest change of a weight in the last step
_STEPS = 50
_TWO_WORDS = ("apart", "governing")
_COLUMNS = ("joined", "whole", *_TWO_WORDS)

Counts = Counter[tuple[Pair, str]]
"""How often each pair was met in each way (a column of `Seen`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree with its tags mended; `undecided` are listed pairs that other trees join."""

    part: int
    tokens: tuple[Token, ...]
    joined: frozenset[Place]
    undecided: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Choice:
    """A particle: the features of each verb that it may belong to, and which is right, if any.

    `weight` is how often it counts.
    """

    verbs: Sequence[Mapping[str, float]]
    right: int | None
    weight: float


def main(arguments: list[str]) -> None:
    """Write cards/data/particles.json and cards/data/particle_pairs.tsv; or cross-validate."""
    lexicon = Lexicon()
    (treebank,) = (argument for argument in arguments if argument != "--cross")
    sentences = list(read_sentences(Path(treebank), lexicon))
    counts = [count(sentences, part, lexicon) for part in range(PARTS)]
    if "--cross" in arguments:
        cross(sentences, counts, lexicon)
        return
    weights = learn(sentences, counts, lexicon)
    particle_pairs.write(table(counts))
    record = {
        "provenance": {
            "what": "weights of the log-linear model of cards.separable, by feature",
            "made by": "python -m cards.training.particles ../shared/data/treebank/train.conllu.xz",
            "trained on": "UD Dutch LassySmall and Alpino (CC BY-SA 4.0), as particle_pairs.tsv",
        },
        "weights": {name: round(weight, 3) for name, weight in weights.items()},
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{len(sentences)} sentences, {len(weights)} weights → {WEIGHTS}")


def read_sentences(path: Path, lexicon: Lexicon) -> Iterator[Sentence]:
    """The trees of a treebank, each with the part that it falls into."""
    corrector = Corrector(lexicon)
    for number, tree in enumerate(read_trees(path)):
        tokens = corrector.correct(tree.tokens)
        listed = {
            (tokens[verb].start, tokens[particle].start)
            for particle, verbs in candidates(tokens, lexicon)
            for verb in verbs
            if is_listed(tokens[particle], tokens[verb], lexicon)
        }
        yield Sentence(number // BLOCK % PARTS, tokens, tree.pairs, tree.undecided & listed)


def count(sentences: Iterable[Sentence], part: int, lexicon: Lexicon) -> Counts:
    """How often each pair was met in one part."""
    counts = Counts()
    for sentence in sentences:
        if sentence.part == part:
            counts.update(_met(sentence, lexicon))
    return counts


def _met(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[Pair, str]]:
    tokens = sentence.tokens
    for token in tokens:
        prefix, _, base = token.lemma.lower().rpartition("_")
        if prefix and token.upos in ("VERB", "AUX") and token.text.lower().startswith(prefix):
            yield (prefix, base), "whole"
    at = {token.start: token for token in tokens}
    for place in sentence.joined:
        verb, particle = (at[start] for start in place)
        yield (particle.text.lower(), base_lemma(verb)), "joined"
    taken = {particle for _, particle in sentence.joined}
    for index, verbs in candidates(tokens, lexicon):
        word = tokens[index]
        way = "governing" if "init" in word.xpos else "apart"
        for verb in (tokens[verb] for verb in verbs if word.start not in taken):
            if (verb.start, word.start) not in sentence.undecided:
                yield (word.text.lower(), base_lemma(verb)), way


def table(counts: Iterable[Counts]) -> Mapping[Pair, Seen]:
    """The counts of several parts together; a pair met once, as two words, tells nothing."""
    total = sum(counts, Counts())
    once = {pair for (pair, way), times in total.items() if way in _TWO_WORDS and times == 1}
    pairs = {pair for pair, _ in total}
    seen = {pair: Seen(*(total[pair, column] for column in _COLUMNS)) for pair in pairs}
    return {pair: ways for pair, ways in seen.items() if pair not in once or sum(astuple(ways)) > 1}


def learn(
    sentences: Sequence[Sentence], counts: Sequence[Counts], lexicon: Lexicon, left_out: int = -1
) -> Mapping[str, float]:
    """The weights by feature, from all parts but the one left out."""
    choices: list[Choice] = []
    for part in range(PARTS):
        if part != left_out:
            pairs = table(counts[p] for p in range(PARTS) if p not in (part, left_out))
            choices += read_choices(sentences, part, lexicon, pairs)
    often = Counter(name for choice in choices for verb in choice.verbs for name in verb)
    names = sorted(name for name, times in often.items() if times >= LEAST)
    return dict(zip(names, map(float, fit(choices, names)), strict=True))


def cross(sentences: Sequence[Sentence], counts: Sequence[Counts], lexicon: Lexicon) -> None:
    """Print how well each part is joined with what the others teach."""
    right = found = there = undecided = 0
    for part in range(PARTS):
        pairs = table(counts[p] for p in range(PARTS) if p != part)
        model = Model(learn(sentences, counts, lexicon, left_out=part), pairs)
        for sentence in sentences:
            if sentence.part != part:
                continue
            joins = join(sentence.tokens, lexicon, model)
            places = {
                (sentence.tokens[v].start, sentence.tokens[p].start) for v, p in joins.items()
            }
            right += len(places & sentence.joined)
            found += len(places)
            there += len(sentence.joined)
            undecided += len(places & sentence.undecided)
    print(
        f"{len(sentences)} sentences, {there} verbs: precision {right / found:.3f}, "
        f"recall {right / there:.3f}, F1 {2 * right / (found + there):.3f}; "
        f"{undecided} left aside: F1 {2 * right / (found - undecided + there):.3f}"
    )


def read_choices(
    sentences: Iterable[Sentence], part: int, lexicon: Lexicon, pairs: Mapping[Pair, Seen]
) -> Iterator[Choice]:
    """Every choice in one part."""
    for sentence in sentences:
        if sentence.part != part:
            continue
        tokens = sentence.tokens
        found = tuple(candidates(tokens, lexicon))
        for particle, verbs in found:
            places = [(tokens[verb].start, tokens[particle].start) for verb in verbs]
            right = next((n for n, place in enumerate(places) if place in sentence.joined), None)
            sureness = UNDECIDED if sentence.undecided.intersection(places) else 1.0
            for weight, tagged in _taggings(tokens, particle):
                described = [
                    describe(tagged, particle, verb, found, lexicon, pairs) for verb in verbs
                ]
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
