"""Which English word stands for a Dutch one, decided with vectors made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from cards.encoder import SentenceStates
from cards.glosses import Glosser, Term
from cards.model import Source


class TinyEncoder:
    """Words that share a meaning share an axis; unknown words get an axis of their own."""

    name, version = "tiny", "1"
    meanings = (
        ("kat", "cat", "cats"),
        ("zien", "zag", "see", "saw"),
        ("tankstation", "petrol station"),
        ("hond", "dog"),
    )

    def vectors(self, texts):
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            axis = next((i for i, words in enumerate(self.meanings) if text in words), None)
            row[axis if axis is not None else 8 + sum(map(ord, text)) % 56] = 1.0
        return rows

    def states(self, texts) -> SentenceStates:
        raise NotImplementedError

    def join(self, states, count):
        raise NotImplementedError


@pytest.fixture
def glosser():
    return Glosser(TinyEncoder())


def term(form, lemma, position=0.0, senses=(), compound=False):
    return Term(form, lemma, position, tuple(senses), compound)


def test_the_vectors_find_a_word_that_no_dictionary_knows(glosser):
    (gloss,) = glosser.gloss([term("kat", "kat", 0.2)], "The cat slept")
    assert (gloss.text, gloss.source) == ("cat", Source.ALIGNMENT)


def test_a_gloss_is_a_base_form(glosser):
    (gloss,) = glosser.gloss([term("zag", "zien")], "He saw it")
    assert gloss.text in ("see", "saw")


def test_the_dictionary_confirms_what_stands_in_the_sentence(glosser):
    word = term("opgaf", "opgeven", 0.5, ["give up", "state"])
    (gloss,) = glosser.gloss([word], "She gave the whole thing up")
    assert (gloss.text, gloss.source) == ("give up", Source.CONFIRMED)


def test_without_a_trace_in_the_sentence_the_first_sense_stands(glosser):
    (gloss,) = glosser.gloss([term("pit", "pit", 0.9, ["kernel", "wick"])], "Nothing here")
    assert (gloss.text, gloss.source) == ("kernel", Source.LEXICON)


def test_one_english_word_serves_one_dutch_word(glosser):
    first, second = glosser.gloss([term("kat", "kat"), term("hond", "hond", 1.0)], "a cat")
    assert first.text == "cat"
    assert second is None or second.text != "cat"


def test_a_compound_may_take_two_words(glosser):
    word = term("tankstation", "tankstation", 0.5, compound=True)
    (gloss,) = glosser.gloss([word], "We passed a petrol station there")
    assert gloss.text == "petrol station"


def test_function_words_are_never_a_meaning(glosser):
    assert glosser.gloss([term("dat", "dat")], "of the and") == (None,)


def test_american_spelling_is_recognised(glosser):
    (gloss,) = glosser.gloss([term("kleur", "kleur", 0.5, ["colour"])], "What color is it")
    assert gloss.source is Source.CONFIRMED
