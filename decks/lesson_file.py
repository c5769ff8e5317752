"""A lesson as `lesson.json`: everything known of one pair of texts, in a stable order."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from cards.model import ClozeNote, Lesson, SentenceNote, WordNote
from decks.files import write_whole

_KINDS = {WordNote: "vocabulary", ClozeNote: "cloze", SentenceNote: "sentences"}
FORMAT = 1


def to_json(lesson: Lesson) -> str:
    """The lesson as JSON, keys in the order of `cards.model`, two blanks a level."""
    value = dataclasses.asdict(lesson)
    for note, record in zip(lesson.notes, value["notes"], strict=True):
        record["kind"] = _KINDS[type(note)]
    return json.dumps({"kaartenbak_lesson": FORMAT, **value}, ensure_ascii=False, indent=2) + "\n"


def save(lesson: Lesson, path: Path) -> None:
    """Write the lesson beside its target and move it into place.

    Raises:
        NothingToWriteError: the file cannot be written.
    """
    write_whole(path, to_json(lesson).encode())
