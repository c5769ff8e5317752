"""What the tagger gets wrong and the dictionary can see, mended before headwords are looked for.

The model was trained on newspapers: it takes an imperative for a noun (*Zaag de plank af*) and a
capital at the start of a sentence for a name (*Ophaalbrug weigert dienst*).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from cards import nouns, verb_tags
from cards.conjugation import principal_parts
from cards.diminutives import diminutive_base
from cards.lexicon import Lexicon
from cards.model import Token
from cards.noun_heads import cuts
from cards.verb_forms import VerbForms

_SKIPPED = frozenset({"PUNCT", "NUM", "SYM", "CCONJ"})
_BULLETS = frozenset("–—-•|*")
# What follows an imperative, and not a noun that opens a headline ("Brand in kelder").
_AFTER_IMPERATIVE = frozenset({"DET", "PRON", "ADV", "NUM"})
_IMPERATIVE = "WW|pv|tgw|ev"
_PRESENT = "Number=Sing|Tense=Pres|VerbForm=Fin"
_SOMETHING = frozenset("iets niets wat veel weinig zoiets".split())
_SUBJECTS = frozenset({"ik", "jij"})


class Corrector:
    """Mends the tags of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.forms = VerbForms(lexicon)

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens with better tags; their texts and places stay."""
        tokens = verb_tags.mend(tokens, self.forms, self._lexicon)
        mended = list(tokens)
        for index, token in enumerate(tokens):
            if self._is_lost_imperative(tokens, index):
                mended[index] = self._imperative(tokens, index) or token
            elif token.upos in ("PROPN", "NOUN", "ADJ", "ADV", "X"):
                mended[index] = (
                    self._inverted(tokens, index)
                    or self._imperative(tokens, index)
                    or self._finite(tokens, index)
                    or self._no_name(tokens, index)
                    or self._no_verb(token)
                    or self._diminutive(token)
                    or self._after_something(tokens, index)
                    or self._predicate(tokens, index)
                    or token
                )
        return tuple(mended)

    def _is_lost_imperative(self, tokens: Sequence[Token], index: int) -> bool:
        """*Spoel de rijst af*, *dien meteen op*: tagged as what is never mended otherwise."""
        word = tokens[index].text.lower()
        if word == "dien":
            return self._has_particle(tokens, index, "dienen")
        lost = tokens[index].upos == "ADP" and not index and word in self.forms.stems
        return lost and word not in self._lexicon.particles

    def _inverted(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Daar pas ik niet in*, *ik pas op*: the only verb of a clause, beside its subject."""
        lemma = self.forms.stems.get(tokens[index].text.lower())
        after = index + 1 < len(tokens) and tokens[index + 1].text in _SUBJECTS
        before = index > 0 and tokens[index - 1].text.lower() == "ik"
        if lemma is None or not (after or before):
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
        lemma = self.forms.stems.get(form)
        if lemma is None or index + 1 == len(tokens) or tokens[index + 1].upos == "PUNCT":
            return None
        separated = self._has_particle(tokens, index, lemma)
        if not self._opens_clause(tokens, index) or not (separated or lemma in self._lexicon.verbs):
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
        return replace(
            token,
            upos="VERB",
            xpos=_IMPERATIVE,
            lemma=lemma,
            feats=_PRESENT,
        )

    def _has_particle(self, tokens: Sequence[Token], index: int, lemma: str) -> bool:
        """*brand los*: the last word before a mark and a verb of the clause are one listed verb."""
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
        return listed and not any(map(_is_finite, clause))

    def _finite(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*waarna niemand erom vroeg*, *vlees bedierf*: the one verb that the clause can have."""
        token = tokens[index]
        verb = self.forms.pasts.get(token.text)
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
        if token.upos != "PROPN":
            return None
        if token.text in self._lexicon.adjectives and _upos(tokens, index + 1) == "NOUN":
            return replace(token, upos="ADJ", lemma=token.text)
        if token.text in self._lexicon.nouns:
            return replace(token, upos="NOUN", lemma=token.text)
        return self._people(tokens, index) or (
            self._common_word(token) if self._may_be_common(tokens, index) else None
        )

    def _people(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*de Denen*: a plural that keeps its capital."""
        if not index or tokens[index - 1].upos not in ("DET", "ADJ", "NUM"):
            return None
        people = nouns.singular_candidates(tokens[index].text)
        if one := next((noun for noun in people if noun in self._lexicon.nouns), None):
            return replace(tokens[index], upos="NOUN", xpos="N|soort|mv|basis", lemma=one)
        return None

    def _may_be_common(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a capital may be there for its place only, at the start or in a list."""
        word = tokens[index].text
        capitals = [token.text[:1].isupper() for token in tokens[index + 1 : index + 3]]
        first = all(other.upos in _SKIPPED for other in tokens[:index])
        title = first and capitals == [True, True]  # "Bruid Yara Benali"
        if word.islower() or (title and word.lower() in self._lexicon.nouns):
            return True
        listed = index > 0 and tokens[index - 1].text in _BULLETS  # "Nieuws – Sport – Webwinkel"
        adverb = word.lower() in self._lexicon.adverbs
        return (first or listed or adverb) and not any(capitals[:1])

    def _common_word(self, token: Token) -> Token | None:
        """The token as an adverb or noun, if its small-letter form is one."""
        lower = token.text.lower()
        if lower in self._lexicon.adverbs:
            return replace(token, upos="ADV", lemma=lower)
        known = lower in self._lexicon.nouns or diminutive_base(lower, self._lexicon.nouns)
        if known or nouns.split_compound(lower, self._lexicon.nouns) or self._has_stem(lower):
            return replace(token, upos="NOUN", lemma=lower)
        return None

    def _has_stem(self, noun: str) -> bool:
        """*ophaalbrug*: a compound whose first part is the stem of a separable verb."""
        return any(
            first.startswith(particle) and particle + verb in self._lexicon.verbs
            for first, _ in cuts(noun, self._lexicon.nouns, shortest=4)
            for particle in self._lexicon.particles
            if (verb := self.forms.stems.get(first.removeprefix(particle)))
        )

    def _diminutive(self, token: Token) -> Token | None:
        """*blikjes tonijn*, tagged as an adjective like *netjes*."""
        if token.upos != "ADJ" or "dim" not in token.xpos:
            return None
        lower = token.text.lower()
        others = self._lexicon.adverbs, self._lexicon.adjectives
        listed = any(word in table for word in (lower, token.lemma.lower()) for table in others)
        base = diminutive_base(lower, self._lexicon.nouns)
        if listed or base is None:
            return None
        number = "mv" if lower.endswith("s") else "ev"
        return replace(token, upos="NOUN", xpos=f"N|soort|{number}|dim", lemma=base)

    def _after_something(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*iets vrolijks*, *niets ergers*: an adjective, also compared, with the -s of a part."""
        token = tokens[index]
        form = token.text.lower()
        if not index or tokens[index - 1].text.lower() not in _SOMETHING or form[-1] != "s":
            return None
        known = self._lexicon.adjectives
        base = next((x for x in (form[:-1], form.removesuffix("ers")) if x in known), None)
        if base is None or form in self._lexicon.nouns or form in known:  # *niets nieuws*
            return None
        return replace(token, upos="ADJ", xpos="ADJ|postnom|basis|met-s", lemma=base)

    def _predicate(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*De messen zijn bot*: what an adjective says, taken for the noun that looks like it."""
        token = tokens[index]
        if token.upos != "NOUN" or token.text not in self._lexicon.adjectives or not index:
            return None
        last = index + 1 == len(tokens) or tokens[index + 1].upos in ("PUNCT", "CCONJ")
        before = tokens[index - 1]
        if last and before.upos == "AUX" and before.lemma == "zijn" and _is_finite(before):
            return replace(token, upos="ADJ", xpos="ADJ|vrij|basis|zonder", lemma=token.text)
        return None

    def _no_verb(self, token: Token) -> Token | None:
        """*Weggooien is zonde*: an infinitive that no dictionary lists as a noun."""
        lower = token.text.lower()
        listed = {lower, token.lemma.lower()} & self._lexicon.nouns.keys()
        if token.upos == "NOUN" and lower in self._lexicon.verbs and not listed:
            return replace(token, upos="VERB", xpos="WW|inf|nom|zonder", lemma=lower)
        return None


def _upos(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].upos if index < len(tokens) else ""


def _mark_after(tokens: Sequence[Token], index: int) -> str:
    return next((token.text for token in tokens[index:] if token.upos == "PUNCT"), "")


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
