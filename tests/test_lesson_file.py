"""lesson.json: what is saved is read back, by its schema, by later versions, after hand edits."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import random
from importlib import resources

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import lesson_file, model
from cards.carrying import carry
from cards.editing import drop, edit_text, exclude, merge
from cards.errors import InputError
from cards.model import Language, Lesson, Sentence
from tests.generated_lessons import decided_lessons
from tests.test_editing import made

SCHEMA = json.loads((resources.files("cards") / "data" / "lesson.schema.json").read_text("utf-8"))
EXAMPLE = lesson_file.to_json(merge(made(((0,), (0,)), ((1,), ()), ((2,), (1,))), 1, 2))


def read(text: str) -> Lesson:
    return lesson_file.parse(text, "lesson.json").lesson


def refused(text: str) -> str:
    with pytest.raises(InputError) as error:
        read(text)
    return str(error.value)


def changed(**values) -> str:
    return json.dumps(json.loads(EXAMPLE) | values)


# Round trip -----------------------------------------------------------------------------------


@given(decided_lessons())
def test_what_is_saved_is_read_back_without_loss(lesson):
    text = lesson_file.to_json(lesson)
    found = lesson_file.parse(text, "lesson.json")
    assert found.lesson == lesson
    assert found.problems == ()
    assert lesson_file.to_json(found.lesson) == text


@given(decided_lessons())
@settings(max_examples=50)
def test_what_is_saved_follows_the_schema(lesson):
    jsonschema.validate(json.loads(lesson_file.to_json(lesson)), SCHEMA)


def test_the_schema_is_sound_and_knows_every_field():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    shapes = {
        "sentence": model.Sentence,
        "bead": model.Bead,
        "token": model.Token,
        "gloss": model.Gloss,
        "forms": model.Forms,
        "occurrence": model.Occurrence,
        "entry": model.VocabularyEntry,
        "segment": model.Segment,
        "source": model.TextSource,
        "choice": model.Choice,
        "decisions": model.Decisions,
        "word_note": model.WordNote,
        "cloze_note": model.ClozeNote,
        "sentence_note": model.SentenceNote,
    }
    for name, shape in shapes.items():
        fields = {field.name for field in dataclasses.fields(shape)}
        assert fields == set(SCHEMA["$defs"][name]["properties"]) - {"kind", "listed"}, name
    fields = {field.name for field in dataclasses.fields(Lesson)}
    assert fields == set(SCHEMA["properties"]) - {"kaartenbak_lesson"}
    sources = SCHEMA["$defs"]["gloss"]["properties"]["source"]["enum"]
    assert set(sources) == set(model.Source)


def test_a_changed_sentence_changes_one_line():
    lesson = made(*(((n,), (n,)) for n in range(30)))
    english = list(lesson.english)
    english[7] = dataclasses.replace(english[7], text="Something else.")
    before = lesson_file.to_json(lesson).splitlines()
    after = lesson_file.to_json(dataclasses.replace(lesson, english=tuple(english))).splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


# Versions -------------------------------------------------------------------------------------


def test_a_later_minor_version_is_read_and_what_is_new_is_told():
    raw = json.loads(EXAMPLE) | {"kaartenbak_lesson": "1.7", "moods": ["joyful"]}
    raw["beads"][0]["seen_by"] = "teacher"
    found = lesson_file.parse(json.dumps(raw), "lesson.json")
    assert found.lesson == read(EXAMPLE)
    (problem,) = found.problems
    assert "“beads.seen_by”, “moods”" in problem.message
    assert "later kaartenbak" in problem.advice


def test_a_later_major_version_is_refused_in_so_many_words():
    told = refused(changed(kaartenbak_lesson="2.0"))
    assert "lesson.json" in told
    assert "format 2.0" in told
    assert "Update kaartenbak" in told


def test_a_misspelt_name_is_told():
    raw = json.loads(EXAMPLE)
    raw["decisions"]["beeds"] = []
    (problem,) = lesson_file.parse(json.dumps(raw), "lesson.json").problems
    assert "“decisions.beeds”" in problem.message
    assert "spelling" in problem.advice


# Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lesson.json:1: this is no JSON"),
        (EXAMPLE.replace("},\n", "}\n", 1), "lesson.json:6: this is no JSON"),
        ("[" * 100_000, "brackets without end"),
        ("[]", "no lesson of kaartenbak"),
        ('{"title": "x"}', "no lesson of kaartenbak"),
        ('{"kaartenbak_lesson": 1}', "no lesson of kaartenbak"),
        ('{"kaartenbak_lesson": "1.0"}', "no “title”"),
        (changed(title=3), "at title: expected text, found a whole number"),
        (changed(english=[{"index": 0, "line": 0}]), "at english[0]: “text” is missing"),
        (changed(notes=[{"kind": "poem"}]), "at notes[0]: “kind” must be one of"),
        (changed(notes={}), "at notes: expected a list"),
        (changed(words=[[]]), "at words: 1 lists of tokens for 2 Dutch sentences"),
        (
            changed(beads=[{"english": [0, 1, 2], "dutch": [9], "confidence": 1}]),
            "at beads[0].dutch: there is no sentence 9",
        ),
        (
            changed(beads=[{"english": [0, 1, 2], "dutch": [0], "confidence": 1}]),
            "at beads: none holds sentence 1 of “dutch”",
        ),
        (
            changed(beads=[{"english": [0, 0], "dutch": [0], "confidence": 1}]),
            "at beads[0].english: sentence 0 is in a bead before",
        ),
        (
            changed(beads=[{"english": [0], "dutch": [0], "confidence": 7}]),
            "a confidence lies between 0 and 1",
        ),
        (
            changed(decisions={"texts": [{"language": "nl", "sentence": 5, "text": "x"}]}),
            "at decisions.texts[0].sentence: there is no sentence 5",
        ),
        (changed(vocabulary=[{"lemma": "x", "upos": "NOUN"}]), "“x” occurs in no sentence"),
        (EXAMPLE.replace('"title": "x"', '"title": "\\ud800"'), "at title: the character U+D800"),
        (EXAMPLE.replace('"text": "N1"', '"text": "\\u001b[2J"'), "at dutch[1].text: the char"),
    ],
)
def test_an_error_names_the_file_and_the_place(text, told):
    assert told in refused(text)


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_file_is_told_and_never_a_crash(data):
    seed = data.draw(st.integers(0, 10**6))
    chance = random.Random(seed)
    text = list(EXAMPLE)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text))
        text[place : place + chance.randint(0, 3)] = chance.choice(["", "0", '"', "[", "null"])
    with contextlib.suppress(InputError):
        lesson_file.to_json(read("".join(text)))


# Decisions outlive the texts ------------------------------------------------------------------


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(n, text, n, 0) for n, text in enumerate(texts))


def test_decisions_follow_their_sentences_and_the_rest_is_told():
    lesson = merge(made(((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))), 1, 2)
    lesson = drop(lesson, 0)
    lesson = edit_text(lesson, Language.DUTCH, 2, "Anders.")
    lesson = exclude(lesson, "tuin", "NOUN")
    carried = carry(
        lesson, sentences("new", "E1", "E2", "E3"), sentences("nieuw", "N2", "N1", "nog een")
    )
    (bead,) = carried.decisions.beads
    assert (bead.english, bead.dutch) == ((1, 2), (2,))
    assert [(edit.sentence, edit.text) for edit in carried.decisions.texts] == [(1, "Anders.")]
    assert carried.decisions.words == lesson.decisions.words
    assert carried.lost == ("dropped: “E0” / “N0”",)


@given(decided_lessons())
@settings(max_examples=50)
def test_unchanged_texts_keep_every_decision(lesson):
    texts = [s.text for s in (*lesson.english, *lesson.dutch)]
    carried = carry(lesson, lesson.english, lesson.dutch)
    assert carried.lost == ()
    if len(set(texts)) == len(texts):
        assert set(carried.decisions.beads) == set(lesson.decisions.beads)
