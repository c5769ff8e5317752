"""A note stays itself through every correction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.identity import (
    deck_id,
    deck_title,
    note_guid,
    plain,
    tag,
    user_tag,
)
from tests.lessons import CALL, PATH, SHED, cloze, entry, gloss, sentence, word

GAP = "Het smalle *pad* loopt langs de sloot."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (word(SHED, "Een *schuur*.", "A barn."), word(SHED, "De *schuur*.", "The shed.")),
        (word(entry("fiets", glosses=[gloss("cycle")])), word(entry("fiets", article="de"))),
        (cloze(PATH, GAP, "The path."), cloze(CALL, GAP, "The narrow path.", hint="pad")),
        (sentence("Wie zaait, zal oogsten.", "Who sows."), sentence("Wie zaait, zal oogsten.")),
        (sentence("Een café."), sentence("Een cafe\u0301.")),
        (sentence("Twee  woorden."), sentence(" Twee\u00a0woorden.\n")),
    ],
)
def test_a_correction_leaves_the_guid(before, after):
    assert note_guid("kaartenbak", before) == note_guid("kaartenbak", after)


def test_what_a_learner_would_call_another_note_has_another_guid():
    notes = [
        word(entry("graven", "VERB")),
        word(entry("graven", "NOUN")),
        word(entry("Graven", "PROPN")),
        cloze(PATH, "De *man* en de vrouw."),
        cloze(PATH, "De man en de *vrouw*."),
        sentence("De man en de vrouw."),
        sentence("de man en de vrouw."),
    ]
    guids = {note_guid(space, note) for note in notes for space in ("kaartenbak", "klas 2b")}
    assert len(guids) == 2 * len(notes)


def test_guids_are_for_life():
    assert note_guid("kaartenbak", word(SHED)) == "25uiwvemov5uh6ru"
    assert note_guid("kaartenbak", cloze(PATH, GAP)) == "shb2qyl26zjqyfxx"
    assert note_guid("kaartenbak", sentence("Wie zaait, zal oogsten.")) == "hiofs4lzlyltx74s"


@given(st.text(), st.text())
def test_deck_ids_lie_where_anki_wants_them(namespace, name):
    assert 2**30 <= deck_id(plain(namespace), plain(name)) < 2**31


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("De volkstuin", "De volkstuin"),
        ("Nieuws::Binnenland", "Nieuws:Binnenland"),
        ("Tuin:", "Tuin"),
        ("::", "Kaartenbak"),
        ("  een\n\ttwee\x00 ", "een twee"),
        ("", "Kaartenbak"),
    ],
)
def test_a_title_is_one_deck(title, name):
    assert deck_title(title) == name


@given(st.text())
def test_no_title_opens_a_subdeck(title):
    name = deck_title(title)
    assert name
    assert "::" not in f"{name}::Cloze".removesuffix("::Cloze")
    assert f"{name}::Cloze".split("::") == [name, "Cloze"]


@given(st.text())
def test_no_tag_has_a_space(text):
    for made in (tag("kaartenbak", text), user_tag(text)):
        assert not any(character.isspace() for character in made)
        assert not made.startswith(":")
        assert not made.endswith(":")


def test_tags_nest_where_the_writer_says_so():
    assert user_tag("klas 2b::les\u30003") == "klas-2b::les-3"
    assert tag("kaartenbak", "source", "NRC: de column") == "kaartenbak::source::NRC-de-column"


def test_plain_text_is_what_anki_keeps():
    assert plain("cafe\u0301\x1f\x00 een\r\ntwee\u2028drie\tvier\ud800") == (
        "café een twee drie\tvier?"
    )


def test_a_sentence_number_or_a_confidence_is_not_part_of_the_identity():
    note = word(SHED, "De *schuur*.")
    assert note_guid("k", note) == note_guid("k", replace(note, sentence=7, confidence=0.1))
