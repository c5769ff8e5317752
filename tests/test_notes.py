"""What is marked in the sentence on a card."""

from __future__ import annotations

from cards.model import Bead, Occurrence, Sentence, Token, VocabularyEntry, WordNote
from cards.notes import make_notes
from cards.selection import Selection

DUTCH = "De buren ergerden zich eraan."
WORDS = (
    Token("De", "de", "DET", "", "", 0, 2),
    Token("buren", "buur", "NOUN", "", "", 3, 8),
    Token("ergerden", "ergeren", "VERB", "", "", 9, 17),
    Token("zich", "zich", "PRON", "", "", 18, 22),
    Token("eraan", "eraan", "ADV", "", "", 23, 28),
    Token(".", ".", "PUNCT", "", "", 28, 29),
)


def marked(lemma: str) -> list[str]:
    entry = VocabularyEntry(lemma, "VERB", occurrences=(Occurrence(0, (2,)),))
    (note,) = make_notes(
        Selection((entry,), (), (), {}),
        [Bead((0,), (0,), 1.0)],
        [Sentence(0, "It annoyed the neighbours.", 1, 1)],
        [Sentence(0, DUTCH, 1, 1)],
        [WORDS],
    )
    assert isinstance(note, WordNote)
    return [segment.text for segment in note.dutch if segment.marked]


def test_the_pronoun_of_a_reflexive_verb_is_marked_with_it() -> None:
    assert marked("zich ergeren") == ["ergerden", "zich"]


def test_a_plain_verb_is_marked_alone() -> None:
    assert marked("ergeren") == ["ergerden"]
