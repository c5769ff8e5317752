"""Lemmas: the model's list, then our dictionary, then the model's network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from cards.lemma_choice import lemmas
from cards.lemma_evidence import LemmaEvidence
from cards.lexicon import Lexicon
from cards.tagging import Tags

EVIDENCE = LemmaEvidence(Lexicon())
PLURAL, SINGULAR = "N|soort|mv|basis", "N|soort|ev|basis|zijd|stan"


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "lemma"),
    [
        ("tienerjaren", "NOUN", PLURAL, "tienerjaar"),
        ("Countrysterren", "NOUN", PLURAL, "countryster"),
        ("Oranje-spelers", "NOUN", PLURAL, "Oranje-speler"),
        ("zonnebloem", "NOUN", SINGULAR, "zonnebloem"),
        ("gokkers", "NOUN", PLURAL, None),  # *kers* is a cherry
        ("tuinfeestje", "NOUN", "N|soort|ev|dim|onz|stan", None),
        ("afvlagde", "VERB", "WW|pv|verl|ev", "afvlaggen"),
        ("doorfietste", "VERB", "WW|pv|verl|ev", "doorfietsen"),
        ("afgefietst", "VERB", "WW|vd|vrij|zonder", "affietsen"),
        ("oranjegele", "ADJ", "ADJ|prenom|basis|met-e|stan", "oranjegeel"),
        ("pretentieloos", "ADJ", "ADJ|vrij|basis|zonder", "pretentieloos"),
        ("tegelde", "VERB", "WW|pv|verl|ev", None),
        ("Jansen", "PROPN", "N|eigen|ev|basis|zijd|stan", None),
        ("xyzzy", "NOUN", SINGULAR, None),
    ],
)
def test_a_word_is_inflected_as_what_it_ends_in(
    word: str, upos: str, xpos: str, lemma: str | None
) -> None:
    assert EVIDENCE.of(word, upos, xpos) == lemma


class Lemmatiser:
    """One that lists four words, and whose network tells the word with a mark."""

    def __init__(self) -> None:
        self.config = {"ensemble_dict": True}
        self.listed = {
            ("Nijmegen", "PROPN"): "Nijmegen",
            ("brand", "NOUN"): "brand",
            ("jaren", "NOUN"): "jaar",
            ("Denen", "NOUN"): "deen",
        }

    @property
    def trainer(self) -> Lemmatiser:
        return self

    def skip_seq2seq(self, pairs: Sequence[tuple[str, str]]) -> list[bool]:
        return [pair in self.listed for pair in pairs]

    def predict_dict(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        return [self.listed[pair] for pair in pairs]

    def process(self, columns: Any) -> None:
        columns.set(["lemma"], [f"{text}?" for text in columns.get(["text"])])


@pytest.mark.parametrize(
    ("word", "tags", "lemma"),
    [
        ("jaren", ("NOUN", PLURAL, ""), "jaar"),
        ("tienerjaren", ("NOUN", PLURAL, ""), "tienerjaar"),
        ("NIJMEGEN", ("PROPN", "N|eigen", ""), "Nijmegen"),
        ("UNESCO", ("PROPN", "N|eigen", ""), "UNESCO?"),
        ("BRAND", ("NOUN", SINGULAR, ""), "brand"),
        ("TIENERJAREN", ("NOUN", PLURAL, ""), "tienerjaar"),
        ("XYZZY", ("NOUN", SINGULAR, ""), "xyzzy?"),
        ("Denen", ("PROPN", "N|eigen|mv|basis", ""), "Deen"),
        ("Xenen", ("PROPN", "N|eigen|mv|basis", ""), "Xenen?"),
        ("Xenen", ("PROPN", "N|eigen|ev|basis", ""), "Xenen?"),
    ],
)
def test_the_list_goes_before_the_dictionary_and_that_before_the_network(
    word: str, tags: Tags, lemma: str
) -> None:
    assert lemmas(Lemmatiser(), EVIDENCE, [[word]], [[tags]]) == [[lemma]]


def test_a_model_of_others_is_taken_at_its_word() -> None:
    tags: list[list[Tags]] = [[("NOUN", PLURAL, ""), ("NOUN", PLURAL, "")], []]
    assert lemmas(Lemmatiser(), None, [["tienerjaren", "jaren"], []], tags) == [
        ["tienerjaren?", "jaar"],
        [],
    ]
