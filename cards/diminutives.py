"""Dutch diminutives by sound, made and undone: *ketting, kettinkje*; *autootjes, auto*.

Rules stand in ordered chains; the first that answers wins. What is known of other nouns is passed
in, as headwords in dictionary spelling.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain
from types import MappingProxyType

from cards.noun_heads import VOWELS, cuts

# Diminutives that no rule of sound gives: lengthened vowels, stress on a last short syllable.
_ODD = """
blad>blaadje glas>glaasje gat>gaatje pad>paadje schip>scheepje vat>vaatje lot>lootje rad>raadje
jongen>jongetje kind>kindje dag>dagje weg>weggetje rib>ribbetje big>biggetje vlag>vlaggetje
brug>bruggetje slab>slabbetje krab>krabbetje heg>heggetje bloem>bloemetje hotel>hotelletje
model>modelletje kapel>kapelletje karton>kartonnetje ballon>ballonnetje
"""
_LENGTHENED = MappingProxyType(dict(pair.split(">") for pair in _ODD.split()))
_BASES = MappingProxyType(
    {form: base for base, form in _LENGTHENED.items()} | {"kindertje": "kind", "eiertje": "ei"}
)
_NO_DIMINUTIVE = re.compile(
    r"(?:meisje|beetje|sprookje|oranje|franje|ietsje|akkefietje|^tientje|^kwartje)$"
)
# What the ending of a diminutive may hide (all lines count), and what a noun gets (the first).
_DIMINUTIVE_STEMS = (
    (re.compile(r"([bglmnr])\1etje$"), (r"\1",), "balletje"),
    (re.compile(r"je$"), ("",), "boekje, feestje, lampje"),
    (re.compile(r"ngetje$"), ("ng", "ngen"), "dingetje"),
    (re.compile(r"eetje$"), ("ee", "é"), "ideetje"),
    (re.compile(r"(?<!e)etje$"), ("", "e", "en"), "bloemetje"),
    (re.compile(r"nkje$"), ("ng",), "kettinkje"),
    (re.compile(r"mpje$"), ("m",), "raampje"),
    (re.compile(r"([aou])\1tje$"), (r"\1",), "autootje"),
    (re.compile(r"ietje$"), ("ie", "i"), "taxietje"),
    (re.compile(r"'tje$"), ("",), "baby'tje"),
    (re.compile(r"(?<=[lnrwjiu])tje$"), ("",), "stoeltje"),
)
_DIMINUTIVE_ENDINGS = (
    (re.compile(r"(?<=[^aeiou])([aou])$"), r"\1\1tje", "auto"),
    (re.compile(r"é$"), "eetje", "café"),
    (re.compile(r"(?<=[^aeiou])i$"), "ietje", "taxi"),
    (re.compile(r"(?<=[^aeiou])y$"), "y'tje", "baby"),
    (re.compile(r"^([^aeiou]*[aeiou])([lmnr])$"), r"\1\2\2etje", "bal"),
    (re.compile(r"(?<=[^aeiou]i)n$"), "nnetje", "vriendin"),
    (re.compile(r"^([^aeiou]*[aeiou]|.*(?:e[lrn]|l)i)ng$"), r"\1ngetje", "wandeling"),
    (re.compile(r"ing$"), "inkje", "ketting"),
    (re.compile(r"m$"), "mpje", "raam"),
    (re.compile(r"([lnrw]|[aeo]i|ij|ui|e|ie|oe|eu)$"), r"\1tje", "stoel"),
    (re.compile(r"$"), "je", "boek"),
)


def diminutive_base(form: str, known: Container[str]) -> str | None:
    """Undo a diminutive, singular or plural: *autootjes* gives *auto*.

    `known` holds headwords. Of several possible bases a known one wins, then one that ends in a
    known head, then one that makes this very diminutive. None if the form is no diminutive.
    """
    singular = form.removesuffix("s") if form.endswith("jes") else form
    if not re.search(r"[bcdfghjklmnpqrstvwxz']je$", singular) or _NO_DIMINUTIVE.search(singular):
        return None
    lengthened = next((form for form in _BASES if singular.endswith(form)), None)
    if singular == lengthened:
        return _BASES[singular]
    bases = [
        ending.sub(stem, singular)
        for ending, stems, _ in _DIMINUTIVE_STEMS
        if ending.search(singular)
        for stem in stems
    ]
    made = [base for base in reversed(bases) if diminutive(base) == singular]
    headed = (base for base in bases if next(cuts(base, known, shortest=4), None))
    listed = (base for base in bases if base in known)  # *draadje* is no *drad*
    odd = (singular.removesuffix(form) + _BASES[form] for form in filter(None, (lengthened,)))
    return next(chain(listed, odd, headed, made), None)


def diminutive(noun: str) -> str:
    """Form the diminutive of a noun by sound: *kettinkje, bloemetje, autootje, raampje*."""
    for base, form in _LENGTHENED.items():
        first = noun.removesuffix(base)
        if not first or (first != noun and len(base) > 3 and VOWELS.intersection(first)):
            return first + form
    return next(e.sub(new, noun, count=1) for e, new, _ in _DIMINUTIVE_ENDINGS if e.search(noun))
