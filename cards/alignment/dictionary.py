"""English words that may render a Dutch word as it stands in a text, by the project's dictionary.

Every inflected form leads to the glosses of its headword; a compound that is not listed leads to
those of its parts. The table is built once, when first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from cards.alignment.common_words import common_words
from cards.english import FUNCTION_WORDS
from cards.lexicon import Lexicon, VerbEntry
from cards.nouns import singular_candidates, split_compound
from cards.verb_spelling import spell_stem

# Words of a gloss that say little of themselves: "take part in" is found by "part".
_LIGHT = frozenset(
    "be make put get take go come do have give let keep become something oneself".split()
)
_ENDINGS = ("e", "er", "ere", "ste", "st", "s", "n")
_SPLIT_FROM = 7  # letters


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Forms of listed words.

    `glosses` holds the glosses behind each form, `separated` those of a verb whose particle stands
    elsewhere in the sentence, by form and particle; `english` every English word that some
    Dutch word may be rendered by.
    """

    glosses: Mapping[str, tuple[str, ...]]
    separated: Mapping[tuple[str, str], tuple[str, ...]]
    particles: frozenset[str]
    nouns: frozenset[str]
    english: frozenset[str]


@cache
def dictionary() -> Dictionary:
    """Every form that the lexicon gives or that is spelled by a simple rule."""
    lexicon = Lexicon()
    forms: defaultdict[str, list[str]] = defaultdict(list)
    separated: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for noun in lexicon.nouns.values():
        small = noun.diminutive
        for form in (noun.lemma, *noun.plurals, *((small, small + "s") if small else ())):
            forms[form.lower()] += noun.glosses
    for entry in (*lexicon.adjectives.values(), *lexicon.adverbs.values()):
        for form in (entry.lemma, *entry.forms):
            forms[form.lower()] += entry.glosses
    for uses in lexicon.verbs.values():
        for verb in uses:
            whole, apart = _verb_forms(verb)
            for form in whole:
                forms[form] += verb.glosses
            for form in apart:
                separated[form, verb.particle] += verb.glosses
    english = {word for glosses in forms.values() for gloss in glosses for word in _words(gloss)}
    english.update(*common_words().values())
    return Dictionary(
        {form: tuple(dict.fromkeys(glosses)) for form, glosses in forms.items()},
        {pair: tuple(dict.fromkeys(glosses)) for pair, glosses in separated.items()},
        lexicon.particles,
        frozenset(lexicon.nouns),
        frozenset(english),
    )


def _verb_forms(verb: VerbEntry) -> tuple[set[str], set[str]]:
    """The forms written as one word, and those that leave the particle elsewhere."""
    particle = verb.particle
    infinitive = verb.infinitive.removeprefix(particle) if particle else verb.infinitive
    _, stem = spell_stem(infinitive)
    finite = {infinitive, stem, stem if stem.endswith("t") else stem + "t"}
    if infinitive.endswith(("aan", "ien", "oen")):  # ga, gaat; zie, ziet; doe, doet
        stem = infinitive[:-1]
        finite |= {stem.removesuffix("a") if stem.endswith("aa") else stem, stem + "t"}
    for cell in (verb.past, verb.past_plural):
        finite.update(form.split()[0] for form in cell.split(";") if form.strip())
    whole = {form + ending for form in verb.participle.split(";") for ending in ("", "e") if form}
    whole |= {particle + infinitive + "d", particle + infinitive + "de"}
    whole |= {particle + form for form in finite}
    return whole, finite if particle else set()


@lru_cache(maxsize=65536)
def renderings(word: str) -> frozenset[str]:
    """English words, in small letters and mostly base forms, that may render a Dutch word.

    `word` is in small letters, or a verb form and its particle parted by a space, which gives
    what the verb adds. Nothing if the dictionary does not know the word.
    """
    known = dictionary()
    form, _, particle = word.partition(" ")
    if particle:
        return _all_words(known.separated.get((form, particle), ()))
    found = common_words().get(word, frozenset()) | _all_words(known.glosses.get(word, ()))
    if found or len(word) < 4:
        return found
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            for base in (stem, *singular_candidates(stem + "en", known.glosses)):
                if base in known.glosses:
                    return _all_words(known.glosses[base])
    if len(word) >= _SPLIT_FROM:
        for part in split_compound(word, known.nouns) or ():
            found |= _all_words(known.glosses.get(part, ()))
    return found


def _all_words(glosses: Iterable[str]) -> frozenset[str]:
    return frozenset(word for gloss in glosses for word in _words(gloss))


@lru_cache(maxsize=65536)
def _words(gloss: str) -> tuple[str, ...]:
    """The words of a gloss that tell most: content words if it has any."""
    words = gloss.lower().replace("-", " ").split()
    if len(words) == 1:
        return (words[0],)
    content = [word for word in words if word not in FUNCTION_WORDS]
    telling = [word for word in content if word not in _LIGHT]
    return tuple(telling or content or words)
