"""A lesson under review, as a value: what every key makes of it, without any screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import editing, lesson_file
from cards.model import Bead, Gloss, Language, Lesson, Occurrence, Source, VocabularyEntry, WordNote
from decks.review import moves, pairs, state, words
from decks.review.state import Cursor, Review
from tests.generated_lessons import TEXT, WORDS, lessons
from tests.test_applying import LESSON
from tests.test_editing import held, shape

EN, NL = Language.ENGLISH, Language.DUTCH


def begun(lesson: Lesson = LESSON) -> Review:
    return state.begin(lesson)


def on(number: int, side: Language = EN, row: int = 0, lesson: Lesson = LESSON) -> Review:
    """At a sentence of a pair."""
    return moves.placed(begun(lesson), Cursor(number, side, row))


def here(review: Review) -> tuple[Language, int | None]:
    return review.cursor.side, review.sentence


# Any keys in any order ------------------------------------------------------------------------

Change = Callable[[Review], Review]
STEP = st.sampled_from([1, -1])
KEYS = st.one_of(
    st.sampled_from(
        [
            pairs.right,
            pairs.marked,
            pairs.split,
            pairs.unlinked,
            pairs.dropped,
            words.article,
            words.known,
            words.excluded,
            state.undone,
            state.redone,
        ]
    ),
    STEP.map(lambda step: lambda review: moves.stepped(review, step)),
    STEP.map(lambda step: lambda review: moves.to_doubtful(review, step)),
    STEP.map(lambda step: lambda review: pairs.merged(review, step)),
    STEP.map(lambda step: lambda review: pairs.pushed(review, step)),
    STEP.map(lambda step: lambda review: words.stepped(review, step)),
    STEP.map(lambda step: lambda review: moves.paged(review, 3 * step)),
    st.sampled_from(Language).map(lambda side: lambda review: moves.sided(review, side)),
    TEXT.map(lambda text: lambda review: pairs.reworded(review, text)),
    TEXT.map(lambda text: lambda review: words.meaning(review, text)),
    TEXT.map(lambda text: lambda review: moves.sought(review, text)),
    WORDS.map(lambda lemma: lambda review: words.headword(review, lemma)),
)


@given(lessons(), st.lists(KEYS, max_size=25))
def test_whatever_is_pressed_every_sentence_is_there_once_and_the_cursor_is_on_one(lesson, keys):
    review = begun(lesson)
    for key in keys:
        review = key(review)
        now = review.lesson
        assert held(now) == (list(range(len(now.english))), list(range(len(now.dutch))))
        assert (now.english, now.dutch) == (lesson.english, lesson.dutch)
        if now.beads:
            side = state.side_of(now.beads[review.cursor.bead], review.cursor.side)
            assert 0 <= review.cursor.row < max(1, len(side))
        assert lesson_file.parse(lesson_file.to_json(now), "x").lesson == now


@given(lessons(), st.lists(KEYS, max_size=25))
@settings(max_examples=60)
def test_undo_to_the_beginning_saves_the_same_bytes_and_redo_those_of_the_end(lesson, keys):
    before = lesson_file.to_json(lesson)
    review = begun(lesson)
    for key in keys:
        review = key(review)
    end = lesson_file.to_json(review.to_save)
    edits = len(review.history.past)
    forward = len(review.history.future)
    for _ in range(edits):
        review = state.undone(review)
    assert lesson_file.to_json(review.to_save) == before
    assert review.is_saved
    assert state.undone(review).message == "There is nothing to undo."
    for _ in range(edits):
        review = state.redone(review)
    assert lesson_file.to_json(review.to_save) == end
    assert len(review.history.future) == forward


# Going about ----------------------------------------------------------------------------------


def test_a_review_opens_at_the_least_certain_pair():
    assert begun().cursor == Cursor(2)
    assert begun().bead == Bead((), (2,), 0.3)


def test_a_review_without_doubts_opens_at_the_top():
    sure = replace(LESSON, beads=tuple(replace(bead, confidence=0.99) for bead in LESSON.beads))
    assert begun(sure).cursor == Cursor(0)
    assert "No pair is doubtful" in begun(sure).message


def test_next_goes_from_the_least_certain_on_and_round_again():
    review = moves.to_doubtful(begun())
    assert review.bead == Bead((1, 2), (1,), 0.4)
    review = moves.to_doubtful(review)
    assert review.bead == Bead((), (2,), 0.3)
    assert "Round again" in review.message
    assert moves.to_doubtful(review, -1).bead == Bead((1, 2), (1,), 0.4)


def test_right_decides_the_pair_and_leads_to_the_next_doubtful_one():
    review = pairs.right(begun())
    assert ((), (2,)) in {(b.english, b.dutch) for b in review.lesson.decisions.beads}
    assert review.bead == Bead((1, 2), (1,), 0.4)
    review = pairs.right(review)
    assert "No pair is doubtful any more" in review.message


def test_down_goes_sentence_by_sentence_and_the_other_side_keeps_the_height():
    review = moves.stepped(on(1), 1)
    assert here(review) == (EN, 2)
    assert here(moves.sided(review, NL)) == (NL, 1)
    assert here(moves.stepped(review, 1)) == (EN, None)
    assert here(moves.stepped(on(2), -1)) == (EN, 2)
    assert moves.stepped(on(0), -1).message == "This is the first pair."
    assert moves.stepped(on(6), 1).message == "This is the last pair."
    assert moves.paged(on(0), 99).cursor.bead == 6


def test_search_goes_through_both_languages_and_round():
    review = moves.sought(on(0), "De KAPITEIN")
    assert here(review) == (NL, 3)
    assert review.message == "“De KAPITEIN”: 1 of 1"
    assert here(moves.sought(on(0), "the")) == (EN, 3)
    assert here(moves.sought(on(4), "ferry")) == (EN, 0)
    assert moves.sought(on(0), "zeppelin").message == "“zeppelin” stands nowhere."
    edited = pairs.reworded(on(3), "The skipper waved.")
    assert here(moves.sought(edited, "skipper")) == (EN, 3)


# Pairs ----------------------------------------------------------------------------------------


def test_a_boundary_moves_down_and_up_on_either_side():
    review = pairs.pushed(on(1, EN, 1), 1)
    assert ((2,), (2,)) in shape(review.lesson)
    assert here(review) == (EN, 2)
    assert ((1, 2), (1,)) in shape(pairs.pushed(review, -1).lesson)
    review = pairs.pushed(on(2, NL), -1)
    assert ((1, 2), (1, 2)) in shape(review.lesson)
    assert here(review) == (NL, 2)


def test_what_stands_beyond_the_sentence_goes_with_it():
    review = pairs.pushed(on(1, EN, 0), 1)
    assert ((1, 2), (2,)) in shape(review.lesson)
    assert ((), (1,)) in shape(review.lesson)


def test_a_sentence_passes_what_is_alone_on_its_own_side():
    review = pairs.pushed(on(4, NL), 1)
    assert ((5,), (4,)) in shape(review.lesson)
    assert pairs.pushed(on(5), 1).message == "Moved down a pair."
    assert pairs.pushed(on(0), -1).message == "There is no pair above to move it to."
    assert pairs.pushed(on(2, EN), 1).message == "There is no sentence here to move."


def test_merge_takes_the_pair_below_or_above_or_the_marked_one():
    assert ((1, 2), (1, 2)) in shape(pairs.merged(on(1), 1).lesson)
    assert ((1, 2), (1, 2)) in shape(pairs.merged(on(2), -1).lesson)
    review = moves.placed(pairs.marked(on(6)), Cursor(5))
    review = pairs.merged(review)
    assert ((5,), (5,)) in shape(review.lesson)
    assert review.marked is None
    assert pairs.merged(on(6), 1).message == "There is no pair below this one."
    assert pairs.marked(pairs.marked(on(6))).marked is None


def test_split_cuts_before_the_sentence_and_the_other_side_by_length():
    merged = editing.merge(LESSON, 1, 2)
    review = pairs.split(on(1, EN, 1, merged))
    assert {((1,), (1,)), ((2,), (2,))} <= set(shape(review.lesson))
    assert here(review) == (EN, 2)
    alone = pairs.split(on(1))
    assert len(alone.lesson.beads) == len(LESSON.beads) + 1
    assert "x parts" in pairs.split(on(0)).message


def test_part_and_drop_and_take_back():
    assert {((1,), ()), ((2,), ()), ((), (1,))} <= set(shape(pairs.unlinked(on(1)).lesson))
    assert pairs.unlinked(on(5)).message == "It is alone already."
    dropped = pairs.dropped(on(3))
    assert state.standing(dropped.lesson, dropped.bead) == "dropped"
    assert state.standing(LESSON, LESSON.beads[3]) == "sure"
    back = pairs.dropped(dropped)
    assert state.standing(back.lesson, back.bead) == "by hand"


def test_a_reworded_sentence_can_be_put_back():
    review = pairs.reworded(on(3, NL), " De  kapitein groette. ")
    assert pairs.text(review) == ("De kapitein groette.", LESSON.dutch[3].text)
    assert pairs.reworded(review, LESSON.dutch[3].text).lesson.decisions == LESSON.decisions
    assert "cannot be empty" in pairs.reworded(review, " ").message
    assert pairs.reworded(review, "De kapitein groette.").message == "That changes nothing."


def test_undo_goes_where_it_undoes():
    review = moves.placed(pairs.dropped(on(3)), Cursor(0))
    assert state.undone(review).cursor.bead == 3
    review = moves.placed(pairs.pushed(on(1, EN, 1), 1), Cursor(6))
    assert state.undone(review).cursor.bead == 1
    review = moves.placed(pairs.reworded(on(4, NL), "Anders."), Cursor(0))
    assert here(state.undone(review)) == (NL, 4)


# Words ----------------------------------------------------------------------------------------


def entry(lemma: str, sentence: int, *glosses: str, upos: str = "NOUN", article: str = "de"):
    told = tuple(Gloss(text, Source.LEXICON, 0.9) for text in glosses)
    return VocabularyEntry(
        lemma,
        upos,
        article=article,
        glosses=told,
        occurrences=(Occurrence(sentence, (0,), told[0]),),
    )


CAPTAIN = entry("kapitein", 3, "captain", "skipper")
WAVE = entry("zwaaien", 3, "wave", upos="VERB", article="")
TAUGHT = replace(
    LESSON,
    vocabulary=(CAPTAIN, WAVE, entry("veerboot", 0, "ferry")),
    notes=(WordNote(CAPTAIN, (), "", 3, 1.0),),
)


def lemmas(review: Review) -> list[str]:
    return [word.lemma for word in words.words_of(review)]


def test_the_words_are_those_of_the_pair_with_their_cards():
    review = on(3, lesson=TAUGHT)
    captain, wave = words.words_of(review)
    assert (captain.lemma, captain.article, captain.meanings) == (
        "kapitein",
        "de",
        ("captain", "skipper"),
    )
    assert captain.cards == ("word",)
    assert wave.cards == ()
    assert words.chosen(words.stepped(review, 1)) == wave
    assert words.chosen(words.stepped(review, 9)) == wave
    assert words.words_of(on(1, lesson=TAUGHT)) == ()


def test_what_is_said_of_a_word_shows_at_once():
    review = words.meaning(on(3, lesson=TAUGHT), "skipper")
    word = words.chosen(review)
    assert (word.meanings, word.decided) == (("skipper", "captain"), True)
    review = words.article(review)
    assert words.chosen(review).article == "het"
    assert words.chosen(words.article(review)).article == "de/het"
    review = words.headword(review, "kapiteintje")
    assert lemmas(review) == ["kapiteintje", "zwaaien"]
    assert words.chosen(review).article == "het"
    assert "no noun" in words.article(words.stepped(review, 1)).message


@pytest.mark.parametrize(("key", "why"), [(words.known, "known"), (words.excluded, "left out")])
def test_a_word_that_gets_no_cards_stays_in_sight_and_can_be_taken_back(key, why):
    token = replace(LESSON.words[3][0], lemma="kapitein")
    lesson = replace(TAUGHT, words=(*LESSON.words[:3], (token,), *LESSON.words[4:]))
    review = key(on(3, lesson=lesson))
    assert [(w.lemma, w.left_out) for w in words.words_of(review)] == [
        ("kapitein", why),
        ("zwaaien", ""),
    ]
    made = replace(review.lesson, vocabulary=(WAVE,), notes=(), is_current=True)
    review = words.with_made(review, review.lesson, made)
    assert lemmas(review) == ["zwaaien", "kapitein"]
    assert words.chosen(review).left_out == why  # the cursor went along
    assert key(review).lesson.decisions == lesson.decisions


def test_vocabulary_that_was_worked_out_is_shown_and_saved_for_the_lesson_it_is_of():
    review = pairs.right(begun(TAUGHT))
    assert not review.is_worked_out
    made = replace(review.lesson, vocabulary=(WAVE,), notes=(), is_current=True)
    review = state.with_made(review, review.lesson, made)
    assert review.is_worked_out
    assert review.to_save is made
    review = moves.placed(review, Cursor(3))
    assert lemmas(review) == ["zwaaien"]
    later = pairs.dropped(review)
    assert not later.is_worked_out
    assert later.to_save == later.lesson
    assert lemmas(later) == ["zwaaien"]  # the last that is known
    assert state.undone(state.undone(later)).to_save == TAUGHT


def test_a_review_is_saved_when_the_file_has_it():
    review = pairs.dropped(begun())
    assert not review.is_saved
    review = state.saved(review)
    assert review.is_saved
    assert not state.undone(review).is_saved
