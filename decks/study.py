"""Cards gone through one by one: what is shown, how it was graded, and the way back.

A session is a value; every key makes a new one, and an old one is what undo goes back to.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cards.model import Note

GRADES: Final[Mapping[int, str]] = {1: "again", 2: "hard", 3: "good", 4: "easy"}
AGAIN: Final = 1
COMES_BACK_AFTER: Final = 5
"""So many cards lie between one graded "again" and its return."""

Turn = tuple[int, int]
"""A card by index, and how often it has come back before."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where a person is in the cards.

    `place` is an index of `queue`, or its length when all have been gone through; `is_turned` says
    whether the back shows. `before` is the session in which the last grade was given.
    """

    queue: tuple[Turn, ...]
    place: int = 0
    is_turned: bool = False
    grades: Mapping[Turn, int] = field(default_factory=dict)
    before: Session | None = None

    @property
    def turn(self) -> Turn | None:
        """What is shown; None at the end."""
        return self.queue[self.place] if self.place < len(self.queue) else None

    @property
    def grade(self) -> int | None:
        """The grade of what is shown, if it has one."""
        return self.grades.get(self.turn) if self.turn else None


def begin(notes: Sequence[Note], *, seed: int | None) -> Session:
    """All cards, shuffled by `seed`, or in the order of the text without one."""
    cards = sorted(range(len(notes)), key=lambda card: notes[card].sentence)
    if seed is not None:
        random.Random(seed).shuffle(cards)  # noqa: S311 - the same cards for the same number
    return Session(tuple((card, 0) for card in cards))


def turned(session: Session) -> Session:
    """The other side of the card."""
    return replace(session, is_turned=not session.is_turned) if session.turn else session


def moved(session: Session, step: int) -> Session:
    """Another card, front up; past the last one is the end."""
    place = min(max(session.place + step, 0), len(session.queue))
    return session if place == session.place else replace(session, place=place, is_turned=False)


def graded(session: Session, grade: int) -> Session:
    """The next card that has no grade, after this one got its; unchanged unless the back shows.

    A card graded "again" comes back a few cards later.
    """
    turn = session.turn
    if turn is None or not session.is_turned or turn in session.grades:
        return session
    queue, place = session.queue, session.place
    if grade == AGAIN:
        back = place + 1 + COMES_BACK_AFTER
        queue = (*queue[:back], (turn[0], turn[1] + 1), *queue[back:])
    grades = {**session.grades, turn: grade}
    open_places = (p for p in range(place + 1, len(queue)) if queue[p] not in grades)
    return Session(queue, next(open_places, len(queue)), grades=grades, before=session)


def undone(session: Session) -> Session:
    """As it was when the last grade was given; unchanged if none was."""
    return session.before or session


def statistics(session: Session) -> str:
    """What was done, in a line."""
    total = len({card for card, _ in session.queue})
    seen = {card for card, _ in session.grades}
    if not seen:
        return f"No card of {total} graded."
    counts = Counter(session.grades.values())
    told = ", ".join(f"{counts[grade]} {name}" for grade, name in GRADES.items() if counts[grade])
    known = sum(grade > AGAIN for (_, times), grade in session.grades.items() if not times)
    return f"{len(seen)} of {total} cards graded: {told}. Known at first sight: {known}."
