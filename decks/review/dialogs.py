"""What the review asks in a box of its own, and its help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from decks.review.keys import KEYS, Pane

_HEADINGS: Final = {
    Pane.PAIRS: "In the pairs",
    Pane.WORDS: "In the words",
    Pane.BOTH: "Everywhere",
}
_WIDEST: Final = 16  # columns for the names of a key
_LETTERS: Final = "123456789"


def _keys(*rows: tuple[str, str, str]) -> list[BindingType]:
    """Keys of a box, by name, action and meaning; they go before those of what is in the box."""
    return [Binding(names, action, told, priority=True) for names, action, told in rows]


class AskLine(ModalScreen[str | None]):
    """A line to write; None where the person thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = _keys(
        ("enter", "take", "take it"), ("escape", "dismiss(None)", "back")
    )

    def __init__(self, title: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._title, self._hint = title, hint
        # Made here: keys may come before the box is composed.
        self._line = Input(value, select_on_focus=True)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(Text(self._title, "bold"))
            yield self._line
            yield Static(Text(_joined(self._hint, "enter takes it, escape goes back"), "dim"))

    def action_take(self) -> None:
        """It is written."""
        self.dismiss(self._line.value)


class AskSentence(ModalScreen[str | None]):
    """A sentence to reword; `own` is what stands in the text, if that is something else."""

    BINDINGS: ClassVar[list[BindingType]] = _keys(
        ("enter", "take", "take it"), ("escape", "dismiss(None)", "back")
    )

    def __init__(self, title: str, value: str, own: str = "") -> None:
        super().__init__()
        self._title, self._value, self._own = title, value, own
        self._area = TextArea(value, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(Text(self._title, "bold"))
            yield self._area
            if self._own != self._value:
                yield Static(Text(f"In the text: {self._own}", "dim"))
            yield Static(Text("enter takes it, escape goes back", "dim"))

    def on_mount(self) -> None:
        """The cursor is at the end."""
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    def action_take(self) -> None:
        """It is written."""
        self.dismiss(" ".join(self._area.text.split()))


class Choose(ModalScreen[str | None]):
    """One of several texts, by its number, or another that is written."""

    BINDINGS: ClassVar[list[BindingType]] = _keys(
        ("escape", "dismiss(None)", "back"),
        ("enter,space", "pick", "take it"),
        ("j,down", "move(1)", "down"),
        ("k,up", "move(-1)", "up"),
        ("o,slash", "other", "another"),
        *((letter, f"take({int(letter) - 1})", letter) for letter in _LETTERS),
    )

    def __init__(self, title: str, options: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._options = tuple(options[: len(_LETTERS)])
        rows = [Option(f"{n}  {text}") for n, text in enumerate(self._options, 1)]
        self._list = OptionList(*rows, Option("o  another …"), markup=False)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(Text(self._title, "bold"))
            yield self._list
            yield Static(Text("a number or enter takes it, escape goes back", "dim"))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """It is chosen."""
        await self.action_take(event.option_index)

    async def action_pick(self) -> None:
        """Take the one that is highlighted."""
        await self.action_take(self._list.highlighted or 0)

    async def action_take(self, number: int) -> None:
        """Take one by its number, from 0."""
        if number < len(self._options):
            self.dismiss(self._options[number])
        elif number == len(self._options):
            await self.action_other()

    def action_move(self, step: int) -> None:
        """The one below, or above."""
        if step > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    async def action_other(self) -> None:
        """Write another."""

        def then(text: str | None) -> None:
            if text:
                self.dismiss(text)

        await self.app.push_screen(AskLine(self._title), then)


class Leave(ModalScreen[str | None]):
    """What to do with corrections that are not saved: "save", "keep" or "discard"."""

    BINDINGS: ClassVar[list[BindingType]] = _keys(
        ("escape", "dismiss(None)", "stay"),
        ("w,enter", "dismiss('save')", "save"),
        ("q", "dismiss('keep')", "keep"),
        ("d", "dismiss('discard')", "discard"),
    )

    def compose(self) -> ComposeResult:
        """The box."""
        rows = (
            ("w", "save them and quit"),
            ("q", "quit; they are taken up next time"),
            ("d", "throw them away and quit"),
            ("escape", "stay here"),
        )
        with Vertical(classes="box"):
            yield Static(Text("There are corrections that are not saved.", "bold"))
            yield Static(_table(rows))


class Help(ModalScreen[None]):
    """All keys; any key goes back, but for those that scroll."""

    BINDINGS: ClassVar[list[BindingType]] = _keys(
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
        ("f,pagedown,space", "scroll(10)", "further down"),
        ("b,pageup", "scroll(-10)", "back up"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._page = VerticalScroll(classes="box help", can_focus=False)

    def compose(self) -> ComposeResult:
        """The keys, by where they work."""
        with self._page:
            for pane, heading in _HEADINGS.items():
                yield Static(Text(heading, "bold"))
                rows = [(key.written, key.told) for key in KEYS if key.pane is pane]
                yield Static(_table(rows, _WIDEST), classes="keys")
            yield Static(Text("j and k scroll; any other key goes back", "dim"))

    def action_scroll(self, lines: int) -> None:
        """Further down, or up."""
        self._page.scroll_relative(y=lines, animate=False)

    def on_key(self, event: events.Key) -> None:
        """Back: keys that scroll do not come here."""
        event.stop()
        self.dismiss(None)


def _table(rows: Sequence[tuple[str, str]], min_width: int = 0) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True, min_width=min_width)
    table.add_column()
    for keys, told in rows:
        table.add_row(keys, told)
    return table


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
