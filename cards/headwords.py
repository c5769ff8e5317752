"""From tagged tokens to the words that a dictionary lists and a learner learns.

Separable verbs come back together, reflexive verbs carry *zich*, diminutives stay themselves,
participles that live as adjectives are adjectives, and a lemma that the dictionary does not know is
held against the form once more. Names, numbers and function words are not vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cards import nouns, separable
from cards.adjective_headwords import AdjectiveHeadwords
from cards.corrections import Corrector
from cards.frequency import zipf
from cards.headword import Headword, decapitalised
from cards.lexicon import Lexicon
from cards.model import Token
from cards.noun_headwords import NounHeadwords
from cards.r_pronouns import is_pronominal
from cards.set_phrases import SetPhrases
from cards.verb_headwords import VerbHeadwords

LONGEST_WORD = 400  # letters
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’-]?")
# Numbers are no vocabulary, in words neither: *vierhonderd*, *je achttiende*, *halftwaalf*.
_NUMBER = re.compile(
    r"(?:half)?(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|veer|"
    r"tach|twin|der|ti|honderd|duizend|e[nr]|ën|tig)+)(?:de|ste)?n?"
)


class HeadwordFinder:
    """Finds the headwords of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._corrector = Corrector(lexicon)
        self._forms = self._corrector.forms
        self._phrases = SetPhrases(lexicon.adverbs)
        self._verbs = VerbHeadwords(lexicon, self._forms)
        self._nouns = NounHeadwords(lexicon, self._forms)
        self._adjectives = AdjectiveHeadwords(lexicon)

    def find(self, tokens: Sequence[Token]) -> tuple[Headword, ...]:
        """The headwords of one sentence, in the order of their first token."""
        tokens = self._corrector.correct(tokens)
        particles = separable.join(tokens, self._lexicon)
        reflexives = dict(self._verbs.reflexives(tokens, particles))
        taken = {*particles.values(), *reflexives.values()}
        phrases = self._phrases.find(tokens, {*taken, *particles})
        taken.update(index for place in phrases.values() for index in place)
        found = {
            index: self._headword(tokens, index, particles, index in reflexives)
            for index in range(len(tokens))
            if index not in taken and _is_word(tokens[index].text)
        }
        found |= {start: _phrase(tokens, place) for start, place in phrases.items()}
        return tuple(
            word for _, word in sorted(found.items(), key=lambda item: item[0]) if word is not None
        )

    def _headword(
        self, tokens: Sequence[Token], index: int, particles: Mapping[int, int], reflexive: bool
    ) -> Headword | None:
        token = tokens[index]
        if is_pronominal(token.text):
            return None
        if token.upos == "VERB" or (token.upos == "AUX" and index in particles):
            parts = token.xpos.split("|")
            participle = "nom" in parts and "inf" not in parts  # *verdachten*, not *het laden*
            noun = self._nouns.nominalised(token, index) if participle else None
            return (
                noun
                or self._adjectives.participle(tokens, index)
                or self._nouns.no_infinitive(token, index)
                or self._verbs.verb(tokens, index, particles, reflexive=reflexive)
            )
        if token.upos == "ADJ" and (noun := self._nouns.no_adjective(token, index)):
            return noun
        word = self._as_tagged(tokens, index)
        if word is not None and not word.listed and _NUMBER.fullmatch(word.lemma):
            return None
        if word is None or word.listed or self._nouns.is_compound(word.lemma):
            return word
        return self._elsewhere(token, index) or word

    def _as_tagged(self, tokens: Sequence[Token], index: int) -> Headword | None:
        """The noun, adjective or adverb that the tagger sees; None of any other word."""
        token = tokens[index]
        if token.upos in ("NOUN", "PROPN"):
            return self._nouns.noun(token, index)
        if token.upos not in ("ADJ", "ADV"):
            return None
        used_as_noun = token.upos == "ADJ" and "nom" in token.xpos.split("|")
        noun = self._nouns.nominalised(token, index) if used_as_noun else None
        return noun or self._adjectives.adjective(tokens, index)

    def _elsewhere(self, token: Token, index: int) -> Headword | None:
        """A word that is listed as another part of speech than it was tagged."""
        form = decapitalised(token)
        if form in self._lexicon.nouns:
            return Headword(form, "NOUN", (index,))
        if verbs := self._forms.verbs.get(form.lower()):
            return Headword(max(verbs, key=zipf), "VERB", (index,))
        for lemma in (form, form.removesuffix("e"), token.lemma):
            if lemma in self._lexicon.adjectives:
                return Headword(lemma, "ADJ", (index,))
            if lemma in self._lexicon.adverbs:
                return Headword(lemma, "ADV", (index,))
        singulars = nouns.singular_candidates(form, self._lexicon.nouns)
        return Headword(singulars[0], "NOUN", (index,)) if singulars else None


def _phrase(tokens: Sequence[Token], place: range) -> Headword:
    lemma = " ".join(tokens[index].text.lower() for index in place).replace("’", "'")
    return Headword(lemma, "ADV", tuple(place))


def _is_word(text: str) -> bool:
    """Whether somebody might look it up; a text without blanks is one word of 200 kB."""
    return len(text) <= LONGEST_WORD and _WORD.fullmatch(text) is not None
