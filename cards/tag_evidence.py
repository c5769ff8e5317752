"""What our dictionary says of the tags that a Dutch form can have, whatever the sentence.

*pols* and *linkerpols* are singular and take *de*, *losliet* is a past, *bommen* is no verb that
anyone lists. A piece of evidence counts against the tags that it rules out, in the tagger's own
coin, natural logarithms of odds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cards.conjugation import principal_parts
from cards.lexicon import Lexicon
from cards.lexicon_forms import forms
from cards.noun_heads import cuts, sure_cuts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

# Log odds that the dictionary is right, as counted on the training text: of gender and number of a
# listed noun, and of tense, 5.3 to 8.1; of a compound whose head is long or whose first part is
# known 3.3 to 4.3; of another 1.8. The tagger is surer of words that it never met than it should be
# (*losliet* a present): so the upper end, which costs nothing on text held out of its training.
_LISTED, _COMPOUND, _CUT = 8.0, 3.0, 1.5
# That a form is no noun, verb or adjective. Odds that the tagger is wrong are what counts here, and
# those the training text cannot tell; on the dev set any weight from 1 to 3 helps.
_OTHER_PART = 2.0
_SHORTEST_HEAD = 4
_GENDERS: Mapping[tuple[str, ...], str] = {("de",): "zijd", ("het",): "onz"}


class Against(NamedTuple):
    """A kind of evidence: the tags that it speaks against.

    `upos` is a part of speech. Else those XPOS tags are meant that begin with the parts `xpos` and,
    where `having` names some, have one of those.
    """

    upos: str = ""
    xpos: tuple[str, ...] = ()
    having: frozenset[str] = frozenset()


_SINGULARS, _PLURALS = ("N", "soort", "ev"), ("N", "soort", "mv")
KINDS = (
    Against("NOUN"),
    Against("VERB"),
    Against("ADJ"),
    Against(xpos=_SINGULARS, having=frozenset(("onz", "genus"))),
    Against(xpos=_SINGULARS, having=frozenset(("zijd", "genus"))),
    Against(xpos=_PLURALS),
    Against(xpos=_SINGULARS),
    Against(xpos=("WW", "pv", "tgw")),
    Against(xpos=("WW", "pv", "verl")),
)
_NO_NOUN, _NO_VERB, _NO_ADJECTIVE, _DE, _HET, _SINGULAR, _PLURAL, _PAST, _PRESENT = range(
    len(KINDS)
)
_PARTS = {"NOUN": _NO_NOUN, "VERB": _NO_VERB, "ADJ": _NO_ADJECTIVE}
_BY_GENDER = {"zijd": _DE, "onz": _HET}


class Evidence:
    """The evidence of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, words: Sequence[str]) -> Floats:
        """The weight of each kind of evidence for each word: (words, len(KINDS))."""
        import numpy as np

        rows = np.zeros((len(words), len(KINDS)), np.float32)
        readings = self._readings(words)
        for row, word in zip(rows, words, strict=True):
            lower = word.lower()
            listed = readings.get(word) or readings.get(lower, {})
            for kind, weight in (
                *_other_parts(listed),
                *self._noun(word, is_listed=bool(listed)),
                *self._tense(lower, readings.get(lower, {}).get("VERB", ())),
            ):
                row[kind] = weight
        return rows

    def _readings(self, words: Sequence[str]) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The lemmas of each word that is a form of the dictionary, by part of speech."""
        found: dict[str, dict[str, list[str]]] = {}
        wanted = {form for word in words for form in (word, word.lower())}
        for form, upos, lemma in forms(self._lexicon):
            if form in wanted:
                found.setdefault(form, {}).setdefault(upos, []).append(lemma)
        return found

    def _noun(self, word: str, *, is_listed: bool) -> Iterator[tuple[int, float]]:
        """Gender and number of a noun, or of what may be a compound."""
        known, lower = self._nouns, word.lower()
        if lower in known:
            yield from _features(known[lower], _LISTED)
        elif word.rpartition("-")[2].islower():  # not of *kabinet-Kok*
            ways = (
                (_COMPOUND, sure_cuts(lower, known)),
                (_CUT, cuts(lower, known, _SHORTEST_HEAD)),
            )
            for weight, found in ways:
                for _first, head in found:
                    yield from _features(known[head], weight)
                    if weight == _COMPOUND and word.islower() and not is_listed:
                        yield from ((_NO_VERB, _OTHER_PART), (_NO_ADJECTIVE, _OTHER_PART))
                    return

    @cached_property
    def _nouns(self) -> Mapping[str, tuple[str, str]]:
        """Gender and number, each "" if it can be either, of every form of a listed noun."""
        table: dict[str, tuple[str, str]] = {}
        for noun in self._lexicon.nouns.values():
            table[noun.diminutive] = "onz", "ev"
        plurals = {plural for noun in self._lexicon.nouns.values() for plural in noun.plurals}
        plurals |= {noun.diminutive + "s" for noun in self._lexicon.nouns.values()}
        table |= dict.fromkeys(plurals, ("", "mv"))
        for noun in self._lexicon.nouns.values():
            number = "" if noun.lemma in plurals else "ev"
            table[noun.lemma] = _GENDERS.get(noun.articles, ""), number
        table.pop("", None)
        table.pop("s", None)
        return table

    def _tense(self, form: str, verbs: Sequence[str]) -> Iterator[tuple[int, float]]:
        """Whether a finite verb of this form must be a past, or a present."""
        present = past = False
        for verb in verbs:
            particle = self._lexicon.verbs[verb][0].particle
            is_past = form in _pasts(verb, particle)
            past |= is_past
            present |= not is_past or form in (verb, verb.removeprefix(particle))
        if past != present:
            yield (_PAST if past else _PRESENT), _LISTED


def _other_parts(listed: Collection[str]) -> Iterator[tuple[int, float]]:
    """Against the parts of speech that a listed form is not listed as."""
    if listed:
        yield from ((kind, _OTHER_PART) for part, kind in _PARTS.items() if part not in listed)


def _features(noun: tuple[str, str], weight: float) -> Iterator[tuple[int, float]]:
    gender, number = noun
    if gender:
        yield _BY_GENDER[gender], weight
    if number:
        yield (_SINGULAR if number == "ev" else _PLURAL), weight


def _pasts(verb: str, particle: str) -> frozenset[str]:
    """The past forms of a verb; of one that separates, those in one word too (*losliet*)."""
    parts = principal_parts(verb, particle)
    found = set[str]()
    for past in f"{parts.past};{parts.past_plural}".split(";"):
        finite, _, apart = past.partition(" ")
        found |= {finite, apart + finite}
    return frozenset(found)
