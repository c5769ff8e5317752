"""De or het, plural, principal parts of a headword, from the dictionary or by rule."""

from __future__ import annotations

import pytest

from cards.grammar import Grammarian
from cards.headword import Headword
from cards.model import Gloss, Source, Token


@pytest.fixture(scope="module")
def describe(lexicon):
    grammarian = Grammarian(lexicon)

    def grammar(lemma, upos, tokens=(), **more):
        return grammarian.describe(Headword(lemma, upos, (0,), **more), tokens)

    return grammar


def test_a_listed_noun_has_article_plural_and_senses(describe):
    house = describe("huis", "NOUN")
    assert (house.article, house.forms.plural) == ("het", "huizen")
    assert house.article_source is Source.LEXICON
    assert "house" in house.senses


def test_a_mass_noun_has_no_plural(describe):
    assert describe("melk", "NOUN").forms.plural == "-"


def test_an_unlisted_compound_inherits_from_its_head(describe):
    word = describe("kersenhuis", "NOUN", listed=False)
    assert (word.article, word.forms.plural) == ("het", "kersenhuizen")
    assert word.article_source is Source.RULE
    assert word.parts[-1] == "huis"
    assert "cherry house" in word.senses


def test_a_diminutive_is_het_and_means_what_its_base_means(describe):
    word = describe("kruiwagentje", "NOUN", base="kruiwagen")
    assert (word.article, word.forms.plural) == ("het", "kruiwagentjes")
    assert "wheelbarrow" in word.senses
    assert "kruiwagen" in word.note


def test_the_tagger_decides_where_nothing_else_knows(describe):
    token = Token("xarp", "xarp", "NOUN", "N|soort|ev", "Gender=Neut|Number=Sing", 0, 4)
    word = describe("xarp", "NOUN", [token], listed=False)
    assert (word.article, word.article_source) == ("het", Source.MODEL)


@pytest.mark.parametrize(
    ("lemma", "particle", "past", "participle", "auxiliary"),
    [
        ("opbellen", "op", "belde op", "opgebeld", "hebben"),
        ("opstaan", "op", "stond op", "opgestaan", "zijn"),
        ("lopen", "", "liep", "gelopen", "hebben/zijn"),
        ("terugfietsen", "terug", "fietste terug", "teruggefietst", "zijn"),
    ],
)
def test_a_verb_has_its_principal_parts(describe, lemma, particle, past, participle, auxiliary):
    forms = describe(lemma, "VERB", particle=particle).forms
    assert (forms.past, forms.participle, forms.auxiliary) == (past, participle, auxiliary)


def test_a_reflexive_verb_means_what_it_means_with_zich(describe):
    with_zich = describe("zich terugtrekken", "VERB", particle="terug", reflexive=True)
    assert "withdraw" in with_zich.senses
    assert with_zich.forms.auxiliary == "hebben"


def test_a_sense_that_needs_a_preposition_stands_without_it_where_that_is_missing(describe):
    explain = describe("uitleggen", "VERB", particle="uit")
    assert "explain to" in explain.senses_beside("aan")
    assert "explain to" not in explain.senses_beside("")
    assert explain.senses_beside("")[0] == "explain"


def test_beside_the_preposition_that_a_verb_mostly_goes_with_its_meaning_there_comes_first(
    describe,
):
    consist = describe("bestaan", "VERB")
    assert consist.senses_beside("uit")[0] == "consist of"
    assert consist.senses_beside("")[0] == "exist"
    assert describe("komen", "VERB").senses_beside("door")[0] == "come"  # *door de poort*


def test_beside_a_reflexive_verb_a_preposition_tells_enough(describe):
    look_forward = describe("zich verheugen", "VERB", reflexive=True)
    assert look_forward.senses_beside("op")[0] == "look forward to"


def test_a_diminutive_of_an_unlisted_compound_shows_its_parts(describe):
    word = describe("schoolschriftje", "NOUN", listed=False)
    assert word.parts == ("school", "schrift")
    assert word.composed


def test_a_sense_that_a_verb_has_without_a_preposition_too_keeps_its_place(describe):
    assert describe("vragen", "VERB").senses_beside("")[0] == "ask"


def test_an_adverb_is_looked_up_among_the_adverbs_first(describe):
    assert describe("uiterlijk", "ADV").senses[0] == "at the latest"
    assert describe("uiterlijk", "ADJ").senses[0] == "outward"


def test_the_meaning_found_in_the_sentence_decides_between_two_articles(describe):
    look = describe("blik", "NOUN")
    assert look.article == "de/het"
    assert look.article_of(Gloss("tin", Source.CONFIRMED, 1.0)) == "het"
    assert look.article_of(Gloss("glance", Source.CONFIRMED, 1.0)) == "de"
    assert look.article_of(Gloss("tin", Source.LEXICON, 0.75)) == "de/het"
    assert describe("huis", "NOUN").article_of(None) == "het"
