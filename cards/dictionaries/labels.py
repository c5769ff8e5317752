"""Parts of speech and genders as dictionaries write them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(rows: str) -> Mapping[str, str]:
    """Each name to the first word of its line."""
    split = (row.split() for row in rows.strip().splitlines())
    return MappingProxyType({name: row[0] for row in split for name in (row[0].lower(), *row[1:])})


# English, Dutch and Universal Dependencies; a name stands here without its full stop.
PARTS_OF_SPEECH = _table("""
NOUN n noun nouns subst substantive commonnoun znw zn substantief
VERB v vb verb verbs vi vt vr v.i v.t ww werkwoord auxiliary
ADJ a adj adjective adjectives bn bnw
ADV adv adverb adverbs bw bijw bijwoord
PROPN pn name propernoun proper eigennaam
ADP prep preposition vz voorzetsel postposition
PRON pronoun vnw voornaamwoord
DET determiner article art lidw lidwoord
NUM numeral number tw telw telwoord
CCONJ conj conjunction vw voegwoord
SCONJ
AUX
INTJ int interj interjection tussenwerpsel tsw
PART particle
PHRASE phraseologicalunit idiom proverb expression abbr abbreviation prefix suffix
""")
ARTICLES = _table("""
de m f c masc fem com comm common commongender masculine feminine mf m/f f/m mannelijk vrouwelijk
het n neut neuter onzijdig o
de/het het/de de;het het;de
""")


def part_of_speech(name: str) -> str | None:
    """The Universal Dependencies tag of a part of speech by any usual name, or None."""
    return PARTS_OF_SPEECH.get(name.strip().rstrip(".").replace(" ", "").lower())


def article(gender: str) -> str | None:
    """The article of a gender (or of an article) by any usual name, or None."""
    return ARTICLES.get(gender.strip().rstrip(".").replace(" ", "").lower())
