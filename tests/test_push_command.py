"""`push` and `--known` at the command line, with a stand-in for Anki and the real engine in it."""

from __future__ import annotations

import json
import socket

import pytest

from tests.anki_engine import collection
from tests.ankiconnect_standin import StandIn, anki_running
from tests.conftest import told as said_by

ENGLISH = "The dog sleeps in the shed.\nThe cat is eating a fresh fish.\nMy neighbour buys bread.\n"
DUTCH = "De hond slaapt in de schuur.\nDe kat eet een verse vis.\nMijn buurman koopt brood.\n"
TEXTS = ("pets.en.txt", "pets.nl.txt", "--presplit")


@pytest.fixture
def run(run_here, tmp_path):
    """Run a command in a folder with two texts; gives exit code, data, and talk on one line."""
    (tmp_path / "pets.en.txt").write_text(ENGLISH)
    (tmp_path / "pets.nl.txt").write_text(DUTCH)

    def call(*arguments):
        result = run_here(*arguments)
        return result.returncode, result.stdout.decode(), said_by(result)

    return call


@pytest.fixture
def anki():
    with collection() as col:
        stand_in = StandIn(col)
        with anki_running(stand_in) as url:
            stand_in.url = url
            yield stand_in


def test_a_push_arrives_and_a_second_one_changes_nothing(run, anki, tmp_path):
    code, out, told = run("push", *TEXTS, "--url", anki.url, "--deck", "Nederlands::Dieren")
    assert (code, out) == (0, "")
    count = anki.col.note_count()
    assert count >= 6
    assert f"Added {count} notes to “Nederlands::Dieren” in Anki, updated 0 and left 0" in told
    assert "Nederlands::Dieren::Vocabulary" in [d.name for d in anki.col.decks.all_names_and_ids()]
    assert len(list((tmp_path / "data/kaartenbak/sent").iterdir())) == 1
    code, _, told = run("push", *TEXTS, "--url", anki.url)  # elsewhere: nothing is moved
    assert code == 0
    assert f"Added 0 notes to “Pets” in Anki, updated 0 and left {count} as they are." in told
    assert not anki.col.decks.by_name("Pets::Vocabulary")


def test_a_correction_is_told_by_name_and_so_is_what_stays(run, anki, tmp_path):
    run("push", *TEXTS, "--url", anki.url)
    (number,) = anki.col.find_notes("Word:vis note:*Vocabulary")
    note = anki.col.get_note(number)
    note["English"] = "My own translation"
    anki.col.update_note(note)
    (tmp_path / "pets.en.txt").write_text(ENGLISH.replace("fresh fish", "very fresh fish"))
    code, _, told = run("push", *TEXTS, "--url", anki.url)
    assert code == 0
    _, _, told = told.partition("Updated: ")
    updated, _, kept = told.partition(" Yours, so not updated: ")
    assert "kat (English)" in updated
    assert kept == "vis (English)."
    assert anki.col.get_note(number)["English"] == "My own translation"


def test_a_dry_run_changes_nothing_and_leaves_nothing(run, anki, tmp_path):
    code, _, told = run("push", *TEXTS, "--url", anki.url, "--dry-run")
    assert code == 0
    assert "Would add" in told
    assert "import one before the first push" in told
    assert anki.col.note_count() == 0
    assert "Kaartenbak Vocabulary" not in anki.do_modelNames()
    assert not (tmp_path / "data").exists()


def test_no_anki_is_told_before_the_work_with_its_own_code(run, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        code, out, told = run("push", "no-such.en.txt", "no-such.nl.txt", "--url", url)
    assert (code, out) == (4, "")
    assert told.startswith("Error: Anki does not answer at http://127.0.0.1:")


def test_the_key_may_stand_in_the_environment(run, anki, monkeypatch):
    anki.key = "geheim"
    code, _, told = run("push", *TEXTS, "--url", anki.url)
    assert (code, "asks for a key" in told) == (4, True)
    monkeypatch.setenv("KAARTENBAK_ANKI_KEY", "geheim")
    assert run("push", *TEXTS, "--url", anki.url)[0] == 0


def lemmas(out):
    return [json.loads(line)["lemma"] for line in out.splitlines()]


def test_known_words_are_left_out_everywhere(run, anki, tmp_path):
    (tmp_path / "known.txt").write_text("# mine\nde Hond\nslapen\tww\nvis\tVERB\n")
    code, out, told = run("words", *TEXTS, "--known", "known.txt")
    assert code == 0
    assert {"schuur", "vis", "kat"} <= set(lemmas(out))
    assert {"hond", "slapen"}.isdisjoint(lemmas(out))
    assert "You know 3 words" in told
    for command in (("preview",), ("push", "--url", anki.url)):
        code, _, told = run(command[0], *TEXTS, *command[1:], "--known", "known.txt")
        assert code == 0, told
    assert "Left out: 2 words that you know." in told
    assert not anki.col.find_notes("Word:hond or Word:slapen")
    assert anki.col.find_notes("Word:vis")


def test_words_learnt_in_anki_are_left_out_by_file_and_by_question(run, anki, tmp_path):
    note = anki.col.new_note(anki.col.models.by_name("Basic"))
    note["Front"] = "de <b>schuur</b>"
    anki.col.add_note(note, 1)
    (card,) = note.cards()
    card.type, card.queue, card.reps, card.ivl, card.due = 2, 2, 1, 1, 1
    anki.col.update_card(card)
    asked = ("--known-from", "anki:deck:Default", "--anki-url", anki.url)
    for source in (("--known-from", anki.col.path), asked):
        code, out, told = run("words", *TEXTS, *source)
        assert (code, "You know 1 words" in told) == (0, True)
        assert "schuur" not in lemmas(out)
        assert "hond" in lemmas(out)


@pytest.mark.parametrize(
    ("option", "name", "content", "code", "message"),
    [
        ("--known", "none.txt", None, 3, "none.txt: there is no such file."),
        ("--known", "empty.txt", "# soon\n", 3, "empty.txt: there is no word in this list."),
        ("--known-from", "none.anki2", None, 3, "none.anki2: there is no such file."),
        ("--known-from", "list.txt", "fiets\n", 3, "list.txt: this is neither a collection nor"),
        ("--known-from", "anki:", None, 4, "Anki does not answer"),
    ],
)
def test_a_source_of_known_words_that_cannot_be_read_is_told(
    run, tmp_path, option, name, content, code, message
):
    if content is not None:
        (tmp_path / name).write_text(content)
    extra = ("--anki-url", "http://127.0.0.1:1")
    result = run("build", *TEXTS, "-o", "pets.apkg", option, name, *extra)
    assert result[0] == code
    assert message in result[2]
    assert not (tmp_path / "pets.apkg").exists()


def test_a_bad_line_of_a_list_is_told_and_the_rest_counts(run, tmp_path):
    (tmp_path / "known.txt").write_text("hond\nDit is geen woord maar een zin.\n")
    code, out, told = run("words", *TEXTS, "--known", "known.txt")
    assert code == 0
    assert "Note: known.txt:2: “Dit is geen woord maar een zin.” is not a word." in told
    assert "hond" not in lemmas(out)
