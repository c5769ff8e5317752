"""`study`: the session as a value, and the whole command at a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from cards.model import Note
from decks import study
from decks.commands.study import pressed
from decks.study_view import Screen
from tests.conftest import ROOT
from tests.lessons import ARRIVE, GARDEN, SHED, cloze, lesson, sentence, word

CARDS: tuple[Note, ...] = (
    replace(word(SHED, "Achter de *schuur* lag niets.", "Nothing lay behind it."), sentence=2),
    replace(cloze(ARRIVE, "Zij *kwamen* laat *aan*.", "They were late.", "aankomen"), sentence=1),
    replace(sentence("Wie zaait, zal oogsten.", "You reap what you sow."), sentence=0),
)


def after(keys: str, session: study.Session | None = None) -> study.Session:
    """A session of `CARDS` in the order of the text, after some keys; "_" is the space bar."""
    session = session or study.begin(CARDS, seed=None)
    for key in keys:
        session = pressed(session, {"_": "space"}.get(key, key))
    return session


# The session ---------------------------------------------------------------------------------


def test_cards_come_as_in_the_text_or_in_the_same_random_order_for_the_same_seed() -> None:
    assert [card for card, _ in study.begin(CARDS, seed=None).queue] == [2, 1, 0]
    notes = GARDEN.notes
    shuffled = study.begin(notes, seed=1)
    assert shuffled == study.begin(notes, seed=1) != study.begin(notes, seed=2)
    assert sorted(card for card, _ in shuffled.queue) == list(range(len(notes)))


def test_a_grade_needs_the_back_and_brings_the_next_card() -> None:
    assert after("3") == after("")
    assert after("_3").place == 1
    assert not after("_3").is_turned


def test_a_card_graded_again_comes_back_once_more() -> None:
    session = after("_1")
    assert session.queue == ((2, 0), (1, 0), (0, 0), (2, 1))
    many = study.begin(GARDEN.notes, seed=None)
    back = [card for card, _ in after("_1", many).queue]
    assert back[0] == back[1 + study.COMES_BACK_AFTER]


def test_a_card_is_graded_once_until_that_is_undone() -> None:
    session = after("_3k_")
    assert session.grade == 3
    assert pressed(session, "1") == session
    assert after("u4", session).grades == {(2, 0): 4}


def test_going_on_and_back_stops_at_both_ends() -> None:
    assert after("k") == after("")
    assert after("jjj").turn is None
    assert after("jjjjj") == after("jjj")
    assert after("jjjk").place == 2


def test_a_graded_card_leads_to_the_next_without_a_grade() -> None:
    assert after("j_3kk_2").place == 2


def test_the_line_at_the_end_counts_cards_and_grades() -> None:
    assert study.statistics(after("_j")) == "No card of 3 graded."
    told = study.statistics(after("_1_3_4_2"))
    assert told == (
        "3 of 3 cards graded: 1 again, 1 hard, 1 good, 1 easy. Known at first sight: 2."
    )


@given(st.text("_jk1234ux?", max_size=40))
def test_undo_goes_back_grade_by_grade_to_the_beginning_whatever_was_pressed(keys: str) -> None:
    session = after(keys)
    assert {card for card, _ in session.queue} == {0, 1, 2}
    assert len(set(session.queue)) == len(session.queue)
    for count in range(len(session.grades), 0, -1):
        assert len(session.grades) == count
        session = study.undone(session)
    assert session.grades == {}
    assert study.undone(session) == session
    assert session.queue == study.begin(CARDS, seed=None).queue


# The screen ----------------------------------------------------------------------------------


def drawn(screen: Screen, width: int, height: int) -> list[str]:
    console = Console(width=width, height=height, record=True, file=StringIO())
    console.print(screen)
    return console.export_text().splitlines()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
@pytest.mark.parametrize("is_help", [False, True])
def test_every_card_fits_the_terminal_or_can_be_scrolled(
    size: tuple[int, int], is_help: bool
) -> None:
    width, height = size
    session = study.begin(GARDEN.notes, seed=None)
    for _ in GARDEN.notes:
        for side in (session, study.turned(session)):
            screen = Screen("De volkstuin", GARDEN.notes, side, is_help)
            lines = drawn(screen, width, height)
            assert len(lines) <= height
            assert max(map(len, lines)) <= width
            assert any(key in lines[-1] for key in ("space", "1 again", "any other key"))
            foot = drawn(replace(screen, scroll=1000), width, height)
            assert "f ↓" not in foot[0]
        session = study.moved(session, 1)


def test_a_card_stays_where_it_is_when_it_is_turned() -> None:
    session = study.begin(CARDS, seed=None)
    front = drawn(Screen("", CARDS, session), 80, 24)
    back = drawn(Screen("", CARDS, study.turned(session)), 80, 24)
    row = next(row for row, line in enumerate(front) if "Wie zaait" in line)
    assert back[row] == front[row]
    assert "You reap" in "".join(back)
    assert "You reap" not in "".join(front)


def test_a_card_that_is_too_long_is_scrolled_and_says_so() -> None:
    long = lesson(sentence("Een lange zin. " * 30, "A long sentence. " * 30)).notes
    screen = Screen("", long, study.begin(long, seed=None))
    assert "f ↓" in drawn(screen, 40, 12)[0]
    lower = drawn(replace(screen, scroll=3), 40, 12)
    assert "↑ b" in lower[0]


# At a terminal -------------------------------------------------------------------------------

_BEGIN = """
import fcntl, signal, termios

fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Control-C arrives
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
_PROGRAM = """
from decks import inputs
from decks.cli import main
from tests.test_study import CARDS
from tests.lessons import lesson

inputs.read_texts = lambda *_arguments, **_options: None
inputs.lesson = lambda *_arguments, **_more: lesson(*CARDS)
main(["study", "en.txt", "nl.txt", "--order", "text"])
"""


class Terminal:
    """`study` in a terminal of 60 columns and 16 lines, driven key by key."""

    def __init__(self, program: str = _PROGRAM, kind: str = "xterm-256color") -> None:
        self.own, self.theirs = pty.openpty()
        self.resize(60, 16)
        self.before = termios.tcgetattr(self.theirs)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BEGIN + program],
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            cwd=ROOT,
            env=os.environ | {"TERM": kind, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        self.output = b""

    def resize(self, width: int, height: int) -> None:
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self.own, keys.encode())

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    @property
    def frame(self) -> str:
        """What was drawn last, without colours."""
        last = self.output.decode("utf-8", "replace").split("\x1b[H")[-1]
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", last)

    def see(self, *texts: str) -> None:
        """Wait until all of `texts` are on the screen."""
        self._read_until(lambda: all(text in self.frame for text in texts), str(texts))

    def end(self) -> int:
        """Wait for the end, and tell the exit code."""
        self._read_until(lambda: self._process.poll() is not None, "the end")
        while select.select([self.own], [], [], 0)[0]:
            self.output += os.read(self.own, 65536)
        return self._process.returncode

    def _read_until(self, is_there: Callable[[], bool], awaited: str) -> None:
        deadline = time.monotonic() + 30
        while not is_there():
            assert time.monotonic() < deadline, f"{awaited} never came:\n{self.frame}"
            if select.select([self.own], [], [], 0.05)[0]:
                self.output += os.read(self.own, 65536)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self.own)
        os.close(self.theirs)

    def assert_restored(self) -> None:
        assert termios.tcgetattr(self.theirs) == self.before
        assert self.output.rindex(b"\x1b[?1049l") > self.output.rindex(b"\x1b[?1049h")
        assert self.output.rindex(b"\x1b[?25h") > self.output.rindex(b"\x1b[?25l")
        assert b"Traceback" not in self.output


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


def test_every_key_does_what_the_help_says(terminal: Terminal) -> None:
    terminal.see("1/3", "Wie zaait", "space back")
    assert "You reap" not in terminal.frame
    terminal.press(" ")
    terminal.see("You reap", "1 again", "4 easy")
    terminal.press(" ")
    terminal.see("1/3", "space back")
    terminal.press("\r")
    terminal.see("You reap")
    terminal.press("1")
    terminal.see("2/4", "[aankomen]", "u undo")
    terminal.press("u")
    terminal.see("1/3", "You reap")
    for forth in ("j", "\x1b[B", "\x1b[C", "\x1bOB"):
        terminal.press(forth)
        terminal.see("2/3", "[aankomen]")
        terminal.press({"j": "k", "\x1b[B": "\x1b[A", "\x1b[C": "\x1b[D"}.get(forth, "\x1bOA"))
        terminal.see("1/3", "Wie zaait")
    terminal.press("?")
    terminal.see("undo the last grade")
    terminal.press("f")
    terminal.see("any other key back")
    terminal.press("x")
    terminal.see("1/3", "Wie zaait")
    for grade, left in (("2", "2/3"), ("3", "3/3"), ("4", "That was all.")):
        terminal.press(" ")
        terminal.see("1 again")
        terminal.press(grade)
        terminal.see(left)
    terminal.see("3 of 3 cards graded: 1 hard, 1 good, 1 easy.")
    terminal.press("q")
    assert terminal.end() == 0
    assert " ".join(terminal.frame.split()).endswith("Known at first sight: 3.")
    terminal.assert_restored()


def test_a_quick_hand_loses_no_key(terminal: Terminal) -> None:
    terminal.see("1/3")
    terminal.press(" 3 3\x1b[B\x1b[A 1")
    terminal.see("4/4", "once more")
    terminal.press("\x04")
    assert terminal.end() == 0
    assert b"3 of 3 cards graded: 1 again, 2 good." in terminal.output
    terminal.assert_restored()


def test_the_card_is_drawn_anew_when_the_window_changes(terminal: Terminal) -> None:
    terminal.see("1/3")
    drawn_before = terminal.output.count(b"\x1b[H")
    terminal.resize(100, 30)
    terminal._read_until(lambda: terminal.output.count(b"\x1b[H") > drawn_before, "a new drawing")
    assert max(map(len, terminal.frame.splitlines())) > 60


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_the_terminal_is_put_back_when_study_is_stopped(
    number: int, code: int, terminal: Terminal
) -> None:
    terminal.see("1/3")
    terminal.signal(number)
    assert terminal.end() == code
    terminal.assert_restored()


def test_control_c_leaves_and_control_z_does_nothing(terminal: Terminal) -> None:
    terminal.see("1/3")
    terminal.press("\x1a ")
    terminal.see("You reap")
    terminal.press("\x03")
    assert terminal.end() == 130
    terminal.assert_restored()


def test_the_terminal_is_put_back_after_a_crash() -> None:
    crashing = "import decks.study\ndecks.study.moved = lambda *_: 1 / 0\n"
    terminal = Terminal(crashing + _PROGRAM)
    try:
        terminal.see("1/3")
        terminal.press("j")
        assert terminal.end() == 1
        assert b"ZeroDivisionError" in terminal.output
        assert termios.tcgetattr(terminal.theirs) == terminal.before
        assert terminal.output.rindex(b"\x1b[?1049l") < terminal.output.rindex(b"ZeroDivision")
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("program", "kind", "code", "told"),
    [
        (_PROGRAM, "dumb", 2, "cannot draw on this terminal"),
        (_PROGRAM.replace("*CARDS", ""), "xterm", 6, "no card to study"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_line(
    program: str, kind: str, code: int, told: str
) -> None:
    terminal = Terminal(program, kind)
    try:
        assert terminal.end() == code
        assert told in " ".join(terminal.output.decode().split())
        assert b"\x1b[?1049h" not in terminal.output
    finally:
        terminal.close()


def test_without_a_terminal_study_refuses_before_any_work(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from decks.cli import main; main()", "study", "no.en", "no.nl"],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ran.returncode == 2
    assert "study needs a terminal" in ran.stderr
    assert ran.stdout == ""
