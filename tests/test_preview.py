"""What a person sees in the terminal: at any width, with and without colour, card by card."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cards import lesson_file
from cards.editing import drop, exclude, merge
from cards.model import Bead, Choice, Lesson, NoteKind
from decks import preview
from decks.apkg import write_package
from decks.faces import face_of, faces_in
from decks.left_out import left_out, why_not
from decks.records import DeckOptions
from tests.conftest import SAMPLE, told
from tests.generated_lessons import lessons
from tests.lessons import CALL, GARDEN, SHED, cloze, word
from tests.test_editing import made

ENGLISH, DUTCH = SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt"
BEADS = (((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ()), ((), (3,)))
LESSON = drop(merge(made(*BEADS), 0, 1), 1)


def shown(parts, width: int = 80, **options) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, **options)
    for part in parts:
        console.print(part)
    return out.getvalue()


def page(lesson: Lesson, width: int = 80, *, marks: bool = True, **options) -> str:
    return shown(preview.preview(lesson, width, marks=marks), width, **options)


def table(lesson: Lesson, width: int = 80, **options) -> str:
    part = preview.pairs_table(lesson.beads, lesson.english, lesson.dutch, width, lesson.decisions)
    return shown([part], width, **options)


# The pairs --------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(lessons(), st.sampled_from([20, 40, 59, 60, 80, 130, 200]))
def test_no_line_is_wider_than_the_terminal(lesson, width):
    lines = page(lesson, width).split("\n")
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
def test_a_lesson_fits_any_width(width):
    text = page(GARDEN, width)
    assert max(map(len, text.splitlines())) <= width
    assert "schuur" in text


def test_what_colour_tells_is_told_by_a_mark_too():
    text = table(LESSON)
    rows = {line.split()[0]: line for line in text.splitlines() if line[:4].strip().isdigit()}
    assert "100%=" in rows["1"]
    assert "×" in rows["2"]
    assert "–" in rows["3"]
    assert "= set by hand" in text
    assert "– no partner" in text
    assert "? not sure" not in text


def test_a_doubtful_pair_is_marked_and_coloured():
    lesson = made(((0,), (0,)))
    assert "50%?" in table(lesson)
    assert "\x1b[33m" in table(lesson, force_terminal=True, color_system="standard", no_color=False)
    assert "\x1b[31m" in table(
        replace(lesson, beads=(Bead((0,), (0,), 0.3),)),
        force_terminal=True,
        color_system="standard",
        no_color=False,
    )


def test_the_two_sides_stand_side_by_side_where_there_is_room_and_below_each_other_where_not():
    lesson = made(((0,), (0,)))
    assert "E0" in next(line for line in table(lesson, 60).splitlines() if "N0" in line)
    assert "E0" not in next(line for line in table(lesson, 59).splitlines() if "N0" in line)


# The cards --------------------------------------------------------------------------------------


def card(note, *, marks: bool = True) -> list[str]:
    text = shown([preview.card(face_of(note), 1, marks=marks)])
    return [line.strip("│ ") for line in text.splitlines()]


def test_both_parts_of_a_separable_verb_are_marked_and_gapped():
    sentence = "Zij *belt* haar zus *op*."
    assert "Zij *belt* haar zus *op*." in card(word(CALL, sentence))
    lines = card(cloze(CALL, sentence, "She calls.", "call: b…"))
    assert lines[1] == "Zij [call: b…] haar zus […]."
    assert lines[4] == "Zij *belt* haar zus *op*."


def test_a_word_card_asks_before_it_tells():
    lines = card(word(SHED, "Achter de *schuur*.", "Behind the shed."))
    rule = next(n for n, line in enumerate(lines) if set(line) == {"─"})
    assert lines[1:rule] == ["schuur", "Achter de *schuur*."]
    assert lines[rule + 1 : -1] == [
        "de schuur",
        "shed  barn, garage",
        "plural schuren",
        "Behind the shed.",
    ]


def test_a_package_of_ours_shows_the_same_cards(tmp_path):
    path = tmp_path / "deck.apkg"
    write_package(GARDEN, path, DeckOptions(now=0))
    ours = [preview.card(face_of(note), 0, marks=True) for note in GARDEN.notes]
    theirs = [preview.card(face, 0, marks=True) for face in faces_in(path)]
    assert sorted(shown([part]) for part in theirs) == sorted(shown([part]) for part in ours)


def test_a_card_is_found_by_any_form_of_its_word():
    face = face_of(word(CALL, "Zij *belt* haar *op*."))
    assert face.has("opbellen")
    assert face.has("Belt")
    assert not face.has("zus")


# What is on no card -----------------------------------------------------------------------------


def test_every_reason_names_what_was_left_out():
    lesson = exclude(LESSON, "tuin", "NOUN")
    lesson = replace(
        lesson,
        choice=Choice(min_confidence=0.9),
        dropped={"pairs that you dropped": 1, "words that you left out": 1, "other things": 3},
    )
    told = [(left.reason, left.count, left.things) for left in left_out(lesson)]
    assert told == [
        ("pairs that you dropped", 1, ("E2 = N2",)),
        ("words that you left out", 1, ("tuin",)),
        ("other things", 3, ()),
    ]
    assert why_not(lesson, "Tuin") == "It is among the words that you left out (1)."
    assert "not in the text" in why_not(lesson, "walvis")


def test_one_thing_is_counted_in_the_singular():
    one = replace(made(((0,), (0,))), dropped={"English sentences without a Dutch one": 1})
    text = shown([preview.summary(one)])
    assert "1 Dutch sentence: 1 pair, 0 words; on cards: nothing." in text
    assert "Left out: 1 English sentence without a Dutch one." in text


# The command ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("lesson") / "lesson.json"
    sentences = made(*(((n,), (n,)) for n in range(3)))
    # The words of these notes are not in the text of this lesson, and need not be.
    notes = tuple(
        replace(note, entry=replace(note.entry, occurrences=())) if hasattr(note, "entry") else note
        for note in GARDEN.notes
    )
    path.write_text(lesson_file.to_json(replace(sentences, notes=notes, is_current=True)))
    return path


def test_cards_are_chosen_by_number_kind_and_word(run, saved):
    one = run("preview", saved, "--card", "3").stdout.decode()
    assert "3 Word" in one
    assert "4 Word" not in one
    clozes = run("preview", saved, "--kind", "cloze", "--format", "json").stdout
    assert {card["kind"] for card in json.loads(clozes)["cards"]} == {NoteKind.CLOZE}
    paths = run("preview", saved, "--word", "pad").stdout.decode()
    assert paths.count("het pad") == 2


def test_no_such_card_is_told_with_the_reason(run, saved):
    for arguments, reason in (
        (("--card", "99"), "there are 13"),
        (("--word", "walvis"), "It is not in the text"),
        (("--kind", "cloze", "--card", "1"), "Card 1 is not of the kind cloze"),
    ):
        result = run("preview", saved, *arguments)
        assert result.returncode == 6
        assert reason in told(result)
        assert result.stdout == b""


def test_the_whole_page_as_json(run, saved):
    page = json.loads(run("preview", saved, "--format", "json").stdout)
    assert set(page) == {"title", "pairs", "words", "left_out", "cards"}
    assert len(page["cards"]) == 13
    assert len(page["pairs"]) == 3


def test_quiet_says_nothing_but_errors_and_verbose_says_more(run, saved, tmp_path):
    plain = run("build", saved, "-o", "deck.apkg")
    quiet = run("build", "-q", saved, "-o", "deck.apkg")
    assert (quiet.returncode, quiet.stderr, quiet.stdout) == (0, b"", b"")
    assert plain.stderr
    wrong = run("build", "-q", "nowhere.json", "-o", "deck.apkg")
    assert "nowhere.json" in told(wrong)
    verbose = told(run("align", "-v", ENGLISH, DUTCH))
    assert "Answers of earlier runs: " in verbose
    assert "Answers" not in told(run("align", ENGLISH, DUTCH))


def test_every_table_can_be_had_as_json(run, saved):
    assert len(json.loads(run("align", saved, "--format", "json").stdout)) == 3
    assert json.loads(run("words", saved, "--format", "json").stdout) == []
    (bundled, *_) = json.loads(run("models", "list", "--format", "json").stdout)
    assert bundled["name"] == "bundled"
