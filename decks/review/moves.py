"""Going about in a lesson under review: sentence by sentence, by doubt, by what is sought."""

from __future__ import annotations

from dataclasses import replace

from cards.model import Language
from decks.review.state import BEFORE_ALL, Cursor, Review, doubtful, side_of, texts, told


def stepped(review: Review, step: int) -> Review:
    """The sentence below or above on the same side; an empty side counts as one."""
    cursor, beads = review.cursor, review.lesson.beads
    row, number = cursor.row + step, cursor.bead
    if 0 <= row < _rows(review, number):
        return _at(review, replace(cursor, row=row))
    number += step
    if not 0 <= number < len(beads):
        return told(review, "This is the last pair." if step > 0 else "This is the first pair.")
    row = 0 if step > 0 else _rows(review, number) - 1
    return _at(review, Cursor(number, cursor.side, row))


def paged(review: Review, step: int) -> Review:
    """So many pairs further down, or up where `step` is negative."""
    last = len(review.lesson.beads) - 1
    number = min(max(review.cursor.bead + step, 0), max(0, last))
    return _at(review, Cursor(number, review.cursor.side))


def sided(review: Review, side: Language) -> Review:
    """The other language of the same pair, at the same height."""
    cursor = replace(review.cursor, side=side, row=0)
    row = min(review.cursor.row, _rows(replace(review, cursor=cursor), cursor.bead) - 1)
    return _at(review, replace(cursor, row=row))


def placed(review: Review, cursor: Cursor) -> Review:
    """Where the person pointed."""
    return _at(review, cursor)


def to_doubtful(review: Review, step: int = 1) -> Review:
    """The next doubtful pair, or the one before it; from the last on to the least certain."""
    queue = doubtful(review.lesson)
    if not queue:
        return told(review, "No pair is doubtful any more; w saves.")
    if step > 0:
        found = next((one for one in queue if one > review.visited), queue[0])
    else:
        found = next((one for one in reversed(queue) if one < review.visited), queue[-1])
    around = (found <= review.visited) if step > 0 else (found >= review.visited)
    message = ""
    if around and review.visited != BEFORE_ALL:
        message = "Round again: these were passed over." if len(queue) > 1 else "The only one left."
    after = replace(review, visited=found, message=message)
    return _at(after, Cursor(found[1], review.cursor.side), message)


def sought(review: Review, query: str) -> Review:
    """The next sentence that holds `query`, in either language; from the end on to the first."""
    query = " ".join(query.split())
    review = replace(review, query=query)
    if not query:
        return told(review, "")
    wanted = query.casefold()
    sides = {side: texts(review.lesson, side) for side in Language}
    hits = [
        Cursor(number, side, row)
        for number, bead in enumerate(review.lesson.beads)
        for side in Language
        for row, sentence in enumerate(side_of(bead, side))
        if wanted in sides[side][sentence].text.casefold()
    ]
    if not hits:
        return told(review, f"“{query}” stands nowhere.")
    here = _order(review.cursor)
    place = next((n for n, hit in enumerate(hits) if _order(hit) > here), 0)
    return _at(review, hits[place], f"“{query}”: {place + 1} of {len(hits)}")


def forgotten(review: Review) -> Review:
    """Nothing sought and nothing marked any more."""
    return replace(review, query="", marked=None, message="")


def _rows(review: Review, number: int) -> int:
    """How many rows the cursor has on its side of a bead."""
    beads = review.lesson.beads
    return max(1, len(side_of(beads[number], review.cursor.side))) if beads else 1


def _order(cursor: Cursor) -> tuple[int, int, int]:
    return cursor.bead, list(Language).index(cursor.side), cursor.row


def _at(review: Review, cursor: Cursor, message: str = "") -> Review:
    word = review.word if cursor.bead == review.cursor.bead else 0
    return replace(review, cursor=cursor, word=word, message=message)
