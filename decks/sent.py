"""What was sent to a running Anki before: it tells our old text from the learner's own.

A field in Anki that still holds what was sent may be replaced; any other text is the learner's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cards.errors import InputError, Problem
from decks.files import unwritable, writable, write_whole
from decks.identity import tag

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A note as it was sent: its id in Anki, and its fields."""

    note: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outbox:
    """Every note sent under one title to one profile, by GUID; dropped ones stay remembered."""

    notes: Mapping[str, Sent] = field(default_factory=dict)

    def to_json(self) -> str:
        """The memory as a file, one note a line, in order of GUID."""
        rows = (
            f"{json.dumps(guid)}: "
            + json.dumps({"id": sent.note, "fields": dict(sent.fields)}, ensure_ascii=False)
            for guid, sent in sorted(self.notes.items())
        )
        return f'{{"version": {_VERSION}, "notes": {{\n' + ",\n".join(rows) + "\n}}\n"


def outbox_path(directory: Path, profile: str, title: str) -> Path:
    """Where the memory lies of what was sent to an Anki profile under `title`.

    One title is one memory, as one package has one: texts that share words but not their title
    leave each other's notes as they are.
    """
    digest = hashlib.sha256(f"{profile}\x1f{title}".encode()).hexdigest()[:8]
    return directory / f"{tag(title) or 'deck'}-{digest}.json"


def read_outbox(path: Path) -> tuple[Outbox, tuple[Problem, ...]]:
    """The memory at `path`; none if there is no such file, and a problem if it is spoilt.

    Raises:
        InputError: it may not be read, or a later version wrote it.
    """
    try:
        text = path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return Outbox(), ()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}.", "It tells what was sent before."
        ) from error
    try:
        told = json.loads(text)
        if told["version"] > _VERSION:
            raise InputError(
                f"{path} was written by a later kaartenbak.", "Update kaartenbak and try again."
            )
        notes = {
            str(guid): Sent(
                int(row["id"]), {str(name): str(text) for name, text in row["fields"].items()}
            )
            for guid, row in told["notes"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        advice = "Notes in Anki that differ from ours are left as they are this time."
        message = "This file no longer tells what was sent before; it is started afresh."
        return Outbox(), (Problem(str(path), 0, message, advice),)
    return Outbox(notes), ()


def prepare(path: Path) -> None:
    """Make sure, before anything is sent, that the memory at `path` can be written.

    Raises:
        NothingToWriteError: it cannot.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error
    writable(path)


def write_outbox(path: Path, outbox: Outbox) -> None:
    """Put the memory at `path`.

    Raises:
        NothingToWriteError: it cannot be written.
    """
    write_whole(path, outbox.to_json().encode())
