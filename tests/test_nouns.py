"""The rules for nouns outside the dictionary: by example, and measured on words they never saw."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfreq import zipf_frequency

from cards import nouns
from cards.diminutives import diminutive, diminutive_base

SHARED = Path(__file__).parents[2] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")

ARTICLES = {
    "huis": "het", "deur": "de", "bewijs": "het", "stuk": "het", "ring": "de", "weg": "de",
    "boot": "de", "bedrijf": "het", "land": "het", "landbouw": "de", "tuin": "de", "deel": "de/het",
}  # fmt: skip
WORDS = frozenset(
    "paard bloem zon dood ziek huis slapen kamer verzekering maatschappij auto rijden school "
    "koek koekje ketting boek weg lid brief feest raam stad kaart bal vriendin leerling zoon "
    "taxi stoel appel jongen dorp raad tuin deur weer bericht snel trein leven vorm schrijven "
    "tafel groot moeder ring verhaal haal kas teel zak doek bes sap draad".split()
)


@pytest.mark.parametrize(
    "rule", [*nouns.ARTICLES_FIRM, *nouns.ARTICLES_LOOSE], ids=lambda r: r.name
)
def test_each_article_rule_decides_its_example(rule: nouns.Rule) -> None:
    assert nouns.article_by_rule(rule.example, {}) == (rule.answer, rule.name)


@pytest.mark.parametrize(
    ("noun", "article"),
    [
        ("rijbewijs", "het"),
        ("tuindeur", "de"),
        ("landbouwbedrijf", "het"),
        ("bewijsstuk", "het"),
        ("verzekering", "de"),
        ("landweg", "de"),
        ("veerbootje", "het"),
        ("kinderboerderij", "de"),
        ("leiderschap", "het"),
        ("wetenschap", "de"),
        ("Nederlands", "het"),
    ],
)
def test_the_ending_or_the_head_of_a_compound_decides_the_article(noun: str, article: str) -> None:
    found = nouns.article_by_rule(noun, ARTICLES)
    assert found is not None
    assert found[0] == article


def test_a_head_with_both_articles_and_an_unknown_shape_decide_nothing() -> None:
    assert nouns.article_by_rule("tuindeel", ARTICLES) is None
    assert nouns.article_by_rule("bint", ARTICLES) is None


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("boek", "boeken"),
        ("weg", "wegen"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("boot", "boten"),
        ("bal", "ballen"),
        ("kans", "kansen"),
        ("grens", "grenzen"),
        ("fotograaf", "fotografen"),
        ("mogelijkheid", "mogelijkheden"),
        ("museum", "musea"),
        ("album", "albums"),
        ("politicus", "politici"),
        ("idee", "ideeën"),
        ("knie", "knieën"),
        ("bacterie", "bacteriën"),
        ("vakantie", "vakanties"),
        ("brandweerman", "brandweermannen"),
        ("stad", "steden"),
        ("binnenstad", "binnensteden"),
        ("schip", "schepen"),
        ("kleinkind", "kleinkinderen"),
        ("ei", "eieren"),
        ("teamlid", "teamleden"),
        ("foto", "foto's"),
        ("baby", "baby's"),
        ("café", "cafés"),
        ("bureau", "bureaus"),
        ("tafel", "tafels"),
        ("schrijfster", "schrijfsters"),
        ("dreiging", "dreigingen"),
        ("bakkerij", "bakkerijen"),
        ("gewonde", "gewonden"),
        ("ziekte", "ziektes"),
        ("monnik", "monniken"),
        ("handschoen", "handschoenen"),
        ("Duits", "-"),
    ],
)
def test_plurals_follow_sound_and_spelling(singular: str, plural: str) -> None:
    assert nouns.plural_by_rule(singular, {}) == plural


@pytest.mark.parametrize("rule", nouns.PLURALS, ids=lambda r: f"{r.name}:{r.example}")
def test_each_plural_rule_has_an_example_that_reaches_it(rule: nouns.Rule) -> None:
    first = next(r for r in nouns.PLURALS if r.pattern.search(rule.example))
    assert first.name == rule.name


def test_a_compound_takes_the_plural_of_its_head() -> None:
    assert nouns.plural_by_rule("tuinstoel", {"stoel": "stoelen"}) == "tuinstoelen"
    assert nouns.plural_by_rule("voetbalclub", {"club": "clubs"}) == "voetbalclubs"
    assert nouns.plural_by_rule("drinkwater", {"water": "-"}) == "drinkwaters"


def test_what_is_no_word_has_no_plural() -> None:
    assert nouns.plural_by_rule("2024", {}) is None


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("feestje", "feest"),
        ("raampje", "raam"),
        ("kettinkje", "ketting"),
        ("bloemetje", "bloem"),
        ("autootjes", "auto"),
        ("koekjes", "koek"),
        ("kaartje", "kaart"),
        ("stoeltje", "stoel"),
        ("balletje", "bal"),
        ("vriendinnetje", "vriendin"),
        ("taxietje", "taxi"),
        ("jongetje", "jongen"),
        ("blaadje", "blad"),
        ("draadje", "draad"),
        ("scheepje", "schip"),
        ("zoontjes", "zoon"),
        ("dorpsfeestje", "dorpsfeest"),
        ("kindertjes", "kind"),
        ("vlogje", "vlog"),
        ("meisje", None),
        ("sprookjes", None),
        ("oranje", None),
        ("huis", None),
        ("trollie", None),
    ],
)
def test_a_diminutive_gives_back_its_base(form: str, base: str | None) -> None:
    assert diminutive_base(form, WORDS) == base


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("boek", "boekje"),
        ("raam", "raampje"),
        ("bal", "balletje"),
        ("weg", "weggetje"),
        ("auto", "autootje"),
        ("café", "cafeetje"),
        ("taxi", "taxietje"),
        ("baby", "baby'tje"),
        ("ketting", "kettinkje"),
        ("wandeling", "wandelingetje"),
        ("ding", "dingetje"),
        ("vriendin", "vriendinnetje"),
        ("stoel", "stoeltje"),
        ("schotel", "schoteltje"),
        ("vrouw", "vrouwtje"),
        ("ei", "eitje"),
        ("schilderij", "schilderijtje"),
        ("film", "filmpje"),
        ("jongen", "jongetje"),
        ("weekblad", "weekblaadje"),
    ],
)
def test_diminutives_follow_sound(noun: str, form: str) -> None:
    assert diminutive(noun) == form


@pytest.mark.parametrize(
    ("form", "singular"),
    [
        ("koekjes", "koekje"),
        ("leden", "lid"),
        ("teamleden", "teamlid"),
        ("steden", "stad"),
        ("huizen", "huis"),
        ("brieven", "brief"),
        ("ballen", "bal"),
        ("boten", "boot"),
        ("meters", "meter"),
        ("vrijheden", "vrijheid"),
        ("foto's", "foto"),
        ("musea", "museum"),
        ("politici", "politicus"),
        ("ideeën", "idee"),
        ("kinderen", "kind"),
    ],
)
def test_the_singular_of_a_plural_is_the_first_candidate(form: str, singular: str) -> None:
    assert nouns.singular_candidates(form)[0] == singular


@pytest.mark.parametrize(
    ("noun", "parts"),
    [
        ("zonnebloem", ("zon", "bloem")),
        ("paardenbloem", ("paard", "bloem")),
        ("ziekenhuis", ("ziek", "huis")),
        ("slaapkamer", ("slapen", "kamer")),
        ("levensvorm", ("leven", "vorm")),
        ("weerbericht", ("weer", "bericht")),
        ("sneltrein", ("snel", "trein")),
        ("dorpsraad", ("dorp", "raad")),
        ("bessensap", ("bes", "sap")),
        ("autoverzekeringsmaatschappij", ("auto", "verzekering", "maatschappij")),
        ("koekje", None),
        ("verhaal", None),
        ("kasteel", None),
        ("schrijfster", None),
        ("president", None),
    ],
)
def test_a_compound_comes_apart_into_headwords(noun: str, parts: tuple[str, ...] | None) -> None:
    known = WORDS - {"teel"}
    assert nouns.split_compound(noun, known) == parts


@given(st.text(alphabet="abcdefghijklmnoprstuvwzéë'-", min_size=1, max_size=14))
def test_no_spelling_upsets_the_rules(text: str) -> None:
    nouns.article_by_rule(text, ARTICLES)
    nouns.singular_candidates(text)
    nouns.split_compound(text, WORDS)
    diminutive_base(text, WORDS)
    assert diminutive(text).endswith("je")
    assert nouns.plural_by_rule(text, {}) != text


def _kept_back(word: str) -> bool:
    """Tell the half of the lists that was not looked at while the rules were written."""
    return hashlib.md5(word.encode()).digest()[0] % 2 == 1


def _is_rare(word: str) -> bool:
    """Tell a word that the dictionary of the project may well lack, though it is in use."""
    return zipf_frequency(word, "nl") < 3.4


def _rows(name: str) -> dict[str, str]:
    lines = (SHARED / "lexical" / name).read_text(encoding="utf-8").splitlines()
    rows = dict(line.split("\t")[:2] for line in lines)
    return {
        word: value
        for word, value in rows.items()
        if re.fullmatch("[a-zà-ÿ-]{3,}", word) and zipf_frequency(word, "nl") >= 1.5
    }


@needs_shared
def test_articles_of_unseen_nouns_are_mostly_as_listed() -> None:
    listed = _rows("gender_all.tsv")
    known = {word: article for word, article in listed.items() if not _is_rare(word)}
    unseen = {
        word: article
        for word, article in listed.items()
        if _kept_back(word) and _is_rare(word) and article in {"de", "het"}
    }
    found = {word: nouns.article_by_rule(word, known) for word in unseen}
    answered = {word: answer[0] for word, answer in found.items() if answer}
    right = sum(unseen[word] == article for word, article in answered.items())
    assert len(answered) / len(unseen) > 0.72
    assert right / len(answered) > 0.93


@needs_shared
def test_plurals_of_unseen_nouns_are_mostly_as_listed() -> None:
    listed = _rows("plural.tsv")
    nouns_listed = _rows("gender_all.tsv")
    unseen = {
        word: plural.split("|")
        for word, plural in listed.items()
        if _kept_back(word) and _is_rare(word) and word in nouns_listed and plural != word
    }
    known = {word: plural.split("|")[0] for word, plural in listed.items() if not _is_rare(word)}
    right = sum(nouns.plural_by_rule(word, known) in plurals for word, plurals in unseen.items())
    assert right / len(unseen) > 0.89


@needs_shared
@pytest.mark.parametrize("name", ["diminutives_a.tsv", "diminutives_b.tsv"])
def test_diminutives_of_the_development_texts_come_back_to_their_base(name: str) -> None:
    lines = (SHARED / "pairs-dev" / name).read_text(encoding="utf-8").splitlines()[1:]
    pairs = [tuple(line.split("\t")[:2]) for line in lines]
    known = _rows("gender_all.tsv")
    right = sum(diminutive_base(form, known) == base for form, base in pairs)
    assert right / len(pairs) > 0.93


def test_of_two_even_cuts_the_one_without_a_rare_word_is_meant() -> None:
    known = frozenset({"pan", "koekenpan", "pannenkoek"})
    assert nouns.split_compound("pannenkoekenpan", known) == ("pannenkoek", "pan")


def test_three_short_parts_are_an_accident() -> None:
    assert nouns.split_compound("maaltijden", frozenset({"maal", "tij", "den"})) is None
