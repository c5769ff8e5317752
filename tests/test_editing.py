"""Edits of a lesson: nothing is ever lost, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import editing, lesson_file
from cards.decisions import decided_beads, decided_texts, in_text_order
from cards.editing import EditError, History
from cards.model import Bead, Language, Lesson, Sentence, TextDecision, WordDecision
from tests.generated_lessons import EDITS, decided_lessons, edited, lessons

EN, NL = Language.ENGLISH, Language.DUTCH


def made(*beads: tuple[tuple[int, ...], tuple[int, ...]]) -> Lesson:
    def sentences(side: int) -> tuple[Sentence, ...]:
        count = sum(len(bead[side]) for bead in beads)
        return tuple(Sentence(n, f"{'EN'[side]}{n}", n, 0) for n in range(count))

    dutch = sentences(1)
    return Lesson(
        "x",
        sentences(0),
        dutch,
        tuple(Bead(e, d, 0.5) for e, d in beads),
        tuple(() for _ in dutch),
        (),
        (),
    )


def shape(lesson: Lesson) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.english, bead.dutch) for bead in lesson.beads]


def held(lesson: Lesson) -> tuple[list[int], list[int]]:
    return (
        sorted(i for bead in lesson.beads for i in bead.english),
        sorted(i for bead in lesson.beads for i in bead.dutch),
    )


# Any sequence of edits ----------------------------------------------------------------------


@given(lessons(), st.lists(EDITS, max_size=12))
def test_any_edits_keep_every_sentence_exactly_once(lesson, edits):
    for edit in edits:
        lesson = edited(lesson, edit)
        assert held(lesson) == (
            list(range(len(lesson.english))),
            list(range(len(lesson.dutch))),
        )
        assert all(bead.english or bead.dutch for bead in lesson.beads)


@given(lessons(), st.lists(EDITS, max_size=12))
@settings(max_examples=50)
def test_undo_gives_the_same_bytes_and_redo_too(lesson, edits):
    history = History(lesson)
    states = [lesson]
    for edit in edits:
        history = history.then(edited(history.present, edit))
        if history.present is not states[-1]:
            states.append(history.present)
    bytes_of = [lesson_file.to_json(state) for state in states]
    for before in reversed(bytes_of[:-1]):
        history = history.undo()
        assert lesson_file.to_json(history.present) == before
    assert history.undo() == history
    for after in bytes_of[1:]:
        history = history.redo()
        assert lesson_file.to_json(history.present) == after
    assert history.redo() == history


@given(decided_lessons())
def test_decisions_applied_twice_change_nothing(lesson):
    assert set(decided_beads(lesson.beads, lesson.decisions)) == set(lesson.beads)


@given(decided_lessons())
def test_beads_set_by_hand_are_there_and_sure(lesson):
    by_hand = {(bead.english, bead.dutch) for bead in lesson.decisions.beads}
    assert by_hand <= set(shape(lesson))
    assert all(b.confidence == 1 for b in lesson.beads if (b.english, b.dutch) in by_hand)


@given(lessons(), st.randoms(use_true_random=False))
def test_the_order_of_beads_depends_on_the_texts_alone(lesson, random):
    shuffled = random.sample(lesson.beads, len(lesson.beads))
    ordered = in_text_order(shuffled)
    assert ordered == in_text_order(lesson.beads)
    assert sorted(ordered, key=repr) == sorted(lesson.beads, key=repr)
    assert [b.dutch for b in ordered if b.dutch] == [b.dutch for b in lesson.beads if b.dutch]


# Edit by edit -------------------------------------------------------------------------------


def test_merge():
    lesson = editing.merge(made(((0,), (0,)), ((1,), ()), ((2,), (1,))), 1, 2)
    assert shape(lesson) == [((0,), (0,)), ((1, 2), (1,))]
    assert [bead.confidence for bead in lesson.beads] == [0.5, 1.0]
    assert not lesson.is_current


def test_split():
    lesson = editing.split(
        made(
            ((0, 1), (0, 1)),
        ),
        0,
        1,
        1,
    )
    assert shape(lesson) == [((0,), (0,)), ((1,), (1,))]
    with pytest.raises(EditError, match="empty"):
        editing.split(lesson, 0, 1, 1)


def test_move_a_boundary():
    lesson = editing.move(made(((0, 1), (0,)), ((2,), (1,))), EN, 1, 1)
    assert shape(lesson) == [((0,), (0,)), ((1, 2), (1,))]


def test_what_a_moved_sentence_leaves_alone_stands_alone():
    lesson = editing.move(made(((0,), (0,)), ((1,), (1,))), NL, 1, 0)
    assert shape(lesson) == [((0,), (0, 1)), ((1,), ())]


def test_unlink():
    lesson = editing.unlink(made(((0, 1), (0,)), ((2,), (1,))), 0)
    assert shape(lesson) == [((0,), ()), ((1,), ()), ((), (0,)), ((2,), (1,))]


def test_drop_and_take_back():
    lesson = editing.drop(made(((0,), (0,))), 0)
    assert lesson.decisions.beads[0].dropped
    assert not editing.drop(lesson, 0, dropped=False).decisions.beads[0].dropped


def test_an_edited_text_is_for_the_card_and_the_sentence_stays():
    lesson = editing.edit_text(made(((0,), (0,))), NL, 0, "Anders.")
    assert lesson.dutch[0].text == "N0"
    assert decided_texts(lesson.dutch, NL, lesson.decisions)[0].text == "Anders."
    assert editing.edit_text(lesson, NL, 0, "N0").decisions.texts == ()


def test_only_the_edited_dutch_sentence_is_analysed_again():
    lesson = made(((0,), (0,)), ((1,), (1,)))
    words = (("a",), ("b",))
    lesson = editing.edit_text(replace(lesson, words=words), NL, 1, "Anders.")
    assert lesson.words == (("a",), ())


def test_a_word_holds_all_that_was_said_of_it():
    lesson = editing.choose_gloss(made(), "punt", "NOUN", "full stop")
    lesson = editing.choose_article(lesson, "punt", "NOUN", "de")
    assert lesson.decisions.words == (
        WordDecision("punt", "NOUN", article="de", gloss="full stop"),
    )
    lesson = editing.choose_article(lesson, "punt", "NOUN", "")
    assert editing.choose_gloss(lesson, "punt", "NOUN", "").decisions.words == ()


def test_a_new_lemma_takes_the_decisions_along_and_chains_end_at_the_last():
    lesson = editing.choose_gloss(made(), "peter", "NOUN", "metre")
    lesson = editing.choose_lemma(lesson, "peter", "NOUN", "meters")
    lesson = editing.choose_lemma(lesson, "meters", "NOUN", "meter")
    assert lesson.decisions.words == (
        WordDecision("meter", "NOUN", gloss="metre"),
        WordDecision("meters", "NOUN", headword="meter"),
        WordDecision("peter", "NOUN", headword="meter"),
    )
    lesson = editing.choose_lemma(lesson, "meter", "NOUN", "peter")
    assert all(word.headword != "meter" for word in lesson.decisions.words)


def test_an_edit_that_makes_no_sense_says_why():
    lesson = made(((0,), (0,)))
    for edit, told in (
        (lambda: editing.merge(lesson, 0, 0), "itself"),
        (lambda: editing.merge(lesson, 0, 7), "no pair 8"),
        (lambda: editing.move(lesson, EN, 0, 0), "already"),
        (lambda: editing.move(lesson, EN, 9, 0), "no sentence 10"),
        (lambda: editing.edit_text(lesson, EN, 0, "  "), "empty"),
        (lambda: editing.choose_article(lesson, "tuin", "NOUN", "die"), "no article"),
        (lambda: editing.choose_lemma(lesson, "tuin", "NOUN", " "), "empty"),
    ):
        with pytest.raises(EditError, match=told):
            edit()


def test_an_edit_that_changes_nothing_leaves_no_trace():
    lesson = made(((0,), (0,)))
    history = History(lesson).then(editing.edit_text(lesson, EN, 0, "E0"))
    assert history.past == ()


def test_a_text_decision_names_its_side():
    lesson = editing.edit_text(made(((0,), (0,))), EN, 0, "Other.")
    assert lesson.decisions.texts == (TextDecision(EN, 0, "Other."),)
