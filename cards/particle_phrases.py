"""Phrases around a particle that are no part of its verb: *af en toe*, *op het beest af*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile

from cards.model import Token

_PHRASES = (
    "begin af aan,begin af,jongs af aan,jongs af,meet af aan,kindsbeen af aan,nu af aan,nu af,"
    "toen af aan,toen af,stonden aan,af en toe,af en aan,tot nu toe,tot dan toe,"
    "tot nog toe,tot toen toe,ten onder,ten achter,te binnen,naar binnen,naar buiten,naar boven,"
    "naar achter,naar beneden,van binnen uit,op en neer,op en af,heen en weer,honderd uit,"
    "rustig aan,rustiger aan,kalm aan,kalmer aan"
).split(",")
_CIRCUMPOSITIONS: Mapping[str, frozenset[str]] = {
    "in": frozenset({"tegen"}),
    "na": frozenset({"op"}),
    "door": frozenset({"onder", "tussen"}),
    "heen": frozenset("door langs om over voor".split()),
    "toe": frozenset({"naar"}),
    "uit": frozenset({"boven"}),
}
_NOMINAL = frozenset("DET ADJ NOUN PROPN PRON NUM".split())


def is_phrase(tokens: Sequence[Token], index: int) -> bool:
    """*van het begin af*, *af en toe*, *tegen de stroom in*, whatever verb there is."""
    word = tokens[index].text.lower()
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if _is_half(tokens, index) and (word == "toe" or following != "te"):
        return True
    around = " ".join(token.text.lower() for token in tokens[max(0, index - 2) : index + 3])
    return any(word in phrase.split() and f" {phrase} " in f" {around} " for phrase in _PHRASES)


def _is_half(tokens: Sequence[Token], index: int) -> bool:
    """*tegen de stroom in*: the second half of a preposition in two parts."""
    openers = _CIRCUMPOSITIONS.get(tokens[index].text.lower(), ())
    for before in reversed(tokens[max(0, index - 5) : index]):
        if before.upos == "ADP":
            return before.text.lower() in openers
        if before.upos in ("VERB", "AUX", "ADV", "PUNCT", "CCONJ", "SCONJ"):
            return False
    return False


def first_half(tokens: Sequence[Token], index: int) -> str:
    """The preposition whose noun phrase alone stands before the particle (*op* het beest *af*)."""
    for token in reversed(tokens[max(0, index - 6) : max(0, index - 1)]):
        if token.upos == "ADP":
            return token.text.lower()
        if token.upos not in _NOMINAL:
            return ""
    return ""


def skip_direction(tokens: Sequence[Token]) -> Sequence[Token]:
    """What is left without the place to which something goes: *mee* naar huis *wil nemen*."""
    if not tokens or tokens[0].text.lower() != "naar":
        return tokens
    return tuple(dropwhile(lambda token: token.upos in _NOMINAL or "fin" in token.xpos, tokens[1:]))
