"""`study`: go through the cards in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    cached,
    choosing,
    knowing,
    modelled,
    presplit,
    reaching_anki,
    referring,
    texts_or_lesson,
)

if TYPE_CHECKING:
    from cards.model import Lesson
    from decks.study import Session


@click.command(cls=sections.Command)
@texts_or_lesson
@click.option(
    "--order",
    type=click.Choice(("random", "text")),
    default="random",
    show_default=True,
    help="Shuffled, or as the sentences come in the text.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another number, another random order."
)
@choosing
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def study(given: tuple[Path, ...], order: str, seed: int, **options: Any) -> None:
    """Go through the cards in the terminal, one by one; nothing is written anywhere.

    Space turns a card, 1 to 4 grade it, j and k go on and back, u undoes, ? tells all keys.

    \b
    Examples:
      kaartenbak study article.en.txt article.nl.txt --cards vocabulary --order text
      kaartenbak study lesson.json
    """  # noqa: D301 - click wants the character itself
    from cards.errors import NothingToWriteError
    from decks import given as opening
    from decks import inputs, keys
    from decks import study as studying

    keys.require_terminal("study")
    made = opening.lesson(given, inputs.Options(**options))
    session = studying.begin(made.notes, seed=seed if order == "random" else None)
    if not session.queue:
        advice = "Allow more with --cards, --max-words or --min-confidence."
        raise NothingToWriteError("These texts give no card to study.", advice)
    session = go_through(made, session)
    console.talk().print(studying.statistics(session), markup=False)


def go_through(lesson: Lesson, session: Session) -> Session:
    """Show the cards until the person quits, and tell how far they came."""
    from dataclasses import replace

    from rich.live import Live

    from decks.keys import END, keyboard
    from decks.study_view import Screen, body_rows

    screen = Screen(lesson.title, lesson.notes, session)
    page = console.page()
    live = Live(screen, console=page, screen=True, auto_refresh=False)

    def draw() -> None:
        live.update(screen, refresh=True)

    with keyboard(resized=draw) as next_key:
        try:  # not `with`: an interrupt while it starts would leave the screen behind
            live.start()
            draw()
            while (key := next_key()) not in ("q", END):
                if key in ("f", "page down", "b", "page up"):
                    step = body_rows(page) - 1
                    step = step if key in ("f", "page down") else -step
                    screen = replace(screen, scroll=screen.top(page) + step)
                elif screen.is_help:
                    screen = replace(screen, is_help=False, scroll=None)
                else:
                    after = pressed(screen.session, key)
                    screen = Screen(lesson.title, lesson.notes, after, is_help=key == "?")
                draw()
        finally:
            live.stop()
    return screen.session


def pressed(session: Session, key: str) -> Session:
    """What a key makes of a session; nothing new if it means nothing."""
    from decks import study as studying

    match key:
        case "space" | "enter":
            return studying.turned(session)
        case "j" | "right" | "down":
            return studying.moved(session, 1)
        case "k" | "left" | "up":
            return studying.moved(session, -1)
        case "1" | "2" | "3" | "4":
            return studying.graded(session, int(key))
        case "u":
            return studying.undone(session)
        case _:
            return session
