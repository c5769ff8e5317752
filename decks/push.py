"""Brings notes into a running Anki: new ones are added, changed ones updated field by field.

Three texts decide on a field: ours now, Anki's now, and what was sent before. Ours replaces Anki's
only where Anki's still is what was sent. Where the learner wrote something else, it stays, even if
ours has changed since. A note that push meets for the first time, because a package brought it, is
left as it is. Tags, decks and scheduling of notes in Anki are never touched.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards.errors import Problem
from cards.model import NoteKind
from decks.ankiconnect import AnkiConnect, AnkiError, AnkiNote, Refusal
from decks.identity import deck_title
from decks.matching import KEY_FIELDS, fields_of, match
from decks.naming import short_name
from decks.notetypes import NOTE_TYPES, NoteType, layout
from decks.records import Record
from decks.sent import Outbox, Sent

_SOUND = re.compile(r"\[sound:([^]]+)\]")
_ADD_FIELDS = "To have them, add fields of these names (Tools → Manage Note Types → Fields)."


@dataclass(frozen=True, slots=True)
class Change:
    """What push does with a record: `note` is its id in Anki, None if it is not there yet.

    `ours` are the fields that Anki's note type has, `fields` those of them to write. `kept` names
    those where the learner's own text stays although ours has changed, `foreign` those that differ
    in a note that another way brought. `namesake` tells that Anki will take a new note for a
    duplicate, which it is not.
    """

    record: Record
    note: int | None
    ours: Mapping[str, str]
    fields: Mapping[str, str]
    kept: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    namesake: bool = False

    def sent(self, note: int) -> Sent:
        """What to remember once Anki has it all, as note number `note`."""
        return Sent(note, {name: text for name, text in self.ours.items() if text})


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that push would do, and what stands in its way."""

    missing_types: tuple[NoteType, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    @property
    def new(self) -> list[Change]:
        """Notes that are not in Anki yet."""
        return [change for change in self.changes if change.note is None]

    @property
    def updated(self) -> list[Change]:
        """Notes in Anki of which a field is replaced."""
        return [change for change in self.changes if change.note is not None and change.fields]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what is to be remembered of it."""

    new: int
    updated: int
    outbox: Outbox
    problems: tuple[Problem, ...]


def make_plan(records: Sequence[Record], anki: AnkiConnect, outbox: Outbox) -> Plan:
    """Find out what Anki has and what is to be done; nothing is changed there.

    Raises:
        AnkiError: Anki cannot be reached, or a note type of ours lost a field that tells which
            note is which.
    """
    kinds = {record.kind for record in records}
    types = [note_type for kind, note_type in NOTE_TYPES.items() if kind in kinds]
    names = set(anki.names("modelNames"))
    present = [note_type for note_type in types if note_type.name in names]
    lacking = {note_type.kind: _lacking(note_type, anki) for note_type in present}
    found = match(records, lacking.keys(), anki, outbox)
    changes = []
    for record in records:
        fields = fields_of(record)
        for name in lacking.get(record.kind, ()):
            del fields[name]
        note = found.notes.get(record.guid)
        if note is None:
            is_namesake = record.guid in found.namesakes
            changes.append(Change(record, None, fields, fields, namesake=is_namesake))
        else:
            sent = outbox.notes.get(record.guid)
            changes.append(_merged(record, note, fields, sent.fields if sent else None))
    return Plan(
        missing_types=tuple(note_type for note_type in types if note_type not in present),
        changes=tuple(changes),
        problems=tuple(
            Problem(
                f"note type {NOTE_TYPES[kind].name}",
                0,
                f"In Anki it lacks {', '.join(fields)}; the notes go without.",
                _ADD_FIELDS,
            )
            for kind, fields in lacking.items()
            if fields
        ),
    )


def carry_out(
    plan: Plan, deck: str, anki: AnkiConnect, outbox: Outbox, media: Mapping[str, bytes]
) -> Outcome:
    """Do what `plan` says; new notes go below `deck`, and the `media` that they play come along.

    Raises:
        AnkiError: Anki can no longer be reached; what was done until then stays, and is found
            again next time.
    """
    for note_type in plan.missing_types:
        _create(note_type, anki)
    for kind in dict.fromkeys(change.record.kind for change in plan.new):
        anki.call("createDeck", deck=_deck_name(deck, kind))
    sent = dict(outbox.notes)
    problems = _send_media(plan, media, anki)
    added = anki.calls("addNote", [{"note": _new_note(change, deck)} for change in plan.new])
    told = (answer if isinstance(answer, int) else _refusal(answer) for answer in added)
    new = _done(plan.new, told, problems)
    for change, note in new:
        sent[change.record.guid] = change.sent(note)
    edits = [{"note": {"id": c.note, "fields": dict(c.fields)}} for c in plan.updated]
    updated = _done(plan.updated, anki.calls("updateNoteFields", edits), problems)
    written = {change.record.guid for change, _ in updated}
    for change in plan.changes:
        if change.note is not None and (not change.fields or change.record.guid in written):
            sent[change.record.guid] = change.sent(change.note)
    return Outcome(len(new), len(updated), Outbox(sent), tuple(problems))


def deck_path(name: str) -> str:
    """`name` as Anki takes it, where `::` starts a subdeck."""
    return "::".join(deck_title(part) for part in name.split("::") if part.strip()) or "Kaartenbak"


def _merged(
    record: Record, note: AnkiNote, ours: Mapping[str, str], sent: Mapping[str, str] | None
) -> Change:
    """What to write where Anki already has the note; None for `sent` if we never sent it."""
    differing = {name for name, text in ours.items() if note.fields.get(name, "") != text}
    if sent is None:
        return Change(record, note.id, ours, {}, foreign=tuple(n for n in ours if n in differing))
    changed = [name for name in ours if name in differing and ours[name] != sent.get(name, "")]
    untouched = {name for name in changed if note.fields.get(name, "") == sent.get(name, "")}
    return Change(
        record,
        note.id,
        ours,
        {name: ours[name] for name in changed if name in untouched},
        kept=tuple(name for name in changed if name not in untouched),
    )


def _lacking(note_type: NoteType, anki: AnkiConnect) -> tuple[str, ...]:
    """The fields of ours that the note type of this name has not got in Anki."""
    there = set(anki.names("modelFieldNames", modelName=note_type.name))
    lacking = tuple(name for name in note_type.fields if name not in there)
    vital = {*KEY_FIELDS[note_type.kind], note_type.fields[0]}
    if not vital.isdisjoint(lacking):
        names = ", ".join(name for name in lacking if name in vital)
        raise AnkiError(
            f"The note type “{note_type.name}” in Anki has no field {names}.",
            "Give it back its field (Tools → Manage Note Types → Fields), or rename the note type "
            "and push again.",
        )
    return lacking


def _create(note_type: NoteType, anki: AnkiConnect) -> None:
    anki.call(
        "createModel",
        modelName=note_type.name,
        inOrderFields=list(note_type.fields),
        css=layout("card.css"),
        isCloze=note_type.is_cloze,
        cardTemplates=[
            {
                "Name": template.name,
                "Front": layout(template.front),
                "Back": layout(template.back),
            }
            for template in note_type.templates
        ],
    )


def _send_media(plan: Plan, media: Mapping[str, bytes], anki: AnkiConnect) -> list[Problem]:
    """Send what the fields to be written play and Anki does not have; names tell the content."""
    written = [text for change in plan.changes for text in change.fields.values()]
    names = {name for text in written for name in _SOUND.findall(text)} & media.keys()
    if not names:
        return []
    missing = sorted(names.difference(anki.names("getMediaFilesNames", pattern="kaartenbak-*")))
    files = [{"filename": n, "data": base64.b64encode(media[n]).decode()} for n in missing]
    answers = anki.calls("storeMediaFile", files)
    return [
        Problem(name, 0, f"Anki refuses this recording: {answer.reason}.")
        for name, answer in zip(missing, answers, strict=True)
        if isinstance(answer, Refusal)
    ]


def _new_note(change: Change, deck: str) -> dict[str, Any]:
    record = change.record
    return {
        "deckName": _deck_name(deck, record.kind),
        "modelName": NOTE_TYPES[record.kind].name,
        "fields": dict(change.fields),
        "tags": list(record.tags),
        "options": {"allowDuplicate": change.namesake},
    }


def _deck_name(deck: str, kind: NoteKind) -> str:
    return f"{deck}::{kind.capitalize()}"


def _refusal(answer: object) -> Refusal:
    """Older add-ons answer null to a note that they will not add."""
    return answer if isinstance(answer, Refusal) else Refusal("it does not say why")


def _done(
    changes: Sequence[Change], answers: Iterable[Any], problems: list[Problem]
) -> list[tuple[Change, Any]]:
    """The changes that Anki made, with its answers; the others become problems."""
    made = []
    for change, answer in zip(changes, answers, strict=True):
        if isinstance(answer, Refusal):
            reason = answer.reason.removeprefix("cannot create note because ").rstrip(".")
            problems.append(
                Problem(
                    short_name(change.record.kind, fields_of(change.record)),
                    0,
                    f"Anki refuses it: {reason}.",
                )
            )
        else:
            made.append((change, answer))
    return made
