"""`build` and `demo`: from two texts to an Anki package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands import again, sections
from decks.commands.again import remembering
from decks.commands.options import (
    cached,
    choosing,
    knowing,
    modelled,
    noting,
    presplit,
    reaching_anki,
    referring,
    speaking,
    texts_or_lesson,
)

if TYPE_CHECKING:
    from cards.model import Lesson
    from decks.inputs import Options


def _named_as_package(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() != ".apkg":
        raise click.BadParameter("name a file that ends in .apkg: Anki goes by the ending.")
    return path


@click.command(cls=sections.Command)
@texts_or_lesson
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE.apkg",
    callback=_named_as_package,
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pairs instead of texts, corrected or from elsewhere: .tsv, .xlsx or .tmx.",
)
@choosing
@noting
@speaking
@remembering
@knowing
@reaching_anki()
@click.option(
    "--lesson",
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Save the lesson too; what you decided in an older one is kept.",
)
@referring
@presplit
@modelled
@cached
def build(given: tuple[Path, ...], pairs: Path | None, **options: Any) -> None:
    """Make an Anki deck from an English text and its Dutch translation, or from a lesson.

    \b
    Examples:
      kaartenbak build article.en.txt article.nl.txt -o article.apkg --max-words 25
      kaartenbak build article.en.txt article.nl.txt -o article.apkg --lesson lesson.json
      kaartenbak build lesson.json -o article.apkg
      kaartenbak build --pairs pairs.xlsx -o article.apkg
    """  # noqa: D301 - click wants the character itself
    from decks import given as opening

    if pairs is not None:
        given = (*given, opening.require_pairs(pairs))
    saved: Path | None = options["lesson"]
    is_saved_over = given == (saved,) and given[0].suffix == opening.LESSON_SUFFIX
    again.check(options, *(() if is_saved_over else given))
    _build(lambda chosen: opening.lesson(given, chosen, saved), options)


@click.command(cls=sections.Command)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="demo.apkg",
    show_default=True,
    metavar="FILE.apkg",
    callback=_named_as_package,
)
@choosing
@speaking
@referring
@modelled
@cached
def demo(**options: Any) -> None:
    """Make a deck from the sample article that comes with kaartenbak."""
    from decks import inputs

    _build(lambda chosen: inputs.lesson(inputs.read_sample(), chosen), options)


def _build(make: Callable[[Options], Lesson], options: dict[str, Any]) -> None:
    from decks import adoption, apkg, files, given, inputs
    from decks.preview import summary

    output: Path = options.pop("output")
    saved: Path | None = options.pop("lesson", None)
    is_dry, form = options.pop("dry_run", False), options.pop("form", None)
    chosen = inputs.Options(**options)
    how = inputs.deck_options(output, chosen)
    for path in (output, saved, how.memory):
        if path is not None:
            files.writable(path)
    wanted = inputs.extras_wanted(chosen)
    adoption.recall(output, how.memory, how.adopt)  # what cannot be read is told before the work
    made = make(chosen)
    how = inputs.with_extras(made, how, wanted, chosen)
    if is_dry:
        again.print_changes(apkg.plan_package(made, output, how), form or "table")
        return
    report = apkg.write_package(made, output, how)
    if saved is not None:
        given.save(made, saved)
    talk = console.talk()
    talk.print(summary(made))
    for problem in report.problems:
        console.report_problem(problem)
    again.tell_changes(report)
    kinds = ", ".join(console.numbered(n, kind.value) for kind, n in report.by_kind.items())
    cards = console.numbered(report.cards, "cards")
    talk.print(f"Wrote {output}: {cards} ({kinds}).", markup=False)
    talk.print("In Anki: File → Import…, and choose that file.", markup=False)
