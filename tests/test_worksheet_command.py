"""`kaartenbak worksheet` from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cards.errors import KaartenbakError
from decks import inputs
from decks.cli import cli
from tests.class_lessons import GARDEN_CLASS


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pairs of texts, whose lesson is made without Stanza."""
    for name in ("garden", "shed"):
        for language, rows in (("en", GARDEN_CLASS.english), ("nl", GARDEN_CLASS.dutch)):
            lines = "\n\n".join(sentence.text for sentence in rows)
            (tmp_path / f"{name}.{language}.txt").write_text(lines, "utf-8")
    monkeypatch.setattr(inputs, "lesson", lambda *_, **__: GARDEN_CLASS)
    return tmp_path


def _run(*arguments: Any) -> Result:
    return CliRunner().invoke(cli, ["worksheet", *map(str, arguments)])


def _pair(folder: Path) -> tuple[Path, Path]:
    return folder / "garden.en.txt", folder / "garden.nl.txt"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md"])
def test_without_options_it_is_a_handout(texts: Path, suffix: str) -> None:
    result = _run(*_pair(texts), "-o", texts / f"les{suffix}")
    assert result.exit_code == 0, result.output
    assert (texts / f"les{suffix}").stat().st_size > 500


def test_several_formats_and_exercises_at_once(texts: Path) -> None:
    result = _run(
        *_pair(texts), "-o", texts / "a.md", "-o", texts / "a.html",
        "--exercise", "vocabulary", "--exercise", "gaps", "--lang", "nl", "--title", "Les 1",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    written = (texts / "a.md").read_text("utf-8")
    assert written.startswith("# Les 1\n")
    assert written.index("Woordenlijst") < written.index("Vul in")
    assert (texts / "a.html").exists()


def test_versions_and_a_separate_key_are_files_of_their_own(texts: Path) -> None:
    result = _run(*_pair(texts), "-o", texts / "a.md", "--versions", 2, "--key", "separate")
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in texts.glob("a*.md"))
    assert names == ["a-A-key.md", "a-A.md", "a-B-key.md", "a-B.md"]
    one, other = ((texts / f"a-{letter}.md").read_text("utf-8") for letter in "AB")
    assert one != other
    assert "Version A" in one
    assert "Answer key" not in one
    assert "Answer key" in (texts / "a-A-key.md").read_text("utf-8")


def test_a_folder_gives_a_sheet_for_each_pair(texts: Path) -> None:
    result = _run(texts, "-o", texts / "{name}-sheet.md")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in texts.glob("*.md")) == ["garden-sheet.md", "shed-sheet.md"]


def test_a_word_list_says_which_words_are_left_out(texts: Path) -> None:
    (texts / "words.txt").write_text("# chapter 3\nde sleutel\nopbellen\n", "utf-8")
    result = _run(
        *_pair(texts), "-o", texts / "a.md", "--exercise", "gaps", "--words", f"@{texts}/words.txt"
    )
    assert result.exit_code == 0, result.output
    assert "> belt … op · sleutel" in (texts / "a.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "a.rtf"], "should end in"),
        (["-o", "a.pdf", "--words", "colours"], "is none of"),
        (["-o", "a.pdf", "--words", "every:0"], "is none of"),
        (["-o", "a.pdf", "--paragraphs", "3-1"], "counted upwards"),
        (["-o", "a.pdf", "--card-size", "big"], "no size in mm"),
        (["-o", "a.pdf", "--gaps", "0"], "not in the range"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(
    texts: Path, arguments: list[str], told: str
) -> None:
    result = _run(*_pair(texts), *arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_one_file_for_a_folder_of_pairs_is_refused(texts: Path) -> None:
    result = _run(texts, "-o", texts / "all.pdf")
    assert result.exit_code == 2
    assert "{name}" in result.output


def test_a_folder_without_pairs_is_told(tmp_path: Path) -> None:
    result = _run(tmp_path, "-o", tmp_path / "{name}.pdf")
    assert isinstance(result.exception, KaartenbakError)
    assert result.exception.exit_code == 3
    assert "article.en.txt" in result.exception.advice


def test_nothing_is_left_behind_when_the_text_has_no_such_word(texts: Path) -> None:
    (texts / "words.txt").write_text("zeppelin\n", "utf-8")
    result = _run(
        *_pair(texts), "-o", texts / "a.pdf", "--exercise", "gaps", "--words", f"@{texts}/words.txt"
    )
    assert isinstance(result.exception, KaartenbakError)
    assert result.exception.exit_code == 6
    assert not (texts / "a.pdf").exists()


def test_help_names_every_exercise_that_there_is() -> None:
    from decks.worksheets.make import Exercise

    shown = _run("--help").output
    assert all(f"  {exercise.value} " in shown for exercise in Exercise)
