"""Remembers what was exported before: from the memory, or from an earlier package."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cards.errors import InputError, Problem
from cards.model import NoteKind
from decks import anki_database, examples, memory
from decks.identity import plain
from decks.memory import Memory, Remembered, content_digest
from decks.naming import name_of, search_for
from decks.notetypes import NOTE_TYPES
from decks.stamps import changed_at

_ADVICE: Final = (
    "Name a deck that Kaartenbak built, or one exported from Anki (File → Export…, .apkg)."
)


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """A note as the package has it: `modified` is its stamp, in Unix seconds."""

    guid: str
    note_type: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int


def recall(
    package: Path, path: Path | None, adopted: Path | None
) -> tuple[Memory, tuple[Problem, ...]]:
    """The memory at `path` for the deck in `package`, and of `adopted` what it does not know.

    A package that the memory does not know is adopted as well, since it is about to be overwritten;
    a memory that is spoilt is made anew from `adopted`, if given.

    Raises:
        InputError: the memory or `adopted` cannot be read, or `adopted` holds no note of ours.
    """
    if path is None:
        return Memory(), ()
    deck = memory.deck_key(package, path)
    learnt = adopt(adopted, deck) if adopted else Memory()
    problems: tuple[Problem, ...] = ()
    try:
        known = memory.load(path) or Memory()
    except memory.SpoiltMemoryError:
        if not adopted:
            raise
        known = Memory()
        problems = (Problem(str(path), 0, f"This was spoilt; it is made anew from {adopted}."),)
    if not adopted and package.exists() and not known.knows(deck):
        learnt, problems = _from_last(package, path, deck)
    return Memory({**learnt.notes, **known.notes}), problems


def adopt(package: Path, deck: str) -> Memory:
    """The notes of ours in `package`, as if `deck` had exported them.

    A note that a learner edited has a stamp later than any of ours: it is remembered as it is, and
    since ours stay earlier, no correction can replace the edit.

    Raises:
        InputError: it cannot be read, or holds no note of ours.
    """
    found = ((note, _kind(note)) for note in _notes(package))
    notes = {plain(note.guid): _remembered(note, kind, deck) for note, kind in found if kind}
    if not notes:
        raise InputError(
            f"{package} holds no note that Kaartenbak made.",
            "Name an earlier package of this deck.",
        )
    return Memory(notes)


def _from_last(package: Path, path: Path, deck: str) -> tuple[Memory, tuple[Problem, ...]]:
    """What there is to learn from a package that the memory does not know."""
    told = f"This knows nothing of {package} yet"
    try:
        learnt = adopt(package, deck)
    except InputError:
        message = (
            f"{told}, nor does {package} itself tell what was exported before: corrected notes "
            "will not replace those already in Anki this time."
        )
        return Memory(), (Problem(str(path), 0, message),)
    message = f"{told}; what was exported before was read from it."
    return learnt, (Problem(str(path), 0, message),)


def _notes(package: Path) -> tuple[PackagedNote, ...]:
    with anki_database.opened(package, _ADVICE) as database:
        if not database.is_package:
            raise InputError(f"{package}: this is a whole collection and no package.", _ADVICE)
        return tuple(_rows(database.connection))


def _rows(connection: sqlite3.Connection) -> Iterator[PackagedNote]:
    types = anki_database.note_types(connection)
    for guid, type_id, modified, tags, fields in connection.execute(
        "SELECT guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        if not (isinstance(tags, str) and isinstance(fields, str)):
            raise TypeError(tags, fields)
        note_type = types[type_id]
        yield PackagedNote(
            guid=str(guid),
            note_type=note_type.name,
            fields=dict(zip(note_type.fields, fields.split("\x1f"), strict=True)),
            tags=tuple(tags.split()),
            modified=int(modified),
        )


def _kind(note: PackagedNote) -> NoteKind | None:
    """The kind of a note of ours; Anki may have put something behind the name of its type."""
    for kind, note_type in NOTE_TYPES.items():
        if note.note_type.startswith(note_type.name) and note_type.sort_field in note.fields:
            return kind
    return None


def _remembered(note: PackagedNote, kind: NoteKind, deck: str) -> Remembered:
    ours = NOTE_TYPES[kind].fields  # a learner may have added one
    values = {name: plain(note.fields[name]) for name in ours if note.fields.get(name)}
    tags = tuple(sorted(filter(None, map(plain, note.tags))))
    is_word = kind is NoteKind.VOCABULARY
    further = values.get("Examples", "")
    return Remembered(
        kind=kind,
        dutch=name_of(kind, values),
        search=search_for(kind, values),
        digest=content_digest(kind, values, tags),
        changed=changed_at(note.modified),
        decks=(deck,),
        fields={name: value for name, value in values.items() if name != "Examples"}
        if is_word
        else {},
        tags=tags if is_word else (),
        examples=examples.from_field(further, "") if is_word else (),
    )
