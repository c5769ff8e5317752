"""Finite verbs that the tagger took for a noun, a name or an adverb.

An imperative is none in the newspapers that it learnt from (*Zaag de plank af*), and a verb beside
*ik* is rare there (*Daar pas ik niet in*). A clause has one finite verb, and a stem that is no
other word in its place is it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from cards.conjugation import principal_parts
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import is_finite
from cards.verb_forms import VerbForms

TAKEN_FOR = frozenset({"PROPN", "NOUN", "ADJ", "ADV", "X"})
SKIPPED = frozenset({"PUNCT", "NUM", "SYM", "CCONJ"})  # before the first word of a sentence
# What follows an imperative, and not a noun that opens a headline ("Brand in kelder").
_AFTER_IMPERATIVE = frozenset({"DET", "PRON", "ADV", "NUM"})
_SUBJECTS = frozenset({"ik", "jij"})


class LostVerbs:
    """Gives such words their tags as verbs, with the help of a dictionary and its `forms`."""

    def __init__(self, lexicon: Lexicon, forms: VerbForms) -> None:
        self._lexicon = lexicon
        self._forms = forms

    def mended(self, tokens: Sequence[Token], index: int) -> Token | None:
        """The token as a verb, if that is what it must be here."""
        if self._is_lost_imperative(tokens, index):
            return self._imperative(tokens, index)
        if tokens[index].upos not in TAKEN_FOR:
            return None
        return (
            self._inverted(tokens, index)
            or self._imperative(tokens, index)
            or self._finite(tokens, index)
        )

    def _is_lost_imperative(self, tokens: Sequence[Token], index: int) -> bool:
        """*Spoel de rijst af*, *dien meteen op*: tagged as what is never mended otherwise."""
        word = tokens[index].text.lower()
        if word == "dien":
            return self._has_particle(tokens, index, "dienen")
        lost = tokens[index].upos == "ADP" and not index and word in self._forms.stems
        return lost and word not in self._lexicon.particles

    def _inverted(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Daar pas ik niet in*, *ik pas op*: the only verb of a clause, beside its subject."""
        lemma = self._forms.stems.get(tokens[index].text.lower())
        after = index + 1 < len(tokens) and tokens[index + 1].text in _SUBJECTS
        before = index > 0 and tokens[index - 1].text.lower() == "ik"
        if lemma is None or not (after or before):
            return None
        if tokens[index].text == "niet" or lemma not in self._lexicon.verbs:  # not of *nieten*
            return None
        if _has_finite_verb(tokens, index) or any(map(is_finite, _clause_before(tokens, index))):
            return None
        return _present(tokens[index], lemma)

    def _imperative(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Wrik de planken los*, *…, boor de gaatjes voor*: a stem that opens a verbless clause."""
        token = tokens[index]
        form = token.text.lower()
        lemma = self._forms.stems.get(form)
        if lemma is None or index + 1 == len(tokens) or tokens[index + 1].upos == "PUNCT":
            return None
        separated = self._has_particle(tokens, index, lemma)
        if not _opens_clause(tokens, index) or not (separated or lemma in self._lexicon.verbs):
            return None
        if _has_finite_verb(tokens, index) and not separated:
            return None
        adverb = token.upos == "ADV" and form in self._lexicon.adverbs
        if adverb and not separated and (index or form == "niet"):
            return None  # *pas één dag getrouwd*, *Niet van mij*
        other_word = not separated and (
            form in self._lexicon.nouns or form in self._lexicon.adjectives
        )
        stopped = tokens[-1].text in (".", "!", "”", "’", "'")  # headlines have no full stop
        stopped = stopped and _mark_after(tokens, index) != ":"  # "Antwoord van de auteur: …"
        if other_word and tokens[index + 1].upos not in (
            _AFTER_IMPERATIVE | {"ADP"} if stopped else _AFTER_IMPERATIVE
        ):
            return None
        return _present(token, lemma)

    def _has_particle(self, tokens: Sequence[Token], index: int, lemma: str) -> bool:
        """*brand los*, *week de bonen in*: a loose word of the clause and it are a listed verb."""
        after = tokens[index + 1 :]
        if after and after[0].text == "dat":  # *schuur dat glad*, tagged as what opens a clause
            after = after[1:]
        ends = ("PUNCT", "CCONJ", "SCONJ")
        clause = tuple(itertools.takewhile(lambda t: t.upos not in ends, after))
        loose = [t.text for t in clause if t.xpos != "VZ|init"]
        listed = any(
            word in self._lexicon.particles and word + lemma in self._lexicon.verbs
            for word in loose
        )
        return listed and not any(map(is_finite, clause))

    def _finite(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*waarna niemand erom vroeg*, *vlees bedierf*: the one verb that the clause can have."""
        token = tokens[index]
        verb = self._forms.pasts.get(token.text)
        last = index + 1 == len(tokens) or tokens[index + 1].upos in ("PUNCT", "CCONJ")
        if verb is None or not last:
            return None
        clause = _clause_before(tokens, index)
        other_word = token.text in self._lexicon.nouns or token.text in self._lexicon.adjectives
        if other_word and not any(_subordinates(before) for before in clause):
            return None
        if not clause or any(is_finite(before) for before in clause):
            return None
        past = principal_parts(verb).past.split(" ")[0] == token.text
        tense = "verl" if past else "tgw"
        return replace(token, upos="VERB", xpos=f"WW|pv|{tense}|ev", lemma=verb)


def _opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """First word of the sentence, or first after a mark or *en*, *maar*, *dan*."""
    if all(token.upos in SKIPPED for token in tokens[:index]):
        return True
    before = tokens[index - 1]
    return before.text in (",", ";", ":") or before.text.lower() in ("en", "maar", "of", "dan")


def _present(token: Token, lemma: str) -> Token:
    feats = "Number=Sing|Tense=Pres|VerbForm=Fin"
    return replace(token, upos="VERB", xpos="WW|pv|tgw|ev", lemma=lemma, feats=feats)


def _mark_after(tokens: Sequence[Token], index: int) -> str:
    return next((token.text for token in tokens[index:] if token.upos == "PUNCT"), "")


def _has_finite_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the clause from `index` on, up to the next mark, has a finite verb of its own."""
    for token in tokens[index + 1 :]:
        if token.upos in ("PUNCT", "SCONJ"):
            return False
        if is_finite(token):
            return True
    return False


def _clause_before(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """The tokens before `index` from the last mark, or from the word that opens the subclause."""
    start = index
    while start > 0 and tokens[start - 1].upos != "PUNCT":
        start -= 1
        if _subordinates(tokens[start]):
            break
    return tokens[start:index]


def _subordinates(token: Token) -> bool:
    """Whether a word opens a subclause: *dat*, *die*, *waarna*, *toen*."""
    return token.upos == "SCONJ" or "betr" in token.xpos or token.text.lower().startswith("waar")
