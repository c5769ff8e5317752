"""Reads the notes that a learner has learnt from an Anki collection or package, and only reads.

A collection is copied before it is opened, with what Anki has not yet folded into it: Anki may be
running. Both layouts of the database are known, note types as JSON (schema 11) and as tables.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cards.errors import InputError, MissingPartError
from decks.learnt import ANKI_FILES, LearntNote

_SQLITE, _ZIP = ANKI_FILES
# The newest first: beside it stands an old one that only says that Anki must be updated.
_IN_PACKAGE: Final = ("collection.anki21b", "collection.anki21", "collection.anki2")
_TRIES: Final = 3
_LARGEST: Final = 4 << 30  # bytes; a collection that unpacks to more is no collection
_PIECE: Final = 1 << 20
_LEARNT: Final = "SELECT nid FROM cards WHERE type > 0 AND reps > 0"


def learnt_notes(path: Path) -> list[LearntNote]:
    """The notes in a collection or package with a card that was reviewed at least once.

    A package exported without its scheduling has no such card: then every note counts.

    Raises:
        InputError: the file cannot be read, or is neither a collection nor a package of Anki's.
        MissingPartError: the library that unpacks new packages is not installed.
    """
    with TemporaryDirectory(prefix="kaartenbak-") as folder:
        copy = Path(folder) / "collection.anki2"
        is_package = _copied(path, copy)
        try:
            with closing(_opened(copy)) as database:
                learnt = list(_notes(database, f"WHERE id IN ({_LEARNT})"))
                if is_package and not learnt:
                    learnt = list(_notes(database, ""))
                return learnt
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError) as error:
            raise InputError(
                f"{path}: this is no collection that Anki can have made ({error}).",
                "Export your deck from Anki once more (File → Export…).",
            ) from None


def _copied(path: Path, copy: Path) -> bool:
    """Put the database in or at `path` at `copy`; tells whether it came from a package."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
        if start.startswith(_ZIP):
            _unpack(path, copy)
            return path.suffix != ".colpkg"
        if start == _SQLITE:
            _copy_whole(path, copy)
            return False
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.", "Check the name.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}).", "Copy it elsewhere.") from None
    raise InputError(
        f"{path}: this is neither a collection nor a package of Anki's.",
        "Give a collection.anki2 or an .apkg file; a word list goes with --known.",
    )


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


def _unpack(path: Path, copy: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            name = next((n for n in _IN_PACKAGE if n in package.namelist()), "")
            if not name:
                raise InputError(
                    f"{path}: there is no collection in this file.",
                    "Export your deck from Anki once more (File → Export…).",
                )
            with package.open(name) as packed, copy.open("wb") as file:
                pieces = iter(lambda: packed.read(_PIECE), b"")
                written = 0
                for piece in _inflated(pieces) if name.endswith("b") else pieces:
                    written += file.write(piece)
                    if written > _LARGEST:
                        raise InputError(f"{path}: too large to be a collection.", "Is it yours?")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"{path}: this package is damaged ({error}).", "Export it from Anki once more."
        ) from None


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed with Zstandard, as Anki does since 2.1.50."""
    try:
        import zstandard
    except ImportError:
        raise MissingPartError(
            "Reading packages of this kind needs the package zstandard.",
            "pip install zstandard, or export from Anki with “Support older Anki versions” on.",
        ) from None
    unpacker = zstandard.ZstdDecompressor().decompressobj()
    try:
        for piece in pieces:
            yield unpacker.decompress(piece)
    except zstandard.ZstdError as error:
        raise EOFError(str(error)) from None


def _opened(copy: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    return database


def _notes(database: sqlite3.Connection, condition: str) -> Iterator[LearntNote]:
    types = _note_types(database)
    query = f"SELECT mid, flds FROM notes {condition} ORDER BY id"  # noqa: S608 - ours
    for note_type, values in database.execute(query):
        name, fields = types[note_type]
        yield LearntNote(name, dict(zip(fields, values.split("\x1f"), strict=False)))


def _note_types(database: sqlite3.Connection) -> Mapping[int, tuple[str, list[str]]]:
    """The name and the fields of each note type, by id.

    Anki's tables order names in a way of its own (*unicase*), which SQLite does not know: names are
    read here and never compared.
    """
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    if "notetypes" not in tables:
        (told,) = database.execute("SELECT models FROM col").fetchone()
        return {
            int(number): (model["name"], [field["name"] for field in model["flds"]])
            for number, model in json.loads(told).items()
        }
    fields: dict[int, list[str]] = {}
    for number, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(number, []).append(name)
    names = database.execute("SELECT id, name FROM notetypes")
    return {number: (name, fields.get(number, [])) for number, name in names}
