"""The review on the screen: keys in, drawings out; what a key means is decided elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import ClassVar, Final

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from cards.errors import KaartenbakError
from cards.model import Lesson
from decks.console import numbered
from decks.review import moves, pairs, words
from decks.review import state as states
from decks.review.background import Background, Remake
from decks.review.dialogs import AskLine, AskSentence, Choose, Help, Leave
from decks.review.keys import Ask, Key, Pane, key_named
from decks.review.lines import footer, header
from decks.review.panes import PairsPane, WordsPane
from decks.review.state import Review
from decks.review.store import Store
from decks.review.style import CSS, DARK, LIGHT

_INTERRUPTED: Final = 130
_PATIENCE: Final = 0.4  # seconds without a key before vocabulary is worked out
_ROUNDS, _LONGEST = 3, 2.0  # how often, and for how many seconds, a box is waited for
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

    class WorkedOut(Message):
        """What came of working out the vocabulary of a lesson."""

        def __init__(self, source: Lesson, made: Lesson | KaartenbakError) -> None:
            super().__init__()
            self.source = source
            self.made = made

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
        below = self.screen_stack[0]  # any box that asks something
        return Pane.WORDS if isinstance(below.focused, WordsPane) else Pane.PAIRS

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
        self.post_message(self.WorkedOut(source, made))  # this alone is safe in a thread

    def on_review_app_worked_out(self, event: ReviewApp.WorkedOut) -> None:
        """Show the words, and add them to what was saved without them."""
        source, made = event.source, event.made
        if isinstance(made, KaartenbakError):
            self.review = states.told(self.review, f"No words: {made}")
        else:
            self.review = words.with_made(self.review, source, made)
            is_as_saved = source == self.review.saved == self.review.lesson
            if is_as_saved and self._store.is_saved_here and not self._store.is_changed:
                self._write()
        self._draw()

    # The mouse --------------------------------------------------------------------------------

    def on_pairs_pane_pointed(self, event: PairsPane.Pointed) -> None:
        """To the sentence that was clicked."""
        self.then(lambda review: moves.placed(review, event.cursor))

    def on_pairs_pane_turned(self, event: PairsPane.Turned) -> None:
        """A pair further, or back."""
        self.then(lambda review: moves.paged(review, event.step))

    def on_words_pane_chosen(self, event: WordsPane.Chosen) -> None:
        """To the word that was clicked."""
        self.then(lambda review: words.stepped(review, event.number - review.word))

    # Keys -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys one by one, each done with before the next, so that a quick hand loses none."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if len(self.screen_stack) == 1 and (key := key_named(event.key, self.pane)):
                await self._press(key)
                return
            await super().on_event(event)
            await self._settled()
        else:
            await super().on_event(event)

    async def _press(self, key: Key) -> None:
        if isinstance(key.does, Ask):
            await self.run_action(key.does)
        else:
            self.then(key.does)

    async def _settled(self) -> None:
        """Wait until the box on the screen has done with a key, and is gone if that ended it."""
        for _ in range(_ROUNDS):
            for pump in (self.focused, self.screen, self.screen_stack[0]):
                if pump is not None and pump.is_running:
                    done = asyncio.Event()
                    pump.call_next(done.set)
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(done.wait(), _LONGEST)

    def action_page_down(self) -> None:
        """A screen further."""
        self.then(lambda review: moves.paged(review, self._seen()))

    def action_page_up(self) -> None:
        """A screen back."""
        self.then(lambda review: moves.paged(review, -self._seen()))

    def _seen(self) -> int:
        """How many pairs are seen, but for one that stays."""
        lines = self.query_one(PairsPane).lines
        return max(1, len({line.cursor.bead for line in lines}) - 1)

    def action_other_pane(self) -> None:
        """To the words, or back."""
        there = PairsPane if self.pane is Pane.WORDS else WordsPane
        self.screen.set_focus(self.query_one(there))

    # Questions --------------------------------------------------------------------------------

    async def action_reword(self) -> None:
        """Another text for the card."""
        text, own = pairs.text(self.review)
        if text:
            box = AskSentence("The sentence on the cards", text, own)
            await self._ask(box, pairs.reworded)
        else:
            self.then(lambda review: states.told(review, "There is no sentence here."))

    async def action_meaning(self) -> None:
        """Another meaning."""
        if word := self._word():
            title = f"What “{word.lemma}” means here"
            box = Choose(title, word.meanings) if word.meanings else AskLine(title)
            await self._ask(box, words.meaning)

    async def action_lemma(self) -> None:
        """Another lemma."""
        if word := self._word():
            hint = "zich before a reflexive verb"
            await self._ask(AskLine("The right lemma", word.lemma, hint), words.headword)

    def _word(self) -> words.Word | None:
        """The word under the cursor; that there is none is told."""
        word = words.chosen(self.review)
        if word is None:
            self.then(lambda review: states.told(review, words.NO_WORD))
        return word

    async def action_search(self) -> None:
        """Look for a text."""
        await self._ask(AskLine("Search both languages", self.review.query), moves.sought)

    async def action_help(self) -> None:
        """All keys."""
        await self.push_screen(Help())

    async def _ask(
        self, box: AskLine | AskSentence | Choose, answered: Callable[[Review, str], Review]
    ) -> None:
        def then(text: str | None) -> None:
            if text is not None:
                self.then(lambda review: answered(review, text))

        await self.push_screen(box, then)

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
            decided = numbered(_decisions(self.review.lesson), "decisions")
            message = f"Saved {self._store.path.name}: {decided}."
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

    async def action_leave(self) -> None:
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

        await self.push_screen(Leave(), then)

    async def action_quit(self) -> None:
        """What Textual itself has Control-Q do."""
        await self.action_leave()

    def action_interrupt(self) -> None:
        """Control-C: leave at once; what is not saved is kept."""
        self._stop(_INTERRUPTED)

    def _stop(self, code: int) -> None:
        self.exit("saved" if self.review.is_saved else "kept", return_code=code)


def _decisions(lesson: Lesson) -> int:
    decisions = lesson.decisions
    return len(decisions.beads) + len(decisions.texts) + len(decisions.words)
