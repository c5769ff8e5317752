"""Whether the numbers in a lesson that was read point at things that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cards.errors import InputError
from cards.model import Language, Lesson, Sentence, SentenceNote, VocabularyEntry


def check(lesson: Lesson, name: str) -> None:
    """Refuse a lesson that contradicts itself; `name` is what to call its file.

    Raises:
        InputError: with the first place that is wrong.
    """
    for place, message in _faults(lesson):
        raise InputError(
            f"{name}: this lesson cannot be read at {place}: {message}.",
            "Mend that place; numbers count from 0.",
        )


def _faults(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Every fault as its place and what is wrong there."""
    for side in Language:
        yield from _misnumbered(lesson, side)
        yield from _not_once(lesson, side)
    if len(lesson.words) != len(lesson.dutch):
        yield (
            "words",
            f"{len(lesson.words)} lists of tokens for {len(lesson.dutch)} Dutch sentences",
        )
    yield from _decided_amiss(lesson)
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(lesson.vocabulary):
        key = entry.lemma, entry.upos
        if key in seen:
            yield f"vocabulary[{number}]", f"“{entry.lemma}” ({entry.upos}) stands there twice"
        seen.add(key)
        if not entry.occurrences:
            yield f"vocabulary[{number}]", f"“{entry.lemma}” occurs in no sentence"
        yield from _astray(lesson, entry, f"vocabulary[{number}]")
    for number, note in enumerate(lesson.notes):
        if not 0 <= note.sentence < len(lesson.dutch):
            yield f"notes[{number}].sentence", f"there is no Dutch sentence {note.sentence}"
        if not isinstance(note, SentenceNote):
            yield from _astray(lesson, note.entry, f"notes[{number}].entry")


def _misnumbered(lesson: Lesson, side: Language) -> Iterator[tuple[str, str]]:
    name = _name(side)
    for number, sentence in enumerate(_sentences(lesson, side)):
        if sentence.index != number:
            yield f"{name}[{number}].index", f"this is sentence {number}, not {sentence.index}"


def _not_once(lesson: Lesson, side: Language) -> Iterator[tuple[str, str]]:
    """Beads hold every sentence exactly once."""
    count = len(_sentences(lesson, side))
    seen: set[int] = set()
    for number, bead in enumerate(lesson.beads):
        place = f"beads[{number}].{_name(side)}"
        indices = bead.english if side is Language.ENGLISH else bead.dutch
        yield from _bad_numbers(indices, count, place, seen)
        if not 0.0 <= bead.confidence <= 1.0:
            yield f"beads[{number}].confidence", "a confidence lies between 0 and 1"
        if not (bead.english or bead.dutch):
            yield f"beads[{number}]", "there is no sentence in it"
    if lesson.beads and len(seen) < count:
        missing = min(set(range(count)) - seen)
        yield "beads", f"none holds sentence {missing} of “{_name(side)}”"


def _bad_numbers(
    indices: Iterable[int], count: int, place: str, seen: set[int]
) -> Iterator[tuple[str, str]]:
    last = -1
    for index in indices:
        if not 0 <= index < count:
            yield place, f"there is no sentence {index}"
        if index in seen:
            yield place, f"sentence {index} is in a bead before"
        elif index < last:
            yield place, "the sentences are not in ascending order"
        seen.add(index)
        last = index


def _decided_amiss(lesson: Lesson) -> Iterator[tuple[str, str]]:
    decisions = lesson.decisions
    for side in Language:
        seen: set[int] = set()
        for number, bead in enumerate(decisions.beads):
            indices = bead.english if side is Language.ENGLISH else bead.dutch
            place = f"decisions.beads[{number}].{_name(side)}"
            yield from _bad_numbers(indices, len(_sentences(lesson, side)), place, seen)
    for number, edit in enumerate(decisions.texts):
        if not 0 <= edit.sentence < len(_sentences(lesson, edit.language)):
            yield f"decisions.texts[{number}].sentence", f"there is no sentence {edit.sentence}"
    for name, keys in (
        ("texts", [(edit.language.value, str(edit.sentence)) for edit in decisions.texts]),
        ("words", [(word.lemma, word.upos) for word in decisions.words]),
    ):
        if len(set(keys)) < len(keys):
            yield f"decisions.{name}", "two of them are about the same"


def _astray(lesson: Lesson, entry: VocabularyEntry, place: str) -> Iterator[tuple[str, str]]:
    """Occurrences at tokens that are not there."""
    for number, met in enumerate(entry.occurrences):
        tokens = lesson.words[met.sentence] if 0 <= met.sentence < len(lesson.words) else None
        at = f"{place}.occurrences[{number}]"
        if tokens is None:
            yield at, f"there is no Dutch sentence {met.sentence}"
        elif lesson.is_current and not all(0 <= token < len(tokens) for token in met.tokens):
            yield at, f"sentence {met.sentence} has {len(tokens)} tokens"


def _sentences(lesson: Lesson, side: Language) -> tuple[Sentence, ...]:
    return lesson.english if side is Language.ENGLISH else lesson.dutch


def _name(side: Language) -> str:
    return "english" if side is Language.ENGLISH else "dutch"
