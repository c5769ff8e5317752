"""Dutch adjectives before a noun and in comparison: *aardig, aardige, aardiger, aardigst*.

Spelling follows the *Woordenlijst Nederlandse Taal*, the rules the *Algemene Nederlandse
Spraakkunst* (6.4.1, 6.4.2). Forms that no rule gives stand in the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.nouns import with_en

# Nothing is added to *beige*, *oké* and *houten*.
_UNCHANGED = re.compile(r"(?:[^aeiouë]|[aeiou]{2}[a-z])en$|(?<![eoi])e$|[aouyé]$")
_ENDS_IN_SOUND = re.compile(r"(?:[eoi]e|[aeiou]i|ij|[aeo]u)$")  # *moe*, *mooi*, *blij*, *lauw*
# Without stress, so without a doubled consonant: *prettig*, *donker*, *edel*, *stiekem*.
_UNSTRESSED = re.compile(r"[aeiouyéëïü].*(?:[^aeiou]|[aeiou]{2,}[a-z]|ïe|io)(?:ig|er|el|em)$")
_STRESSED = re.compile(r"(?:snel|lenver)$")  # *razendsnel*, *mijlenver*
_LONG_S = re.compile(r"(?:aa|ee|oo|uu|ie|eu|oe|ui|ei|ij|au|ou)s$")  # *boos, boze*
_SHARP_S = re.compile(r"^[A-Z].*[aeo]{2}s$|(?:kuis|hees|heus|kies|paars|[a-z]{3}ees)$")  # *Chinees*
_VOICED_F = re.compile(r"(?:aa|ee|oo|uu|[iï]e|eu|oe|ui|ei|ij|au|ou|[lr])f$")
_SHORT_S = re.compile(r"[^aeiou][aeiou]s$")  # *fris, frisse*
_LONG = re.compile(r"(?:aa|ee|oo|uu)[a-z]$")


def with_e(lemma: str) -> str:
    """The form before a noun of *de*: *grote*, *boze*, *lieve*, *financiële*, *houten*."""
    if _UNCHANGED.search(lemma):
        return lemma
    if lemma.endswith("e"):  # *moe* takes nothing, *gedwee* becomes *gedweeë*
        return lemma + "ë" if lemma.endswith("ee") else lemma
    if lemma.endswith(("ieel", "ëel")):
        return lemma[:-3] + "ële"
    if lemma.endswith("s") and (not _LONG_S.search(lemma) or _SHARP_S.search(lemma)):
        return _undoubled(lemma) + ("se" if _SHORT_S.search(lemma) else "e")
    if _VOICED_F.search(lemma):
        return _undoubled(lemma[:-1] + "v") + "e"
    light = _UNSTRESSED.search(lemma) and not _STRESSED.search(lemma)
    plain = light or _ENDS_IN_SOUND.search(lemma)
    return lemma + "e" if plain else with_en(lemma).removesuffix("n")


def _undoubled(stem: str) -> str:
    """*Chinees* → *Chines-*: one letter for a long vowel where the syllable is open."""
    return stem[:-2] + stem[-1] if _LONG.search(stem) else stem


def forms(lemma: str, inflected: str, comparative: str, superlative: str) -> Iterator[str]:
    """Every form of an adjective, itself included.

    What the dictionary lists is given, "-" for a form that there is not; "" asks for the rule.
    """
    yield lemma
    base = with_e(lemma) if inflected in ("", "-") else inflected
    if inflected != "-" and base != lemma:
        yield base
    if not comparative:
        comparative = lemma + "der" if lemma.endswith("r") else base.removesuffix("e") + "er"
    if not superlative:
        superlative = lemma + ("t" if lemma.endswith(("s", "sch")) else "st")
    for degree in (comparative, superlative):
        if degree != "-":
            yield degree
            yield degree + "e"
