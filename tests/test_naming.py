"""A note that has gone is called by name, and Anki's browser finds it: that note and no other."""

from __future__ import annotations

import pytest
from anki.collection import Collection

from cards.model import Note
from decks.apkg import write_package
from decks.changes import plan
from decks.memory import Memory
from decks.records import DeckOptions, make_records
from tests.anki_engine import collection, import_package
from tests.lessons import CALL, cloze, entry, lesson, sentence, word
from tests.writing import HOSTILE

TEXTS = (
    *HOSTILE.values(),
    *("a_b*c\\d", "axbyyc\\d", "back\\", '"', "-een", "(of)", "re:x", "and or", "É İ ß", "&nbsp;"),
    *("'s avonds", "\\\\", "*", "_", "een  twee", "<b>x</b>", "nid:1", "c1::weg", "}}", "x:y"),
)


def notes_about(text: str) -> tuple[Note, ...]:
    return (
        word(entry(text)),
        word(entry(text, "VERB")),
        cloze(entry(text), f"{text} *{text}* {text}.", "", text),
        cloze(entry(text), f"{text} {text} *{text}*.", "", text),
        cloze(entry(text), f"{text} *{text}* {text} *x*."),
        sentence(text),
        sentence(f"{text} meer"),
    )


@pytest.fixture(scope="module")
def col(tmp_path_factory):
    path = tmp_path_factory.mktemp("naming") / "deck.apkg"
    made = lesson(*(note for text in TEXTS for note in notes_about(text)))
    write_package(made, path, DeckOptions())
    with collection() as opened:
        import_package(opened, path)
        yield opened


def found(col: Collection, search: str) -> list[str]:
    return [col.get_note(note).guid for note in col.find_notes(search)]


@pytest.mark.parametrize("text", TEXTS)
def test_the_search_finds_the_note_and_no_other(col, text):
    made = make_records(lesson(*notes_about(text)), DeckOptions()).notes
    planned = plan(made, Memory(), ".", 0)
    for change in planned.changes:
        assert found(col, change.search) == [change.guid], change.search


def test_a_corrected_hint_or_translation_does_not_hide_the_note(tmp_path):
    first, second = (
        cloze(CALL, "Zij *belt* haar *op*.", f"{hint}.", hint) for hint in ("call", "opbellen")
    )
    (change,) = plan(make_records(lesson(second), DeckOptions()).notes, Memory(), ".", 0).changes
    write_package(lesson(first), tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        assert found(col, change.search) == [change.guid]


def test_names_are_what_a_person_reads():
    notes = [
        word(entry("zich vergissen", "VERB")),
        cloze(CALL, "“Zij *belt* & *op*.”", "", "opbellen"),
        sentence("Één <b>&  twee."),
    ]
    changes = plan(make_records(lesson(*notes), DeckOptions()).notes, Memory(), ".", 0).changes
    assert [change.dutch for change in changes] == [
        "zich vergissen",
        "“Zij [belt] & [op].”",
        "Één <b>& twee.",
    ]
    assert changes[0].search == (
        'note:"Kaartenbak Vocabulary" Word:"zich vergissen" PartOfSpeech:"reflexive verb"'
    )
