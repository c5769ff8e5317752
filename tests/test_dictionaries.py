"""Dictionaries that users bring: each format read, and a word found in it."""

from __future__ import annotations

import gzip
import struct

import pytest

from cards import dictionaries
from cards.dictionaries.entries import Entry, split_glosses, without_article
from tests.dictionaries import ENTRIES, load, table, tei, write_dictd, write_stardict

WANTED = {
    "bes": Entry("bes", ("berry",), "NOUN", "de"),
    "klinkklaar": Entry("klinkklaar", ("sheer", "utter"), "ADJ", ""),
    "wegmoffelen": Entry("wegmoffelen", ("to hide away", "to smuggle away"), "VERB", ""),
    "wicht": Entry("wicht", ("little one", "mite"), "NOUN", "het"),
}


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
