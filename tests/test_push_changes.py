"""What a later push changes in Anki, and what stays the learner's."""

from __future__ import annotations

from decks.matching import fields_of
from tests.lessons import CALL, GARDEN, cloze, lesson
from tests.pushing import everything, push, shed, the_note


def test_a_corrected_gloss_arrives_in_its_field_alone(running):
    stand_in, anki = running
    _, first = push(shed("shad"), anki)
    the_note(stand_in.col, field="Note", text="My own remark")
    plan, done = push(shed("shed"), anki, first.outbox)
    assert [dict(change.fields) for change in plan.updated] == [{"Gloss": "shed"}]
    assert done.updated == 1
    note = the_note(stand_in.col)
    assert (note["Gloss"], note["Note"]) == ("shed", "My own remark")


def test_what_the_learner_wrote_stays_when_ours_did_not_change(running):
    stand_in, anki = running
    _, first = push(shed("shed"), anki)
    the_note(stand_in.col, field="Gloss", text="hut")
    for _ in range(2):
        plan, first = push(shed("shed"), anki, first.outbox)
        assert not any(change.fields or change.kept for change in plan.changes)
    assert the_note(stand_in.col)["Gloss"] == "hut"


def test_what_the_learner_wrote_stays_when_ours_changed_too_and_is_told_once(running):
    stand_in, anki = running
    _, done = push(shed("shad"), anki)
    the_note(stand_in.col, field="Gloss", text="hut")
    plan, done = push(shed("shed"), anki, done.outbox)
    assert [change.kept for change in plan.changes] == [("Gloss",)]
    plan, _ = push(shed("shed"), anki, done.outbox)
    assert [change.kept for change in plan.changes] == [()]
    assert the_note(stand_in.col)["Gloss"] == "hut"


def test_a_field_that_the_learner_emptied_stays_empty(running):
    stand_in, anki = running
    _, done = push(shed("shad"), anki)
    the_note(stand_in.col, field="Gloss", text="")
    push(shed("shed"), anki, done.outbox)
    assert the_note(stand_in.col)["Gloss"] == ""


def test_a_note_first_met_in_anki_keeps_its_text_and_is_told(running):
    stand_in, anki = running
    push(shed("shad"), anki)
    plan, done = push(shed("shed"), anki)  # the memory was lost
    assert [change.foreign for change in plan.changes] == [("Gloss",)]
    assert the_note(stand_in.col)["Gloss"] == "shad"
    plan, _ = push(shed("shed", "Hij verft de *schuur*."), anki, done.outbox)
    assert the_note(stand_in.col)["Sentence"] == "Hij verft de <b>schuur</b>."
    assert the_note(stand_in.col)["Gloss"] == "shad"


def test_a_note_whose_word_the_learner_rewrote_is_still_known(running):
    stand_in, anki = running
    _, done = push(shed("shed"), anki)
    the_note(stand_in.col, field="Word", text="(tuin)schuur")
    plan, _ = push(shed("shed"), anki, done.outbox)
    assert plan.new == []
    assert the_note(stand_in.col)["Word"] == "(tuin)schuur"


def test_a_corrected_hint_leaves_one_cloze_note(running):
    stand_in, anki = running

    def made(hint):
        return lesson(cloze(CALL, "Zij *belt* haar *op*.", "She calls her.", hint))

    push(made("call: b…"), anki)
    plan, _ = push(made("phone: b…"), anki)
    assert plan.new == []
    assert stand_in.col.note_count() == 1


def test_tags_decks_suspension_and_reviews_are_the_learners(running):
    stand_in, anki = running
    col = stand_in.col
    _, done = push(shed("shad"), anki)
    note = the_note(col)
    note.tags = ["mine"]
    col.update_note(note)
    (card,) = note.cards()
    col.set_deck([card.id], col.decks.id("Elsewhere"))
    card.load()
    card.type, card.queue, card.reps, card.ivl, card.due = 2, 2, 7, 30, 40
    col.update_card(card)
    col.sched.suspend_cards([card.id])
    before = everything(col)[note.id][1:]
    push(shed("shed"), anki, done.outbox)
    assert the_note(col)["Gloss"] == "shed"
    assert everything(col)[note.id][1:] == before


def test_a_note_that_the_learner_deleted_comes_back_only_as_new(running):
    stand_in, anki = running
    _, done = push(GARDEN, anki)
    (number,) = stand_in.col.find_notes("Word:pad note:*Vocabulary")
    stand_in.col.remove_notes([number])
    plan, done = push(GARDEN, anki, done.outbox)
    assert [fields_of(change.record)["Word"] for change in plan.new] == ["pad"]
    assert done.new == 1


def test_a_learners_copy_of_a_note_is_left_alone(running):
    stand_in, anki = running
    col = stand_in.col
    push(shed("shed"), anki)
    first = the_note(col)
    copy = col.new_note(first.note_type())
    copy.fields = list(first.fields)
    col.add_note(copy, 1)
    plan, _ = push(shed("shed"), anki)
    assert [change.note for change in plan.changes] == [first.id]
