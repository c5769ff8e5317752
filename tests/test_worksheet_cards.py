"""Paper cards: fronts and backs meet, nothing is cut, in numbers and on the pages themselves."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from cards.errors import NothingToWriteError
from cards.model import VocabularyEntry
from decks.worksheets.flashcards import Sides, grid
from decks.worksheets.formats import render
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import CardPage, CardSheets, Look, Paper, PlacedFace, Worksheet
from tests.class_lessons import GARDEN_CLASS

_POINTS = 72 / 25.4


def _sheet(sides: Sides, paper: Paper = Paper.A4, **options: object) -> Worksheet:
    chosen = SheetOptions((Exercise.FLASHCARDS,), sides=sides, look=Look(paper), **options)
    return make(GARDEN_CLASS, chosen).sheet


def _cards(sheet: Worksheet) -> CardSheets:
    (block,) = sheet.sections[0].blocks
    assert isinstance(block, CardSheets)
    return block


def _through_paper(
    face: PlacedFace, cards: CardSheets, sides: Sides, look: Look
) -> tuple[float, float]:
    """Where a place on the back lies when seen from the front, after the printer's turn."""
    width, height = look.page
    if sides is Sides.LONG:
        return round(width - face.x - cards.width, 6), round(face.y, 6)
    return round(face.x, 6), round(height - face.y - cards.height, 6)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("sides", [Sides.LONG, Sides.SHORT])
@pytest.mark.parametrize("size", [(90.0, 54.0), (60.0, 40.0), (100.0, 70.0)])
def test_each_back_lies_behind_its_front(
    paper: Paper, sides: Sides, size: tuple[float, float]
) -> None:
    cards = _cards(_sheet(sides, paper, card=size))
    assert len(cards.pages) % 2 == 0
    for fronts, backs in zip(cards.pages[::2], cards.pages[1::2], strict=True):
        front = {face.card: (round(face.x, 6), round(face.y, 6)) for face in fronts.faces}
        back = {f.card: _through_paper(f, cards, sides, Look(paper)) for f in backs.faces}
        assert front == back
        assert all(face.turned == (sides is Sides.SHORT) for face in backs.faces)


@pytest.mark.parametrize("sides", Sides)
@pytest.mark.parametrize("paper", Paper)
def test_cards_neither_overlap_nor_leave_the_paper(paper: Paper, sides: Sides) -> None:
    look = Look(paper)
    cards = _cards(_sheet(sides, paper))
    for page in cards.pages:
        for face in page.faces:
            assert face.x >= 6
            assert face.y >= 6
            assert face.x + cards.width <= look.page[0] - 6 + 1e-6
            assert face.y + cards.height <= look.page[1] - 6 + 1e-6
        places = {(round(face.x, 3), round(face.y, 3)) for face in page.faces}
        assert len(places) == len(page.faces)


def test_every_card_has_two_sides_and_every_word_a_card() -> None:
    cards = _cards(_sheet(Sides.LONG))
    numbers = sorted(face.card for page in cards.pages for face in page.faces)
    assert numbers == sorted([*range(len(numbers) // 2)] * 2)
    assert len(numbers) // 2 == len(GARDEN_CLASS.vocabulary)


def test_a_folded_card_has_its_back_on_its_right_and_the_fold_between() -> None:
    for page in _cards(_sheet(Sides.FOLD)).pages:
        for front, back in zip(page.faces[::2], page.faces[1::2], strict=True):
            assert (back.card, back.y) == (front.card, front.y)
            assert back.x == pytest.approx(front.x + 90)
        assert len(page.folds) == len(page.faces) // 2


def test_cuts_run_along_every_edge() -> None:
    places = grid(Look(), 90, 54)
    assert places is not None
    assert (places.columns, places.rows) == (2, 5)
    upright = [x1 for x1, _, x2, _ in places.cuts() if x1 == x2]
    assert upright == [15, 105, 195]


def test_a_card_larger_than_the_paper_is_refused() -> None:
    with pytest.raises(NothingToWriteError, match="does not fit"):
        _sheet(Sides.FOLD, card=(120.0, 54.0))


def _long(entry: VocabularyEntry, index: int) -> VocabularyEntry:
    lemma = ("aansprakelijkheidsverzekeringsmaatschappij", "a b c d " * 12, "x" * 400, "ja")[
        index % 4
    ]
    return replace(entry, lemma=lemma)


@pytest.mark.parametrize("sides", Sides)
def test_on_the_printed_page_every_word_stays_on_its_card(sides: Sides) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    words = tuple(_long(e, i) for i, e in enumerate(GARDEN_CLASS.vocabulary))
    options = SheetOptions((Exercise.FLASHCARDS,), sides=sides, card=(60, 30))
    sheet = make(replace(GARDEN_CLASS, vocabulary=words), options).sheet
    cards = _cards(sheet)
    with pdfplumber.open(io.BytesIO(render(sheet, ".pdf"))) as pdf:
        assert len(pdf.pages) == len(cards.pages)
        for drawn, page in zip(pdf.pages, cards.pages, strict=True):
            assert drawn.chars
            for char in drawn.chars:
                assert _home(char, page, cards) is not None, char["text"]


def _home(char: dict[str, float], page: CardPage, cards: CardSheets) -> int | None:
    """The card that a drawn letter lies wholly on."""
    left, right = char["x0"] / _POINTS, char["x1"] / _POINTS
    top, bottom = char["top"] / _POINTS, char["bottom"] / _POINTS
    for face in page.faces:
        within = face.x <= left and right <= face.x + cards.width
        if within and face.y <= top and bottom <= face.y + cards.height:
            return face.card
    return None


def test_the_printed_back_lies_behind_the_printed_front() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    sheet = _sheet(Sides.LONG)
    faces = {f.card: [] for page in _cards(sheet).pages for f in page.faces}
    for page in _cards(sheet).pages:
        for face in page.faces:
            faces[face.card].append(face.face.main)
    with pdfplumber.open(io.BytesIO(render(sheet, ".pdf"))) as pdf:
        for fronts, backs in zip(pdf.pages[::2], pdf.pages[1::2], strict=True):
            for front, back in faces.values():
                here, behind = fronts.search(front, regex=False), backs.search(back, regex=False)
                if here and behind and len(here) == len(behind) == 1:
                    middle = (here[0]["x0"] + here[0]["x1"]) / 2
                    other = (behind[0]["x0"] + behind[0]["x1"]) / 2
                    assert middle == pytest.approx(float(fronts.width) - other, abs=1)
                    assert abs(here[0]["top"] - behind[0]["top"]) < 30
