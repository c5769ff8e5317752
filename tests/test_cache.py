"""Answers kept between runs: reused when nothing changed, and never in the way."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from cards import cache as cache_module
from cards import pipeline
from cards.analysis import Analysis
from cards.cache import Cache
from cards.encoder import BundledEncoder
from cards.model import Token

VALUE = {"woorden": ["café", "’t", "😀"], "getal": 1.5, "niets": None}


class CountingAnalyser:
    """Calls every sentence one word, and counts how often it is asked."""

    def __init__(self, fingerprint: str = "test-1") -> None:
        self.fingerprint = fingerprint
        self.asked = 0

    def analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        self.asked += 1
        return tuple(
            (Token(text, text.lower(), "X", "", "", 0, len(text), -1, "root"),) if text else ()
            for text in sentences
        )


def analyse(
    sentences: Sequence[str], directory: Path | None, analyser: CountingAnalyser
) -> tuple[Analysis, ...]:
    tools = pipeline.Workshop(BundledEncoder(), analyser, cache=Cache(directory))
    return pipeline.analyse(sentences, tools)


def entries(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


def test_what_was_stored_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path / "new").put("words", ["a", "b"], VALUE)
    assert Cache(tmp_path / "new").get("words", ["a", "b"]) == VALUE


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("beads", ["a", "b"]),
        ("words", ["a"]),
        ("words", ["b", "a"]),
        ("words", ["ab"]),
        ("words", ["a", "b", ""]),
        ("words", ["a\0001\0b"]),
    ],
)
def test_another_kind_or_key_is_a_miss(kind: str, key: list[str], tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("words", ["a", "b"], VALUE)
    assert cache.get(kind, key) is None


def test_another_version_of_kaartenbak_or_shape_of_entry_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put("words", ["a"], VALUE)
    with monkeypatch.context() as changed:
        changed.setattr(cache_module, "version", lambda _name: "99.0")
        assert cache.get("words", ["a"]) is None
    with monkeypatch.context() as changed:
        changed.setattr(cache_module, "FORMAT", cache_module.FORMAT + 1)
        assert cache.get("words", ["a"]) is None
    assert cache.get("words", ["a"]) == VALUE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"format": 1, "value": ["half',
        b"[]",
        b"null",
        b'{"value": 3}',
        b'{"format": 99, "value": 3}',
        b"\xff\xfe\x00",
        b"[" * 200_000,
    ],
)
def test_a_damaged_entry_is_a_miss_and_is_replaced(content: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("words", ["a"], VALUE)
    (entry,) = entries(tmp_path)
    entry.write_bytes(content)
    assert cache.get("words", ["a"]) is None
    cache.put("words", ["a"], VALUE)
    assert cache.get("words", ["a"]) == VALUE


def test_a_folder_in_the_place_of_an_entry_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("words", ["a"], VALUE)
    (entry,) = entries(tmp_path)
    entry.unlink()
    entry.mkdir()
    assert cache.get("words", ["a"]) is None
    cache.put("words", ["a"], VALUE)
    assert entries(tmp_path) == []


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put("words", ["a"], VALUE)
    assert cache.get("words", ["a"]) is None


def test_without_a_directory_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("words", ["a"], VALUE)
    assert cache.get("words", ["a"]) is None


@pytest.mark.parametrize("step", ["json.dump", "os.replace"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_write_leaves_the_old_entry_and_no_scraps(
    step: str, error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    cache.put("words", ["a"], VALUE)
    before = entries(tmp_path)

    def stop(*_arguments: object, **_options: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(step, stop)
        if error is OSError:
            cache.put("words", ["a"], "new")
        else:
            with pytest.raises(error):
                cache.put("words", ["a"], "new")
    assert entries(tmp_path) == before
    assert cache.get("words", ["a"]) == VALUE


def fill(directory: Path, *names: str) -> Cache:
    """A cache with an entry of a thousand-odd bytes for each name, the first used longest ago."""
    cache = Cache(directory)
    known: set[Path] = set()
    for age, name in zip(range(len(names), 0, -1), names, strict=True):
        cache.put("words", [name], "x" * 1000)
        (new,) = set(entries(directory)) - known
        known.add(new)
        os.utime(new, (1_000_000_000 - age, 1_000_000_000 - age))
    return cache


def kept(cache: Cache, *names: str) -> list[str]:
    return [name for name in names if cache.get("words", [name]) is not None]


def test_what_was_used_longest_ago_makes_room(tmp_path: Path) -> None:
    cache = fill(tmp_path, "a", "b", "c", "d")
    cache.trim(2500)
    assert kept(cache, "a", "b", "c", "d") == ["c", "d"]


def test_an_entry_that_was_read_is_kept_before_one_that_was_not(tmp_path: Path) -> None:
    cache = fill(tmp_path, "a", "b", "c")
    assert kept(cache, "a") == ["a"]
    cache.trim(2500)
    assert kept(cache, "a", "b", "c") == ["a", "c"]


def test_a_cache_within_its_bound_stays_whole(tmp_path: Path) -> None:
    cache = fill(tmp_path, "a", "b", "c")
    count, size = cache.usage()
    cache.trim(size)
    assert (count, cache.usage()) == (3, (3, size))


def test_making_room_touches_no_file_of_the_user(tmp_path: Path) -> None:
    cache = fill(tmp_path, "a")
    mine = [tmp_path / "thesis.json", tmp_path / "words" / "mine.json", tmp_path / "old" / "x.txt"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x" * 5000)
    cache.trim(0)
    assert sorted(entries(tmp_path)) == sorted(mine)


def test_scraps_of_a_killed_run_make_room_as_well(tmp_path: Path) -> None:
    cache = fill(tmp_path, "a")
    scrap = tmp_path / "words" / ".kaartenbak-x1y2"
    scrap.write_text("half")
    cache.trim(0)
    assert entries(tmp_path) == []


def test_entries_that_cannot_be_removed_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = fill(tmp_path, "a", "b")

    def refuse(_path: object) -> None:
        raise PermissionError

    with monkeypatch.context() as locked:
        locked.setattr("os.unlink", refuse)
        cache.trim(0)
    assert kept(cache, "a", "b") == ["a", "b"]
    Cache(tmp_path / "nowhere").trim(0)
    Cache(None).trim(0)


def test_entries_are_json_that_a_person_can_read(tmp_path: Path) -> None:
    Cache(tmp_path).put("words", ["a"], VALUE)
    (entry,) = entries(tmp_path)
    assert json.loads(entry.read_text(encoding="utf-8"))["value"] == VALUE
    assert "café" in entry.read_text(encoding="utf-8")


def test_the_same_sentences_are_analysed_once(tmp_path: Path) -> None:
    analyser = CountingAnalyser()
    first = analyse(["Een zin.", "", "Nog een."], tmp_path, analyser)
    assert analyse(["Een zin.", "", "Nog een."], tmp_path, analyser) == first
    assert analyser.asked == 1


def test_another_model_or_another_sentence_is_analysed_anew(tmp_path: Path) -> None:
    analyser, other = CountingAnalyser(), CountingAnalyser("test-2")
    analyse(["Een zin."], tmp_path, analyser)
    analyse(["Een zin."], tmp_path, other)
    analyse(["Een zin!"], tmp_path, analyser)
    assert (analyser.asked, other.asked) == (2, 1)
