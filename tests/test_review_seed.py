"""The correction loop, counted in keystrokes: three wrong pairs in a whole news article, put right.

`python -m tests.test_review_seed LESSON.json` writes the lesson with the errors, to try it by hand.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cards import editing, lesson_file
from cards.documents import load_document
from cards.encoder import BundledEncoder
from cards.model import Bead, Decisions, Language, Lesson
from cards.pipeline import Workshop, pair
from cards.sentences import split
from decks.review import state
from decks.review.app import ReviewApp
from decks.review.store import Store
from tests.conftest import ROOT

# Which keys put which error right, with those that lead from one to the next.
KEYS = {
    "a sentence that slipped into the pair above": ("j", "J"),
    "two pairs taken for one": ("n", "s"),
    "a pair that was not found": ("n", "m"),
    "saved": ("w",),
}


def aligned(folder: Path) -> Lesson:
    """The seed pair as the aligner pairs it, without vocabulary."""
    english, dutch = (
        split(load_document(folder / f"article.{language}.txt", language)) for language in Language
    )
    found = pair(english, dutch, Workshop(BundledEncoder(), analyser=None))
    return Lesson("Seed", english, dutch, found, ((),) * len(dutch), (), ())


def spoilt(lesson: Lesson) -> Lesson:
    """With three errors as aligners make them, each as doubtful as it would be then."""
    plain = [n for n, bead in enumerate(lesson.beads) if len(bead.english) == len(bead.dutch) == 1]
    runs = [n for n in plain if n + 1 in plain]
    first, second, third = runs[len(runs) // 6], runs[len(runs) // 2], runs[-2]
    wrong = editing.unlink(lesson, third)
    wrong = editing.merge(wrong, second, second + 1)
    wrong = editing.move(wrong, Language.ENGLISH, lesson.beads[first + 1].english[0], first)
    said = {(one.english, one.dutch) for one in wrong.decisions.beads}
    doubts = iter((0.21, 0.22, 0.34, 0.45, 0.46))
    beads = tuple(
        Bead(b.english, b.dutch, next(doubts)) if (b.english, b.dutch) in said else b
        for b in wrong.beads
    )
    return replace(lesson, beads=beads, decisions=Decisions())


def pairs_of(lesson: Lesson) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.english, bead.dutch) for bead in lesson.beads]


@pytest.fixture(scope="module")
def lesson(shared: Path) -> Lesson:
    return aligned(shared / "seed")


def test_three_alignment_errors_are_put_right_in_seven_keystrokes(lesson, tmp_path):
    path = tmp_path / "seed.json"
    wrong = spoilt(lesson)
    assert len(set(pairs_of(wrong)) - set(pairs_of(lesson))) == 5
    path.write_text(lesson_file.to_json(wrong), "utf-8")
    keys = [key for error in KEYS.values() for key in error]

    async def correct() -> None:
        app = ReviewApp(state.begin(wrong), Store(path), lambda lesson: lesson)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)

    asyncio.run(correct())
    saved = lesson_file.load(path).lesson
    assert pairs_of(saved) == pairs_of(lesson)
    doubted = {number for _, number in state.doubtful(saved)}
    assert doubted == {number for _, number in state.doubtful(lesson)}
    assert len(keys) == 7


if __name__ == "__main__":
    made = spoilt(aligned(ROOT.parent / "shared" / "data" / "seed"))
    Path(sys.argv[1]).write_text(lesson_file.to_json(made), "utf-8")
