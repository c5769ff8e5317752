"""`review`: look where the aligner was not sure, and put it right; on a screen, or from a file."""

from __future__ import annotations

import os
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
    from decks.inputs import Options


@click.command(cls=sections.Command)
@texts_or_lesson
@click.option(
    "--lesson",
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Where the lesson is saved; of two texts needed, of a lesson its own file by default.",
)
@click.option(
    "--apply",
    "pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="No screen: put the pairs of this .tsv, .xlsx or .tmx into the lesson.",
)
@click.option(
    "--theme",
    type=click.Choice(("auto", "dark", "light")),
    default="auto",
    show_default=True,
    help="Colours; auto follows the terminal where it tells.",
)
@choosing
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def review(
    given: tuple[Path, ...], lesson: Path | None, pairs: Path | None, theme: str, **options: Any
) -> None:
    """Correct a lesson on the screen, beginning with the pair that is least certain.

    Merge and split pairs, move sentences between them, drop them, reword sentences; choose the
    meaning, article or lemma of a word, or leave it out. Each key is told below the text and by ?.
    Nothing is lost if the program ends in between: the next review takes it up.

    \b
    Examples:
      kaartenbak review lesson.json
      kaartenbak review article.en.txt article.nl.txt --lesson lesson.json
      kaartenbak review lesson.json --apply pairs.xlsx
    """  # noqa: D301 - click wants the character itself
    from decks import given as opening
    from decks.inputs import Options

    chosen = Options(**options)
    if pairs is not None:
        _apply(given, pairs, lesson, chosen)
        return
    _require_screen()
    target = lesson or (given[0] if opening.is_lesson(given) else None)
    if target is None:
        raise click.UsageError("Say where the lesson is saved: --lesson FILE.json.")
    _on_screen(_open(given, target, chosen), target, chosen, theme)


def _require_screen() -> None:
    from decks.keys import require_terminal

    require_terminal(
        "review", "Without one, correct a file: `align -o pairs.tsv`, `review --apply`."
    )


def _open(given: tuple[Path, ...], target: Path, options: Options) -> Lesson:
    """The lesson, in the file `target` from the start if it was not there."""
    from decks import files
    from decks import given as opening

    files.writable(target)
    if opening.is_lesson(given):
        made = opening.as_saved(given[0], options)
        if not _is_same(given[0], target):
            opening.spare_other(made, target)
            opening.save(made, target)
        return made
    made = opening.lesson(given, options, target)
    opening.save(made, target)
    return made


def _on_screen(lesson: Lesson, target: Path, options: Options, theme: str) -> None:
    from cards.pipeline import remake
    from decks.review import app, journal, state
    from decks.review.store import Store
    from decks.workbench import workshop

    store = Store(target)
    taken = journal.take_up(store.journal, lesson)
    for problem in taken.problems:
        console.report_problem(problem)
    message = ""
    if taken.lesson != lesson:
        message = "Corrections that were not saved last time are taken up; u goes back."
    begun = state.begin(taken.lesson, saved=lesson, message=message)
    tools = workshop(lambda _stage: None, options)
    light = theme == "light" or (theme == "auto" and _is_light())
    shown = app.ReviewApp(begun, store, lambda one: remake(one, tools), light=light)
    left = shown.run()
    talk = console.talk()
    if left == "saved" and store.is_saved_here:
        told = f"{target} is saved. For the deck: kaartenbak build {target} -o deck.apkg"
        talk.print(told, markup=False, soft_wrap=True)
    elif left == "kept":
        talk.print(
            f"Not saved; your corrections wait in {store.journal} for the next review.",
            markup=False,
        )
    elif left == "discarded":
        talk.print("Left without saving.")
    if shown.return_code:
        raise SystemExit(shown.return_code)


def _is_light() -> bool:
    """Whether the terminal says that its background is light, as some do (*15;0* is dark)."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return background.isdecimal() and int(background) in (7, 15)


def _is_same(one: Path, other: Path) -> bool:
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _apply(given: tuple[Path, ...], pairs: Path, target: Path | None, options: Options) -> None:
    """Correct a lesson from a file of pairs, and tell what was done."""
    from cards.applying import apply
    from cards.pipeline import remake
    from decks import files
    from decks import given as opening
    from decks.pairs import load
    from decks.preview import summary
    from decks.review import journal
    from decks.workbench import workshop

    opening.require_pairs(pairs)
    if not opening.is_lesson(given):
        raise click.UsageError("Give the lesson that --apply shall correct (.json).")
    target = target or given[0]
    files.writable(target)
    made = opening.as_saved(given[0], options)
    journal.require_none(journal.path_of(given[0]))
    paired = load(pairs)
    for problem in (problem for document in paired.documents for problem in document.problems):
        console.report_problem(problem)
    applied = apply(made, paired, str(pairs))
    for problem in applied.problems:
        console.report_problem(problem)
    with console.progress() as progress:
        corrected = remake(applied.lesson, workshop(progress, options))
    opening.save(corrected, target)
    talk = console.talk()
    talk.print(summary(corrected))
    talk.print(
        f"Wrote {target}: set by hand {applied.paired}, dropped {applied.dropped}, "
        f"reworded {applied.reworded}, added {applied.added}.",
        markup=False,
    )
