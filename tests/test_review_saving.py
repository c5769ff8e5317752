"""What is corrected on the review screen lasts: saved, kept beside the lesson, worked out anew."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from cards import editing
from cards.errors import MissingPartError, NothingToWriteError
from tests.review_desk import Desk, seen, until
from tests.test_review import TAUGHT


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


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
    assert len(app.review.lesson.decisions.beads) == 1
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
        await until(pilot, lambda: pilot.app.return_value is not None)

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
        await until(pilot, lambda: pilot.app.review.is_worked_out)
        await pilot.press("w")

    desk.play(play)
    assert desk.file.is_current
    assert desk.file.vocabulary == TAUGHT.vocabulary[:1]


def test_words_that_come_after_saving_are_saved_too(desk):
    async def play(pilot):
        await pilot.press("d", "w")
        assert not desk.file.is_current
        await until(pilot, lambda: pilot.app.review.is_worked_out)

    desk.play(play)
    assert desk.file.is_current


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MissingPartError("There is no model.", "Get one."), "There is no model. Get one."),
        (ZeroDivisionError("by zero"), "Working them out failed: ZeroDivisionError('by zero')."),
    ],
)
def test_words_that_cannot_be_worked_out_are_told_and_tried_again(desk, error, message):
    asked = []

    def failing(lesson):
        asked.append(lesson)
        raise error

    desk.remake = failing

    async def play(pilot):
        for count, key in enumerate("du", 1):
            await pilot.press(key, *["d"] * (key == "u"))
            await until(pilot, lambda: "No words" in pilot.app.review.message)
            assert pilot.app.review.message == f"No words: {message}"
            assert len(asked) == count

    desk.play(play)


def test_a_file_is_not_written_unless_the_person_saves(desk):
    desk.put(replace(TAUGHT, is_current=False))

    async def play(pilot):
        await until(pilot, lambda: pilot.app.review.is_worked_out)

    desk.play(play)
    assert not desk.file.is_current
