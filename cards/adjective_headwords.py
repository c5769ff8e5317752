"""Adjectives, adverbs and participles that live as adjectives, as a dictionary lists them.

What is listed as both adjective and adverb is what the sentence makes of it: *hij kwam laat* is an
adverb, *de trein is laat* none; *opgewekt* is cheerful unless somebody *wekt* something *op*.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards import verb_uses
from cards.headword import Headword, decapitalised
from cards.lexicon import Lexicon
from cards.model import Token

# Adverbs that hold a sentence together rather than mean something that a card could ask.
_FUNCTION_ADVERBS = frozenset(
    """niet ook nog wel er hier daar waar dan al maar zo te heel eens even toch dus net hoe waarom
    wanneer toe mee af op aan uit in door over om ja nee neen zoals als zowel evenals elkaar
    iets niets alles allemaal meer meest minder zelf
    """.split()
)
_DEGREES = frozenset("heel erg zeer nogal behoorlijk uiterst enorm ontzettend vreselijk".split())
# What follows a predicate: the end, the verb of a subclause, *als* of a comparison.
_AFTER_PREDICATE = frozenset({"PUNCT", "AUX", "VERB", "CCONJ", "SCONJ"})
# With these verbs, and no other, an adjective tells what something is or seems.
_STATING = frozenset("blijken heten klinken lijken noemen schijnen vinden voelen".split())


class AdjectiveHeadwords:
    """Finds the adjective or adverb that a token stands for, with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def adjective(self, tokens: Sequence[Token], index: int) -> Headword | None:
        """Of what was tagged as an adjective or adverb; a number or a name is none."""
        token = tokens[index]
        form = decapitalised(token)
        lemma = token.lemma.replace("_", "")
        if form in _FUNCTION_ADVERBS or token.xpos.startswith("TW"):
            return None
        if form in self._lexicon.adverbs and form != lemma:  # "vroeger" is no mere "early"
            return Headword(form, "ADV", (index,))
        if lemma.lower() in _FUNCTION_ADVERBS:  # but *netjes*, which the model derives from *net*
            return None
        own = self._own_superlative(token, lemma)
        for candidate in (own, lemma, lemma.capitalize(), form, form.removesuffix("e")):
            both = {"ADJ": self._lexicon.adjectives, "ADV": self._lexicon.adverbs}
            upos = [part for part, listed in both.items() if candidate in listed]
            if len(upos) == 2:  # *tegenwoordig*
                upos = ["ADV"] if _is_adverb(tokens, index) else ["ADJ"]
            if upos:
                return Headword(candidate, upos[0], (index,))
        if index and token.text[0].isupper():  # a name
            return None
        return Headword(lemma, token.upos, (index,), listed=False)

    def participle(self, tokens: Sequence[Token], index: int) -> Headword | None:
        """*de verzwikte enkel*, *hij was opgewekt*: a participle listed as an adjective."""
        token = tokens[index]
        parts = token.xpos.split("|")
        if not {"vd", "od"} & set(parts):
            return None
        form = token.text.lower()
        lemma = next((x for x in (form, form[:-1]) if x in self._lexicon.adjectives), None)
        verb = token.lemma.replace("_", "").lower()
        if "vrij" in parts and form in self._lexicon.adverbs and not _helpers(tokens, index):
            return Headword(form, "ADV", (index,))  # *uitgerekend vandaag*
        if verb == form and verb not in self._lexicon.verbs and lemma:  # *geboren*
            return Headword(lemma, "ADJ", (index,))
        if lemma is None or ("vrij" in parts and not self._is_state(tokens, index)):
            return None
        return Headword(lemma, "ADJ", (index,))

    def _is_state(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a free participle tells a state: *zijn* beside a verb that takes *hebben*.

        So it does before a noun without any helping verb, *afgelopen maart*, and beside what goes
        with adjectives only, *heel gespannen*, *breed en verweerd*; but not when the maker or the
        matter is told: *door hem geschreven*, *uit hout gesneden*.
        """
        if _stands_by_adjective(tokens, index):
            return True
        clause = verb_uses.clause_of(tokens, index)
        helpers = _helpers(tokens, index)
        after = tokens[index + 1 : index + 2]
        if not helpers and after and after[0].upos in ("NOUN", "PROPN"):
            return True
        uses = self._lexicon.verbs.get(tokens[index].lemma.replace("_", "").lower(), ())
        made = any(tokens[i].text.lower() in ("door", "uit") for i in clause)
        told = bool(helpers & {"hebben", "worden"}) or made
        return not told and all(use.auxiliary == "hebben" for use in uses)

    def _own_superlative(self, token: Token, lemma: str) -> str:
        """*laatst*, a word of its own in the dictionary; "" for *best*, which belongs to *goed*."""
        listed = self._lexicon.adjectives
        highest = token.text.lower().removesuffix("e")
        if "sup" not in token.xpos.split("|") or highest not in listed:
            return ""
        return "" if lemma in listed and listed[lemma].superlative == highest else highest


def _helpers(tokens: Sequence[Token], index: int) -> set[str]:
    """The helping verbs of a word's clause, by lemma."""
    clause = verb_uses.clause_of(tokens, index)
    return {tokens[i].lemma for i in clause if tokens[i].upos == "AUX"}


def _is_adverb(tokens: Sequence[Token], index: int) -> bool:
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


def _stands_by_adjective(tokens: Sequence[Token], index: int) -> bool:
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
