"""What Anki says when a learner opens a package."""

from __future__ import annotations

from cards.model import NoteKind
from tests.anki_engine import collection, empty_cards, import_package, render_package, rendered
from tests.lessons import CALL, GARDEN, PATH, SHED, lesson, word
from tests.writing import seen, write


def test_every_note_is_new_and_every_card_has_two_sides(tmp_path):
    report = write(GARDEN, tmp_path / "deck.apkg", both_directions=True)
    with collection() as col:
        result = import_package(col, report.path)
        assert (result.found, result.new) == (report.notes, report.notes) == (13, 13)
        assert (result.updated, result.duplicate, result.conflicting) == (0, 0, 0)
        cards = rendered(col)
        assert len(cards) == report.cards == 15
        assert empty_cards(col) == 0
        for card in cards:
            assert seen(card.front).strip()
            assert len(seen(card.back).strip()) > len(seen(card.front).strip())
    assert report.by_kind == {
        NoteKind.VOCABULARY: 8,
        NoteKind.CLOZE: 3,
        NoteKind.SENTENCES: 2,
    }


def test_anki_itself_finds_nothing_to_mend(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg", both_directions=True)
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        _, is_sound = col.fix_integrity()
        assert is_sound


def test_two_lessons_share_the_words_they_have_in_common(tmp_path):
    write(lesson(word(SHED), word(PATH), title="Een"), tmp_path / "1.apkg")
    write(lesson(word(CALL), word(SHED), title="Twee"), tmp_path / "2.apkg")
    with collection() as col:
        import_package(col, tmp_path / "1.apkg")
        result = import_package(col, tmp_path / "2.apkg")
        assert (result.new, result.duplicate) == (1, 1)
        assert {card.fields["Word"]: card.deck for card in rendered(col)} == {
            "schuur": "Een::Vocabulary",
            "pad": "Een::Vocabulary",
            "opbellen": "Twee::Vocabulary",
        }


def test_no_deck_preset_travels(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    with collection() as col:
        preset = col.decks.all_config()[0]
        preset["new"]["perDay"] = 7
        col.decks.update_config(preset)
        import_package(col, tmp_path / "deck.apkg", presets=True)
        assert [config["new"]["perDay"] for config in col.decks.all_config()] == [7]


def test_cards_come_in_the_order_of_learning(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    cards = render_package(tmp_path / "deck.apkg")
    words = [card.fields["Word"] for card in cards if card.template == "Recognition"]
    assert words == [note.entry.lemma for note in GARDEN.notes[:8]]
    dues = sorted(card.due for card in cards)
    assert len(set(dues)) == len(dues) == 13


def test_one_tree_of_decks_under_a_safe_title(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg", title="Tuin::\x00les 1:")
    decks = {card.deck for card in render_package(tmp_path / "deck.apkg")}
    assert decks == {"Tuin:les 1::Vocabulary", "Tuin:les 1::Cloze", "Tuin:les 1::Sentences"}


def test_only_the_kinds_asked_for_are_written(tmp_path):
    report = write(GARDEN, tmp_path / "deck.apkg", kinds=(NoteKind.CLOZE,))
    assert {card.template for card in render_package(report.path)} == {"Cloze"}
    assert report.by_kind == {NoteKind.CLOZE: 3}
