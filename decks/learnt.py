"""From notes that a learner has learnt to the Dutch words on them."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards import documents
from cards.errors import InputError, Problem
from cards.known import NOTHING_KNOWN, known_word, part_of_speech, read_word_list
from cards.model import KnownWords
from decks import anki_database

if TYPE_CHECKING:
    from cards.lexicon import Lexicon
    from decks.ankiconnect import AnkiConnect

ANKI: Final = "anki:"
_LEARNT: Final = "-is:new prop:reps>0"
_LEARNT_ROWS: Final = "WHERE id IN (SELECT nid FROM cards WHERE type > 0 AND reps > 0)"
_ADVICE: Final = (
    "Give a collection.anki2 or an .apkg file that Anki exported (File → Export…); a word list "
    "goes with --known."
)
_OURS: Final = "Kaartenbak "
_LINE_END: Final = re.compile(r"<(?:br|/?div|/?p|/?li|/?tr|/?h\d)\b[^>]*>", re.IGNORECASE)
_HIDDEN: Final = re.compile(
    r"<(style|script)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>|\[sound:[^]]*\]|\[anki:[^]]*\]",
    re.DOTALL | re.IGNORECASE,
)
_GAP: Final = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LearntNote:
    """A note of any kind: the name of its note type and its fields as HTML, in their order."""

    note_type: str
    fields: Mapping[str, str]


def known_words(
    lists: Iterable[Path],
    sources: Iterable[str],
    field: str,
    anki: AnkiConnect,
    lexicon: Lexicon,
) -> tuple[KnownWords, list[Problem]]:
    """The words of all `lists` and all `sources`: collections, packages and questions to Anki.

    `field` is where the word stands on the notes of a source; "" leaves that to `word_on`.

    Raises:
        InputError: one of them cannot be read, or tells no word.
        AnkiError: Anki is asked and cannot be reached.
        MissingPartError: a package needs a library to be unpacked that is not installed.
    """
    known, problems = NOTHING_KNOWN, []
    for path in lists:
        data = documents.read_bytes(path)
        if data.startswith(anki_database.STARTS):
            raise InputError(f"{path}: this is no list of words.", "Give it with --known-from.")
        text, doubts = documents.decode(data, str(path))
        words, found = read_word_list(text, str(path), lexicon)
        known |= words
        problems += [*doubts, *found]
    for source in sources:
        notes = _notes(source, anki)
        words = KnownWords(
            frozenset(word for note in notes for word in word_on(note, field, lexicon).words)
        )
        if notes and not words:
            problems.append(_wordless(source, notes, field))
        known |= words
    return known, problems


def word_on(note: LearntNote, field: str, lexicon: Lexicon) -> KnownWords:
    """The Dutch word that a note teaches; nothing if it teaches none.

    It stands in `field`, if given. Our own notes have it in Word, with its part of speech; on any
    other the first field is taken for it.
    """
    upos = ""
    if not field and note.note_type.startswith(_OURS):
        upos = part_of_speech(_visible(note.fields.get("PartOfSpeech", ""))) or ""
        text = note.fields.get("Word", "")
    elif field:
        text = note.fields.get(field, "")
    else:
        text = next(iter(note.fields.values()), "")
    return known_word(_visible(text), upos, lexicon)


def _notes(source: str, anki: AnkiConnect) -> list[LearntNote]:
    if source.startswith(ANKI):
        query = source.removeprefix(ANKI).strip()
        ids = anki.find(f"({query}) {_LEARNT}" if query else _LEARNT)
        return [LearntNote(note.note_type, note.fields) for note in anki.notes(ids)]
    return _notes_in_file(Path(source))


def _notes_in_file(path: Path) -> list[LearntNote]:
    """The notes in a collection or package with a card that was reviewed at least once.

    A package exported without its scheduling has no such card: then every note counts.
    """
    with anki_database.opened(path, _ADVICE) as database:
        learnt = list(_rows(database.connection, _LEARNT_ROWS))
        # A collection package is somebody's whole collection, with all that was learnt.
        if not learnt and database.is_package and path.suffix != ".colpkg":
            return list(_rows(database.connection))
        return learnt


def notes_in(path: Path, advice: str) -> list[LearntNote]:
    """Every note in a collection or package, learnt or not; `advice` is for what is neither.

    Raises:
        InputError: the file cannot be read.
    """
    with anki_database.opened(path, advice) as database:
        return list(_rows(database.connection))


def _rows(connection: sqlite3.Connection, condition: str = "") -> Iterator[LearntNote]:
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    types = anki_database.note_types(connection)
    query = f"SELECT mid, flds FROM notes {condition} ORDER BY id"  # noqa: S608 - ours
    for type_id, values in connection.execute(query):
        note_type = types[type_id]
        fields = zip(note_type.fields, values.split("\x1f"), strict=False)
        yield LearntNote(note_type.name, dict(fields))


def _visible(markup: str) -> str:
    """The first line of a field as a learner reads it."""
    text = _LINE_END.sub("\n", _GAP.sub(r"\1", " ".join(markup.split())))
    lines = html.unescape(_HIDDEN.sub("", text)).strip().splitlines()
    return lines[0] if lines else ""


def _wordless(source: str, notes: Iterable[LearntNote], field: str) -> Problem:
    names = dict.fromkeys(name for note in notes for name in note.fields)
    if field and field not in names:
        message = f"No note that you learnt has a field {field}."
    else:
        message = "No word was found on the notes that you learnt."
    return Problem(
        source, 0, message, f"Say with --known-field which of these holds it: {', '.join(names)}."
    )
