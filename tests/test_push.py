"""Notes sent to a running Anki: the add-on's rules by a stand-in, all else by the real engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.model import Forms, NoteKind, WordNote
from decks.ankiconnect import AnkiConnect, AnkiError, quoted
from decks.apkg import write_package
from decks.extras import Extras
from decks.matching import fields_of, match
from decks.notetypes import CLOZE, SENTENCES, VOCABULARY
from decks.push import carry_out, deck_path, make_plan
from decks.records import DeckOptions, make_records
from decks.sent import Outbox
from tests.anki_engine import collection, empty_cards, import_package, render_package, rendered
from tests.ankiconnect_standin import StandIn, anki_running
from tests.lessons import CALL, GARDEN, PATH, SHED, cloze, entry, gloss, lesson, sentence, word

DECK = "De volkstuin"


@pytest.fixture
def running():
    with collection() as col:
        stand_in = StandIn(col)
        with anki_running(stand_in) as url:
            yield stand_in, AnkiConnect(url)


def records(made, **options):
    return make_records(made, DeckOptions(**options)).notes


def push(made, anki, outbox=None, media=None, **options):
    """Push `made`; returns the plan and the outcome."""
    outbox = outbox or Outbox()
    plan = make_plan(records(made, **options), anki, outbox)
    return plan, carry_out(plan, DECK, anki, outbox, media or {})


def the_note(col, query="", field="", text=None):
    """The one note that `query` finds, after setting `field` to `text` as a learner would."""
    (number,) = col.find_notes(query)
    note = col.get_note(number)
    if text is not None:
        note[field] = text
        col.update_note(note)
    return note


def everything(col):
    """All that a learner could lose, by note: fields, tags, decks, queues."""
    notes = {number: col.get_note(number) for number in col.find_notes("")}
    return {
        number: (note.fields, note.tags, [(c.did, c.queue, c.reps, c.due) for c in note.cards()])
        for number, note in notes.items()
    }


# What arrives --------------------------------------------------------------------------------


def test_a_push_gives_the_same_cards_as_the_package(running, tmp_path):
    stand_in, anki = running
    _, done = push(GARDEN, anki)
    assert (done.new, done.updated, done.problems) == (len(GARDEN.notes), 0, ())
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())

    def seen(cards):
        return sorted(
            (c.deck, c.note_type, c.template, tuple(c.fields.items()), c.tags, c.front, c.back)
            for c in cards
        )

    assert seen(rendered(stand_in.col)) == seen(render_package(tmp_path / "deck.apkg"))
    assert not empty_cards(stand_in.col)


def test_cards_are_learnt_in_the_same_order(running):
    stand_in, anki = running
    push(GARDEN, anki)
    words = [c.fields["Word"] for c in rendered(stand_in.col) if c.note_type == VOCABULARY.name]
    assert words == [n.entry.lemma for n in GARDEN.notes if isinstance(n, WordNote)]


def test_a_second_push_changes_nothing(running):
    stand_in, anki = running
    _, first = push(GARDEN, anki)
    before = everything(stand_in.col)
    stand_in.seen.clear()
    plan, second = push(GARDEN, anki, first.outbox)
    assert (plan.new, plan.updated, second.outbox) == ([], [], first.outbox)
    assert everything(stand_in.col) == before
    assert not {"addNote", "updateNoteFields", "createModel", "createDeck"} & {*stand_in.seen}


def test_a_second_push_without_memory_adds_nothing_either(running):
    stand_in, anki = running
    push(GARDEN, anki)
    before = everything(stand_in.col)
    plan, _ = push(GARDEN, anki)
    assert (plan.new, plan.updated) == ([], [])
    assert not any(change.foreign for change in plan.changes)
    assert everything(stand_in.col) == before


def test_notes_that_a_package_brought_are_found(running, tmp_path):
    stand_in, anki = running
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    import_package(stand_in.col, tmp_path / "deck.apkg")
    before = everything(stand_in.col)
    plan, _ = push(GARDEN, anki)
    assert (plan.missing_types, plan.new, plan.updated) == ((), [], [])
    assert everything(stand_in.col) == before


def test_planning_changes_nothing(running):
    stand_in, anki = running
    plan = make_plan(records(GARDEN), anki, Outbox())
    assert len(plan.new) == len(GARDEN.notes)
    assert set(plan.missing_types) == {VOCABULARY, CLOZE, SENTENCES}
    assert everything(stand_in.col) == {}
    assert VOCABULARY.name not in stand_in.do_modelNames()
    assert {"version", "multi", "modelNames", "findNotes", "notesInfo"} >= {*stand_in.seen}


def test_only_the_note_types_that_are_needed_are_made(running):
    stand_in, anki = running
    push(GARDEN, anki, kinds=(NoteKind.SENTENCES,))
    assert SENTENCES.name in stand_in.do_modelNames()
    assert VOCABULARY.name not in stand_in.do_modelNames()


def test_a_word_that_is_noun_and_verb_is_two_notes(running):
    stand_in, anki = running
    both = lesson(
        word(entry("eten", "NOUN", here=gloss("food")), "Het *eten* is klaar.", "Food is ready."),
        word(entry("eten", "VERB", here=gloss("eat")), "Wij *eten* soep.", "We eat soup."),
    )
    _, first = push(both, anki)
    assert (first.new, first.problems) == (2, ())
    for outbox in (first.outbox, Outbox()):
        plan, _ = push(both, anki, outbox)
        assert plan.new == []
        assert {change.note for change in plan.changes} == {*stand_in.col.find_notes("")}


def test_two_words_that_a_card_tells_apart_by_nothing_are_still_two_notes(running):
    _stand_in, anki = running
    noun, name = (word(entry("pad", upos), "Het *pad*.") for upos in ("NOUN", "PROPN"))
    _, first = push(lesson(noun), anki)
    _, second = push(lesson(noun, name), anki, first.outbox)
    assert second.new == 1
    changes = make_plan(records(lesson(name, noun)), anki, second.outbox).changes
    assert len({change.note for change in changes}) == 2


def test_a_verb_found_to_be_separable_is_the_same_note(running):
    _stand_in, anki = running
    push(lesson(word(replace(CALL, forms=Forms()), "Zij *belt* haar *op*.")), anki)
    plan, _ = push(lesson(word(CALL, "Zij *belt* haar *op*.")), anki)
    assert plan.new == []


# What changes --------------------------------------------------------------------------------


def shed(meaning, sentence="De *schuur* staat open."):
    return lesson(word(replace(SHED, occurrences=(), glosses=(gloss(meaning),)), sentence))


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


# Recordings ----------------------------------------------------------------------------------


def spoken(*names):
    """A lesson of two words with recordings, and its media."""
    both = lesson(word(SHED, "De *schuur*."), word(PATH, "Het *pad*."))
    sounds = zip(both.notes, names, strict=True)
    fields = {note: {"Audio": f"[sound:{name}]"} for note, name in sounds}
    return both, Extras(fields, {name: name.encode() * 9 for name in names})


def test_recordings_come_along_once_and_only_where_they_are_played(running):
    stand_in, anki = running
    both, extras = spoken("kaartenbak-a.mp3", "kaartenbak-b.mp3")
    media = extras.media | {"kaartenbak-unused.mp3": b"x"}
    _, done = push(both, anki, media=media, extras=extras)
    folder = Path(stand_in.col.media.dir())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == extras.media
    assert all(card.front_sounds + card.back_sounds for card in rendered(stand_in.col))
    both, extras = spoken("kaartenbak-a.mp3", "kaartenbak-c.mp3")
    stand_in.seen.clear()
    plan, _ = push(both, anki, done.outbox, media=extras.media, extras=extras)
    assert [tuple(change.fields) for change in plan.updated] == [("Audio",)]
    assert stand_in.seen.count("storeMediaFile") == 1
    assert (folder / "kaartenbak-c.mp3").exists()


def test_a_recording_that_anki_refuses_is_told(running):
    stand_in, anki = running
    both, extras = spoken("kaartenbak-a.mp3", "kaartenbak-b.mp3")
    stand_in.do_storeMediaFile = None
    _, done = push(both, anki, media=extras.media, extras=extras)
    assert done.new == 2
    assert [problem.file for problem in done.problems] == [*extras.media]


# Note types ----------------------------------------------------------------------------------


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


# Searching -----------------------------------------------------------------------------------

_AWKWARD = st.text(
    st.sampled_from("abÉéßIiİ *_:\\\"'()-&<>{}[]#%;!?.,|/’“re:nctagdeck\u0301"), min_size=1
)


@pytest.fixture(scope="module")
def searchable():
    with collection() as col:
        stand_in = StandIn(col)
        with anki_running(stand_in) as url:
            push(lesson(sentence("Hallo.")), AnkiConnect(url))
            yield stand_in, AnkiConnect(url)


@settings(max_examples=120, deadline=None)
@given(_AWKWARD)
@example("re:.*")
@example("nc:e")
@example("tag:x")
def test_whatever_a_sentence_holds_its_note_is_found_again(searchable, text):
    stand_in, anki = searchable
    try:
        (record,) = records(lesson(sentence(f"{text}x")))
    except ValueError:
        return
    plan = make_plan([record], anki, Outbox())
    done = carry_out(plan, DECK, anki, Outbox(), {})
    assert not done.problems
    found = match([record], NoteKind, anki, Outbox())
    assert found.notes[record.guid].fields["Dutch"] == fields_of(record)["Dutch"]
    term = quoted("Dutch", fields_of(record)["Dutch"])
    assert found.notes[record.guid].id in stand_in.col.find_notes(term)


@pytest.mark.parametrize(("text", "other"), [("een_twee", "eenXtwee"), ("een*twee", "eenXXtwee")])
def test_a_search_finds_nothing_else(searchable, text, other):
    _stand_in, anki = searchable
    push(lesson(sentence(text), sentence(other)), anki)
    (note,) = anki.notes(anki.find(quoted("Dutch", text)))
    assert note.fields["Dutch"] == text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Nieuws", "Nieuws"),
        ("Nederlands::Nieuws", "Nederlands::Nieuws"),
        (" Nederlands :: Nieuws ::", "Nederlands::Nieuws"),
        ("::", "Kaartenbak"),
    ],
)
def test_a_deck_may_be_a_subdeck(name, path):
    assert deck_path(name) == path
