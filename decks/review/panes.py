"""The parts of the review screen that a person moves about in: the pairs, and the words of one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from decks.review import words
from decks.review.page import SHADED, STYLES, Line, Page, Window
from decks.review.state import Cursor, Review, standing

_WORD: Final = 26  # columns for a headword, where there is room


class Drawn(Widget, can_focus=True):
    """A part of the screen that is drawn line by line from a review."""

    def __init__(self, review: Review, name: str) -> None:
        super().__init__(id=name)
        self.review = review

    def show(self, review: Review) -> None:
        """Draw another state."""
        self.review = review
        self.refresh()

    def look(self, name: str, *, shaded: bool = False) -> Style:
        """A component class as a style; without its background unless it is `shaded`."""
        whole = self.get_component_rich_style(name)  # colours that follow the theme, made plain
        return whole if shaded else Style(color=whole.color) + _letters(whole)

    def strip(self, text: Text | None) -> Strip:
        """A line of text as what Textual draws, on the background of this part."""
        width, style = self.size.width, self.rich_style
        if text is None:
            return Strip([Segment(" " * width, style)], width)
        segments = text.render(self.app.console)
        return Strip(Segment.apply_style(segments, style)).adjust_cell_length(width, style)


class PairsPane(Drawn):
    """The bilingual list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pairs--{name}" for name in STYLES}

    class Pointed(Message):
        """The mouse asks for a sentence."""

        def __init__(self, cursor: Cursor) -> None:
            super().__init__()
            self.cursor = cursor

    class Turned(Message):
        """The mouse wheel was turned, down where `step` is positive."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, review: Review) -> None:
        super().__init__(review, "pairs")
        self._window: Window | None = None
        self._drawn: tuple[Review, int, int, str] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is seen, from the top."""
        width, height = self.size
        now = (self.review, width, height, self.app.theme)
        if self._window is None or self._drawn != now:
            styles = {name: self.look(f"pairs--{name}", shaded=name in SHADED) for name in STYLES}
            self._window = Page(self.review, width, styles).window(self._window, height)
            self._drawn = now
        return self._window.lines

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        lines = self.lines
        return self.strip(lines[y].text if y < len(lines) else None)

    def on_click(self, event: events.Click) -> None:
        """Go to the sentence that was clicked."""
        if event.y < len(self.lines):
            self.post_message(self.Pointed(self.lines[event.y].at(event.x)))

    def on_mouse_scroll_down(self) -> None:
        """On."""
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self) -> None:
        """Back."""
        self.post_message(self.Turned(-1))


class WordsPane(Drawn):
    """The words of the pair under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"words--{name}" for name in ("here", "de", "het", "faint", "hand", "focus")
    }

    class Chosen(Message):
        """The mouse asks for a word, by its place."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, review: Review) -> None:
        super().__init__(review, "words")
        self._words = words.words_of(review)

    def show(self, review: Review) -> None:
        """Draw another state."""
        self._words = words.words_of(review)
        self.set_class(not self._words, "-empty")  # which leaves the room to the pairs
        super().show(review)

    def render_line(self, y: int) -> Strip:
        """The heading, then a word a line; those above scroll away where there are too many."""
        if y == 0:
            return self.strip(self._heading())
        count = len(self._words)
        place = min(self.review.word, max(0, count - 1))
        number = self._top() + y - 1
        if not self._words:
            nothing = self._nothing()
            return self.strip(Text(nothing[y - 1] if y <= len(nothing) else ""))
        if number >= count:
            return self.strip(None)
        is_here = number == place and self.has_focus
        line = self._line(self._words[number], is_here=is_here)
        if is_here:
            line.pad_right(max(0, self.size.width - cell_len(line.plain)))
            line.stylize_before(self._style("here"))
        return self.strip(line)

    def on_click(self, event: events.Click) -> None:
        """Go to the word that was clicked."""
        number = self._top() + event.y - 1
        if event.y and number < len(self._words):
            self.post_message(self.Chosen(number))

    def _top(self) -> int:
        """The first word that is seen."""
        height, count = self.size.height - 1, len(self._words)
        place = min(self.review.word, max(0, count - 1))
        return max(0, min(place - height // 2, count - height))

    def _heading(self) -> Text:
        count = len(self._words)
        behind = "" if self.review.is_worked_out or not count else " (being worked out)"
        place = f" {min(self.review.word, count - 1) + 1} of {count}" if count else ""
        title = f" Words{place}{behind} "
        style = self._style("focus" if self.has_focus else "faint")
        line = "──" + title + "─" * max(0, self.size.width - len(title) - 2)
        return Text.assemble((line, style))

    def _nothing(self) -> list[str]:
        """Why there is no word, in lines that fit."""
        bead, review = self.review.bead, self.review
        told = "No words for cards here."
        if bead is None or not bead.is_pair:
            told = "A sentence that is alone gives no words."
        elif standing(review.lesson, bead) == "dropped":
            told = "A pair that is dropped gives no words."
        elif bead.confidence < review.lesson.choice.min_confidence:
            told = "No words yet: if the pair is right, press space."
        elif not review.is_worked_out:
            told = "The words are being worked out …"
        return textwrap.wrap(
            told, max(10, self.size.width - 3), initial_indent="  ", subsequent_indent="  "
        )

    def _line(self, word: words.Word, *, is_here: bool) -> Text:
        article = word.article if word.article in ("de", "het") else ""
        head = Text.assemble(
            "› " if is_here else "  ",
            (
                f"{word.article} " if word.article else "",
                self._style(article) if article else Style(),
            ),
            (word.lemma, "bold"),
        )
        column = min(_WORD, self.size.width // 2, 4 + max(map(_length, self._words)))
        head.pad_right(max(0, column - cell_len(head.plain)))
        first, *others = word.meanings or ("?",)
        told = Text.assemble(head, " ", first)
        if others:
            told.append(f"  {', '.join(others)}", style=self._style("faint"))
        marks = [word.left_out] if word.left_out else [_on_cards(word.cards)] if word.cards else []
        marks += ["yours"] * word.decided
        right = " · ".join(marks)
        told.truncate(max(0, self.size.width - cell_len(right) - 2), overflow="ellipsis", pad=True)
        told.append(f" {right} ", style=self._style("hand" if word.decided else "faint"))
        return told

    def _style(self, name: str) -> Style:
        return self.look(f"words--{name}", shaded=name == "here")


def _length(word: words.Word) -> int:
    return cell_len(f"{word.article} {word.lemma}".strip())


def _letters(style: Style) -> Style:
    return Style(bold=style.bold, italic=style.italic, reverse=style.reverse)


def _on_cards(cards: Iterable[str]) -> str:
    return " + ".join(cards)
