"""The questions as a QTI package, read by a converter and played by a player that are not ours."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cards.model import NoteKind
from decks.formats import ExportOptions
from decks.platforms import qti
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import Choice, GapText, Match, Open, Short
from decks.records import DeckOptions
from decks.worksheets.formats import render
from decks.worksheets.gap_rules import GapRules, Hint, Words
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Gap, gaps
from tests import browser
from tests import qti_reading as read
from tests.class_lessons import GARDEN_CLASS, strange_lesson
from tests.platform_lessons import DUTCH, ENGLISH, WHOLE, about, clean, written

pytest.importorskip("onyx2moodle")
_NOT_TOLD = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def _sheet(*exercises: Exercise, **options: object) -> bytes:
    return render(make(GARDEN_CLASS, SheetOptions(exercises, **options)).sheet, ".zip")


def test_the_manifest_lists_every_file_and_the_test_every_item() -> None:
    package = qti.render(WHOLE, ENGLISH).content
    kinds = read.listed(package)
    assert {*kinds, "imsmanifest.xml"} == set(read.files(package))
    items = read.in_test(package)
    assert len(items) == len(make_quiz(WHOLE, ENGLISH).questions)
    assert [kinds[path] for path in items] == ["imsqti_item_xmlv2p1"] * len(items)
    assert kinds["test.xml"] == "imsqti_test_xmlv2p1"


def test_no_reference_in_the_package_leads_nowhere(tmp_path: Path) -> None:
    convert = pytest.importorskip("qti_convert")
    path = tmp_path / "lesson.zip"
    path.write_bytes(qti.render(WHOLE, ENGLISH).content)
    mended = convert.fix_package_references(path, tmp_path / "mended.zip")
    assert (mended.fixed, mended.unresolved) == ([], [])


def test_each_question_asks_what_the_quiz_asks(tmp_path: Path) -> None:
    quiz = make_quiz(WHOLE, ENGLISH)
    items = read.items(qti.render(WHOLE, ENGLISH).content, tmp_path)
    for question, item in zip(quiz.questions, items, strict=True):
        right = [declared.correct_values for declared in item.response_decls.values()]
        match question:
            case Choice():
                (asked,) = item.interactions
                assert asked.kind == "choice"
                assert [choice.html for choice in asked.choices] == list(question.options)
                (chosen,) = right[0]
                assert [c.identifier for c in asked.choices].index(chosen) == question.right
            case Short():
                missing = [part.answer for part in question.context if isinstance(part, Gap)]
                assert [asked.kind for asked in item.interactions] == ["textEntry"] * len(missing)
                assert right == [[answer] for answer in missing]
            case Match():
                (asked,) = item.interactions
                words = {c.identifier: c.html for c in asked.match_sources}
                words |= {c.identifier: c.html for c in asked.match_targets}
                pairs = [tuple(words[name] for name in pair.split()) for pair in right[0]]
                assert pairs == list(question.pairs)
            case _:
                assert [asked.kind for asked in item.interactions] == ["inlineChoice"] * len(right)


def test_a_converter_finds_a_question_of_moodle_for_each_item(tmp_path: Path) -> None:
    from onyx2moodle.classifier import classify

    kinds = {Choice: "multichoice", Short: "shortanswer", Match: "matching", GapText: "cloze"}
    quiz = make_quiz(WHOLE, ENGLISH)
    items = read.items(qti.render(WHOLE, ENGLISH).content, tmp_path)
    for question, item in zip(quiz.questions, items, strict=True):
        several = isinstance(question, Short) and len(item.interactions) > 1
        assert several or classify(item).target == kinds[type(question)]


def test_gaps_and_answers_agree_for_two_hundred_seeds(tmp_path: Path) -> None:
    for seed in random.Random(7).sample(range(10**9), 200):
        options = ExportOptions(DeckOptions(kinds=(NoteKind.CLOZE,)), seed=seed)
        (question,) = make_quiz(GARDEN_CLASS, options).questions
        assert isinstance(question, GapText)
        (item,) = read.items(qti.render(GARDEN_CLASS, options).content, tmp_path)
        answers = []
        for asked in item.interactions:
            words = {choice.identifier: choice.html for choice in asked.choices}
            (right,) = item.response_decls[asked.response_identifier].correct_values
            assert tuple(words.values()) == question.bank, seed
            answers.append(words[right])
        assert answers == [gap.answer for gap in gaps(question.section)], seed
        shown = read.text(item.body_xml)
        assert all(f"({gap.number})" in shown for gap in gaps(question.section)), seed


@settings(max_examples=60, deadline=None, suppress_health_check=_NOT_TOLD)
@given(written, written, written, written)
def test_every_sign_is_shown_as_written(tmp_path: Path, lemma, meaning, dutch, english) -> None:
    made = about(lemma, meaning, dutch, english)
    quiz = make_quiz(made, ENGLISH)
    items = read.items(qti.render(made, ENGLISH).content, tmp_path)
    for question, item in zip(quiz.questions, items, strict=True):
        body = read.text(item.body_xml)
        if isinstance(question, Short):
            assert clean(f"{dutch} ") in body
            assert [clean(v) for d in item.response_decls.values() for v in d.correct_values] == [
                clean(lemma)
            ]
        elif question.context:
            assert clean(f"{dutch} x.") in body
            assert clean(meaning) in body


def test_strange_signs_stay_in_the_text(tmp_path: Path) -> None:
    lesson = strange_lesson()
    package = qti.render(lesson, ENGLISH).content
    texts = " ".join(read.text(item.body_xml) for item in read.items(package, tmp_path))
    for mark in ("=1+1", "$x$", "~a~", "{b}", "<i>c</i>", "\\f", "{{n}}", "&amp;", "<!--"):
        assert mark in texts


def test_the_parts_of_a_separable_verb_share_one_point(tmp_path: Path) -> None:
    rules = GapRules(Words.LIST, hint=Hint.LEMMA, listed=("opbellen",))
    (item,) = read.items(_sheet(Exercise.GAPS, gaps=rules), tmp_path)
    assert [declared.mapping for declared in item.response_decls.values()] == [
        {"belt": 0.5},
        {"op": 0.5},
    ]
    assert "(opbellen)" in read.text(item.body_xml)


def test_a_first_letter_may_be_typed_again_or_not(tmp_path: Path) -> None:
    rules = GapRules(Words.NOUNS, hint=Hint.FIRST)
    (item,) = read.items(_sheet(Exercise.GAPS, gaps=rules), tmp_path)
    for declared in item.response_decls.values():
        assert set(declared.mapping) == {declared.correct_values[0], declared.correct_values[0][1:]}


def test_boxes_are_as_wide_as_each_other(tmp_path: Path) -> None:
    (item,) = read.items(_sheet(Exercise.GAPS, gaps=GapRules(hint=Hint.LEMMA)), tmp_path)
    assert len(item.interactions) > 2
    assert len({asked.expected_length for asked in item.interactions}) == 1


def test_a_translation_shows_ours_to_the_one_who_marks_it(tmp_path: Path) -> None:
    options = SheetOptions((Exercise.TRANSLATION,))
    sheet = make(GARDEN_CLASS, options).sheet
    for item, entry in zip(
        read.items(render(sheet, ".zip"), tmp_path), sheet.sections[0].key[0].answers, strict=True
    ):
        assert [asked.kind for asked in item.interactions] == ["extendedText"]
        (rubric,) = item.body_xml.findall("{*}rubricBlock")
        assert (rubric.get("view"), read.text(rubric)) == ("scorer", entry.text)
        assert b"responseProcessing" not in item.raw_xml


@pytest.mark.parametrize("exercise", Exercise)
def test_every_exercise_comes_along(exercise: Exercise, tmp_path: Path) -> None:
    kinds = {
        Exercise.GAPS: "inlineChoice",
        Exercise.TEST: "textEntry",
        Exercise.SCRAMBLE: "textEntry",
        Exercise.MATCHING: "match",
        Exercise.TRANSLATION: "extendedText",
    }
    items = read.items(_sheet(exercise), tmp_path)
    asked = {each.kind for item in items for each in item.interactions}
    assert asked == ({kinds[exercise]} if exercise in kinds else set())
    assert any("schuur" in read.text(item.body_xml) for item in items)


def test_no_title_tells_an_answer() -> None:
    package = qti.render(WHOLE, DUTCH).content
    answers = {
        part.answer
        for question in make_quiz(WHOLE, DUTCH).questions
        if isinstance(question, Short)
        for part in question.context
        if isinstance(part, Gap)
    }
    assert answers
    for path in read.in_test(package):
        head = read.files(package)[path].decode().split(">", 2)[1]
        title = head.split('title="')[1].split('"')[0]
        assert "de of het" in title or not any(a in title.split() for a in answers)


def test_the_same_lesson_gives_the_same_bytes() -> None:
    assert qti.render(WHOLE, ENGLISH).content == qti.render(WHOLE, ENGLISH).content


def test_the_source_stands_at_the_head_of_the_test() -> None:
    deck = DeckOptions(source_name="De <Krant>", source_url="https://example.org/?a=1&b")
    package = qti.render(WHOLE, ExportOptions(deck)).content
    test = read.files(package)["test.xml"].decode()
    assert '<a href="https://example.org/?a=1&amp;b">De &lt;Krant&gt;</a>' in test


@pytest.mark.skipif(
    read.player() is None or browser.found() is None, reason="no player or no Chromium"
)
@pytest.mark.parametrize("strange", [False, True])
def test_a_player_scores_right_answers_and_no_others(strange: bool, tmp_path: Path) -> None:
    lesson = strange_lesson() if strange else WHOLE
    chromium, script = browser.found(), read.player()
    assert chromium
    assert script
    quiz = make_quiz(lesson, ENGLISH)
    played = read.played(qti.render(lesson, ENGLISH).content, tmp_path, chromium, script)
    for question, result in zip(quiz.questions, played, strict=True):
        assert "error" not in result, (question.name, result)
        assert result["unanswered"] == result["wrong"] == 0
        assert result["right"] == result["most"] == _points(question)


def _points(question: object) -> int:
    match question:
        case Match():
            return len(question.pairs)
        case GapText():
            return len({gap.number for gap in gaps(question.section)})
    assert not isinstance(question, Open)
    return 1
