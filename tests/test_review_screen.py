"""The review screen, key by key, without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from cards import editing
from cards.model import Language, Lesson
from decks.review import state
from decks.review.dialogs import AskLine, AskSentence, Choose, Help
from decks.review.keys import KEYS, Pane, keys_in
from decks.review.page import Line
from decks.review.panes import PairsPane, WordsPane
from tests.review_desk import LARGE, SMALL, After, Desk, beads, place, seen, until
from tests.test_applying import DUTCH, ENGLISH
from tests.test_review import TAUGHT

EN, NL = Language.ENGLISH, Language.DUTCH


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# Every key ------------------------------------------------------------------------------------

IN_PAIRS = {
    "space": lambda app: app.review.bead == TAUGHT.beads[1] and len(_decided(app)) == 1,
    "enter": lambda app: app.review.bead == TAUGHT.beads[1] and len(_decided(app)) == 1,
    "n": lambda app: place(app)[0] == 1,
    "N": lambda app: place(app)[0] == 1,
    "home": lambda app: place(app)[0] == 0,
    "end": lambda app: place(app)[0] == 6,
    "pagedown": lambda app: place(app)[0] == 6,
    "f": lambda app: place(app)[0] == 6,
    "pageup": lambda app: place(app)[0] == 0,
    "b": lambda app: place(app)[0] == 0,
    "j": lambda app: place(app)[0] == 3,
    "down": lambda app: place(app)[0] == 3,
    "k": lambda app: place(app) == (1, EN, 1),
    "up": lambda app: place(app) == (1, EN, 1),
    "l": lambda app: place(app)[1] is NL,
    "right": lambda app: place(app)[1] is NL,
    "h": lambda app: place(app)[1] is EN,
    "left": lambda app: place(app)[1] is EN,
    "m": lambda app: ((3,), (2, 3)) in beads(app),
    "M": lambda app: ((1, 2), (1, 2)) in beads(app),
    "v": lambda app: app.review.marked == TAUGHT.beads[2],
    "escape": lambda app: (app.review.message, app.review.query) == ("", ""),
    "s": lambda app: app.review.message == "It is alone already.",
    "x": lambda app: app.review.message == "It is alone already.",
    "d": lambda app: state.standing(app.review.lesson, app.review.bead) == "dropped",
    "J": lambda app: "no sentence here" in app.review.message,
    "shift+down": lambda app: "no sentence here" in app.review.message,
    "K": lambda app: "no sentence here" in app.review.message,
    "shift+up": lambda app: "no sentence here" in app.review.message,
    "e": lambda app: "no sentence here" in app.review.message,
    "tab": lambda app: app.pane is Pane.WORDS,
    "shift+tab": lambda app: app.pane is Pane.WORDS,
    "slash": lambda app: app.boxes == 1,
    "u": lambda app: app.review.message == "There is nothing to undo.",
    "r": lambda app: app.review.message == "There is nothing to redo.",
    "ctrl+r": lambda app: app.review.message == "There is nothing to redo.",
    "w": lambda app: app.review.message.startswith("Saved"),
    "ctrl+s": lambda app: app.review.message.startswith("Saved"),
    "t": lambda app: app.theme == "kaartenbak-light",
    "question_mark": lambda app: app.boxes == 1,
    "q": lambda app: app.return_value == "saved",
    "ctrl+q": lambda app: app.return_value == "saved",
}
IN_WORDS = {
    "g": lambda app: app.boxes == 1,
    "enter": lambda app: app.boxes == 1,
    "space": lambda app: app.boxes == 1,
    "a": lambda app: _word(app).article == "het",
    "l": lambda app: app.boxes == 1,
    "y": lambda app: _said(app).known,
    "x": lambda app: _said(app).excluded,
    "j": lambda app: app.review.word == 1,
    "down": lambda app: app.review.word == 1,
    "k": lambda app: app.review.word == 0,
    "up": lambda app: app.review.word == 0,
    "escape": lambda app: app.pane is Pane.PAIRS,
    "tab": lambda app: app.pane is Pane.PAIRS,
    "shift+tab": lambda app: app.pane is Pane.PAIRS,
} | {
    key: IN_PAIRS[key]
    for key in "slash u r ctrl+r w ctrl+s t question_mark q ctrl+q".split()
}  # fmt: skip


def _decided(app: After):
    return app.review.lesson.decisions.beads


def _said(app: After):
    (word,) = app.review.lesson.decisions.words
    return word


def _word(app: After):
    from decks.review import words

    return words.chosen(app.review)


def test_the_tests_know_every_key():
    for pane, tested in ((Pane.PAIRS, IN_PAIRS), (Pane.WORDS, IN_WORDS)):
        assert {name for key in keys_in(pane) for name in key.names} == set(tested)


@pytest.mark.parametrize("key", IN_PAIRS)
def test_every_key_in_the_pairs(desk, key):
    assert IN_PAIRS[key](desk.press(key))


@pytest.mark.parametrize("key", IN_WORDS)
def test_every_key_in_the_words(desk, key):
    assert IN_WORDS[key](desk.press("j", "tab", key))


def test_no_key_means_two_things_in_one_place():
    for pane in (Pane.PAIRS, Pane.WORDS):
        names = [name for key in keys_in(pane) for name in key.names]
        assert len(names) == len(set(names))


def test_footer_and_help_show_every_key(desk):
    shown: dict[str, str] = {}

    async def play(pilot):
        for pane in (Pane.PAIRS, Pane.WORDS):
            shown[pane] = " ".join(seen(pilot.app)[-2:])
            await pilot.press("tab")
        await pilot.press("question_mark")
        await pilot.pause()
        shown["help"] = "\n".join(seen(pilot.app))

    desk.play(play, (80, 60))
    for key in KEYS:
        assert key.written in shown["help"], key
        assert key.told in shown["help"], key
        for pane in (Pane.PAIRS, Pane.WORDS):
            if key.label and key.pane in (pane, Pane.BOTH) and key.label != "words":
                assert f"{key.shown} {key.label}" in shown[pane]
    for pane, label in ((Pane.PAIRS, "tab words"), (Pane.WORDS, "tab pairs")):
        assert label in shown[pane]


def test_an_empty_lesson_can_be_opened_and_bears_every_key(desk):
    desk.put(Lesson("Nothing", (), (), (), (), (), ()))
    leaving = {"q", "ctrl+q", "slash", "question_mark"}
    pairs, words = ([key for key in keys if key not in leaving] for keys in (IN_PAIRS, IN_WORDS))
    app = desk.press(*pairs, "tab", *words, "escape", "n", "slash", "x", "enter")
    assert app.review.lesson.decisions == Lesson("", (), (), (), (), (), ()).decisions


# What the keys do together --------------------------------------------------------------------


def test_a_sentence_moves_with_two_keys(desk):
    app = desk.press("k", "J")
    assert {((1,), (1,)), ((2,), (2,))} <= set(beads(app))
    assert "1 doubtful" not in seen_header(app)


def seen_header(app: After) -> str:
    from decks.review.lines import header

    return header(app.review, 80).plain


def test_a_far_sentence_is_marked_and_merged(desk):
    app = desk.press("end", "v", "k", "m")
    assert ((5,), (5,)) in beads(app)


def test_a_pair_is_split_parted_and_undone(desk):
    app = desk.press("k", "s", "u", "x", "u", "r")
    assert {((1,), ()), ((2,), ()), ((), (1,))} <= set(beads(app))


def test_a_sentence_is_reworded_and_the_text_stays(desk):
    app = desk.press("home", "l", "e", *"!", "enter")
    (edit,) = app.review.lesson.decisions.texts
    assert edit.text == f"{DUTCH[0]}!"
    app = desk.press("home", "e", "x", "escape")
    assert app.boxes == 0
    assert len(app.review.lesson.decisions.texts) == 1  # taken up from the journal


def test_search_finds_and_enter_again_finds_the_next(desk):
    app = desk.press("home", "slash", *"the", "enter")
    assert place(app) == (3, EN, 0)
    app = desk.press("home", "slash", *"de", "enter", "slash", "enter")
    assert (place(app), app.review.query) == ((3, NL, 0), "de")
    app = desk.press("slash", *"de", "enter", "v", "escape")
    assert (app.review.query, app.review.marked) == ("", None)


@pytest.mark.parametrize(
    ("keys", "meaning"),
    [
        (("g", "2"), "skipper"),
        (("g", "j", "enter"), "skipper"),
        (("enter", "o", *"boss", "enter"), "boss"),
        (("g", "j", "j", "enter", *"boss", "enter"), "boss"),
    ],
)
def test_a_meaning_is_chosen_by_number_by_arrow_or_written(desk, keys, meaning):
    app = desk.press("j", "tab", *keys)
    assert _said(app).gloss == meaning
    assert _word(app).meanings[0] == meaning


def test_a_question_can_be_left_unanswered(desk):
    for keys in (("g",), ("l",), ("g", "o"), ("slash",)):
        app = desk.press("j", "tab", *keys, *["escape"] * len(keys))
        assert app.review.lesson.decisions == TAUGHT.decisions
        assert app.boxes == 0


def test_a_lemma_is_put_right(desk):
    app = desk.press("j", "tab", "l", "end", *"je", "enter")
    assert _said(app).headword == "kapiteinje"


def test_the_help_scrolls_and_any_other_key_leaves_it(desk):
    app = desk.press("question_mark", "j", "f", "b", "k")
    assert app.boxes == 1
    app = desk.press("question_mark", "x")
    assert app.boxes == 0
    assert app.review.lesson == TAUGHT


def test_a_click_goes_to_the_sentence(desk):
    async def play(pilot):
        lines: tuple[Line, ...] = pilot.app.query_one(PairsPane).lines
        row = next(n for n, line in enumerate(lines) if "kapitein" in line.text.plain)
        await pilot.click(PairsPane, offset=(60, row))
        assert place(pilot.app) == (3, NL, 0)
        await pilot.click(PairsPane, offset=(20, row))
        assert place(pilot.app) == (3, EN, 0)
        await pilot.click(WordsPane, offset=(5, 2))
        assert _word(pilot.app).lemma == "zwaaien"
        assert pilot.app.pane is Pane.WORDS

    desk.play(play)


def test_a_quick_hand_loses_no_key(desk):
    """All keys are there at once, as when a line is pasted or the machine is busy."""
    written = ["j", "tab", "g", "2", "tab", "slash", *"ferry", "enter", "e", "!", "enter", "d"]

    async def play(pilot):
        for key in written:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: "Dropped" in pilot.app.review.message)

    app = desk.play(play)
    decisions = app.review.lesson.decisions
    assert app.boxes == 0
    assert [word.gloss for word in decisions.words] == ["skipper"]
    assert [edit.text for edit in decisions.texts] == [f"{ENGLISH[0]}!"]
    assert [one.dropped for one in decisions.beads] == [True]


# What is seen ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 12), SMALL, LARGE])
@pytest.mark.parametrize("light", [False, True])
def test_the_screen_tells_how_sure_each_pair_is_in_words(desk, size, light):
    decided = editing.drop(editing.confirm(TAUGHT, 4), 3)
    desk.put(decided)

    async def play(pilot):
        if light:
            await pilot.press("t")
        await pilot.press("home")
        await pilot.pause()
        screen = "\n".join(seen(pilot.app))
        assert "40% ?" in screen
        assert "97%" in screen
        if size != (40, 12):
            assert "alone" in screen
            assert "dropped" in screen
            assert "by hand" in screen
            assert f"› {ENGLISH[0]}" in screen

    desk.play(play, size)


def test_the_pair_under_the_cursor_is_always_in_sight(desk):
    async def play(pilot):
        for key in ("home", *["j"] * 8, "end", *["k"] * 8, "n", "N"):
            await pilot.press(key)
            lines = pilot.app.query_one(PairsPane).lines
            cursor = pilot.app.review.cursor
            assert any(cursor in (line.cursor, line.dutch) for line in lines)

    desk.play(play, (50, 14))


def test_without_colour_the_same_is_told(desk, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = desk.press("home")
    assert app.no_color


def test_the_words_of_the_pair_stand_below_or_beside(desk):
    async def play(pilot):
        await pilot.press("j")
        await pilot.pause()
        screen = seen(pilot.app)
        row = next(line for line in screen if "de kapitein" in line)
        assert "captain" in row
        beside = pilot.app.query_one(WordsPane).region.x > 0
        assert beside == (pilot.app.size.width == LARGE[0])

    for size in (SMALL, LARGE):
        desk.play(play, size)


@pytest.mark.parametrize(
    ("box", "key", "taken"),
    [
        (lambda: AskLine("The lemma", "fiets"), "enter", "fiets"),
        (lambda: AskSentence("The sentence", "Een fiets."), "enter", "Een fiets."),
        (lambda: Choose("The meaning", ["bike", "bicycle"]), "down", None),
        (lambda: Choose("The meaning", ["bike", "bicycle"]), "enter", "bike"),
        (Help, "down", None),
    ],
)
def test_a_key_that_comes_before_a_box_is_drawn_works(desk, box, key, taken):
    answers = []

    async def play(pilot):
        made = box()
        pilot.app.push_screen(made, answers.append)
        binding = next(one for one in made.BINDINGS if key in one.key.split(","))
        await made.run_action(binding.action)

    desk.play(play)
    assert answers == ([taken] if taken else [])
