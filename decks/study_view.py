"""A study session on the screen: a card, a line above it and the keys below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from cards.model import ClozeNote, Note, SentenceNote, WordNote
from decks import preview, study
from decks.faces import face_of

_KINDS: Final = {WordNote: "word", ClozeNote: "cloze", SentenceNote: "sentence"}
_WIDEST: Final = 72  # columns of text that are easily read
_FRAME: Final = 2  # lines above and below the card

_HELP: Final = (
    ("space, enter", "turn the card over"),
    ("j, →, ↓", "next card"),
    ("k, ←, ↑", "card before"),
    ("1 2 3 4", "again, hard, good, easy: once the back shows"),
    ("u", "undo the last grade"),
    ("f, page down", "further down a card that is too long"),
    ("b, page up", "back up"),
    ("?", "these keys"),
    ("q", "quit"),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """What fills the terminal; `scroll` lines of the body are above its top, None leaves it be."""

    title: str
    notes: Sequence[Note]
    session: study.Session
    is_help: bool = False
    scroll: int | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, rows = console.width, body_rows(console)
        lines = self._body(console)
        top = self.top(console)
        shown = lines[top : top + rows]
        indent = max(0, (width - _width(console)) // 2)
        whole = len(_lines(console, self._whole()))  # so that a card stays put when it is turned
        above = max(0, rows - whole) // 3
        yield self._header(width, hidden=len(lines) - top - len(shown) > 0, top=top)
        blank: list[Segment] = []
        for line in ([blank] * above + shown + [blank] * rows)[:rows]:
            yield Segment(" " * indent)
            yield from line
            yield Segment.line()
        yield self._footer(width)

    def top(self, console: Console) -> int:
        """The first line of the body that is seen; a back that would not fit comes up by itself."""
        total, rows = len(self._body(console)), body_rows(console)
        wanted = self.scroll
        if wanted is None:
            turned = self.session.is_turned and not self.is_help
            wanted = len(_lines(console, self._sides()[0])) if turned else 0
        return min(max(wanted, 0), max(0, total - rows))

    def _body(self, console: Console) -> list[list[Segment]]:
        if self.is_help:
            return _lines(console, _help())
        return _lines(console, self._whole() if self.session.is_turned else self._sides()[0])

    def _whole(self) -> RenderableType:
        front, back = self._sides()
        return Group(front, Rule(style="dim"), back)

    def _sides(self) -> tuple[RenderableType, RenderableType]:
        turn = self.session.turn
        if turn is None:
            skipped = sum(turn not in self.session.grades for turn in self.session.queue)
            left = f"\n{skipped} passed over: k goes back to them." if skipped else ""
            return Text(f"That was all.\n\n{study.statistics(self.session)}{left}"), Text()
        return preview.sides(face_of(self.notes[turn[0]]), marks=False)

    def _header(self, width: int, *, hidden: bool, top: int) -> Text:
        turn, session = self.session.turn, self.session
        place = f"{min(session.place + 1, len(session.queue))}/{len(session.queue)}"
        told = [place] if turn else []
        if turn:
            told.append(_KINDS[type(self.notes[turn[0]])])
            told += ["once more"] * bool(turn[1])
            told += [study.GRADES[session.grade]] if session.grade else []
        told += ["↑ b"] * (top > 0) + ["f ↓"] * hidden
        right = " · ".join(told)
        title = Text(self.title, style="bold", no_wrap=True)
        title.truncate(max(0, width - len(right) - 2), overflow="ellipsis", pad=True)
        return Text.assemble(title, "  ", (right, "dim"), no_wrap=True, overflow="crop")

    def _footer(self, width: int) -> Text:
        """The keys that matter now, as many as fit."""
        keys = [("?", "help"), ("q", "quit")]
        session = self.session
        if self.is_help:
            return _keys([("any other key", "back")], width)
        useful = [("u", "undo")] if session.before else []
        if session.turn is None:
            return _keys([*keys, ("k", "back"), *useful], width)
        if session.is_turned and session.grade is None:
            grades = [(str(grade), name) for grade, name in study.GRADES.items()]
            return _keys([*grades, *keys, *useful, ("space", "front"), ("j", "next")], width)
        turn = ("space", "front" if session.is_turned else "back")
        return _keys([turn, *keys, *useful, ("j", "next"), ("k", "before")], width)


def body_rows(console: Console) -> int:
    """Lines that a card can take."""
    return max(1, console.height - _FRAME)


def _width(console: Console) -> int:
    return max(1, min(console.width - 2, _WIDEST))


def _lines(console: Console, body: RenderableType) -> list[list[Segment]]:
    options = console.options.update(width=_width(console), height=None)
    return console.render_lines(body, options, pad=False)


def _help() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for keys, told in _HELP:
        table.add_row(keys, told)
    return table


def _keys(keys: Sequence[tuple[str, str]], width: int) -> Text:
    """The keys in their order of importance, each whole or not at all."""
    line = Text(no_wrap=True, overflow="crop")
    for key, told in keys:
        part = Text.assemble(("  " if line else "", ""), (key, "bold"), " ", (told, "dim"))
        if len(line) + len(part) > width:
            break
        line.append_text(part)
    return line
