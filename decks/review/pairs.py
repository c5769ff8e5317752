"""What the keys of the bilingual list do to the pair and the sentence under the cursor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from cards import editing
from cards.decisions import dropped_beads
from cards.editing import EditError
from cards.model import Bead, Language, Lesson
from decks.review import moves
from decks.review.state import Review, edited, side_of, texts, told


def right(review: Review) -> Review:
    """The pair is right as it stands; on to the next doubtful one."""
    number = review.cursor.bead
    if review.bead is None:
        return review
    after = moves.to_doubtful(edited(review, partial(editing.confirm, number=number), ""))
    return told(after, f"Pair {number + 1} is right. {after.message}")


def merged(review: Review, step: int = 1) -> Review:
    """One with the pair below (or above), or with the one that is marked."""
    here = review.cursor.bead
    other = here + step
    if review.marked in review.lesson.beads:
        other = review.lesson.beads.index(review.marked)
    elif not 0 <= other < len(review.lesson.beads):
        return told(review, f"There is no pair {'below' if step > 0 else 'above'} this one.")
    return edited(review, partial(editing.merge, number=here, other=other), "Merged.")


def marked(review: Review) -> Review:
    """The pair waits to be merged with another; marked twice, it waits no more."""
    if review.bead == review.marked:
        return replace(review, marked=None, message="No longer marked.")
    message = "Marked: go to another pair, and m puts both together."
    return replace(review, marked=review.bead, message=message)


def split(review: Review) -> Review:
    """In two before the sentence under the cursor; the other side is cut at the same length."""
    bead = review.bead
    if bead is None:
        return review
    if len(bead.english) + len(bead.dutch) < 3:
        message = (
            "One sentence a side: x parts the two." if bead.is_pair else "It is alone already."
        )
        return told(review, message)
    english, dutch = _cut(review, bead)
    edit = partial(editing.split, number=review.cursor.bead, english=english, dutch=dutch)
    return edited(review, edit, "Split; J and K move a sentence if it went the wrong way.")


def pushed(review: Review, step: int) -> Review:
    """The sentence and those beyond it in its pair go to the next pair down, or up.

    The next pair is the nearest that has something in the other language.
    """
    bead, side = review.bead, review.cursor.side
    if bead is None or review.sentence is None:
        return told(review, "There is no sentence here to move.")
    indices, row = side_of(bead, side), review.cursor.row
    going = indices[row:] if step > 0 else indices[row::-1]
    beads = review.lesson.beads
    order = range(review.cursor.bead + step, len(beads) if step > 0 else -1, step)
    target = next((beads[n] for n in order if side_of(beads[n], _other(side))), None)
    if target is None:
        return told(review, f"There is no pair {'below' if step > 0 else 'above'} to move it to.")

    def edit(lesson: Lesson) -> Lesson:
        anchor = side_of(target, _other(side))[0]
        for sentence in going:
            lesson = editing.move(lesson, side, sentence, _home(lesson, _other(side), anchor))
        return lesson

    count = f"{len(going)} sentences" if len(going) > 1 else "Moved"
    way = "down" if step > 0 else "up"
    return edited(review, edit, f"{count} {way} a pair.")


def unlinked(review: Review) -> Review:
    """Its sentences are no translations of each other."""
    bead, number = review.bead, review.cursor.bead
    if bead is None or not (bead.is_pair or len(bead.english + bead.dutch) > 1):
        return told(review, "It is alone already.")
    return edited(review, partial(editing.unlink, number=number), "Parted.")


def dropped(review: Review) -> Review:
    """On no card; or, if it was dropped, on cards again."""
    bead, number = review.bead, review.cursor.bead
    if bead is None:
        return review
    is_dropped = (bead.english, bead.dutch) in dropped_beads(review.lesson.decisions)
    edit = partial(editing.drop, number=number, dropped=not is_dropped)
    return edited(review, edit, "On cards again." if is_dropped else "Dropped: on no card.")


def text(review: Review) -> tuple[str, str]:
    """What the sentence under the cursor reads on cards and in the text; empty without one."""
    if review.sentence is None:
        return "", ""
    lesson, side = review.lesson, review.cursor.side
    own = lesson.english if side is Language.ENGLISH else lesson.dutch
    return texts(lesson, side)[review.sentence].text, own[review.sentence].text


def reworded(review: Review, new: str) -> Review:
    """What the sentence shall read on cards."""
    sentence, side = review.sentence, review.cursor.side
    if sentence is None:
        return told(review, "There is no sentence here.")
    edit = partial(editing.edit_text, language=side, sentence=sentence, text=new)
    return edited(review, edit, "The text on the cards is changed.")


def _cut(review: Review, bead: Bead) -> tuple[int, int]:
    """How many sentences of each side come before the cut."""
    side = review.cursor.side
    if len(side_of(bead, side)) < 2:
        side = _other(side)
    row = review.cursor.row if side is review.cursor.side else 0
    before = max(1, row)
    share = _shares(review.lesson, bead, side)[before]
    there = _shares(review.lesson, bead, _other(side))
    cut = min(range(len(there)), key=lambda n: (abs(there[n] - share), -n))
    return (before, cut) if side is Language.ENGLISH else (cut, before)


def _shares(lesson: Lesson, bead: Bead, side: Language) -> list[float]:
    """How much of a side, by its length, stands before each of its sentences, and at its end."""
    sentences = texts(lesson, side)
    lengths = [len(sentences[i].text) for i in side_of(bead, side)]
    total = sum(lengths) or 1
    return [sum(lengths[:n]) / total for n in range(len(lengths) + 1)]


def _home(lesson: Lesson, side: Language, sentence: int) -> int:
    found = (n for n, bead in enumerate(lesson.beads) if sentence in side_of(bead, side))
    number = next(found, None)
    if number is None:
        raise EditError(f"There is no sentence {sentence + 1}.")
    return number


def _other(side: Language) -> Language:
    return Language.DUTCH if side is Language.ENGLISH else Language.ENGLISH
