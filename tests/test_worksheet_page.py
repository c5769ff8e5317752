"""The interactive page in a headless Chromium: typed into, picked from, measured and printed."""

from __future__ import annotations

import html
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from decks.worksheets.formats import render
from decks.worksheets.gap_rules import GapRules, Hint, Words
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Look, gaps
from tests import browser
from tests.class_lessons import GARDEN_CLASS, strange_lesson
from tests.worksheet_reading import squeezed

_CHROMIUM = browser.found()
pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium is installed")

_TOOLS = """
const out = {};
const sections = [...document.querySelectorAll(".exercise")];
const fields = (section) => [...section.querySelectorAll("[data-gap]")];
const press = (section, name) => section.querySelector(`[data-do="${name}"]`).click();
const score = (section) => section.querySelector("output").textContent;
const type = (field, text) => {
  field.focus(); field.value = text; field.dispatchEvent(new Event("input", {bubbles: true}));
};
const answer = (field) => JSON.parse(field.dataset.answers)[0];
"""


def _page(*exercises: Exercise, **options: Any) -> str:
    return render(make(GARDEN_CLASS, SheetOptions(exercises, **options)).sheet, ".html").decode()


def _run(page: str, script: str) -> Any:
    """What `script` leaves in `out` when the page is there."""
    done = 'const pre = document.createElement("pre"); pre.id = "result";'
    done += "pre.textContent = JSON.stringify(out); document.body.append(pre);"
    whole = page.replace("</body>", f"<script>{{{_TOOLS}{script}{done}}}</script></body>")
    return browser.measure(str(_CHROMIUM), whole)


def test_right_answers_score_and_wrong_ones_do_not() -> None:
    page = _page(Exercise.GAPS, Exercise.MATCHING, Exercise.TEST, Exercise.SCRAMBLE)
    out = _run(
        page,
        """
        out.all = sections.map((section) => {
          fields(section).forEach((field) => type(field, answer(field)));
          press(section, "check");
          return score(section);
        });
        const first = fields(sections[0]);
        type(first[0], "verkeerd");
        press(sections[0], "check");
        out.one = score(sections[0]);
        out.marked = [first[0].className, first[1].className];
        type(first[0], "  " + answer(first[0]).toUpperCase() + ".");
        press(sections[0], "check");
        out.lenient = score(sections[0]);
        press(sections[0], "again");
        out.empty = first.every((field) => field.value === "") && score(sections[0]) === "";
        press(sections[0], "check");
        out.none = score(sections[0]);
        press(sections[0], "show");
        out.shown = first.every((field) => field.value === answer(field));
        """,
    )
    totals = [
        len({gap.number for gap in gaps(section)})
        for section in make(
            GARDEN_CLASS,
            SheetOptions((Exercise.GAPS, Exercise.MATCHING, Exercise.TEST, Exercise.SCRAMBLE)),
        ).sheet.sections
    ]
    assert out["all"] == [f"{total} of {total} right" for total in totals]
    assert out["one"] == f"{totals[0] - 1} of {totals[0]} right"
    assert out["marked"] == ["wrong", "right"]
    assert out["lenient"] == f"{totals[0]} of {totals[0]} right"
    assert out["empty"]
    assert out["none"] == f"0 of {totals[0]} right"
    assert out["shown"]


def test_words_of_the_bank_are_picked_and_crossed_off() -> None:
    rules = GapRules(Words.LIST, listed=("opbellen", "sleutel", "gieter"), distance=0)
    out = _run(
        _page(Exercise.GAPS, gaps=rules),
        """
        const words = [...document.querySelectorAll(".choice")];
        const by = (text) => words.find((word) => word.textContent === text);
        const [key, can, rings, up] = fields(sections[0]);
        rings.dispatchEvent(new FocusEvent("focus"));  // a window in the background has none
        by("belt … op").click();
        by("sleutel").click();
        out.values = fields(sections[0]).map((field) => field.value);
        out.crossed = words.map((word) => word.getAttribute("aria-pressed"));
        by("gieter").click();
        press(sections[0], "check");
        out.score = score(sections[0]);
        out.focusable = words.every((word) => word.tabIndex === 0);
        """,
    )
    assert out["values"] == ["sleutel", "", "belt", "op"]
    assert out["crossed"] == ["true", "false", "true"]
    assert out["score"] == "3 of 3 right"
    assert out["focusable"]


def test_enter_goes_to_the_next_gap_and_the_rest_of_a_word_is_enough() -> None:
    out = _run(
        _page(Exercise.GAPS, gaps=GapRules(hint=Hint.FIRST)),
        """
        const all = fields(sections[0]);
        all[0].focus();
        all[0].dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", cancelable: true}));
        out.next = document.activeElement === all[1];
        all.forEach((field) => type(field, answer(field).slice(1)));
        press(sections[0], "check");
        out.score = score(sections[0]);
        """,
    )
    assert out["next"]
    first, _, total = out["score"].split()[:3]
    assert first == total != "0"


def test_a_translation_is_compared_and_not_scored() -> None:
    out = _run(
        _page(Exercise.TRANSLATION),
        """
        press(sections[0], "show");
        out.told = [...document.querySelectorAll(".compare")].map((told) => told.textContent);
        out.check = document.querySelector('.exercise [data-do="check"]') !== null;
        """,
    )
    english = {f"Compare: {sentence.text}" for sentence in GARDEN_CLASS.english}
    assert len(out["told"]) == 6
    assert set(out["told"]) <= english
    assert not out["check"]


def test_the_key_and_the_backs_of_cards_are_hidden_until_asked_for() -> None:
    out = _run(
        _page(Exercise.GAPS, Exercise.FLASHCARDS),
        """
        const key = document.querySelector(".key > div");
        const seen = (element) => element.getClientRects().length > 0;
        out.before = seen(key);
        document.querySelector('[data-do="key"]').click();
        out.after = seen(key);
        const card = document.querySelector(".turn");
        const sides = () => [...card.querySelectorAll(".face")].map(seen);
        out.front = sides();
        card.click();
        out.back = sides();
        """,
    )
    assert (out["before"], out["after"]) == (False, True)
    assert (out["front"], out["back"]) == ([True, False], [False, True])


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_screen(width: int) -> None:
    options = SheetOptions(tuple(Exercise), words_over=2, look=Look(size=18))
    lesson = strange_lesson()
    page = render(make(lesson, options).sheet, ".html").decode()
    look = f"width: {width}px; height: 900px; border: 0"
    frame = f'<iframe srcdoc="{html.escape(page)}" style="{look}"></iframe>'
    script = """<script>
    addEventListener("load", () => {
      const page = document.querySelector("iframe").contentDocument;
      const pre = document.createElement("pre"); pre.id = "result";
      const wide = [...page.querySelectorAll("main *")].filter((e) =>
        e.getClientRects().length && e.getBoundingClientRect().right > WIDTH + 1);
      pre.textContent = JSON.stringify({
        page: page.documentElement.scrollWidth,
        narrow: [...page.querySelectorAll(".ruled td")].filter((cell) =>
          WIDTH < 576 && cell.textContent && cell.offsetWidth < WIDTH * 0.7).length,
        cells: page.querySelectorAll("td").length,
        wide: wide.map((e) => e.outerHTML.slice(0, 90)).slice(0, 3),
      });
      document.body.append(pre);
    });
    </script>""".replace("WIDTH", str(width))
    out = browser.measure(str(_CHROMIUM), f"<!doctype html><body>{frame}{script}</body>")
    assert out["cells"] > 100
    assert out["wide"] == []
    assert out["narrow"] == 0
    assert out["page"] <= width


def test_the_page_asks_nothing_of_the_network() -> None:
    page = _page(*Exercise)
    for reach in ("http://", "https://", "url(", "@import", "fetch(", " src="):
        assert reach not in page


def _printed(page: str, folder: Path) -> bytes:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile = f"--user-data-dir={folder}/profile"
    subprocess.run(
        [str(_CHROMIUM), *flags, profile, f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target.read_bytes()


@pytest.mark.parametrize("words", [Words.ARTICLES, Words.NOUNS])
def test_printed_there_is_a_line_to_write_each_answer_on(words: Words, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    options = SheetOptions((Exercise.GAPS, Exercise.MATCHING), gaps=GapRules(words))
    sheet = make(GARDEN_CLASS, options).sheet
    asked = sum(1 for section in sheet.sections for _ in gaps(section))
    page = render(sheet.without_key(), ".html").decode()
    with pdfplumber.open(io.BytesIO(_printed(page, tmp_path))) as pdf:
        drawn = [edge for page in pdf.pages for edge in (*page.rects, *page.lines)]
    seen = [e for e in drawn if 20 < e["width"] < 120 and e["height"] < 2 and e["top"] > 130]
    assert len(seen) == asked


def test_printed_it_is_a_sheet_with_its_key_on_a_page_of_its_own(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    content = _printed(_page(Exercise.GAPS, Exercise.FLASHCARDS), tmp_path)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    texts = [squeezed(page.extract_text()) for page in pages]
    assert "Check" not in texts[0]
    assert texts[1].startswith("Answer key")
    made = make(GARDEN_CLASS, SheetOptions((Exercise.FLASHCARDS,)))
    (block,) = made.sheet.sections[0].blocks
    assert len(texts) == 2 + len(block.pages)
