"""Writes a `Lesson` as an Anki package; the only module that knows genanki.

The bytes depend on the lesson, the options and the memory of earlier exports alone: ids, dates
and stamps are fixed. See `decks.identity` for what makes a second import harmless.
"""

from __future__ import annotations

import io
import itertools
import json
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.errors import Problem
from cards.model import Lesson, NoteKind
from decks import identity
from decks.files import unwritable, writable, write_whole
from decks.notetypes import LOOK_STAMP, NOTE_TYPES, NoteType, layout
from decks.records import DeckOptions, Record, deck_name, make_records

if TYPE_CHECKING:
    import genanki

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was written; `merged` counts notes that repeated an earlier one."""

    path: Path
    notes: int
    cards: int
    by_kind: Mapping[NoteKind, int]
    merged: int = 0
    problems: tuple[Problem, ...] = ()


def write_package(lesson: Lesson, path: Path, options: DeckOptions) -> PackageReport:
    """Write the notes of `lesson` to `path` and, if asked to, remember them.

    Raises:
        NothingToWriteError: if no note is left to write, or `path` cannot be written.
    """
    made = make_records(lesson, options)
    records = made.notes
    target = writable(path)
    old, forgotten = _recall(options.memory)
    now = int(time.time()) if options.now is None else options.now
    new = old.renewed({record.guid: record.digest for record in records}, now)
    collection = _collection(records, made.title, options.namespace, new)
    package = _zipped(collection, options.extras.media)
    # The memory first: should the package fail to follow, the next export still writes the same.
    if options.memory is not None:
        write_whole(options.memory, new.to_json().encode())
    write_whole(target, package)
    return PackageReport(
        path=path,
        notes=len(records),
        cards=sum(len(record.ordinals) for record in records),
        by_kind=Counter(record.kind for record in records),
        merged=made.merged,
        problems=made.problems + forgotten,
    )


def _collection(
    records: Iterable[Record], title: str, namespace: str, memory: identity.Memory
) -> bytes:
    """The collection as an SQLite file, made in memory: genanki's own writer leaks a file."""
    import genanki

    decks = []
    for kind, note_type in NOTE_TYPES.items():
        own = [record for record in records if record.kind is kind]
        if not own:
            continue
        name = deck_name(title, kind)
        deck = genanki.Deck(identity.deck_id(namespace, name), name)
        model = _model(note_type)
        for record in own:
            deck.add_note(
                genanki.Note(
                    model, list(record.fields), tags=record.tags, guid=record.guid, due=record.due
                )
            )
        decks.append(deck)
    with closing(sqlite3.connect(":memory:")) as connection:
        ids = itertools.count(identity.FIRST_STAMP * 1000)
        genanki.Package(decks).write_to_db(connection.cursor(), LOOK_STAMP, ids)
        rows = connection.execute("SELECT guid, id FROM notes").fetchall()
        stamps = [(memory.stamps[guid].modified, row) for guid, row in rows]
        connection.executemany("UPDATE notes SET mod = ? WHERE id = ?", stamps)
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()


def _model(note_type: NoteType) -> genanki.Model:
    """The note type for genanki, in fresh dicts, since it writes into those it is handed."""
    import genanki

    fields = [
        {
            "name": name,
            "id": note_type.field_id(name),
            "collapsed": name.startswith("Spare"),
        }
        for name in note_type.fields
    ]
    templates: list[dict[str, Any]] = [
        {
            "name": template.name,
            "id": note_type.template_id(template),
            "qfmt": layout(template.front),
            "afmt": layout(template.back),
        }
        for template in note_type.templates
    ]
    model = genanki.Model(
        note_type.model_id,
        note_type.name,
        fields=fields,
        templates=templates,
        css=layout("card.css"),
        model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
        sort_field_index=note_type.fields.index(note_type.sort_field),
    )
    # Left to itself genanki guesses the required fields from the layout, and drops cards.
    model._req = [
        [ordinal, "all", [note_type.fields.index(name) for name in template.required]]
        for ordinal, template in enumerate(note_type.templates)
    ]
    return model


def _zipped(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    """A package, the same bytes on every day and system; media are numbered in order of name."""
    names = sorted(media)
    index = json.dumps({str(number): name for number, name in enumerate(names)})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:

        def add(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = method
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)

        add("collection.anki2", collection)
        add("media", index.encode())
        for number, name in enumerate(names):
            add(str(number), media[name], zipfile.ZIP_STORED)  # recordings are packed already
    return buffer.getvalue()


def _recall(path: Path | None) -> tuple[identity.Memory, tuple[Problem, ...]]:
    if path is None:
        return identity.Memory(), ()
    try:
        text = path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return identity.Memory(), ()
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error
    return identity.parse_memory(text, str(path))
