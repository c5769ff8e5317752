"""Paper cards: where each face stands, so that fronts and backs meet when the sheet is turned.

The grid is centred on the paper. A printer that turns the sheet over its long edge brings the left
of the front to the right of the back, so the columns are mirrored. Over the short edge it brings
the top to the bottom: then the back is that of the long edge, turned by half. A folded card has its
back beside its front, and needs no second side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cards.model import Language, VocabularyEntry
from decks.worksheets.model import CardPage, CardSheets, Face, Look, PlacedFace, Section
from decks.worksheets.phrases import Phrases
from decks.worksheets.vocabulary import grammar, headword, meaning

# Few printers reach nearer to the edge of the paper (mm).
_MARGIN = 6.0
_MARK = 4.0
_Lines = tuple[tuple[float, float, float, float], ...]


class Sides(StrEnum):
    """How fronts and backs come together."""

    LONG = "long-edge"
    SHORT = "short-edge"
    FOLD = "fold"


@dataclass(frozen=True, slots=True)
class Grid:
    """Places for cards on a page, left to right and down; all in millimetres."""

    left: float
    top: float
    columns: int
    rows: int
    width: float
    height: float

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """The top left of each card."""
        return tuple(
            (self.left + column * self.width, self.top + row * self.height)
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def cuts(self) -> _Lines:
        """Lines along every edge of a card, a little longer than the grid."""
        right, bottom = self.left + self.columns * self.width, self.top + self.rows * self.height
        down = tuple(
            (x, self.top - _MARK, x, bottom + _MARK)
            for x in (self.left + n * self.width for n in range(self.columns + 1))
        )
        across = tuple(
            (self.left - _MARK, y, right + _MARK, y)
            for y in (self.top + n * self.height for n in range(self.rows + 1))
        )
        return down + across


def grid(look: Look, width: float, height: float) -> Grid | None:
    """As many cards as the paper holds, centred; None if it holds none."""
    page_width, page_height = look.page
    columns = int((page_width - 2 * _MARGIN + 1e-6) // width)
    rows = int((page_height - 2 * _MARGIN + 1e-6) // height)
    if columns < 1 or rows < 1:
        return None
    left, top = (page_width - columns * width) / 2, (page_height - rows * height) / 2
    return Grid(left, top, columns, rows, width, height)


def section(
    entries: Iterable[VocabularyEntry],
    sides: Sides,
    look: Look,
    size: tuple[float, float],
    phrases: Phrases,
) -> Section | None:
    """Sheets of cards of `size` (width and height in mm); None if the paper is too small."""
    cards = [(_front(entry), _back(entry, phrases)) for entry in entries]
    width, height = size
    places = grid(look, 2 * width if sides is Sides.FOLD else width, height)
    if places is None:
        return None
    on_page = places.columns * places.rows
    pages: list[CardPage] = []
    for first in range(0, len(cards), on_page):
        part = list(enumerate(cards[first : first + on_page], first))
        pages += (
            _folded(part, places) if sides is Sides.FOLD else _printed(part, places, sides, look)
        )
    return Section(phrases.flashcards, "", (CardSheets(width, height, tuple(pages)),))


_Numbered = Sequence[tuple[int, tuple[Face, Face]]]


def _printed(cards: _Numbered, places: Grid, sides: Sides, look: Look) -> list[CardPage]:
    """A page of fronts, and the page of their backs."""
    page_width, page_height = look.page
    fronts, backs = [], []
    for (number, (front, back)), (x, y) in zip(cards, places.places, strict=False):
        fronts.append(PlacedFace(front, number, x, y))
        if sides is Sides.LONG:
            backs.append(PlacedFace(back, number, page_width - x - places.width, y))
        else:
            below = page_height - y - places.height
            backs.append(PlacedFace(back, number, x, below, turned=True))
    return [CardPage(tuple(fronts), places.cuts()), CardPage(tuple(backs))]


def _folded(cards: _Numbered, places: Grid) -> list[CardPage]:
    """One page: each front with its back on its right, and the line to fold along between them."""
    half = places.width / 2
    faces: list[PlacedFace] = []
    folds = []
    for (number, (front, back)), (x, y) in zip(cards, places.places, strict=False):
        faces += [PlacedFace(front, number, x, y), PlacedFace(back, number, x + half, y)]
        folds.append((x + half, y, x + half, y + places.height))
    return [CardPage(tuple(faces), places.cuts(), tuple(folds))]


def _front(entry: VocabularyEntry) -> Face:
    return Face(headword(entry), "", Language.DUTCH)


def _back(entry: VocabularyEntry, phrases: Phrases) -> Face:
    return Face(meaning(entry), grammar(entry, phrases), Language.ENGLISH)
