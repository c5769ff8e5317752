"""Which note in a running Anki is which of ours, found without the GUID.

AnkiConnect can neither set nor tell a note's GUID. So a note is known by the id it had when it was
last sent, and otherwise by what it teaches: the word and its part of speech, the sentence and its
gaps, or the sentence. That also finds notes which came by way of a package.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cards.known import part_of_speech
from cards.model import NoteKind
from decks.ankiconnect import AnkiConnect, AnkiNote, quoted
from decks.identity import plain
from decks.notetypes import NOTE_TYPES
from decks.records import Record
from decks.sent import Outbox

# Anki is asked for notes by the first of these fields; together they say which note it is.
KEY_FIELDS: Final = {
    NoteKind.VOCABULARY: ("Word", "PartOfSpeech"),
    NoteKind.CLOZE: ("Word", "Text"),
    NoteKind.SENTENCES: ("Dutch",),
}
_KINDS: Final = {note_type.name: kind for kind, note_type in NOTE_TYPES.items()}
_HINTED_GAP: Final = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_ELEMENT: Final = re.compile(r"<[^>]*>")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """By GUID: the note in Anki that is the record, and of new ones those with a namesake there.

    A namesake has the same first field, which Anki takes for a duplicate: *eten*, noun and verb.
    """

    notes: Mapping[str, AnkiNote]
    namesakes: frozenset[str]


def match(
    records: Sequence[Record], kinds: Container[NoteKind], anki: AnkiConnect, outbox: Outbox
) -> Matches:
    """Look for every record in Anki, which has note types of ours for `kinds`.

    Raises:
        AnkiError: Anki cannot be reached.
    """
    remembered = [outbox.notes[r.guid].note for r in records if r.guid in outbox.notes]
    by_id = {note.id: note for note in anki.notes(remembered)}
    same: dict[str, AnkiNote] = {}
    for record in records:
        sent = outbox.notes.get(record.guid)
        note = by_id.get(sent.note) if sent else None
        if note and note.note_type == NOTE_TYPES[record.kind].name:
            same[record.guid] = note
    seen = {note.id: note for note in same.values()}
    claimed = set(seen)
    missing = [record for record in records if record.guid not in same]
    found = _search([record for record in missing if record.kind in kinds], anki)
    free = {note.id: note for note in found if note.id not in claimed}
    by_key: dict[Key, list[AnkiNote]] = {}
    for note in sorted(free.values(), key=lambda note: note.id):
        by_key.setdefault(_key(note.note_type, note.fields), []).append(note)
    taken = {_front(note.note_type, note.fields) for note in (*found, *seen.values())}
    namesakes = set()
    for record in missing:
        name = NOTE_TYPES[record.kind].name
        twins = by_key.get(_key(name, fields_of(record)))
        if twins:
            same[record.guid] = twins.pop(0)
            continue
        front = _front(name, fields_of(record))
        if front in taken:
            namesakes.add(record.guid)
        taken.add(front)
    return Matches(same, frozenset(namesakes))


def fields_of(record: Record) -> dict[str, str]:
    """The fields of a record by name."""
    return dict(zip(NOTE_TYPES[record.kind].fields, record.fields, strict=True))


def _search(records: Sequence[Record], anki: AnkiConnect) -> list[AnkiNote]:
    queries = []
    for record in records:
        field = KEY_FIELDS[record.kind][0]
        terms = (("note", NOTE_TYPES[record.kind].name), (field, fields_of(record)[field]))
        queries.append(" ".join(quoted(name, value) for name, value in terms))
    ids = anki.find_any(list(dict.fromkeys(queries)))
    # Anki does not mind capitals in the name of a note type: another's may have come along.
    return [note for note in anki.notes(ids) if note.note_type in _KINDS]


def _key(note_type: str, fields: Mapping[str, str]) -> Key:
    """What the note teaches, as a person reads it: without translation, hints and markup."""
    kind = _KINDS[note_type]
    values = []
    for name in KEY_FIELDS[kind]:
        value = fields.get(name, "")
        if name == "Text":
            value = _HINTED_GAP.sub(r"{{\1}}", value)
        value = _read(value)
        values.append(part_of_speech(value) or value if name == "PartOfSpeech" else value)
    if kind is NoteKind.CLOZE:  # a corrected lemma leaves the sentence and its gap what they are
        values = values[1:]
    return (note_type, *values)


def _front(note_type: str, fields: Mapping[str, str]) -> Key:
    return (note_type, _read(fields.get(NOTE_TYPES[_KINDS[note_type]].fields[0], "")))


def _read(markup: str) -> str:
    return " ".join(plain(html.unescape(_ELEMENT.sub("", markup))).split())
