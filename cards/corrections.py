"""What the tagger gets wrong and the dictionary can see, mended before headwords are looked for.

The model was trained on newspapers: it takes an imperative for a noun (*Zaag de plank af*) and a
capital at the start of a sentence for a name (*Ophaalbrug weigert dienst*).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from cards import nouns
from cards.conjugation import conjugate, principal_parts
from cards.diminutives import diminutive_base
from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import Token

_SKIPPED = frozenset({"PUNCT", "NUM", "SYM", "CCONJ"})
# What follows an imperative, and not a noun that opens a headline ("Brand in kelder").
_AFTER_IMPERATIVE = frozenset({"DET", "PRON", "ADV", "NUM"})
_IMPERATIVE = "WW|pv|tgw|ev"
_PRESENT = "Number=Sing|Tense=Pres|VerbForm=Fin"
_SUBJECTS = frozenset({"ik", "jij"})


class Corrector:
    """Mends the tags of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens with better tags; their texts and places stay."""
        tokens = [self._verb(token) if token.upos == "VERB" else token for token in tokens]
        mended = list(tokens)
        for index, token in enumerate(tokens):
            lost = token.upos == "ADP" and not index and token.text.lower() in self._stems
            if lost and token.text.lower() not in self._lexicon.particles:  # "Spoel de rijst af"
                mended[index] = self._imperative(tokens, index) or token
            elif token.upos in ("PROPN", "NOUN", "ADJ", "ADV", "X"):
                mended[index] = (
                    self._inverted(tokens, index)
                    or self._imperative(tokens, index)
                    or self._finite(tokens, index)
                    or self._no_name(tokens, index)
                    or self._no_verb(token)
                    or token
                )
        return tuple(mended)

    def _verb(self, token: Token) -> Token:
        """A verb with a lemma that can have its form (*lever*: leveren), or the noun that it is."""
        form = token.text.lower()
        lemma = token.lemma.replace("_", "").lower()
        base = token.lemma.rpartition("_")[2].lower()
        if {lemma, base} & self._lexicon.verbs.keys() or self._is_prefixed(lemma):
            return token
        if verbs := self.verbs_by_form.get(form):
            return replace(token, lemma=max(verbs, key=zipf))
        for noun in (form, *nouns.singular_candidates(form)):  # *vakwerk*, *viertallen*
            if noun in self._lexicon.nouns or nouns.split_compound(noun, self._lexicon.nouns):
                number = "ev" if noun == form else "mv"
                return replace(token, upos="NOUN", xpos=f"N|soort|{number}|basis", lemma=noun)
        if lemma.endswith("n"):
            return token
        number = "ev" if lemma == form else "mv"
        return replace(token, upos="NOUN", xpos=f"N|soort|{number}|basis", lemma=lemma)

    def _is_prefixed(self, lemma: str) -> bool:
        """Whether an unlisted lemma is a listed verb with a particle before it (*opruwen*)."""
        return any(
            lemma.startswith(particle) and lemma.removeprefix(particle) in self._lexicon.verbs
            for particle in self._lexicon.particles
        )

    def _inverted(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Daar pas ik niet in*: the only verb that a clause can have, before its subject."""
        lemma = self._stems.get(tokens[index].text.lower())
        if lemma is None or index + 1 == len(tokens) or tokens[index + 1].text not in _SUBJECTS:
            return None
        if tokens[index].text == "niet" or lemma not in self._lexicon.verbs:  # not of *nieten*
            return None
        if _has_finite_verb(tokens, index) or any(map(_is_finite, _clause_before(tokens, index))):
            return None
        return replace(tokens[index], upos="VERB", xpos=_IMPERATIVE, lemma=lemma, feats=_PRESENT)

    def _imperative(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Wrik de planken los*, *…, boor de gaatjes voor*: a stem that opens a verbless clause."""
        token = tokens[index]
        form = token.text.lower()
        lemma = self._stems.get(form)
        if lemma is None or index + 1 == len(tokens) or tokens[index + 1].upos == "PUNCT":
            return None
        separated = self._has_particle(tokens, index, lemma)
        if not self._opens_clause(tokens, index) or not (separated or lemma in self._lexicon.verbs):
            return None
        if _has_finite_verb(tokens, index) and not separated:
            return None
        other_word = not separated and (
            form in self._lexicon.nouns or form in self._lexicon.adjectives
        )
        stopped = tokens[-1].text in (".", "!", "”", "’", "'")  # headlines have no full stop
        if other_word and tokens[index + 1].upos not in (
            _AFTER_IMPERATIVE | {"ADP"} if stopped else _AFTER_IMPERATIVE
        ):
            return None
        return replace(
            token,
            upos="VERB",
            xpos=_IMPERATIVE,
            lemma=lemma,
            feats=_PRESENT,
        )

    def _has_particle(self, tokens: Sequence[Token], index: int, lemma: str) -> bool:
        """*brand los*: the last word before a mark and a verb of the clause are one listed verb."""
        clause = list(
            itertools.takewhile(lambda t: t.upos not in ("PUNCT", "CCONJ"), tokens[index + 1 :])
        )
        if any(map(_is_finite, clause)):
            return False
        last = clause[-1].text if clause else ""
        return last in self._lexicon.particles and last + lemma in self._lexicon.verbs

    def _finite(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*waarna niemand erom vroeg*, *vlees bedierf*: the one verb that the clause can have."""
        token = tokens[index]
        verb = self._finite_forms.get(token.text)
        last = index + 1 == len(tokens) or tokens[index + 1].upos in ("PUNCT", "CCONJ")
        if verb is None or not last:
            return None
        clause = _clause_before(tokens, index)
        other_word = token.text in self._lexicon.nouns or token.text in self._lexicon.adjectives
        if other_word and not any(_subordinates(before) for before in clause):
            return None
        if not clause or any(_is_finite(before) for before in clause):
            return None
        past = principal_parts(verb).past.split(" ")[0] == token.text
        tense = "verl" if past else "tgw"
        return replace(token, upos="VERB", xpos=f"WW|pv|{tense}|ev", lemma=verb)

    def _opens_clause(self, tokens: Sequence[Token], index: int) -> bool:
        """First word of the sentence, or first after a mark or *en*, *maar*, *dan*."""
        if all(token.upos in _SKIPPED for token in tokens[:index]):
            return True
        before = tokens[index - 1]
        return before.text in (",", ";", ":") or before.text.lower() in ("en", "maar", "of", "dan")

    def _no_name(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Webwinkel*, *Zojuist*, *Zwitsers*: a capital that is no name."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.upos != "PROPN":
            return None
        if token.text in self._lexicon.adjectives and following and following.upos == "NOUN":
            return replace(token, upos="ADJ", lemma=token.text)
        if token.text in self._lexicon.nouns:
            return replace(token, upos="NOUN", lemma=token.text)
        if index and tokens[index - 1].upos in ("DET", "ADJ", "NUM"):  # "de Denen"
            people = nouns.singular_candidates(token.text)
            if one := next((noun for noun in people if noun in self._lexicon.nouns), None):
                return replace(token, upos="NOUN", xpos="N|soort|mv|basis", lemma=one)
        before_name = following is not None and following.text[:1].isupper()
        first = all(other.upos in _SKIPPED for other in tokens[:index])
        return self._common_word(token) if first and not before_name else None

    def _common_word(self, token: Token) -> Token | None:
        """The token as an adverb or noun, if its small-letter form is one."""
        lower = token.text.lower()
        if lower in self._lexicon.adverbs:
            return replace(token, upos="ADV", lemma=lower)
        known = lower in self._lexicon.nouns or diminutive_base(lower, self._lexicon.nouns)
        if known or nouns.split_compound(lower, self._lexicon.nouns):
            return replace(token, upos="NOUN", lemma=lower)
        return None

    def _no_verb(self, token: Token) -> Token | None:
        """*Weggooien is zonde*: an infinitive that no dictionary lists as a noun."""
        lower = token.text.lower()
        listed = {lower, token.lemma.lower()} & self._lexicon.nouns.keys()
        if token.upos == "NOUN" and lower in self._lexicon.verbs and not listed:
            return replace(token, upos="VERB", xpos="WW|inf|nom|zonder", lemma=lower)
        return None

    @cached_property
    def verbs_by_form(self) -> Mapping[str, tuple[str, ...]]:
        """Listed verbs by form; a separable verb by its joined forms only (*opbelt*)."""
        table: dict[str, tuple[str, ...]] = {}
        for infinitive, uses in self._lexicon.verbs.items():
            for form in conjugate(infinitive):
                if form.startswith(uses[0].particle):
                    table[form] = (*table.get(form, ()), infinitive)
        return table

    @cached_property
    def _finite_forms(self) -> Mapping[str, str]:
        """Verb by its singular forms in a subclause (*opbelt*, *vroeg*), commonest verb first."""
        forms: dict[str, str] = {}
        for infinitive in sorted(self._lexicon.verbs, key=zipf, reverse=True):
            for past in principal_parts(infinitive).past.split(";"):
                forms.setdefault("".join(reversed(past.split(" "))), infinitive)
        return forms

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        """Verb by its stem, which is its imperative; a separable verb counts by its base."""
        stems: dict[str, str] = {}
        for infinitive, uses in self._lexicon.verbs.items():
            base = infinitive.removeprefix(uses[0].particle)
            if base in self._lexicon.verbs or uses[0].particle:
                shortest = sorted(conjugate(base), key=len)
                stem = next((form for form in shortest if form + "t" in shortest), shortest[0])
                stems.setdefault(stem, base)
        return stems


def _has_finite_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the clause from `index` on, up to the next mark, has a finite verb of its own."""
    for token in tokens[index + 1 :]:
        if token.upos in ("PUNCT", "SCONJ"):
            return False
        if _is_finite(token):
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


def _is_finite(token: Token) -> bool:
    return token.upos in ("VERB", "AUX") and "pv" in token.xpos.split("|")
