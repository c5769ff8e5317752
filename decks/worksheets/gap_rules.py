"""What a gap may be asked to be, and what is known of a word that becomes one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cards.model import VocabularyEntry


class Words(StrEnum):
    """Which words are asked for; `EVERY` takes each n-th word, `LIST` those of a word list."""

    CONTENT = "content"
    NOUNS = "nouns"
    VERBS = "verbs"
    ADJECTIVES = "adjectives"
    ADVERBS = "adverbs"
    ARTICLES = "articles"
    PREPOSITIONS = "prepositions"
    EVERY = "every"
    LIST = "list"


class Hint(StrEnum):
    """What stands with a gap."""

    NONE = "none"
    FIRST = "first"
    LEMMA = "lemma"
    ENGLISH = "english"


class Difficulty(StrEnum):
    """How common the words in the gaps are (`decks.fields.frequency_band`)."""

    ANY = "any"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class GapRules:
    """What to look for. `distance` is the least number of words between two gaps."""

    words: Words = Words.CONTENT
    most: int = 12
    hint: Hint = Hint.NONE
    difficulty: Difficulty = Difficulty.ANY
    distance: int = 4
    every: int = 7
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A word to leave out: its tokens (two for a separable verb) and what is known of it.

    `place` counts the words of the text before it; `entry` is None for articles and prepositions.
    Words of one `kind` fit each other's gaps; those that are not `ordinary` are taken last. `past`
    is said of a verb in the past tense, which its sentence alone may not tell.
    """

    sentence: int
    tokens: tuple[int, ...]
    answers: tuple[str, ...]
    upos: str
    lemma: str
    place: int
    entry: VocabularyEntry | None = None
    english: str = ""
    ordinary: bool = True
    kind: str = ""
    past: bool = False

    @property
    def answer(self) -> str:
        """The answer as the bank and the key show it: *belt … op*."""
        return " … ".join(self.answers)
