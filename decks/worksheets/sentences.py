"""Exercises on whole sentences: translate them, or put their words in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from cards.model import Bead, Language
from decks.worksheets.model import Answer, Answers, Gap, GapKind, Inlines, Items, Run, Section
from decks.worksheets.phrases import Phrases
from decks.worksheets.text import ClassText

_LONGEST = 20
_SCRAMBLED = range(5, 13)
_MARKS = "„“”‚‘’\"'«»()[],;:–—…"


def choose(
    text: ClassText, most: int, spared: Iterable[int], rng: Random, *, scrambled: bool = False
) -> tuple[Bead, ...]:
    """Sentences to work on, in the order of the text; none of those in `spared`."""
    taken = set(spared)
    suits = _can_be_scrambled if scrambled else _is_short
    fit = [b for b in text.paired() if suits(text, b) and not taken.intersection(b.dutch)]
    rng.shuffle(fit)
    return tuple(sorted(fit[:most], key=lambda bead: bead.dutch))


def _is_short(text: ClassText, bead: Bead) -> bool:
    """One sentence a side, that says something, and not too much of it."""
    if len(bead.dutch) != 1 or len(bead.english) != 1:
        return False
    tokens = text.lesson.words[bead.dutch[0]]
    words = sum(token.upos != "PUNCT" for token in tokens)
    has_verb = any(token.upos in ("VERB", "AUX") for token in tokens)
    return has_verb and 3 <= words <= _LONGEST


def _can_be_scrambled(text: ClassText, bead: Bead) -> bool:
    """A sentence without marks inside, which would have to stand loose among the words."""
    written = text.dutch(bead.dutch)
    return (
        len(bead.dutch) == 1
        and len(written.split()) in _SCRAMBLED
        and written[:1].isupper()
        and written[-1] in ".!?"
        and not any(mark in written[:-1] for mark in f"{_MARKS}.!?")
    )


def translation(text: ClassText, beads: Sequence[Bead], to: Language, phrases: Phrases) -> Section:
    """Sentences to write in the other language."""
    items: list[Inlines] = []
    answers = []
    for number, bead in enumerate(beads, 1):
        dutch, english = text.dutch(bead.dutch), text.english(bead)
        given, answer = (english, dutch) if to is Language.DUTCH else (dutch, english)
        given_in = Language.ENGLISH if to is Language.DUTCH else Language.DUTCH
        gap = Gap(number, answer, GapKind.LINE, scored=False)
        items.append((Run(given, language=given_in), gap))
        answers.append(Answer(number, answer))
    told = phrases.translation_to_dutch if to is Language.DUTCH else phrases.translation_to_english
    key = Answers(tuple(answers))
    return Section(phrases.translation, told, (Items(tuple(items)),), (key,))


def scramble(text: ClassText, beads: Sequence[Bead], phrases: Phrases, rng: Random) -> Section:
    """The words of sentences in another order; the mark at the end stays there."""
    items: list[Inlines] = []
    answers = []
    for number, bead in enumerate(beads, 1):
        written = text.dutch(bead.dutch)
        words = written[:-1].split()
        mixed = _mixed(words, rng)
        first = mixed.index(words[0])  # bold, since a name has a capital too
        before = "".join(f"{word} / " for word in mixed[:first])
        after = "".join(f" / {word}" for word in mixed[first + 1 :])
        given = (
            Run(before, language=Language.DUTCH),
            Run(words[0], bold=True, language=Language.DUTCH),
            Run(f"{after} {written[-1]}", language=Language.DUTCH),
        )
        items.append((*given, Gap(number, written, GapKind.LINE)))
        answers.append(Answer(number, written))
    key = Answers(tuple(answers))
    return Section(phrases.scramble, phrases.scramble_do, (Items(tuple(items)),), (key,))


def _mixed(words: Sequence[str], rng: Random) -> list[str]:
    """Another order, in which the sentence does not begin as it should."""
    mixed = list(words)
    while len(set(words)) > 1 and (mixed == list(words) or mixed[0] == words[0]):
        rng.shuffle(mixed)
    return mixed
