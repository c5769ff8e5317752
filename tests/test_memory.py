"""The memory is a file that people can read, and that nothing spoils without a word."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.errors import InputError, KaartenbakError
from cards.model import NoteKind
from decks.apkg import write_package
from decks.examples import Example
from decks.memory import (
    Memory,
    Remembered,
    SpoiltMemoryError,
    content_digest,
    deck_key,
    load,
    memory_path,
    parse,
)
from decks.records import DeckOptions
from decks.stamps import FIRST_STAMP, LATEST, changed_at, next_change, stamp_of
from tests.lessons import GARDEN

SHED = Remembered(
    NoteKind.VOCABULARY,
    "schuur",
    'note:"Kaartenbak Vocabulary" Word:"schuur"',
    "0123456789abcdef",
    1_800_000_000,
    ("les1.apkg", "les2.apkg"),
    {"Word": "schuur", "Gloss": "shed", "Sentence": "Een <b>schuur</b>."},
    ("kaartenbak", "kaartenbak::vocabulary"),
    (Example("les2.apkg", "De <b>schuur</b> is leeg.", "The shed is empty."),),
)
REAPING = Remembered(NoteKind.SENTENCES, "Wie zaait, zal oogsten.", "", "f", decks=("les1.apkg",))
MEMORY = Memory({"b": SHED, "a": REAPING})
TEXT = MEMORY.to_json()

# The calendar of our stamps


def test_until_2100_every_stamp_is_older_than_any_edit_of_a_learner():
    first_release = datetime(2026, 11, 1, tzinfo=UTC).timestamp()
    assert FIRST_STAMP == stamp_of(FIRST_STAMP) < stamp_of(LATEST) < first_release


@given(st.integers(FIRST_STAMP, LATEST), st.integers(0, LATEST))
def test_every_change_has_a_newer_stamp_whatever_the_clock_says(last, now):
    assert stamp_of(next_change(last, now)) > stamp_of(last)


@given(st.integers(FIRST_STAMP, LATEST))
def test_a_stamp_tells_when_its_note_changed(changed):
    assert stamp_of(changed_at(stamp_of(changed))) == stamp_of(changed)


def test_the_stamp_of_an_edit_is_not_ours():
    assert changed_at(1_800_000_000) == changed_at(0) == FIRST_STAMP


# The file


def test_the_memory_survives_its_file():
    assert parse(TEXT.encode(), "x") == MEMORY
    assert parse(Memory().to_json().encode(), "x") == Memory()
    assert parse(b"\xef\xbb\xbf" + TEXT.encode(), "x") == MEMORY  # an editor's byte order mark


def test_the_memory_can_be_read_and_compared():
    assert '\n  "dutch": "schuur",\n' in TEXT
    assert '\n  "changed": "2027-01-15T08:00:00Z",\n' in TEXT
    assert json.loads(TEXT)["kaartenbak_memory"] == 1
    later = Memory({"b": SHED, "c": REAPING, "a": REAPING}).to_json().splitlines()
    added = len(later) - len(TEXT.splitlines())
    assert sum(line not in TEXT for line in later) == 1 < added


def test_a_digest_sees_content_and_nothing_else():
    one = content_digest(NoteKind.CLOZE, {"Text": "a", "English": ""}, ["x", "Y"])
    assert one == content_digest(NoteKind.CLOZE, {"Text": "a", "Spare1": ""}, ["y", "x"])
    others = [
        content_digest(NoteKind.SENTENCES, {"Text": "a"}, ["x", "Y"]),
        content_digest(NoteKind.CLOZE, {"Text": "b"}, ["x", "Y"]),
        content_digest(NoteKind.CLOZE, {"English": "a"}, ["x", "Y"]),
        content_digest(NoteKind.CLOZE, {"Text": "a"}, ["x"]),
    ]
    assert len({one, *others}) == 5


def test_the_memory_lies_beside_its_package():
    assert memory_path(Path("les/1.volkstuin.apkg")) == Path("les/1.volkstuin.kaartenbak.json")
    assert memory_path(Path("les.1")) != memory_path(Path("les.2"))


def test_a_deck_is_known_by_its_path_from_a_shared_memory():
    own = Path("les/1.apkg")
    assert deck_key(own, memory_path(own)) == "."
    assert deck_key(own, Path("les/all.json")) == "1.apkg"
    assert deck_key(own, Path("all.json")) == "les/1.apkg"
    assert deck_key(own, None) == "."


def test_no_memory_yet_is_no_error(tmp_path):
    assert load(tmp_path / "none.json") is None


# Spoilt files

MUTATIONS = st.one_of(
    st.integers(0, len(TEXT) - 2).map(lambda end: TEXT[:end].encode()),
    st.tuples(st.integers(0, len(TEXT) - 1), st.binary(min_size=1, max_size=4)).map(
        lambda cut: TEXT.encode()[: cut[0]] + cut[1] + TEXT.encode()[cut[0] + len(cut[1]) :]
    ),
    st.binary(max_size=50),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(MUTATIONS)
def test_a_spoilt_file_is_refused_or_still_makes_sense(data):
    check(data)


@given(JSON, st.sampled_from(["kaartenbak_memory", "notes", "b", *json.loads(TEXT)["notes"]["b"]]))
def test_a_wrong_value_anywhere_is_refused_or_still_makes_sense(wrong, place):
    value = json.loads(TEXT)
    at = value if place in value else value["notes"]
    (at if place in at else at["b"])[place] = wrong
    check(json.dumps(value).encode())


def check(data: bytes) -> None:
    """Either an error in plain words, or a memory that can be written and read again."""
    refused, memory = None, Memory()
    try:
        memory = parse(data, "deck.kaartenbak.json")
    except KaartenbakError as error:
        refused = error
    assert refused is None or (refused.exit_code == 3 and refused.advice)
    assert refused is None or "deck.kaartenbak.json" in refused.message
    assert parse(memory.to_json().encode(), "x") == memory


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"notes": {}}',
        '{"kaartenbak_memory": 1}',
        '{"kaartenbak_memory": "1", "notes": {}}',
        '{"kaartenbak_memory": 1, "notes": {"a": [1]}}',
        '{"kaartenbak_memory": 1, "notes": ' + "[" * 100_000,
        "<<<<<<< ours\n" + TEXT,
    ],
)
def test_a_spoilt_memory_is_left_as_it_is_and_the_way_out_is_told(text, tmp_path):
    deck, memory = tmp_path / "deck.apkg", tmp_path / "deck.kaartenbak.json"
    memory.write_text(text)
    deck.write_bytes(b"old")
    with pytest.raises(SpoiltMemoryError, match="spoilt") as caught:
        write_package(GARDEN, deck, DeckOptions(memory=memory))
    assert "--adopt" in caught.value.advice
    assert (deck.read_bytes(), memory.read_text()) == (b"old", text)


def test_the_memory_of_a_later_version_is_left_as_it_is(tmp_path):
    deck, memory = tmp_path / "deck.apkg", tmp_path / "deck.kaartenbak.json"
    text = TEXT.replace('"kaartenbak_memory": 1', '"kaartenbak_memory": 2')
    memory.write_text(text)
    for adopted in (None, write_package(GARDEN, tmp_path / "old.apkg", DeckOptions()).path):
        with pytest.raises(InputError, match="newer Kaartenbak"):
            write_package(GARDEN, deck, DeckOptions(memory=memory, adopt=adopted))
    assert memory.read_text() == text
    assert not deck.exists()
