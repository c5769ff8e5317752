"""How adjectives are spelled before a noun and in comparison."""

from __future__ import annotations

import pytest

from cards.adjectives import forms, with_e
from cards.lexicon import Lexicon
from cards.lexicon_forms import triples


@pytest.mark.parametrize(
    "pair",
    """
    groot>grote dik>dikke zwart>zwarte aardig>aardige donker>donkere edel>edele sjofel>sjofele
    stiekem>stiekeme boos>boze grijs>grijze vies>vieze fris>frisse hemels>hemelse divers>diverse
    Chinees>Chinese Kosovaars>Kosovaarse paars>paarse serieus>serieuze lief>lieve braaf>brave
    half>halve naïef>naïeve actief>actieve tof>toffe stijf>stijve financieel>financiële reëel>reële
    formeel>formele mooi>mooie blij>blije lauw>lauwe moe>moe beige>beige houten>houten oké>oké
    gedwee>gedweeë algemeen>algemene gemeen>gemene groen>groene schoon>schone zuur>zure ver>verre
    razendsnel>razendsnelle nijver>nijvere bezopen>bezopen fantastisch>fantastische laag>lage
    """.split(),
)
def test_before_a_noun(pair: str) -> None:
    lemma, form = pair.split(">")
    assert with_e(lemma) == form


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("aardig", "aardig aardige aardiger aardigere aardigst aardigste"),
        ("donker", "donker donkere donkerder donkerdere donkerst donkerste"),
        ("boos", "boos boze bozer bozere boost booste"),
        ("grof grove", "grof grove grover grovere grofst grofste"),
        ("goed  beter best", "goed goede beter betere best beste"),
        ("houten - - -", "houten"),
        ("Fries Friese - -", "Fries Friese"),
        ("enkel  - -", "enkel enkele"),
    ],
)
def test_what_the_dictionary_lists_goes_before_the_rules(listed: str, found: str) -> None:
    lemma, *cells = (listed.split(" ") + [""] * 4)[:4]
    assert list(forms(lemma, *cells)) == found.split()


def test_forms_lead_to_adjectives_of_the_dictionary() -> None:
    lemmas = {form: lemma for form, upos, lemma in triples(Lexicon()) if upos == "ADJ"}
    for form, lemma in (
        ("slordige", "slordig"),
        ("pikdonkere", "pikdonker"),
        ("sjofeler", "sjofel"),
        ("substantiële", "substantieel"),
        ("goede", "goed"),
    ):
        assert lemmas[form] == lemma
    assert "slordigge" not in lemmas
