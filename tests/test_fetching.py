"""What a download tells while it runs."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from decks import console
from decks.fetching import fetching, size


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> str:
    """What is written while three megabytes arrive in `folder`."""
    out = StringIO()
    talk = Console(file=out, force_terminal=terminal, width=100)
    monkeypatch.setattr(console, "talk", lambda: talk)
    with fetching(folder) as progress:
        progress("Fetching the model")
        (folder / ".part").mkdir(parents=True)
        (folder / ".part" / "weights").write_bytes(bytes(3_000_000))
        time.sleep(0.7)  # a few drawings
        progress("Trying the model out")
    return out.getvalue()


def test_a_terminal_shows_the_stage_and_what_has_arrived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = told(tmp_path / "models", monkeypatch, terminal=True)
    assert "Fetching the model …" in shown
    assert "3.0 MB on disk" in shown


def test_elsewhere_each_stage_is_a_plain_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = told(tmp_path / "models", monkeypatch, terminal=False)
    assert shown == "Fetching the model …\nTrying the model out …\n"


def test_the_size_of_a_folder_counts_files_at_any_depth_and_no_links(tmp_path: Path) -> None:
    assert size(tmp_path / "nowhere") == 0
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b" / "file")
    assert size(tmp_path) == 5
