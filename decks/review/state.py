"""A lesson under review: where the person is in it, what was changed, what is not saved yet.

A review is a value; every key makes a new one. Vocabulary and notes are worked out elsewhere and
handed in with `with_made`; they are no edits, so undo knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cards.decisions import decided_texts, dropped_beads
from cards.editing import EditError, History
from cards.model import Bead, Language, Lesson, Sentence

Certainty = tuple[float, int]
"""A bead by its confidence, then by its place: the order in which doubtful ones are shown."""
BEFORE_ALL: Certainty = (-1.0, -1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A sentence on the screen: the bead, the side, and which of its sentences there, from 0."""

    bead: int = 0
    side: Language = Language.ENGLISH
    row: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A lesson under review.

    `saved` is the lesson as its file has it. `visited` is the doubtful bead that was shown last.
    `marked` is a bead that waits to be merged. `word` is the place in the words of the bead. `made`
    is a lesson and the same with its vocabulary worked out. `message` tells what the last key did.
    """

    history: History
    saved: Lesson
    cursor: Cursor = Cursor()
    visited: Certainty = BEFORE_ALL
    marked: Bead | None = None
    query: str = ""
    word: int = 0
    message: str = ""
    made: tuple[Lesson, Lesson] | None = None

    @property
    def lesson(self) -> Lesson:
        """The lesson as it is now."""
        return self.history.present

    @property
    def bead(self) -> Bead | None:
        """The bead under the cursor; None in a lesson without any."""
        return self.lesson.beads[self.cursor.bead] if self.lesson.beads else None

    @property
    def sentence(self) -> int | None:
        """The sentence under the cursor; None where its side of the bead is empty."""
        indices = side_of(self.bead, self.cursor.side) if self.bead else ()
        return indices[self.cursor.row] if self.cursor.row < len(indices) else None

    @property
    def is_saved(self) -> bool:
        """Whether the file has all that was decided."""
        return self.lesson == self.saved

    @property
    def is_worked_out(self) -> bool:
        """Whether the vocabulary is that of the lesson as it is now."""
        return self.lesson.is_current or (self.made is not None and self.made[0] == self.lesson)

    @property
    def to_save(self) -> Lesson:
        """The lesson to write, with its vocabulary where that has been worked out."""
        if self.made is not None and self.made[0] == self.lesson:
            return self.made[1]
        return self.lesson

    @property
    def with_words(self) -> Lesson:
        """The lesson whose vocabulary to show; see `is_worked_out` for whether it is behind."""
        if self.lesson.is_current or self.made is None:
            return self.lesson
        return self.made[1]


def begin(lesson: Lesson, *, saved: Lesson | None = None, message: str = "") -> Review:
    """At the least certain bead; `saved` is what the file has where that is something else."""
    history = History(lesson if saved is None else saved).then(lesson)
    review = Review(history, lesson if saved is None else saved)
    queue = doubtful(lesson)
    if not queue:
        told = message or "No pair is doubtful here."
        return replace(review, message=told)
    number = queue[0][1]
    return replace(review, cursor=Cursor(number), visited=queue[0], message=message)


def doubtful(lesson: Lesson) -> list[Certainty]:
    """The beads that nobody has decided and the aligner is not sure of, the least certain first."""
    decided = {(bead.english, bead.dutch) for bead in lesson.decisions.beads}
    return sorted(
        (bead.confidence, number)
        for number, bead in enumerate(lesson.beads)
        if bead.confidence < lesson.choice.min_confidence
        and (bead.english, bead.dutch) not in decided
    )


def side_of(bead: Bead, side: Language) -> tuple[int, ...]:
    """The sentences of one side of a bead."""
    return bead.english if side is Language.ENGLISH else bead.dutch


def texts(lesson: Lesson, side: Language) -> tuple[Sentence, ...]:
    """The sentences of a side as they shall read on the cards."""
    sentences = lesson.english if side is Language.ENGLISH else lesson.dutch
    return decided_texts(sentences, side, lesson.decisions)


def standing(lesson: Lesson, bead: Bead) -> str:
    """In a word: *dropped*, *by hand*, *alone*, *doubtful* or *sure*."""
    key = (bead.english, bead.dutch)
    if key in dropped_beads(lesson.decisions):
        return "dropped"
    by_hand = any((one.english, one.dutch) == key for one in lesson.decisions.beads)
    if not bead.is_pair:
        return "alone" if by_hand or bead.confidence >= lesson.choice.min_confidence else "alone?"
    if by_hand:
        return "by hand"
    return "sure" if bead.confidence >= lesson.choice.min_confidence else "doubtful"


def told(review: Review, message: str) -> Review:
    """The same with something to say."""
    return replace(review, message=message)


def edited(review: Review, edit: Callable[[Lesson], Lesson], message: str) -> Review:
    """After an edit, at the sentence where it was made; one that makes no sense says why."""
    try:
        lesson = edit(review.lesson)
    except EditError as error:
        return told(review, str(error))
    if lesson == review.lesson:
        return told(review, "That changes nothing.")
    after = replace(review, history=review.history.then(lesson), marked=None, message=message)
    return at(after, review.cursor.side, review.sentence, review.cursor)


def undone(review: Review) -> Review:
    """One edit back, where it was made."""
    return _travelled(review, review.history.undo(), "Undone.", "There is nothing to undo.")


def redone(review: Review) -> Review:
    """The edit that was undone last, done again."""
    return _travelled(review, review.history.redo(), "Done again.", "There is nothing to redo.")


def saved(review: Review) -> Review:
    """After the lesson was written."""
    return replace(review, saved=review.lesson)


def with_made(review: Review, source: Lesson, made: Lesson) -> Review:
    """With the vocabulary that was worked out from `source`."""
    return replace(review, made=(source, made))


def at(
    review: Review, side: Language, sentence: int | None, otherwise: Cursor | None = None
) -> Review:
    """With the cursor on a sentence, wherever it is now, or else near `otherwise`."""
    for number, bead in enumerate(review.lesson.beads):
        indices = side_of(bead, side)
        if sentence in indices:
            return replace(review, cursor=Cursor(number, side, indices.index(sentence)), word=0)
    near = otherwise or review.cursor
    last = max(0, len(review.lesson.beads) - 1)
    return replace(review, cursor=Cursor(min(near.bead, last), near.side), word=0)


def _travelled(review: Review, history: History, message: str, nothing: str) -> Review:
    if history == review.history:
        return told(review, nothing)
    place = next(_changes(review.lesson, history.present), None)
    after = replace(review, history=history, marked=None, message=message)
    if place is None:
        return at(after, review.cursor.side, review.sentence, review.cursor)
    return at(after, *place)


def _changes(old: Lesson, new: Lesson) -> Iterator[tuple[Language, int]]:
    """Sentences whose bead or text is another now."""
    there = {*old.beads} if old.beads != new.beads else {*new.beads}
    shapes = {(bead.english, bead.dutch) for bead in old.beads}
    moved = [b for b in new.beads if (b.english, b.dutch) not in shapes]
    for bead in (*moved, *(b for b in new.beads if b not in there)):
        for side in Language:
            yield from ((side, sentence) for sentence in side_of(bead, side))
    for one in set(old.decisions.beads) ^ set(new.decisions.beads):
        yield from ((Language.ENGLISH, sentence) for sentence in one.english)
        yield from ((Language.DUTCH, sentence) for sentence in one.dutch)
    for edit in set(old.decisions.texts) ^ set(new.decisions.texts):
        yield edit.language, edit.sentence
