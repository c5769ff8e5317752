"""`build` and `demo`: from two texts to an Anki package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
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


@click.command()
@two_texts
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE.apkg")
@choosing
@noting
@speaking
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

    _build(read_texts(english, dutch, presplit=options["presplit"]), options)


@click.command()
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
    from decks import apkg, files, inputs, lesson_file
    from decks.preview import summary

    output: Path = options.pop("output")
    saved: Path | None = options.pop("lesson", None)
    for path in (output, saved):
        if path is not None:
            files.writable(path)
    chosen = inputs.Options(**options)
    wanted = inputs.extras_wanted(chosen)
    made = inputs.lesson(texts, chosen)
    deck = inputs.deck_options(made.title, output, chosen)
    deck = inputs.with_extras(made, deck, wanted, chosen)
    report = apkg.write_package(made, output, deck)
    if saved is not None:
        lesson_file.save(made, saved)
    talk = console.talk()
    talk.print(summary(made))
    for problem in report.problems:
        console.report_problem(problem)
    kinds = ", ".join(f"{count} {kind.value}" for kind, count in report.by_kind.items())
    talk.print(f"Wrote {output}: {report.cards} cards ({kinds}).", markup=False)
    talk.print("In Anki: File → Import…, and choose that file.", markup=False)
