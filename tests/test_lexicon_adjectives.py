"""The hand-written adjectives and adverbs: every row well formed, the glosses believable."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

import cards

LEXICON = Path(cards.__file__).parent / "data" / "lexicon"
SHARED = Path(__file__).parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")

COLUMNS = {
    "adjectives": ["lemma", "inflected", "comparative", "superlative", "glosses", "note"],
    "adverbs": ["lemma", "glosses", "note"],
}
both_files = pytest.mark.parametrize("name", list(COLUMNS))
AMERICAN = re.compile(r"\b(?:gray|\w*color(?:ed|ful)?|center|favorite|\w+(?<!s)iz(?:e|ed|ing))\b")


def _rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _glosses(name: str) -> dict[str, list[str]]:
    return {row["lemma"]: row["glosses"].split(";") for row in _rows(name)}


@both_files
def test_every_line_has_the_columns_of_the_header_and_is_in_normal_form(name: str) -> None:
    lines = (LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == COLUMNS[name]
    for line in lines:
        assert len(line.split("\t")) == len(COLUMNS[name]), line
        assert unicodedata.is_normalized("NFC", line), line
        assert all(cell == cell.strip() for cell in line.split("\t")), line


@both_files
def test_no_lemma_is_listed_twice(name: str) -> None:
    lemmas = [row["lemma"] for row in _rows(name)]
    assert len(lemmas) == len(set(lemmas))
    assert all(re.fullmatch(r"[\w' -]+", lemma) for lemma in lemmas)


@both_files
def test_glosses_are_few_short_distinct_and_british(name: str) -> None:
    for lemma, glosses in _glosses(name).items():
        assert 1 <= len(glosses) <= 10, lemma
        assert len(set(glosses)) == len(glosses), lemma
        assert all(0 < len(gloss) < 40 and gloss == gloss.strip() for gloss in glosses), lemma
        assert not any(AMERICAN.search(gloss) for gloss in glosses), lemma


def test_the_lists_are_as_long_as_promised() -> None:
    assert len(_rows("adjectives")) >= 1250
    assert len(_rows("adverbs")) >= 380


def test_forms_of_adjectives_look_like_what_they_are() -> None:
    for row in _rows("adjectives"):
        lemma = row["lemma"]
        assert re.fullmatch(r"|-|.*[eë]", row["inflected"]), lemma
        assert re.fullmatch(r"|-|.*er", row["comparative"]), lemma
        assert re.fullmatch(r"|-|.*st", row["superlative"]), lemma
        assert row["inflected"] in {"", "-"} or row["inflected"][:2] == lemma[:2], lemma


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("goed", ["", "beter", "best"]),
        ("veel", ["", "meer", "meest"]),
        ("weinig", ["", "minder", "minst"]),
        ("grof", ["grove", "", ""]),
        ("reëel", ["reële", "", ""]),
        ("Indiaas", ["Indiase", "-", "-"]),
        ("houten", ["-", "-", "-"]),
        ("gratis", ["-", "-", "-"]),
        ("roze", ["-", "-", "-"]),
        ("Nederlands", ["", "-", "-"]),
        ("groot", ["", "", ""]),
    ],
)
def test_only_what_spelling_does_not_give_is_listed(lemma: str, forms: list[str]) -> None:
    row = next(row for row in _rows("adjectives") if row["lemma"] == lemma)
    assert [row["inflected"], row["comparative"], row["superlative"]] == forms


def test_adjectives_of_nations_keep_their_capital_and_are_not_compared() -> None:
    capitals = [row for row in _rows("adjectives") if row["lemma"][0].isupper()]
    assert len(capitals) > 150
    assert {"Afghaans", "Oekraïens", "Zuid-Afrikaans"} <= {row["lemma"] for row in capitals}
    assert all(row["comparative"] == row["superlative"] == "-" for row in capitals)
    assert all(row["glosses"][0].isupper() or " " in row["glosses"] for row in capitals)


def test_participles_that_live_as_adjectives_are_listed() -> None:
    assert {"bekend", "gespannen", "betrokken", "getrouwd", "verbaasd"} <= _glosses(
        "adjectives"
    ).keys()


@pytest.mark.parametrize(
    "lemma", ["actueel", "braaf", "brutaal", "consequent", "eventueel", "globaal", "slim"]
)
def test_false_friends_warn_the_learner(lemma: str) -> None:
    row = next(row for row in _rows("adjectives") if row["lemma"] == lemma)
    assert "false friend" in row["note"]


@pytest.mark.parametrize(
    "lemma", ["best", "dan", "eens", "eigenlijk", "even", "hoor", "maar", "nou", "toch", "wel"]
)
def test_modal_particles_say_what_they_do(lemma: str) -> None:
    row = next(row for row in _rows("adverbs") if row["lemma"] == lemma)
    assert "particle" in row["note"]


@needs_shared
@pytest.mark.parametrize(("name", "floor"), [("adjectives", 0.83), ("adverbs", 0.81)])
def test_most_lemmas_share_a_gloss_with_an_independent_dictionary(name: str, floor: float) -> None:
    others = defaultdict[str, set[str]](set)
    for line in (SHARED / "lexical" / "nl_en.tsv").read_text(encoding="utf-8").splitlines():
        lemma, entries = line.split("\t", 1)
        others[lemma.lower()].update(entry.split(":")[1].lower() for entry in entries.split("|"))
    ours = {k.lower(): v for k, v in _glosses(name).items() if k.lower() in others}
    agreed = sum(any(g.lower() in others[k] for g in v) for k, v in ours.items())
    assert len(ours) > 400
    assert agreed / len(ours) > floor


@needs_shared
def test_the_glosses_of_the_development_texts_are_among_ours() -> None:
    known = defaultdict[str, set[str]](set)
    for name in COLUMNS:
        for lemma, glosses in _glosses(name).items():
            known[lemma].update(glosses)
    gold = []
    for path in sorted((SHARED / "pairs-dev").glob("*/words.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            gold += [
                (row["lemma"], set(row["glosses"].split(";")))
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row["pos"] in {"ADJ", "ADV"}
            ]
    agreed = sum(bool(known[lemma] & glosses) for lemma, glosses in gold)
    assert len(gold) > 40
    assert agreed / len(gold) > 0.95
