"""What a dictionary would list for the words of a sentence."""

from __future__ import annotations

import pytest

from cards.headwords import HeadwordFinder


@pytest.fixture(scope="module")
def headwords(analyser, lexicon):
    finder = HeadwordFinder(lexicon)

    def find(sentence: str) -> list[str]:
        (tokens,) = analyser.analyse([sentence])
        return [word.lemma for word in finder.find(tokens)]

    return find


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Zij belt haar moeder elke avond op.", "opbellen"),
        ("Hij vergat zijn broer op te bellen.", "opbellen"),
        ("Ze heeft gisteren haar tante opgebeld.", "opbellen"),
        ("Ik denk dat hij zijn zus opbelt.", "opbellen"),
        ("De troepen trokken zich uit het land terug.", "zich terugtrekken"),
        ("De winkel gaat om negen uur open.", "opengaan"),
        ("Ze schrijven op wie wat leent.", "opschrijven"),
        ("Hij stelde een lijst op.", "opstellen"),
    ],
)
def test_a_separable_verb_is_put_together(headwords, sentence, verb):
    assert verb in headwords(sentence)


@pytest.mark.parametrize(
    ("sentence", "verb", "never"),
    [
        ("Zij wacht op de bus.", "wachten", "opwachten"),
        ("De kat ligt op de bank.", "liggen", "opliggen"),
        ("Hij loopt langs de weg.", "lopen", "weglopen"),
    ],
)
def test_a_preposition_is_no_particle(headwords, sentence, verb, never):
    found = headwords(sentence)
    assert verb in found
    assert never not in found


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Hij vergist zich in de datum.", "zich vergissen"),
        ("Ik vergis me nooit.", "zich vergissen"),
        ("Zij herinnert zich die dag nog goed.", "zich herinneren"),
        ("We schamen ons voor het resultaat.", "zich schamen"),
    ],
)
def test_a_reflexive_verb_is_learnt_with_zich(headwords, sentence, verb):
    assert verb in headwords(sentence)


def test_a_pronoun_object_makes_no_verb_reflexive(headwords):
    assert "wassen" in headwords("Mijn moeder wast me elke ochtend.")


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("Het raampje stond open.", "raampje"),
        ("Ze bakten pannenkoeken en koekjes.", "koekje"),
        ("De leden stemden tegen.", "lid"),
        ("De kinderen lachen.", "kind"),
        ("Op vrijdag is de winkel dicht.", "vrijdag"),
    ],
)
def test_a_noun_is_listed_in_the_singular_and_a_diminutive_stays_one(headwords, sentence, noun):
    assert noun in headwords(sentence)


def test_nationality_adjectives_keep_their_capital(headwords):
    found = headwords("De Afghaanse ambassadeur woont in een Duitse stad.")
    assert {"Afghaans", "Duits"} <= set(found)


def test_names_numbers_and_function_words_are_no_vocabulary(headwords):
    found = headwords("Marijke en Idris zagen er in 2017 niet meer dan elf.")
    assert found == ["zien"]


def test_hostile_words_leave_the_others_alone(headwords):
    found = headwords("De hond {{c1::x}} 🙂 </script> " + "a" * 300 + " slaapt.")
    assert {"hond", "slapen"} <= set(found)
    assert not any(set(lemma) & set("{}<>🙂") for lemma in found)
