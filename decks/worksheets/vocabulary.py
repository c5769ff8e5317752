"""The vocabulary list (*woordenlijst*), whole or with a column to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final

from cards.model import Language, VocabularyEntry
from decks import fields
from decks.worksheets.model import (
    Answer,
    Answers,
    Gap,
    GapKind,
    Inlines,
    Run,
    Section,
    Table,
)
from decks.worksheets.phrases import Phrases
from decks.worksheets.text import ClassText


class Order(StrEnum):
    """How a list is ordered."""

    TEXT = "text"
    ALPHABET = "alphabet"
    FREQUENCY = "frequency"


_KEYS: Final[dict[Order, Callable[[VocabularyEntry], Any]]] = {
    Order.TEXT: lambda e: min((o.sentence, o.tokens) for o in e.occurrences),
    Order.ALPHABET: lambda e: (e.lemma.removeprefix("zich ").casefold(), e.upos),
    Order.FREQUENCY: lambda e: (-e.zipf, e.lemma),
}
_SHARES: Final = (7, 8, 6, 13)
# A longer sentence than this (characters) is cut to what stands around the word.
_EXAMPLE: Final = 80


def listed(
    text: ClassText, most: int, order: Order, asked: Callable[[VocabularyEntry], object]
) -> tuple[VocabularyEntry, ...]:
    """The most useful words of the text for which `asked` is true, in the order asked for."""
    sure = [entry for entry in text.entries() if asked(entry)]
    return tuple(sorted(sure[:most], key=_KEYS[order]))


def meaning(entry: VocabularyEntry) -> str:
    """What a headword means in the text; "" where nothing is sure."""
    gloss, _ = fields.glosses_here(entry, entry.occurrences[0].sentence)
    return gloss.text if gloss and fields.is_sure(gloss) else ""


def is_question(entry: VocabularyEntry) -> bool:
    """Whether there is a meaning to know: not that of *de website*."""
    return meaning(entry).casefold() not in ("", entry.lemma.casefold())


def headword(entry: VocabularyEntry) -> str:
    """*de schuur*, *zich vergissen*, *groen*."""
    return f"{entry.article} {entry.lemma}" if entry.article else entry.lemma


def grammar(entry: VocabularyEntry, phrases: Phrases) -> str:
    """The plural of a noun, the principal parts of a verb."""
    if entry.upos == "NOUN":
        plural = entry.forms.plural
        return f"({phrases.no_plural})" if plural == "-" else plural and f"de {plural}"
    return ", ".join(filter(None, (fields.past(entry), fields.perfect(entry))))


def section(text: ClassText, entries: Iterable[VocabularyEntry], phrases: Phrases) -> Section:
    """The list with grammar, meaning and the sentence in which the word was met."""
    used = frozenset(text.sentences)
    rows = tuple(
        (
            (Run(headword(e), bold=True, language=Language.DUTCH),),
            (Run(grammar(e, phrases), language=Language.DUTCH),),
            (Run(meaning(e), language=Language.ENGLISH),),
            _example(text, e, used),
        )
        for e in entries
    )
    header = (phrases.dutch, phrases.forms, phrases.english, phrases.example)
    return Section(phrases.vocabulary, "", (Table(header, rows, _SHARES),))


def quiz(entries: Sequence[VocabularyEntry], blank: Language, phrases: Phrases) -> Section:
    """The list with the words of one language left out."""
    rows, answers = [], []
    for number, entry in enumerate(entries, 1):
        dutch: Inlines = (Run(headword(entry), bold=True, language=Language.DUTCH),)
        english: Inlines = (Run(meaning(entry), language=Language.ENGLISH),)
        if blank is Language.DUTCH:
            answer, dutch = headword(entry), (_line(number, headword(entry)),)
        else:
            answer, english = meaning(entry), (_line(number, meaning(entry), _senses(entry)),)
        rows.append(((Run(str(number)),), dutch, english))
        answers.append(Answer(number, answer))
    table = Table(("", phrases.dutch, phrases.english), tuple(rows), (2, 12, 12))
    key = Answers(tuple(answers), columns=2)
    told = (
        phrases.vocabulary_test_dutch
        if blank is Language.DUTCH
        else phrases.vocabulary_test_english
    )
    return Section(phrases.vocabulary_test, told, (table,), (key,))


def _line(number: int, answer: str, others: tuple[str, ...] = ()) -> Gap:
    return Gap(number, answer, GapKind.LINE, others=others)


def _senses(entry: VocabularyEntry) -> tuple[str, ...]:
    return tuple(g.text for g in entry.glosses if g.text and g.text != meaning(entry))


def _example(text: ClassText, entry: VocabularyEntry, used: frozenset[int]) -> Inlines:
    """The sentence with the word, which is bold in it, cut short around it if it is long."""
    inside = [o for o in entry.occurrences if o.sentence in used] or list(entry.occurrences)
    place = inside[0]
    written = text.lesson.dutch[place.sentence].text
    tokens = [text.lesson.words[place.sentence][index] for index in sorted(place.tokens)]
    start, stop = _window(written, tokens[0].start, tokens[-1].end)
    parts = [Run("… " if start else "")]
    end = start
    for token in tokens:
        parts.append(Run(written[end : token.start], language=Language.DUTCH))
        parts.append(Run(token.text, bold=True, language=Language.DUTCH))
        end = token.end
    parts.append(Run(written[end:stop], language=Language.DUTCH))
    parts.append(Run(" …" if stop < len(written) else ""))
    return tuple(part for part in parts if part.text)


def _window(written: str, first: int, last: int) -> tuple[int, int]:
    """Whole words around characters `first` to `last`, about `_EXAMPLE` characters in all."""
    if len(written) <= _EXAMPLE:
        return 0, len(written)
    room = max(0, _EXAMPLE - (last - first)) // 2
    start, stop = max(0, first - room), min(len(written), last + room)
    if start > 0:
        start = min(first, written.find(" ", start, first) + 1 or first)
    if stop < len(written):
        stop = max(last, written.rfind(" ", last, stop))
    return start, stop
