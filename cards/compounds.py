"""English for a word that no dictionary lists, from what is known of its parts.

A compound means what its parts mean: *tuincentrum*, garden centre; so does a verb with a particle:
*doorvaren*, sail on. A part may have a meaning of its own inside compounds, *hoofd-* that of main,
*-zaak* that of shop: the listed compounds with the same part tell (the "constituent family" of
Krott et al. 2001), and count together with the senses of the part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from cards import nouns
from cards.lexicon import Lexicon
from cards.verb_prefixes import split_separable

_SENSES = 8  # of a part that are tried
_MADE = 24  # of what two parts can make that is kept
_FAMILY = 3  # glosses of a listed compound that tell of its parts
_LINKS = ("", "s", "en", "e", "n")
# First parts that are no nouns, and what they are in English before a noun.
_FIRST_PARTS: Mapping[str, tuple[str, ...]] = {
    "achter": ("back", "rear"),
    "binnen": ("inside", "inner", "indoor", "internal"),
    "boven": ("upper", "top"),
    "buiten": ("outside", "outdoor", "outer", "external"),
    "eind": ("final", "end"),
    "ex-": ("ex", "former"),
    "mede": ("fellow", "co"),
    "midden": ("middle", "central"),
    "niet-": ("non",),
    "nood": ("emergency",),
    "onder": ("lower", "bottom", "under"),
    "oud-": ("former", "old"),
    "over": ("over", "excess"),
    "thuis": ("home",),
    "tussen": ("intermediate", "middle"),
    "zelf": ("self",),
}
NUMBERS: Mapping[str, str] = {
    "een": "one", "één": "one", "twee": "two", "drie": "three", "vier": "four", "vijf": "five",
    "zes": "six", "zeven": "seven", "acht": "eight", "negen": "nine", "tien": "ten",
    "twaalf": "twelve", "honderd": "hundred",
}  # fmt: skip
ENGLISH_PARTICLES: Mapping[str, tuple[str, ...]] = {
    "aan": ("on",), "af": ("off", "down"), "binnen": ("in",), "dicht": ("shut",),
    "door": ("on", "through"), "heen": ("away",), "in": ("in",), "langs": ("past", "by"),
    "los": ("loose", "off"), "mee": ("along",), "neer": ("down",), "om": ("over", "round"),
    "omhoog": ("up",), "omlaag": ("down",), "omver": ("over",), "op": ("up",),
    "open": ("open",), "opzij": ("aside",), "over": ("over", "across"), "rond": ("around",),
    "samen": ("together",), "terug": ("back",), "thuis": ("home",), "uit": ("out",),
    "vast": ("fast", "down"), "verder": ("on",), "voorbij": ("past", "by"),
    "vooruit": ("ahead", "forward"), "weg": ("away", "off"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The parts of a word, the senses of its first and last part, what they make: likeliest first.

    Empty where the word does not come apart.
    """

    parts: tuple[str, ...] = ()
    meanings: tuple[tuple[str, ...], ...] = ()
    senses: tuple[str, ...] = ()


class Composer:
    """Takes words apart and puts their English together."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def noun(self, noun: str) -> Made:
        """A compound noun; *binnen-zak*, *niet-pistool*, *twee-kamer-flat* as well."""
        parts = self._prefixed(noun) or nouns.split_compound(noun, self._lexicon.nouns)
        stem = None if parts else self._by_stem(noun)
        parts = parts or stem
        if not parts:
            return Made()
        first, head = parts[0], parts[-1]
        if len(parts) > 2:
            firsts = self._joined(parts[:-1])
        else:
            meanings = (stem and self._of_verb(first)) or self._of_first(first)
            firsts = self._weighed(meanings, self._family(first, noun, is_first=True))
        heads = self._weighed(self._of_noun(head), self._family(head, noun, is_first=False))
        both = sorted(product(firsts, heads), key=lambda pair: -firsts[pair[0]] * heads[pair[1]])
        senses = tuple(f"{one} {other}" for one, other in both[:_MADE])
        return Made(parts, (tuple(firsts), tuple(heads)), senses)

    def verb(self, infinitive: str, particle: str) -> Made:
        """A verb with a particle that no row lists together."""
        verbs = self._lexicon.verbs
        cut = (particle, infinitive.removeprefix(particle)) if particle else None
        cut = cut or split_separable(infinitive, verbs)
        if cut is None or cut[0] not in ENGLISH_PARTICLES or cut[1] not in verbs:
            return Made()
        plain = [use for use in verbs[cut[1]] if not use.prepositions and not use.reflexive]
        base = tuple(s for use in plain for s in use.glosses if " " not in s)[:_SENSES]
        senses = tuple(f"{sense} {way}" for sense in base for way in ENGLISH_PARTICLES[cut[0]])
        return Made(cut, (), senses)

    def _prefixed(self, noun: str) -> tuple[str, ...] | None:
        """*binnen-zak*; *twee-kamer-flat*, whose first part is a number and what is counted."""
        listed = self._lexicon.nouns
        for prefix in _FIRST_PARTS:
            rest = noun.removeprefix(prefix)
            if rest != noun and rest in listed and prefix + "en" not in listed:
                return prefix, rest
        for number in NUMBERS:
            rest = noun.removeprefix(number)
            if rest != noun and (parts := nouns.split_compound(rest, listed)) and len(parts) == 2:
                return number, *parts
        return None

    def _by_stem(self, noun: str) -> tuple[str, str] | None:
        """*parkeer-vergunning*, *groot-moeder*: the first part is a verb or an adjective."""
        for cut in range(3, len(noun) - 2):
            first, head = noun[:cut], noun[cut:]
            if head not in self._lexicon.nouns:
                continue
            if first in self._lexicon.particles:  # *uitvak* has nothing of *uiten*
                continue
            if first in self._lexicon.adjectives:
                return first, head
            if (verb := nouns.with_en(first)) in self._lexicon.verbs:
                return verb, head
        return None

    def _of_noun(self, part: str) -> tuple[str, ...]:
        tables = (self._lexicon.nouns, self._lexicon.adjectives)
        return tuple(sense for table in tables if part in table for sense in table[part].glosses)

    def _of_first(self, part: str) -> tuple[str, ...]:
        if part in _FIRST_PARTS:
            return _FIRST_PARTS[part]
        if part in NUMBERS:
            return (NUMBERS[part],)
        return self._of_noun(part) or self._of_verb(part)

    def _of_verb(self, part: str) -> tuple[str, ...]:
        """*parkeer-*: parking; *vaar-* has nothing of the noun *varen*, a fern."""
        uses = self._lexicon.verbs.get(part, ())
        glosses = (gloss for use in uses for gloss in use.glosses if " " not in gloss)
        return tuple(form for gloss in glosses for form in (_gerund(gloss), gloss))

    def _joined(self, parts: Sequence[str]) -> Mapping[str, float]:
        """What two or three first parts mean together: *two-room*."""
        best = [self._of_first(part)[:3] for part in parts]
        link = "-" if parts[0] in NUMBERS else " "
        return {link.join(words): 1 / rank for rank, words in enumerate(product(*best), 1)}

    def _weighed(self, senses: Iterable[str], family: Mapping[str, float]) -> Mapping[str, float]:
        """Senses of a part with their weights, heaviest first."""
        weights = {sense: 1 / rank for rank, sense in enumerate(senses, 1)}
        for word, count in family.items():
            weights[word] = weights.get(word, 0.0) + count
        return dict(sorted(weights.items(), key=lambda item: -item[1])[:_SENSES])

    def _family(self, part: str, noun: str, *, is_first: bool) -> Mapping[str, float]:
        """What the part is in the English of the listed compounds that share it."""
        found = defaultdict[str, float](float)
        listed = self._lexicon.nouns
        shares = str.startswith if is_first else str.endswith
        for other in listed:
            if not shares(other, part) or other in (noun, part):
                continue
            rest = other.removeprefix(part) if is_first else other.removesuffix(part)
            cut = str.removeprefix if is_first else str.removesuffix
            if not any(cut(rest, link) in listed for link in _LINKS):
                continue
            for rank, gloss in enumerate(listed[other].glosses[:_FAMILY], 1):
                words = gloss.replace("-", " ").split()
                if len(words) == 2:
                    found[words[0] if is_first else words[1]] += 1 / rank
        return found


def _gerund(verb: str) -> str:
    """*parking*, *changing*, *cutting*, as an English verb stands before a noun."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    vowels = "aeiou"
    short = len(verb) in (3, 4) and verb[-1] not in vowels + "wxy" and verb[-2] in vowels
    doubled = short and verb[-3] not in vowels
    return verb + (verb[-1] if doubled else "") + "ing"
