"""A person's decisions carried over to texts that have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from cards.model import BeadDecision, Decisions, Language, Lesson, Sentence


@dataclass(frozen=True, slots=True)
class Carried:
    """The decisions about the new texts, and in words those that have lost their sentences."""

    decisions: Decisions
    lost: tuple[str, ...]


def carry(lesson: Lesson, english: Sequence[Sentence], dutch: Sequence[Sentence]) -> Carried:
    """The decisions of `lesson` for new sentences.

    Sentences are the same when they read the same, in the same order as far as possible. A bead
    is carried only whole; what was decided of words does not hang on any sentence.
    """
    old = {Language.ENGLISH: lesson.english, Language.DUTCH: lesson.dutch}
    there = {
        Language.ENGLISH: same_sentences(lesson.english, english),
        Language.DUTCH: same_sentences(lesson.dutch, dutch),
    }
    lost = []
    beads = []
    for bead in lesson.decisions.beads:
        moved = _moved(bead, there[Language.ENGLISH], there[Language.DUTCH])
        if moved is None:
            first = [(Language.ENGLISH, i) for i in bead.english]
            first += [(Language.DUTCH, i) for i in bead.dutch]
            quoted = " / ".join(f"“{old[language][i].text}”" for language, i in first)
            lost.append(f"{_what(bead)} {quoted}")
        else:
            beads.append(moved)
    texts = []
    for edit in lesson.decisions.texts:
        place = there[edit.language].get(edit.sentence)
        if place is None:
            lost.append(f"the text “{edit.text}” for “{old[edit.language][edit.sentence].text}”")
        else:
            texts.append(replace(edit, sentence=place))
    decisions = Decisions(
        tuple(sorted(beads, key=lambda bead: (bead.dutch, bead.english))),
        tuple(sorted(texts, key=lambda edit: (edit.language, edit.sentence))),
        lesson.decisions.words,
    )
    return Carried(decisions, tuple(lost))


def _what(bead: BeadDecision) -> str:
    if bead.dropped:
        return "dropped:"
    return "paired by hand:" if bead.english and bead.dutch else "left alone by hand:"


def _moved(
    bead: BeadDecision, english: Mapping[int, int], dutch: Mapping[int, int]
) -> BeadDecision | None:
    """`bead` in the new texts; None if a sentence of it is gone."""
    sides = [english.get(i) for i in bead.english], [dutch.get(i) for i in bead.dutch]
    here = [tuple(sorted(i for i in side if i is not None)) for side in sides]
    if (len(here[0]), len(here[1])) != (len(bead.english), len(bead.dutch)):
        return None
    return BeadDecision(here[0], here[1], bead.dropped)


def same_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, int]:
    """Where each old sentence is now, each new one taken once; sentences that moved count too.

    Sentences that are gone are not in it.
    """
    before, after = [s.text for s in old], [s.text for s in new]
    places: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for one, other, length in matcher.get_matching_blocks():
        places.update(zip(range(one, one + length), range(other, other + length), strict=True))
    taken = set(places.values())
    free: dict[str, list[int]] = {}
    for number in range(len(after) - 1, -1, -1):
        if number not in taken:
            free.setdefault(after[number], []).append(number)
    for number, text in enumerate(before):
        if number not in places and free.get(text):
            places[number] = free[text].pop()
    return places
