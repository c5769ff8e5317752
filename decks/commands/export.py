"""`export`: the same notes in other formats than the Anki package."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    cached,
    choosing,
    knowing,
    modelled,
    noting,
    presplit,
    reaching_anki,
    referring,
    two_texts,
)

if TYPE_CHECKING:
    from decks.formats import Format

# Every format by name: the module that has its `render`, loaded when asked for (`decks.formats`).
FORMATS: Final[Mapping[str, str]] = {
    "anki-text": "decks.anki_text",
}


_EPILOG: Final = """\b
Formats:
  anki-text  rows for Anki's own importer: matched by GUID, what is there is kept

\b
Example:
  kaartenbak export article.en.txt article.nl.txt --to anki-text -o article.txt
"""


@click.command(cls=sections.Command, epilog=_EPILOG)
@two_texts
@click.option("--to", "form", type=click.Choice(tuple(FORMATS)), required=True, help="The format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write; standard output unless told otherwise.",
)
@choosing
@knowing
@reaching_anki()
@referring
@noting
@presplit
@modelled
@cached
def export(english: Path, dutch: Path, form: str, output: Path, **options: Any) -> None:
    """Write the notes as a file for other programs, or to standard output."""
    from decks import files, inputs

    to_stdout = output == inputs.STDIN
    if not to_stdout:
        files.writable(output)
    texts = inputs.read_texts(english, dutch, presplit=options["presplit"])
    chosen = inputs.Options(**options)
    wanted = inputs.extras_wanted(chosen)
    made = inputs.lesson(texts, chosen)
    deck = inputs.deck_options(None, chosen)
    render: Format = import_module(FORMATS[form]).render
    exported = render(made, inputs.with_extras(made, deck, wanted, chosen))
    for problem in exported.problems:
        console.report_problem(problem)
    if to_stdout:
        console.write_bytes(exported.content)
        return
    files.write_whole(output, exported.content)
    talk = console.talk()
    talk.print(f"Wrote {output}: {exported.notes} notes.", markup=False)
    talk.print(exported.advice, markup=False)
