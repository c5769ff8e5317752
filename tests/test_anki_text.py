"""The text export, judged by Anki's own importer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from anki.import_export_pb2 import CsvMetadata, ImportCsvRequest

from cards.errors import NothingToWriteError
from cards.model import NoteKind
from decks import anki_text
from decks.apkg import write_package
from decks.formats import ExportOptions
from decks.notetypes import SENTENCES
from decks.records import DeckOptions
from tests.anki_engine import collection, import_package, rendered
from tests.lessons import GARDEN, PATH, SHED, cloze, entry, gloss, lesson, sentence, word
from tests.writing import HOSTILE

ALL = lesson(
    *GARDEN.notes,
    *(
        word(entry(text, glosses=[gloss(text)]), f"*{text}* hier.", text)
        for text in HOSTILE.values()
    ),
    *(cloze(SHED, f"*schuur* {text}", text) for text in HOSTILE.values()),
    *(sentence(f"{name} {text}", text) for name, text in HOSTILE.items()),
    sentence('"Tussen\taanhalingstekens"', 'Line one\nline two\r\n"three"\tfour'),
    sentence("#deck:Andere", "#html:false"),
)


@pytest.fixture
def text(tmp_path):
    """Writes a lesson as text and imports it; `existing` is what the learner answers Anki."""

    def import_text(col, made=GARDEN, existing=None, **options):
        path = tmp_path / "notes.txt"
        path.write_bytes(anki_text.render(made, ExportOptions(DeckOptions(**options))).content)
        metadata = col.get_csv_metadata(str(path), None)
        if existing is not None:
            metadata.dupe_resolution = existing
        return col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log

    return import_text


def with_note_types(col, tmp_path):
    """A collection into which some deck of ours was imported before, and deleted."""
    write_package(GARDEN, tmp_path / "first.apkg", DeckOptions(title="First"))
    import_package(col, tmp_path / "first.apkg")
    col.decks.remove([col.decks.id("First")])
    assert col.note_count() == 0


def content(col):
    return {
        (card.deck, card.note_type, card.template, tuple(card.fields.items()), card.tags)
        for card in rendered(col)
    }


def test_text_gives_the_same_cards_as_the_package(text, tmp_path):
    write_package(ALL, tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        expected, guids = content(col), set(col.db.list("SELECT guid FROM notes"))
    with collection() as col:
        with_note_types(col, tmp_path)
        log = text(col, ALL)
        assert len(log.new) == log.found_notes == len(guids)
        assert content(col) == expected
        assert set(col.db.list("SELECT guid FROM notes")) == guids


def test_cards_from_text_come_in_the_order_of_learning(text, tmp_path):
    with collection() as col:
        with_note_types(col, tmp_path)
        text(col)
        words = [card.fields["Word"] for card in rendered(col) if card.template == "Recognition"]
        assert words == [note.entry.lemma for note in GARDEN.notes[:8]]


def test_after_the_package_every_note_is_found_by_its_guid(text, tmp_path):
    write_package(ALL, tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        before = col.note_count()
        for existing in (CsvMetadata.PRESERVE, CsvMetadata.UPDATE):
            log = text(col, ALL, existing)
            assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 0, 0)
            assert col.note_count() == before


def test_what_the_learner_did_stays_unless_anki_is_told_otherwise(text, tmp_path):
    corrected = replace(SHED, occurrences=(), glosses=(gloss("barn"),))
    write_package(lesson(word(SHED)), tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        own = col.get_note(col.find_notes("Word:schuur")[0])
        own["Gloss"], own.tags = "outhouse", [*own.tags, "mine"]
        col.update_note(own)
        text(col, lesson(word(corrected)))
        own.load()
        assert own["Gloss"] == "outhouse"
        assert "mine" in own.tags
        text(col, lesson(word(corrected)), CsvMetadata.UPDATE)
        own.load()
        assert own["Gloss"] == "barn"


def test_words_that_look_alike_are_notes_of_their_own(text, tmp_path):
    walked = entry("pad", "VERB", glosses=[gloss("pad about")])
    with collection() as col:
        with_note_types(col, tmp_path)
        assert len(text(col, lesson(word(PATH), word(walked))).new) == 2


def test_one_note_type_has_its_fields_by_name():
    exported = anki_text.render(GARDEN, ExportOptions(DeckOptions(kinds=(NoteKind.SENTENCES,))))
    columns = exported.content.decode().splitlines()[7].removeprefix("#columns:").split("\t")
    assert columns == ["GUID", "Note type", "Deck", "Tags", *SENTENCES.fields]


def test_a_note_that_asks_nothing_is_told_of():
    exported = anki_text.render(
        lesson(word(SHED), cloze(SHED, "Geen gat.")), ExportOptions(DeckOptions())
    )
    assert exported.count == 1
    assert "without a gap" in str(exported.problems[0])


def test_no_note_is_no_file():
    with pytest.raises(NothingToWriteError):
        anki_text.render(lesson(), ExportOptions(DeckOptions()))
