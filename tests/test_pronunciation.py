"""Pronunciations: one notation, and nothing told that two sources do not agree on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib.util import find_spec

import pytest

from cards.cache import Cache
from cards.pronunciation import Agreement, Espeak, Gruut, agreed, broad
from decks import anki_text
from decks.extras import pronunciations, wanted
from decks.formats import ExportOptions
from decks.notetypes import VOCABULARY
from decks.records import DeckOptions
from tests.conftest import SAMPLE, told
from tests.lessons import BE_MISTAKEN, GARDEN, SHED, entry, lesson, sentence, word

needs_both = pytest.mark.skipif(
    find_spec("gruut") is None or shutil.which("espeak-ng") is None,
    reason="needs gruut and espeak-ng",
)


@dataclass
class Listed:
    """A source that knows a few words, and notes down what it is asked."""

    words: dict[str, str]
    version: str = "1"
    asked: list[str] = field(default_factory=list)

    def ipa(self, word: str) -> str:
        self.asked.append(word)
        return self.words.get(word, "")


@pytest.mark.parametrize(
    ("gruut", "espeak", "ours"),
    [
        ("sxyːɹ", "sxˈyr", "sxyr"),
        ("ɹəˈɣɪɹɪŋ", "rəɣˈɪːrɪŋ", "rəˈɣeːrɪŋ"),
        ("ˈmustœːʏn", "mˈustœyn", "ˈmustœyn"),
        ("byˈɹo", "byrˈoː", "byˈroː"),
        ("ˈmɛɪʃə", "mˈɛɪsjə", "ˈmɛiʃə"),
        ("ˈwɑxtən", "ʋˈɑxtə", "ˈʋɑxtən"),
        ("ˈhʌudən", "hˈʌʊdən", "ˈhɑudən"),
        ("xut", "ɣˈut", "xut"),
    ],
)
def test_what_two_sources_agree_on_is_told_in_one_notation(gruut, espeak, ours):
    assert agreed(gruut, espeak) == ours


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ɔndəɹˈɣan", "ˈɔndərɣˌaːn"),  # another stress
        ("ɔmsxɹɛivən", "ˈɔmsxrɛɪvən"),  # no stress
        ("ˈovəɹˈlɛɣən", "ˌoːvərlˈɛɣən"),  # two stresses
        ("ˈkɔːkən", "kˈøːkən"),  # another vowel
        ("bɛsˈlɪsən", "bəslˈɪsən"),
        ("tf", ""),
        ("", ""),
    ],
)
def test_where_they_differ_nothing_is_told(first, second):
    assert agreed(first, second) == ""


def test_the_notation_is_stable():
    for ipa in ("rəˈɣeːrɪŋ", "ˈmustœyn", "ɑutoːriˈtɛit", "ˈmɛiʃə", "bəˈlɑŋrɛik"):
        assert broad(ipa) == ipa


def test_a_headword_of_several_words_needs_all_of_them():
    said = {"zich": "zɪx", "vergissen": "vərˈɣɪsən", "aan": "aːn"}
    source = Agreement(Listed(said), Listed(said))
    assert source.ipa("zich vergissen") == "zɪx vərˈɣɪsən"
    assert source.ipa("zich herinneren") == ""
    assert source.version == "1, 1"


def test_words_and_gaps_get_it_and_sentences_do_not():
    notes = [*GARDEN.notes, sentence("schuur")]
    made = pronunciations(notes, Listed({"schuur": "sxyr", "pad": "pɑt"}), Cache(None))
    assert {note.entry.lemma for note in made.fields} == {"schuur", "pad"}
    assert {value for fields in made.fields.values() for value in fields.items()} == {
        ("Pronunciation", "sxyr"),
        ("Pronunciation", "pɑt"),
    }
    assert not made.media


def test_a_second_build_asks_no_source(tmp_path):
    source, cache = Listed({"schuur": "sxyr"}), Cache(tmp_path)
    first = pronunciations(GARDEN.notes, source, cache)
    source.asked.clear()
    assert pronunciations(GARDEN.notes, source, cache) == first
    assert source.asked == []


@pytest.mark.skipif("Pronunciation" not in VOCABULARY.fields, reason="needs the field")
def test_it_stands_on_the_note():
    made = lesson(word(SHED))
    extras = pronunciations(made.notes, Listed({"schuur": "sxyr"}), Cache(None))
    assert (
        "\tsxyr\t"
        in anki_text.render(made, ExportOptions(DeckOptions(extras=extras))).content.decode()
    )


@needs_both
def test_the_real_sources_agree_on_common_words():
    source = wanted(None, None, ipa=True).source
    assert source is not None
    assert "gruut" in source.version
    assert "eSpeak NG" in source.version
    said = {lemma: source.ipa(lemma) for lemma in ("schuur", "gezellig", "zich vergissen", "tv")}
    assert said == {
        "schuur": "sxyr",
        "gezellig": "ɣəˈzɛləx",
        "zich vergissen": "zɪx vərˈɣɪsən",
        "tv": "",
    }


@needs_both
def test_strange_headwords_are_no_trouble():
    notes = [word(entry(lemma)) for lemma in ("-v", "[[x]]", "<b>", "…", "%", "CO2", "'s", "🚲")]
    source = Agreement(Gruut(), Espeak("espeak-ng", ""))
    made = pronunciations([*notes, word(BE_MISTAKEN)], source, Cache(None))
    assert all("<" not in values["Pronunciation"] for values in made.fields.values())


def test_without_its_programs_it_is_told_before_the_work(run, tmp_path):
    texts = (SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt")
    result = run("build", *texts, "-o", "deck.apkg", "--ipa", PATH=str(tmp_path))
    assert result.returncode == 4
    assert "apt install espeak-ng" in told(result) or "kaartenbak[ipa]" in told(result)
    assert "Analysing" not in told(result)


def test_without_the_package_the_command_that_gets_it_is_told(monkeypatch):
    from cards.errors import MissingPartError
    from decks import extras

    monkeypatch.setattr(extras, "find_spec", lambda _name: None)
    with pytest.raises(MissingPartError, match=r"pip install 'kaartenbak\[ipa\]'"):
        wanted(None, None, ipa=True)
