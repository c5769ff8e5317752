"""A person's word wins: decisions applied to beads, sentences and headwords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from cards.headword import Headword
from cards.model import (
    Bead,
    Decisions,
    Gloss,
    Language,
    Sentence,
    Source,
    Token,
    VocabularyEntry,
    WordDecision,
)


def decided_beads(beads: Sequence[Bead], decisions: Decisions) -> tuple[Bead, ...]:
    """`beads` with those set by hand in place of what they overlap, at confidence 1.

    What is left of an overlapped bead stays together if it has both sides, at confidence 0, for
    nobody has looked at it; else each of its sentences stands alone. Every sentence stays in
    exactly one bead, and applying the decisions again changes nothing.
    """
    if not decisions.beads:
        return tuple(beads)
    english = {i for decision in decisions.beads for i in decision.english}
    dutch = {i for decision in decisions.beads for i in decision.dutch}
    by_hand = [Bead(decision.english, decision.dutch, 1.0) for decision in decisions.beads]
    rest = [left for bead in beads for left in _without(bead, english, dutch)]
    return in_text_order([*by_hand, *rest])


def _without(bead: Bead, english: set[int], dutch: set[int]) -> Iterator[Bead]:
    """What is left of `bead` when these sentences have gone elsewhere."""
    left = Bead(
        tuple(i for i in bead.english if i not in english),
        tuple(i for i in bead.dutch if i not in dutch),
        0.0,
    )
    if (left.english, left.dutch) == (bead.english, bead.dutch):
        yield bead
    elif left.is_pair:
        yield left
    else:
        yield from (Bead((i,), (), 0.0) for i in left.english)
        yield from (Bead((), (i,), 0.0) for i in left.dutch)


def in_text_order(beads: Iterable[Bead]) -> tuple[Bead, ...]:
    """In the order of the Dutch; English alone follows the English sentence before it."""
    with_dutch = sorted((bead for bead in beads if bead.dutch), key=lambda bead: bead.dutch)
    alone = {bead.english[0] - 1: bead for bead in beads if not bead.dutch}
    ordered: list[Bead] = []

    def place(bead: Bead | None) -> None:
        waiting = [bead] if bead is not None else []
        while waiting:
            ordered.append(waiting.pop())
            followers = (alone.pop(i, None) for i in reversed(ordered[-1].english))
            waiting += [follower for follower in followers if follower is not None]

    place(alone.pop(-1, None))
    for bead in with_dutch:
        place(bead)
    return tuple(ordered)


def dropped_beads(decisions: Decisions) -> frozenset[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The sentences of each bead that shall be on no card."""
    return frozenset((bead.english, bead.dutch) for bead in decisions.beads if bead.dropped)


def decided_texts(
    sentences: Sequence[Sentence], language: Language, decisions: Decisions
) -> tuple[Sentence, ...]:
    """The sentences as they shall read on the cards."""
    texts = {edit.sentence: edit.text for edit in decisions.texts if edit.language is language}
    return tuple(
        replace(sentence, text=texts[sentence.index]) if sentence.index in texts else sentence
        for sentence in sentences
    )


class Finder(Protocol):
    """What finds the headwords of a sentence."""

    def find(self, tokens: Sequence[Token]) -> tuple[Headword, ...]:
        """The headwords of one sentence, in the order of their first token."""


class CorrectedFinder:
    """A finder whose lemmas a person has put right."""

    def __init__(self, finder: Finder, decisions: Decisions) -> None:
        self._finder = finder
        self._right = {
            (word.lemma, word.upos): word.headword for word in decisions.words if word.headword
        }

    def find(self, tokens: Sequence[Token]) -> tuple[Headword, ...]:
        """The headwords of one sentence; one put right counts as a word of the dictionary."""
        return tuple(map(self._corrected, self._finder.find(tokens)))

    def _corrected(self, word: Headword) -> Headword:
        right = self._right.get((word.lemma, word.upos))
        if right is None:
            return word
        reflexive = right.startswith("zich ")
        return replace(word, lemma=right, base="", listed=True, reflexive=reflexive)


def about(decisions: Decisions) -> Mapping[tuple[str, str], WordDecision]:
    """What was decided of each headword, by lemma and part of speech."""
    return {(word.lemma, word.upos): word for word in decisions.words}


def decided_entry(entry: VocabularyEntry, decision: WordDecision) -> VocabularyEntry:
    """`entry` with the article and the meaning that a person chose; older meanings follow.

    What the user's overrides say stays: they were named for this very run.
    """
    if decision.article and entry.article_source is not Source.USER:
        entry = replace(entry, article=decision.article, article_source=Source.USER)
    if decision.gloss and not (entry.glosses and entry.glosses[0].source is Source.USER):
        chosen = Gloss(decision.gloss, Source.USER, 1.0)
        others = [gloss for gloss in entry.glosses if gloss.text != chosen.text]
        first, *rest = entry.occurrences
        occurrences = (replace(first, gloss=chosen), *rest)
        entry = replace(entry, glosses=(chosen, *others), occurrences=occurrences)
    return entry
