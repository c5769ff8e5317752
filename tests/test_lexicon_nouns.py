"""Every row of the noun dictionary is fit to stand on a card."""

from __future__ import annotations

import csv
import unicodedata

import pytest

from tests.conftest import ROOT

COLUMNS = ["lemma", "article", "plural", "diminutive", "glosses", "note"]


@pytest.fixture(scope="module")
def rows():
    path = ROOT / "cards" / "data" / "lexicon" / "nouns.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_are_thousands_of_nouns_each_once_and_in_order(rows):
    lemmas = [row["lemma"] for row in rows]
    assert len(lemmas) > 7000
    assert len(set(lemmas)) == len(lemmas)
    assert lemmas == sorted(lemmas, key=lambda lemma: (lemma.lower(), lemma))


def test_every_row_has_the_known_columns_in_composed_letters(rows):
    for row in rows:
        assert list(row) == COLUMNS
        for value in row.values():
            assert value is not None, row
            assert value == unicodedata.normalize("NFC", value.strip()), row


def test_articles_come_from_a_closed_set_and_two_are_explained(rows):
    for row in rows:
        assert row["article"] in ("de", "het", "de;het"), row


def test_every_noun_says_whether_it_has_a_plural(rows):
    assert all(row["plural"] for row in rows)


def test_diminutives_look_like_diminutives(rows):
    assert all(row["diminutive"].endswith(("je", "ie")) for row in rows if row["diminutive"])


def test_every_noun_has_short_glosses_without_article(rows):
    for row in rows:
        glosses = row["glosses"].split(";")
        assert 1 <= len(glosses) == len(set(glosses)) <= 10, row
        for gloss in glosses:
            assert 0 < len(gloss) <= 40, row
            assert not gloss.startswith(("a ", "an ", "the ")), row
