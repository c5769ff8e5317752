"""Which words and sentences become cards."""

from __future__ import annotations

import pytest

from cards.model import (
    Bead,
    Choice,
    Gloss,
    NoteKind,
    Occurrence,
    Sentence,
    Source,
    Token,
    VocabularyEntry,
)
from cards.notes import make_notes
from cards.selection import select, sure_beads

DUTCH = ("Zij belt haar moeder op.", "De hond slaapt.", "Kaas")
ENGLISH = ("She calls her mother.", "The dog is asleep.", "Cheese")


def sentences(texts):
    return tuple(Sentence(i, text, i, 0) for i, text in enumerate(texts))


def tokens(text):
    found, start = [], 0
    for word in text.replace(".", " .").split():
        start = text.index(word, start)
        upos = "PUNCT" if word == "." else "VERB" if word in ("belt", "slaapt") else "NOUN"
        found.append(Token(word, word, upos, "", "", start, start + len(word)))
        start += len(word)
    return tuple(found)


def entry(lemma, sentence, places, text, source=Source.CONFIRMED, confidence=0.97, upos="NOUN"):
    gloss = Gloss(text, source, confidence)
    return VocabularyEntry(
        lemma, upos, glosses=(gloss,), occurrences=(Occurrence(sentence, places, gloss),), zipf=4.0
    )


CALL = entry("opbellen", 0, (1, 4), "call", upos="VERB")
DOG = entry("hond", 1, (1,), "dog")
GUESS = entry("moeder", 0, (3,), "mother", Source.ALIGNMENT, 0.3)
BEADS = tuple(Bead((i,), (i,), 0.99) for i in range(3))
WORDS = tuple(tokens(text) for text in DUTCH)


def chosen(entries, choice=Choice(), beads=BEADS):  # noqa: B008 - Choice is frozen
    return select(entries, beads, WORDS, sentences(ENGLISH), choice)


def test_only_sure_pairs_become_cards_and_the_rest_is_counted():
    doubtful = (Bead((0,), (0,), 0.99), Bead((1,), (1,), 0.4), Bead((2,), (), 0.9))
    sure, dropped = sure_beads(doubtful, Choice())
    assert sure == doubtful[:1]
    assert sum(dropped.values()) == 2


def test_a_word_without_a_sure_meaning_is_left_out_and_counted():
    selection = chosen([CALL, GUESS])
    assert selection.words == (CALL,)
    assert selection.dropped["words without a sure meaning"] == 1


def test_no_more_words_than_asked_for_the_first_ones():
    assert chosen([CALL, DOG], Choice(max_words=1)).words == (CALL,)


def test_a_cloze_needs_its_english_in_the_cue():
    listed_only = entry("hond", 1, (1,), "hound", Source.LEXICON, 0.75)
    assert chosen([listed_only]).clozes == ()
    assert chosen([DOG, CALL]).clozes == (CALL,)  # three words are no sentence to fill in


def test_a_sentence_has_one_gap():
    mother = entry("moeder", 0, (3,), "mother")
    assert chosen([CALL, mother]).clozes == (CALL,)


def test_a_label_is_no_sentence_card():
    assert [bead.dutch for bead in chosen([]).sentences] == [(0,), (1,)]


@pytest.mark.parametrize("kind", list(NoteKind))
def test_kinds_not_asked_for_are_not_made(kind):
    selection = chosen([CALL, DOG], Choice(kinds=(kind,)))
    made = {
        NoteKind.VOCABULARY: selection.words,
        NoteKind.CLOZE: selection.clozes,
        NoteKind.SENTENCES: selection.sentences,
    }
    assert [name for name, found in made.items() if found] == [kind]


def test_both_parts_of_a_separable_verb_are_marked():
    notes = make_notes(chosen([CALL]), BEADS, sentences(ENGLISH), sentences(DUTCH), WORDS)
    word = notes[0]
    assert [part.text for part in word.dutch if part.marked] == ["belt", "op"]
    assert "".join(part.text for part in word.dutch) == DUTCH[0]


def test_a_cloze_is_hinted_by_meaning_and_first_letter():
    (note,) = make_notes(
        chosen([CALL], Choice(kinds=(NoteKind.CLOZE,))),
        BEADS,
        sentences(ENGLISH),
        sentences(DUTCH),
        WORDS,
    )
    assert note.hint == "call: b…"
