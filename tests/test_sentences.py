"""Splitting texts into sentences."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.documents import load_document
from cards.model import Document, Language
from cards.sentences import presplit, split, split_line
from cards.training.score_sentences import Score, score_news, score_pair

DATA = Path(__file__).parent / "data"
NL, EN = Language.DUTCH, Language.ENGLISH


def challenge() -> list[tuple[str, list[str]]]:
    lines = (DATA / "segmentation-challenge.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(language, sentences.split("|")) for language, sentences in rows]


def document(*lines: str) -> Document:
    return Document("text", NL, lines)


@pytest.mark.parametrize(("language", "sentences"), challenge(), ids=lambda value: value[0][:40])
def test_hard_cases_are_split_as_a_careful_reader_would(language, sentences):
    assert split_line(" ".join(sentences), Language(language)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dat is het einde.Begin maar opnieuw.", ["Dat is het einde.", "Begin maar opnieuw."]),
        ("Ik kom.Dan praten we.", ["Ik kom.", "Dan praten we."]),
        ("‘Ja.’Hij ging weg.", ["‘Ja.’", "Hij ging weg."]),
        ("Hij ging weg.‘Nee!’ riep ze.", ["Hij ging weg.", "‘Nee!’ riep ze."]),
        ("Boek het op Booking.Com of bel.", ["Boek het op Booking.Com of bel."]),
        ("Open Verslag.Pdf of verslag.Docx.", ["Open Verslag.Pdf of verslag.Docx."]),
        ("J.Jansen en A.De Vries", ["J.Jansen en A.De Vries"]),
    ],
)
def test_a_missing_space_after_a_full_stop_is_noticed(text, sentences):
    assert split_line(text, NL) == sentences


def test_every_line_ends_a_sentence_and_blank_lines_end_a_paragraph():
    text = document("De titel", "", "", "Een zin. Nog een zin", "gaat verder", "", "Slot")
    found = [(s.index, s.text, s.line, s.paragraph) for s in split(text)]
    assert found == [
        (0, "De titel", 0, 0),
        (1, "Een zin.", 3, 1),
        (2, "Nog een zin", 3, 1),
        (3, "gaat verder", 4, 1),
        (4, "Slot", 6, 2),
    ]


def test_a_text_split_by_hand_keeps_its_lines():
    text = document("", "Eén. Twee.", "drie", "", "Vier!")
    found = [(s.text, s.line, s.paragraph) for s in presplit(text)]
    assert found == [("Eén. Twee.", 1, 0), ("drie", 2, 0), ("Vier!", 4, 1)]


def test_an_empty_text_has_no_sentences():
    assert split(document()) == presplit(document("", "")) == ()


def test_marks_of_writing_direction_do_not_hide_the_end_of_a_sentence():
    assert split_line("Hij zei \u200fשלום.\u200f Toen ging hij.", NL) == [
        "Hij zei \u200fשלום.\u200f",
        "Toen ging hij.",
    ]


PIECES = st.sampled_from(
    [
        *" .!?…,:;-–—()[]“”„‘’'\"«»*•/",
        *"abIXéß1٣ا",
        "😀",
        "\u200f",
        "etc.",
        "dr.",
        "'s ",
        "A.",
        "www.",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(Language))
def test_nothing_is_lost_or_made_up_but_space(text, language):
    sentences = split_line(text, language)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(Language))
def test_sentences_joined_with_a_space_give_back_a_line_that_lacks_none(text, language):
    line = " ".join(text.replace(".", ". ").replace("!", "! ").split())
    sentences = split_line(line, language)
    glued = [s for s in sentences if f" {s}" not in f" {line}"]
    assert glued or " ".join(sentences) == line


@pytest.mark.parametrize(
    "unit", ["a.B", "J. ", "((", "“", ". . ", "'s ", "…", ".[1]", "😀 ", "a “b. ”"]
)
def test_a_line_of_200_kb_of_anything_is_split(unit):
    line = unit * (200_000 // len(unit))
    assert "".join("".join(split_line(line, NL)).split()) == "".join(line.split())


@pytest.mark.parametrize("pair", sorted((DATA / "pairs").iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("language", Language)
def test_the_sentences_of_a_pair_are_found_exactly(pair, language):
    key = {EN: "english", NL: "dutch"}[language]
    beads = (pair / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = Counter(sentence for bead in beads for sentence in json.loads(bead)[key])
    text = load_document(pair / f"{language}.txt", language)
    assert Counter(sentence.text for sentence in split(text)) == gold


@pytest.mark.parametrize(("language", "floor"), [(EN, 0.998), (NL, 0.968)])
def test_news_that_the_rules_were_not_written_for_is_split_well(shared, language, floor):
    # Dutch has full recall; what it loses, it loses to gold segments of several sentences.
    news = (shared / "alignment" / "ntrex-dev" / "clean.jsonl").read_text(encoding="utf-8")
    documents = [json.loads(line) for line in news.splitlines()][1::2]
    assert score_news(documents, language).f1 >= floor


@pytest.mark.parametrize("language", Language)
def test_the_sentences_of_the_twelve_free_pairs_are_found(shared, language):
    pairs = [path for path in (shared / "pairs-dev").iterdir() if path.is_dir()]
    total = sum((score_pair(path, language) for path in pairs), Score(0, 0, 0))
    assert total.f1 >= 0.995


def test_no_abbreviation_stands_under_two_kinds():
    table = (files("cards") / "data" / "segmentation.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    kinds = {"title", "inside", "number", "measure", "final", "maybe", "clock"}
    for language in Language:
        words = Counter(
            word
            for kind, languages, listed, _ in rows
            if kind in kinds and language in languages.split()
            for word in listed.split()
        )
        assert [word for word, count in words.items() if count > 1] == []
        assert all(word.endswith(".") for word in words)
