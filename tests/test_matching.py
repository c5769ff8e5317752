"""A note is found again in Anki by its Dutch, whatever that holds, and no other is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.model import NoteKind
from decks.ankiconnect import AnkiConnect, quoted
from decks.matching import fields_of, match
from decks.push import carry_out, deck_path, make_plan
from decks.sent import Outbox
from tests.anki_engine import collection
from tests.ankiconnect_standin import StandIn, anki_running
from tests.lessons import lesson, sentence
from tests.pushing import DECK, push, records

_AWKWARD = st.text(
    st.sampled_from("abÉéßIiİ *_:\\\"'()-&<>{}[]#%;!?.,|/’“re:nctagdeck\u0301"), min_size=1
)


@pytest.fixture(scope="module")
def searchable():
    with collection() as col:
        stand_in = StandIn(col)
        with anki_running(stand_in) as url:
            push(lesson(sentence("Hallo.")), AnkiConnect(url))
            yield stand_in, AnkiConnect(url)


@settings(max_examples=120, deadline=None)
@given(_AWKWARD)
@example("re:.*")
@example("nc:e")
@example("tag:x")
def test_whatever_a_sentence_holds_its_note_is_found_again(searchable, text):
    stand_in, anki = searchable
    try:
        (record,) = records(lesson(sentence(f"{text}x")))
    except ValueError:
        return
    plan = make_plan([record], anki, Outbox())
    done = carry_out(plan, DECK, anki, Outbox(), {})
    assert not done.problems
    found = match([record], NoteKind, anki, Outbox())
    assert found.notes[record.guid].fields["Dutch"] == fields_of(record)["Dutch"]
    term = quoted("Dutch", fields_of(record)["Dutch"])
    assert found.notes[record.guid].id in stand_in.col.find_notes(term)


@pytest.mark.parametrize(("text", "other"), [("een_twee", "eenXtwee"), ("een*twee", "eenXXtwee")])
def test_a_search_finds_nothing_else(searchable, text, other):
    _stand_in, anki = searchable
    push(lesson(sentence(text), sentence(other)), anki)
    (note,) = anki.notes(anki.find(quoted("Dutch", text)))
    assert note.fields["Dutch"] == text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Nieuws", "Nieuws"),
        ("Nederlands::Nieuws", "Nederlands::Nieuws"),
        (" Nederlands :: Nieuws ::", "Nederlands::Nieuws"),
        ("::", "Kaartenbak"),
    ],
)
def test_a_deck_may_be_a_subdeck(name, path):
    assert deck_path(name) == path
