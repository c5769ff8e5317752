"""The memory of what was sent to Anki: it survives its file, and a spoilt one costs nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.errors import InputError, NothingToWriteError
from decks.sent import Outbox, Sent, outbox_path, prepare, read_outbox, write_outbox

_TEXT = st.text(st.characters(codec="utf-8"))
_OUTBOX = st.dictionaries(
    _TEXT, st.builds(Sent, st.integers(0, 2**53), st.dictionaries(_TEXT, _TEXT, max_size=3))
).map(Outbox)
_IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@_IN_ONE_FOLDER
@given(_OUTBOX)
def test_the_memory_survives_its_file(tmp_path, outbox):
    write_outbox(tmp_path / "sent.json", outbox)
    assert read_outbox(tmp_path / "sent.json") == (outbox, ())


def test_a_memory_has_a_line_for_each_note(tmp_path):
    outbox = Outbox({"b": Sent(2, {"Word": "café"}), "a": Sent(1, {})})
    assert outbox.to_json().splitlines() == [
        '{"version": 1, "notes": {',
        '"a": {"id": 1, "fields": {}},',
        '"b": {"id": 2, "fields": {"Word": "café"}}',
        "}}",
    ]


def test_no_memory_is_an_empty_one(tmp_path):
    assert read_outbox(tmp_path / "none.json") == (Outbox(), ())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"version": 1}', '{"version": 1, "notes": {"a": {}}}', "[" * 9999],
)
def test_a_spoilt_memory_is_told_and_started_afresh(tmp_path, text):
    (tmp_path / "sent.json").write_text(text)
    outbox, (problem,) = read_outbox(tmp_path / "sent.json")
    assert outbox == Outbox()
    assert "left as they are" in problem.advice


def test_a_memory_of_a_later_version_is_not_overwritten(tmp_path):
    (tmp_path / "sent.json").write_text('{"version": 2, "boxes": []}')
    with pytest.raises(InputError, match="later kaartenbak"):
        read_outbox(tmp_path / "sent.json")


@_IN_ONE_FOLDER
@given(st.data())
def test_a_damaged_memory_never_breaks_a_push(tmp_path, data):
    whole = Outbox({"a": Sent(1, {"Word": "fiets", "Gloss": "bicycle"})}).to_json().encode()
    place = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=4))
    (tmp_path / "sent.json").write_bytes(whole[:place] + noise + whole[place + len(noise) :])
    try:
        outbox, _ = read_outbox(tmp_path / "sent.json")
    except InputError as error:
        assert "later kaartenbak" in str(error)  # noqa: PT017
    else:
        json.dumps({guid: dict(sent.fields) for guid, sent in outbox.notes.items()})


def test_each_title_of_each_profile_has_a_memory_of_its_own(tmp_path):
    places = {
        outbox_path(tmp_path, profile, title)
        for profile in ("User 1", "Saskia")
        for title in ("Nieuws", "nieuws", "../Nieuws", "日本", "")
    }
    assert len(places) == 10
    assert all(path.parent == tmp_path for path in places)


def test_a_place_that_cannot_be_written_is_told_before_anything_is_sent(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NothingToWriteError, match="cannot be written"):
        prepare(tmp_path / "file" / "sent" / "a.json")
