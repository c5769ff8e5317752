"""Dictionaries that are spoilt: each told with its place, and none that hangs or fills memory."""

from __future__ import annotations

import gzip
import random
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import dictionaries
from cards.dictionaries import entries as limits
from cards.dictionaries import files
from cards.errors import InputError
from tests.dictionaries import ENTRIES, load, table, tei, write_dictd, write_stardict


def refusal(call, *arguments, **more) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments, **more)
    assert caught.value.exit_code == 3
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"lemma\tgloss\tpso\nbes\tberry\tn\n", "own.tsv:1: there is no column “pso”. Did you"),
        (b"lemma\tpos\nbes\tn\n", "own.tsv:1: the column “gloss” is missing"),
        (b"lemma\tgloss\tlemma\n", "own.tsv:1: the column “lemma” stands twice"),
        (b"lemma\tgloss\tpos\nbes\tberry\tnoum\n", "own.tsv:2: “noum” is no part of speech. Did"),
        (b"lemma\tgloss\tarticle\nbes\tberry\tthe\n", "own.tsv:2: “the” is no article"),
        (b"lemma\tgloss\n\tberry\n", "own.tsv:2: the lemma is missing"),
        (b"lemma\tgloss\nbes  berry\n", "own.tsv:2: there is no tab"),
        (b"lemma,gloss\nbes,berry\n", "own.tsv:1: there is no tab"),
        (b"lemma\tgloss\nbes\tberry\tn\n", "own.tsv:2: this line has 3 cells, the header 2"),
        (b"bes\tberry\tn\n", "own.tsv:1: this line has 3 cells, but only lemma and gloss"),
        (b"bes\tberry\nwicht\t\xe9\xe9n\n", "own.tsv:2: byte 7 of this line is not UTF-8"),
        ("bes\tberry\n".encode("utf-16"), "own.tsv:1: this file is UTF-16"),
        (b"bes\tberry\n\0\0\t\n", "own.tsv:2: this is not a text file"),
        (b"bes\tberry\n" + b"x" * (files.LONGEST_LINE + 9), "own.tsv:2: this line is longer"),
        (b"bes\t\n", "no entry with an English equivalent"),
        (gzip.compress(b"bes\tberry\n" * 99)[:-9], "own.tsv: the packed file is cut short"),
        (b"\x1f\x8b\x08\x00" + b"x" * 40, "own.tsv: the packed file is damaged"),
    ],
)
def test_a_bad_table_is_told_with_its_line(tmp_path, content, told):
    assert told in refusal(load, tmp_path, "own.tsv", content)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[: len(text) // 2], "own.tei:"),
        (lambda text: text.replace("</sense>", "", 1), "own.tei:5: this is no well-formed XML"),
        (lambda text: text.replace("berry", "&bes;"), "own.tei:5: the entity “&bes;” is not known"),
        (
            lambda text: text.replace('"trans"', '"x"').replace("'trans'", "'x'"),
            "no entry with an English equivalent",
        ),
        (lambda text: text.replace("UTF-8", "utf-99"), "own.tei:1"),
        (lambda text: text.replace("<body>", "<div>" * 70), "own.tei:4: elements lie more than"),
        (lambda text: text.replace("<title>", "<title n='" + "x" * 2_000_000), "own.tei:3"),
    ],
    ids=["cut short", "not closed", "entity", "no equivalents", "encoding", "depth", "mark-up"],
)
def test_a_bad_tei_file_is_told_with_its_line(tmp_path, change, told):
    assert told in refusal(load, tmp_path, "own.tei", change(tei()))


def test_tei_that_is_not_utf8_is_told(tmp_path):
    content = tei().encode().replace(b"berry", b"\xff\xfe")
    assert "own.tei:5" in refusal(load, tmp_path, "own.tei", content)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY file SYSTEM "file:///etc/hostname">',
        '<!ENTITY % more SYSTEM "http://example.org/more.dtd"> %more;',
    ],
    ids=["bomb", "file", "parameter"],
)
def test_an_entity_of_the_files_own_is_refused(tmp_path, declared):
    content = tei().replace('"freedict-P5.dtd"', f'"freedict-P5.dtd" [{declared}]')
    assert "own.tei:2: this file declares an entity" in refusal(load, tmp_path, "own.tei", content)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("bes\tA", "own.index:3: a line of an index has a headword and two numbers"),
        ("bes\tA\t?!", "own.index:3: “?!” is no number in base 64"),
        ("bes\tA\t", "own.index:3: “” is no number"),
        ("bes\tA\t//////", "own.index:3: points to bytes 0 to"),
        ("bes\tAAAAAAAAAAAA\tB", "own.index:3: “AAAAAAAAAAAA” is no number"),
    ],
)
def test_a_bad_dictd_index_is_told_with_its_line(tmp_path, line, told):
    index = write_dictd(tmp_path)
    rows = index.read_text().splitlines()
    index.write_text("\n".join([*rows[:2], line, *rows[3:]]))
    assert told in refusal(dictionaries.load, index)


def test_a_dictd_file_without_its_other_half_is_told(tmp_path):
    index = write_dictd(tmp_path)
    data = tmp_path / "own.dict.dz"
    good = data.read_bytes()
    data.unlink()
    assert "no own.dict.dz or own.dict beside it" in refusal(dictionaries.load, index)
    index.unlink()
    data.write_bytes(good)
    assert "no own.index beside it" in refusal(dictionaries.load, data)


def test_a_dictd_file_that_is_cut_short_or_in_another_encoding_is_told(tmp_path):
    index = write_dictd(tmp_path, packed=False)
    data = tmp_path / "own.dict"
    good = data.read_bytes()
    data.write_bytes(good[:-20])
    assert "own.index:7: points to bytes" in refusal(dictionaries.load, index)
    data.write_bytes(good.replace(b"sheer", b"sh\xe9er"[:5]))
    assert "own.index:5: byte" in refusal(dictionaries.load, index)


def test_a_bad_stardict_is_told_with_its_place(tmp_path):
    ifo = write_stardict(tmp_path)
    index, data = tmp_path / "own.idx", tmp_path / "own.dict"
    good = index.read_bytes(), data.read_bytes(), ifo.read_text()

    def told(*, idx=good[0], dic=good[1], about=good[2]):
        index.write_bytes(idx)
        data.write_bytes(dic)
        ifo.write_text(about)
        return refusal(dictionaries.load, ifo)

    sizeless = "\n".join(row for row in good[2].splitlines() if "idxfilesize" not in row)
    assert "own.ifo says idxfilesize" in told(idx=good[0][:-3])
    assert "entry 6, at byte" in told(idx=good[0][:-3], about=sizeless)
    assert "own.idx: entry 6 points to bytes" in told(dic=good[1][:-3])
    assert "own.ifo says wordcount=7" in told(about=good[2].replace("count=6", "count=7"))
    assert "own.ifo:1: this is no StarDict" in told(about="StarDuct\n")
    assert "own.ifo:3: “bookname Own” is no" in told(about=good[2].replace("name=", "name "))
    assert "entry 1: byte" in told(dic=good[1].replace(b"berry", b"b\xff\xff\xffy"))
    assert "entry 1: its definition is cut" in told(about=good[2].replace("=m", "=Wm"))
    index.unlink()
    assert "no own.idx or own.idx.gz beside it" in refusal(dictionaries.load, ifo)
    ifo.unlink()
    assert "no own.index beside it" in refusal(dictionaries.load, data)
    index.write_bytes(good[0])
    assert "no own.ifo beside it" in refusal(dictionaries.load, index)


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    for name in ("nowhere.tsv", "nowhere.index", "nowhere.ifo", "nowhere.dict.dz"):
        assert "no such file" in refusal(dictionaries.load, tmp_path / name)
    assert "folder" in refusal(dictionaries.load, tmp_path)
    assert "archive" in refusal(load, tmp_path, "own.zip", b"PK\x03\x04" + bytes(400))


# Hostile files --------------------------------------------------------------------------------


def test_a_packed_bomb_is_not_unpacked_to_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1 << 20)
    monkeypatch.setattr(files, "LARGEST_STREAM", 1 << 20)
    index = write_dictd(tmp_path)
    bomb = gzip.compress(b" \n" * (4 << 20))
    (tmp_path / "own.dict.dz").write_bytes(bomb)
    assert "more than 1 MiB once unpacked" in refusal(dictionaries.load, index)
    assert "more than 1 MiB once unpacked" in refusal(load, tmp_path, "own.tei.gz", bomb)
    assert "more than 1 MiB once unpacked" in refusal(load, tmp_path, "own.tsv.gz", bomb)


def test_there_is_a_most_of_entries(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ENTRIES", 5)
    assert "more than 5 entries" in refusal(load, tmp_path, "own.tsv", table())


def test_tei_is_read_as_a_stream(tmp_path):
    path = tmp_path / "own.tei"
    head, _, tail = tei(ENTRIES[:1]).partition("<body>")
    noise = f"<entry><note>{'x' * 1000}</note></entry>\n" * 1000
    with path.open("w") as file:
        file.write(f"{head}<body>")
        for _ in range(8):
            file.write(noise)
        file.write(tail)
    tracemalloc.start()
    found = dictionaries.load(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(found.entries) == ["bes"]
    assert path.stat().st_size > 8_000_000
    assert peak < 2_000_000


def attempt(path):
    """Load what may be anything; only a told error is an error."""
    try:
        dictionaries.load(path)
    except InputError as error:
        told = error.message
    else:
        return
    assert str(path.parent) in told


anything = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SUFFIXES = [".tsv", ".tei", ".index", ".ifo", ".idx", ".dict", ".dict.dz", ".txt", ""]


@given(suffix=st.sampled_from(SUFFIXES), content=st.binary(max_size=300))
@anything
def test_random_bytes_never_raise_anything_else(tmp_path, suffix, content):
    for old in tmp_path.iterdir():
        old.unlink()
    path = tmp_path / f"own{suffix}"
    path.write_bytes(content)
    attempt(path)


WRITERS = (
    write_dictd,
    lambda folder: write_dictd(folder, packed=False),
    write_stardict,
    lambda folder: write_stardict(folder, kinds=""),
    lambda folder: write_stardict(folder, kinds="tm"),
    lambda folder: write_stardict(folder, kinds="h", packed=True),
    lambda folder: [(folder / "own.tei").write_text(tei()), folder / "own.tei"][1],
    lambda folder: [(folder / "own.tsv").write_text(table()), folder / "own.tsv"][1],
)


@given(writer=st.sampled_from(WRITERS), seed=st.integers(0, 1 << 32))
@anything
def test_mutated_files_never_raise_anything_else(tmp_path, writer, seed):
    for old in tmp_path.iterdir():
        old.unlink()
    path = writer(tmp_path)
    chance = random.Random(seed)
    victim = chance.choice(sorted(tmp_path.iterdir()))
    data = bytearray(victim.read_bytes())
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randint(1, 30)]
            case 2:
                data[place:place] = chance.choice(
                    (b"\t", b"\n", b"\0", b"<", b"&", b"\xff", b"=", b"/")
                )
            case _:
                data[place:place] = data[place : place + 20]
        data = data or bytearray(b" ")
    victim.write_bytes(bytes(data))
    attempt(path)
