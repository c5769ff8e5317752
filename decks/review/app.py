"""The review on the screen: keys in, drawings out; what a key means is decided elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import ClassVar, Final

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Static

from cards.errors import KaartenbakError
from cards.model import Language, Lesson
from decks.review import moves, pairs, words
from decks.review import state as states
from decks.review.background import Background, Remake
from decks.review.dialogs import Ask, AskSentence, Choose, Help, Leave
from decks.review.keys import Pane
from decks.review.lines import footer, header
from decks.review.panes import PairsPane, WordsPane
from decks.review.state import Review
from decks.review.store import Store
from decks.review.style import CSS, DARK, LIGHT

_INTERRUPTED: Final = 130
_PATIENCE: Final = 0.4  # seconds without a key before vocabulary is worked out
_MIDDLING: Final = 20  # lines from which on there is room for some words
_TALL: Final = 32  # and for many
_WIDE: Final = 120  # columns from which on the words stand beside the pairs

Change = Callable[[Review], Review]


class ReviewApp(App[str]):
    """The review of one lesson. It returns "saved", "kept" or "discarded"."""

    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_MIDDLING, "-middling"), (_TALL, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True)
    ]

    def __init__(
        self, review: Review, store: Store, remake: Remake, *, light: bool = False
    ) -> None:
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = (LIGHT if light else DARK).name
        self.review = review
        self._store = store
        self._background = Background(remake, self._from_thread)
        self._timer: Timer | None = None
        self._may_write_over = False
        self._trouble = ""

    # The screen -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts, from top to bottom."""
        yield Static(id="header")
        with Container(id="body"):
            yield PairsPane(self.review)
            yield WordsPane(self.review)
        yield Static(id="message")
        yield Static(id="footer")

    def on_mount(self) -> None:
        """Begin: the first drawing, and what was not worked out yet."""
        self.title = self.review.lesson.title
        self.query_one(PairsPane).focus()
        self._draw()
        self._work_out_soon()
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._stop, 128 + number)

    def on_descendant_focus(self) -> None:
        """The footer tells the keys of the part that one is in."""
        self._draw()

    def on_resize(self) -> None:
        """As many keys in the footer as there is room for."""
        self.call_after_refresh(self._draw)

    @property
    def pane(self) -> Pane:
        """Where the person is."""
        return Pane.WORDS if isinstance(self.focused, WordsPane) else Pane.PAIRS

    def _draw(self) -> None:
        if not self._has_parts():
            return
        review, width = self.review, self.size.width
        main = self.screen_stack[0]
        main.query_one(PairsPane).show(review)
        main.query_one(WordsPane).show(review)
        main.query_one("#header", Static).update(header(review, width))
        message = self._trouble or review.message
        main.query_one("#message", Static).update(
            Text(f" {message}" if message else "", no_wrap=True)
        )
        main.query_one("#footer", Static).update(footer(self.pane, width))

    def _has_parts(self) -> bool:
        return bool(self.screen_stack) and bool(self.screen_stack[0].query(PairsPane))

    # From one state to the next ---------------------------------------------------------------

    def then(self, change: Change) -> None:
        """What a key does: another state, drawn, and kept if something was corrected."""
        before, self.review = self.review, change(self.review)
        if self.review.lesson is not before.lesson:
            self._may_write_over = False
            self._keep()
            self._work_out_soon()
        self._draw()

    def _keep(self) -> None:
        """Corrections outlive whatever ends the program."""
        self._trouble = ""
        try:
            if self.review.is_saved:
                self._store.forget()
            else:
                self._store.keep(self.review.lesson)
        except KaartenbakError as error:
            self._trouble = f"Not kept: {error.message}"

    def _work_out_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PATIENCE, self._work_out)

    def _work_out(self) -> None:
        if not self.review.is_worked_out:
            self._background.ask(self.review.lesson)

    def _from_thread(self, source: Lesson, made: Lesson | KaartenbakError) -> None:
        with contextlib.suppress(RuntimeError):  # the screen is gone
            self.call_from_thread(self._worked_out, source, made)

    def _worked_out(self, source: Lesson, made: Lesson | KaartenbakError) -> None:
        if isinstance(made, KaartenbakError):
            self.review = states.told(self.review, f"No words: {made}")
        else:
            self.review = states.with_made(self.review, source, made)
            if self.review.is_saved and source == self.review.saved and not source.is_current:
                self._write()
        self._draw()

    # The mouse --------------------------------------------------------------------------------

    def on_pairs_pane_pointed(self, event: PairsPane.Pointed) -> None:
        """To the sentence that was clicked."""
        self.then(lambda review: moves.placed(review, event.cursor))

    def on_pairs_pane_turned(self, event: PairsPane.Turned) -> None:
        """A pair further, or back."""
        self.then(lambda review: moves.paged(review, event.step))

    # Keys -------------------------------------------------------------------------------------

    def action_right(self) -> None:
        """Right as it is."""
        self.then(pairs.right)

    def action_doubtful(self, step: int) -> None:
        """To a doubtful pair."""
        self.then(lambda review: moves.to_doubtful(review, step))

    def action_push(self, step: int) -> None:
        """A sentence to the next pair."""
        self.then(lambda review: pairs.pushed(review, step))

    def action_merge(self, step: int) -> None:
        """Two pairs into one."""
        self.then(lambda review: pairs.merged(review, step))

    def action_mark(self) -> None:
        """A pair waits to be merged."""
        self.then(pairs.marked)

    def action_split(self) -> None:
        """A pair into two."""
        self.then(pairs.split)

    def action_unlink(self) -> None:
        """No pair at all."""
        self.then(pairs.unlinked)

    def action_drop(self) -> None:
        """Off the cards."""
        self.then(pairs.dropped)

    def action_side(self, language: str) -> None:
        """To a language."""
        self.then(lambda review: moves.sided(review, Language(language)))

    def action_page(self, step: int) -> None:
        """A screen further."""
        pane = self.query_one(PairsPane)
        seen = len({line.cursor.bead for line in pane.lines})
        self.then(lambda review: moves.paged(review, step * max(1, seen - 1)))

    def action_end(self, step: int) -> None:
        """To the first or the last pair."""
        self.then(lambda review: moves.paged(review, step * len(review.lesson.beads)))

    def action_step(self, step: int) -> None:
        """Down or up."""
        step_in = words.stepped if self.pane is Pane.WORDS else moves.stepped
        self.then(lambda review: step_in(review, step))

    def action_other_pane(self) -> None:
        """To the words, or back."""
        self.query_one(PairsPane if self.pane is Pane.WORDS else WordsPane).focus()

    def action_undo(self) -> None:
        """Take back."""
        self.then(states.undone)

    def action_redo(self) -> None:
        """Do again."""
        self.then(states.redone)

    def action_article(self) -> None:
        """Another article."""
        self.then(words.article)

    def action_known(self) -> None:
        """The word is known."""
        self.then(words.known)

    def action_exclude(self) -> None:
        """The word is left out."""
        self.then(words.excluded)

    # Questions --------------------------------------------------------------------------------

    def action_reword(self) -> None:
        """Another text for the card."""
        text, own = pairs.text(self.review)
        if not text:
            self.then(lambda review: states.told(review, "There is no sentence here."))
            return
        self._ask(AskSentence("The sentence on the cards", text, own), pairs.reworded)

    def action_meaning(self) -> None:
        """Another meaning."""
        word = words.chosen(self.review)
        if word is not None:
            title = f"What “{word.lemma}” means here"
            box = Choose(title, word.meanings) if word.meanings else Ask(title)
            self._ask(box, words.meaning)

    def action_lemma(self) -> None:
        """Another lemma."""
        word = words.chosen(self.review)
        if word is not None:
            hint = "zich before a reflexive verb"
            self._ask(Ask("The right lemma", word.lemma, hint), words.headword)

    def action_search(self) -> None:
        """Look for a text."""
        self._ask(Ask("Search both languages", self.review.query), moves.sought)

    def action_help(self) -> None:
        """All keys."""
        self.push_screen(Help())

    def _ask(
        self, box: Ask | AskSentence | Choose, answered: Callable[[Review, str], Review]
    ) -> None:
        def then(text: str | None) -> None:
            if text is not None:
                self.then(lambda review: answered(review, text))

        self.push_screen(box, then)

    # Saving and leaving -----------------------------------------------------------------------

    def action_theme(self) -> None:
        """Dark or light."""
        self.theme = (LIGHT if self.theme == DARK.name else DARK).name
        self._draw()

    def action_save(self) -> None:
        """Write the lesson; a file that another program has written since only when asked twice."""
        if self._store.is_changed and not self._may_write_over:
            self._may_write_over = True
            message = (
                f"{self._store.path.name} was changed by another program; w again writes over it."
            )
            self.then(lambda review: states.told(review, message))
            return
        if self._write():
            count = _decisions(self.review.lesson)
            message = f"Saved {self._store.path.name}: {count} decisions."
            self.then(lambda review: states.told(states.saved(review), message))

    def _write(self) -> bool:
        try:
            self._store.save(self.review.to_save)
        except KaartenbakError as error:
            message = f"Not saved: {error}"
            self.then(lambda review: states.told(review, message))
            return False
        self._may_write_over = False
        return True

    def action_leave(self) -> None:
        """Quit; what is not saved is asked about."""
        if self.review.is_saved:
            self.exit("saved")
            return

        def then(answer: str | None) -> None:
            if answer == "save":
                self.action_save()
                if self.review.is_saved:
                    self.exit("saved")
            elif answer == "keep":
                self.exit("kept")
            elif answer == "discard":
                self._store.forget()
                self.exit("discarded")

        self.push_screen(Leave(), then)

    async def action_quit(self) -> None:
        """What Textual itself has Control-Q do."""
        self.action_leave()

    def action_interrupt(self) -> None:
        """Control-C: leave at once; what is not saved is kept."""
        self._stop(_INTERRUPTED)

    def _stop(self, code: int) -> None:
        self.exit("saved" if self.review.is_saved else "kept", return_code=code)


def _decisions(lesson: Lesson) -> int:
    decisions = lesson.decisions
    return len(decisions.beads) + len(decisions.texts) + len(decisions.words)
