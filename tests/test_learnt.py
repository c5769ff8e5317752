"""Learnt words from collections, packages and a running Anki, made by the real engine."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import zipfile
from contextlib import closing, suppress

import pytest
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.errors import InputError, KaartenbakError, MissingPartError
from cards.lexicon import Lexicon
from decks.ankiconnect import AnkiConnect, AnkiError
from decks.apkg import write_package
from decks.learnt import LearntNote, known_words, word_on
from decks.records import DeckOptions
from tests.anki_engine import import_package
from tests.ankiconnect_standin import StandIn, anki_running
from tests.lessons import GARDEN

LEXICON = Lexicon()


def read(*sources, lists=(), field="", anki=None):
    known, problems = known_words(
        lists, [str(source) for source in sources], field, anki or AnkiConnect(), LEXICON
    )
    return {f"{lemma}/{upos}" for lemma, upos in known.words}, problems


def add(col, front, back="", *, learnt=False, note_type="Basic"):
    note = col.new_note(col.models.by_name(note_type))
    note.fields[0], note.fields[1] = front, back
    col.add_note(note, 1)
    if learnt:
        study(col, note)
    return note


def study(col, note):
    for card in note.cards():
        card.type, card.queue, card.reps, card.ivl, card.due = 2, 2, 3, 10, 20
        col.update_card(card)


def export(col, path, *, scheduling, legacy):
    col.export_anki_package(
        out_path=str(path),
        options=ExportAnkiPackageOptions(
            with_scheduling=scheduling, with_deck_configs=False, with_media=False, legacy=legacy
        ),
        limit=DeckIdLimit(1),
    )


@pytest.fixture
def col(tmp_path):
    opened = Collection(str(tmp_path / "collection.anki2"))
    add(opened, "de fiets", "bicycle", learnt=True)
    add(opened, "lopen (liep)", "to walk", learnt=True)
    add(opened, "het nieuws", "news")
    yield opened
    opened.close()


LEARNT = {"fiets/NOUN", "lopen/"}
ALL = LEARNT | {"nieuws/NOUN"}


# Collections ---------------------------------------------------------------------------------


def state(folder):
    """Every file of a folder, by content and time."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if path.is_file()
    }


def test_an_open_collection_is_read_and_left_as_it_is(col, tmp_path):
    before = state(tmp_path)
    assert "collection.anki2-wal" in before
    assert read(tmp_path / "collection.anki2") == (LEARNT, [])
    assert state(tmp_path) == before
    add(col, "de vis", learnt=True)  # Anki can still write


def test_what_anki_has_only_in_its_log_counts(col, tmp_path):
    add(col, "de vis", learnt=True)
    bare = tmp_path / "bare.anki2"
    bare.write_bytes((tmp_path / "collection.anki2").read_bytes())
    assert read(tmp_path / "collection.anki2")[0] == LEARNT | {"vis/NOUN"}
    with pytest.raises(InputError):  # all of it is still in the log
        read(bare)


def test_a_closed_collection_is_read(col, tmp_path):
    col.close()
    assert read(tmp_path / "collection.anki2") == (LEARNT, [])
    col.reopen()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file permissions")
def test_a_collection_in_a_read_only_folder_is_read(col, tmp_path):
    tmp_path.chmod(0o555)
    try:
        assert read(tmp_path / "collection.anki2") == (LEARNT, [])
    finally:
        tmp_path.chmod(0o755)


def test_a_suspended_card_that_was_learnt_counts_and_one_in_learning_too(col, tmp_path):
    fish, bread = add(col, "de vis", learnt=True), add(col, "het brood")
    col.sched.suspend_cards([card.id for card in fish.cards()])
    (card,) = bread.cards()
    card.type, card.queue, card.reps = 1, 1, 1
    col.update_card(card)
    col.sched.suspend_cards([c.id for c in add(col, "de kaas").cards()])
    assert read(tmp_path / "collection.anki2")[0] == LEARNT | {"vis/NOUN", "brood/NOUN"}


def test_a_card_that_was_reset_or_only_given_a_date_does_not_count(col, tmp_path):
    for front, kind, reps in (("de vis", 0, 5), ("het brood", 2, 0)):
        (card,) = add(col, front).cards()
        card.type, card.queue, card.reps, card.ivl, card.due = kind, kind, reps, 1, 1
        col.update_card(card)
    assert read(tmp_path / "collection.anki2")[0] == LEARNT
    with anki_running(StandIn(col)) as url:
        assert read("anki:", anki=AnkiConnect(url))[0] == LEARNT


def test_our_own_notes_tell_word_and_part_of_speech(col, tmp_path):
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    import_package(col, tmp_path / "deck.apkg")
    for number in col.find_notes("Word:opbellen or Word:pad or Word:groezelig or Dutch:*"):
        study(col, col.get_note(number))
    assert read(tmp_path / "collection.anki2")[0] == LEARNT | {
        "opbellen/VERB",
        "pad/NOUN",
        "groezelig/ADJ",
    }


def test_a_field_may_be_named(col, tmp_path):
    add(col, "bread", "het brood", learnt=True)
    assert read(tmp_path / "collection.anki2", field="Back")[0] == {
        "bicycle/",
        "to walk/",
        "brood/NOUN",
    }
    known, (problem,) = read(tmp_path / "collection.anki2", field="Woord")
    assert known == set()
    assert "No note that you learnt has a field Woord" in str(problem)
    assert "Front, Back" in str(problem)


def test_a_collection_of_schema_11_is_read(col, tmp_path):
    col.close(downgrade=True)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        assert database.execute("SELECT ver FROM col").fetchone() == (11,)
    assert read(tmp_path / "collection.anki2") == (LEARNT, [])
    col.reopen()


# Packages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize(("scheduling", "words"), [(True, LEARNT), (False, ALL)])
def test_a_package_counts_what_was_learnt_or_else_whole(col, tmp_path, legacy, scheduling, words):
    export(col, tmp_path / "deck.apkg", scheduling=scheduling, legacy=legacy)
    inside = zipfile.ZipFile(tmp_path / "deck.apkg").namelist()
    assert ("collection.anki21b" in inside) is not legacy
    assert read(tmp_path / "deck.apkg") == (words, [])


@pytest.mark.parametrize("legacy", [False, True])
def test_a_collection_package_counts_only_what_was_learnt(tmp_path, legacy):
    col = Collection(str(tmp_path / "collection.anki2"))
    add(col, "het nieuws")
    col.export_collection_package(str(tmp_path / "all.colpkg"), False, legacy)
    assert read(tmp_path / "all.colpkg") == (set(), [])


def test_a_package_that_we_wrote_ourselves_counts_whole(tmp_path):
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    words, _ = read(tmp_path / "deck.apkg")
    assert {"schuur/NOUN", "opbellen/VERB", "zich vergissen/VERB"} <= words


def test_without_the_library_a_new_package_is_told_and_an_old_one_read(col, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    export(col, tmp_path / "new.apkg", scheduling=True, legacy=False)
    export(col, tmp_path / "old.apkg", scheduling=True, legacy=True)
    with pytest.raises(MissingPartError, match="Support older Anki versions"):
        read(tmp_path / "new.apkg")
    assert read(tmp_path / "old.apkg") == (LEARNT, [])


# Bad files -----------------------------------------------------------------------------------


def refusal(path):
    with pytest.raises(InputError) as raised:
        read(path)
    told = str(raised.value)
    assert told.startswith(f"{path}: ")
    assert raised.value.advice
    return told


def zipped(path, **entries):
    with zipfile.ZipFile(path, "w") as package:
        for name, content in entries.items():
            package.writestr(name.replace("_", "."), content)
    return path


def test_what_is_no_collection_is_told(tmp_path):
    assert "no such file" in refusal(tmp_path / "none.anki2")
    (tmp_path / "list.txt").write_text("fiets\n")
    assert "goes with --known" in refusal(tmp_path / "list.txt")
    (tmp_path / "empty.anki2").write_bytes(b"")
    assert "neither" in refusal(tmp_path / "empty.anki2")
    assert "a folder" in refusal(tmp_path)
    assert "no collection in this file" in refusal(zipped(tmp_path / "a.zip", a_txt=b"hello"))
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE birds (name)")
        database.commit()
    assert "none that Anki can have made" in refusal(other)


def test_a_deck_given_as_a_list_is_sent_to_the_right_option(tmp_path):
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    with pytest.raises(InputError, match="--known-from"):
        read(lists=[tmp_path / "deck.apkg"])


def test_a_package_whose_collection_is_not_packed_as_it_says_is_told(tmp_path):
    bad = zipped(tmp_path / "bad.apkg", collection_anki21b=b"no zstandard at all")
    assert "spoilt" in refusal(bad)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """What gives a collection and both kinds of package, as bytes."""
    folder = tmp_path_factory.mktemp("samples")
    col = Collection(str(folder / "collection.anki2"))
    add(col, "de fiets", learnt=True)
    for name, legacy in (("new.apkg", False), ("old.apkg", True)):
        export(col, folder / name, scheduling=True, legacy=legacy)
    col.close()
    made = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.a*k*"))]
    return lambda: made


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_damaged_file_gives_a_message_or_an_answer(samples, tmp_path, data):
    name, content = data.draw(st.sampled_from(samples()))
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:place]
    else:
        noise = data.draw(st.binary(min_size=1, max_size=64))
        content = content[:place] + noise + content[place + len(noise) :]
    (tmp_path / name).write_bytes(content)
    with suppress(KaartenbakError):
        read(tmp_path / name)


# A running Anki ------------------------------------------------------------------------------


def test_a_running_anki_is_asked(col):
    with anki_running(StandIn(col)) as url:
        anki = AnkiConnect(url)
        assert read("anki:", anki=anki) == (LEARNT, [])
        assert read("anki:deck:Default Front:*nieuws or Front:*fiets", anki=anki)[0] == {
            "fiets/NOUN"
        }
        assert read("anki:deck:Elsewhere", anki=anki) == (set(), [])
        with pytest.raises(AnkiError, match="Anki refuses"):
            read("anki:(", anki=anki)


# Words on notes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("<b>de</b> fiets", "fiets/NOUN"),
        ("de&nbsp;fiets", "fiets/NOUN"),
        ("<div>het brood</div><div>bread</div>", "brood/NOUN"),
        ("lopen<br>liep, gelopen", "lopen/"),
        ("lopen [sound:lopen.mp3]", "lopen/"),
        ("<img src='fiets.jpg'>de fiets", "fiets/NOUN"),
        ("<style>.a{color:red}</style>fiets", "fiets/"),
        ("{{c1::de fiets::article}}", "fiets/NOUN"),
        ("de\nfiets", "fiets/NOUN"),
        ("caf&eacute;", "café/"),
    ],
)
def test_the_word_is_what_a_learner_reads(markup, word):
    known = word_on(LearntNote("Basic", {"Front": markup, "Back": "x"}), "", LEXICON)
    assert {f"{lemma}/{upos}" for lemma, upos in known.words} == {word}


@given(st.dictionaries(st.sampled_from(["Word", "PartOfSpeech", "Front"]), st.text()))
def test_no_note_breaks_the_reader(fields):
    for name in ("Basic", "Kaartenbak Vocabulary"):
        word_on(LearntNote(name, fields), "", LEXICON)
