"""One card of every kind and every trouble, as the real engine renders it.

`python -m tests.gallery` writes the structure of each to `tests/data/cases/cards`, where
`test_gallery` compares it; read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from cards.model import Note, Source
from decks.apkg import write_package
from decks.examples import Example, as_field
from decks.fields import with_highlights
from decks.records import DeckOptions
from tests.anki_engine import Rendered, collection, import_package, rendered
from tests.lessons import (
    ARRIVE,
    BE_MISTAKEN,
    CALL,
    INSURANCE,
    PATH,
    SHED,
    cloze,
    entry,
    gloss,
    lesson,
    segments,
    sentence,
    word,
)

GOLDEN = Path(__file__).parent / "data" / "cases" / "cards"
_VOID = {"hr", "br", "img", "input", "meta"}
_SHOWN = ("id", "lang", "href", "title", "data-article", "aria-label", "aria-hidden")


@dataclass(frozen=True, slots=True)
class Case:
    """A note, how it is written, and what others put into its fields before it is shown."""

    note: Note
    options: DeckOptions = field(default_factory=DeckOptions)
    extra: Mapping[str, str] = field(default_factory=dict)


_WEB = DeckOptions(source_name="De Buurtkrant", source_url="https://example.org/schuur")
_ALL = replace(_WEB, production=True, article_cards=True)
_SHED = word(
    SHED,
    "Achter de *schuur* stond een oude kruiwagen.",
    "An old wheelbarrow stood behind the shed.",
)
_CALL = (
    "Zodra de aardbeien rijp zijn, *belt* Marijke haar zus *op*.",
    "As soon as the strawberries are ripe, Marijke calls her sister.",
)
_LONG = "hottentottentententoonstellingsmakersgilde"
_STRANGE = "<b>شكرا</b> & 🚲 {{Word}} [sound:x]"
_MORE = (
    ("De *schuren* staan leeg.", "The sheds are empty."),
    ("Wie heeft de sleutel van de *schuur*?", "Who has the key to the shed?"),
)

CASES: Mapping[str, Case] = {
    "noun": Case(_SHED, _ALL),
    "noun-complete": Case(
        _SHED,
        replace(_ALL, tap_english=True),
        {
            "Pronunciation": "sxyr",
            "Audio": "[sound:schuur.mp3]",
            "SentenceAudio": "[sound:achter.mp3]",
            "Examples": as_field(
                (
                    Example("x", with_highlights(segments(dutch)), english)
                    for dutch, english in _MORE
                ),
                first="",
            ),
        },
    ),
    "homograph": Case(
        word(
            PATH, "Het smalle *pad* loopt langs de sloot.", "The narrow path runs along the ditch."
        ),
        _ALL,
    ),
    "unsure": Case(
        word(
            replace(INSURANCE, article_source=Source.MODEL),
            "Gelukkig had de vereniging een *aansprakelijkheidsverzekering*.",
            "Fortunately the club had liability insurance.",
        ),
        _ALL,
    ),
    "long-compound": Case(
        word(
            entry(
                _LONG,
                article="het",
                here=gloss("guild of the makers of exhibitions of tents"),
                forms=replace(SHED.forms, plural=_LONG + "n", diminutive=""),
                parts=("hottentotten", "tenten", "tentoonstelling", "makers", "gilde"),
                zipf=0.1,
            ),
            f"Het *{_LONG}* vergadert op maandag.",
            "The guild of the makers of exhibitions of tents meets on Mondays.",
        ),
        _ALL,
    ),
    "separable-verb": Case(word(CALL, *_CALL), _ALL),
    "reflexive-verb": Case(
        word(
            BE_MISTAKEN,
            "De buurman *vergiste zich* en gaf de verkeerde planten water.",
            "The neighbour was mistaken and watered the wrong plants.",
        ),
        _ALL,
    ),
    "bare-word": Case(word(entry("gezellig", "")), replace(_ALL, speech=False)),
    "strange-text": Case(
        word(
            entry("fiets", article="de", here=gloss(_STRANGE), note=_STRANGE),
            f"{_STRANGE} *fiets* {_STRANGE}",
            _STRANGE,
        ),
        _ALL,
    ),
    "cloze": Case(
        cloze(PATH, "Het smalle *pad* loopt langs de sloot.", "The narrow path.", "path: p…"), _WEB
    ),
    "cloze-typed": Case(cloze(CALL, *_CALL, "call: b…"), replace(_WEB, typed_cloze=True)),
    "cloze-tapped": Case(
        cloze(
            ARRIVE,
            "De eerste ooievaars *kwamen* al in februari *aan*.",
            "The first storks already arrived in February.",
            "arrive: k…",
        ),
        replace(_WEB, tap_english=True),
        {"SentenceAudio": "[sound:ooievaars.mp3]"},
    ),
    "sentence": Case(
        sentence(
            "Na de regen rook de hele tuin naar munt.",
            "After the rain the whole garden smelt of mint.",
        ),
        replace(_WEB, both_directions=True),
    ),
}


def gallery() -> list[Rendered]:
    """The cards of every case; the deck of a card begins with the name of its case."""
    with TemporaryDirectory() as folder, collection() as col:
        for name, case in CASES.items():
            path = Path(folder) / f"{name}.apkg"
            made = lesson(case.note, title=name)
            options = replace(case.options, namespace=name, tags=(name,))
            write_package(made, path, options)
            import_package(col, path)
            for found in col.find_notes(f"tag:{name}"):
                note = col.get_note(found)
                for key, value in case.extra.items():
                    note[key] = value
                col.update_note(note)
        return rendered(col)


def case_name(card: Rendered) -> str:
    """The case and the template: *noun.article*."""
    return f"{card.deck.split('::')[0]}.{card.template.lower().replace(' ', '-')}"


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = "".join(f".{name}" for name in (given.get("class") or "").split())
        shown = "".join(f" {name}={given[name]!r}" for name in _SHOWN if name in given)
        self.lines.append(f"{'  ' * self.depth}{tag}{classes}{shown}")
        self.depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        # A space beside a word is seen; a new line between two elements is not.
        if data.strip() or data == " ":
            text = re.sub(r"\s+", " ", data)
            self.lines.append("  " * self.depth + f'"{text}"')


def tree(markup: str) -> str:
    """The elements of some HTML with their classes and text, one a line, indented."""
    parser = _Tree()
    parser.feed(markup)
    parser.close()
    assert parser.depth == 0, "an element is not closed"
    return "\n".join(parser.lines)


def structure(card: Rendered) -> str:
    """Both sides of a card as a golden file holds them."""
    return f"# front\n{tree(card.front)}\n\n# back\n{tree(card.back)}\n"


def main() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        old.unlink()
    for card in gallery():
        (GOLDEN / f"{case_name(card)}.txt").write_text(structure(card), "utf-8")


if __name__ == "__main__":
    main()
