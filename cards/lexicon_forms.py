"""Forms that our own dictionary gives, each with its lemma: what the treebank has not seen.

A form that two lemmas of one part of speech share (*graven*: dig, or dig's plural noun) is left to
the network, and so is everything that the treebank itself knows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache

from cards import adjectives
from cards.conjugation import conjugate
from cards.lexicon import Lexicon, NounEntry, VerbEntry

Triple = tuple[str, str, str]
"""Form, UPOS, lemma."""


def triples(lexicon: Lexicon, wanted: Container[str] | None = None) -> tuple[Triple, ...]:
    """Every form with the one lemma that it can have as that part of speech.

    With `wanted`, only those forms whose small letters are there.
    """
    one: dict[tuple[str, str], str] = {}
    more: dict[tuple[str, str], set[str]] = {}
    for form, upos, lemma in forms(lexicon):
        if wanted is None or form.lower() in wanted:
            first = one.setdefault((form, upos), lemma)
            if first != lemma:
                more.setdefault((form, upos), {first}).add(lemma)
    # A headword is its own lemma, whatever else it may be a form of (*wezen*, *leden*).
    known = {"NOUN": lexicon.nouns, "VERB": lexicon.verbs, "ADJ": lexicon.adjectives}
    for (form, upos), found in more.items():
        if form in found and form in known.get(upos, {}):
            one[form, upos] = form
        else:
            del one[form, upos]
    return tuple((form, upos, lemma) for (form, upos), lemma in one.items())


@lru_cache(maxsize=1)
def forms(lexicon: Lexicon) -> tuple[Triple, ...]:
    """Every form with every lemma that it can have; a word may come more than once.

    Two ask for them when a text is tagged, and to conjugate all verbs takes a while.
    """
    return tuple(_forms(lexicon))


def _forms(lexicon: Lexicon) -> Iterator[Triple]:
    for noun in lexicon.nouns.values():
        for form in _noun_forms(noun):
            yield form, "NOUN", noun.lemma
    for infinitive, uses in lexicon.verbs.items():
        for form in _verb_forms(infinitive, uses[0]):
            yield form, "VERB", infinitive
    for adjective in lexicon.adjectives.values():
        degrees = adjective.inflected, adjective.comparative, adjective.superlative
        for form in adjectives.forms(adjective.lemma, *degrees):
            yield form, "ADJ", adjective.lemma
    for adverb in lexicon.adverbs.values():
        if " " not in adverb.lemma:
            yield adverb.lemma, "ADV", adverb.lemma


def _noun_forms(noun: NounEntry) -> Iterator[str]:
    """*huis*, *huizen*, *huisje*, *huisjes*: the treebank puts a diminutive under its base."""
    yield noun.lemma
    yield from noun.plurals
    if noun.diminutive:
        yield noun.diminutive
        yield noun.diminutive + "s"


def _verb_forms(infinitive: str, use: VerbEntry) -> Iterator[str]:
    """All forms in one word; of a separable verb only those that hold the particle."""
    for form in conjugate(infinitive, use.particle):
        if " " not in form and form.startswith(use.particle):
            yield form
