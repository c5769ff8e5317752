"""The table of scores: what counts as right, for which words, and how each system is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.corrections import Corrector
from cards.lexicon import Lexicon
from cards.training import rivals, score_model
from cards.training.dutch_model.treebank import TreebankSentence, Word
from tests.test_models import kaartenbak

WORDS = (
    Word("Zij", "zij", "PRON", "VNW|pers", "_"),
    Word("belde", "op_bellen", "VERB", "WW|pv", "_"),
    Word("Anna's", "Anna", "PROPN", "SPEC|deeleigen", "_"),
    Word("huisarts", "huis_arts", "NOUN", "N|soort", "Number=Sing"),
    Word("op", "op", "ADP", "VZ|fin", "_"),
)
TEXT = "Zij belde Anna's huisarts op"
GOLD = score_model.Gold(
    (TreebankSentence(TEXT, WORDS),), frozenset(("zij", "belde", "anna's", "op"))
)
LEMMAS = ("zij", "bellen", "anna", "huisarts", "op")
FOUND = tuple(replace(word, lemma=lemma) for word, lemma in zip(WORDS, LEMMAS, strict=True))


def changed(index: int, **values: str) -> rivals.Words:
    return (*FOUND[:index], replace(FOUND[index], **values), *FOUND[index + 1 :])


def test_a_lemma_is_scored_as_ud_writes_it_and_as_a_learner_looks_it_up() -> None:
    scores = score_model.of_words(GOLD, [FOUND], rivals.TAGS)
    assert scores["UD lemma"] == 40  # zij, op
    assert scores["Lemma"] == 80  # all but the name in small letters
    assert scores["Lemma, any case"] == scores["Content"] == scores["UPOS"] == 100


def test_end_to_end_says_the_same_when_the_words_are_cut_right() -> None:
    scores = score_model.score(GOLD, [FOUND], rivals.TAGS)
    given = score_model.of_words(GOLD, [FOUND], rivals.TAGS)
    assert scores.pop("Tokens") == 100
    assert scores == {name: given[name] for name in scores}


def test_a_word_cut_in_two_costs_its_tags_too() -> None:
    halves = (replace(FOUND[3], form="huis"), replace(FOUND[3], form="arts"))
    cut = (*FOUND[:3], *halves, FOUND[4])
    scores = score_model.score(GOLD, [cut], rivals.TAGS)
    assert scores["Tokens"] == pytest.approx(100 * 2 * 4 / (5 + 6))
    assert scores["UPOS"] == scores["Tokens"]


def test_unknown_words_are_those_that_were_not_trained_on() -> None:
    wrong = changed(3, upos="VERB")
    assert score_model.of_unknown(GOLD, [wrong], rivals.TAGS)["UPOS"] == 0
    assert score_model.of_words(GOLD, [wrong], rivals.TAGS)["UPOS"] == 80


def test_a_system_is_scored_on_what_it_tells_only() -> None:
    scores = score_model.of_words(GOLD, [FOUND], ("Lemmas",))
    assert not {"UPOS", "XPOS", "UFeats"} & scores.keys()


def test_the_tables_hold_every_system(analyser: StanzaAnalyser) -> None:
    ours = rivals.Ours("bundled", analyser)
    mended = rivals.Ours("corrected", analyser, Corrector(Lexicon()))
    given, unknown, whole = score_model.tables(GOLD, [ours, mended, rivals.Simplemma()])
    assert [row.split(" | ")[0] for row in given.splitlines()[4:]] == [
        "| bundled",
        "| corrected",
        "| simplemma",
    ]
    assert "the 1 unknown words" in unknown
    assert "simplemma" not in whole  # it cuts no words


def test_given_words_are_analysed_as_cut_ones_are(analyser: StanzaAnalyser) -> None:
    words = ["Gisteren", "belde", "zij", "."]
    (given,) = analyser.analyse_words([words])
    (cut,) = analyser.analyse(["Gisteren belde zij ."])
    assert given == cut
    assert analyser.analyse_words([]) == ()


def test_frog_s_columns_become_words() -> None:
    output = (
        "1\tDe\tde\t\tLID(bep,stan,rest)\t0.99\t\t\t\t\n"
        "2\tkat\tkat\t\tN(soort,ev,basis,zijd,stan)\t0.9\t\t\t\t\n"
        "\n"
        "1\t.\t.\t\tLET()\t1\t\t\t\t\n"
    )
    first, second = rivals.frog_sentences(output)
    assert first[1] == Word("kat", "kat", "_", "N|soort|ev|basis|zijd|stan", "_")
    assert second == (Word(".", ".", "_", "LET", "_"),)


@pytest.mark.skipif(not rivals.frog_is_installed(), reason="needs Frog")
def test_frog_lemmatises_given_words_as_they_are_given() -> None:
    words = [["De", "katten", "slapen", "."], ["Zij", "ook", "."]]
    found = rivals.Frog().of_words(words)
    assert [[word.form for word in sentence] for sentence in found] == words
    assert found[0][1].lemma == "kat"


def list_models(folder: Path, capfd: pytest.CaptureFixture[str]) -> Sequence[str]:
    capfd.readouterr()
    assert kaartenbak("models", "list", "--model-dir", folder) == 0
    return capfd.readouterr().out.splitlines()


def test_models_are_listed_with_size_and_scores(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scores = dutch_models.bundled().scores
    (line,) = list_models(tmp_path, capfd)
    assert line.startswith("bundled\tpos,lemma\t")
    assert f"UPOS {scores['UPOS']}, XPOS {scores['XPOS']}, Lemma {scores['Lemma']}" in line
    assert float(scores["UPOS"]) > 90


@pytest.mark.parametrize("page", ["", "# Only words\n", "| | UPOS |\n", "| a |\n| b |\n"])
def test_a_page_of_scores_without_a_table_is_no_trouble(page: str, tmp_path: Path) -> None:
    model = replace(dutch_models.bundled(), directory=tmp_path)
    assert model.scores == {}
    (tmp_path / dutch_models.SCORES).write_text(page, encoding="utf-8")
    assert "UPOS" not in model.scores
