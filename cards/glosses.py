"""Which English words stand for a Dutch word in this pair of sentences.

The score of a candidate is max(cos(form), cos(lemma)) under the multilingual encoder, plus .45 if
the dictionary knows the pair, minus .3 · |difference of relative position|; headwords and English
words are linked greedily, one to one. Measured on hand-made gold: FIELD-NOTES, Dutch 13. A word
the dictionary does not confirm may still be right, so every gloss carries its route.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards import english
from cards.model import Gloss, Source

if TYPE_CHECKING:
    from cards.encoder import Encoder, Floats

DICTIONARY_BONUS = 0.45
POSITION_COST = 0.3
# Confidence of a gloss that only the vectors support: logistic in its score, set by hand.
ALIGNED_SLOPE, ALIGNED_MIDDLE = 9.0, 0.42
CONFIRMED_CONFIDENCE = 0.97
FIRST_SENSE_CONFIDENCE = 0.75
COMPOSED_CONFIDENCE = 0.4
# How much nearer to the sentence a later sense of the dictionary must be than the one before.
SENSE_COST = 0.1
# A compound is seldom one English word: each further word of a span is worth this much.
SPAN_BONUS = 0.06
_LONGEST_SPAN = 3
_GAP = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A Dutch headword in its sentence: how to look it up and where it stands (0 to 1).

    `senses` are the dictionary's English equivalents, commonest first. `composed` says that they
    were put together from the parts of a compound, and are no answer unless they stand in the
    sentence; `compound` allows more than one English word without a dictionary (*tankstation*).
    """

    form: str
    lemma: str
    position: float
    senses: tuple[str, ...]
    compound: bool
    composed: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    words: frozenset[int]
    position: float
    sense: int | None


class Glosser:
    """Finds glosses with an encoder whose word vectors are kept for the length of a run."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Floats] = {}

    def prepare(self, pairs: Iterable[tuple[Sequence[Term], str]]) -> None:
        """Encode in one go what `gloss` will ask for."""
        wanted: dict[str, None] = {}
        for terms, text in pairs:
            words = english.words(text)
            for term in terms:
                wanted.update(dict.fromkeys((term.form, term.lemma, *term.senses)))
                wanted.update(dict.fromkeys(c.text for c in _candidates(term, words)))
        self._encode(wanted)

    def gloss(self, terms: Sequence[Term], text: str) -> tuple[Gloss | None, ...]:
        """One gloss per Dutch term of a bead, from the English `text` of the same bead."""
        words = english.words(text)
        options = [
            (self._score(term, candidate), number, candidate)
            for number, term in enumerate(terms)
            for candidate in _candidates(term, words)
        ]
        # Senses that differ only by rounding (*media*: media, medium) stay in their order.
        options.sort(key=lambda option: (-round(option[0], 6), option[1], min(option[2].words)))
        chosen: dict[int, Gloss] = {}
        taken: set[int] = set()
        for score, number, candidate in options:
            if number not in chosen and taken.isdisjoint(candidate.words):
                chosen[number] = _gloss(candidate, score)
                taken |= candidate.words
        return tuple(
            self._best(chosen.get(number), term, words) for number, term in enumerate(terms)
        )

    def _best(
        self, found: Gloss | None, term: Term, words: Sequence[english.EnglishWord]
    ) -> Gloss | None:
        """What was found, unless a sense of the dictionary is the safer answer."""
        if found is not None and found.source is Source.CONFIRMED:
            return found
        if term.composed and found is None:
            return Gloss(term.senses[0], Source.RULE, COMPOSED_CONFIDENCE)
        if not term.senses or term.composed:
            return found
        return Gloss(self._likely_sense(term, words), Source.LEXICON, FIRST_SENSE_CONFIDENCE)

    def _likely_sense(self, term: Term, words: Sequence[english.EnglishWord]) -> str:
        """The sense nearest to anything in the English sentence; earlier ones have an edge.

        *verklaren* beside "said" is to state rather than to explain.
        """
        around = [self._vector(word.lemma) for word in words if word.is_content]

        def nearness(number: int) -> float:
            vector = self._vector(term.senses[number])
            closest = max((float(vector @ other) for other in around), default=0.0)
            return closest - SENSE_COST * number

        return term.senses[max(range(len(term.senses)), key=nearness)]

    def _score(self, term: Term, candidate: _Candidate) -> float:
        vector = self._vector(candidate.text)
        closeness = max(
            float(self._vector(term.form) @ vector), float(self._vector(term.lemma) @ vector)
        )
        listed = DICTIONARY_BONUS if candidate.sense is not None else 0.0
        span = SPAN_BONUS * (len(candidate.words) - 1) if term.compound else 0.0
        return closeness + listed + span - POSITION_COST * abs(term.position - candidate.position)

    def _vector(self, text: str) -> Floats:
        if text not in self._vectors:
            self._encode((text,))
        return self._vectors[text]

    def _encode(self, texts: Iterable[str]) -> None:
        new = [text for text in texts if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.vectors(new), strict=True))


def _candidates(term: Term, words: Sequence[english.EnglishWord]) -> Iterator[_Candidate]:
    """Dictionary senses found in the sentence, then every content word (or span of them)."""
    last = max(1, len(words) - 1)
    listed: set[int] = set()
    for number, sense in enumerate(term.senses):
        for span in _find(sense, words):
            if number and len(span) == 1 and not words[span[0]].is_content:
                continue  # *liggen* is "be" now and then, but seldom this "be"
            listed.update(span if len(span) == 1 else ())
            yield _Candidate(sense, frozenset(span), sum(span) / len(span) / last, number)
    for start, word in enumerate(words):
        if not word.is_content:
            continue
        if start not in listed:
            yield _Candidate(word.lemma, frozenset((start,)), start / last, None)
        for end in range(start + 1, min(start + _LONGEST_SPAN, len(words)) if term.compound else 0):
            if not (words[end].is_content and words[end].follows):
                break
            text = " ".join([*(w.text for w in words[start:end]), words[end].lemma])
            yield _Candidate(text, frozenset(range(start, end + 1)), (start + end) / 2 / last, None)


def _find(sense: str, words: Sequence[english.EnglishWord]) -> Iterator[tuple[int, ...]]:
    """Places of a sense of one or more words, a few words apart at most (*throw it away*)."""
    parts = [english.keys(part) for part in sense.lower().replace("-", " ").split()]
    if not parts:
        return
    for start, word in enumerate(words):
        if not (word.keys & parts[0] or word.lower == sense.lower()):
            continue
        span = [start]
        for part in parts[1:] if word.lower != sense.lower() else ():
            following = range(span[-1] + 1, min(span[-1] + 1 + _GAP, len(words)))
            match = next((i for i in following if words[i].keys & part), None)
            if match is None:
                break
            span.append(match)
        else:
            yield tuple(span)


def _gloss(candidate: _Candidate, score: float) -> Gloss:
    if candidate.sense is not None:
        return Gloss(candidate.text, Source.CONFIRMED, CONFIRMED_CONFIDENCE)
    confidence = 1.0 / (1.0 + math.exp(-ALIGNED_SLOPE * (score - ALIGNED_MIDDLE)))
    return Gloss(candidate.text, Source.ALIGNMENT, round(confidence, 3))
