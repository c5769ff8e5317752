"""Opens the database of an Anki collection or package, of any age, and only reads it.

The file may come from anywhere, and Anki may be running: what is read is a copy, what a package
unpacks to is bounded, and whatever is not as Anki writes it is an `InputError`.
"""

from __future__ import annotations

import json
import lzma
import shutil
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from cards.errors import InputError, MissingPartError
from cards.opening import readable

STARTS: Final = (b"SQLite format 3\0", b"PK\x03\x04")
"""How a collection and a package begin."""
LARGEST: Final = 1 << 29
"""Most bytes that a package may unpack to: half a gibibyte, some 500,000 of our notes."""

_COLLECTION, _PACKAGE = STARTS
# Anki's newest format stands beside a stub in the oldest that asks to update Anki: newest first.
_NEWEST: Final = "collection.anki21b"
_IN_PACKAGE: Final = (_NEWEST, "collection.anki21", "collection.anki2")
_PIECE: Final = 1 << 20  # bytes
_TRIES: Final = 3
_BAD_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_BAD_DATABASE: Final = (
    sqlite3.Error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class AnkiDatabase:
    """The database of a collection, and whether it came out of a package."""

    connection: sqlite3.Connection
    is_package: bool


@dataclass(frozen=True, slots=True)
class NoteType:
    """The name of a note type, and its fields in their order."""

    name: str
    fields: tuple[str, ...]


@contextmanager
def opened(path: Path, advice: str) -> Iterator[AnkiDatabase]:
    """The database in or at `path`, to be read inside the `with` statement.

    What the reader raises there because of odd values (an SQLite error, a ValueError, a KeyError)
    means that the collection is spoilt. `advice` says what to give instead of a wrong file.

    Raises:
        InputError: the file cannot be read, or is neither a collection nor a package of Anki's.
        MissingPartError: the library that unpacks new packages is not installed.
    """
    with TemporaryDirectory(prefix="kaartenbak-") as folder:
        copy = Path(folder) / "collection.anki2"
        is_package = _copied(path, copy, advice)
        try:
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.create_collation("unicase", _compare)
                if not {"col", "notes", "cards"} <= _tables(connection):
                    raise ValueError("a table is missing")
                yield AnkiDatabase(connection, is_package)
        except _BAD_DATABASE as error:
            raise _spoilt(path, advice) from error


def note_types(connection: sqlite3.Connection) -> Mapping[int, NoteType]:
    """The note types by id: in one JSON value up to Anki 2.1.27, in tables since."""
    if not {"notetypes", "fields"} <= _tables(connection):
        (models,) = connection.execute("SELECT models FROM col").fetchone()
        return {int(key): _from_json(model) for key, model in json.loads(models).items()}
    fields: dict[int, list[str]] = {}  # an export leaves fields of note types that it left out
    for key, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(key, []).append(str(name))
    names = connection.execute("SELECT id, name FROM notetypes")
    return {key: NoteType(str(name), tuple(fields.get(key, ()))) for key, name in names}


def _from_json(model: Mapping[str, Any]) -> NoteType:
    fields = sorted(model["flds"], key=lambda field: int(field["ord"]))
    return NoteType(str(model["name"]), tuple(str(field["name"]) for field in fields))


def _tables(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables; a view is none, for its query may never end."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def _compare(one: str, other: str) -> int:
    """Anki's own order of names, by which its tables are sorted."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _copied(path: Path, copy: Path, advice: str) -> bool:
    """Put the database in or at `path` at `copy`; tells whether it came out of a package."""
    with readable(path):
        with path.open("rb") as file:
            start = file.read(16)
        if start.startswith(_PACKAGE):
            _unpack(path, copy, advice)
            return True
        if start == _COLLECTION:
            _copy_whole(path, copy)
            return False
    raise InputError(f"{path}: this is neither a collection nor a package of Anki's.", advice)


def _copy_whole(path: Path, copy: Path) -> None:
    """Copy a database and its log of late changes, anew if Anki wrote meanwhile."""
    log = Path(f"{path}-wal")
    for _ in range(_TRIES):
        before = _state(path, log)
        shutil.copyfile(path, copy)
        if log.exists():
            shutil.copyfile(log, f"{copy}-wal")
        if _state(path, log) == before:
            return
    raise InputError(
        f"{path}: Anki is writing to this collection.", "Wait a moment, or close Anki; try again."
    )


def _state(*paths: Path) -> list[tuple[int, int]]:
    stats = [path.stat() for path in paths if path.exists()]
    return [(stat.st_size, stat.st_mtime_ns) for stat in stats]


def _unpack(path: Path, copy: Path, advice: str) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            name = next((name for name in _IN_PACKAGE if name in names), None)
            if name is None:
                raise InputError(f"{path}: there is no collection in this file.", advice)
            with package.open(name) as member, copy.open("wb") as file:
                pieces = _inflated(member, path, advice) if name == _NEWEST else _pieces(member)
                for piece in pieces:
                    file.write(piece)
                    if file.tell() > LARGEST:
                        told = f"{path}: it unpacks to more than {LARGEST >> 20} MiB."
                        raise InputError(told, advice)
    except _BAD_ZIP as error:
        raise InputError(f"{path}: this package is damaged ({error}).", advice) from error


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(_PIECE), b"")


def _inflated(member: IO[bytes], path: Path, advice: str) -> Iterator[bytes]:
    """What was packed with Zstandard, as Anki does since 2.1.50."""
    try:
        import zstandard
    except ImportError:
        raise MissingPartError(
            "Reading packages of this kind needs the package zstandard.",
            "pip install zstandard, or export from Anki with “Support older Anki versions” on.",
        ) from None
    try:
        whole = zstandard.ZstdDecompressor().stream_reader(member, read_across_frames=True)
        with whole as stream:
            yield from _pieces(stream)
    except zstandard.ZstdError as error:
        raise _spoilt(path, advice) from error


def _spoilt(path: Path, advice: str) -> InputError:
    return InputError(f"{path}: the collection is spoilt, or none that Anki can have made.", advice)
