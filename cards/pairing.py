"""Pairs that come from a file, one a row: what a person corrected, or another program made.

Each row is a bead. A row that kaartenbak wrote carries a check of its texts: while it fits, the row
is untouched and the aligner's confidence holds; when it does not, a person changed the row, and
the person's word is certain. Rows may stand in any order: their numbers say where they belong in
the text, and a row without a number follows the one above it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cards import languages
from cards.documents import clean_line
from cards.errors import InputError, Problem
from cards.model import Bead, BeadDecision, Decisions, Document, Language, Sentence
from cards.sentences import split_line

BETWEEN_SENTENCES = " | "
_MOST_NAMED = 5
# Two texts of which one is so many times as long, by more than so many characters, hardly match.
_LENGTH_RATIO, _LENGTH_EXCESS = 3.0, 40
DOUBT = 0.5  # the confidence of a pair by another program whose lengths differ too much
_SHORTEST_COPY = 4  # words: shorter texts may well be the same in both languages


@dataclass(frozen=True, slots=True)
class PairRow:
    """A row of a file of pairs; `line` is where it stands there, from 1.

    `number` is its place in the text, `confidence` the aligner's; None where the file has none.
    `check` is None where the file has no checks at all, and empty on a row that a person added.
    """

    line: int
    english: str
    dutch: str
    number: float | None = None
    confidence: float | None = None
    check: str | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether a person added or changed the row."""
        return self.check is not None and self.check != check_of(self.english, self.dutch)


@dataclass(frozen=True, slots=True)
class PairsRead:
    """Two texts with their beads, as the rows have them; `rows` has the row of each bead."""

    documents: tuple[Document, Document]
    english: tuple[Sentence, ...]
    dutch: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    decisions: Decisions
    rows: tuple[PairRow, ...]


def check_of(english: str, dutch: str) -> str:
    """A short digest of a pair, the same however its sentences are parted."""
    texts = (" ".join(text.replace(BETWEEN_SENTENCES, " ").split()) for text in (english, dutch))
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:6]


def rows_of(
    beads: Iterable[Bead], english: Sequence[Sentence], dutch: Sequence[Sentence]
) -> Iterator[PairRow]:
    """The rows of an alignment, numbered from 1; the first is line 2, after the header."""
    for number, bead in enumerate(beads, 1):
        texts = (
            BETWEEN_SENTENCES.join(english[i].text for i in bead.english),
            BETWEEN_SENTENCES.join(dutch[i].text for i in bead.dutch),
        )
        yield PairRow(number + 1, *texts, number, bead.confidence, check_of(*texts))


def read_rows(rows: Sequence[PairRow], name: str, problems: Sequence[Problem] = ()) -> PairsRead:
    """The texts and beads in `rows`, from the file called `name`.

    Raises:
        InputError: there is no pair in them.
        NotTranslationsError: they are not in English and Dutch.
    """
    told = list(problems)
    rows = [
        replace(row, english=clean_line(row.english), dutch=clean_line(row.dutch)) for row in rows
    ]
    rows = [row for row in rows if row.english or row.dutch]
    rows, documents = _in_languages(rows, name)
    rows = list(_without_copies(rows, name, told))
    if not any(row.english and row.dutch for row in rows):
        raise InputError(
            f"{name}: there is no row with both an English and a Dutch text.",
            "Give the English in one column and the Dutch in another.",
        )
    rows = _in_order(rows)
    english: list[Sentence] = []
    dutch: list[Sentence] = []
    beads = []
    for row in rows:
        sides = (
            _append(english, row, row.english, Language.ENGLISH),
            _append(dutch, row, row.dutch, Language.DUTCH),
        )
        beads.append(Bead(*sides, _confidence(row, name, told)))
    _tell_doubled(rows, english, name, told)
    _tell_doubled(rows, dutch, name, told)
    by_hand = tuple(
        BeadDecision(bead.english, bead.dutch)
        for row, bead in zip(rows, beads, strict=True)
        if row.is_by_hand
    )
    first, second = documents
    first = replace(first, problems=(*grouped(told), *first.problems))
    return PairsRead(
        (first, second),
        tuple(english),
        tuple(dutch),
        tuple(beads),
        Decisions(beads=by_hand),
        tuple(rows),
    )


def _append(
    sentences: list[Sentence], row: PairRow, text: str, language: Language
) -> tuple[int, ...]:
    """Add the sentences of a cell, with marks between them or without; gives their numbers."""
    first = len(sentences)
    for piece in text.split(BETWEEN_SENTENCES):
        for sentence in split_line(piece, language):
            sentences.append(Sentence(len(sentences), sentence, row.line - 1, 0))
    return tuple(range(first, len(sentences)))


def _confidence(row: PairRow, name: str, told: list[Problem]) -> float:
    if row.is_by_hand:
        return 1.0
    if row.confidence is not None:
        return row.confidence
    short, long = sorted((len(row.english), len(row.dutch)))
    if short and long > _LENGTH_RATIO * short and long - short > _LENGTH_EXCESS:
        message = "One text is much longer than the other; the pair makes no cards."
        told.append(Problem(name, row.line, message, "Mend the row."))
        return DOUBT
    return 1.0


def _in_languages(
    rows: list[PairRow], name: str
) -> tuple[list[PairRow], tuple[Document, Document]]:
    """The rows with their languages the right way round, and both texts as documents."""
    sides = (
        Document(f"{name} (English)", Language.ENGLISH, tuple(row.english for row in rows)),
        Document(f"{name} (Dutch)", Language.DUTCH, tuple(row.dutch for row in rows)),
    )
    english, dutch, problems = languages.check_pair(*sides)
    if english.name != sides[0].name:
        rows = [_exchanged(row) for row in rows]
    documents = replace(english, name=name, problems=problems), replace(dutch, name=name)
    return rows, documents


def _exchanged(row: PairRow) -> PairRow:
    """The row with its languages the other way round, by hand only if it was so before."""
    fits = row.check is not None and not row.is_by_hand
    check = check_of(row.dutch, row.english) if fits else row.check
    return replace(row, english=row.dutch, dutch=row.english, check=check)


def _without_copies(rows: Iterable[PairRow], name: str, told: list[Problem]) -> Iterator[PairRow]:
    """Leave out what is there twice by accident, and texts that were not translated."""
    seen: set[tuple[float, str, str]] = set()
    for row in rows:
        key = (row.number or 0.0, row.english, row.dutch)
        if row.number is not None and key in seen:
            told.append(Problem(name, row.line, "This row repeats another; it was left out."))
            continue
        seen.add(key)
        is_long = len(row.english.split()) >= _SHORTEST_COPY
        if row.english == row.dutch and is_long and row.confidence is None:
            message = "The same text stands in both languages; the row was left out."
            told.append(Problem(name, row.line, message))
            continue
        yield row


def _in_order(rows: Iterable[PairRow]) -> list[PairRow]:
    """In the order of the text: by number, a row without one after the row above it."""
    place = 0.0
    placed = []
    for row in rows:
        place = place if row.number is None else row.number
        placed.append((place, row))
    return [row for _, row in sorted(placed, key=lambda pair: pair[0])]


def _tell_doubled(
    rows: Sequence[PairRow],
    sentences: Sequence[Sentence],
    name: str,
    told: list[Problem],
) -> None:
    """Tell of sentences that a person put into a second row and left in the first."""
    by_line = {row.line: row for row in rows}
    places: dict[str, list[PairRow]] = {}
    for sentence in sentences:
        if len(sentence.text.split()) >= _SHORTEST_COPY:
            places.setdefault(sentence.text, []).append(by_line[sentence.line + 1])
    for text, there in places.items():
        by_hand = next((row for row in reversed(there) if row.is_by_hand), None)
        other = next((row for row in there if row is not by_hand), None)
        if by_hand is not None and other is not None:
            message = f"“{text}” stands in row {other.line} as well; both are kept."
            told.append(Problem(name, by_hand.line, message, "Take it out of one of them."))


def grouped(problems: Sequence[Problem]) -> Iterator[Problem]:
    """One problem for all rows with the same trouble, which names the first few."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.message, problem.advice), []).append(problem)
    for (message, _), group in alike.items():
        more = [str(problem.line) for problem in group[1:] if problem.line]
        if more:
            named = ", ".join(more[:_MOST_NAMED])
            rest = f" and {len(more) - _MOST_NAMED} more" if len(more) > _MOST_NAMED else ""
            yield replace(group[0], message=f"{message} Also at {named}{rest}.")
        else:
            yield group[0]
