"""What holds for every file of the dictionary, and what was decided about other people's lists."""

from __future__ import annotations

import csv
import itertools
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from cards.lexicon import Lexicon
from cards.training import check_lexicon
from cards.verb_prefixes import PARTICLES
from tests.conftest import ROOT

FOLDER = ROOT / "cards" / "data" / "lexicon"
FILES = ("nouns", "verbs", "adjectives", "adverbs", "strong_verbs")
GLOSSED = FILES[:4]
# Cells that hold Dutch words, several parted by ";".
DUTCH = {
    "nouns": ("lemma", "plural", "diminutive"),
    "verbs": ("infinitive", "past_singular", "past_plural", "participle"),
    "adjectives": ("lemma", "inflected", "comparative", "superlative"),
    "adverbs": ("lemma",),
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_all_cells_in_composed_letters_without_stray_space(name: str) -> None:
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = text.removesuffix("\n").split("\n")
    assert text.endswith("\n")
    assert lines
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == len(header.split("\t")), line
        assert unicodedata.is_normalized("NFC", line), line
        assert all(cell == cell.strip() and "  " not in cell for cell in cells), line
        values = [cell.split(";") for cell in cells[:-1]]  # a note may hold anything
        parts = [part for cell in values if cell != [""] for part in cell]
        assert all(part and part == part.strip() for part in parts), line


@pytest.mark.parametrize("name", GLOSSED)
def test_no_gloss_is_longer_than_forty_characters(name: str) -> None:
    for row in rows(name):
        glosses = row["glosses"].split(";")
        assert all(0 < len(gloss) <= 40 for gloss in glosses), row


def test_a_noun_of_two_articles_says_when_to_use_which() -> None:
    assert all(row["note"] for row in rows("nouns") if row["article"] == "de;het")


def test_an_article_is_told_of_senses_that_the_noun_has(lexicon: Lexicon) -> None:
    told = [noun for noun in lexicon.nouns.values() if noun.articles_by_sense]
    assert len(told) > 30
    for noun in told:
        assert set(noun.articles_by_sense) <= set(noun.glosses), noun
        assert len(noun.articles) == 2, noun


def test_a_separable_verb_is_put_together_from_its_particle() -> None:
    for row in rows("verbs"):
        particle = row["particle"]
        if not particle:
            assert " " not in row["past_singular"] + row["past_plural"], row
            continue
        assert particle in PARTICLES, row
        assert row["infinitive"].startswith(particle), row
        for cell in ("past_singular", "past_plural"):
            assert all(form.endswith(f" {particle}") for form in row[cell].split(";")), row
        assert all(form.startswith(particle) for form in row["participle"].split(";")), row


def test_all_uses_of_a_verb_share_their_principal_parts() -> None:
    by_verb: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for row in rows("verbs"):
        parts = (row["past_singular"], row["past_plural"], row["participle"])
        by_verb.setdefault((row["infinitive"], row["particle"]), set()).add(parts)
    # hij placht te komen, but hij pleegde een moord
    assert [verb for (verb, _), parts in by_verb.items() if len(parts) > 1] == ["plegen"]


def test_a_hundred_false_friends_carry_a_warning() -> None:
    warned = [row for name in GLOSSED for row in rows(name) if "false friend" in row["note"]]
    assert len(warned) > 150


@pytest.mark.skipif(shutil.which("hunspell") is None, reason="hunspell is not here")
def test_hunspell_knows_every_dutch_word_but_those_looked_at_by_hand() -> None:
    forms = {
        form
        for name, columns in DUTCH.items()
        for row in rows(name)
        for column in columns
        for form in row[column].split(";")
        if form not in ("", "-")
    }
    run = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"],
        input="\n".join(sorted(forms)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        pytest.skip("hunspell has no Dutch dictionary here")
    lacks = ROOT / "tests" / "data" / "words-hunspell-lacks.txt"
    assert set(run.stdout.split()) <= set(lacks.read_text(encoding="utf-8").split())


def test_one_row_is_read_without_the_others() -> None:
    lexicon = Lexicon()
    assert lexicon.nouns["regering"].articles == ("de",)
    assert [use.reflexive for use in lexicon.verbs["vergissen"]] == [True, True]
    assert "regeringg" not in lexicon.nouns
    with pytest.raises(KeyError):
        lexicon.nouns["regeringg"]
    assert len(lexicon.adverbs) == len(rows("adverbs"))
    assert list(itertools.islice(lexicon.nouns, 2)) == [r["lemma"] for r in rows("nouns")[:2]]


def test_help_reads_no_dictionary() -> None:
    code = "import sys, decks.cli; sys.exit('cards.lexicon' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_decisions_are_about_the_words_as_they_stand() -> None:
    decisions = check_lexicon.read_decisions(check_lexicon.DECISIONS.read_text(encoding="utf-8"))
    lexicon = Lexicon()
    for lemma, part, column, ours in decisions:
        if lemma == "*":
            continue
        if part == "noun":
            noun = lexicon.nouns[lemma]
            now = {
                "article": ";".join(noun.articles),
                "plural": ";".join(noun.plurals) or "-",
                "glosses": noun.glosses[0],
            }
            assert now[column] == ours, lemma
        elif column == "glosses":
            known = {
                "verb": lambda word: lexicon.verbs[word][0].glosses,
                "adjective": lambda word: lexicon.adjectives[word].glosses,
                "adverb": lambda word: lexicon.adverbs[word].glosses,
            }
            assert known[part](lemma)[0] == ours, lemma


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("aai\tnoun\tarticle\tde\tours", "line 2"),
        ("aai\tnoun\tarticle\tde\tperhaps\tnot sure", "line 2"),
        ("*\tnoun\tplural\t-\tours\ta\n*\tnoun\tplural\t-\tboth\tb", "line 3: .* twice"),
    ],
)
def test_a_bad_decision_names_its_line(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_lexicon.read_decisions(f"lemma\tpos\tcolumn\tours\tverdict\twhy\n{line}\n")


def test_a_disagreement_is_counted_until_it_is_decided(tmp_path: Path) -> None:
    lists = {"gender_all": "huis\tde\nhond\tde\n", "plural": "huis\thuizen\n"}
    lists |= {"verbs": "lopen\tloopte\tgelopen\n", "nl_en": "huis\tN:abode:w|N:home:w\n"}
    for name, text in lists.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    found = [row for _, rows in check_lexicon.compare(Lexicon(), tmp_path) for row in rows]
    differing = [(row.lemma, row.column) for row in found if not row.same]
    assert differing == [("huis", "article"), ("lopen", "past")]
    (article, _) = (row for row in found if not row.same)
    assert check_lexicon.decided(article, {}) is None
    assert check_lexicon.decided(article, {("*", "noun", "article", "het"): "ours"}) == "ours"
    assert check_lexicon.decided(article, {("huis", "noun", "article", "de"): "ours"}) is None


def test_nearly_everything_shared_with_the_lists_is_the_same_or_decided(shared: Path) -> None:
    decisions = check_lexicon.read_decisions(check_lexicon.DECISIONS.read_text(encoding="utf-8"))
    found = check_lexicon.compare(Lexicon(), shared / "lexical")
    rows = [row for _, comparisons in found for row in comparisons]
    undecided = [r for r in rows if not r.same and check_lexicon.decided(r, decisions) is None]
    assert len(rows) > 30_000
    assert len(undecided) < len(rows) / 1000, undecided[:10]
