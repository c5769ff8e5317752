"""How a sentence uses an adjective: as an adverb, beside others, as a superlative of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards import verb_uses
from cards.lexicon import WordEntry
from cards.model import Token

_DEGREES = frozenset("heel erg zeer nogal behoorlijk uiterst enorm ontzettend vreselijk".split())


def is_adverb(tokens: Sequence[Token], index: int) -> bool:
    """Whether what may be either is an adverb: *hij kwam laat*, *erg koud*, not *ze is laat*."""
    token = tokens[index]
    if token.upos == "ADV" or "vrij" not in token.xpos.split("|"):
        return token.upos == "ADV"
    after = tokens[index + 1].upos if index + 1 < len(tokens) else ""
    degree = after == "ADJ" or (after == "ADV" and token.text.lower() in _DEGREES)
    return degree or verb_uses.is_adverbial(tokens, index)


def stands_by_adjective(tokens: Sequence[Token], index: int) -> bool:
    """Whether an adverb of degree stands before the word, or *and* between it and an adjective."""
    before = tokens[index - 1] if index else None
    if before is not None and before.text.lower() in _DEGREES:
        return True
    neighbours = (tokens[i : i + 2] for i in (index - 2, index + 1) if i >= 0)
    return any(
        {token.upos for token in pair} == {"CCONJ", "ADJ"}
        and all("vrij" in token.xpos for token in pair if token.upos == "ADJ")
        for pair in neighbours
    )


def own_superlative(token: Token, lemma: str, listed: Mapping[str, WordEntry]) -> str:
    """*laatst*, a word of its own in the dictionary; "" for *best*, which belongs to *goed*."""
    highest = token.text.lower().removesuffix("e")
    if "sup" not in token.xpos.split("|") or highest not in listed:
        return ""
    return "" if lemma in listed and listed[lemma].superlative == highest else highest
