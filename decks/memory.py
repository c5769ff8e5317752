"""What was exported before, in a file beside the deck that people can read, compare and mend.

A note is stamped anew only if its content changed since, so the memory keeps a digest of that and
the time. What names a note is kept to tell which notes have gone. Several decks may share one
memory; then a word belongs to the deck that met it first, and of a word the memory keeps the
content too, so that another deck can write it with its own sentence added.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cards.errors import InputError
from cards.model import NoteKind
from decks.examples import Example
from decks.files import unwritable
from decks.identity import plain
from decks.stamps import FIRST_STAMP, LATEST

FORMAT: Final = 1
_SPOILT: Final = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
)
_NAME: Final = "kaartenbak_memory"
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


class SpoiltMemoryError(InputError):
    """A memory that no longer tells what was exported before."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A note as it was last exported.

    `dutch` is what to call it and `search` finds it in Anki's browser. `changed` is when its
    content last changed, in real Unix seconds; `FIRST_STAMP` if never. `decks` hold it, the one
    that met it first in front; none if all have dropped it. Of words alone, `fields` and `tags` are
    those of the first deck, and `examples` the sentences of the others.
    """

    kind: NoteKind
    dutch: str
    search: str
    digest: str
    changed: int = FIRST_STAMP
    decks: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def without(self, deck: str) -> Remembered:
        """The note after `deck` has dropped it."""
        return replace(
            self,
            decks=tuple(name for name in self.decks if name != deck),
            examples=tuple(example for example in self.examples if example.deck != deck),
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier exports held, by GUID. Notes that were dropped since stay remembered."""

    notes: Mapping[str, Remembered] = field(default_factory=dict)

    def knows(self, deck: str) -> bool:
        """Whether `deck` holds any of the notes."""
        return any(deck in note.decks for note in self.notes.values())

    def to_json(self) -> str:
        """The memory as a file: by kind and by the Dutch, so that a change is easy to find."""
        order = sorted(
            self.notes.items(),
            key=lambda item: (item[1].kind, item[1].dutch.casefold(), item[0]),
        )
        notes = ",\n".join(f"{_json(guid)}: {{\n{_lines(note)}\n}}" for guid, note in order)
        return f'{{\n"{_NAME}": {FORMAT},\n"notes": {{\n{notes}\n}}\n}}\n'


def content_digest(kind: NoteKind, values: Mapping[str, str], tags: Iterable[str]) -> str:
    """A digest of a note's content.

    Empty fields and the order and case of tags do not count: Anki sorts tags and may spell one like
    another that it has, and a field that comes into use must not change the notes that lack it.
    """
    filled = (f"{name}\x1e{values[name]}" for name in sorted(values) if values[name])
    parts = (kind.value, *filled, *sorted(tag.casefold() for tag in tags))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def memory_path(package: Path) -> Path:
    """Where the memory of `package` lives unless told otherwise: beside it, under its own name."""
    return package.with_name(package.name.removesuffix(".apkg") + ".kaartenbak.json")


def deck_key(package: Path, memory: Path | None) -> str:
    """What a memory calls the deck in `package`: its path from there.

    A deck with a memory of its own is ".", so that both may be renamed or moved together.
    """
    if memory is None or memory == memory_path(package):
        return "."
    try:
        return Path(os.path.relpath(package, memory.parent)).as_posix()
    except ValueError:  # another drive, on Windows
        return package.absolute().as_posix()


def load(path: Path) -> Memory | None:
    """The memory at `path`; None if there is none yet.

    Raises:
        SpoiltMemoryError: it is spoilt; it is left as it is.
        InputError: a newer Kaartenbak wrote it; it is left as it is.
        NothingToWriteError: it cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Memory:
    """The memory in `data`, from the file called `name`.

    Raises:
        SpoiltMemoryError: it is spoilt.
        InputError: a newer Kaartenbak wrote it.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
        version = value[_NAME]
        if isinstance(version, int) and version > FORMAT:
            raise InputError(
                f"{name} was written by a newer Kaartenbak (format {version}; this one reads "
                f"{FORMAT}) and is left as it is.",
                "Install that newer Kaartenbak, or name another file with --memory.",
            )
        if version != FORMAT:
            raise ValueError(version)
        return Memory({plain(guid): _note(row) for guid, row in value["notes"].items()})
    except _SPOILT as error:
        raise SpoiltMemoryError(
            f"{name} is spoilt: it no longer tells what was exported before. It is left as it is.",
            "Put back an older copy of it, or build with --adopt OLD.apkg to make it anew from a "
            "deck that you built or imported before.",
        ) from error


def _lines(note: Remembered) -> str:
    return ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in _row(note))


def _row(note: Remembered) -> Iterator[tuple[str, Any]]:
    """What there is to say of a note; what is empty stays unsaid."""
    yield "kind", note.kind.value
    yield "dutch", note.dutch
    yield "search", note.search
    yield "digest", note.digest
    if note.changed != FIRST_STAMP:
        yield "changed", datetime.fromtimestamp(note.changed, UTC).strftime(_TIME)
    yield "decks", note.decks
    if note.fields:
        yield "fields", note.fields
    if note.tags:
        yield "tags", note.tags
    if note.examples:
        yield "examples", [[one.deck, one.dutch, one.english] for one in note.examples]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _note(row: Mapping[str, Any]) -> Remembered:
    """A note of the file; whatever is not as `_row` wrote it raises a ValueError or TypeError."""
    tags = _texts(row.get("tags", []))
    if any(tag.split() != [tag] for tag in tags):
        raise ValueError(tags)
    return Remembered(
        kind=NoteKind(row["kind"]),
        dutch=_text(row["dutch"]),
        search=_text(row["search"]),
        digest=_text(row["digest"]),
        changed=_time(row["changed"]) if "changed" in row else FIRST_STAMP,
        decks=_texts(row["decks"]),
        fields={_text(name): _text(value) for name, value in row.get("fields", {}).items()},
        tags=tags,
        examples=tuple(Example(*map(_text, _three(item))) for item in row.get("examples", [])),
    )


def _time(value: Any) -> int:
    moment = datetime.strptime(_text(value), _TIME).replace(tzinfo=UTC)
    return min(max(int(moment.timestamp()), FIRST_STAMP), LATEST)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return plain(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def _three(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) != 3:
        raise TypeError(value)
    return value
