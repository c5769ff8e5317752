"""`export`: what a lesson holds in other formats than the Anki package."""

from __future__ import annotations

import sys
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
    texts_or_lesson,
)

if TYPE_CHECKING:
    from decks.formats import Format

# Every format by name: the module that has its `render`, loaded when asked for (`decks.formats`).
FORMATS: Final[Mapping[str, str]] = {
    "anki-text": "decks.anki_text",
    "gift": "decks.platforms.gift",
    "moodle": "decks.platforms.moodle",
    "qti": "decks.platforms.qti",
    "kahoot": "decks.platforms.kahoot",
    "blooket": "decks.platforms.blooket",
    "quizlet": "decks.platforms.quizlet",
    "csv": "decks.platforms.csv_words",
    "xlsx": "decks.platforms.xlsx_words",
}


_WORKBOOKS: Final = ("kahoot", "xlsx")
_BINARY: Final = (*_WORKBOOKS, "qti")
_EPILOG: Final = """\b
Formats:
  anki-text  rows for Anki's own importer: matched by GUID, what is there is kept
  gift       questions for Moodle and others: de or het, meanings, matching, gaps
  moodle     the same as Moodle XML, with the text with gaps as a Cloze question
  qti        the same as a QTI 2.1 package for OpenOlat, TAO, ILIAS, Canvas and others
  kahoot     multiple choice as the spreadsheet that Kahoot imports
  blooket    the same as Blooket's CSV file
  quizlet    words and meanings, to paste into Quizlet
  csv        word list: forms, meaning, example and its translation
  xlsx       the same as a workbook for Excel and others

\b
Examples:
  kaartenbak export article.en.txt article.nl.txt --to anki-text -o article.txt
  kaartenbak export EN NL --to moodle --lang nl -o lesson.xml
  kaartenbak export EN NL --to xlsx --max-words 60 -o words.xlsx
"""


@click.command(cls=sections.Command, epilog=_EPILOG)
@texts_or_lesson
@click.option("--to", "form", type=click.Choice(tuple(FORMATS)), required=True, help="The format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write; standard output unless told otherwise.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    default="en",
    show_default=True,
    help="Language of questions and headings.",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="Another number gives other wrong answers and gaps; the same number the same.",
)
@choosing
@knowing
@reaching_anki()
@referring
@noting
@presplit
@modelled
@cached
def export(
    given: tuple[Path, ...],
    form: str,
    output: Path,
    language: str,
    seed: int,
    **options: Any,
) -> None:
    """Write notes, questions or words for other programs, to a file or standard output."""
    from cards.model import Language
    from decks import files, inputs
    from decks import given as opening
    from decks.formats import ExportOptions

    to_stdout = output == inputs.STDIN
    if form in _WORKBOOKS:
        from decks.platforms.cells import require_workbooks

        require_workbooks()
    if form in _BINARY and to_stdout and sys.stdout.isatty():
        raise click.UsageError(f"--to {form} is no text: name a file with -o.")
    if not to_stdout:
        files.writable(output)
    chosen = inputs.Options(**options)
    wanted = inputs.extras_wanted(chosen)
    made = opening.lesson(given, chosen)
    deck = inputs.deck_options(None, chosen)
    render: Format = import_module(FORMATS[form]).render
    deck = inputs.with_extras(made, deck, wanted, chosen)
    exported = render(made, ExportOptions(deck, Language(language), seed))
    for problem in exported.problems:
        console.report_problem(problem)
    if to_stdout:
        console.write_bytes(exported.content)
        return
    files.write_whole(output, exported.content)
    talk = console.talk()
    talk.print(f"Wrote {output}: {console.numbered(exported.count, exported.unit)}.", markup=False)
    talk.print(exported.advice, markup=False)
