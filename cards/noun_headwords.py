"""Nouns as a dictionary lists them: singular, with a diminutive kept and a name left out.

Among them are those that the tagger took for something else: *jongeren* and *verdachten*, adjective
and participle; *houtschroeven*, a verb that does not exist; *tentdoek*, an adjective in -doek.
"""

from __future__ import annotations

import re

from cards import nouns
from cards.diminutives import diminutive_base
from cards.headword import Headword, decapitalised
from cards.lexicon import Lexicon
from cards.model import Token
from cards.verb_forms import VerbForms

_DIMINUTIVE = re.compile(r".{2,}[^aeiou]jes?$|.{2,}[aeiou]tjes?$")


class NounHeadwords:
    """Finds the noun that a token stands for, with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon, forms: VerbForms) -> None:
        self._lexicon = lexicon
        self._forms = forms

    def noun(self, token: Token, index: int) -> Headword | None:
        """Of what was tagged as a noun or name; a name and the letter of a crossword are none."""
        common = token.text.islower() and token.text in self._lexicon.nouns
        form = decapitalised(token).rstrip("-'’")
        if (token.upos == "PROPN" and not common) or len(form) == 1:
            return None
        if "-" in form and token.text[0].isupper() and index:  # "Taliban-autoriteiten"
            form = form.rsplit("-", 1)[-1]
        if _DIMINUTIVE.match(form):
            singular = form.removesuffix("s")
            base = diminutive_base(form, self._lexicon.nouns)
            if singular in self._lexicon.nouns:
                return Headword(singular, "NOUN", (index,))
            if base:
                return Headword(singular, "NOUN", (index,), base=base)
        lemma = self._lemma(form, token)
        return Headword(lemma, "NOUN", (index,), listed=lemma in self._lexicon.nouns)

    def nominalised(self, token: Token, index: int) -> Headword | None:
        """*jongeren*, *een zieke*, *de verdachten*: adjective or participle, listed as a noun."""
        form = decapitalised(token)
        choices = (form, *nouns.singular_candidates(form, self._lexicon.nouns))
        noun = next((noun for noun in choices if noun in self._lexicon.nouns), None)
        return Headword(noun, "NOUN", (index,)) if noun and noun.endswith("e") else None

    def no_infinitive(self, token: Token, index: int) -> Headword | None:
        """*houtschroeven*: no verb that anyone lists, but the plural of a noun or a compound."""
        form = token.text.lower()
        if "inf" not in token.xpos or form in self._lexicon.verbs or self._forms.is_prefixed(form):
            return None
        if token.lemma.replace("_", "") in self._lexicon.verbs:  # *bespoten*, no *bes-poot*
            return None
        for noun in nouns.singular_candidates(form):
            if noun in self._lexicon.nouns or self.is_compound(noun):
                return Headword(noun, "NOUN", (index,), listed=noun in self._lexicon.nouns)
        return None

    def no_adjective(self, token: Token, index: int) -> Headword | None:
        """*tentdoek*, taken for an adjective: a compound that is listed as nothing else."""
        form, lemma = token.text.lower(), token.lemma.lower()
        others = self._lexicon.adjectives, self._lexicon.adverbs
        listed = any(word in table for word in (form, lemma) for table in others)
        if listed or "prenom" in token.xpos or not self.is_compound(form):
            return None  # *eindelijk* ends in no *lijk*
        return Headword(form, "NOUN", (index,), listed=False)

    def is_compound(self, noun: str) -> bool:
        """Whether a word has parts that are listed, the last of them a noun."""
        return nouns.split_compound(noun, self._lexicon.nouns) is not None

    def _lemma(self, form: str, token: Token) -> str:
        """The listed noun that the form belongs to; a singular is its own lemma."""
        lemma = token.lemma.replace("_", "").rstrip("-'’")
        if "-" in token.text and "-" not in form:
            lemma = lemma.rsplit("-", 1)[-1]
        if "mv" not in token.xpos.split("|"):
            listed = self._lexicon.nouns
            singulars = nouns.singular_candidates(form, listed)
            choices = (form, lemma, form.capitalize(), *singulars)
            return next((noun for noun in choices if noun in listed), form)
        candidates = nouns.singular_candidates(form)
        for noun in (lemma, lemma.capitalize(), *candidates, form):
            if noun in self._lexicon.nouns:
                return noun
        if lemma not in candidates or lemma == form:
            return next((noun for noun in candidates if self.is_compound(noun)), lemma)
        if self.is_compound(form) and not self.is_compound(lemma):  # *koffiemolen* is one
            return form
        return lemma
