"""What spreadsheets, games and Quizlet get of a lesson, and the command that writes it."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from cards.errors import MissingPartError, NothingToWriteError
from cards.model import Language
from decks import inputs
from decks.cli import cli
from decks.commands.export import FORMATS
from decks.formats import ExportOptions
from decks.platforms import blooket, csv_words, kahoot, moodle, quizlet, xlsx_words
from decks.platforms.cells import sheet_name
from tests import platform_reading as read
from tests.lessons import (
    PATH,
    SHED,
    entry,
    gloss,
    lesson,
    segments,
    word,
)
from tests.platform_lessons import DUTCH, ENGLISH, PLATFORMS, WHOLE, about, clean, written


def _table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_platform_is_a_format_of_export() -> None:
    assert {module.__name__ for module in PLATFORMS.values()} < set(FORMATS.values())


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    write = PLATFORMS[name].render
    assert write(WHOLE, ENGLISH).content == write(WHOLE, ENGLISH).content
    if name in ("gift", "moodle", "kahoot", "blooket"):
        assert write(WHOLE, ENGLISH).content != write(WHOLE, ExportOptions(seed=2)).content


@pytest.mark.parametrize("name", ["xlsx", "kahoot"])
def test_a_workbook_says_nothing_of_when_it_was_made(name: str) -> None:
    content = PLATFORMS[name].render(WHOLE, ENGLISH).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}
        assert b"2000-01-01T" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_lesson_without_words_is_no_file(name: str) -> None:
    with pytest.raises(NothingToWriteError):
        PLATFORMS[name].render(lesson(), ENGLISH)


@settings(max_examples=150, deadline=None)
@given(written, written, written, written)
def test_lists_hold_every_sign_as_written(lemma, meaning, dutch, english) -> None:
    made = about(lemma, meaning, dutch, english)
    row = [clean(x) for x in (f"de {lemma}", "", meaning, f"{dutch} x.", english)]
    row[3] = clean(f"{dutch} x.")
    header, cells = _table(csv_words.render(made, ENGLISH).content)
    assert header == ["Dutch", "Forms", "English", "In the text", "Translation"]
    assert [clean(cell) for cell in cells] == row
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    _, in_book = read.workbook(xlsx_words.render(made, ENGLISH).content)
    assert [clean(cell) for cell in in_book] == row
    (pair,) = quizlet.render(made, ENGLISH).content.decode().splitlines()[:1]
    assert [clean(x) for x in pair.split("\t")] == [row[0], row[2]]


def test_a_formula_is_text_without_a_sign_more_in_a_workbook() -> None:
    for formula in ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "_x0041_", "1e5", "007"):
        _, row = read.workbook(xlsx_words.render(about("a", formula, "b", "c"), ENGLISH).content)
        assert row[2] == formula


def test_kahoot_has_its_template_and_keeps_within_it() -> None:
    long = "heel " * 40
    far = replace(word(PATH), dutch=segments(f"{long}*pad*."))
    too_long = word(entry("x" * 130, glosses=[gloss("y")], zipf=4.2), "*x*.")
    exported = kahoot.render(lesson(word(SHED, "De *schuur*."), far, too_long), DUTCH)
    rows = read.workbook(exported.content)
    assert rows[7][1] == "Question - max 120 characters"
    assert rows[7][7] == "Correct answer(s) - choose at least one"
    questions = rows[8:]
    assert [row[0] for row in questions] == list(range(1, len(questions) + 1))
    for row in questions:
        assert len(row[1]) <= 120
        assert all(len(answer) <= 75 for answer in row[2:6])
        assert row[6] in (5, 10, 20, 30, 60, 90, 120, 240)
        assert row[1 + row[7]]
    assert "Wat betekent „schuur”? De schuur." in [row[1] for row in questions]
    assert "Wat betekent „pad”?" in [row[1] for row in questions]
    assert "too long" in str(exported.problems)


def test_the_right_answers_of_the_games_are_right() -> None:
    right = {"schuur": "shed", "pad": "path", "moestuin": "vegetable garden"}
    rows = _table(blooket.render(WHOLE, ENGLISH).content)
    assert rows[0][0] == "Blooket\nImport Template"
    assert rows[1][:3] == ["Question #", "Question Text", "Answer 1"]
    assert rows[2:] == [
        [str(cell) for cell in row]
        for row in read.workbook(kahoot.render(WHOLE, ENGLISH).content)[8:]
    ]
    for row in rows[2:]:
        for lemma, meaning in right.items():
            if row[1].startswith(f"What does “{lemma}”"):
                assert row[1 + int(row[7])] == meaning
                del right[lemma]
                break
    assert not right


def test_csv_is_what_the_standard_says_and_excel_reads() -> None:
    content = csv_words.render(about("a", 'say "hi", you', "b", "c"), ENGLISH).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert b'"say ""hi"", you"' in content
    assert content.count(b"\n") == content.count(b"\r\n") == 2


@pytest.mark.parametrize(
    ("title", "name"), [("Nieuws: [1/2]?", "Nieuws 1 2"), ("'a'", "a"), ("*", "Kaartenbak")]
)
def test_a_sheet_is_called_as_excel_allows(title: str, name: str) -> None:
    assert sheet_name(title) == name


@pytest.fixture
def export(monkeypatch, tmp_path):
    """Runs `export` on the lesson of these tests."""
    monkeypatch.setattr(inputs, "read_texts", lambda *_, **__: None)
    monkeypatch.setattr(inputs, "lesson", lambda *_, **__: WHOLE)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["export", "a.en.txt", "a.nl.txt", *arguments])

    return run


def test_export_writes_a_file_and_says_what_to_do_with_it(export, tmp_path) -> None:
    path = tmp_path / "lesson.xml"
    result = export("--to", "moodle", "--lang", "nl", "--seed", "5", "-o", str(path))
    assert result.exit_code == 0
    assert (
        path.read_bytes()
        == moodle.render(WHOLE, ExportOptions(language=Language.DUTCH, seed=5)).content
    )
    questions = len(read.moodle(path.read_bytes())) - 1
    assert f": {questions} questions." in result.stderr
    assert "Question bank" in result.stderr


def test_export_writes_data_to_standard_output(export) -> None:
    result = export("--to", "quizlet")
    assert result.stdout_bytes == quizlet.render(WHOLE, ENGLISH).content


@pytest.mark.parametrize("form", ["xlsx", "kahoot"])
def test_a_missing_package_is_told_before_the_work(export, monkeypatch, tmp_path, form) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = export("--to", form, "-o", str(tmp_path / "a.xlsx"))
    assert isinstance(result.exception, MissingPartError)
    assert "kaartenbak[worksheets]" in str(result.exception)
    assert not list(tmp_path.iterdir())
