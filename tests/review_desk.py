"""A lesson at hand and its review on a screen without a terminal, for the tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

from textual.pilot import Pilot

from cards import lesson_file
from cards.model import Language, Lesson
from decks.review import journal, state
from decks.review.app import ReviewApp
from decks.review.keys import Pane
from decks.review.state import Review
from decks.review.store import Store
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


async def until(pilot: Pilot[str], is_so: Callable[[], bool]) -> None:
    """Wait for what happens by itself."""
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        await pilot.pause(0.05)


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
