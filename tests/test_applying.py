"""A file of pairs laid over its lesson: what stands in the file is what the person means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import editing, lesson_file
from cards.applying import Applied, apply
from cards.errors import InputError
from cards.model import Bead, Language, Lesson, Sentence, Token
from cards.pairing import PairRow, check_of, read_rows, rows_of
from tests.test_editing import held

ENGLISH = (
    "The ferry leaves at seven.",
    "We were late.",
    "My bag was still open.",
    "The captain waved at us.",
    "He called something that nobody heard.",
    "Buy your ticket online.",
)
DUTCH = (
    "De veerboot vertrekt om zeven uur.",
    "We waren te laat.",
    "Mijn tas stond nog open.",
    "De kapitein zwaaide naar ons.",
    "Hij riep iets dat niemand hoorde.",
    "Lees ook onze andere stukken.",
)
BEADS = (
    Bead((0,), (0,), 0.97),
    Bead((1, 2), (1,), 0.4),
    Bead((), (2,), 0.3),
    Bead((3,), (3,), 0.99999),
    Bead((4,), (4,), 0.98),
    Bead((5,), (), 0.9),
    Bead((), (5,), 0.9),
)


def sentences(texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(n, text, n * 2, n // 2) for n, text in enumerate(texts))


def tokens(text: str) -> tuple[Token, ...]:
    return (Token(text, text, "X", "", "", 0, len(text)),)


LESSON = Lesson(
    "De veerboot",
    sentences(ENGLISH),
    sentences(DUTCH),
    BEADS,
    tuple(tokens(text) for text in DUTCH),
    (),
    (),
)
ROWS = tuple(rows_of(LESSON.beads, LESSON.english, LESSON.dutch))


def applied(*rows: PairRow, lesson: Lesson = LESSON) -> Applied:
    return apply(lesson, read_rows(rows, "pairs.tsv"), "pairs.tsv")


def foreign(*pairs: tuple[str, str]) -> Applied:
    rows = (PairRow(line, *pair) for line, pair in enumerate(pairs, 1))
    return applied(*rows)


def decided(found: Applied) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(one.english, one.dutch, one.dropped) for one in found.lesson.decisions.beads]


def test_a_file_that_nobody_touched_changes_nothing():
    assert applied(*ROWS) == Applied(LESSON)
    assert applied(*reversed(ROWS)) == Applied(LESSON)


def test_a_sentence_put_into_another_row_moves_the_boundary():
    one = replace(ROWS[1], english=ENGLISH[1])
    other = replace(ROWS[2], english=ENGLISH[2])
    found = applied(ROWS[0], one, other, *ROWS[3:])
    assert decided(found) == [((1,), (1,), False), ((2,), (2,), False)]
    assert (found.paired, found.dropped, found.reworded, found.added) == (2, 0, 0, 0)
    assert held(found.lesson) == (list(range(6)), list(range(6)))
    assert not found.lesson.is_current


def test_merged_rows_are_one_pair():
    merged = replace(ROWS[1], dutch=f"{DUTCH[1]} {DUTCH[2]}")
    assert decided(applied(ROWS[0], merged, *ROWS[3:])) == [((1, 2), (1, 2), False)]


def test_a_deleted_row_is_on_no_card_and_its_sentences_stay():
    found = applied(*ROWS[:3], *ROWS[4:])
    assert decided(found) == [((3,), (3,), True)]
    assert found.dropped == 1
    again = applied(*ROWS[:3], *ROWS[4:], lesson=found.lesson)
    assert again == Applied(found.lesson)


def test_rows_of_lonely_sentences_may_be_deleted_for_they_are_on_no_card_anyway():
    assert applied(*ROWS[:5]) == Applied(LESSON)


def test_a_reworded_sentence_reads_so_on_the_cards_and_is_analysed_again():
    found = applied(
        ROWS[0], *ROWS[1:3], replace(ROWS[3], dutch="De kapitein groette ons."), *ROWS[4:]
    )
    (edit,) = found.lesson.decisions.texts
    assert (edit.language, edit.sentence, edit.text) == (
        Language.DUTCH,
        3,
        "De kapitein groette ons.",
    )
    assert found.lesson.dutch == LESSON.dutch
    assert found.lesson.words[3] == ()
    assert found.lesson.words[2] == LESSON.words[2]
    assert found.reworded == 1


def test_one_sentence_that_now_reads_as_two_is_still_one():
    found = applied(
        *ROWS[:3], replace(ROWS[3], dutch="De kapitein zwaaide. Hij lachte."), *ROWS[4:]
    )
    (edit,) = found.lesson.decisions.texts
    assert edit.text == "De kapitein zwaaide. Hij lachte."
    assert found.added == 0


def test_the_same_file_twice_is_the_same_lesson():
    reworded = replace(ROWS[3], dutch="De kapitein groette ons.")
    new = PairRow(9, "The sea was calm.", "De zee was kalm.", check="")
    rows = (ROWS[0], new, *ROWS[1:3], reworded, *ROWS[5:])
    once = applied(*rows)
    assert (once.paired, once.dropped, once.reworded, once.added) == (1, 1, 1, 2)
    assert applied(*rows, lesson=once.lesson) == Applied(once.lesson)


def test_an_added_row_stands_after_the_row_above_it():
    new = PairRow(9, "The sea was calm.", "De zee was kalm.", check="")
    found = applied(ROWS[0], new, *ROWS[1:])
    lesson = found.lesson
    assert [s.text for s in lesson.english[:3]] == [ENGLISH[0], "The sea was calm.", ENGLISH[1]]
    assert lesson.dutch[1].text == "De zee was kalm."
    assert (lesson.dutch[1].line, lesson.dutch[1].paragraph) == (0, 0)
    assert lesson.words[1] == ()
    assert lesson.words[2] == LESSON.words[1]
    assert Bead((1,), (1,), 1.0) in lesson.beads
    assert Bead((2, 3), (2,), 0.4) in lesson.beads
    assert lesson_file.parse(lesson_file.to_json(lesson), "again").lesson == lesson


def test_older_decisions_stay_unless_the_file_says_otherwise():
    lesson = editing.drop(editing.edit_text(LESSON, Language.ENGLISH, 0, "The boat leaves."), 4)
    assert applied(*ROWS, lesson=lesson) == Applied(lesson)
    new = PairRow(9, "The sea was calm.", "De zee was kalm.", check="")
    after = applied(ROWS[0], new, *ROWS[1:], lesson=lesson).lesson
    assert [(one.dutch, one.dropped) for one in after.decisions.beads] == [
        ((1,), False),
        ((5,), True),
    ]
    assert after.decisions.texts == lesson.decisions.texts


def test_a_certain_confidence_written_into_the_file_is_a_decision():
    found = applied(ROWS[0], replace(ROWS[1], confidence=1.0), *ROWS[2:])
    assert decided(found) == [((1, 2), (1,), False)]


def test_a_confidence_that_was_rounded_to_1_is_none():
    assert ROWS[3].confidence is not None
    assert applied(*ROWS[:3], replace(ROWS[3], confidence=1.0), *ROWS[4:]) == Applied(LESSON)


def test_of_a_file_from_elsewhere_only_pairs_count_that_the_lesson_has():
    found = foreign(
        (ENGLISH[1], DUTCH[1]),
        (ENGLISH[2], DUTCH[2]),
        ("Nothing of the kind.", "Niets van dien aard."),
        ("The captain waved.", DUTCH[3]),
    )
    assert decided(found) == [((1,), (1,), False), ((2,), (2,), False)]
    assert (found.dropped, found.added) == (0, 0)
    (problem,) = found.problems
    assert str(problem).startswith("pairs.tsv:3: The lesson has no such sentence")
    assert "Also at 4." in str(problem)


def test_a_file_about_something_else_is_refused():
    with pytest.raises(InputError, match="none of its sentences is in this lesson"):
        foreign(("Nothing of the kind.", "Niets van dien aard."))


@given(
    st.lists(st.integers(0, len(ROWS) - 1), unique=True, min_size=1),
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["merge", "reword", "lose", "sure"]))),
)
@settings(max_examples=60)
def test_whatever_the_file_says_every_sentence_is_there_once(kept, changes):
    rows = {n: ROWS[n] for n in kept}
    for number, change in changes:
        if number not in rows:
            continue
        row = rows[number]
        if change == "merge" and len(rows) > 1:
            other = rows.pop(next(n for n in rows if n != number))
            row = replace(
                row,
                english=f"{row.english} {other.english}".strip(),
                dutch=f"{row.dutch} {other.dutch}".strip(),
            )
        elif change == "reword":
            row = replace(row, dutch=f"{row.dutch} En nog iets.".strip())
        elif change == "lose":
            row = replace(row, english="")
        elif change == "sure":
            row = replace(row, confidence=1.0)
        rows[number] = row
    try:
        found = applied(*rows.values())
    except InputError:
        return
    lesson = found.lesson
    assert held(lesson) == (list(range(len(lesson.english))), list(range(len(lesson.dutch))))
    assert {s.text for s in LESSON.english} <= {s.text for s in lesson.english}
    assert {s.text for s in LESSON.dutch} <= {s.text for s in lesson.dutch}
    assert lesson_file.parse(lesson_file.to_json(lesson), "x").lesson == lesson


def test_the_check_of_a_row_does_not_hang_on_how_it_is_parted():
    assert check_of("One. Two.", "Een.") == check_of("One. | Two.", "Een.")
