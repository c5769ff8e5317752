"""`build` and `demo`: from two texts to an Anki package."""

from __future__ import annotations

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
    two_texts,
)

if TYPE_CHECKING:
    from decks.inputs import Texts


@click.command(cls=sections.Command)
@two_texts
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE.apkg")
@choosing
@noting
@speaking
@remembering
@knowing
@reaching_anki()
@click.option(
    "--lesson", type=click.Path(path_type=Path), metavar="FILE.json", help="Save the lesson too."
)
@referring
@presplit
@modelled
@cached
def build(english: Path, dutch: Path, **options: Any) -> None:
    """Make an Anki deck from an English text and its Dutch translation.

    \b
    Example:
      kaartenbak build article.en.txt article.nl.txt -o article.apkg --max-words 25
    """  # noqa: D301 - click wants the character itself
    from decks.inputs import read_texts

    again.check(options, english, dutch)
    _build(read_texts(english, dutch, presplit=options["presplit"]), options)


@click.command(cls=sections.Command)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="demo.apkg", show_default=True
)
@choosing
@speaking
@referring
@modelled
@cached
def demo(**options: Any) -> None:
    """Make a deck from the sample article that comes with kaartenbak."""
    from decks.inputs import read_sample

    _build(read_sample(), options)


def _build(texts: Texts, options: dict[str, Any]) -> None:
    from decks import adoption, apkg, files, inputs, lesson_file
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
    made = inputs.lesson(texts, chosen)
    how = inputs.with_extras(made, how, wanted, chosen)
    if is_dry:
        again.print_changes(apkg.plan_package(made, output, how), form or "table")
        return
    report = apkg.write_package(made, output, how)
    if saved is not None:
        lesson_file.save(made, saved)
    talk = console.talk()
    talk.print(summary(made))
    for problem in report.problems:
        console.report_problem(problem)
    again.tell_changes(report)
    kinds = ", ".join(f"{count} {kind.value}" for kind, count in report.by_kind.items())
    talk.print(f"Wrote {output}: {report.cards} cards ({kinds}).", markup=False)
    talk.print("In Anki: File → Import…, and choose that file.", markup=False)
