"""The picture in the README: four cards of the sample article, two by day and two by night.

`python -m tests.readme_picture` draws `.github/cards.png` anew, with the fonts that it finds.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from cards.analysis import StanzaAnalyser
from cards.documents import load_document
from cards.dutch_models import bundled
from cards.encoder import BundledEncoder
from cards.model import Choice, Language
from cards.pipeline import Workshop, make_lesson
from cards.sentences import split
from decks.apkg import write_package
from decks.records import DeckOptions
from tests import browser
from tests.anki_engine import Rendered, render_package
from tests.conftest import ROOT, SAMPLE
from tests.render_cards import GAP, frame

SIZE = (360, 475)
# The template, the headword, which side, day or night.
SHOWN = (
    ("Recognition", "nakijken", "back", "light"),
    ("Article", "buurt", "front", "light"),
    ("Production", "antwoord", "back", "dark"),
    ("Cloze", "week", "back", "dark"),
)


def sample_cards() -> list[Rendered]:
    """Every card that the sample article gives."""
    texts = [
        split(load_document(SAMPLE / f"article.{language}.txt", language)) for language in Language
    ]
    tools = Workshop(BundledEncoder(), StanzaAnalyser(bundled()))
    lesson = make_lesson("De Spullenbank", *texts, Choice(max_words=1000, max_clozes=1000), tools)
    options = DeckOptions(production=True, article_cards=True, source_url="https://example.org/")
    with TemporaryDirectory() as folder:
        return render_package(write_package(lesson, Path(folder) / "deck.apkg", options).path)


def main() -> None:
    cards = {(card.template, card.fields.get("Word", "")): card for card in sample_cards()}
    frames = "".join(
        frame(card, card.front if side == "front" else card.back, mode, SIZE)
        for template, headword, side, mode in SHOWN
        for card in [cards[template, headword]]
    )
    style = f"body{{margin:{GAP}px;display:flex;gap:{GAP}px;background:#8a8a8a}}iframe{{border:0}}"
    markup = f"<!doctype html><meta charset=utf-8><style>{style}</style>{frames}"
    size = (len(SHOWN) * (SIZE[0] + GAP) + GAP, SIZE[1] + 2 * GAP)
    browser.shoot(browser.found() or "chromium", markup, ROOT / ".github" / "cards.png", size, 1.5)


if __name__ == "__main__":
    main()
