"""The main job judged by the real Anki engine: from two texts to cards that a learner can study."""

from __future__ import annotations

import pytest

from cards import pipeline, sentences
from cards.documents import load_document, read_document
from cards.model import Choice, Language, NoteKind
from cards.vocabulary import usefulness
from decks.apkg import write_package
from decks.records import DeckOptions
from tests.anki_engine import collection, empty_cards, import_package, rendered
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def make(analyser, encoder):
    tools = pipeline.Workshop(encoder, analyser)

    def lesson(english, dutch, choice=None):
        return pipeline.make_lesson(
            "Lesson", sentences.split(english), sentences.split(dutch), choice or Choice(), tools
        )

    return lesson


@pytest.fixture(scope="module")
def sample(make):
    return make(
        load_document(SAMPLE / "article.en.txt", Language.ENGLISH),
        load_document(SAMPLE / "article.nl.txt", Language.DUTCH),
    )


@pytest.fixture(scope="module")
def seed(make, shared):
    return make(
        load_document(shared / "seed" / "article.en.txt", Language.ENGLISH),
        load_document(shared / "seed" / "article.nl.txt", Language.DUTCH),
    )


@pytest.mark.parametrize("name", ["sample", "seed"])
def test_a_real_pair_becomes_a_deck_that_anki_takes_whole(name, request, tmp_path):
    lesson = request.getfixturevalue(name)
    report = write_package(lesson, tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        first = import_package(col, tmp_path / "deck.apkg")
        assert first.found == first.new == report.notes == len(lesson.notes)
        assert first.conflicting == first.duplicate == 0
        assert not empty_cards(col)
        cards = rendered(col)
        assert len(cards) == report.cards
        assert all(card.front.strip() and card.back.strip() for card in cards)
        second = import_package(col, tmp_path / "deck.apkg")
        assert second.new == 0
        assert len(rendered(col)) == report.cards


def test_boilerplate_makes_no_card(seed):
    taught = {note.sentence for note in seed.notes}
    assert taught <= {i for bead in seed.beads if bead.is_pair for i in bead.dutch}
    assert all(
        "min read" not in s.text
        for b in seed.beads
        if b.is_pair
        for s in (seed.english[i] for i in b.english)
    )


def test_all_fifteen_dutch_sentences_of_the_seed_are_paired_one_to_one(seed):
    pairs = [bead for bead in seed.beads if bead.is_pair]
    assert [bead.dutch for bead in pairs] == [(i,) for i in range(15)]
    assert all(len(bead.english) == 1 and bead.confidence > 0.9 for bead in pairs)


def test_words_come_most_useful_first_and_few(sample):
    words = [note for note in sample.notes if hasattr(note, "entry") and not hasattr(note, "hint")]
    assert 20 <= len(words) <= 40
    scores = [usefulness(note.entry.zipf, note.entry.count) for note in words]
    assert scores == sorted(scores, reverse=True)


def test_sentence_cards_are_short(sample):
    dutch = {sample.dutch[n.sentence].text for n in sample.notes if hasattr(n, "hint") is False}
    assert dutch
    for note in sample.notes:
        if not hasattr(note, "entry"):
            assert len(note.dutch.split()) <= 15


def test_only_the_kinds_asked_for_are_made(make):
    english = load_document(SAMPLE / "article.en.txt", Language.ENGLISH)
    dutch = load_document(SAMPLE / "article.nl.txt", Language.DUTCH)
    lesson = make(english, dutch, Choice(kinds=(NoteKind.CLOZE,)))
    assert {type(note).__name__ for note in lesson.notes} == {"ClozeNote"}


HOSTILE = (
    ("The {{c1::x}} cat::dog}} sleeps here.", "De {{c1::x}} kat::hond}} slaapt hier."),
    ("The </script> & <b>dog</b> eats bread.", "De </script> & <b>hond</b> eet brood."),
    ("The old man drinks his tea 🙂 slowly.", "De oude man drinkt zijn thee 🙂 langzaam."),
    ("The \u200fking\u200e buys a long book.", "De \u200fkoning\u200e koopt een lang boek."),
    ("My neighbour says " + "a" * 300 + " today.", "Mijn buurman zegt " + "a" * 300 + " vandaag."),
    ("The girl\tsees two green birds.", "Het meisje\tziet twee groene vogels."),
)


def test_hostile_text_is_shown_literally(make, tmp_path):
    import html

    english = read_document("\n".join(e for e, _ in HOSTILE).encode(), "en", Language.ENGLISH)
    dutch = read_document("\n".join(d for _, d in HOSTILE).encode(), "nl", Language.DUTCH)
    lesson = make(english, dutch, Choice(min_confidence=0.0, min_gloss=0.0))
    report = write_package(lesson, tmp_path / "deck.apkg", DeckOptions())
    with collection() as col:
        log = import_package(col, tmp_path / "deck.apkg")
        assert log.new == report.notes
        assert not empty_cards(col)
        raw = " ".join(card.back for card in rendered(col))
    backs = html.unescape(raw)
    for literal in ("{{c1::x}}", "kat::hond}}", "</script>", "🙂", "a" * 300):
        assert literal in backs
    assert "&lt;b&gt;dog&lt;/b&gt;" in raw
    assert "</script>" not in raw
