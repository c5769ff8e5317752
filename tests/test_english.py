"""English words and the base forms they may have."""

from __future__ import annotations

import pytest

from cards import english


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("authorities", "authority"),
        ("travelling", "travel"),
        ("children", "child"),
        ("organised", "organise"),
        ("left", "leave"),
        ("stopped", "stop"),
    ],
)
def test_a_word_has_its_base_form_among_its_keys(word, base):
    assert english.keys(word) & english.keys(base)


@pytest.mark.parametrize(
    ("british", "american"),
    [("colour", "color"), ("organise", "organize"), ("centre", "center"), ("grey", "gray")],
)
def test_british_and_american_spellings_are_one(british, american):
    assert english.keys(british) & english.keys(american)


def test_possessive_endings_go_and_compounds_part():
    found = [word.text for word in english.words("Kabul’s US-led forces")]
    assert found == ["Kabul", "US", "led", "forces"]


def test_a_capital_stays_inside_a_sentence_only():
    first, second = english.words("Windows face the Russian side.")[::3]
    assert (first.lemma, second.lemma) == ("window", "Russian")


def test_function_words_are_no_content():
    assert [word.text for word in english.words("the cat on it") if word.is_content] == ["cat"]
