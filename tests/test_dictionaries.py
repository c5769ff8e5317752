"""Dictionaries that users bring: each format read, each bad file told with its place."""

from __future__ import annotations

import gzip
import random
import struct
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import dictionaries
from cards.dictionaries import entries as limits
from cards.dictionaries import files
from cards.dictionaries.entries import Entry, split_glosses, without_article
from cards.errors import InputError
from tests.dictionaries import ENTRIES, table, tei, write_dictd, write_stardict

WANTED = {
    "bes": Entry("bes", ("berry",), "NOUN", "de"),
    "klinkklaar": Entry("klinkklaar", ("sheer", "utter"), "ADJ", ""),
    "wegmoffelen": Entry("wegmoffelen", ("to hide away", "to smuggle away"), "VERB", ""),
    "wicht": Entry("wicht", ("little one", "mite"), "NOUN", "het"),
}


def load(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return dictionaries.load(path)


def refusal(call, *arguments, **more) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments, **more)
    assert caught.value.exit_code == 3
    return str(caught.value)


# Good files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [
        write_dictd,
        lambda folder: write_dictd(folder, packed=False),
        lambda folder: write_dictd(folder).with_name("own.dict.dz"),
        write_stardict,
        lambda folder: write_stardict(folder, packed=True),
        lambda folder: write_stardict(folder).with_name("own.dict"),
        lambda folder: write_stardict(folder, kinds="h"),
        lambda folder: write_stardict(folder, kinds="tm"),
        lambda folder: write_stardict(folder, kinds="Wm"),
        lambda folder: write_stardict(folder, kinds=""),
    ],
    ids=["dictd", "plain", "by .dict.dz", "StarDict", "packed", "by .dict", "h", "tm", "Wm", "-"],
)
def test_dictd_and_stardict_give_lemma_equivalents_and_gender(tmp_path, write):
    found = dictionaries.load(write(tmp_path))
    assert found.name == "own"
    assert {lemma: found.entries[lemma] for lemma in WANTED} == {
        lemma: (entry,) for lemma, entry in WANTED.items()
    }
    assert set(found.entries) == {entry[0] for entry in ENTRIES}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.tei", tei()),
        ("own.xml", tei().replace("><", ">\n<")),
        ("own.tei.gz", gzip.compress(tei().encode())),
        ("own", tei()),
        ("own.tsv", table()),
        ("own.txt", table()),
        ("own.tsv.gz", gzip.compress(table().encode())),
        ("own.tsv", "\ufeff" + table().replace("\n", "\r\n")),
    ],
    ids=["tei", "xml", "tei.gz", "tei by content", "tsv", "tsv by content", "tsv.gz", "BOM, CRLF"],
)
def test_tei_and_tables_give_the_same(tmp_path, name, content):
    found = load(tmp_path, name, content)
    assert found.name in ("own", "own.txt")
    assert {lemma: found.entries[lemma] for lemma in WANTED} == {
        lemma: (entry,) for lemma, entry in WANTED.items()
    }
    assert set(found.entries) == {entry[0] for entry in ENTRIES}


def test_a_word_list_of_two_columns_needs_no_header(tmp_path):
    found = load(tmp_path, "list.tsv", "# mine\nhet wicht\tmite\nde bes\tberry\nbes\tcurrant\n")
    assert found.entries["wicht"] == (Entry("wicht", ("mite",), "", "het"),)
    assert [entry.glosses for entry in found.entries["bes"]] == [("berry",), ("currant",)]


def test_a_spreadsheet_puts_cells_in_quotation_marks(tmp_path):
    found = load(tmp_path, "list.tsv", 'lemma\tgloss\nbes\t"berry, ""currant"""\n')
    assert found.entries["bes"][0].glosses == ("berry", '"currant"')


def test_a_definition_without_the_headword_is_taken_whole(tmp_path):
    path = write_stardict(tmp_path, [("hotel", "n", "neut", ("hotel",))])
    (tmp_path / "own.dict").write_bytes(b"hotel")
    index = b"hotel\0" + struct.pack(">II", 0, 5)
    (tmp_path / "own.idx").write_bytes(index)
    path.write_text(f"StarDict's dict ifo file\nsametypesequence=m\nidxfilesize={len(index)}\n")
    assert dictionaries.load(path).entries["hotel"][0].glosses == ("hotel",)


def test_a_lookup_minds_the_part_of_speech(tmp_path):
    found = load(tmp_path, "own.tsv", table())
    assert found.find("wicht", "NOUN")
    assert not found.find("wicht", "VERB")
    assert found.find("klinkklaar", "ADV")


@pytest.mark.parametrize(
    ("text", "glosses"),
    [
        ("house, home; den", ("house", "home", "den")),
        ("(of an animal) den [zoology]", ("den",)),
        ("well, well, look who we have here", ("well, well, look who we have here",)),
        ("and/or", ("and/or",)),
        ("a definition that goes on for far longer than a card can show", ()),
        ("…; 12; –", ()),
    ],
)
def test_equivalents_are_cut_as_a_reader_would(text, glosses):
    assert split_glosses(text) == glosses


def test_an_article_is_taken_off_a_headword():
    assert without_article("het huis") == ("huis", "het")
    assert without_article("huis, het") == ("huis", "het")
    assert without_article("hetze") == ("hetze", "")


# Bad files ------------------------------------------------------------------------------------


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
