"""The picture of the review in the README: the sample article on a wide terminal.

`python -m tests.review_picture` draws `.github/review.png` anew, with the fonts that it finds.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from cards import lesson_file
from cards.analysis import StanzaAnalyser
from cards.documents import load_document
from cards.dutch_models import bundled
from cards.encoder import BundledEncoder
from cards.model import Choice, Language, Lesson
from cards.pipeline import Workshop, make_lesson, remake
from cards.sentences import split
from decks.review import state
from decks.review.app import ReviewApp
from decks.review.store import Store
from tests import browser
from tests.conftest import ROOT, SAMPLE

SIZE = (124, 25)
# One pair is set by hand, then the cursor goes to one with many words; a doubtful one is in sight.
KEYS = ("home", "j", "j", "j", "j", "j", "space", "home", "j", "j", "j", "j", "j", "j")


def sample(tools: Workshop) -> Lesson:
    """The lesson of the sample article."""
    texts = [
        split(load_document(SAMPLE / f"article.{language}.txt", language)) for language in Language
    ]
    return make_lesson("De Spullenbank", *texts, Choice(), tools)


async def drawn(lesson: Lesson, tools: Workshop, path: Path) -> str:
    """The screen as SVG."""
    path.write_text(lesson_file.to_json(lesson), "utf-8")
    app = ReviewApp(state.begin(lesson), Store(path), lambda one: remake(one, tools), light=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*KEYS)
        while not app.review.is_worked_out:
            await pilot.pause(0.1)
        await pilot.pause(0.2)
        return app.export_screenshot()


def main() -> None:
    tools = Workshop(BundledEncoder(), StanzaAnalyser(bundled()))
    lesson = sample(tools)
    with TemporaryDirectory() as folder:
        svg = asyncio.run(drawn(lesson, tools, Path(folder) / "lesson.json"))
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    size = (1240, round(1240 * height / width))
    style = "body{margin:0}svg{width:100vw;height:auto;display:block}"
    markup = f"<!doctype html><meta charset=utf-8><style>{style}</style>{svg}"
    browser.shoot(browser.found() or "chromium", markup, ROOT / ".github" / "review.png", size, 1)


if __name__ == "__main__":
    main()
