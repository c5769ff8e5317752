"""What of a lesson is on no card, and why: the reasons of `Lesson.dropped` with names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards.decisions import dropped_beads
from cards.model import Bead, Lesson, VocabularyEntry, WordNote


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many things left out for one reason, and which, as far as the lesson tells."""

    reason: str
    count: int
    things: tuple[str, ...] = ()


def left_out(lesson: Lesson) -> Iterator[LeftOut]:
    """Every reason, in the order of the stages."""
    named = {reason: tuple(things) for reason, things in _named(lesson)}
    for reason, count in lesson.dropped.items():
        things = named.get(reason, ())
        yield LeftOut(reason, count, things if len(things) == count else ())


def why_not(lesson: Lesson, word: str) -> str:
    """Why `word` is on no card, in words."""
    told = word.casefold()
    for left in left_out(lesson):
        if told in {thing.casefold().removeprefix("zich ") for thing in left.things}:
            more = " Ask for more with --max-words." if "limit" in left.reason else ""
            return f"It is among the {left.reason} ({left.count}).{more}"
    if any(told == token.text.casefold() for tokens in lesson.words for token in tokens):
        return (
            "It stands in the text, but in no pair that is sure enough, or as no headword, or "
            "your overrides leave it out."
        )
    return "It is not in the text."


def _named(lesson: Lesson) -> Iterator[tuple[str, Sequence[str]]]:
    """The things by reason; the reasons are those of `cards.pipeline` and `cards.selection`."""
    choice, decisions = lesson.choice, lesson.decisions
    dropped = dropped_beads(decisions)
    beads = [bead for bead in lesson.beads if (bead.english, bead.dutch) not in dropped]
    alone = [bead for bead in beads if not bead.is_pair]
    doubtful = [b for b in beads if b.is_pair and b.confidence < choice.min_confidence]
    yield (
        "English sentences without a Dutch one",
        [lesson.english[i].text for bead in alone for i in bead.english],
    )
    yield (
        "Dutch sentences without an English one",
        [lesson.dutch[i].text for bead in alone for i in bead.dutch],
    )
    yield (
        "pairs the aligner is not sure of",
        [f"{bead.confidence:.0%}: {_pair(lesson, bead)}" for bead in doubtful],
    )
    gone = [bead for bead in lesson.beads if (bead.english, bead.dutch) in dropped]
    yield "pairs that you dropped", [_pair(lesson, bead) for bead in gone]
    known = {lemma for lemma, _ in choice.known.words}
    known |= {word.lemma for word in decisions.words if word.known}
    yield "words that you know", sorted(known)
    yield "words that you left out", [word.lemma for word in decisions.words if word.excluded]
    taught = {n.entry.lemma + n.entry.upos for n in lesson.notes if isinstance(n, WordNote)}
    unsure = [e for e in lesson.vocabulary if not _has_meaning(e, choice.min_gloss)]
    yield "words without a sure meaning", [entry.lemma for entry in unsure]
    yield (
        "words beyond the limit",
        [e.lemma for e in lesson.vocabulary if e not in unsure and e.lemma + e.upos not in taught],
    )


def _has_meaning(entry: VocabularyEntry, least: float) -> bool:
    return bool(entry.glosses) and entry.glosses[0].confidence >= least


def _pair(lesson: Lesson, bead: Bead) -> str:
    english = " ".join(lesson.english[i].text for i in bead.english)
    dutch = " ".join(lesson.dutch[i].text for i in bead.dutch)
    return f"{english} = {dutch}"
