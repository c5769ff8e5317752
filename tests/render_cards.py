"""Pictures of the cards in a package, as a phone and a desktop show them.

    python -m tests.render_cards deck.apkg pictures/ [--per-type 2] [--widths 320 360 640]
    python -m tests.render_cards gallery pictures/

writes, for every kind of card (or for every case of `tests.gallery`), sheets with front and back
side by side at each width in pixels (phones and desktop), light above dark.
"""

from __future__ import annotations

import argparse
import html
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.anki_engine import Rendered, collection, render_package, typed
from tests.browser import found, shoot
from tests.gallery import case_name, gallery

GAP = 24
# What Anki itself puts around a card: its margins, its button for sound, its typed answers.
ANKI_CSS = """
body { margin: 20px; overflow-wrap: break-word; }
hr { background-color: #ccc; margin: 1em; }
.replay-button { text-decoration: none; display: inline-flex; vertical-align: middle; margin: 3px; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
#typeans { width: 100%; box-sizing: border-box; line-height: 1.75; }
code#typeans { white-space: pre-wrap; font-variant-ligatures: none; }
.typeGood { background: #afa; color: black; }
.typeBad { background: #faa; color: black; }
.typeMissed, .typePass { background: #ccc; color: black; }
"""
PLAY_BUTTON = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"></circle><path d="M56.502,32.301l-37.502,20.101l0.329,-40.804'
    'l37.173,20.703Z"></path></svg></a>'
)
TYPE_BOX = '<center><input type="text" id="typeans" style="width:100%"></center>'


def typed_answer(cloze_text: str) -> str:
    """An answer with a slip, as Anki compares it with the gaps of `cloze_text`."""
    with collection() as col:
        return typed(col, cloze_text)


def page(card: Rendered, side: str, mode: str) -> str:
    """One side of `card` as a whole page, the way Anki's reviewer builds it."""
    night = "nightMode night_mode" if mode == "dark" else ""
    text = re.sub(r"\[anki:play:[^\]]*\]", PLAY_BUTTON, side)
    if "[[type:" in text:
        typing = TYPE_BOX if side == card.front else typed_answer(card.fields["Text"])
        text = re.sub(r"\[\[type:[^\]]*\]\]", lambda _: typing, text)
    return (
        "<!doctype html><meta charset=utf-8>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{ANKI_CSS}</style><body class='card card1 {night}'>"
        f"<div id=qa><style>{card.css}</style>{text}</div></body>"
    )


def frame(card: Rendered, side: str, mode: str, size: tuple[int, int]) -> str:
    """One side of `card` in a window of its own, so that the layout sees that width."""
    source = html.escape(page(card, side, mode), quote=True)
    return f'<iframe srcdoc="{source}" style="width:{size[0]}px;height:{size[1]}px"></iframe>'


def sheet(card: Rendered, widths: list[int], height: int) -> str:
    """Both sides of `card` at every width, light above dark."""
    rows = "".join(
        "<div>"
        + "".join(
            frame(card, side, mode, (width, height))
            for width in widths
            for side in (card.front, card.back)
        )
        + "</div>"
        for mode in ("light", "dark")
    )
    style = (
        f"body{{margin:{GAP}px;background:#8a8a8a}}div{{display:flex;gap:{GAP}px;"
        f"margin-bottom:{GAP}px}}iframe{{border:0;flex:none}}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{rows}</body>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", help="a file, or `gallery`")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-type", type=int, default=2, help="cards of each kind to draw")
    parser.add_argument("--only", default="", help="cards whose picture has this in its name")
    parser.add_argument("--widths", type=int, nargs="+", default=[320, 360, 640])
    parser.add_argument("--height", type=int, default=640)
    parser.add_argument("--scale", type=float, default=1.0, help="picture pixels per CSS pixel")
    parser.add_argument("--chromium", default=found() or "chromium")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width = 2 * sum(options.widths) + (2 * len(options.widths) + 1) * GAP
    size = (width, 2 * options.height + 3 * GAP)
    for name, card in chosen(options.package, options.per_type):
        if options.only not in name:
            continue
        picture = options.folder / f"{name}.png"
        shoot(
            options.chromium,
            sheet(card, options.widths, options.height),
            picture,
            size,
            options.scale,
        )
        print(picture)


def chosen(package: str, per_type: int) -> Iterator[tuple[str, Rendered]]:
    """The cards to draw, each with the name of its picture."""
    if package == "gallery":
        yield from ((case_name(card), card) for card in gallery())
        return
    drawn: dict[str, int] = defaultdict(int)
    for card in render_package(Path(package)):
        name = f"{card.note_type.split()[-1]}-{card.template}".lower().replace(" ", "-")
        drawn[name] += 1
        if drawn[name] <= per_type:
            yield f"{name}-{drawn[name]}", card


if __name__ == "__main__":
    main()
