"""A lost memory is made anew from an earlier package; no package, whatever it holds, does harm."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.errors import InputError
from decks import anki_database
from decks.adoption import adopt, recall
from decks.apkg import write_package
from decks.memory import SpoiltMemoryError, load, memory_path, parse
from decks.records import DeckOptions
from decks.stamps import FIRST_STAMP
from tests.anki_engine import Imported, collection, export_package, import_package
from tests.learner import belongings, settle_in
from tests.lessons import GARDEN, PATH, SHED, gloss, lesson, sentence, word

NOW = 1_800_000_000
BARN = replace(SHED, occurrences=(), glosses=(gloss("barn"),))
CORRECTED = replace(GARDEN, notes=(word(BARN), *GARDEN.notes[1:]))
OPTIONS = DeckOptions(source_name="De Buurt", now=NOW)


@pytest.fixture
def deck(tmp_path) -> Path:
    """A deck that was built twice, with one correction."""
    path = tmp_path / "deck.apkg"
    for made in (GARDEN, CORRECTED):
        write_package(made, path, replace(OPTIONS, memory=memory_path(path)))
    return path


def test_our_own_package_gives_the_whole_memory_back(deck):
    known, adopted = load(memory_path(deck)), adopt(deck, ".")
    assert adopted == known
    assert sorted({note.changed for note in adopted.notes.values()}) == [FIRST_STAMP, NOW]


@pytest.mark.parametrize("old", [True, False], ids=["anki21", "anki21b"])
@pytest.mark.parametrize("scheduling", [True, False])
def test_a_deck_exported_from_anki_gives_it_back_too(old, scheduling, deck, tmp_path):
    with collection() as col:
        import_package(col, deck)
        export_package(col, tmp_path / "exported.apkg", old=old, scheduling=scheduling)
    assert adopt(tmp_path / "exported.apkg", ".") == load(memory_path(deck))


@pytest.mark.parametrize("old", [True, False], ids=["anki21", "anki21b"])
def test_adopting_a_studied_deck_loses_nothing_and_corrections_go_on(old, deck, tmp_path):
    options = replace(OPTIONS, memory=tmp_path / "new.json", adopt=tmp_path / "exported.apkg")
    with collection() as col:
        import_package(col, deck)
        settle_in(col)
        before = belongings(col)
        export_package(col, tmp_path / "exported.apkg", old=old, scheduling=True)
        report = write_package(CORRECTED, tmp_path / "new.apkg", options)
        fates = [change.fate.value for change in report.changes]
        assert (fates.count("unchanged"), fates.count("changed")) == (11, 2)  # edited and tagged
        assert import_package(col, tmp_path / "new.apkg") == Imported(13, 0, 0, 13, 0)
        shed_again = replace(options, adopt=None, now=NOW + 9999)
        write_package(GARDEN, tmp_path / "new.apkg", shed_again)
        assert import_package(col, tmp_path / "new.apkg") == Imported(13, 0, 1, 12, 0)
        assert belongings(col) == before


def test_adopting_does_not_touch_the_package(deck, tmp_path):
    old = tmp_path / "old.apkg"
    content = deck.read_bytes()
    old.write_bytes(content)
    old.chmod(0o400)
    before = old.stat()
    write_package(GARDEN, deck, replace(OPTIONS, memory=tmp_path / "new.json", adopt=old))
    assert old.stat().st_mtime_ns == before.st_mtime_ns
    assert old.read_bytes() == content


def test_what_the_memory_knows_wins_over_what_is_adopted(deck, tmp_path):
    old = write_package(
        lesson(word(SHED), sentence("Ja hoor.")), tmp_path / "old.apkg", OPTIONS
    ).path
    memory, problems = recall(deck, memory_path(deck), old)
    known = load(memory_path(deck))
    added = set(memory.notes) - set(known.notes)
    assert [memory.notes[guid].dutch for guid in added] == ["Ja hoor."]
    assert {guid: memory.notes[guid] for guid in known.notes} == known.notes
    assert problems == ()


def test_a_missing_memory_is_read_from_the_deck_that_is_about_to_be_overwritten(deck):
    known = load(memory_path(deck))
    memory_path(deck).unlink()
    memory, (problem,) = recall(deck, memory_path(deck), None)
    assert memory == known
    assert "was read from it" in problem.message


def test_a_deck_that_joins_a_shared_memory_brings_what_it_knows(deck, tmp_path):
    shared = tmp_path / "all.json"
    write_package(lesson(word(PATH)), tmp_path / "other.apkg", replace(OPTIONS, memory=shared))
    memory, (problem,) = recall(deck, shared, None)
    assert "was read from it" in problem.message
    assert {note.decks for note in memory.notes.values()} == {("other.apkg",), ("deck.apkg",)}
    report = write_package(CORRECTED, deck, replace(OPTIONS, memory=shared))
    assert "new" not in {change.fate.value for change in report.changes}
    assert recall(deck, shared, None)[1] == ()


def test_a_missing_memory_beside_a_strange_file_is_told(tmp_path):
    deck = tmp_path / "deck.apkg"
    deck.write_bytes(b"no zip")
    memory, (problem,) = recall(deck, memory_path(deck), None)
    assert memory.notes == {}
    assert "will not replace" in problem.message
    assert recall(tmp_path / "none.apkg", tmp_path / "none.json", None)[1] == ()


def test_a_spoilt_memory_is_made_anew_when_asked(deck):
    known = load(memory_path(deck))
    memory_path(deck).write_text("{")
    with pytest.raises(SpoiltMemoryError):
        recall(deck, memory_path(deck), None)
    memory, (problem,) = recall(deck, memory_path(deck), deck)
    assert memory == known
    assert "made anew" in problem.message


# Packages that are not what they seem


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        adopt(path, ".")
    assert caught.value.exit_code == 3
    assert str(path) in caught.value.message
    assert caught.value.advice
    return caught.value.message


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("_", "."), content)
    return path


def test_what_is_no_package_is_told(tmp_path):
    assert "no such file" in refusal(tmp_path / "none.apkg")
    assert "a folder" in refusal(tmp_path)
    (tmp_path / "text.apkg").write_text("Hallo")
    assert "neither" in refusal(tmp_path / "text.apkg")
    assert "no collection" in refusal(zipped(tmp_path / "empty.apkg", media=b"{}"))
    for content in (b"", b"SQLite format 3\0", b"x" * 5000):
        for name in ("collection_anki2", "collection_anki21", "collection_anki21b"):
            assert "spoilt" in refusal(zipped(tmp_path / "bad.apkg", **{name: content}))


def test_a_foreign_deck_is_told(tmp_path):
    with collection() as col:
        note = col.new_note(col.models.by_name("Basic"))
        note["Front"] = "schuur"
        col.add_note(note, 1)
        for old in (True, False):
            export_package(col, tmp_path / "foreign.apkg", old=old)
            assert "no note that Kaartenbak made" in refusal(tmp_path / "foreign.apkg")


def test_a_whole_collection_is_no_earlier_deck(tmp_path):
    with collection() as col:
        col.close()
        (tmp_path / "collection.anki2").write_bytes(Path(col.path).read_bytes())
        col.reopen()
    assert "no package" in refusal(tmp_path / "collection.anki2")


def test_our_notes_are_found_among_others(deck, tmp_path):
    with collection() as col:
        import_package(col, deck)
        note = col.new_note(col.models.by_name("Basic"))
        note["Front"] = "schuur"
        col.add_note(note, 1)
        export_package(col, tmp_path / "all.apkg", old=False)
    assert adopt(tmp_path / "all.apkg", ".") == load(memory_path(deck))


@pytest.mark.parametrize("name", ["collection_anki2", "collection_anki21b"])
def test_a_zip_bomb_is_told_before_it_bursts(name, tmp_path, monkeypatch):
    monkeypatch.setattr(anki_database, "LARGEST", 1 << 20)
    zeros = b"\0" * (1 << 22)
    if name.endswith("b"):
        import zstandard

        zeros = zstandard.compress(zeros)
    assert "unpacks to more than" in refusal(zipped(tmp_path / "bomb.apkg", **{name: zeros}))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_packed_otherwise_and_damaged_is_told(packing, tmp_path):
    with zipfile.ZipFile(tmp_path / "odd.apkg", "w", packing) as package:
        package.writestr("collection.anki2", b"x" * 5000)
    content = bytearray((tmp_path / "odd.apkg").read_bytes())
    content[50:60] = b"0123456789"
    (tmp_path / "odd.apkg").write_bytes(content)
    refusal(tmp_path / "odd.apkg")


def test_a_collection_that_is_a_program_is_told(tmp_path):
    """A view may hold a query that never ends: only tables are read."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(guid) AS (SELECT 1 UNION ALL SELECT guid + 1 "
            "FROM n) SELECT guid, 1 AS mid, 1 AS mod, '' AS tags, '' AS flds, guid AS id FROM n"
        )
        content = database.serialize()
    assert "spoilt" in refusal(zipped(tmp_path / "view.apkg", collection_anki2=content))


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("fuzz") / "deck.apkg"
    return write_package(lesson(word(SHED), word(PATH)), path, OPTIONS).path.read_bytes()


FUZZ = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


def check(path: Path, content: bytes) -> None:
    """Either an error in plain words, or a memory that can be written and read again."""
    path.write_bytes(content)
    try:
        memory = adopt(path, ".")
    except InputError:
        return
    finally:
        assert path.read_bytes() == content
    assert parse(memory.to_json().encode(), "") == memory


@FUZZ
@given(data=st.data())
def test_a_package_with_wrong_bytes_does_no_harm(data, package, tmp_path):
    place = data.draw(st.integers(0, len(package) - 1))
    if data.draw(st.booleans()):
        check(tmp_path / "cut.apkg", package[:place])
    wrong = data.draw(st.binary(min_size=1, max_size=8))
    check(tmp_path / "wrong.apkg", package[:place] + wrong + package[place + len(wrong) :])


@FUZZ
@given(data=st.data())
def test_a_collection_with_wrong_bytes_does_no_harm(data, package, tmp_path):
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        content = opened.read("collection.anki2")
    place = data.draw(st.integers(0, len(content) - 1))
    wrong = data.draw(st.binary(min_size=1, max_size=8))
    content = content[:place] + wrong + content[place + len(wrong) :]
    check(zipped(tmp_path / "x.apkg", collection_anki2=content), (tmp_path / "x.apkg").read_bytes())


SQL_VALUES = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.binary(max_size=9),
    st.sampled_from(["[]", "{}", '{"1": 3}', '{"1523608001": {"name": "x", "flds": []}}']),
)


@FUZZ
@given(
    place=st.sampled_from(
        ["notes.guid", "notes.mid", "notes.mod", "notes.tags", "notes.flds", "col.models"]
    ),
    value=SQL_VALUES,
)
def test_a_collection_with_wrong_values_does_no_harm(package, tmp_path, place, value):
    table, column = place.split(".")
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        content = opened.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.execute(f"UPDATE {table} SET {column} = ?", (value,))
        database.commit()
        content = database.serialize()
    check(zipped(tmp_path / "x.apkg", collection_anki2=content), (tmp_path / "x.apkg").read_bytes())
