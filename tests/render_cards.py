"""Pictures of the cards in a package, as a phone and a desktop show them.

    python tests/render_cards.py deck.apkg pictures/ [--per-type 2] [--widths 320 360 640]

writes, for every kind of card, sheets with front and back side by side at each width in pixels
(phones and desktop), light above dark.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.anki_engine import Rendered, render_package

GAP = 24
# What Anki itself puts around a card: its margins and its button for sound.
ANKI_CSS = """
body { margin: 20px; overflow-wrap: break-word; }
hr { background-color: #ccc; }
.replay-button { text-decoration: none; display: inline-flex; vertical-align: middle; margin: 3px; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
"""
PLAY_BUTTON = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"></circle><path d="M56.502,32.301l-37.502,20.101l0.329,-40.804'
    'l37.173,20.703Z"></path></svg></a>'
)
TYPE_BOX = '<center><input type="text" id="typeans" style="width:100%"></center>'


def page(card: Rendered, side: str, mode: str) -> str:
    """One side of `card` as a whole page, the way Anki's reviewer builds it."""
    night = "nightMode night_mode" if mode == "dark" else ""
    text = re.sub(r"\[anki:play:[^\]]*\]", PLAY_BUTTON, side)
    text = re.sub(r"\[\[type:[^\]]*\]\]", TYPE_BOX, text)
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


def shoot(chromium: str, markup: str, picture: Path, size: tuple[int, int], scale: float) -> None:
    """Let Chromium draw `markup` into `picture`, offline and with a profile of its own."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(markup, "utf-8")
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
            f"--window-size={size[0]},{size[1]}",
            f"--force-device-scale-factor={scale}",
            f"--screenshot={picture.resolve()}",
            source.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-type", type=int, default=2, help="cards of each kind to draw")
    parser.add_argument("--widths", type=int, nargs="+", default=[320, 360, 640])
    parser.add_argument("--height", type=int, default=640)
    parser.add_argument("--scale", type=float, default=1.0, help="picture pixels per CSS pixel")
    parser.add_argument("--chromium", default="chromium")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width = 2 * sum(options.widths) + (2 * len(options.widths) + 1) * GAP
    size = (width, 2 * options.height + 3 * GAP)
    drawn: dict[str, int] = defaultdict(int)
    for card in render_package(options.package):
        name = f"{card.note_type.split()[-1]}-{card.template}".lower().replace(" ", "-")
        drawn[name] += 1
        if drawn[name] <= options.per_type:
            picture = options.folder / f"{name}-{drawn[name]}.png"
            markup = sheet(card, options.widths, options.height)
            shoot(options.chromium, markup, picture, size, options.scale)
            print(picture)


if __name__ == "__main__":
    main()
