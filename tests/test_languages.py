"""Knowing which language a text is in."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cards import languages
from cards.documents import load_document
from cards.errors import NotTranslationsError
from cards.languages import check_pair, detect
from cards.model import Document, Language

PAIRS = sorted((Path(__file__).parent / "data" / "pairs").iterdir())

ENGLISH = """The ferry leaves at seven, and nobody on the island can remember that it ever waited.
My grandmother used to say that you could set your clock by it, if you had a clock. When we were
children we stood on the pier and waved at people whom we did not know. They always waved back."""
DUTCH = """De veerboot vertrekt om zeven uur en niemand op het eiland kan zich herinneren dat hij
ooit heeft gewacht. Mijn oma zei altijd dat je de klok erop gelijk kon zetten, als je een klok had.
Toen we klein waren, stonden we op de pier en zwaaiden naar mensen die we niet kenden."""
AFRIKAANS = """Die veerboot vertrek om sewe-uur en niemand op die eiland kan onthou dat dit ooit
gewag het nie. My ouma het altyd gesê dat jy jou horlosie daarvolgens kon stel, as jy een gehad het.
Toe ons klein was, het ons op die pier gestaan en vir mense gewaai wat ons nie geken het nie."""
GERMAN = """Die Fähre fährt um sieben ab, und niemand auf der Insel kann sich erinnern, dass sie
jemals gewartet hätte. Meine Großmutter sagte immer, man könne die Uhr danach stellen, wenn man eine
hätte. Als wir klein waren, standen wir auf dem Steg und winkten Leuten, die wir nicht kannten."""
FRENCH = """Le bac part à sept heures, et personne sur l'île ne se souvient qu'il ait jamais
attendu. Ma grand-mère disait toujours qu'on pouvait régler sa montre sur lui, si on en avait une.
Quand nous étions petits, nous faisions signe de la jetée à des gens que nous ne connaissions
pas."""
FRISIAN = """De boat giet om sân oere fuort en nimmen op it eilân kin him yn 't sin bringe dat er ea
wachte hat. Us beppe sei altiten datst de klok der op lyk sette koest, ast ien hiest. Doe't wy lyts
wiene, stiene wy op 'e pier en swaaiden nei minsken dy't wy net koene."""
LINES = (DUTCH.split("\n"), ENGLISH.split("\n"))
NAMES = """Jan de Boer, 1984, Amsterdam. Peter Smith, 1990, London. Anna Jansen, 2001, Utrecht.
Mary Brown, 1975, New York. Tom Hill, 1966, Boston. Els Bakker, 1959, Gent. 12, 15, 18, 21."""


def pair(english: str, dutch: str) -> tuple[Document, Document]:
    return (
        Document("en.txt", Language.ENGLISH, tuple(english.split("\n"))),
        Document("nl.txt", Language.DUTCH, tuple(dutch.split("\n"))),
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (DUTCH, "nl"),
        (AFRIKAANS, "af"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (FRISIAN, "fy"),
    ],
    ids=["en", "nl", "af", "de", "fr", "fy"],
)
def test_a_paragraph_is_known_by_its_language(text, language):
    found = detect(text)
    assert found.language == language
    assert found.is_certain


def test_a_right_pair_passes_in_silence():
    texts = pair(ENGLISH, DUTCH)
    assert check_pair(*texts) == (*texts, ())


def test_texts_in_the_wrong_order_are_exchanged_and_the_reader_is_told():
    english, dutch, (problem,) = check_pair(*pair(DUTCH, ENGLISH))
    assert (english.name, english.language) == ("nl.txt", Language.ENGLISH)
    assert (dutch.name, dutch.language) == ("en.txt", Language.DUTCH)
    assert problem.file == "en.txt"
    assert "exchanged" in problem.message


@pytest.mark.parametrize(("text", "name"), [(ENGLISH, "English"), (DUTCH, "Dutch")])
def test_the_same_language_twice_is_refused(text, name):
    with pytest.raises(
        NotTranslationsError, match=f"Both en.txt and nl.txt look like {name}"
    ) as refusal:
        check_pair(*pair(text, text))
    assert refusal.value.exit_code == 5


@pytest.mark.parametrize(
    ("text", "name"),
    [(AFRIKAANS, "Afrikaans"), (GERMAN, "German"), (FRENCH, "French"), (FRISIAN, "Frisian")],
    ids=lambda value: value[:9],
)
def test_a_third_language_is_refused_by_name(text, name):
    with pytest.raises(NotTranslationsError, match=f"nl.txt looks like {name}, not Dutch"):
        check_pair(*pair(ENGLISH, text))
    with pytest.raises(NotTranslationsError, match=f"en.txt looks like {name}, not English"):
        check_pair(*pair(text, DUTCH))


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("", ""),
        ("Good morning", "Goedemorgen"),
        ("I am hungry.", "Ik heb honger."),
        ("Taxi!", "Taxi!"),
        ("OK", "OK"),
        ("1 2 3", "1 2 3"),
        ("Il faut bien le faire.", "Il faut bien le faire."),
        (NAMES, NAMES),
    ],
)
def test_short_texts_and_lists_of_names_pass_in_silence(english, dutch):
    texts = pair(english, dutch)
    assert check_pair(*texts) == (*texts, ())


def test_a_dutch_text_full_of_english_quotes_passes():
    quoting = "\n".join(f"{dutch} “{english}”" for dutch, english in zip(*LINES, strict=True))
    texts = pair(ENGLISH, quoting)
    assert check_pair(*texts) == (*texts, ())


def test_an_english_text_full_of_dutch_names_passes():
    names = " Jan van der Berg, Anneke de Wit, Den Haag and 's-Hertogenbosch sent their regards. "
    texts = pair(names * 3 + ENGLISH + names * 3, DUTCH)
    assert check_pair(*texts) == (*texts, ())


def test_a_dutch_text_beside_names_and_numbers_is_reported_but_not_refused():
    english, dutch, (problem,) = check_pair(*pair(DUTCH, NAMES))
    assert (english.name, dutch.name) == ("en.txt", "nl.txt")
    assert "looks like Dutch, not English" in problem.message


def test_a_text_alone_is_told_if_it_is_in_another_language():
    english, dutch = pair(ENGLISH, DUTCH)
    assert languages.check_alone(dutch) == ()
    (problem,) = languages.check_alone(replace(english, language=Language.DUTCH))
    assert str(problem).startswith("en.txt: This text looks like English, not Dutch.")
    assert languages.check_alone(pair(NAMES, NAMES)[1]) == ()


@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_real_pairs_pass_in_one_order_and_are_exchanged_in_the_other(folder):
    english = load_document(folder / "en.txt", Language.ENGLISH)
    dutch = load_document(folder / "nl.txt", Language.DUTCH)
    assert check_pair(english, dutch) == (english, dutch, ())
    first, second, problems = check_pair(
        load_document(folder / "nl.txt", Language.ENGLISH),
        load_document(folder / "en.txt", Language.DUTCH),
    )
    assert (first.lines, second.lines) == (english.lines, dutch.lines)
    assert len(problems) == 1


def test_no_alarm_on_news_and_free_pairs(shared):
    news = (shared / "alignment" / "ntrex-dev" / "clean.jsonl").read_text(encoding="utf-8")
    for line in news.splitlines():
        record = json.loads(line)
        texts = pair("\n".join(record["src"]), "\n".join(record["tgt"]))
        assert check_pair(*texts) == (*texts, ())
    for folder in (path for path in (shared / "pairs-dev").iterdir() if path.is_dir()):
        texts = pair((folder / "en.txt").read_text("utf-8"), (folder / "nl.txt").read_text("utf-8"))
        assert check_pair(*texts) == (*texts, ())


def test_an_ordinary_pair_needs_no_model(monkeypatch):
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("the model was loaded"))
    check_pair(*pair(ENGLISH, DUTCH))
    check_pair(*pair(DUTCH, ENGLISH))


def test_the_module_imports_nothing_heavy():
    code = "import sys, cards.languages, cards.sentences, cards.documents; print(*sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"numpy", "torch", "stanza", "py3langid", "charset_normalizer"} & {
        *output.stdout.split()
    }


def test_only_a_sample_of_a_long_text_is_looked_at():
    assert detect(f"{DUTCH}\n" * 20_000).letters < 20_000
