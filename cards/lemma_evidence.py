"""What our dictionary says of the lemma of a form that it does not list itself.

A compound is inflected as its last part is (*tienerjaren* as *jaren*), a verb with a particle or
prefix as its base (*afvlagde* as *vlagde*): that is surer than a network that reads letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from cards.lexicon import Lexicon
from cards.lexicon_forms import triples
from cards.noun_heads import sure_cuts

_PREFIXES = frozenset("be ver ont her over onder door om voor mis weer achter".split())
_SHORTEST_HEAD = 4  # letters of a verb or an adjective
_NOUN, _PLURAL, _SMALL = "N|soort|", "N|soort|mv|", "dim"


class LemmaEvidence:
    """The evidence of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, word: str, upos: str, xpos: str) -> str | None:
        """The lemma of a word by the part that it ends in; None if no such part is known."""
        lower = word.lower()
        if upos == "NOUN":
            found = self._noun(lower, xpos)
        elif upos in ("VERB", "ADJ"):
            found = self._other(lower, upos)
        else:
            return None
        lemma = next(found, None)
        if lemma is None or "-" not in word:
            return lemma
        first = word.rindex("-")  # *Oranje-beloften* keeps its capital
        return word[:first] + lemma[first:]

    def _noun(self, noun: str, xpos: str) -> Iterator[str]:
        """Compounds whose head is in the number that the tag tells; no diminutives."""
        forms = self._forms["NOUN"]
        if xpos.startswith(_NOUN) and _SMALL not in xpos.split("|"):
            for first, head in sure_cuts(noun, forms):
                if (forms[head] != head) == xpos.startswith(_PLURAL):
                    yield first + forms[head]

    def _other(self, word: str, upos: str) -> Iterator[str]:
        """*afvlagde*: *af* and *vlagde*; *oranjegele*: *oranje* and *gele*."""
        forms = self._forms[upos]
        for cut in range(2, len(word) + 1 - _SHORTEST_HEAD):
            first, head = word[:cut], word[cut:]
            opens = upos == "ADJ" or first in self._lexicon.particles or first in _PREFIXES
            if opens and head in forms:
                yield first + forms[head]

    @cached_property
    def _forms(self) -> Mapping[str, Mapping[str, str]]:
        """The lemma of every form that has one, by part of speech."""
        table: dict[str, dict[str, str]] = {"NOUN": {}, "VERB": {}, "ADJ": {}}
        for form, upos, lemma in triples(self._lexicon):
            table.get(upos, {})[form] = lemma
        return table
