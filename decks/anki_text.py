"""Writes a `Lesson` as text for Anki's own importer (File → Import…), described by its header.

The notes are those of the package, matched by the same GUID. Text holds no note types, so a
package must have been imported once; nor does it say when a note changed, so its header asks Anki
to keep what the learner already has (the import window offers the choice again).
See the Anki manual, "Text files", for the header lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.notetypes import NOTE_TYPES
from decks.records import Record, deck_name, make_records

_ADVICE: Final = (
    "In Anki: File → Import…; the note types must be there, from a deck made with kaartenbak build."
)
_COLUMNS: Final = ("GUID", "Note type", "Deck", "Tags")


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """The notes of `lesson` as UTF-8 text, one row a note, in the order of learning.

    Raises:
        NothingToWriteError: if no note is left to write.
    """
    made = make_records(lesson, options.deck)
    text = io.StringIO()
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    text.write("#separator:tab\n#html:true\n#if matches:keep current\n")
    text.write("#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n#columns:")
    rows.writerow((*_COLUMNS, *_field_names(made.notes)))
    for record in made.notes:
        rows.writerow(
            (
                record.guid,
                NOTE_TYPES[record.kind].name,
                deck_name(made.title, record.kind),
                " ".join(record.tags),
                *record.fields,
            )
        )
    return Exported(text.getvalue().encode(), len(made.notes), _ADVICE, made.problems)


def _field_names(notes: Sequence[Record]) -> tuple[str, ...]:
    """The fields of the note type; numbers where several note types share the columns."""
    kinds = {record.kind for record in notes}
    most = max((NOTE_TYPES[kind].fields for kind in kinds), key=len)
    return most if len(kinds) == 1 else tuple(f"Field {n + 1}" for n in range(len(most)))
