"""The verb dictionary: every row well formed, nothing listed twice, tricky rows right."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib import resources

import pytest

from cards.conjugation import conjugate
from cards.verb_prefixes import PARTICLES

COLUMNS = [
    "infinitive",
    "past_singular",
    "past_plural",
    "participle",
    "auxiliary",
    "particle",
    "reflexive",
    "preposition",
    "glosses",
    "note",
]
PREPOSITIONS = set(
    """aan achter als bij boven door in met naar om onder op over te tegen tegenover tot uit van
    voor""".split()
)
AMERICAN = re.compile(
    r"\b\w+(?:nalyze|ganize|alize|cognize|phasize|icize)\b|\b(?:color|favor|behavior|center)\b"
)


@cache
def text() -> str:
    folder = resources.files("cards") / "data" / "lexicon"
    return (folder / "verbs.tsv").read_text(encoding="utf-8")


@cache
def rows() -> tuple[dict[str, str], ...]:
    lines = text().splitlines()
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def find(infinitive: str, **wanted: str) -> list[dict[str, str]]:
    return [
        row
        for row in rows()
        if row["infinitive"] == infinitive and all(row[c] == v for c, v in wanted.items())
    ]


def test_the_dictionary_has_the_verbs_of_an_upper_intermediate_learner() -> None:
    assert len({row["infinitive"] for row in rows()}) >= 1900
    assert len({row["infinitive"] for row in rows() if row["particle"]}) >= 500
    assert len([row for row in rows() if row["reflexive"]]) >= 150
    assert len([row for row in rows() if row["preposition"]]) >= 300


def test_every_line_has_all_columns_and_clean_text() -> None:
    lines = text().splitlines()
    assert lines[0].split("\t") == COLUMNS
    for line in lines:
        assert line.count("\t") == len(COLUMNS) - 1, line
        assert line == unicodedata.normalize("NFC", line)
        assert "  " not in line
        assert all(cell == cell.strip() for cell in line.split("\t")), line


def test_no_use_of_a_verb_is_listed_twice() -> None:
    keys = [
        (row["infinitive"], row["particle"], row["reflexive"], row["preposition"]) for row in rows()
    ]
    assert len(keys) == len(set(keys))


def test_closed_columns_hold_only_their_values() -> None:
    for row in rows():
        assert row["auxiliary"] in ("hebben", "zijn", "both"), row
        assert row["reflexive"] in ("", "zich"), row
        assert row["particle"] in PARTICLES | {""}, row
        assert set(row["preposition"].split(";")) <= PREPOSITIONS | {""}, row


def test_a_reflexive_verb_takes_hebben() -> None:
    assert all(row["auxiliary"] == "hebben" for row in rows() if row["reflexive"])


def test_glosses_are_short_distinct_base_forms() -> None:
    for row in rows():
        glosses = row["glosses"].split(";")
        assert 1 <= len(glosses) <= 10, row
        assert len(glosses) == len(set(glosses)), row
        for gloss in glosses:
            assert 0 < len(gloss) < 40, row
            assert not gloss.startswith("to "), row
            assert not AMERICAN.search(gloss), row


def test_most_verbs_have_more_than_one_gloss() -> None:
    several = sum(";" in row["glosses"] for row in rows())
    assert several / len(rows()) > 0.9


def test_separable_verbs_part_in_the_past_and_join_in_the_participle() -> None:
    for row in rows():
        particle = row["particle"]
        pasts = [p for c in ("past_singular", "past_plural") for p in row[c].split(";")]
        for past in pasts:
            verb, _, rest = past.partition(" ")
            assert verb, row
            assert rest == particle, row
        if particle:
            assert row["infinitive"].startswith(particle), row
            assert all(p.startswith(particle) for p in row["participle"].split(";")), row


def test_past_plurals_and_participles_have_dutch_endings() -> None:
    for row in rows():
        plurals = row["past_plural"].split(";")
        assert all(p.partition(" ")[0].endswith("n") for p in plurals), row
        participles = row["participle"].split(";")
        endings = ("d", "t", "n") if row["infinitive"] != "zullen" else ("",)
        assert all(p.endswith(endings) for p in participles), row


def test_the_stored_forms_are_among_the_forms_of_the_verb() -> None:
    for row in rows():
        forms = conjugate(row["infinitive"], row["particle"])
        for cell in (row["past_singular"], row["past_plural"]):
            assert {form.partition(" ")[0] for form in cell.split(";")} <= forms, row
        assert row["infinitive"] in forms


@pytest.mark.parametrize(
    ("infinitive", "wanted", "gloss"),
    [
        ("vergissen", {"reflexive": "zich", "preposition": ""}, "make a mistake"),
        ("wachten", {"preposition": "op"}, "wait for"),
        ("terugtrekken", {"reflexive": ""}, "pull back"),
        ("terugtrekken", {"reflexive": "zich"}, "retreat"),
        ("overkomen", {"particle": ""}, "happen to"),
        ("overkomen", {"particle": "over"}, "come across"),
        ("lenen", {"preposition": ""}, "borrow"),
        ("houden", {"preposition": "van"}, "love"),
        ("opvallen", {}, "stand out"),
        ("bevallen", {"preposition": ""}, "give birth"),
    ],
)
def test_each_use_has_its_own_meaning(infinitive: str, wanted: dict[str, str], gloss: str) -> None:
    (row,) = find(infinitive, **wanted)
    assert gloss in row["glosses"].split(";")


@pytest.mark.parametrize(
    ("infinitive", "auxiliary"),
    [
        ("gaan", "zijn"),
        ("blijven", "zijn"),
        ("beginnen", "zijn"),
        ("gebeuren", "zijn"),
        ("toenemen", "zijn"),
        ("aankomen", "zijn"),
        ("aanvallen", "hebben"),
        ("overtreden", "hebben"),
        ("ontwijken", "hebben"),
        ("uitroeien", "hebben"),
        ("veranderen", "both"),
        ("lopen", "both"),
        ("afnemen", "both"),
    ],
)
def test_the_auxiliary_is_decided_by_hand_where_it_matters(infinitive: str, auxiliary: str) -> None:
    assert {row["auxiliary"] for row in find(infinitive, preposition="", reflexive="")} == {
        auxiliary
    }
