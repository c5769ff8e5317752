"""Writes a `Lesson` as an Anki package; the only module that knows genanki.

The bytes depend on the lesson, the options and the memory of earlier exports alone: ids, dates
and stamps are fixed. See `decks.stamps` and `decks.changes` for what makes a second import
harmless.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.errors import Problem
from cards.model import Lesson, NoteKind
from decks import identity
from decks.adoption import recall
from decks.changes import Change, Plan, plan
from decks.files import writable, write_together
from decks.memory import deck_key
from decks.notetypes import LOOK_STAMP, NOTE_TYPES, NoteType, layout
from decks.records import DeckOptions, Record, deck_name, make_records
from decks.stamps import FIRST_STAMP, stamp_of

if TYPE_CHECKING:
    import genanki

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was written, or would be.

    `merged` counts notes that repeated an earlier one, `elsewhere` those that belong to another
    deck of the memory, by deck.
    """

    path: Path
    title: str
    notes: int
    cards: int
    by_kind: Mapping[NoteKind, int]
    merged: int = 0
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    elsewhere: Mapping[str, int] = field(default_factory=dict)


def plan_package(lesson: Lesson, path: Path, options: DeckOptions) -> PackageReport:
    """What `write_package` would write; nothing is written.

    Raises:
        InputError: if the memory or the package to adopt cannot be read.
        NothingToWriteError: if no note is left to write, or `path` cannot be written.
    """
    return _prepare(lesson, path, options)[1]


def write_package(lesson: Lesson, path: Path, options: DeckOptions) -> PackageReport:
    """Write the notes of `lesson` to `path` and, if asked to, remember them.

    Raises:
        InputError: if the memory or the package to adopt cannot be read.
        NothingToWriteError: if no note is left to write, or `path` cannot be written.
    """
    planned, report = _prepare(lesson, path, options)
    collection = _collection(planned.records, report.title, options.namespace)
    package = _zipped(collection, options.extras.media)
    # The memory first: if the package does not follow, the next export writes the same again. The
    # other way round, a change that is then taken back would bear an older stamp than Anki has.
    files = {options.memory: planned.memory.to_json().encode()} if options.memory else {}
    write_together({**files, path: package})
    return report


def _prepare(lesson: Lesson, path: Path, options: DeckOptions) -> tuple[Plan, PackageReport]:
    made = make_records(lesson, options)
    writable(path)
    memory, learnt = recall(path, options.memory, options.adopt)
    now = int(time.time()) if options.now is None else options.now
    planned = plan(made.notes, memory, deck_key(path, options.memory), now)
    report = PackageReport(
        path=path,
        title=made.title,
        notes=len(made.notes),
        cards=sum(len(record.ordinals) for record in planned.records),
        by_kind=Counter(record.kind for record in made.notes),
        merged=made.merged,
        problems=made.problems + learnt,
        changes=planned.changes,
        elsewhere=planned.elsewhere,
    )
    return planned, report


def _collection(notes: Iterable[Record], title: str, namespace: str) -> bytes:
    """The collection as an SQLite file, made in memory: genanki's own writer leaks a file."""
    import genanki

    notes = tuple(notes)
    decks = []
    for kind, note_type in NOTE_TYPES.items():
        own = [record for record in notes if record.kind is kind]
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
        ids = itertools.count(FIRST_STAMP * 1000)
        genanki.Package(decks).write_to_db(connection.cursor(), stamp_of(LOOK_STAMP), ids)
        stamps = [(record.stamp, record.guid) for record in notes]
        connection.execute("CREATE TEMP TABLE stamps (mod, guid PRIMARY KEY)")
        connection.executemany("INSERT INTO stamps VALUES (?, ?)", stamps)
        connection.execute(
            "UPDATE notes SET mod = (SELECT mod FROM stamps WHERE stamps.guid = notes.guid)"
        )
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
