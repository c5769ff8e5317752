"""Sentences that a translator moved far: left alone on both sides, yet each other's match.

The search goes through both texts in one order, but for neighbours that change places. What it
leaves alone and what is plainly one sentence in the other language is put together afterwards.
Headings and menus are not, alike as they may be: the same words stand in many places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cards.model import Bead

if TYPE_CHECKING:
    from cards.alignment.texts import Closest, Texts

CLOSE = 0.9  # of the way from unrelated sentences to usual translations
CLEAR = 0.25  # of the same, before the next best match, on both sides
SHORTEST = 25  # characters
# Under what becomes a card by itself: such pairs are rare. Of three in all our texts two are in the
# gold, and the third reads like a translation.
CONFIDENCE = 0.75


def with_moved(beads: Sequence[Bead], texts: Texts, closest: Closest) -> tuple[Bead, ...]:
    """The beads, those sentences put together that were moved; Dutch order is kept."""
    alone = {bead.english[0] for bead in beads if not bead.dutch}
    there = {bead.dutch[0] for bead in beads if not bead.english}
    moved = {
        int(closest.english.partner[i]): i for i in alone if _is_moved(i, there, texts, closest)
    }
    gone = set(moved.values())
    return tuple(
        replace(bead, english=(moved[bead.dutch[0]],), confidence=CONFIDENCE)
        if not bead.english and bead.dutch[0] in moved
        else bead
        for bead in beads
        if bead.dutch or bead.english[0] not in gone
    )


def _is_moved(english: int, there: set[int], texts: Texts, closest: Closest) -> bool:
    dutch = int(closest.english.partner[english])
    if dutch not in there or int(closest.dutch.partner[dutch]) != english:
        return False
    for side, near, place in (
        (texts.english, closest.english, english),
        (texts.dutch, closest.dutch, dutch),
    ):
        is_sentence = side.terminal[place] and side.length[place] >= SHORTEST
        margin = CLEAR * closest.closeness.span
        if not is_sentence or near.best[place] - near.second[place] < margin:
            return False
    close = closest.closeness
    return bool(closest.english.best[english] - close.background >= CLOSE * close.span)
