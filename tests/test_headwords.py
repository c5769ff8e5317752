"""What a dictionary would list for the words of a sentence."""

from __future__ import annotations

import pytest

from cards.headword import Headword
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
        (
            "Ze schrijven op wie wat leent en kijken na of het nog werkt als het terugkomt.",
            "nakijken",
        ),
        ("Hij stelde een lijst op.", "opstellen"),
        ("Ze heeft de hond op laten nemen in het asiel.", "opnemen"),
        ("We wilden hem niet mee laten doen.", "meedoen"),
        ("Ik weet dat hij ons tegemoet komt aan het eind van de straat.", "tegemoetkomen"),
        ("Het is een goed moment om terug te keren.", "terugkeren"),
        ("Ze hield er gisteren mee op.", "ophouden"),
        ("Je mag er niet van uit gaan.", "uitgaan"),
        ("Er bleef niets over.", "overblijven"),
        ("Ze ziet er vandaag moe uit.", "uitzien"),
        ("Leg eens uit wat je bedoelt.", "uitleggen"),
        ("Ze raadt hem aan vroeg te gaan slapen.", "aanraden"),
        ("Dat lever je bij de balie in.", "inleveren"),
        ("Pomp de band stevig op.", "oppompen"),
        ("Rust veel uit en drink genoeg.", "uitrusten"),
        ("Week de bonen een nacht in.", "inweken"),
        ("Er ging een gejuich op in de zaal.", "opgaan"),
        ("Om de drie maanden komt er een nieuwe groep rekruten op.", "opkomen"),
        ("Ze zag de trein al aan komen rijden.", "aanrijden"),
        ("We moeten nog een nieuwe auto aan laten schaffen.", "aanschaffen"),
        ("Hij zou het boek mee naar huis nemen.", "meenemen"),
        ("Hij wilde haar graag terug naar huis brengen.", "terugbrengen"),
        ("Zij studeerde vorig jaar af aan de Academie in Arnhem.", "afstuderen"),
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
        ("Ze stond van het begin af naast me.", "staan", "afstaan"),
        ("Hij liep af en toe naar het raam.", "lopen", "aflopen"),
        ("De stoel waar hij op zit, kraakt.", "zitten", "opzitten"),
        ("Ze zwemt tegen de stroom in.", "zwemmen", "inzwemmen"),
        ("Hij speelt in “De reis” een dokter.", "spelen", "inspelen"),
        ("Er dwarrelde een blad uit.", "dwarrelen", "uitdwarrelen"),
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


@pytest.fixture(scope="module")
def verbs(analyser, lexicon):
    finder = HeadwordFinder(lexicon)

    def find(sentence: str) -> dict[str, Headword]:
        (tokens,) = analyser.analyse([sentence])
        return {word.lemma: word for word in finder.find(tokens) if word.upos == "VERB"}

    return find


@pytest.mark.parametrize(
    ("sentence", "verb", "preposition"),
    [
        ("Zij wacht op de bus.", "wachten", "op"),
        ("Waar wacht je op?", "wachten", "op"),
        ("Ik heb er lang op gewacht.", "wachten", "op"),
        ("De brief waarop ze wacht, komt niet.", "wachten", "op"),
        ("Dat heeft tot problemen geleid.", "leiden", "tot"),
        ("Daar leidde het toe.", "leiden", "tot"),
        ("Ze houdt zich bezig met kunst.", "zich bezighouden", "met"),
        ("Ze wacht.", "wachten", ""),
        ("Hij belt op maandag.", "bellen", ""),
    ],
)
def test_a_verb_shows_the_fixed_preposition_of_its_sentence(verbs, sentence, verb, preposition):
    assert verbs(sentence)[verb].preposition == preposition


@pytest.mark.parametrize(
    ("sentence", "verb", "particle"),
    [
        ("Hij voorkwam een ongeluk.", "voorkomen", ""),
        ("We hebben een ramp voorkomen.", "voorkomen", ""),
        ("Zo is een ramp te voorkomen.", "voorkomen", ""),
        ("Dat komt vaak voor.", "voorkomen", "voor"),
        ("Dat is vaak voorgekomen.", "voorkomen", "voor"),
        ("Ze ondergaat een operatie.", "ondergaan", ""),
        ("De zon is ondergegaan.", "ondergaan", "onder"),
    ],
)
def test_a_verb_of_two_readings_has_the_one_of_its_form(verbs, sentence, verb, particle):
    assert verbs(sentence)[verb].particle == particle


@pytest.mark.parametrize(
    ("sentence", "listed", "never"),
    [
        ("De beker was uit hout gesneden.", "snijden", "gesneden"),
        ("De planten zijn bespoten.", "bespuiten", "bespoot"),
        ("Ze was heel gespannen.", "gespannen", "spannen"),
        ("Echt Zwitsers vakwerk.", "vakwerk", "vakweren"),
        ("De Denen wonnen.", "Deen", "Denen"),
        ("Week de gelatine in koud water.", "weken", "wijken"),
        ("Zoom in op de kaart.", "inzoomen", "zomen"),
        ("Een eiland zonder kusten bestaat niet.", "kust", "kussen"),
        ("Het werd 2-1, de spelers dropen beschaamd af.", "afdruipen", "drop"),
        ("Begin niet uitgerekend in de hoek.", "uitgerekend", "uitrekenen"),
        ("Dat zei een gepensioneerde ingenieur.", "gepensioneerd", "gepensioneerde"),
        ("Een jonge verpleegkundige, die alles zag.", "verpleegkundige", "verpleegkundig"),
        ("Twee baby’tjes sliepen.", "baby'tje", "baby’tje"),
        ("Was de groente en snijd haar in reepjes.", "wassen", "was"),
        ("Vul de gaten en schuur dat glad zodra het droog is.", "schuren", "schuur"),
    ],
)
def test_a_form_is_listed_as_the_word_that_it_is(headwords, sentence, listed, never):
    found = headwords(sentence)
    assert listed in found
    assert never not in found


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


def test_a_free_participle_before_a_noun_is_an_adjective(headwords):
    assert "afgelopen" in headwords("Afgelopen maandag regende het.")
    assert "aflopen" in headwords("De les is afgelopen.")


def test_an_adverb_that_could_be_cut_like_a_compound_stays_one(analyser, lexicon):
    (tokens,) = analyser.analyse(["Dat neemt “eindelijk alle obstakels” weg."])
    found = {word.lemma: word.upos for word in HeadwordFinder(lexicon).find(tokens)}
    assert found["eindelijk"] == "ADV"


def test_two_hundred_kilobytes_without_a_blank_are_no_word(analyser, lexicon):
    text = "hethuisisgroot" * 15_000
    (tokens,) = analyser.analyse([text])
    assert [(token.text, token.lemma) for token in tokens] == [(text, text)]
    assert HeadwordFinder(lexicon).find(tokens) == ()


@pytest.mark.parametrize(
    ("sentence", "listed", "upos"),
    [
        ("Je bent laat.", "laat", "ADJ"),
        ("Ze kwam gisteren laat thuis.", "laat", "ADV"),
        ("Wat je daar zegt, vind ik heel mooi.", "mooi", "ADJ"),
        ("Het water is erg koud.", "erg", "ADV"),
        ("Natuurlijk niet.", "natuurlijk", "ADV"),
        ("Is deze stoel vrij?", "vrij", "ADJ"),
        ("Hij zet de stoelen netjes terug.", "netjes", "ADV"),
        ("De scharen zijn bot.", "bot", "ADJ"),
        ("Zij nam de laatste trein.", "laatst", "ADJ"),
        ("Het was de beste film van het jaar.", "goed", "ADJ"),
        ("De bus minderde vaart.", "vaart", "NOUN"),
        ("Antwoord van de buurvrouw: ze had geen tijd.", "antwoord", "NOUN"),
        ("Giet de saus over de vis.", "gieten", "VERB"),
        ("Meet eerst de plank.", "meten", "VERB"),
    ],
)
def test_a_word_is_what_it_is_in_its_sentence(analyser, lexicon, sentence, listed, upos):
    (tokens,) = analyser.analyse([sentence])
    found = {(word.lemma, word.upos) for word in HeadwordFinder(lexicon).find(tokens)}
    assert (listed, upos) in found
    assert [pos for lemma, pos in found if lemma == listed] == [upos]


@pytest.mark.parametrize("sentence", ["Voelde je de kou?", "Vindt u dat duur?"])
def test_the_subject_of_a_question_makes_no_verb_reflexive(headwords, sentence):
    assert not any(lemma.startswith("zich ") for lemma in headwords(sentence))


def test_niet_at_the_start_is_no_verb(headwords):
    assert "nieten" not in headwords("Niet van mij.")
    assert "vastnieten" in headwords("Niet de hoek met de tacker vast.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Tot je achttiende betaal je niets.",
        "Er stonden vierhonderd auto's.",
        "Om halftwaalf at hij.",
    ],
)
def test_numbers_in_words_are_no_vocabulary(headwords, sentence):
    assert not any(
        "acht" in lemma or "twaalf" in lemma or "vier" in lemma for lemma in headwords(sentence)
    )


@pytest.mark.parametrize(
    ("sentence", "phrase", "never"),
    [
        ("Ten slotte ging hij naar huis.", "ten slotte", "slot"),
        ("Ze bekeek de tafel van onderen.", "van onderen", "onderen"),
        ("’s Avonds drinken ze thee in plaats van koffie.", "in plaats van", "plaats"),
        ("Af en toe regent het.", "af en toe", "af"),
    ],
)
def test_a_set_phrase_is_one_headword(headwords, sentence, phrase, never):
    found = headwords(sentence)
    assert phrase in found
    assert never not in found


def test_a_verb_keeps_its_particle_before_a_set_phrase(headwords):
    assert "opvolgen" in headwords("Zij volgde haar vader op, min of meer.")


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [("Ik heb zin in iets zoets.", "zoet"), ("Er gebeurde niets ergers.", "erg")],
)
def test_an_adjective_after_iets_loses_its_s(headwords, sentence, listed):
    assert listed in headwords(sentence)


def test_the_infinitive_after_het_is_no_plural(headwords):
    assert "laden" in headwords("Tijdens het laden brandt er een lampje.")


def test_geboren_is_listed_as_it_is(analyser, lexicon):
    (tokens,) = analyser.analyse(["Zij werd geboren in een klein dorp."])
    found = {word.lemma: word.upos for word in HeadwordFinder(lexicon).find(tokens)}
    assert found["geboren"] == "ADJ"
