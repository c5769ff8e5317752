"""The matching exercise: words on the left, meanings in another order on the right."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from string import ascii_lowercase

from cards.model import Language, VocabularyEntry
from decks.worksheets.candidates import is_glue
from decks.worksheets.model import Answer, Answers, Gap, GapKind, Run, Section, Table
from decks.worksheets.phrases import Phrases
from decks.worksheets.text import ClassText
from decks.worksheets.vocabulary import headword, is_question, meaning

MOST_PAIRS = len(ascii_lowercase)


def choose(
    text: ClassText, most: int, avoid: Iterable[str], rng: Random
) -> tuple[VocabularyEntry, ...]:
    """Words that each have one meaning among those chosen; those in `avoid` only if need be."""
    shunned = set(avoid)
    useful = [entry for entry in text.entries() if is_question(entry) and not is_glue(entry)]
    # Half as many again as are wanted, so that versions differ and yet ask what is useful.
    useful.sort(key=lambda entry: entry.lemma in shunned)
    pool = useful[: most + most // 2]
    rng.shuffle(pool)
    chosen: list[VocabularyEntry] = []
    for entry in (*pool, *useful[len(pool) :]):
        if len(chosen) < most and all(_differ(entry, other) for other in chosen):
            chosen.append(entry)
    return tuple(chosen)


def _differ(one: VocabularyEntry, other: VocabularyEntry) -> bool:
    """Whether neither could stand with the other's meaning."""
    senses = {gloss.text.casefold() for gloss in one.glosses} | {meaning(one).casefold()}
    others = {gloss.text.casefold() for gloss in other.glosses} | {meaning(other).casefold()}
    return (
        meaning(one).casefold() not in others
        and meaning(other).casefold() not in senses
        and headword(one) != headword(other)
    )


def section(entries: tuple[VocabularyEntry, ...], phrases: Phrases, rng: Random) -> Section:
    """The exercise; each row has a word with its gap, and a meaning with its letter."""
    meanings = list(range(len(entries)))
    rng.shuffle(meanings)
    letters = tuple(ascii_lowercase[: len(entries)])
    letter_of = dict(zip(meanings, letters, strict=True))
    meant = tuple(meaning(entries[index]) for index in meanings)
    rows, answers = [], []
    for index, entry in enumerate(entries):
        number, letter = index + 1, letters[index]
        other = entries[meanings[index]]
        gap = Gap(number, letter_of[index], GapKind.LETTER, choices=letters, meant=meant)
        rows.append(
            (
                (Run(str(number), bold=True),),
                (Run(headword(entry), language=Language.DUTCH),),
                (gap,),
                (Run(letter, bold=True),),
                (Run(meaning(other), language=Language.ENGLISH),),
            )
        )
        answers.append(Answer(number, letter_of[index]))
    table = Table((), tuple(rows), (2, 12, 5, 2, 12), ruled=False)
    key = Answers(tuple(answers), columns=5)
    return Section(phrases.matching, phrases.matching_do, (table,), (key,))
