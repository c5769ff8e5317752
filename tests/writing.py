"""Writing small lessons, and reading what a learner sees of them."""

from __future__ import annotations

import html.parser
from pathlib import Path

from cards.model import Lesson
from decks.apkg import PackageReport, write_package
from decks.records import DeckOptions

HOSTILE = {
    "cloze": "{{c1::weg}} en {{c2::terug::hint}}",
    "braces": "}} {{ {{Word}} {{{c1::a}}}",
    "colons": "a::b:::c 10:30",
    "script": "</script><script>alert('x')</script> <b>vet</b> &amp; <!-- nee -->",
    "quotes": "\"dubbel\" 'enkel' 's avonds",
    "sound": "[sound:x.mp3] [anki:play:q:0] [[type:Word]]",
    "formulas": r"[latex]x[/latex] [$]y[/$] \(z\) \[w\]",
    "tabs": "voor\tna",
    "right to left": "\u202eomgekeerd \u05e9\u05dc\u05d5\u05dd\u200f",
    "emoji": "🚲 👩🏽‍🌾 🇳🇱",
    "long": "hottentottententententoonstelling" * 10,
    "percent": "<%cloze:Text%> <%Word%>",
}


def write(made: Lesson, path: Path, **options) -> PackageReport:
    return write_package(made, path, DeckOptions(**options))


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markup: str) -> str:
    """What a reader sees of some HTML."""
    parser = _Text()
    parser.feed(markup)
    return parser.text
