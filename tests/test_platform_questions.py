"""The questions that Moodle gets of a lesson: the same in both formats, as written."""

from __future__ import annotations

import io
import random
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import Lesson, NoteKind
from decks.fields import frequency_band
from decks.formats import ExportOptions
from decks.platforms import csv_words, gift, moodle, xlsx_words
from decks.platforms.meanings import wrong_meanings
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import GapText, Match
from decks.records import DeckOptions
from decks.worksheets.formats import render
from decks.worksheets.gap_rules import GapRules, Hint, Words
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Gap, Paragraph, Run, Section, Worksheet
from tests import platform_reading as read
from tests.class_lessons import GARDEN_CLASS, class_lesson, strange_lesson
from tests.lessons import (
    BE_MISTAKEN,
    GRUBBY,
    SHED,
    cloze,
    entry,
    gloss,
    lesson,
    word,
)
from tests.platform_lessons import DUTCH, ENGLISH, PLATFORMS, WHOLE, about, clean, written
from tests.writing import HOSTILE


def _by_kind(asked: list[read.Asked]) -> dict[str, list[read.Asked]]:
    return {kind: [a for a in asked if a.kind == kind] for kind in {a.kind for a in asked}}


def test_a_noun_is_asked_for_its_article_and_every_word_for_its_meaning() -> None:
    asked = read.gift(gift.render(WHOLE, ENGLISH).content)
    questions = {a.text: a for a in asked}
    assert questions["de or het: schuur?"].right == ["de"]
    assert questions["de or het: pad?"].right == ["het"]
    assert questions["de or het: pad?"].wrong == ["de"]
    (meaning,) = (a for a in asked if a.name == "What does “pad” mean?")
    assert meaning.text == "What does “pad” mean? Het smalle pad loopt langs de sloot."
    assert meaning.right == ["path"]
    assert len(meaning.wrong) == 3
    assert meaning.feedback == "The narrow path runs along the ditch."


def test_a_sentence_asks_for_both_parts_of_a_separable_verb() -> None:
    shorts = _by_kind(read.gift(gift.render(WHOLE, DUTCH).content))["shortanswer"]
    (asked,) = (a for a in shorts if "opbellen" in a.name)
    assert asked.text == (
        "Vul de ontbrekende woorden in, met een spatie ertussen. "
        "Zodra de aardbeien rijp zijn, _____ Marijke haar zus _____ (opbellen)."
    )
    assert asked.right == ["belt op", "belt, op", "belt … op"]


def test_words_side_by_side_are_one_gap() -> None:
    made = lesson(cloze(BE_MISTAKEN, "De buurman *vergiste* *zich* en ging weg.", "x", "v…"))
    (asked,) = read.gift(gift.render(made, ENGLISH).content)[1:]
    assert asked.text == "Fill in the missing word. De buurman _____ (v…) en ging weg."
    assert asked.right == ["vergiste zich"]


def test_gift_and_moodle_ask_the_same_but_for_the_text_with_gaps() -> None:
    from_gift = read.gift(gift.render(WHOLE, ENGLISH).content)
    from_moodle = read.moodle(moodle.render(WHOLE, ENGLISH).content)
    assert [a for a in from_moodle if a.kind != "cloze"] == from_gift
    assert len(from_moodle) == len(from_gift) + 1


def test_gift_tells_what_it_cannot_hold() -> None:
    told = str(gift.render(WHOLE, ENGLISH).problems)
    assert "--to moodle" in told


def test_the_gaps_of_moodle_are_those_of_the_worksheet_for_two_hundred_seeds() -> None:
    for seed in random.Random(7).sample(range(10**9), 200):
        options = ExportOptions(DeckOptions(kinds=(NoteKind.CLOZE,)), seed=seed)
        (exercise,) = make_quiz(GARDEN_CLASS, options).questions
        assert isinstance(exercise, GapText)
        content = moodle.render(GARDEN_CLASS, options).content
        text, gaps = read.cloze(read.cloze_text(content))
        (key,) = exercise.section.key
        answers = [part for answer in key.answers for part in answer.text.split(" … ")]
        assert sorted(g.right[0] for g in gaps) == sorted(answers), seed
        assert text.count("□") == len(gaps) == len(answers), seed
        assert all(f"({answer.number})" in text for answer in key.answers), seed
        assert all({*g.right, *g.wrong} == set(answers) for g in gaps), seed


def test_matching_pairs_words_with_their_meanings() -> None:
    (match,) = (q for q in make_quiz(GARDEN_CLASS, ENGLISH).questions if isinstance(q, Match))
    meanings = {e.lemma: e.glosses[0].text for e in GARDEN_CLASS.vocabulary}
    assert len(match.pairs) >= 8
    for dutch, english in match.pairs:
        assert meanings[dutch.split()[-1]] == english


def test_wrong_meanings_are_of_like_words_and_no_synonyms() -> None:
    lexicon = Lexicon()
    for seed in range(20):
        wrong = wrong_meanings(SHED, "shed", 3, lexicon, random.Random(seed))
        assert len(wrong) == 3
        assert not {"shed", "barn", "garage"} & set(wrong)
        assert all(" " not in meaning for meaning in wrong)


def test_the_dictionary_has_a_word_of_the_same_band_for_each_wrong_meaning() -> None:
    lexicon = Lexicon()
    band = frequency_band(SHED.zipf)
    for meaning in wrong_meanings(SHED, "shed", 3, lexicon, random.Random(1)):
        lemmas = [lemma for lemma, noun in lexicon.nouns.items() if meaning in noun.glosses]
        assert band in {frequency_band(zipf(lemma)) for lemma in lemmas}


def test_what_is_not_sure_is_left_out_and_told() -> None:
    made = lesson(word(SHED, "De *schuur*."), word(GRUBBY, "Zijn *groezelige* hand."))
    for module in (csv_words, gift):
        exported = module.render(made, ENGLISH)
        assert b"groezelig" not in exported.content
        assert "groezelig" in str(exported.problems[0])


@pytest.mark.parametrize("name", ["gift", "moodle"])
def test_title_and_source_stand_first(name: str) -> None:
    deck = DeckOptions(
        title="Nieuws:: en/of {meer}",
        source_name="De <Krant>",
        source_url="https://example.org/?a=1&b",
    )
    content = PLATFORMS[name].render(WHOLE, ExportOptions(deck)).content
    reader = read.gift if name == "gift" else read.moodle
    category, description, *_ = reader(content)
    assert category.name == "$course$/top/Nieuws:: en//of {meer}"
    assert description.name == "Nieuws:: en/of {meer}"
    assert description.text == "Source: De <Krant>"
    whole = content.decode().replace("\\", "").replace("&amp;", "&").replace("&amp;", "&")
    assert 'href="https://example.org/?a=1&b"' in whole


def test_an_address_that_is_none_is_no_link() -> None:
    deck = DeckOptions(source_url="javascript:alert(1)")
    content = moodle.render(WHOLE, ExportOptions(deck)).content
    assert b"href" not in content
    assert read.moodle(content)[1].text == "Source: javascript:alert(1)"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written, written, written, written)
def test_moodle_shows_every_sign_as_written(lemma, meaning, dutch, english) -> None:
    made = about(lemma, meaning, dutch, english)
    for content, reader in (
        (moodle.render(made, ENGLISH).content, read.moodle),
        (_gift(made), read.gift),
    ):
        kinds = _by_kind(reader(content))
        article, *meant = kinds["multichoice"]
        assert article.text == clean(f"de or het: {lemma}?")
        for question in meant:
            assert question.right == [clean(meaning)]
            assert question.feedback == clean(english)
            assert question.text.endswith(clean(f"{dutch} x."))
        for question in kinds.get("shortanswer", ()):
            assert [clean(answer) for answer in question.right] == [clean(lemma)]
            assert question.text.startswith(clean(f"Fill in the missing word. {dutch} _____"))


def _gift(made: Lesson) -> bytes:
    content = gift.render(made, ENGLISH).content
    assert content.count(b"::de or het") == 1
    return content


@pytest.mark.parametrize("name", HOSTILE)
def test_what_others_take_for_markup_is_only_text(name: str) -> None:
    text = HOSTILE[name]
    made = about("schuur", text, text, text)
    (*_, meant) = _by_kind(read.moodle(moodle.render(made, ENGLISH).content))["multichoice"]
    assert meant.right == [clean(text)]
    _, row = read.workbook(xlsx_words.render(made, ENGLISH).content)
    assert [clean(row[2]), clean(row[4])] == [clean(text)] * 2


def test_strange_signs_stay_in_the_text_with_gaps() -> None:
    strange = strange_lesson()
    text, gaps = read.cloze(read.cloze_text(moodle.render(strange, ENGLISH).content))
    parts = text.split("□")
    assert len(parts) == len(gaps) + 1
    whole = " ".join(sentence.text for sentence in strange.dutch)
    for mark in ("=1+1", "$x$", "~a~", "{b}", "<i>c</i>", "\\f", "{{n}}", "&amp;"):
        assert (mark in whole) == (mark in text)


def test_answers_that_gift_cannot_write_are_left_out_and_told() -> None:
    made = lesson(word(SHED, "De *schuur*."), cloze(SHED, "Ga *a->b* uit.", "x"))
    exported = gift.render(made, ENGLISH)
    assert not _by_kind(read.gift(exported.content)).get("shortanswer")
    assert "Fill in the gaps: schuur" in str(exported.problems[-1])
    (short,) = _by_kind(read.moodle(moodle.render(made, ENGLISH).content))["shortanswer"]
    assert short.right == ["a->b"]


def test_an_asterisk_in_an_answer_stands_for_itself() -> None:
    made = lesson(cloze(SHED, "Ga *x* uit.", "x"))
    (note,) = made.notes
    starred = replace(note, dutch=(note.dutch[0], replace(note.dutch[1], text="a*b")))
    content = gift.render(lesson(starred), ENGLISH).content
    assert b"=%100%a\\\\*b" in content


def test_cards_of_one_kind_give_questions_of_that_kind() -> None:
    words_only = ExportOptions(DeckOptions(kinds=(NoteKind.VOCABULARY,)))
    kinds = _by_kind(read.moodle(moodle.render(WHOLE, words_only).content))
    assert set(kinds) == {"category", "multichoice", "matching"}
    gaps_only = ExportOptions(DeckOptions(kinds=(NoteKind.CLOZE,)))
    kinds = _by_kind(read.moodle(moodle.render(WHOLE, gaps_only).content))
    assert set(kinds) == {"category", "cloze", "shortanswer"}


def _sheet(*exercises: Exercise, **options) -> Worksheet:
    return make(GARDEN_CLASS, SheetOptions(exercises=exercises, **options)).sheet


def test_a_worksheet_for_moodle_keeps_its_hints() -> None:
    rules = GapRules(words=Words.VERBS, hint=Hint.LEMMA)
    text, gaps = read.cloze(read.cloze_text(render(_sheet(Exercise.GAPS, gaps=rules), ".xml")))
    assert "Daarna (5) □ Marijke haar zus (5) □ (opbellen)." in text
    assert [gap.kind for gap in gaps] == ["SHORTANSWER"] * len(gaps)
    assert ["belt"] in [gap.right for gap in gaps]


def test_a_first_letter_may_be_typed_again_or_not() -> None:
    rules = GapRules(words=Words.NOUNS, hint=Hint.FIRST)
    sheet = _sheet(Exercise.GAPS, gaps=rules)
    text, gaps = read.cloze(read.cloze_text(render(sheet, ".xml")))
    for gap in gaps:
        whole, rest = gap.right
        assert whole[1:] == rest
        assert f" {whole[0]}□" in text


def test_articles_are_picked_in_moodle() -> None:
    rules = GapRules(words=Words.ARTICLES)
    _, gaps = read.cloze(read.cloze_text(render(_sheet(Exercise.GAPS, gaps=rules), ".xml")))
    assert gaps
    assert all({*gap.right, *gap.wrong} == {"de", "het"} for gap in gaps)


@pytest.mark.parametrize("exercise", Exercise)
def test_every_exercise_comes_to_moodle(exercise: Exercise) -> None:
    kinds = {
        Exercise.GAPS: "cloze",
        Exercise.TEST: "cloze",
        Exercise.SCRAMBLE: "cloze",
        Exercise.MATCHING: "matching",
        Exercise.TRANSLATION: "essay",
    }
    _, *questions = read.moodle(render(_sheet(exercise), ".xml"))
    assert {q.kind for q in questions} == {kinds.get(exercise, "description")}
    told = " ".join(f"{q.text} {q.pairs}" for q in questions)
    assert "schuur" in told


def test_a_translation_is_marked_by_a_person_who_sees_ours() -> None:
    content = render(_sheet(Exercise.TRANSLATION), ".xml")
    essays = ET.fromstring(content).findall("question[@type='essay']")
    assert len(essays) == 6
    for essay in essays:
        model = read.shown(essay.findtext("graderinfo/text", ""))
        index = [s.text for s in GARDEN_CLASS.english].index(model)
        assert GARDEN_CLASS.dutch[index].text in read.shown(essay.findtext("questiontext/text", ""))


def test_a_key_of_its_own_is_there_to_read() -> None:
    sheet = _sheet(Exercise.GAPS)
    _, key = read.moodle(render(sheet.key_alone(), ".xml"))
    assert key.kind == "description"
    assert all(answer.text in key.text for answer in sheet.sections[0].key[0].answers)


@settings(max_examples=150, deadline=None)
@given(written, st.lists(written, min_size=2, max_size=3, unique_by=clean))
def test_a_gap_takes_every_sign_as_written(text: str, answers: list[str]) -> None:
    answers = [clean(answer) for answer in answers]
    typed = Gap(1, answers[0], others=tuple(answers[1:]), hint=text)
    picked = Gap(2, answers[0], choices=tuple(answers))
    section = Section("a", text, (Paragraph((Run(text), typed, Run(text), picked)),))
    sheet = Worksheet("t", (section,))
    shown, gaps = read.cloze(read.cloze_text(render(sheet, ".xml")))
    written_once = clean(text)
    assert [clean(answer) for answer in gaps[0].right] == answers
    assert (gaps[1].right, gaps[1].wrong) == (answers[:1], answers[1:])
    assert shown.startswith(written_once)
    assert shown.count("□") == 2
    assert f"□ ({written_once})" in shown


def test_gift_is_read_alike_by_a_parser_of_others() -> None:
    """Install it by `pip install --no-deps pygiftparser yattag Markdown`.

    It asks for a Markdown of 2018, which no longer runs beside a new setuptools.
    """
    parser = pytest.importorskip("pygiftparser.parser")
    content = gift.render(WHOLE, ENGLISH).content
    theirs = parser.parseFile(io.StringIO(content.decode()))
    ours = [asked for asked in read.gift(content) if asked.kind != "category"]
    assert len(theirs) == len(ours)
    for question, asked in zip(theirs, ours, strict=True):
        plain = parser.transformSpecials
        assert question.valid
        assert plain(question.title) == asked.name
        assert read.shown(plain(question.text)) == asked.text
        answers = getattr(question.answers, "answers", ())
        right = [a for a in answers if a.fraction == 100 and not a.isMatching]
        wrong = [a for a in answers if a.fraction == 0]
        assert [read.shown(plain(a.answer)) for a in right] == asked.right
        assert [read.shown(plain(a.answer)) for a in wrong] == asked.wrong
        pairs = [(a.question.strip(), a.answer.strip()) for a in answers if a.isMatching]
        assert pairs == asked.pairs


def test_a_word_that_is_the_same_in_english_is_not_asked() -> None:
    same = word(entry("week", article="de", glosses=[gloss("week")], zipf=5.0), "Een *week*.")
    asked = read.gift(gift.render(lesson(same), ENGLISH).content)
    assert [a.text for a in asked[1:]] == ["de or het: week?"]


def test_a_lesson_of_one_sentence_has_no_gap() -> None:
    short = class_lesson("De tuin/NOUN is/AUX droog/ADJ .\nThe garden is dry.")
    category, match = read.moodle(moodle.render(short, ENGLISH).content)
    assert category.kind == "category"
    assert sorted(match.pairs) == [("de tuin", "garden"), ("droog", "dry")]
