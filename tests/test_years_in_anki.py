"""A deck lives for years: what each later import brings, and that nothing of the learner's is lost.

Each row builds and imports `GARDEN`, lets the learner settle in (see `tests.learner`), changes one
thing, imports again, and is judged by the real Anki.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from cards.model import Lesson, WordNote
from decks import notetypes, records
from decks.apkg import write_package
from decks.fields import note_fields
from decks.memory import memory_path
from decks.notetypes import NOTE_TYPES
from decks.records import DeckOptions
from tests.anki_engine import Imported, Update, collection, empty_cards, import_package
from tests.learner import EDITED, TAGGED, belongings, settle_in
from tests.lessons import GARDEN, PATH, SHED, cloze, entry, gloss, lesson, sentence, word
from tests.many import many_notes

# Built a day later than the learner's edits, which bear the time of the test.
OPTIONS = DeckOptions(source_name="De Buurt", now=int(time.time()) + 86_400)


def corrected(*lemmas: str) -> Lesson:
    """`GARDEN` with another meaning for the words `lemmas` on their vocabulary notes."""
    right = {"occurrences": (), "glosses": (gloss("corrected"),)}
    return replace(
        GARDEN,
        notes=tuple(
            replace(note, entry=replace(note.entry, **right))
            if isinstance(note, WordNote) and note.entry.lemma in lemmas
            else note
            for note in GARDEN.notes
        ),
    )


def garden(*added: object, without: int = 0) -> Lesson:
    return replace(GARDEN, notes=(*GARDEN.notes[without:], *added))


NEW_SENTENCE = sentence("De haan kraait om vijf uur.", "The cock crows at five.")
NEW_TRANSLATION = cloze(PATH, "Het smalle *pad* loopt langs de sloot.", "A narrow path, a ditch.")
SECOND_TEXT = lesson(
    word(SHED, "De *schuur* is leeg.", "The shed is empty."),
    word(PATH, "Dit *pad* loopt dood.", "This path is a dead end."),
    word(entry("haan"), "De *haan* kraait.", "The cock crows."),
    title="De boerderij",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What is built next, what the import then reports, and how many notes searches then find.

    Without `then` the same file is imported again. `new_deck` is a file beside the first, with a
    memory of its own unless `shares_memory`; `lost` are the files that go missing before.
    """

    what: str
    then: Lesson | None
    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int = 0
    finds: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    new_deck: bool = False
    shares_memory: bool = False
    lost: tuple[str, ...] = ()


DECK, MEMORY = "deck.apkg", "deck.kaartenbak.json"
TABLE = [
    # what                                 then            found new upd dup
    Row("the same file again", None, 13, 0, 0, 13),
    Row("rebuilt unchanged", GARDEN, 13, 0, 0, 13),
    Row(
        "gloss corrected",
        corrected("schuur"),
        *(13, 0, 1, 12),
        finds={"Word:schuur Gloss:corrected": 1},
    ),
    Row(
        "glosses corrected of cards that were suspended, studied or moved",
        corrected("moestuin", "zich vergissen", "vliegen"),
        *(13, 0, 3, 10),
        finds={"Gloss:corrected": 3, "Gloss:corrected is:suspended": 1, "deck:Eigen": 1},
    ),
    Row(
        "translation of a cloze corrected, in a deck that was renamed",
        replace(GARDEN, notes=(*GARDEN.notes[:10], NEW_TRANSLATION, *GARDEN.notes[11:])),
        *(13, 0, 1, 12),
        finds={'English:"A narrow path, a ditch."': 1},
    ),
    Row(
        "sentence added",
        garden(NEW_SENTENCE),
        *(14, 1, 0, 13),
        finds={"Dutch:*haan*": 1},
    ),
    Row("text re-ordered", replace(GARDEN, notes=GARDEN.notes[::-1]), 13, 0, 0, 13),
    Row("word removed", garden(without=1), 12, 0, 0, 12, finds={"Word:schuur": 1}),
    Row(
        "deck title changed",
        GARDEN,
        *(13, 0, 0, 13),
        options={"title": "Achter het huis"},
        finds={'deck:"De volkstuin::Vocabulary"': 7, 'deck:"Achter het huis"': 0},
    ),
    Row(
        "deck title changed, with a sentence added",
        garden(NEW_SENTENCE),
        *(14, 1, 0, 13),
        options={"title": "Achter het huis"},
        finds={'deck:"Achter het huis"': 1},
    ),
    Row("source renamed", GARDEN, 13, 0, 11, 2, options={"source_name": "De Straat"}),
    Row(
        "cards the other way round asked for",
        GARDEN,
        *(13, 0, 2, 11),
        options={"both_directions": True},
        finds={'note:"Kaartenbak Sentences"': 2, 'card:"English to Dutch"': 2},
    ),
    Row(
        "second text in the same namespace, with a memory of its own",
        SECOND_TEXT,
        *(3, 1, 0, 2),
        new_deck=True,
        finds={"Word:schuur": 1, "Word:schuur Sentence:*leeg*": 0},
    ),
    Row(
        "second text in the same namespace, with the same memory",
        SECOND_TEXT,
        *(3, 1, 1, 1),
        new_deck=True,
        shares_memory=True,
        finds={
            "Word:schuur Sentence:*kruiwagen* Examples:*leeg*": 1,
            "Word:pad Examples:*dood*": 0,
        },
    ),
    Row(
        "second text in another namespace",
        SECOND_TEXT,
        *(3, 3, 0, 0),
        options={"namespace": "klas 2b"},
        new_deck=True,
        finds={"Word:schuur": 2},
    ),
    # Of a note that the learner has edited or tagged, Anki keeps theirs: ours is always the older.
    Row(
        "learner edited the field that we then changed",
        corrected("pad"),
        *(13, 0, 0, 13),
        finds={'Word:pad Gloss:"my own gloss"': 1},
    ),
    Row(
        "learner tagged the note that we then changed",
        corrected("opbellen"),
        *(13, 0, 0, 13),
        finds={"Word:opbellen tag:mine": 1},
    ),
    Row(
        "memory lost, gloss corrected",
        corrected("schuur", "pad"),
        *(13, 0, 1, 12),
        lost=(MEMORY,),
        finds={"Word:schuur Gloss:corrected": 1},
    ),
    Row(
        "memory and deck lost, gloss corrected",
        corrected("schuur", "pad"),
        *(13, 0, 0, 13),
        lost=(MEMORY, DECK),
        finds={"Word:schuur Gloss:shed": 1},
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.what for row in TABLE])
def test_a_later_import(row, tmp_path):
    deck, second = tmp_path / DECK, tmp_path / "second.apkg"
    first = replace(OPTIONS, memory=memory_path(deck))
    write_package(GARDEN, deck, first)
    with collection() as col:
        assert import_package(col, deck) == Imported(13, 13, 0, 0, 0)
        settle_in(col)
        before = belongings(col)
        for name in row.lost:
            (tmp_path / name).unlink()
        target = second if row.new_deck else deck
        memory = memory_path(target if not row.shares_memory else deck)
        if row.then is not None:
            write_package(row.then, target, replace(first, memory=memory, **row.options))
        expected = Imported(row.found, row.new, row.updated, row.duplicate, row.conflicting)
        assert import_package(col, target) == expected
        assert belongings(col) == before
        assert {search: len(col.find_notes(search)) for search in row.finds} == row.finds
        assert not empty_cards(col)
        assert col.models.by_name("Kaartenbak Vocabulary+") is None


def test_two_thousand_notes_of_which_one_changes(tmp_path):
    options = replace(OPTIONS, memory=tmp_path / MEMORY)
    made = many_notes(2000)
    write_package(made, tmp_path / DECK, options)
    with collection() as col:
        assert import_package(col, tmp_path / DECK) == Imported(2000, 2000, 0, 0, 0)
        last = replace(made.notes[-1], english="Another translation.")
        write_package(replace(made, notes=(*made.notes[:-1], last)), tmp_path / DECK, options)
        assert import_package(col, tmp_path / DECK) == Imported(2000, 0, 1, 1999, 0)


# The options of Anki's import dialog -------------------------------------------------------------


@pytest.mark.parametrize(
    ("update", "updated", "gloss_of_pad"),
    [
        (Update.IF_NEWER, 1, "my own gloss"),
        (Update.ALWAYS, 3, "corrected"),
        (Update.NEVER, 0, "my own gloss"),
    ],
)
def test_update_notes(update, updated, gloss_of_pad, tmp_path):
    options = replace(OPTIONS, memory=tmp_path / MEMORY)
    write_package(GARDEN, tmp_path / DECK, options)
    with collection() as col:
        import_package(col, tmp_path / DECK)
        settle_in(col)
        write_package(corrected("pad", "schuur"), tmp_path / DECK, options)
        result = import_package(col, tmp_path / DECK, update=update)
        assert (result.updated, result.updated + result.duplicate) == (updated, 13)
        assert col.get_note(col.find_notes(EDITED)[0])["Gloss"] == gloss_of_pad
        assert ("mine" in col.get_note(col.find_notes(TAGGED)[0]).tags) == (
            update is not Update.ALWAYS
        )


@pytest.mark.parametrize(
    ("merge", "types", "expected"),
    [
        (False, 4, Imported(14, 1, 0, 5, 8)),
        (True, 3, Imported(14, 1, 0, 13, 0)),
    ],
)
def test_merge_note_types_is_for_learners_who_added_a_field(merge, types, expected, tmp_path):
    options = replace(OPTIONS, memory=tmp_path / MEMORY)
    write_package(GARDEN, tmp_path / DECK, options)
    with collection() as col:
        import_package(col, tmp_path / DECK)
        own = col.models.by_name("Kaartenbak Vocabulary")
        col.models.add_field(own, col.models.new_field("Mnemonic"))
        col.models.update_dict(own)
        note = col.get_note(col.find_notes("Word:pad")[0])
        note["Mnemonic"] = "toads like paths"
        col.update_note(note)
        write_package(garden(word(entry("haan"))), tmp_path / DECK, options)
        assert import_package(col, tmp_path / DECK, merge=merge) == expected
        assert len([name for name in col.models.all_names() if "Kaartenbak" in name]) == types
        assert col.get_note(note.id)["Mnemonic"] == "toads like paths"
        assert len(col.find_notes("Word:haan")) == 1


# Note types --------------------------------------------------------------------------------------


def second_version(monkeypatch) -> None:
    """As a release would: a spare field renamed in its place, and the day of the change set."""
    for kind, note_type in list(NOTE_TYPES.items()):
        fields = tuple("Register" if name == "Spare1" else name for name in note_type.fields)
        monkeypatch.setitem(NOTE_TYPES, kind, replace(note_type, fields=fields))
    monkeypatch.setattr("decks.apkg.LOOK_STAMP", notetypes.LOOK_STAMP + 90 * 86_400)


@pytest.mark.parametrize("has_own_style", [False, True])
def test_a_spare_field_comes_into_use(has_own_style, tmp_path, monkeypatch):
    """Where the learner changed the style, Anki keeps the old name of the field with the style."""
    options = replace(OPTIONS, memory=tmp_path / MEMORY)
    write_package(GARDEN, tmp_path / DECK, options)
    with collection() as col:
        import_package(col, tmp_path / DECK)
        before = None
        if has_own_style:
            settle_in(col)
            before = belongings(col)
        second_version(monkeypatch)
        report = write_package(garden(word(entry("haan"))), tmp_path / DECK, options)
        assert [change.fate.value for change in report.changes].count("changed") == 0
        assert import_package(col, tmp_path / DECK) == Imported(14, 1, 0, 13, 0)
        assert col.models.by_name("Kaartenbak Sentences")["flds"][-2]["name"] == "Register"
        name = col.models.by_name("Kaartenbak Vocabulary")["flds"][-2]["name"]
        assert name == ("Spare1" if has_own_style else "Register")
        assert len([name for name in col.models.all_names() if "Kaartenbak" in name]) == 3
        assert not has_own_style or belongings(col) == before
        assert not empty_cards(col)


@pytest.mark.parametrize("has_own_style", [False, True])
def test_what_a_new_field_says_arrives(has_own_style, tmp_path, monkeypatch):
    options = replace(OPTIONS, memory=tmp_path / MEMORY)
    write_package(GARDEN, tmp_path / DECK, options)
    with collection() as col:
        import_package(col, tmp_path / DECK)
        if has_own_style:
            settle_in(col)
        second_version(monkeypatch)
        formal = {GARDEN.notes[0]: {"Register": "formal"}}
        monkeypatch.setattr(
            records, "note_fields", lambda note: note_fields(note) | formal.get(note, {})
        )
        write_package(GARDEN, tmp_path / DECK, options)
        assert import_package(col, tmp_path / DECK) == Imported(13, 0, 1, 12, 0)
        name = "Spare1" if has_own_style else "Register"
        assert len(col.find_notes(f"Word:schuur {name}:formal")) == 1
