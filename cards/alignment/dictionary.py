"""English words that may render a Dutch word as it stands in a text, by the project's dictionary.

Every inflected form leads to the glosses of its headword; a compound that is not listed leads to
those of its parts. The table is built once, when first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cards import adjectives
from cards.alignment.common_words import common_words, number_parts
from cards.conjugation import conjugate
from cards.english import FUNCTION_WORDS
from cards.lexicon import Lexicon
from cards.nouns import singular_candidates, split_compound

# Words of a gloss that say little of themselves: "take part in" is found by "part".
_LIGHT = frozenset(
    "be make put get take go come do have give let keep become something oneself".split()
)
_ENDINGS = ("e", "er", "ere", "ste", "st", "s", "n")
_SPLIT_FROM = 7  # letters
_STRESSES = str.maketrans("áéíóú", "aeiou")
_Glosses = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Forms of listed words.

    `glosses` holds the glosses behind each form, `separated` those of a verb whose particle stands
    elsewhere in the sentence, by form and particle; `english` every English word that some
    Dutch word may be rendered by. `parts` are the words that compounds are made of.
    """

    glosses: Mapping[str, Sequence[_Glosses]]
    separated: Mapping[tuple[str, str], Sequence[_Glosses]]
    particles: frozenset[str]
    parts: frozenset[str]
    english: frozenset[str]


@cache
def dictionary() -> Dictionary:
    """Every form that the lexicon gives or that is spelled by a rule."""
    lexicon = Lexicon()
    forms: defaultdict[str, list[_Glosses]] = defaultdict(list)
    separated: defaultdict[tuple[str, str], list[_Glosses]] = defaultdict(list)
    parts: set[str] = set()
    for noun in lexicon.nouns.values():
        small = noun.diminutive
        inflected = noun.lemma, *noun.plurals, *((small, small + "s") if small else ())
        parts.update(inflected)
        for form in inflected:
            forms[form.lower()].append(noun.glosses)
    for adjective in lexicon.adjectives.values():
        degrees = adjective.inflected, adjective.comparative, adjective.superlative
        for form in (*adjectives.forms(adjective.lemma, *degrees), *adjective.forms):
            forms[form.lower()].append(adjective.glosses)
    for adverb in lexicon.adverbs.values():
        forms[adverb.lemma].append(adverb.glosses)
    for infinitive, uses in lexicon.verbs.items():
        for particle in dict.fromkeys(verb.particle for verb in uses):
            glosses = tuple(g for verb in uses if verb.particle == particle for g in verb.glosses)
            for form in conjugate(infinitive, particle):
                if form.startswith(particle):
                    forms[form].append(glosses)
                elif " " not in form:
                    separated[form, particle].append(glosses)
    english = {word for glosses in forms.values() for entry in glosses for word in entry}
    told = " ".join(english).lower().replace("-", " ").split()
    return Dictionary(
        forms,
        separated,
        lexicon.particles,
        frozenset().union(parts, lexicon.verbs, lexicon.adjectives),
        frozenset(told).union(*common_words().values()),
    )


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
    plain = word.translate(_STRESSES)
    if not found and plain != word:  # *zó*, *één*
        return renderings(plain)
    if found or len(word) < 4:
        return found
    if parts := number_parts(word):
        return frozenset(english for part in parts for english in common_words()[part])
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            for base in (stem, *singular_candidates(stem + "en", known.glosses)):
                if base in known.glosses:
                    return _all_words(known.glosses[base])
    if len(word) >= _SPLIT_FROM:
        for part in split_compound(word, known.parts) or ():
            found |= _all_words(known.glosses.get(part, ()))
    return found


def _all_words(entries: Iterable[_Glosses]) -> frozenset[str]:
    return frozenset(word for glosses in entries for gloss in glosses for word in _words(gloss))


@lru_cache(maxsize=65536)
def _words(gloss: str) -> tuple[str, ...]:
    """The words of a gloss that tell most: content words if it has any."""
    words = gloss.lower().replace("-", " ").split()
    if len(words) == 1:
        return (words[0],)
    content = [word for word in words if word not in FUNCTION_WORDS]
    telling = [word for word in content if word not in _LIGHT]
    return tuple(telling or content or words)
