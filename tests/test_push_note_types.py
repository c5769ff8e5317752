"""Pushing where the note types, Anki or the connection are not as they should be."""

from __future__ import annotations

import pytest

from decks.ankiconnect import AnkiConnect, AnkiError
from decks.apkg import write_package
from decks.notetypes import VOCABULARY
from decks.records import DeckOptions
from tests.anki_engine import collection, import_package
from tests.ankiconnect_standin import StandIn, anki_running
from tests.lessons import GARDEN, entry, lesson, sentence, word
from tests.pushing import everything, push, the_note


def rename_field(col, note_type, old, new):
    model = col.models.by_name(note_type.name)
    (own,) = (f for f in model["flds"] if f["name"] == old)
    col.models.rename_field(model, own, new)
    col.models.update_dict(model)


def test_a_field_that_the_learner_took_away_is_told_and_done_without(running):
    stand_in, anki = running
    push(GARDEN, anki)
    rename_field(stand_in.col, VOCABULARY, "Frequency", "Mijn veld")
    plan, done = push(lesson(*GARDEN.notes, word(entry("hek", article="het"), "Het *hek*.")), anki)
    assert (done.new, done.problems) == (1, ())
    (problem,) = plan.problems
    assert "Kaartenbak Vocabulary" in str(problem)
    assert "lacks Frequency" in str(problem)
    assert "Manage Note Types" in problem.advice


def test_a_field_given_back_is_filled_at_the_next_push(running):
    stand_in, anki = running
    push(GARDEN, anki)
    rename_field(stand_in.col, VOCABULARY, "Frequency", "Mijn veld")
    _, done = push(GARDEN, anki)
    model = stand_in.col.models.by_name(VOCABULARY.name)
    stand_in.col.models.add_field(model, stand_in.col.models.new_field("Frequency"))
    stand_in.col.models.update_dict(model)
    plan, _ = push(GARDEN, anki, done.outbox)
    assert {tuple(change.fields) for change in plan.updated} == {("Frequency",)}
    assert the_note(stand_in.col, "Word:pad note:*Vocabulary")["Frequency"] == "common"


def test_a_field_that_tells_the_note_cannot_be_missed(running):
    stand_in, anki = running
    push(GARDEN, anki)
    rename_field(stand_in.col, VOCABULARY, "Word", "Woord")
    before = everything(stand_in.col)
    with pytest.raises(AnkiError, match="has no field Word"):
        push(GARDEN, anki)
    assert everything(stand_in.col) == before


def test_what_anki_refuses_is_told_by_name_and_the_rest_goes_on(running):
    stand_in, anki = running
    push(lesson(sentence("Wie zaait, zal oogsten.")), anki)
    # The learner's own rewriting of the HTML hides the note from the search, not from Anki.
    the_note(stand_in.col, field="Dutch", text="<i>Wie zaait, zal oogsten.</i>")
    made = lesson(sentence("Wie zaait, zal oogsten."), sentence("Het regent weer."))
    _, done = push(made, anki)
    assert done.new == 1
    (problem,) = done.problems
    assert str(problem) == "Wie zaait, zal oogsten.: Anki refuses it: it is a duplicate."


def test_a_push_that_breaks_off_is_taken_up_again(running):
    stand_in, anki = running
    names = [f"woord{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(120)]
    many = lesson(*(word(entry(name)) for name in names))
    stand_in.break_at = "woordem"  # in the third request
    with pytest.raises(AnkiError, match="broke off"):
        push(many, anki)
    there = stand_in.col.note_count()
    assert 0 < there < 120
    stand_in.break_at = ""
    _, done = push(many, anki)
    assert done.new == 120 - there
    assert stand_in.col.note_count() == 120


def test_a_package_after_a_push_brings_its_notes_once_more_and_before_it_does_not(
    running, tmp_path
):
    stand_in, anki = running
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    push(GARDEN, anki)  # what the README warns of
    assert import_package(stand_in.col, tmp_path / "deck.apkg").new == len(GARDEN.notes)
    with collection() as col, anki_running(StandIn(col)) as url:
        import_package(col, tmp_path / "deck.apkg")
        push(GARDEN, AnkiConnect(url))
        assert import_package(col, tmp_path / "deck.apkg").new == 0
        assert col.note_count() == len(GARDEN.notes)
