"""A lesson file wherever a command takes two texts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from cards import editing, lesson_file
from tests.conftest import COMMAND, SAMPLE, told

ENGLISH, DUTCH = SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt"


@pytest.fixture(scope="module")
def built(cache, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    arguments = ("build", ENGLISH, DUTCH, "-o", "deck.apkg", "--lesson", "lesson.json")
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    subprocess.run([*COMMAND, *map(str, arguments)], cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture
def saved(built, tmp_path):
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "lesson.json"


def test_a_build_from_the_lesson_is_the_same_deck(run, saved, tmp_path):
    (tmp_path / "again").mkdir()
    result = run("build", saved, "-o", "again/deck.apkg", "--lesson", "again/lesson.json")
    assert result.returncode == 0, told(result)
    assert (tmp_path / "again/deck.apkg").read_bytes() == (tmp_path / "deck.apkg").read_bytes()
    assert (tmp_path / "again/lesson.json").read_bytes() == saved.read_bytes()


def test_a_lesson_is_taken_wherever_two_texts_are(run, saved):
    assert run("align", saved).stdout == run("align", ENGLISH, DUTCH).stdout
    assert run("preview", saved).stdout == run("preview", ENGLISH, DUTCH).stdout
    assert run("export", saved, "--to", "anki-text").stdout == (
        run("export", ENGLISH, DUTCH, "--to", "anki-text").stdout
    )
    words = [json.loads(line)["lemma"] for line in run("words", saved).stdout.splitlines()]
    assert "schuur" in words


def test_flags_choose_other_cards_from_a_lesson(run, saved):
    result = run("build", saved, "-o", "few.apkg", "--max-words", "3", "--cards", "vocabulary")
    assert "3 cards (3 vocabulary)" in told(result)


def test_where_the_text_comes_from_is_saved_and_stays(run, saved):
    origin = ("--source-author", "M. Dolman", "--source-licence", "CC0")
    run("build", ENGLISH, DUTCH, "-o", "deck.apkg", "--lesson", saved, *origin)
    run("build", ENGLISH, DUTCH, "-o", "deck.apkg", "--lesson", saved)
    sources = lesson_file.load(saved).lesson.sources
    assert [(s.language, s.name, s.author, s.licence) for s in sources] == [
        ("en", "article.en.txt", "M. Dolman", "CC0"),
        ("nl", "article.nl.txt", "M. Dolman", "CC0"),
    ]


def test_a_rebuild_from_changed_texts_keeps_decisions_and_lists_the_lost(
    run,
    saved,
    tmp_path,
):
    lesson = lesson_file.load(saved).lesson
    edited = editing.choose_gloss(lesson, "schuur", "NOUN", "lending shed")
    edited = editing.drop(editing.merge(edited, 6, 7), 12)
    saved.write_text(lesson_file.to_json(edited))
    gone = edited.beads[12].dutch[0]
    text = DUTCH.read_text().replace(edited.dutch[gone].text, "")
    (tmp_path / "changed.txt").write_text("Een heel nieuwe kop boven dit stuk\n\n" + text)
    result = run("build", ENGLISH, "changed.txt", "-o", "deck.apkg", "--lesson", saved)
    assert result.returncode == 0, told(result)
    assert "lesson.json: 2." in told(result)
    assert f"dropped: “{edited.english[edited.beads[12].english[0]].text}”" in told(result)
    after = lesson_file.load(saved).lesson
    assert after.decisions.words == edited.decisions.words
    (bead,) = after.decisions.beads
    assert [after.dutch[i].text for i in bead.dutch] == [
        edited.dutch[i].text for i in edited.beads[6].dutch
    ]


def test_a_lesson_that_cannot_be_read_is_never_overwritten(run, saved):
    saved.write_text(saved.read_text()[:-500])
    before = saved.read_bytes()
    result = run("build", ENGLISH, DUTCH, "-o", "other.apkg", "--lesson", saved)
    assert result.returncode == 3
    assert "lesson.json:" in told(result)
    assert saved.read_bytes() == before


def test_one_lesson_does_not_swallow_the_decisions_of_another(run, saved, tmp_path):
    edited = editing.choose_gloss(lesson_file.load(saved).lesson, "schuur", "NOUN", "barn")
    other = tmp_path / "other.json"
    other.write_text(lesson_file.to_json(edited))
    before = other.read_bytes()
    result = run("build", saved, "-o", "deck.apkg", "--lesson", other)
    assert result.returncode == 6
    assert "would be lost" in told(result)
    assert other.read_bytes() == before
    assert run("build", other, "-o", "deck.apkg", "--lesson", other).returncode == 0
    assert lesson_file.load(other).lesson.is_current


def test_known_words_are_kept_out_of_a_lesson_too(run, saved, tmp_path):
    (tmp_path / "known.txt").write_text("schuur\n")

    def headwords(*known):
        result = run("preview", saved, "--kind", "vocabulary", "--format", "json", *known)
        assert result.returncode == 0, told(result)
        return {card["word"] for card in json.loads(result.stdout)["cards"]}

    assert headwords() - headwords("--known", "known.txt") == {"schuur"}


def test_overrides_win_over_a_lesson_and_what_was_decided_in_it(run, saved, tmp_path):
    lesson = lesson_file.load(saved).lesson
    saved.write_text(
        lesson_file.to_json(editing.choose_gloss(lesson, "schuur", "NOUN", "lending shed"))
    )
    (tmp_path / "mine.tsv").write_text("lemma\tgloss\texclude\nschuur\tbarn\t\nladder\t\tyes\n")
    for overrides, gloss in (((), "lending shed"), (("--overrides", "mine.tsv"), "barn")):
        result = run("words", saved, *overrides)
        glosses = {r["lemma"]: r["gloss"] for r in map(json.loads, result.stdout.splitlines())}
        assert glosses["schuur"] == gloss
        assert ("ladder" in glosses) == (not overrides)


def test_how_texts_are_read_has_no_say_over_a_lesson_and_that_is_told(run, saved):
    result = run("words", saved, "--model", "nl")
    assert result.returncode == 0
    assert "--model changes nothing" in told(result)
    assert "changes nothing" not in told(run("words", saved))


def test_wrong_arguments_are_told(run, saved):
    for arguments in ((saved, DUTCH), (ENGLISH,), (), (ENGLISH, DUTCH, DUTCH)):
        result = run("preview", *arguments)
        assert result.returncode == 2
        told(result)


# Pairs in a file --------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["tsv", "xlsx", "tmx"])
def test_pairs_that_nobody_touched_give_the_same_cards(run, saved, suffix):
    assert run("align", ENGLISH, DUTCH, "-o", f"article.{suffix}").returncode == 0
    result = run("build", "--pairs", f"article.{suffix}", "-o", "pairs.apkg")
    assert "80 cards (40 vocabulary, 20 cloze, 20 sentences)" in told(result)


def test_a_corrected_pair_becomes_a_card_and_is_remembered(run, saved, tmp_path):
    run("align", saved, "-o", "pairs.tsv")
    header, *lines = (tmp_path / "pairs.tsv").read_text().splitlines()
    added = "\tThe heron stole our bread.\tDe reiger stal ons brood.\t\t"
    (tmp_path / "pairs.tsv").write_text("\n".join([header, *lines[5:], added, *lines[:5]]))
    result = run("build", "--pairs", "pairs.tsv", "-o", "p.apkg", "--lesson", "p.json")
    assert result.returncode == 0, told(result)
    lesson = lesson_file.load(tmp_path / "p.json").lesson
    assert lesson.dutch[-1].text == "De reiger stal ons brood."
    (bead,) = lesson.decisions.beads
    assert bead.dutch == (len(lesson.dutch) - 1,)
    again = run("build", "--pairs", "pairs.tsv", "-o", "p.apkg", "--lesson", "p.json")
    assert "kept from p.json: 1" in told(again)


def test_pairs_stand_alone(run, saved):
    for arguments in (("--pairs", "p.tsv", ENGLISH, DUTCH), ("--pairs", "p.txt")):
        assert run("build", *arguments, "-o", "p.apkg").returncode == 2
    assert run("align", saved, "-o", "pairs.csv").returncode == 2
    assert run("build", "--pairs", "nowhere.tsv", "-o", "p.apkg").returncode == 3
