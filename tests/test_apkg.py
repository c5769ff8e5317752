"""The package as a file: its bytes, and what happens when it cannot be written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cards.errors import NothingToWriteError
from cards.model import Lesson
from decks.files import writable
from tests.lessons import GARDEN, PATH, cloze, lesson, word
from tests.many import many_notes
from tests.writing import write

ROOT = Path(__file__).parents[1]


def test_the_same_lesson_gives_the_same_bytes_on_any_day(tmp_path, monkeypatch):
    first = write(GARDEN, tmp_path / "1.apkg", memory=tmp_path / "1.json").path.read_bytes()
    again = write(GARDEN, tmp_path / "1.apkg", memory=tmp_path / "1.json").path.read_bytes()
    monkeypatch.setattr("time.time", lambda: 4e9)
    later = write(GARDEN, tmp_path / "later.apkg").path.read_bytes()
    code = (
        "from pathlib import Path; from lessons import GARDEN;"
        "from decks.apkg import write_package; from decks.records import DeckOptions;"
        "write_package(GARDEN, Path('2.apkg'), DeckOptions())"
    )
    environment = dict(
        os.environ, PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'tests'}", PYTHONHASHSEED="7"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
    assert first == again == later == (tmp_path / "2.apkg").read_bytes()


def test_the_package_is_deflated_and_dateless(tmp_path):
    path = write(GARDEN, tmp_path / "deck.apkg").path
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == ["collection.anki2", "media"]
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_writing_leaves_nothing_behind(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    write(GARDEN, tmp_path / "deck.apkg")
    assert [path.name for path in folder.iterdir()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deck.apkg", "temporary"]


def test_the_same_memory_gives_the_same_bytes_again(tmp_path):
    memory = tmp_path / "deck.kaartenbak.json"
    write(GARDEN, tmp_path / "deck.apkg", memory=memory)
    changed = replace(GARDEN, notes=(word(PATH), *GARDEN.notes[2:]))
    packages, memories = set(), set()
    for day in (1_800_000_000, 1_900_000_000):
        packages.add(
            write(changed, tmp_path / "deck.apkg", memory=memory, now=day).path.read_bytes()
        )
        memories.add(memory.read_bytes())
    assert len(packages) == len(memories) == 1


def test_two_thousand_notes_weigh_less_than_400_kb(tmp_path):
    report = write(many_notes(2000), tmp_path / "deck.apkg")
    assert report.notes == 2000
    assert report.path.stat().st_size < 400_000


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "deck.apkg"
    target.write_bytes(b"old")
    (tmp_path / "link.apkg").symlink_to(target)
    write(GARDEN, tmp_path / "link.apkg")
    assert (tmp_path / "link.apkg").is_symlink()
    assert zipfile.is_zipfile(target)


def refusal(made: Lesson, path: Path, **options) -> str:
    with pytest.raises(NothingToWriteError) as caught:
        write(made, path, **options)
    assert caught.value.exit_code == 6
    assert caught.value.advice
    return str(caught.value)


def test_a_path_that_cannot_be_written_is_told(tmp_path):
    assert "no folder" in refusal(GARDEN, tmp_path / "none" / "deck.apkg")
    assert "is a folder" in refusal(GARDEN, tmp_path)
    (tmp_path / "file").write_text("x")
    assert "no folder" in refusal(GARDEN, tmp_path / "file" / "deck.apkg")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written" in refusal(GARDEN, tmp_path / "deck.apkg")


def test_a_folder_without_write_permission_is_told_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda folder, mode: False)
    with pytest.raises(NothingToWriteError, match="read-only"):
        writable(tmp_path / "deck.apkg")


def test_a_refused_permission_is_told(tmp_path, monkeypatch):
    def refuse(part: int) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    assert "Permission denied" in refusal(GARDEN, tmp_path / "deck.apkg")


def test_no_note_is_nothing_to_write(tmp_path):
    assert "no card" in refusal(lesson(), tmp_path / "deck.apkg")
    assert "no card" in refusal(GARDEN, tmp_path / "deck.apkg", kinds=())
    assert "no card" in refusal(lesson(cloze(PATH, "Geen gat.")), tmp_path / "deck.apkg")
    assert list(tmp_path.iterdir()) == []
