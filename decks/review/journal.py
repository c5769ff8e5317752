"""Corrections that are not saved yet, kept beside the lesson whatever ends the program.

The journal is a lesson file itself, without words and cards: what it holds can be taken up even if
the lesson was made anew in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cards import lesson_file
from cards.carrying import carry
from cards.decisions import decided_beads
from cards.errors import NothingToWriteError, Problem
from cards.model import Decisions, Language, Lesson
from decks.files import write_whole


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A lesson with the corrections of a journal, and what of them found no place."""

    lesson: Lesson
    problems: tuple[Problem, ...] = ()


def path_of(lesson: Path) -> Path:
    """Where the corrections of a lesson wait until they are saved: `article.review.json`."""
    return lesson.with_name(f"{lesson.stem}.review.json")


def write(path: Path, lesson: Lesson) -> None:
    """Keep the corrections in `lesson`, in one step.

    Raises:
        NothingToWriteError: the file cannot be written.
    """
    bare = replace(
        lesson, words=((),) * len(lesson.dutch), vocabulary=(), notes=(), is_current=False
    )
    write_whole(path, lesson_file.to_json(bare).encode())


def take_up(path: Path, lesson: Lesson) -> TakenUp:
    """`lesson` with the corrections that the journal at `path` holds, as it was without any.

    Raises:
        InputError: the journal cannot be read.
    """
    if not path.exists():
        return TakenUp(lesson)
    kept = lesson_file.load(path).lesson
    problems: tuple[Problem, ...] = ()
    if (kept.english, kept.dutch) == (lesson.english, lesson.dutch):
        beads, decisions = kept.beads, kept.decisions
    else:
        carried = carry(kept, lesson.english, lesson.dutch)
        decisions = carried.decisions
        beads = decided_beads(lesson.beads, decisions)
        problems = tuple(_lost(path, carried.lost))
    if (beads, decisions) == (lesson.beads, lesson.decisions):
        return TakenUp(lesson, problems)
    edited = _dutch_texts(lesson.decisions) ^ _dutch_texts(decisions)
    numbers = {number for number, _ in edited}
    words = tuple(() if n in numbers else tokens for n, tokens in enumerate(lesson.words))
    after = replace(lesson, beads=beads, decisions=decisions, words=words, is_current=False)
    return TakenUp(after, problems)


def require_none(path: Path) -> None:
    """Refuse to change a lesson under corrections that wait to be saved.

    Raises:
        NothingToWriteError: there is a journal at `path`.
    """
    if path.exists():
        raise NothingToWriteError(
            f"{path} holds corrections that are not saved.",
            "Open the lesson with `kaartenbak review` and save it, or throw them away there.",
        )


def _dutch_texts(decisions: Decisions) -> set[tuple[int, str]]:
    return {(e.sentence, e.text) for e in decisions.texts if e.language is Language.DUTCH}


def _lost(path: Path, lost: Sequence[str]) -> list[Problem]:
    message = "The texts have changed; this correction has lost its sentences:"
    return [Problem(str(path), 0, f"{message} {one}.") for one in lost]
