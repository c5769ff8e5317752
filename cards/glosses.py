"""Which English words stand for a Dutch word in this pair of sentences.

Every candidate (`cards.candidates`) has a score, the log-odds against there being no answer: how
near it is to the Dutch word and to the senses that the dictionary has under the multilingual
encoder, how far from its place, how many words and known parts it holds. Headwords and English
words are linked greedily, one to one. The weights of the score were fitted on gold words that the
dictionary does not confirm: `python -m cards.training.fit_glosses`. A word that it does not
confirm may still be right, so every gloss carries its route and its confidence.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from cards import english
from cards.candidates import PARTICLES, Candidate, Term, candidates
from cards.english import EnglishWord
from cards.model import Gloss, Source

if TYPE_CHECKING:
    from cards.encoder import Encoder, Floats

# Fitted: log-odds for each unit of `Glosser.features`, in their order, and the constant.
WEIGHTS = (1.7, 3.4, -3.8, 2.4, 0.8, -2.8, -1.5)
BIAS = -1.4
# By hand: what stands in the sentence and in the dictionary goes before all else.
CONFIRMED_BONUS = 4.0
SAME_WORD_BONUS = 4.0  # both texts have *derby*, and no dictionary says that it is a false friend
WHOLE_BONUS = 0.5  # for a particle: "sort out" before "sort"
CONFIRMED_CONFIDENCE = 0.97
FIRST_SENSE_CONFIDENCE = 0.75
COMPOSED_CONFIDENCE = 0.4
# An aligned gloss that is less sure than this is none. It gives way sooner to what the parts of a
# compound make.
LEAST_CONFIDENCE = 0.1
LEAST_BESIDE_COMPOSED = 0.3
# What English says with "be" of most things: *er zit melk in*, *er staat een boom*.
_POSTURES = frozenset({"sit", "stand", "lie"})
# How much nearer to the whole the next of two things that parts can make must be, by log rank.
COMPOSED_COST = 0.12
# How much nearer to the sentence a later sense of the dictionary must be than the one before, a
# shorter sentence telling less, and how much more the form of a noun must point to it. Of 238 gold
# words without a sense in their sentence the first sense is right for 193, the one nearest to a
# word of the sentence for 192, the one nearest to the sentence for 200.
SENSE_COST = 0.1
TELLING_LENGTH = 8  # words
FORM_COST = 0.2


class Glosser:
    """Finds glosses with an encoder whose word vectors are kept for the length of a run.

    `no_nouns` holds English words that stand for no noun, as far as the dictionary knows.
    """

    def __init__(self, encoder: Encoder, no_nouns: Container[str] = ()) -> None:
        self._encoder = encoder
        self._no_nouns = no_nouns
        self._vectors: dict[str, Floats] = {}

    def prepare(self, pairs: Iterable[tuple[Sequence[Term], str]]) -> None:
        """Encode in one go what `gloss` will ask for."""
        wanted: dict[str, None] = {}
        for terms, text in pairs:
            words = english.words(text)
            wanted[text] = None
            for term in terms:
                wanted.update(dict.fromkeys((term.form, term.lemma, *term.senses)))
                found = candidates(term, words, self._no_nouns)
                wanted.update(dict.fromkeys(candidate.text for candidate in found))
        self._encode(wanted)

    def gloss(self, terms: Sequence[Term], text: str) -> tuple[Gloss | None, ...]:
        """One gloss per Dutch term of a bead, from the English `text` of the same bead."""
        words = english.words(text)
        options = [
            (self._score(term, candidate), number, candidate)
            for number, term in enumerate(terms)
            for candidate in candidates(term, words, self._no_nouns)
        ]
        # Senses that differ only by rounding (*media*: media, medium) stay in their order.
        options.sort(key=lambda option: (-round(option[0], 5), option[1], min(option[2].words)))
        chosen: dict[int, Candidate] = {}
        taken: set[int] = set()
        for _, number, candidate in options:
            if number not in chosen and taken.isdisjoint(candidate.words):
                chosen[number] = candidate
                taken |= candidate.words
        sure = {place for c in chosen.values() if c.sense is not None for place in c.words}
        odds = [0.0] * len(terms)
        for score, number, candidate in options:
            if sure.isdisjoint(candidate.words):
                odds[number] += math.exp(score)
        return tuple(
            self._best(chosen.get(number), term, odds[number], text, words)
            for number, term in enumerate(terms)
        )

    def _best(
        self,
        found: Candidate | None,
        term: Term,
        odds: float,
        text: str,
        words: Sequence[EnglishWord],
    ) -> Gloss | None:
        """What was found, unless a sense of the dictionary is the safer answer.

        `odds` are those of all candidates together that no other word has for certain.
        """
        if found is not None and found.sense is not None:
            return Gloss(found.text, Source.CONFIRMED, CONFIRMED_CONFIDENCE)
        if term.senses and not term.composed:
            sense = self._likely_sense(term, text, words)
            return Gloss(sense, Source.LEXICON, FIRST_SENSE_CONFIDENCE)
        confidence = math.exp(self._score(term, found)) / (1.0 + odds) if found else 0.0
        if term.composed:
            heads = [s for s in term.senses if found and s.split()[-1] == found.text]
            sense = self._composed(term, heads or term.senses)
            fuller = found is not None and heads and self._is_nearer(term, sense, found.text)
            if fuller or confidence < LEAST_BESIDE_COMPOSED:  # a cuckoo clock is more than a clock
                return Gloss(sense, Source.RULE, COMPOSED_CONFIDENCE)
        if found and confidence >= LEAST_CONFIDENCE:
            return Gloss(found.text, Source.ALIGNMENT, round(confidence, 3))
        return None

    def _likely_sense(self, term: Term, text: str, words: Sequence[EnglishWord]) -> str:
        """The sense nearest to the English sentence as a whole; earlier ones have an edge.

        *bevallen* beside "which view I prefer" is to please rather than to give birth. Of a noun
        that is not in its base form that form tells: *troepen*, nearer to troops than *troep* is.
        """
        senses = _telling(term)
        if senses[0] in _POSTURES and "be" in term.senses and english.tells_a_place(words):
            return "be"
        told = self._vector(text)
        cost = SENSE_COST * max(1.0, TELLING_LENGTH / max(1, len(words)))
        if term.upos == "NOUN" and term.form.lower() not in (term.lemma, term.lemma.lower()):
            told, cost = self._vector(term.form) - self._vector(term.lemma), FORM_COST
        return max(
            enumerate(senses),
            key=lambda sense: float(told @ self._vector(sense[1])) - cost * sense[0],
        )[1]

    def _composed(self, term: Term, senses: Sequence[str]) -> str:
        """Of what the parts can make, likeliest first, what is nearest to the whole."""
        whole = self._vector(term.lemma)

        def nearness(number: int) -> float:
            cost = COMPOSED_COST * math.log1p(number)
            return float(whole @ self._vector(senses[number])) - cost

        return senses[max(range(len(senses)), key=nearness)]

    def _is_nearer(self, term: Term, one: str, other: str) -> bool:
        """Whether `one` is nearer to the Dutch word than the `other`."""
        whole = self._vector(term.lemma)
        return float(whole @ self._vector(one)) > float(whole @ self._vector(other))

    def _score(self, term: Term, candidate: Candidate) -> float:
        values = self.features(term, candidate)
        score = sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True)) + BIAS
        if candidate.sense is None:
            alike = not term.senses and candidate.text.lower() in (term.form.lower(), term.lemma)
            return score + (SAME_WORD_BONUS if alike else 0.0)
        whole = candidate.text.rsplit(" ", 1)[-1] in PARTICLES
        return score + CONFIRMED_BONUS + (WHOLE_BONUS if whole else 0.0)

    def features(self, term: Term, candidate: Candidate) -> tuple[float, ...]:
        """What the score of a candidate weighs.

        Cosine to the Dutch word, to the nearest listed sense; how far apart they stand in their
        sentences (0 to 1); further content words; known parts of a compound; whether the dictionary
        has senses, whether they were put together from parts.
        """
        vector = self._vector(candidate.text)
        dutch = max(float(self._vector(text) @ vector) for text in (term.form, term.lemma))
        senses = max((float(self._vector(sense) @ vector) for sense in term.senses), default=0.0)
        return (
            dutch,
            senses,
            abs(term.position - candidate.position),
            candidate.further,
            candidate.parts,
            bool(term.senses) and not term.composed,
            term.composed,
        )

    def _vector(self, text: str) -> Floats:
        if text not in self._vectors:
            self._encode((text,))
        return self._vectors[text]

    def _encode(self, texts: Iterable[str]) -> None:
        new = [text for text in texts if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.vectors(new), strict=True))


def _telling(term: Term) -> Sequence[str]:
    """The senses that say enough where the sentence has none of them, in their order.

    Beside a verb *zacht* is "softly"; a later sense "be" tells nothing; and "add" is the meaning of
    *toevoegen* as much as "add to".
    """
    adverbs = [sense for sense in term.senses if term.adverbial and english.is_adverb(sense)]
    senses = [s for n, s in enumerate(term.senses) if not n or s not in english.LIGHT_VERBS]
    bare = english.without_preposition(senses[0])
    return adverbs or ([bare, *senses[1:]] if bare in senses else senses)
