"""A person's word wins: what was decided of a lesson shows on its notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import editing, lesson_file, pipeline, sentences
from cards.cache import Cache
from cards.documents import load_document
from cards.model import Choice, KnownWords, Language, Lesson, SentenceNote, Source, WordNote
from tests.conftest import SAMPLE

EN, NL = Language.ENGLISH, Language.DUTCH


@pytest.fixture(scope="module")
def tools(analyser, encoder, tmp_path_factory):
    return pipeline.Workshop(encoder, analyser, cache=Cache(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def lesson(tools):
    texts = [
        sentences.split(load_document(SAMPLE / f"article.{language}.txt", language))
        for language in Language
    ]
    return pipeline.make_lesson("Lesson", *texts, Choice(), tools)


def words(lesson: Lesson) -> dict[str, WordNote]:
    return {note.entry.lemma: note for note in lesson.notes if isinstance(note, WordNote)}


def sentence_notes(lesson: Lesson) -> list[SentenceNote]:
    return [note for note in lesson.notes if isinstance(note, SentenceNote)]


def bead_of(lesson: Lesson, dutch: int) -> int:
    return next(n for n, bead in enumerate(lesson.beads) if dutch in bead.dutch)


def test_a_lesson_without_decisions_is_made_again_as_it_is(lesson, tools):
    assert pipeline.remake(lesson, tools) == lesson


def test_a_chosen_gloss_stands_first_and_needs_no_question_mark(lesson, tools):
    made = pipeline.remake(editing.choose_gloss(lesson, "schuur", "NOUN", "lending shed"), tools)
    note = words(made)["schuur"]
    assert (note.entry.glosses[0].text, note.entry.glosses[0].source) == (
        "lending shed",
        Source.USER,
    )
    assert note.entry.occurrences[0].gloss == note.entry.glosses[0]
    assert note.entry.glosses[1].text == "shed"


def test_a_chosen_article_is_the_users(lesson, tools):
    made = pipeline.remake(editing.choose_article(lesson, "schuur", "NOUN", "het"), tools)
    entry = words(made)["schuur"].entry
    assert (entry.article, entry.article_source) == ("het", Source.USER)


def test_a_chosen_lemma_brings_its_own_grammar(lesson, tools):
    made = pipeline.remake(editing.choose_lemma(lesson, "schuur", "NOUN", "schuurtje"), tools)
    assert "schuur" not in {entry.lemma for entry in made.vocabulary}
    entry = next(entry for entry in made.vocabulary if entry.lemma == "schuurtje")
    assert entry.article == "het"
    assert entry.known


def test_known_and_excluded_words_are_on_no_card(lesson, tools):
    edited = editing.set_known(lesson, "schuur", "NOUN")
    edited = editing.exclude(edited, "beginnen", "VERB")
    made = pipeline.remake(edited, tools)
    assert {"schuur", "beginnen"} <= set(words(lesson))
    assert {"schuur", "beginnen"}.isdisjoint(words(made))
    assert made.dropped["words that you know"] == 1
    assert made.dropped["words that you left out"] == 1


def test_a_dropped_pair_is_on_no_card(lesson, tools):
    note = sentence_notes(lesson)[0]
    made = pipeline.remake(editing.drop(lesson, bead_of(lesson, note.sentence)), tools)
    assert note.sentence not in {other.sentence for other in made.notes}
    assert made.dropped["pairs that you dropped"] == 1


def test_a_doubtful_pair_that_a_person_confirms_becomes_a_card(lesson, tools):
    doubtful = next(b for b in lesson.beads if b.is_pair and b.confidence < 0.9)
    made = pipeline.remake(editing.confirm(lesson, lesson.beads.index(doubtful)), tools)
    before = lesson.dropped["pairs the aligner is not sure of"]
    assert made.dropped.get("pairs the aligner is not sure of", 0) == before - 1


def test_an_edited_text_is_what_the_card_says(lesson, tools):
    note = sentence_notes(lesson)[0]
    (english,) = lesson.beads[bead_of(lesson, note.sentence)].english
    edited = editing.edit_text(lesson, NL, note.sentence, "Marijke leent haar tent uit.")
    edited = editing.edit_text(edited, EN, english, "Marijke lends her tent.")
    made = pipeline.remake(edited, tools)
    changed = next(n for n in sentence_notes(made) if n.sentence == note.sentence)
    assert (changed.dutch, changed.english) == (
        "Marijke leent haar tent uit.",
        "Marijke lends her tent.",
    )
    assert any(entry.lemma == "uitlenen" for entry in made.vocabulary)
    assert made.dutch == lesson.dutch


def test_only_what_was_edited_is_analysed_again(lesson, tools):
    asked = []

    class Counting:
        fingerprint = tools.analyser.fingerprint

        def analyse(self, texts):
            asked.extend(texts)
            return tools.analyser.analyse(texts)

    counting = replace(tools, analyser=Counting(), cache=Cache(None))
    edited = editing.edit_text(lesson, NL, 5, "Iets heel anders.")
    pipeline.remake(editing.merge(edited, 8, 9), counting)
    assert asked == ["Iets heel anders."]


def test_a_lesson_made_again_twice_is_the_same_and_survives_the_file(lesson, tools):
    edited = editing.unlink(editing.merge(lesson, 4, 5), 10)
    edited = editing.choose_gloss(edited, "schuur", "NOUN", "barn")
    once = pipeline.remake(edited, tools)
    assert once.is_current
    assert pipeline.remake(once, tools) == once
    assert lesson_file.parse(lesson_file.to_json(once), "x").lesson == once


def test_of_all_known_words_only_those_met_are_saved(lesson, tools):
    known = KnownWords(frozenset({("schuur", ""), ("walvis", "NOUN")}))
    made = pipeline.remake(replace(lesson, choice=Choice(known=known)), tools)
    assert made.choice.known == KnownWords(frozenset({("schuur", "NOUN")}))
    assert "schuur" not in {entry.lemma for entry in made.vocabulary}
