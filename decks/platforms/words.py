"""The words of a lesson with the sentences that they were met in, as the platforms need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.errors import NothingToWriteError, Problem
from cards.model import ClozeNote, Language, Lesson, Segment, WordNote
from decks.fields import glosses_here, is_sure
from decks.identity import joined, plain
from decks.worksheets.model import Gap, Inlines, Run
from decks.worksheets.phrases import Phrases
from decks.worksheets.vocabulary import grammar, headword

# What XML cannot hold, beside the control characters that `plain` takes away.
_NO_CHARACTER = re.compile(r"[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A row of a word list."""

    dutch: str
    forms: str
    english: str
    example: str
    translation: str


def one_line(text: str) -> str:
    """`text` as it is written into a cell or a question: on one line, without tabs or controls."""
    return _NO_CHARACTER.sub("", plain(text)).replace("\t", " ").strip()


def word_list(lesson: Lesson, phrases: Phrases) -> tuple[tuple[Word, ...], tuple[Problem, ...]]:
    """The words whose meaning is sure, most useful first, and what was left out.

    Raises:
        NothingToWriteError: there is none.
    """
    found, problems = listed(lesson)
    if not found:
        raise NothingToWriteError(
            "There is no word to write.", "Ask for vocabulary notes, or for more of them."
        )
    return tuple(_row(note, meaning, phrases) for note, meaning in found), problems


def header(phrases: Phrases) -> tuple[str, ...]:
    """What the columns of a word list are called."""
    return (phrases.dutch, phrases.forms, phrases.english, phrases.example, phrases.translated)


def _row(note: WordNote, meaning: str, phrases: Phrases) -> Word:
    entry = note.entry
    cells = (
        headword(entry),
        grammar(entry, phrases) or "",
        meaning,
        joined(note.dutch),
        note.english,
    )
    return Word(*map(one_line, cells))


def listed(lesson: Lesson) -> tuple[list[tuple[WordNote, str]], tuple[Problem, ...]]:
    """The words with their meanings here; what no dictionary confirms is left out and told."""
    found: list[tuple[WordNote, str]] = []
    unsure = []
    for note in lesson.notes:
        if isinstance(note, WordNote) and one_line(note.entry.lemma):
            gloss, _ = glosses_here(note.entry, note.sentence)
            if gloss is not None and is_sure(gloss) and one_line(gloss.text):
                found.append((note, gloss.text))
            else:
                unsure.append(note.entry.lemma)
    if not unsure:
        return found, ()
    told = f"Left out, since their meaning is not sure: {', '.join(unsure)}."
    return found, (Problem(lesson.title, 0, told, "A table of --overrides can settle it."),)


def marked(segments: Iterable[Segment]) -> Inlines:
    """A Dutch sentence with the word in bold."""
    return tuple(Run(part.text, part.marked, language=Language.DUTCH) for part in segments)


def text_of(content: Inlines) -> str:
    """The text without its gaps."""
    return "".join(part.text for part in content if isinstance(part, Run))


def with_gaps(note: ClozeNote) -> Inlines:
    """A Dutch sentence with one gap for each word left out, and the hint after the last."""
    content: list[Run | Gap] = []
    parts = _merged(note.dutch)
    last = max(index for index, part in enumerate(parts) if part.marked)
    for index, part in enumerate(parts):
        if part.marked:
            content.append(Gap(1, one_line(part.text), hint=note.hint if index == last else ""))
        else:
            content.append(Run(part.text, language=Language.DUTCH))
    return tuple(content)


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    """Marked words with only blanks between them are one: *vergiste zich*."""
    merged: list[Segment] = []
    for index, part in enumerate(segments):
        between = not part.text.strip() and 0 < index < len(segments) - 1
        joins = between and segments[index - 1].marked and segments[index + 1].marked
        if merged and merged[-1].marked and (part.marked or joins):
            merged[-1] = Segment(merged[-1].text + part.text, marked=True)
        else:
            merged.append(part)
    return merged
