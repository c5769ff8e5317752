"""English for words that no row lists, from their parts."""

from __future__ import annotations

import pytest

from cards.compounds import Composer
from cards.lexicon import Lexicon


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(Lexicon())


@pytest.mark.parametrize(
    ("noun", "parts", "sense"),
    [
        ("berghut", ("berg", "hut"), "mountain hut"),
        ("binnenspiegel", ("binnen", "spiegel"), "inside mirror"),
        ("oud-schaatser", ("oud-", "schaatser"), "former skater"),
        ("parkeervergunning", ("parkeren", "vergunning"), "parking permit"),
        ("tweekamerflat", ("twee", "kamer", "flat"), "two-room flat"),
    ],
)
def test_a_compound_means_what_its_parts_mean(composer, noun, parts, sense):
    made = composer.noun(noun)
    assert made.parts == parts
    assert sense in made.senses


def test_a_part_means_first_what_it_means_in_the_compounds_that_are_listed(composer):
    assert composer.noun("hoofdtrap").meanings[0][0] == "main"


@pytest.mark.parametrize(
    ("verb", "particle", "sense"),
    [("doorvaren", "door", "sail on"), ("wegslijpen", "", "grind away")],
)
def test_a_verb_with_a_particle_means_what_they_mean(composer, verb, particle, sense):
    assert sense in composer.verb(verb, particle).senses


def test_what_does_not_come_apart_means_nothing(composer):
    assert composer.noun("xarpel").senses == ()
    assert composer.verb("verkopen", "").senses == ()
