"""Notes sent to a running Anki: the add-on's rules by a stand-in, all else by the real engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cards.model import Forms, NoteKind, WordNote
from decks.apkg import write_package
from decks.extras import Extras
from decks.notetypes import CLOZE, SENTENCES, VOCABULARY
from decks.push import make_plan
from decks.records import DeckOptions
from decks.sent import Outbox
from tests.anki_engine import empty_cards, import_package, render_package, rendered
from tests.lessons import CALL, GARDEN, PATH, SHED, entry, gloss, lesson, word
from tests.pushing import everything, push, records


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


# Recordings -----------------------------------------------------------------------------------


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
