"""The review screen, key by key, without a terminal."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from cards import editing, lesson_file
from cards.errors import MissingPartError, NothingToWriteError
from cards.model import Language, Lesson
from decks.review import journal, state
from decks.review.app import ReviewApp
from decks.review.keys import KEYS, Pane, keys_in
from decks.review.page import Line
from decks.review.panes import PairsPane, WordsPane
from decks.review.state import Review
from decks.review.store import Store
from tests.test_applying import DUTCH, ENGLISH
from tests.test_editing import shape
from tests.test_review import TAUGHT

EN, NL = Language.ENGLISH, Language.DUTCH
SMALL, LARGE = (80, 24), (160, 50)
Play = Callable[[Pilot[str]], Awaitable[None]]


def same(lesson: Lesson) -> Lesson:
    """Stands in for working out the vocabulary."""
    return replace(lesson, is_current=True)


@dataclass(frozen=True)
class After:
    """How the app was when the test had played, before it was taken down."""

    review: Review
    pane: Pane
    boxes: int
    theme: str
    no_color: bool
    return_value: str | None
    return_code: int | None


class Desk:
    """A lesson in a file and the review of it, played by a test."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lesson.json"
        self.remake: Callable[[Lesson], Lesson] = same
        self.put(TAUGHT)

    def put(self, lesson: Lesson) -> None:
        self.path.write_text(lesson_file.to_json(lesson), "utf-8")

    @property
    def file(self) -> Lesson:
        return lesson_file.load(self.path).lesson

    @property
    def journal(self) -> Path:
        return journal.path_of(self.path)

    def opened(self) -> ReviewApp:
        lesson = self.file
        taken = journal.take_up(self.journal, lesson).lesson
        return ReviewApp(state.begin(taken, saved=lesson), Store(self.path), self.remake)

    def play(self, play: Play, size: tuple[int, int] = SMALL) -> After:
        app = self.opened()

        async def run() -> tuple[Pane, int]:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await play(pilot)
                await pilot.pause()
                return app.pane, len(app.screen_stack) - 1

        pane, boxes = asyncio.run(run())
        return After(
            app.review, pane, boxes, app.theme, app.no_color, app.return_value, app.return_code
        )

    def press(self, *keys: str, size: tuple[int, int] = SMALL) -> After:
        return self.play(lambda pilot: pilot.press(*keys), size)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def place(app: After) -> tuple[int, Language, int]:
    cursor = app.review.cursor
    return cursor.bead, cursor.side, cursor.row


def beads(app: After) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return shape(app.review.lesson)


def seen(app: ReviewApp) -> list[str]:
    """The lines of the screen."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip)[:width] for strip in strips[:height]]


# Every key ------------------------------------------------------------------------------------

TOP = ("home", "h")
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
    assert place(app) == (3, NL, 0)


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

    desk.play(play)


def test_a_quick_hand_loses_no_key(desk):
    """All keys are there at once, as when a line is pasted or the machine is busy."""
    written = ["j", "tab", "g", "2", "tab", "slash", *"ferry", "enter", "e", "!", "enter", "d"]

    async def play(pilot):
        for key in written:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause(0.5)

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


# Saving and leaving ---------------------------------------------------------------------------


def test_what_is_saved_is_in_the_file_and_the_journal_is_gone(desk):
    app = desk.press("d", "w")
    assert desk.file.decisions == app.review.lesson.decisions
    assert not desk.journal.exists()


def test_undone_to_the_saved_state_leaves_no_journal(desk):
    desk.press("d", "u")
    assert not desk.journal.exists()


@pytest.mark.parametrize(
    ("key", "left", "in_file", "in_journal"),
    [("w", "saved", True, False), ("q", "kept", False, True), ("d", "discarded", False, False)],
)
def test_quitting_with_changes_asks(desk, key, left, in_file, in_journal):
    app = desk.press("d", "q", key)
    assert app.return_value == left
    assert bool(desk.file.decisions) == in_file
    assert desk.journal.exists() == in_journal


def test_quitting_can_be_thought_better_of(desk):
    app = desk.press("d", "q", "escape")
    assert app.return_value is None
    assert app.boxes == 0


def test_control_c_leaves_at_once_and_keeps_everything(desk):
    app = desk.press("d", "slash", "ctrl+c")
    assert (app.return_value, app.return_code) == ("kept", 130)
    app = desk.press()
    assert len(_decided(app)) == 1
    assert not app.review.is_saved


def test_what_is_taken_up_can_be_undone_in_one_step(desk):
    desk.press("d", "k", "d", "ctrl+c")
    app = desk.press("u")
    assert app.review.lesson == TAUGHT
    assert not desk.journal.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signal here")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_and_keeps_everything(desk, number):
    async def play(pilot):
        await pilot.press("d")
        os.kill(os.getpid(), number)
        await pilot.pause(0.1)

    app = desk.play(play)
    assert (app.return_value, app.return_code) == ("kept", 128 + number)
    assert desk.journal.exists()


def test_a_file_that_changed_meanwhile_is_written_over_only_when_asked_twice(desk):
    async def play(pilot):
        await pilot.press("d")
        desk.put(editing.drop(TAUGHT, 0))
        await pilot.press("w")
        assert "changed by another program" in pilot.app.review.message
        assert desk.file.decisions.beads[0].dutch == (0,)
        await pilot.press("w")

    app = desk.play(play)
    assert desk.file.decisions == app.review.lesson.decisions


def test_a_disk_that_is_full_is_told_and_the_screen_stays(desk, monkeypatch):
    def full(*_arguments):
        raise NothingToWriteError("lesson.json cannot be written: disk full.")

    monkeypatch.setattr("decks.review.store.write_whole", full)
    monkeypatch.setattr("decks.review.journal.write_whole", full)

    async def play(pilot):
        await pilot.press("d")
        await pilot.pause()
        assert "Not kept: lesson.json cannot be written" in "\n".join(seen(pilot.app))
        await pilot.press("w")
        await pilot.pause()
        assert "disk full" in "\n".join(seen(pilot.app))

    app = desk.play(play)
    assert not app.review.is_saved


# Vocabulary in the background -----------------------------------------------------------------


def test_words_are_worked_out_by_themselves_and_saved_with_the_lesson(desk):
    desk.remake = lambda lesson: replace(lesson, vocabulary=TAUGHT.vocabulary[:1], is_current=True)

    async def play(pilot):
        await pilot.press("d")
        while not pilot.app.review.is_worked_out:
            await pilot.pause(0.05)
        await pilot.press("w")

    desk.play(play)
    assert desk.file.is_current
    assert desk.file.vocabulary == TAUGHT.vocabulary[:1]


def test_words_that_come_after_saving_are_saved_too(desk):
    async def play(pilot):
        await pilot.press("d", "w")
        assert not desk.file.is_current
        while not pilot.app.review.is_worked_out:
            await pilot.pause(0.05)

    desk.play(play)
    assert desk.file.is_current


def test_a_model_that_is_missing_is_told(desk):
    def missing(_lesson):
        raise MissingPartError("There is no model.", "Get one.")

    desk.remake = missing

    async def play(pilot):
        await pilot.press("d")
        while "No words" not in pilot.app.review.message:
            await pilot.pause(0.05)

    app = desk.play(play)
    assert app.review.message == "No words: There is no model. Get one."
