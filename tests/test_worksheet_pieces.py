"""A sheet of many pages is set in pieces, and nobody can tell."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from cards.model import Language
from decks.worksheets import pdf
from decks.worksheets.flow import Column, Drawn, flow
from decks.worksheets.gap_rules import GapRules, Words
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Look, Paragraph, Run, Worksheet
from decks.worksheets.pieces import Edge, Laid, Piece, cut
from tests.class_lessons import GARDEN_TEXT, class_lesson

pytest.importorskip("typst")
_PLAIN = Look()


@cache
def _book(*exercises: Exercise, look: Look = _PLAIN, copies: int = 8) -> Worksheet:
    """The exercises on a long text with many words."""
    headline, *paragraphs = GARDEN_TEXT.strip().split("\n\n")
    chance = random.Random(4)
    body = [chance.choice(paragraphs) for _ in range(3 * copies)]
    lesson = class_lesson("\n\n".join([headline, *body]))
    words = tuple(
        replace(entry, lemma=f"{entry.lemma}{'en' * n}")
        for n in range(copies)
        for entry in lesson.vocabulary
    )
    options = SheetOptions(
        exercises,
        gaps=GapRules(Words.EVERY, most=500),
        paragraphs=tuple(range(1, 3 * copies + 1)),
        words=len(words),
        sentences=50,
        look=look,
    )
    return make(replace(lesson, vocabulary=words), options).sheet


def _pages(data: bytes) -> list[list[tuple[str, int, int]]]:
    """Every letter of every page with its place."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [
            sorted((c["text"], round(c["x0"]), round(c["top"])) for c in page.chars)
            for page in file.pages
        ]


def _in_pieces(sheet: Worksheet, monkeypatch: pytest.MonkeyPatch, size: int) -> bytes:
    monkeypatch.setattr(pdf, "_AT_ONCE", 0)
    monkeypatch.setattr(pdf, "PIECE", size)
    return pdf.render(sheet)


@pytest.mark.parametrize(
    ("exercises", "look"),
    [
        ((Exercise.VOCABULARY, Exercise.TEST), Look()),
        ((Exercise.GAPS, Exercise.MATCHING, Exercise.TRANSLATION), Look()),
        ((Exercise.READING, Exercise.BILINGUAL, Exercise.SCRAMBLE), Look(size=16, easy=True)),
        ((Exercise.READING, Exercise.BILINGUAL, Exercise.MATCHING), Look()),
        ((Exercise.VOCABULARY, Exercise.FLASHCARDS), Look(size=9)),
    ],
)
def test_every_page_is_as_it_would_be_in_one_piece(
    exercises: tuple[Exercise, ...], look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = _book(*exercises, look=look)
    monkeypatch.setattr(pdf, "_AT_ONCE", 10**9)
    whole = _pages(pdf.render(sheet))
    assert len(whole) > 4
    assert _pages(_in_pieces(sheet, monkeypatch, 4_000)) == whole


def test_a_book_has_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = _book(Exercise.VOCABULARY, Exercise.TEST)
    assert _in_pieces(sheet, monkeypatch, 3_000) == _in_pieces(sheet, monkeypatch, 3_000)


def test_a_book_keeps_its_title_its_bookmarks_and_its_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pypdf = pytest.importorskip("pypdf")
    sheet = _book(Exercise.VOCABULARY, Exercise.TEST)
    reader = pypdf.PdfReader(io.BytesIO(_in_pieces(sheet, monkeypatch, 3_000)))
    assert reader.metadata.title == sheet.title
    assert reader.root_object["/Lang"] == Language.ENGLISH
    marks = [mark.title for mark in reader.outline]
    assert marks == ["Vocabulary", "Vocabulary test", "Answer key", "Vocabulary test"]
    pages = [reader.get_destination_page_number(mark) for mark in reader.outline]
    assert pages == sorted(pages)
    assert pages[0] == 0 < pages[1] < pages[2]


def test_how_far_it_is_comes_by_tens(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(pdf, "_AT_ONCE", 0)
    monkeypatch.setattr(pdf, "PIECE", 2_000)
    pdf.render(_book(Exercise.VOCABULARY), told.append)
    laid = [stage for stage in told if stage.startswith("Laying out the pages: ")]
    assert 3 <= len(laid) <= 10
    assert laid[-1].endswith("100 %")
    assert told[-1].endswith("pages: 100 %")
    assert len(told) == len(set(told))


def test_a_short_sheet_is_told_nothing_of() -> None:
    told: list[str] = []
    pdf.render(_book(Exercise.MATCHING, copies=1), told.append)
    assert told == []


def _lined(column: Column, on_page: int = 4) -> Laid:
    """Parts of one line each on pages of so many."""
    return Laid(tuple((Edge.BEGINS, i // on_page + 1) for i in range(len(column))))


def _column(parts: int) -> Column:
    return Column(Drawn(Paragraph((Run("x" * 60),))) for _ in range(parts))


def test_no_piece_is_larger_than_asked_however_long_the_book() -> None:
    for parts in (10, 100, 1_000):
        pieces = list(cut(_column(parts), _lined, size=2_000))
        assert all(piece.column.size <= 2_000 for piece in pieces)
        assert sum(len(piece.column) for piece in pieces) == parts
        assert len(pieces) >= parts / 20


def test_pieces_are_whole_pages_and_go_on_counting_them() -> None:
    pieces = list(cut(_column(103), _lined, size=2_000))
    assert all(len(piece.column) % 4 == 0 for piece in pieces[:-1])
    assert [piece.first for piece in pieces] == [
        1 + sum(before.pages for before in pieces[:i]) for i in range(len(pieces))
    ]
    assert pieces[-1].first + pieces[-1].pages - 1 == 26


def test_a_page_that_goes_on_with_a_paragraph_is_no_place_to_cut() -> None:
    begins, ends = Edge.BEGINS, Edge.ENDS
    broken = Laid(((begins, 1), (ends, 1), (begins, 1), (ends, 2), (begins, 2), (ends, 2)))
    assert broken.last_break() is None
    full = Laid(((begins, 1), (ends, 2), (begins, 3), (ends, 4), (begins, 4), (ends, 4)))
    assert full.last_break() == (1, 2)


def test_a_piece_grows_until_a_page_begins_with_something_new() -> None:
    def lay(column: Column) -> Laid:
        """Only the tenth part begins a page."""
        return Laid(tuple((Edge.BEGINS, 1 + i // 10) for i in range(len(column))))

    pieces: list[Piece] = list(cut(_column(25), lay, size=300))
    assert [len(piece.column) for piece in pieces] == [10, 10, 5]


def test_a_column_is_cut_anywhere_and_comes_together_again() -> None:
    column = flow(_book(*Exercise, copies=2))
    for at in range(1, len(column)):
        before, after = column.cut(0, at), column.cut(at, len(column))
        assert (len(before), len(after)) == (at, len(column) - at)
        assert before.size + after.size == column.size


_PEAK = """
import resource, sys
from tests.test_worksheet_pieces import _book
from decks.worksheets.model import Table
from decks.worksheets.make import Exercise
from decks.worksheets.pdf import render
from dataclasses import replace

sheet = _book(Exercise.VOCABULARY)
(section,) = sheet.sections
(table,) = section.blocks
rows = (table.rows * 40)[: int(sys.argv[1])]
render(replace(sheet, sections=(replace(section, blocks=(replace(table, rows=rows),)),)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_book_three_times_as_long_needs_no_more_memory() -> None:
    def peak(rows: int) -> int:
        run = [sys.executable, "-c", _PEAK, str(rows)]
        return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)

    assert peak(3_000) < 1.25 * peak(1_000)
