"""What an export will do to the notes that learners have: new, changed, unchanged, gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from cards.model import NoteKind
from decks.examples import Example, as_field
from decks.memory import Memory, Remembered, content_digest
from decks.naming import name_of, search_for
from decks.records import Record
from decks.stamps import FIRST_STAMP, next_change, stamp_of


class Fate(StrEnum):
    """What becomes of a note."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A note and its fate; `search` finds it in Anki's browser."""

    fate: Fate
    guid: str
    kind: NoteKind
    dutch: str
    search: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An export before it is written: the notes with their stamps, and the memory afterwards.

    `elsewhere` counts the notes that belong to another deck, which met them first, by deck.
    """

    records: tuple[Record, ...]
    memory: Memory
    changes: tuple[Change, ...]
    elsewhere: Mapping[str, int]


def plan(records: Iterable[Record], memory: Memory, deck: str, now: int) -> Plan:
    """What exporting `records` as `deck` at `now`, in Unix seconds, means after `memory`.

    A note that no deck of this memory ever held gets the first stamp, so that it cannot replace one
    that a deck with another memory brought. A note is gone when the last deck has dropped it.
    """
    notes = dict(memory.notes)
    written: list[Record] = []
    changes: list[Change] = []
    for record in records:
        old = memory.notes.get(record.guid)
        final, new = _met(record, old, deck, now)
        written.append(final)
        notes[record.guid] = new
        is_same = old is not None and old.changed == new.changed
        fate = Fate.NEW if old is None else Fate.UNCHANGED if is_same else Fate.CHANGED
        changes.append(_change(fate, record.guid, new))
    present = {record.guid for record in written}
    for guid, old in memory.notes.items():
        if deck in old.decks and guid not in present:
            notes[guid] = old.without(deck)
            if not notes[guid].decks:
                changes.append(_change(Fate.GONE, guid, old))
    owners = Counter(notes[guid].decks[0] for guid in present)
    del owners[deck]
    return Plan(tuple(written), Memory(notes), tuple(changes), owners)


def _met(record: Record, old: Remembered | None, deck: str, now: int) -> tuple[Record, Remembered]:
    """The note as it is to be written, and what to remember of it."""
    is_word = record.kind is NoteKind.VOCABULARY
    known = old or Remembered(record.kind, "", "", "")
    decks = known.decks if deck in known.decks else (*known.decks, deck)
    is_own = decks[0] == deck or (is_word and not known.fields)
    if not is_own and not is_word:
        # For whoever has this deck alone; where the first deck came before, Anki keeps that.
        return replace(record, stamp=FIRST_STAMP), replace(known, decks=decks)
    fields, tags = (record.values, record.tags) if is_own else (dict(known.fields), known.tags)
    if is_own:
        examples = known.without(deck).examples
    else:
        examples = _with(known.examples, _example(record, deck))
    further = as_field(examples, fields.get("Sentence", ""))
    final = record.saying({**fields, "Examples": further}, tags) if examples else record
    digest = content_digest(record.kind, final.values, final.tags)
    has_changed = old is not None and digest != old.digest
    changed = next_change(known.changed, now) if has_changed else known.changed
    new = Remembered(
        kind=record.kind,
        dutch=name_of(record.kind, final.values),
        search=search_for(record.kind, final.values),
        digest=digest,
        changed=changed,
        decks=decks,
        fields=fields if is_word else {},
        tags=tuple(sorted(tags)) if is_word else (),
        examples=examples,
    )
    return replace(final, stamp=stamp_of(changed)), new


def _example(record: Record, deck: str) -> Example:
    values = record.values
    return Example(deck, values.get("Sentence", ""), values.get("English", ""))


def _with(examples: tuple[Example, ...], example: Example) -> tuple[Example, ...]:
    """`examples` with that of one deck in its old place, or at the end.

    One that was read from a package belongs to no deck, until a deck has the same sentence.
    """
    for place, old in enumerate(examples):
        if old.deck == example.deck or (not old.deck and old.dutch == example.dutch):
            return (*examples[:place], example, *examples[place + 1 :])
    return (*examples, example)


def _change(fate: Fate, guid: str, note: Remembered) -> Change:
    return Change(fate, guid, note.kind, note.dutch, note.search)
