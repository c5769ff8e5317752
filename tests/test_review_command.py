"""`review` as a command: at a terminal of its own, killed, without one, and from a file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cards import editing, lesson_file
from cards.model import Lesson
from decks.pairs import rendered
from decks.review import journal
from decks.review.store import Store
from tests.conftest import ROOT, SAMPLE, told
from tests.test_applying import DUTCH, LESSON, ROWS
from tests.test_study import Terminal

# The vocabulary is not what these tests are about; working it out would take their time.
_PROGRAM = """
import sys
from dataclasses import replace
from cards import pipeline
from decks.cli import main

pipeline.remake = lambda lesson, _tools: replace(lesson, is_current=True)
main(["review", *sys.argv[1:]])
"""


class Screen(Terminal):
    """`review` in a terminal of 80 columns and 24 lines."""

    def __init__(self, *arguments: object, kind: str = "xterm-256color") -> None:
        told = repr(["review", *map(str, arguments)])
        super().__init__(f"import sys\nsys.argv = {told}\n{_PROGRAM}", kind)

    def resize(self, width: int, height: int) -> None:
        super().resize(80, 24)

    @property
    def frame(self) -> str:
        """All that was drawn, without colours and places."""
        return re.sub(r"\x1b\[[0-9;?=>$]*[A-Za-z]", "", self.output.decode("utf-8", "replace"))

    def wait_for(self, path: Path) -> None:
        self._read_until(path.exists, str(path))

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.end() == -signal.SIGKILL


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.json"
    path.write_text(lesson_file.to_json(LESSON), "utf-8")
    return path


@pytest.fixture
def opened() -> Iterator[list[Screen]]:
    screens: list[Screen] = []
    yield screens
    for screen in screens:
        screen.close()


def loaded(path: Path) -> Lesson:
    return lesson_file.load(path).lesson


# At a terminal --------------------------------------------------------------------------------


def test_a_lesson_is_corrected_and_saved(lesson, opened):
    screen = Screen(lesson)
    opened.append(screen)
    screen.see("pair 3 of 7", "Mijn tas stond nog open.", "q quit")
    screen.press("kJ")
    screen.see("none doubtful")
    screen.press("w")
    screen.see("Saved ferry.json")
    screen.press("q")
    assert screen.end() == 0
    assert "For the deck: kaartenbak build" in " ".join(screen.frame.split())
    screen.assert_restored()
    assert {((1,), (1,)), ((2,), (2,))} <= {(b.english, b.dutch) for b in loaded(lesson).beads}
    assert sorted(path.name for path in lesson.parent.iterdir()) == ["ferry.json"]


def test_kill_9_loses_no_correction(lesson, opened):
    before = lesson.read_bytes()
    screen = Screen(lesson)
    opened.append(screen)
    screen.see("q quit")
    screen.press("kJ")
    screen.see("none doubtful")
    screen.kill()
    assert lesson.read_bytes() == before
    again = Screen(lesson)
    opened.append(again)
    again.see("Corrections that were not saved last time are taken up", "not saved")
    again.press("w")
    again.see("Saved ferry.json")
    again.kill()
    assert {((1,), (1,)), ((2,), (2,))} <= {(b.english, b.dutch) for b in loaded(lesson).beads}
    assert not journal.path_of(lesson).exists()


def test_what_is_kept_is_told_when_the_screen_has_gone(lesson, opened):
    screen = Screen(lesson)
    opened.append(screen)
    screen.see("q quit")
    screen.press("d")
    screen.see("not saved")
    screen.press("\x03")
    assert screen.end() == 130
    assert "your corrections wait in" in " ".join(screen.frame.split())
    screen.assert_restored()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_puts_the_terminal_back(lesson, opened, number, code):
    screen = Screen(lesson)
    opened.append(screen)
    screen.see("q quit")
    screen.signal(number)
    assert screen.end() == code
    screen.assert_restored()


def test_a_terminal_that_cannot_be_drawn_on_is_told(lesson, opened):
    screen = Screen(lesson, kind="dumb")
    opened.append(screen)
    assert screen.end() == 2
    assert "cannot draw on this terminal" in " ".join(screen.frame.split())


# The journal ----------------------------------------------------------------------------------

# Python tells of every file that is about to be opened, renamed or removed: there we die.
_KILLED_AT_STEP = """
import os, signal, sys
from pathlib import Path
from decks.review.store import Store
from tests.test_review_command import FIRST, SECOND

path, last = Path(sys.argv[1]), int(sys.argv[2])
store, step = Store(path), 0

def watch(event, arguments):
    global step
    if event in ("open", "os.rename", "os.remove") and str(path.parent) in str(arguments[0]):
        if event == "open" and not arguments[2] & os.O_WRONLY:
            return
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)
        step += 1

sys.addaudithook(watch)
store.keep(SECOND)
store.save(SECOND)
"""
FIRST = editing.drop(LESSON, 3)
SECOND = editing.drop(FIRST, 4)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kill_9_at_every_step_of_keeping_and_saving(lesson):
    left = []
    for step in range(20):
        lesson.write_text(lesson_file.to_json(LESSON), "utf-8")
        Store(lesson).keep(FIRST)
        command = [sys.executable, "-c", _KILLED_AT_STEP, str(lesson), str(step)]
        environment = dict(os.environ, PYTHONPATH=str(ROOT))
        code = subprocess.run(command, env=environment, check=False).returncode
        saved = loaded(lesson)
        taken = journal.take_up(journal.path_of(lesson), saved).lesson
        left.append((saved.decisions, taken.decisions))
        if code == 0:
            break
        assert code == -signal.SIGKILL
    decisions = LESSON.decisions, FIRST.decisions, SECOND.decisions
    assert left[0] == (decisions[0], decisions[1])
    assert (decisions[0], decisions[2]) in left
    assert left[-1] == (decisions[2], decisions[2])
    assert set(left) <= {
        (decisions[0], decisions[1]),
        (decisions[0], decisions[2]),
        (decisions[2], decisions[2]),
    }
    assert len(left) >= 5


def test_corrections_of_a_lesson_that_was_made_anew_go_where_their_sentences_are(lesson):
    path = journal.path_of(lesson)
    journal.write(path, editing.drop(editing.merge(LESSON, 1, 2), 2))
    shorter = replace(
        LESSON,
        dutch=tuple(replace(s, index=n) for n, s in enumerate(LESSON.dutch[1:])),
        words=LESSON.words[1:],
        beads=(
            *(
                replace(b, dutch=tuple(i - 1 for i in b.dutch if i), confidence=0.5)
                for b in LESSON.beads
            ),
        ),
    )
    taken = journal.take_up(path, shorter)
    assert [(one.english, one.dutch, one.dropped) for one in taken.lesson.decisions.beads] == [
        ((1, 2), (0, 1), False),
        ((3,), (2,), True),
    ]
    assert taken.problems == ()
    gone = replace(
        shorter,
        english=tuple(
            replace(s, text="Quite another." if s.index == 3 else s.text) for s in shorter.english
        ),
    )
    (problem,) = journal.take_up(path, gone).problems
    assert "has lost its sentences: dropped: “The captain waved at us.”" in str(problem)


def test_a_journal_is_a_lesson_that_any_command_reads(run_here, lesson):
    path = journal.path_of(lesson)
    journal.write(path, editing.merge(LESSON, 1, 2))
    result = run_here("align", path, "--format", "json")
    assert result.returncode == 0
    assert b'"english_index": [\n      1,\n      2\n    ]' in result.stdout


# Without a screen -----------------------------------------------------------------------------


def test_without_a_terminal_review_refuses_and_says_what_does_as_well(run, lesson):
    result = run("review", lesson)
    assert result.returncode == 2
    assert "review needs a terminal" in told(result)
    assert "review --apply" in told(result)


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx", ".tmx"])
def test_a_corrected_file_is_applied(run_here, tmp_path, suffix, lesson):
    unread = replace(LESSON, words=((),) * len(DUTCH))
    lesson.write_text(lesson_file.to_json(unread), "utf-8")
    written = told(run_here("align", lesson, "-o", f"pairs{suffix}"))
    assert f"kaartenbak review {lesson} --apply pairs{suffix}" in written
    one = replace(ROWS[1], english=LESSON.english[1].text)
    other = replace(ROWS[2], english=LESSON.english[2].text)
    pairs = tmp_path / f"pairs{suffix}"
    pairs.write_bytes(rendered([ROWS[0], one, other, *ROWS[3:]], pairs))
    result = run_here("review", lesson, "--apply", pairs)
    assert result.returncode == 0, told(result)
    assert "set by hand 2, dropped 0, reworded 0, added 0." in told(result)
    made = loaded(lesson)
    assert {((1,), (1,)), ((2,), (2,))} <= {(b.english, b.dutch) for b in made.beads}
    assert made.is_current
    assert made.vocabulary
    assert len(made.dutch) == len(DUTCH)


def test_rows_that_make_no_sense_are_named(run_here, tmp_path, lesson):
    pairs = tmp_path / "pairs.tsv"
    text = rendered(ROWS, pairs).decode().replace("\t0.97\t", "\tvery sure\t")
    pairs.write_text(text, "utf-8")
    result = run_here("review", lesson, "--apply", pairs)
    assert result.returncode == 0
    assert "pairs.tsv:2: “very sure” is no confidence" in told(result)


def test_a_translation_memory_from_elsewhere_is_read_and_reported(run_here, tmp_path):
    """Several languages, inline tags, and units that are wrong: see tests/data/tmx."""
    memory = ROOT / "tests" / "data" / "tmx" / "elsewhere.tmx"
    result = run_here("build", "--pairs", memory, "-o", "d.apkg", "--lesson", "garden.json")
    assert result.returncode == 0, told(result)
    garden = tmp_path / "garden.json"
    before = loaded(garden)
    changed = editing.merge(before, 0, 1)
    garden.write_text(lesson_file.to_json(changed), "utf-8")
    result = run_here("review", garden, "--apply", memory)
    assert result.returncode == 0, told(result)
    for report in (
        "elsewhere.tmx:20: There is no Dutch in this unit; it was left out. Also at 24.",
        "Of several texts in en the first was taken.",
        "Texts in other languages were left out: de (1), fr (1).",
        "One text is much longer than the other",
        "set by hand 2",
    ):
        assert report in told(result)
    assert {(b.english, b.dutch) for b in before.beads} == {
        (b.english, b.dutch) for b in loaded(garden).beads
    }


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("review", "a.en.txt", "a.nl.txt", "--apply", "p.tsv"), 2, "Give the lesson that --apply"),
        (("review", "ferry.json", "--apply", "p.doc"), 2, "a file of pairs ends in .tsv"),
        (("review", "ferry.json", "--apply", "no.tsv"), 3, "no.tsv"),
        (("review", "ferry.json", "--apply", "other.tsv"), 3, "none of its sentences is in this"),
        (("review", "ferry.json", "--apply", "p.tsv", "--lesson", "no/x.json"), 6, "no folder"),
    ],
)
def test_what_cannot_be_applied_is_told_and_changes_nothing(
    run_here, tmp_path, lesson, arguments, code, message
):
    before = lesson.read_bytes()
    (tmp_path / "p.tsv").write_bytes(rendered(ROWS, Path("p.tsv")))
    (tmp_path / "other.tsv").write_text("english\tdutch\nThe dog sleeps.\tDe hond slaapt.\n")
    result = run_here(*arguments)
    assert result.returncode == code
    assert message in told(result)
    assert lesson.read_bytes() == before


def test_nothing_is_applied_under_corrections_that_wait(run_here, tmp_path, lesson):
    Store(lesson).keep(FIRST)
    (tmp_path / "p.tsv").write_bytes(rendered(ROWS, Path("p.tsv")))
    result = run_here("review", lesson, "--apply", "p.tsv")
    assert result.returncode == 6
    assert "ferry.review.json holds corrections that are not saved" in told(result)


def test_two_texts_become_a_lesson_that_is_saved_from_the_start(tmp_path, opened, cache):
    target = tmp_path / "lesson.json"
    texts = (SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt")
    screen = Screen(*texts, "--lesson", target, "--cache-dir", cache / "kaartenbak")
    opened.append(screen)
    screen.wait_for(target)
    screen.see("doubtful", "q quit")
    screen.press("q")
    assert screen.end() == 0
    assert loaded(target).beads


def test_two_texts_need_a_place_for_the_lesson(opened):
    screen = Screen("a.en.txt", "a.nl.txt")
    opened.append(screen)
    assert screen.end() == 2
    assert "--lesson FILE.json" in screen.frame
