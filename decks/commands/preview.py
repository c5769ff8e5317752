"""`preview`: what will be on the cards, in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    KINDS,
    cached,
    choosing,
    formats,
    knowing,
    modelled,
    presplit,
    reaching_anki,
    referring,
    texts_or_lesson,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cards.model import Lesson
    from decks.faces import Face


@click.command(cls=sections.Command)
@texts_or_lesson
@click.option(
    "--card", "numbers", type=click.IntRange(1), multiple=True, metavar="NR", help="This card only."
)
@click.option("--kind", type=click.Choice(KINDS), help="Cards of this kind only.")
@click.option("--word", metavar="WORD", help="Cards about this word only.")
@formats("page", "json")
@choosing
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def preview(
    given: tuple[Path, ...],
    numbers: tuple[int, ...],
    kind: str | None,
    word: str | None,
    form: str,
    **options: Any,
) -> None:
    """Show the pairs, the words and the cards in the terminal, and what is on no card.

    Takes two texts, a lesson, pairs, or the cards of an .apkg that kaartenbak made.

    \b
    Examples:
      kaartenbak preview article.en.txt article.nl.txt | less -R
      kaartenbak preview lesson.json --word regering
      kaartenbak preview article.apkg --kind cloze
    """  # noqa: D301 - click wants the character itself
    from decks import given as opening
    from decks import inputs
    from decks.faces import face_of, faces_in

    made = None
    if len(given) == 1 and given[0].suffix.lower() == ".apkg":
        faces = faces_in(given[0])
    else:
        made = opening.lesson(given, inputs.Options(**options))
        faces = [face_of(note) for note in made.notes]
    numbered = list(enumerate(faces, 1))
    chosen = [
        (number, face)
        for number, face in numbered
        if (not numbers or number in numbers)
        and (kind is None or face.kind == kind)
        and (word is None or face.has(word))
    ]
    if not chosen and (numbers or kind or word):
        raise _nothing(made, len(faces), numbers, kind, word)
    whole = made if chosen == numbered else None
    if form == "json":
        _print_json(whole, chosen)
    else:
        _print_page(whole, chosen)


def _print_page(whole: Lesson | None, chosen: Sequence[tuple[int, Face]]) -> None:
    """The whole lesson, or else the chosen cards."""
    from decks import preview as views

    page = console.page()
    marks = not page.is_terminal
    parts = (
        views.preview(whole, page.width, marks=marks)
        if whole is not None
        else views.cards(chosen, page.width, marks=marks)
    )
    for part in parts:
        page.print(part)


def _print_json(whole: Lesson | None, chosen: Sequence[tuple[int, Face]]) -> None:
    from dataclasses import asdict

    from decks import inputs, tables
    from decks.left_out import left_out

    told: dict[str, Any] = {}
    if whole is not None:
        english_of = inputs.english_of(whole.beads, whole.english)
        told = {
            "title": whole.title,
            "pairs": list(tables.bead_rows(whole.beads, whole.english, whole.dutch)),
            "words": list(tables.word_rows(whole.vocabulary, english_of, whole.dutch)),
            "left_out": [asdict(left) for left in left_out(whole)],
        }
    told["cards"] = [{"nr": number, **asdict(face)} for number, face in chosen]
    console.write_data(tables.json_text(told))


def _nothing(
    made: Lesson | None, count: int, numbers: Sequence[int], kind: str | None, word: str | None
) -> Exception:
    """Why there is no such card."""
    from cards.errors import NothingToWriteError
    from decks.left_out import why_not

    if word is not None:
        reason = why_not(made, word) if made is not None else ""
        return NothingToWriteError(f"No card is about “{word}”.", reason)
    if numbers and max(numbers) > count:
        return NothingToWriteError(f"There is no card {max(numbers)}: there are {count}.")
    if numbers:
        told = ", ".join(map(str, numbers))
        return NothingToWriteError(
            f"Card {told} is not of the kind {kind}: all cards are counted, of every kind.",
            "Leave out --card or --kind.",
        )
    return NothingToWriteError(f"There is no card of the kind {kind}.")
