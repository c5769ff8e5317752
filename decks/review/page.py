"""The bilingual list as lines of text: pairs side by side, as many as the screen has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from cards.model import Bead, Language
from decks.preview import NARROW
from decks.review.state import Cursor, Review, side_of, standing, texts

STYLES: Final = ("here", "sentence", "nr", "doubtful", "unlikely", "hand", "faint", "found")
"""What `Styles` has: the pair and the sentence under the cursor, a number, a doubtful pair and one
that is more likely wrong, what was set by hand, what makes no cards, and what was sought."""
SHADED: Final = frozenset({"here", "doubtful", "unlikely"})
Styles = Mapping[str, Style]

_UNLIKELY_BELOW: Final = 0.5
_STANDING: Final = 8  # columns for "dropped" and a blank
_BETWEEN: Final = " │ "
_CURSOR, _ONE_OF_SEVERAL, _ALONE, _NOTHING = "› ", "· ", "  ", "–"
_NARROWEST: Final = 24  # columns; below that, lines are cut off
_MARGIN: Final = 1  # column to the right of the text
_ABOVE: Final = 3  # a pair jumped to stands at this part of the height


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, and the sentence that a click on each side of it means.

    `divide` is the column from which on the Dutch is meant; None where the line has one side only.
    """

    text: Text
    cursor: Cursor
    dutch: Cursor
    divide: int | None = None

    def at(self, column: int) -> Cursor:
        """The sentence at a column."""
        return self.dutch if self.divide is not None and column >= self.divide else self.cursor


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen: from pair `top` on, without its first `skip` lines."""

    top: int
    skip: int
    lines: tuple[Line, ...]
    last: int
    """The last pair of which anything is seen."""


class Page:
    """Draws the pairs of one review on so many columns."""

    def __init__(self, review: Review, width: int, styles: Styles) -> None:
        self._review = review
        self._width = max(_NARROWEST, width - _MARGIN)
        self._styles = styles
        self._texts = {side: texts(review.lesson, side) for side in Language}
        self._edited = {(edit.language, edit.sentence) for edit in review.lesson.decisions.texts}

    def window(self, before: Window | None, height: int) -> Window:
        """What to show, moved from `before` no further than the cursor asks for."""
        count = len(self._review.lesson.beads)
        if not count:
            return Window(0, 0, (), 0)
        here = self._review.cursor.bead
        if before is None or not before.top - 1 <= here <= before.last + 1:
            top = self._above(here, height // _ABOVE)
        else:
            top = min(before.top, here)
        lines = list(self._from(top, height))
        while top < here and self._last_of(here, lines) >= height:  # the whole pair, if it fits
            top += 1
            lines = list(self._from(top, height))
        sentence = [n for n, line in enumerate(lines) if self._is_here(line)]
        skip = max(0, min(sentence[0], sentence[-1] - height + 1)) if sentence else 0
        lines = lines[skip : skip + height]
        return Window(top, skip, tuple(lines), lines[-1].cursor.bead)

    def bead(self, number: int) -> list[Line]:
        """The lines of one pair."""
        bead = self._review.lesson.beads[number]
        left = self._left(number, bead)
        room = self._width - cell_len(left.plain)
        sides = {side: list(self._cells(number, bead, side, room)) for side in Language}
        made = (
            self._beside(number, left, room, sides)
            if self._width >= NARROW
            else self._below(left, sides)
        )
        lines = list(made)
        if number == self._review.cursor.bead:
            for line in lines:
                line.text.pad_right(self._width + _MARGIN - cell_len(line.text.plain))
                line.text.stylize_before(self._styles["here"])
        return lines

    # Parts of a pair --------------------------------------------------------------------------

    def _left(self, number: int, bead: Bead) -> Text:
        """The bar, the number and how it stands."""
        review = self._review
        bar = "▌" if number == review.cursor.bead else " "
        mark = "◆" if bead == review.marked else " "
        digits = max(3, len(str(len(review.lesson.beads))))
        word = standing(review.lesson, bead)
        style = self._shade(bead, word)
        return Text.assemble(
            (bar, self._styles["hand"]),
            (mark, self._styles["hand"]),
            (f"{number + 1:>{digits}} ", self._styles["nr"]),
            (f"{_in_words(bead, word):>{_STANDING - 1}}", style),
            " ",
        )

    def _shade(self, bead: Bead, word: str) -> Style:
        if word in ("doubtful", "alone?"):
            name = "unlikely" if bead.confidence < _UNLIKELY_BELOW else "doubtful"
            return self._styles[name]
        if word in ("by hand", "dropped", "alone"):
            return self._styles["hand" if word == "by hand" else "faint"]
        return Style()

    def _cells(
        self, number: int, bead: Bead, side: Language, room: int
    ) -> Iterator[tuple[Text, Cursor]]:
        """The wrapped lines of one side, each with its sentence."""
        width = self._column(room, side) - 2
        indices = side_of(bead, side)
        faint = standing(self._review.lesson, bead) in ("dropped", "alone")
        if not indices:
            cursor = Cursor(number, side)
            is_here = cursor == self._review.cursor
            yield Text.assemble((_CURSOR if is_here else _ALONE), (_NOTHING, "dim")), cursor
        for row, sentence in enumerate(indices):
            cursor = Cursor(number, side, row)
            is_here = cursor == self._review.cursor
            text = Text(self._texts[side][sentence].text)
            if faint:
                text.stylize(self._styles["faint"])
            if (side, sentence) in self._edited:
                text.append(" (edited)", style=self._styles["hand"])
            if self._review.query:
                self._mark_found(text)
            if is_here:
                text.stylize(self._styles["sentence"])
            first = _CURSOR if is_here else _ONE_OF_SEVERAL if len(indices) > 1 else _ALONE
            for line, part in enumerate(_wrapped(text, width)):
                yield Text.assemble(_ALONE if line else first, part), cursor

    def _mark_found(self, text: Text) -> None:
        plain, query = text.plain.casefold(), self._review.query.casefold()
        if len(plain) != len(text.plain):  # "ß" and its like: places would be wrong
            return
        start = plain.find(query)
        while start >= 0:
            text.stylize(self._styles["found"], start, start + len(query))
            start = plain.find(query, start + len(query))

    def _beside(
        self,
        number: int,
        left: Text,
        room: int,
        sides: Mapping[Language, Sequence[tuple[Text, Cursor]]],
    ) -> Iterator[Line]:
        english, dutch = sides[Language.ENGLISH], sides[Language.DUTCH]
        width = self._column(room, Language.ENGLISH)
        margin = cell_len(left.plain)
        for n in range(max(len(english), len(dutch))):
            one = english[n] if n < len(english) else (Text(), english[-1][1])
            other = dutch[n] if n < len(dutch) else (Text(), dutch[-1][1])
            start = left.copy() if not n else self._margin(number, margin)
            cell = one[0].copy()
            cell.pad_right(width - cell_len(cell.plain))
            text = Text.assemble(start, cell, (_BETWEEN, "dim"), other[0])
            yield Line(text, one[1], other[1], margin + width + 1)

    def _below(
        self, left: Text, sides: Mapping[Language, Sequence[tuple[Text, Cursor]]]
    ) -> Iterator[Line]:
        rows = [*sides[Language.ENGLISH], *sides[Language.DUTCH]]
        margin = cell_len(left.plain)
        for n, (cell, cursor) in enumerate(rows):
            start = left.copy() if not n else self._margin(cursor.bead, margin)
            inset = "  " if cursor.side is Language.DUTCH else ""
            yield Line(Text.assemble(start, inset, cell), cursor, cursor)

    def _margin(self, number: int, width: int) -> Text:
        bar = "▌" if number == self._review.cursor.bead else " "
        return Text.assemble((bar, self._styles["hand"]), " " * (width - 1))

    def _column(self, room: int, side: Language) -> int:
        if self._width < NARROW:
            return max(8, room - (2 if side is Language.DUTCH else 0))
        half = (room - len(_BETWEEN)) // 2
        return half if side is Language.ENGLISH else room - len(_BETWEEN) - half

    # Windows ----------------------------------------------------------------------------------

    def _from(self, top: int, height: int) -> Iterator[Line]:
        """Lines from a pair on: all of the one under the cursor, else as many as are seen."""
        count = 0
        for number in range(top, len(self._review.lesson.beads)):
            if count >= height:
                return
            lines = self.bead(number)
            count += len(lines)
            yield from lines

    def _above(self, number: int, rows: int) -> int:
        """The pair from which on `number` stands about `rows` lines down."""
        while number > 0 and rows > 0:
            rows -= len(self.bead(number - 1))
            number -= rows >= 0
        return number

    def _last_of(self, number: int, lines: Sequence[Line]) -> int:
        """The last line of a pair; beyond all lines if it is not among them."""
        found = [n for n, line in enumerate(lines) if line.cursor.bead == number]
        return found[-1] if found else len(lines)

    def _is_here(self, line: Line) -> bool:
        cursor = self._review.cursor
        return cursor in (line.cursor, line.dutch)


def _in_words(bead: Bead, word: str) -> str:
    """*97%*, *64% ?* or how else the pair stands."""
    if word == "sure":
        return f"{bead.confidence:.0%}  "
    if word == "doubtful":
        return f"{bead.confidence:.0%} ?"
    return word.replace("?", " ?")


def _wrapped(text: Text, width: int) -> list[Text]:
    from rich.console import Console

    return list(text.wrap(Console(width=width), width)) or [Text()]
