"""Talking to Anki: what is said when it is not there, is not itself, or does not want to."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks import ankiconnect
from decks.ankiconnect import AnkiConnect, AnkiError, Refusal
from tests.anki_engine import collection
from tests.ankiconnect_standin import StandIn, anki_running, served


@pytest.fixture
def col():
    with collection() as opened:
        yield opened


def refusal(anki, action="version", **parameters):
    """What is said; the exit code is that of a missing part."""
    with pytest.raises(AnkiError) as raised:
        anki.call(action, **parameters)
    assert raised.value.exit_code == 4
    return str(raised.value)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_an_anki_that_is_not_running_is_told_with_what_to_install():
    told = refusal(AnkiConnect(f"http://127.0.0.1:{free_port()}"))
    assert "Anki does not answer at http://127.0.0.1:" in told
    assert "2055492159" in told


@pytest.mark.parametrize("answer", [b"", b"<html>", b"null", b"[]", b"6", b'{"error": null}'])
def test_another_service_on_that_port_is_told(answer):
    with served(lambda _body: answer) as url:
        assert "is not AnkiConnect" in refusal(AnkiConnect(url))


def test_an_answer_that_is_no_http_is_told():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            peer, _ = server.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(b"220 mail.example ESMTP ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        told = refusal(AnkiConnect(f"http://127.0.0.1:{server.getsockname()[1]}"))
        thread.join()
    assert "is not AnkiConnect" in told


def test_a_server_that_never_answers_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(ankiconnect, "_PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = refusal(AnkiConnect(f"http://127.0.0.1:{server.getsockname()[1]}"))
    assert "no answer" in told
    assert "Close any window" in told


@pytest.mark.parametrize(
    "url", ["", "anki", "ftp://127.0.0.1", "http://", "http://[", "http://a:b"]
)
def test_an_address_that_is_none_is_told(url):
    assert "is no address" in refusal(AnkiConnect(url))


def test_a_wrong_key_and_a_missing_key_are_told(col):
    with anki_running(StandIn(col, key="geheim")) as url:
        assert "asks for a key" in refusal(AnkiConnect(url))
        assert "does not take this key" in refusal(AnkiConnect(url, "gehiem"))
        AnkiConnect(url, "geheim").check()
        (name,) = AnkiConnect(url, "geheim").calls("getActiveProfile", [{}])
        assert name == "User 1"


def test_a_proxy_is_not_asked_for_what_is_near_by(col, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    with anki_running(StandIn(col)) as url:
        AnkiConnect(url).check()


def test_an_old_add_on_is_told(col):
    with anki_running(StandIn(col, version_told=5)) as url, pytest.raises(AnkiError, match="old"):
        AnkiConnect(url).check()


def test_a_profile_is_told_by_those_that_can(col):
    stand_in = StandIn(col, profile="Saskia")
    with anki_running(stand_in) as url:
        assert AnkiConnect(url).profile() == "Saskia"
        stand_in.profile = None
        assert AnkiConnect(url).profile() == ""


def test_a_search_that_anki_cannot_read_is_told_in_its_words(col):
    with anki_running(StandIn(col)) as url, pytest.raises(AnkiError, match="Anki refuses"):
        AnkiConnect(url).find("(deck:x")


def test_one_refusal_among_many_stops_none_of_the_others(col):
    with anki_running(StandIn(col)) as url:
        asked = [{"modelName": name} for name in ("Basic", "No such", "Cloze")] * 40
        answers = list(AnkiConnect(url).calls("modelFieldNames", asked))
    assert answers[0] == ["Front", "Back"]
    assert answers[1] == Refusal("model was not found: No such")
    assert [isinstance(answer, Refusal) for answer in answers] == [False, True, False] * 40


def test_no_request_holds_more_than_fifty_actions(col):
    sizes = []
    stand_in = StandIn(col)

    def answer(body):
        request = json.loads(body)
        sizes.append(len(request["params"]["actions"]))
        return json.dumps(stand_in.handle(request)).encode()

    with served(answer) as url:
        list(AnkiConnect(url).calls("version", [{}] * 120))
    assert sizes == [50, 50, 20]


def test_notes_that_are_gone_are_left_out(col):
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"] = "fiets"
    col.add_note(note, 1)
    with anki_running(StandIn(col)) as url:
        (found,) = AnkiConnect(url).notes([1, note.id, 2])
    assert (found.id, found.note_type, dict(found.fields)) == (
        note.id,
        "Basic",
        {"Front": "fiets", "Back": ""},
    )


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["result", "error", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_ANSWER = st.fixed_dictionaries({"result": _JSON, "error": st.none() | st.text(max_size=5)})


@pytest.fixture(scope="module")
def babbler():
    told = {"answer": b""}
    with served(lambda _body: told["answer"]) as url:
        yield told, AnkiConnect(url)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40) | (_JSON | _ANSWER).map(lambda told: json.dumps(told).encode()))
def test_whatever_comes_back_is_an_answer_or_an_error_for_people(babbler, answer):
    told, anki = babbler
    told["answer"] = answer
    for ask in (
        anki.check,
        anki.profile,
        lambda: anki.find("x"),
        lambda: anki.find_any(["x"]),
        lambda: anki.names("modelNames"),
        lambda: list(anki.notes([1])),
        lambda: list(anki.calls("addNote", [{}])),
    ):
        with suppress(AnkiError):
            ask()
