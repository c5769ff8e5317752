"""How a sentence uses an adjective: as an adverb, beside others, as a superlative of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards import verb_uses
from cards.lexicon import WordEntry
from cards.model import Token

_DEGREES = frozenset("heel erg zeer nogal behoorlijk uiterst enorm ontzettend vreselijk".split())
# What follows a predicate: the end, the verb of a subclause, *als* of a comparison.
_AFTER_PREDICATE = frozenset({"PUNCT", "AUX", "VERB", "CCONJ", "SCONJ"})
# With these verbs, and no other, an adjective tells what something is or seems.
_STATING = frozenset("blijken heten klinken lijken noemen schijnen vinden voelen".split())


def is_adverb(tokens: Sequence[Token], index: int) -> bool:
    """Whether what may be either is an adverb: *hij kwam laat*, *erg koud*, not *ze is laat*."""
    token = tokens[index]
    if token.upos == "ADV" or "vrij" not in token.xpos.split("|"):
        return token.upos == "ADV"
    return not _is_predicate(tokens, index)


def _is_predicate(tokens: Sequence[Token], index: int) -> bool:
    """*Is deze plaats vrij?*, *dat vind ik mooi*: at the end of what a verb says of something."""
    after = tokens[index + 1].upos if index + 1 < len(tokens) else "PUNCT"
    if after not in _AFTER_PREDICATE:
        return False
    clause = [tokens[i] for i in verb_uses.clause_of(tokens, index) if i != index]
    verbs = {token.lemma for token in clause if token.upos == "VERB"}
    helpers = {token.lemma for token in clause if token.upos == "AUX"}
    return verbs <= _STATING if verbs else bool(helpers & {"zijn", "worden"})


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
