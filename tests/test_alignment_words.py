"""The words that the aligner looks up: every Dutch form leads to its English."""

import numpy as np
import pytest

from cards.alignment.common_words import number_parts
from cards.alignment.dictionary import renderings
from cards.alignment.translations import renderings_within, translations_of
from tests.test_alignment import DUTCH, ENGLISH


@pytest.mark.parametrize(
    ("form", "english"),
    [
        ("huizen", "house"),
        ("boekje", "book"),
        ("liep", "walk"),
        ("opgebeld", "call"),
        ("belde op", "call"),
        ("mooiste", "beautiful"),
        ("zaklampen", "torch"),
        ("ziet", "see"),
        ("niets", "nothing"),
        ("kom", "come"),
        ("herinnert", "remember"),
        ("financiële", "financial"),
        ("noch", "neither"),
        ("rusland", "russia"),
        ("zó", "so"),
        ("negentienhonderdvijfenveertig", "forty"),
        ("reisverhalen", "journey"),
        ("leeslamp", "lamp"),
    ],
)
def test_every_form_of_a_dutch_word_leads_to_its_english(form, english):
    assert english in renderings(form)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("tweeëndertig", ("twee", "dertig")),
        ("driehonderdste", ("drie", "honderd")),
        ("vijfde", ("vijf",)),
        ("eenden", ()),
        ("tienrittenkaart", ()),
    ],
)
def test_a_number_in_words_is_taken_into_numbers(word, parts):
    assert number_parts(word) == parts


def test_the_dictionary_speaks_of_dutch_only():
    french = ["Le guide attend devant la cabane.", "Nous partons à l'aube vers le glacier."]
    assert not translations_of(ENGLISH[:2], french).trusted
    assert translations_of(ENGLISH, DUTCH).trusted


def test_words_that_render_each_other_are_found_in_their_sentences():
    words = translations_of(ENGLISH, DUTCH)
    compared = renderings_within(words, (slice(0, 6), slice(0, 6)), [(1, 1), (2, 1)])
    found = compared.found_english[1, 1]
    assert (found.argmax(axis=1) == np.arange(6)).all()
    assert (compared.found_dutch[2, 1] >= compared.found_dutch[1, 1][:-1]).all()
    assert (compared.missed_dutch[2, 1] <= compared.missed_dutch[1, 1][:-1]).all()
    assert min(table.min() for table in (found, compared.missed_english[1, 1])) >= -1e-5


@pytest.mark.parametrize("dutch", ["Twee auto's en de tv's.", "Twee auto’s en de tv’s."])
def test_words_with_an_apostrophe_and_unlisted_plurals_are_found(dutch):
    words = translations_of(["Cars and TVs."], [dutch])
    compared = renderings_within(words, (slice(0, 1), slice(0, 1)), [(1, 1)])
    assert words.trusted
    assert compared.missed_english[1, 1].max() == pytest.approx(0.0, abs=1e-5)
