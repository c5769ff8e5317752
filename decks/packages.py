"""Reads an Anki package, ours or exported from Anki, old format or new; never writes to one.

A package may come from anywhere, so nothing in it is trusted: what it unpacks to is bounded, its
database is opened in memory, and whatever is not as Anki writes it is an `InputError`.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from cards.errors import InputError

LARGEST: Final = 1 << 29
"""Most bytes that a collection may unpack to: half a gibibyte, some 500,000 of our notes."""

# Anki's newest format stands beside a stub in the oldest that asks to update Anki: newest first.
_COLLECTIONS: Final = ("collection.anki21b", "collection.anki21", "collection.anki2")
_BAD_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_BAD_DATABASE: Final = (
    sqlite3.Error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """A note as the package has it: `modified` is its stamp, in Unix seconds."""

    guid: str
    note_type: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int


def read_package(path: Path) -> tuple[PackagedNote, ...]:
    """Every note of the package at `path`.

    Raises:
        InputError: there is no such file, or it is not a whole Anki package.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as package:
            names = package.namelist()
            name = next((name for name in _COLLECTIONS if name in names), None)
            if name is None:
                raise _spoilt(path, "it holds no collection of Anki's")
            with package.open(name) as member:
                data = _unpacked(member, path, is_new=name == _COLLECTIONS[0])
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}.", "Name a deck, such as old.apkg."
        ) from error
    except _BAD_ZIP as error:
        raise _spoilt(path, "it is no zip file, or not a whole one") from error
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(_without_journal(data))
            return tuple(_notes(database))
    except (*_BAD_DATABASE, MemoryError) as error:  # an empty one is a MemoryError to SQLite
        raise _spoilt(path, "its collection is spoilt") from error


def _unpacked(member: IO[bytes], path: Path, *, is_new: bool) -> bytes:
    if is_new:
        import zstandard

        try:
            whole = zstandard.ZstdDecompressor().stream_reader(member, read_across_frames=True)
            with whole as stream:
                data = stream.read(LARGEST + 1)
        except zstandard.ZstdError as error:
            raise _spoilt(path, "its collection is spoilt") from error
    else:
        data = member.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _spoilt(path, f"it unpacks to more than {LARGEST >> 20} MiB")
    return data


def _without_journal(data: bytes) -> bytes:
    """The database, marked as one that keeps no write-ahead log: in memory there is none.

    Bytes 18 and 19 of the header say so (SQLite file format, section 1.3.3).
    """
    return data[:18] + b"\1\1" + data[20:]


def _notes(database: sqlite3.Connection) -> Iterator[PackagedNote]:
    database.execute("PRAGMA trusted_schema = OFF")
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in rows}
    if "notes" not in tables:
        raise ValueError("no notes")
    types = _new_types(database) if "notetypes" in tables else _old_types(database)
    for guid, type_id, modified, tags, fields in database.execute(
        "SELECT guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        if not (isinstance(tags, str) and isinstance(fields, str)):
            raise TypeError(tags, fields)
        name, field_names = types[type_id]
        yield PackagedNote(
            guid=str(guid),
            note_type=name,
            fields=dict(zip(field_names, fields.split("\x1f"), strict=True)),
            tags=tuple(tags.split()),
            modified=int(modified),
        )


def _old_types(database: sqlite3.Connection) -> dict[int, tuple[str, list[str]]]:
    """The name and the fields of each note type, by id, as up to 2.1.27: in one JSON value."""
    (models,) = database.execute("SELECT models FROM col").fetchone()
    return {
        int(key): (
            str(model["name"]),
            [str(f["name"]) for f in sorted(model["flds"], key=_place)],
        )
        for key, model in json.loads(models).items()
    }


def _place(field: Mapping[str, Any]) -> int:
    return int(field["ord"])


def _new_types(database: sqlite3.Connection) -> dict[int, tuple[str, list[str]]]:
    """The same as since 2.1.28: in tables, sorted by a collation of Anki's own."""
    database.create_collation("unicase", _compare)
    types: dict[int, tuple[str, list[str]]] = {
        key: (str(name), []) for key, name in database.execute("SELECT id, name FROM notetypes")
    }
    for key, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        if key in types:  # an export leaves fields of note types that it left out
            types[key][1].append(str(name))
    return types


def _compare(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _spoilt(path: Path, reason: str) -> InputError:
    return InputError(
        f"{path} cannot be read as an Anki package: {reason}.",
        "Name a deck that Kaartenbak built, or one exported from Anki (File → Export…, .apkg).",
    )
