"""Every kind of card: how Anki builds it, and how a small phone shows it by day and by night."""

from __future__ import annotations

import html
from typing import Any

import pytest

from decks.notetypes import NOTE_TYPES
from tests import browser
from tests.gallery import GOLDEN, case_name, gallery, structure, tree
from tests.render_cards import page

# For each frame: how far it can be scrolled sideways, what its text looks like and where the
# worst pair of colours is. Folded parts are opened first.
MEASURE = """
<pre id="result"></pre>
<script>
const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const channels = colour => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const ground = element => {
  for (; element; element = element.parentElement) {
    const colour = channels(getComputedStyle(element).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const measured = frame => {
  const page = frame.contentDocument;
  page.querySelectorAll("details").forEach(part => part.open = true);
  const walker = page.createTreeWalker(page.querySelector("main"), NodeFilter.SHOW_TEXT);
  let worst = [21, ""], shown = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element.getClientRects().length) continue;
    shown += 1;
    const pair = [channels(getComputedStyle(element).color), ground(element)];
    const [dark, light] = pair.map(luminance).sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < worst[0]) worst = [ratio, text];
  }
  const root = page.documentElement;
  const margin = parseFloat(getComputedStyle(page.querySelector("main")).paddingRight);
  const hanging = [...page.querySelectorAll(".speech")].map(place =>
    Math.max(0, ...[...place.children].map(button => button.getBoundingClientRect().right))
    - place.getBoundingClientRect().left - margin);
  return {
    name: frame.title, shown, contrast: worst[0], text: worst[1],
    beyond: Math.max(0, ...hanging), sideways: root.scrollWidth - root.clientWidth,
    ground: getComputedStyle(page.querySelector("main")).backgroundColor,
  };
};
addEventListener("load", () => {
  const all = [...document.querySelectorAll("iframe")].map(measured);
  document.getElementById("result").textContent = JSON.stringify(all);
});
</script>
"""
LARGE_TEXT = "<style>html { font-size: 200% }</style>"
MODES = ("light", "dark")


@pytest.fixture(scope="module")
def cards():
    return {case_name(card): card for card in gallery()}


@pytest.fixture(scope="module")
def measured(cards) -> list[dict[str, Any]]:
    chromium = browser.found()
    if chromium is None:
        pytest.skip("needs Chromium")
    frames = "".join(
        f'<iframe title="{name} {mode} {"large" if size else "plain"}" width="320" height="500" '
        f'srcdoc="{html.escape(page(card, side, mode) + size, quote=True)}"></iframe>'
        for name, card in cards.items()
        for side in (card.front, card.back)
        for mode in MODES
        for size in ("", LARGE_TEXT)
        if mode == "light" or not size
    )
    return browser.measure(chromium, f"<!doctype html><meta charset=utf-8>{MEASURE}{frames}")


def test_each_case_has_its_golden_file(cards):
    assert {f"{name}.txt" for name in cards} == {path.name for path in GOLDEN.glob("*")}


def test_every_card_template_is_among_the_cases(cards):
    shown = {(card.note_type, card.template) for card in cards.values()}
    assert shown == {(t.name, c.name) for t in NOTE_TYPES.values() for c in t.templates}


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_card_is_built_as_it_was(cards, golden):
    # If you meant the change: python -m tests.gallery, and read the difference.
    assert structure(cards[golden.stem]) == golden.read_text("utf-8")


def test_a_tree_tells_elements_classes_and_text():
    assert tree('<p class="a b" id="x">de <b>kat</b></p><hr>') == (
        'p.a.b id=\'x\'\n  "de "\n  b\n    "kat"\nhr'
    )


def test_nothing_is_scrolled_sideways_on_a_small_phone(measured):
    assert not [frame for frame in measured if frame["sideways"] > 0]


def test_the_button_for_sound_hangs_in_the_margin_wherever_the_line_ends(measured):
    assert not [frame for frame in measured if frame["beyond"] > 0]


def test_all_text_stands_out_from_its_ground(measured):
    assert all(frame["shown"] for frame in measured)
    assert not [frame for frame in measured if frame["contrast"] < 4.5]


def test_night_is_dark(measured):
    grounds = {mode: {f["ground"] for f in measured if f" {mode} " in f["name"]} for mode in MODES}
    assert grounds == {"light": {"rgb(255, 253, 249)"}, "dark": {"rgb(31, 33, 37)"}}
