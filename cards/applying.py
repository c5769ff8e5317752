"""Pairs that a person corrected in a file, laid over the lesson that they come from.

What stands in the file is what the person means: a changed row is set by hand, a missing one is on
no card, a sentence that reads otherwise reads so on the cards, and one that the lesson lacks is
added. Of a file that kaartenbak did not write, only pairs count whose sentences the lesson has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cards import editing
from cards.carrying import same_sentences
from cards.decisions import dropped_beads, in_text_order
from cards.errors import InputError, Problem
from cards.model import Bead, BeadDecision, Decisions, Language, Lesson, Sentence, TextDecision
from cards.pairing import DOUBT, PairRow, PairsRead, grouped, rows_of

_WRITTEN_AS_1 = 0.99995  # the least confidence that a file has as 1


@dataclass(frozen=True, slots=True)
class Applied:
    """A lesson with the corrections of a file, and how many there were of each kind."""

    lesson: Lesson
    paired: int = 0
    dropped: int = 0
    reworded: int = 0
    added: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of a row: number `own` of the lesson, or a new one (`own` is None) after `after`.

    `line` and `order` tell new ones with the same text apart.
    """

    own: int | None
    text: str
    after: int
    line: int
    order: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its sentences by side; `rewords` holds lesson sentences that read otherwise."""

    row: PairRow
    places: Mapping[Language, tuple[_Place, ...]]
    rewords: tuple[tuple[Language, int, str], ...]


_Numbers = Mapping[Language, Mapping[int | _Place, int]]


def apply(lesson: Lesson, pairs: PairsRead, name: str) -> Applied:
    """`lesson` with what the file called `name` says; vocabulary and notes wait for `remake`.

    Raises:
        InputError: no sentence of the file is in the lesson.
    """
    matcher = _Matcher(lesson, pairs)
    if not matcher.has_any:
        raise InputError(
            f"{name}: none of its sentences is in this lesson.",
            "Check that it belongs to it; build --pairs makes a lesson of its own.",
        )
    problems: list[Problem] = []
    rows = list(matcher.rows(name, problems))
    numbers, made = _with_added(lesson, rows)
    for row in rows:
        for side, sentence, text in row.rewords:
            made = editing.edit_text(made, side, numbers[side][sentence], text)
    by_hand = list(_by_hand(made, rows, numbers))
    deleted = [Bead(*_renumbered(bead, numbers), 1.0) for bead in matcher.deleted(rows)]
    made = editing.set_beads(made, by_hand) if by_hand else made
    made = editing.set_beads(made, deleted, dropped=True) if deleted else made
    return Applied(
        made,
        paired=len(by_hand),
        dropped=len(deleted),
        reworded=sum(len(row.rewords) for row in rows),
        added=sum(len(numbers[side]) for side in Language) - len(lesson.english + lesson.dutch),
        problems=tuple(grouped(problems)),
    )


class _Matcher:
    """Finds which sentences of a lesson the rows of a file mean."""

    def __init__(self, lesson: Lesson, pairs: PairsRead) -> None:
        self._lesson = lesson
        self._pairs = pairs
        self._is_ours = any(row.check is not None for row in pairs.rows)
        self._read = {Language.ENGLISH: pairs.english, Language.DUTCH: pairs.dutch}
        self._own: dict[Language, dict[int, int]] = {}
        self._free: dict[Language, set[int]] = {}
        for side in Language:
            there = same_sentences(_sentences(lesson, side), self._read[side])
            self._own[side] = {new: old for old, new in there.items()}
            self._free[side] = {s.index for s in _sentences(lesson, side)} - there.keys()
        for edit in lesson.decisions.texts:
            self._find_reworded(edit)
        written = rows_of(lesson.beads, lesson.english, lesson.dutch)
        self._bases: dict[tuple[float | None, str | None], Bead] = {}
        for row, bead in zip(written, lesson.beads, strict=True):
            self._bases[row.number, row.check] = bead
            self._bases.setdefault((None, row.check), bead)  # if sentences were added before it

    @property
    def has_any(self) -> bool:
        """Whether file and lesson have a sentence in common."""
        return any(self._own.values())

    def _find_reworded(self, edit: TextDecision) -> None:
        """The file may have a sentence as it reads on the cards."""
        if edit.sentence in self._free[edit.language]:
            own = self._own[edit.language]
            texts = (s.index for s in self._read[edit.language] if s.text == edit.text)
            if (number := next((n for n in texts if n not in own), None)) is not None:
                own[number] = edit.sentence
                self._free[edit.language].discard(edit.sentence)

    def rows(self, name: str, problems: list[Problem]) -> Iterator[_Row]:
        """The rows that count; `problems` gets those that do not."""
        last = dict.fromkeys(Language, -1)
        for row, bead in zip(self._pairs.rows, self._pairs.beads, strict=True):
            is_foreign = row.check is None
            if is_foreign and bead.confidence == DOUBT:
                continue  # told when the file was read
            sides = {Language.ENGLISH: bead.english, Language.DUTCH: bead.dutch}
            if is_foreign and any(n not in self._own[s] for s, side in sides.items() for n in side):
                message = "The lesson has no such sentence; the row was left out."
                problems.append(Problem(name, row.line, message))
                continue
            base = self._bases.get((row.number, row.check)) or self._bases.get((None, row.check))
            rewords: list[tuple[Language, int, str]] = []
            places = {
                side: tuple(self._side(side, numbers, row, base, last, rewords))
                for side, numbers in sides.items()
            }
            yield _Row(row, places, tuple(rewords))

    def _side(
        self,
        side: Language,
        numbers: Sequence[int],
        row: PairRow,
        base: Bead | None,
        last: dict[Language, int],
        rewords: list[tuple[Language, int, str]],
    ) -> Iterator[_Place]:
        """The sentences of one side of a row; those that its old pair misses are reworded."""
        own, read = self._own[side], self._read[side]
        new = [n for n in numbers if n not in own]
        old = [i for i in _side(base, side) if i in self._free[side]] if base else []
        # The splitter may take one sentence for several once it reads otherwise.
        meant = dict.fromkeys(new, old[0]) if len(old) == 1 else dict(zip(new, old, strict=False))
        texts: dict[int, list[str]] = {}
        for number, sentence in meant.items():
            texts.setdefault(sentence, []).append(read[number].text)
        self._free[side] -= texts.keys()
        rewords += [(side, sentence, " ".join(parts)) for sentence, parts in texts.items()]
        seen: set[int] = set()
        for order, number in enumerate(numbers):
            place = own.get(number, meant.get(number))
            if place is None:
                yield _Place(None, read[number].text, last[side], row.line, order)
            elif place not in seen:
                seen.add(place)
                last[side] = place
                yield _Place(place, read[number].text, place, row.line, order)

    def deleted(self, rows: Sequence[_Row]) -> Iterator[Bead]:
        """Pairs of the lesson that a file of ours has no more, in none of its rows."""
        if not self._is_ours:
            return
        dropped = dropped_beads(self._lesson.decisions)
        there = {
            (side, place.own) for row in rows for side in Language for place in row.places[side]
        }
        for bead in self._lesson.beads:
            own = {(side, i) for side in Language for i in _side(bead, side)}
            is_known = (bead.english, bead.dutch) in dropped
            if bead.is_pair and not is_known and own.isdisjoint(there):
                yield bead


def _with_added(lesson: Lesson, rows: Sequence[_Row]) -> tuple[_Numbers, Lesson]:
    """`lesson` with the new sentences, each alone for now, and the number of each sentence then."""
    numbers: dict[Language, dict[int | _Place, int]] = {}
    sentences: dict[Language, tuple[Sentence, ...]] = {}
    alone: list[Bead] = []
    for side in Language:
        new = [place for row in rows for place in row.places[side] if place.own is None]
        order: list[int | _Place] = [place for place in new if place.after < 0]
        for own in range(len(_sentences(lesson, side))):
            order += [own, *(place for place in new if place.after == own)]
        numbers[side] = {one: number for number, one in enumerate(order)}
        sentences[side] = tuple(_numbered(lesson, side, order))
        places = [numbers[side][place] for place in new]
        alone += [
            Bead((n,), (), 0.0) if side is Language.ENGLISH else Bead((), (n,), 0.0) for n in places
        ]
    if not alone:
        return numbers, lesson
    english, dutch = numbers[Language.ENGLISH], numbers[Language.DUTCH]
    words = {dutch[own]: tokens for own, tokens in enumerate(lesson.words)}
    beads = [Bead(*_renumbered(bead, numbers), bead.confidence) for bead in lesson.beads]
    decisions = Decisions(
        tuple(
            BeadDecision(*_renumbered(one, numbers), one.dropped) for one in lesson.decisions.beads
        ),
        tuple(
            replace(edit, sentence=numbers[edit.language][edit.sentence])
            for edit in lesson.decisions.texts
        ),
        lesson.decisions.words,
    )
    return {Language.ENGLISH: english, Language.DUTCH: dutch}, replace(
        lesson,
        english=sentences[Language.ENGLISH],
        dutch=sentences[Language.DUTCH],
        beads=in_text_order([*beads, *alone]),
        words=tuple(words.get(n, ()) for n in range(len(dutch))),
        vocabulary=(),
        notes=(),
        decisions=decisions,
        is_current=False,
    )


def _numbered(lesson: Lesson, side: Language, order: Sequence[int | _Place]) -> Iterator[Sentence]:
    """The sentences in a new order; a new one is where the one before it is."""
    own = _sentences(lesson, side)
    line = paragraph = 0
    for number, one in enumerate(order):
        if isinstance(one, _Place):
            yield Sentence(number, one.text, line, paragraph)
        else:
            line, paragraph = own[one].line, own[one].paragraph
            yield replace(own[one], index=number)


def _by_hand(lesson: Lesson, rows: Sequence[_Row], numbers: _Numbers) -> Iterator[Bead]:
    """The beads of the rows that say more than the lesson does."""
    sure = {(bead.english, bead.dutch): bead.confidence >= _WRITTEN_AS_1 for bead in lesson.beads}
    for row in rows:
        english, dutch = (
            tuple(sorted(numbers[side][p if p.own is None else p.own] for p in row.places[side]))
            for side in (Language.ENGLISH, Language.DUTCH)
        )
        row_is_certain = row.row.is_by_hand or row.row.check is None or row.row.confidence == 1.0
        if not row_is_certain:
            continue
        lonely = [*(((i,), ()) for i in english), *(((), (i,)) for i in dutch)]
        wanted = [(english, dutch)] if english and dutch else lonely
        yield from (Bead(*one, 1.0) for one in wanted if not sure.get(one))


def _renumbered(
    bead: Bead | BeadDecision, numbers: _Numbers
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    english, dutch = numbers[Language.ENGLISH], numbers[Language.DUTCH]
    return tuple(english[i] for i in bead.english), tuple(dutch[i] for i in bead.dutch)


def _sentences(lesson: Lesson, side: Language) -> tuple[Sentence, ...]:
    return lesson.english if side is Language.ENGLISH else lesson.dutch


def _side(bead: Bead, side: Language) -> tuple[int, ...]:
    return bead.english if side is Language.ENGLISH else bead.dutch
