"""The lemma of every word: the model's list first, then our dictionary, then the model's network.

A plural that the tagger calls a name (*Argentijnen*) is read as the noun that it is spelled like.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from cards import tagging
from cards.lemma_evidence import LemmaEvidence
from cards.tagging import Tags, Typed

_PLURAL_NAME = "N|eigen|mv|"
_SHORTEST_CAPITALS = 4  # letters; what is shorter is mostly an abbreviation
_Read = tuple[str, str, str]  # word, UPOS, XPOS


def lemmas(
    lemmatiser: Any,
    evidence: LemmaEvidence | None,
    sentences: Sequence[Sequence[str]],
    tags: Sequence[Sequence[Tags]],
) -> list[list[str]]:
    """The lemma of every word, "" for none; without `evidence`, the model's answers."""
    rows = [
        [(word, upos, xpos) for word, (upos, xpos, _) in zip(words, told, strict=True)]
        for words, told in zip(sentences, tags, strict=True)
    ]
    reads = dict.fromkeys(chain.from_iterable(rows))
    if evidence is None:
        found = tagging.lemmatise(lemmatiser, map(_typed, reads))
        return [[found[_typed(read)] for read in row] for row in rows]
    known = tagging.listed_lemmas(
        lemmatiser, chain.from_iterable((_typed(read), _typed(_small(read))) for read in reads)
    )
    chosen: dict[_Read, str] = {}
    left: dict[_Read, Typed] = {}
    for read in reads:
        small = _small(read)
        typed = _typed(read) if _typed(read) in known else _typed(small)
        lemma = known[typed] if typed in known else evidence.of(*small)
        if lemma is not None:
            chosen[read] = lemma
        else:
            left[read] = _as_noun(read if read[1] == "PROPN" else small)
    found = tagging.lemmatise(lemmatiser, left.values())
    for read, typed in left.items():
        is_name = read[1] == "PROPN" != typed[1]
        chosen[read] = read[0][:1] + found[typed][1:] if is_name else found[typed]
    return [[chosen[read] for read in row] for row in rows]


def _typed(read: _Read) -> Typed:
    return read[:2]


def _small(read: _Read) -> _Read:
    """What stands in capitals throughout, as it is printed elsewhere: *BRAND*, *NIJMEGEN*."""
    word, upos, xpos = read
    if len(word) < _SHORTEST_CAPITALS or not word.isupper():
        return read
    return word.capitalize() if upos == "PROPN" else word.lower(), upos, xpos


def _as_noun(read: _Read) -> Typed:
    """A plural name is lemmatised as a noun; its capital is put back."""
    word, upos, xpos = read
    return word, "NOUN" if upos == "PROPN" and xpos.startswith(_PLURAL_NAME) else upos
