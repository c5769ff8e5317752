"""Separable verbs put together again: *belt … op* → *opbellen*, *op te bellen* → *opbellen*.

A word that may be a particle chooses among the verbs of its sentence, or none of them: a log-linear
model of the features in `cards.particle_features`, whose weights and counts of pairs
`cards.training.particles` learns from a treebank. `cards.training.score_verbs` counts how often it
is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cards import particle_pairs
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import base_lemma, describe, is_finite, is_listed
from cards.particle_pairs import Pair, Seen
from cards.particle_phrases import is_phrase, skip_direction
from cards.verb_uses import REFLEXIVES, clause_of

WEIGHTS = Path(__file__).parent / "data" / "particles.json"
_NO_PARTICLE = frozenset("PRON DET AUX PROPN NUM SCONJ CCONJ".split())
_MODALS = frozenset("kunnen moeten mogen willen zullen hoeven".split())
_MARGIN = 0.7  # a verb that no dictionary lists must be surer: a wrong join is a wrong headword
_REACH = 8  # tokens back to an infinitive or participle; a finite verb may stand anywhere before


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: the weight of each feature, and how often each pair was met."""

    weights: Mapping[str, float]
    pairs: Mapping[Pair, Seen]

    def score(self, features: Mapping[str, float]) -> float:
        """How much speaks for a pair; a feature too rare to be learnt weighs nothing."""
        return sum(self.weights.get(name, 0.0) * number for name, number in features.items())


def join(
    tokens: Sequence[Token], lexicon: Lexicon, model: Model | None = None
) -> Mapping[int, int]:
    """Verb index → index of its particle, for every split separable verb of a sentence.

    "No verb" scores 0. The best pair is joined first. Without `model` the bundled one is asked.
    """
    model = model or bundled()
    found = tuple(candidates(tokens, lexicon))
    scored = [
        (model.score(describe(tokens, particle, verb, found, lexicon, model.pairs)), verb, particle)
        for particle, verbs in found
        for verb in verbs
        if not _lacks_zich(tokens, particle, verb, lexicon)
    ]
    joined: dict[int, int] = {}
    for score, verb, particle in sorted(scored, reverse=True):
        listed = is_listed(tokens[particle], tokens[verb], lexicon)
        sure = score > (0 if listed else _MARGIN)
        if sure and verb not in joined and particle not in joined.values():
            joined[verb] = particle
    return joined


def candidates(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, Sequence[int]]]:
    """Each word that may be a particle, with the verbs that it may belong to."""
    for index, token in enumerate(tokens):
        if token.text.lower() not in lexicon.particles or is_finite(token):
            continue
        verbs = [
            verb
            for verb in range(len(tokens))
            if _takes_particle(tokens[verb], lexicon)
            and _reaches(tokens, index, verb)
            and not _helps(tokens, verb)
        ]
        if verbs and token.upos not in _NO_PARTICLE and not is_phrase(tokens, index):
            yield index, verbs


def _takes_particle(token: Token, lexicon: Lexicon) -> bool:
    """A verb that is no adjective or noun here and holds no particle yet (*opgebeld*)."""
    if token.upos != "VERB" or {"prenom", "nom"} & set(token.xpos.split("|")):
        return False
    uses = lexicon.verbs.get(base_lemma(token), ())
    return not uses or not all(use.particle for use in uses)


def _helps(tokens: Sequence[Token], index: int) -> bool:
    """Whether a modal has an infinitive in its clause: *wilde haar terug naar huis brengen*."""
    if tokens[index].lemma.rpartition("_")[2] not in _MODALS:
        return False
    return any(
        "inf" in tokens[i].xpos.split("|") and i != index and tokens[i - 1].text != "te"
        for i in clause_of(tokens, index)
    )


def _lacks_zich(tokens: Sequence[Token], particle: int, verb: int, lexicon: Lexicon) -> bool:
    """Whether the two make a verb that is always reflexive, in a sentence without a pronoun."""
    uses = lexicon.verbs.get(tokens[particle].text.lower() + base_lemma(tokens[verb]), ())
    alone = {"zich", "zichzelf", *REFLEXIVES}.isdisjoint(token.text.lower() for token in tokens)
    return bool(uses) and alone and all(use.reflexive for use in uses)


def _reaches(tokens: Sequence[Token], particle: int, verb: int) -> bool:
    """Whether a verb stands before, or behind in the cluster: *op te bellen*, *op laten nemen*."""
    if verb < particle:
        return is_finite(tokens[verb]) or particle - verb <= _REACH
    between = skip_direction(tokens[particle + 1 : verb])
    cluster = all(t.upos in ("VERB", "AUX") or t.text.lower() == "te" for t in between)
    return verb > particle and cluster


@cache
def bundled() -> Model:
    """The model that comes with the project."""
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(MappingProxyType(record["weights"]), particle_pairs.bundled())
