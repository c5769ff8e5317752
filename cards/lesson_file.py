"""A lesson as `lesson.json`: everything known of one pair of texts, in a stable order.

One sentence, bead, word or note stands on one line, so that a change shows as a changed line; what
has its usual value is left out. `data/lesson.schema.json` tells what may stand where.

Versions: the file names the version of its shape, `major.minor`. A later minor version adds things
that an older program can do without: they are left out on reading, and that is told. A later major
version is refused.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, get_type_hints

from cards.documents import read_bytes
from cards.errors import InputError, Problem
from cards.lesson_checks import check
from cards.model import (
    ClozeNote,
    Lesson,
    Note,
    NoteKind,
    SentenceNote,
    VocabularyEntry,
    WordNote,
)

VERSION: Final = (1, 0)
_KEY: Final = "kaartenbak_lesson"
_KINDS: Final[Mapping[NoteKind, type[Note]]] = {
    NoteKind.VOCABULARY: WordNote,
    NoteKind.CLOZE: ClozeNote,
    NoteKind.SENTENCES: SentenceNote,
}
_AGAIN: Final = "Make it again with build --lesson."
_MOST_NAMED: Final = 3
# What no text of ours holds, and could do harm in a terminal; and how JSON would write it.
_NO_TEXT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SUSPICIOUS: Final = re.compile(r"[\x7f-\x9f]|\\(?:[bfnrt]|u(?:00[01789]|[dD][89a-fA-F]))")
# What msgspec calls a type, and what a person would.
_TYPES: Final = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list in brackets",
    "object": "names and values in braces",
}


@dataclasses.dataclass(frozen=True, slots=True)
class LessonRead:
    """A lesson from a file, and what of the file was not understood."""

    lesson: Lesson
    problems: tuple[Problem, ...] = ()


def to_json(lesson: Lesson) -> str:
    """The lesson as JSON, keys in the order of `cards.model`."""
    listed = {(entry.lemma, entry.upos): entry for entry in lesson.vocabulary}
    value = {_KEY: ".".join(map(str, VERSION)), **_plain(lesson)}
    if lesson.notes:
        value["notes"] = [_note_row(note, listed) for note in lesson.notes]
    return "".join(_laid_out(value)) + "\n"


def parse(text: str, name: str) -> LessonRead:
    """The lesson in `text`, from the file called `name`.

    Raises:
        InputError: this is no lesson, or not one that this version can read; tells the place.
    """
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}:{error.lineno}: this is no JSON: {error.msg} (column {error.colno}).",
            "Mend that place, or make the lesson again with build --lesson.",
        ) from None
    except RecursionError:
        raise InputError(f"{name}: this is no lesson: brackets without end.", _AGAIN) from None
    later = _check_version(raw, name)
    if _SUSPICIOUS.search(text):
        _check_characters(raw, name)
    lesson = _converted(raw, name)
    check(lesson, name)
    return LessonRead(lesson, tuple(_unknown(raw, lesson, name, later=later)))


def load(path: Path) -> LessonRead:
    """The lesson in the file at `path`; see `parse`.

    Raises:
        InputError: the file is not there or cannot be read as a lesson.
    """
    data = read_bytes(path)
    try:
        return parse(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{line}: this is not UTF-8.", "Save the file as UTF-8.") from None


# Writing --------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """Dataclasses as mappings without the fields that have their usual value."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = ((name, getattr(value, name), usual) for name, usual in _usual(type(value)))
        return {name: _plain(one) for name, one, usual in told if one != usual}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value


@cache
def _usual(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their usual values, only to be compared with."""
    return tuple(
        (
            field.name,
            field.default
            if field.default_factory is dataclasses.MISSING
            else field.default_factory(),
        )
        for field in dataclasses.fields(kind)
    )


def _note_row(note: Note, listed: Mapping[tuple[str, str], VocabularyEntry]) -> dict[str, Any]:
    """A note; its headword only by name where the vocabulary has it."""
    row: dict[str, Any] = {
        "kind": next(kind for kind, made in _KINDS.items() if made is type(note))
    }
    row |= _plain(note)
    if not isinstance(note, SentenceNote):
        key = (note.entry.lemma, note.entry.upos)
        if listed.get(key) == note.entry:
            row["entry"] = dict(zip(("lemma", "upos"), key, strict=True))
            row["listed"] = True
    return row


def _laid_out(value: Mapping[str, Any]) -> Iterator[str]:
    """JSON text: a line for each key, and for each item of a list or mapping under it."""
    lines = []
    for key, one in value.items():
        lines.append(f"  {_dumped(key)}: " + _block(one, "  "))
    yield "{\n" + ",\n".join(lines) + "\n}"


def _block(value: Any, margin: str) -> str:
    inner = margin + "  "
    if isinstance(value, list) and value and not isinstance(value[0], str | int | float):
        return "[\n" + ",\n".join(inner + _dumped(one) for one in value) + f"\n{margin}]"
    if isinstance(value, dict) and value:
        items = (f"{inner}{_dumped(key)}: {_block(one, inner)}" for key, one in value.items())
        return "{\n" + ",\n".join(items) + f"\n{margin}}}"
    return _dumped(value)


_dumped = json.JSONEncoder(ensure_ascii=False).encode  # made once: half the time of json.dumps


# Reading --------------------------------------------------------------------------------------


def _check_version(raw: Any, name: str) -> bool:
    """Whether the file is of a later minor version than this program knows."""
    told = raw.get(_KEY) if isinstance(raw, dict) else None
    if not isinstance(told, str) or not (found := re.fullmatch(r"(\d{1,6})\.(\d{1,6})", told)):
        raise InputError(
            f"{name}: this is no lesson of kaartenbak: it has no “{_KEY}” with a version.", _AGAIN
        )
    version = int(found[1]), int(found[2])
    if version[0] != VERSION[0]:
        advice = "Update kaartenbak to read it." if version[0] > VERSION[0] else _AGAIN
        raise InputError(
            f"{name}: this lesson has format {told}; this kaartenbak reads {VERSION[0]}.x.", advice
        )
    return version > VERSION


def _check_characters(value: Any, name: str, place: str = "") -> None:
    """Escapes can write what no text holds: control characters, and halves of characters."""
    if isinstance(value, str) and (found := _NO_TEXT.search(value)):
        raise _misplaced(name, place, f"the character U+{ord(found[0]):04X} is no text")
    if isinstance(value, dict):
        for key, one in value.items():
            _check_characters(key, name, place)
            _check_characters(one, name, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _check_characters(one, name, f"{place}[{number}]")


def _converted(raw: dict[str, Any], name: str) -> Lesson:
    if "title" not in raw:
        raise _misplaced(name, "", "it has no “title”")
    empty: dict[str, Any] = {"english": [], "dutch": [], "beads": [], "words": [], "vocabulary": []}
    kinds = get_type_hints(Lesson)
    kinds["notes"] = list[Any]
    value = {
        key: _as(kinds[key], one, name, key) for key, one in (empty | raw).items() if key in kinds
    }
    listed = {(entry.lemma, entry.upos): entry for entry in value["vocabulary"]}
    rows = enumerate(value.get("notes", ()))
    value["notes"] = tuple(_note(row, listed, name, f"notes[{n}]") for n, row in rows)
    return Lesson(**value)


def _note(
    row: Any, listed: Mapping[tuple[str, str], VocabularyEntry], name: str, place: str
) -> Note:
    kind = row.get("kind") if isinstance(row, dict) else None
    if kind not in set(NoteKind):
        raise _misplaced(name, place, f"“kind” must be one of {', '.join(NoteKind)}")
    note: Note = _as(_KINDS[NoteKind(kind)], row, name, place)
    if not isinstance(note, SentenceNote) and row.get("listed") is True:
        entry = listed.get((note.entry.lemma, note.entry.upos))
        if entry is None:
            told = f"“{note.entry.lemma}” ({note.entry.upos}) is not in the vocabulary"
            raise _misplaced(name, f"{place}.entry", told)
        return dataclasses.replace(note, entry=entry)
    return note


def _as(kind: Any, raw: Any, name: str, place: str) -> Any:
    """`raw` as a value of the type `kind`, which a type checker cannot know here."""
    import msgspec

    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        where = (place + path.rstrip("`")).lstrip(".")
        raise _misplaced(name, where, _in_plain_words(message)) from None


def _in_plain_words(message: str) -> str:
    """*Expected `int`, got `str`* as *expected a whole number, found text*."""
    if found := re.fullmatch("Object missing required field `(.*)`", message):
        return f"“{found[1]}” is missing"
    message = message.replace(", got ", ", found ")
    message = re.sub(r"`(\w+)`", lambda kind: _TYPES.get(kind[1], kind[1]), message)
    return message[:1].lower() + message[1:].replace("`", "")


def _misplaced(name: str, place: str, message: str) -> InputError:
    at = f" at {place}" if place else ""
    return InputError(
        f"{name}: this lesson cannot be read{at}: {message}.",
        "Mend that place; numbers in brackets count from 0.",
    )


def _unknown(raw: dict[str, Any], lesson: Lesson, name: str, *, later: bool) -> Iterator[Problem]:
    """What stands in the file and is nothing to this version, told in one go."""
    import msgspec

    known = {_KEY: 0, **msgspec.to_builtins(lesson)}
    notes = [{**row, "kind": 0, "listed": 0} for row in known["notes"]]
    names = list(dict.fromkeys(_extra(raw, known | {"notes": notes})))
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        told = ", ".join(f"“{one}”" for one in names[:_MOST_NAMED]) + more
        why = "A later kaartenbak wrote them." if later else "Check the spelling."
        message = f"What stands under {told} is not known here and was left out."
        yield Problem(name, 0, message, f"{why} Saving the lesson loses them.")


def _extra(raw: Any, known: Any, place: str = "") -> Iterator[str]:
    """Names in `raw` that `known` lacks, without the numbers of list items."""
    if isinstance(raw, dict) and isinstance(known, dict):
        for key, value in raw.items():
            where = f"{place}.{key}".lstrip(".")
            if key not in known:
                yield where
            else:
                yield from _extra(value, known[key], where)
    elif isinstance(raw, list) and isinstance(known, list | tuple):
        for one, other in zip(raw, known, strict=False):
            yield from _extra(one, other, place)
