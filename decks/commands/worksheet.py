"""`worksheet`: what a teacher hands out, from the same lesson as the deck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cards.errors import InputError, KaartenbakError, NothingToWriteError
from decks import console
from decks.commands import sections
from decks.commands.options import cached, modelled, presplit
from decks.commands.worksheet_options import asking, sheet_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cards.model import Lesson
    from decks.worksheets.make import SheetOptions
    from decks.worksheets.model import Worksheet

_EPILOG: Final = """\b
Exercises:
  gaps         the text with gaps, a word bank or a hint at each gap
  matching     words and their meanings
  translation  sentences to translate
  scramble     sentences to put in order
  reading      the text in numbered lines, its words explained in the margin
  bilingual    the text beside its translation
  vocabulary   a word list with grammar, meaning and example
  test         that list with a column to fill in
  flashcards   paper cards to cut out

\b
Examples:
  kaartenbak worksheet article.en.txt article.nl.txt -o lesson.pdf
  kaartenbak worksheet EN NL -o lesson.docx --exercise gaps --words verbs --hint lemma
  kaartenbak worksheet EN NL -o cards.pdf --exercise flashcards --turn short-edge
  kaartenbak worksheet EN NL -o lesson.pdf -o lesson.html --versions 2 --key separate
  kaartenbak worksheet articles/ -o 'sheets/{name}.pdf'
"""


@click.command(epilog=_EPILOG, cls=sections.Command)
@click.argument(
    "given",
    nargs=-1,
    required=True,
    metavar="EN NL | LESSON.json | FOLDER",
    type=click.Path(path_type=Path),
)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    metavar="FILE",
    help="Where to write: .pdf, .docx, .html, .md, .xml (Moodle) or .zip (QTI). Repeatable.",
)
@asking
@presplit
@modelled
@cached
def worksheet(given: tuple[Path, ...], outputs: tuple[Path, ...], **options: Any) -> None:
    """Make class material from an English text and its Dutch translation, or from a lesson.

    With a folder, every pair of files like article.en.txt and article.nl.txt in it gets a sheet;
    {name} in the output stands for their common name.
    """
    pairs = list(_pairs(given))
    _check_outputs(outputs, pairs)
    chosen = sheet_options(options)
    failed: KaartenbakError | None = None
    for name, texts in pairs:
        targets = _targets(outputs, name)
        try:
            made = _lesson(texts, options)
            _write(made, chosen, targets, options["versions"], options["key"])
        except KaartenbakError as error:
            if len(pairs) == 1:
                raise
            console.report_error(type(error)(f"{texts[-1]}: {error.message}", error.advice))
            failed = failed or error
    if failed is not None:
        click.get_current_context().exit(failed.exit_code)


def _lesson(given: tuple[Path, ...], options: dict[str, Any]) -> Lesson:
    """The lesson; made of two texts it has as many words as the sheet may ask for."""
    from decks import given as opening
    from decks import inputs

    shared = ("presplit", "model", "model_dir", "no_cache", "cache_dir")
    chosen = inputs.Options(**{name: options[name] for name in shared})
    if len(given) == 2:
        chosen = replace(chosen, kinds=(), max_words=options["list_words"])
    return opening.lesson(given, chosen)


def _targets(outputs: tuple[Path, ...], name: str) -> tuple[Path, ...]:
    return tuple(Path(str(path).replace("{name}", name)) for path in outputs)


def _pairs(given: tuple[Path, ...]) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """What to make sheets of, each with a name: what was given, or the pairs in a folder."""
    if len(given) > 1 or not given[0].is_dir():
        yield given[0].name.split(".")[0], given
        return
    found = 0
    for path in sorted(given[0].iterdir()):
        name, language, rest = (*path.name.split(".", 2), "", "")[:3]
        partner = path.with_name(".".join(filter(None, (name, "nl", rest))))
        if language == "en" and partner.is_file():
            found += 1
            yield name, (path, partner)
    if not found:
        raise InputError(
            f"{given[0]} holds no pair of texts.",
            "Name them alike, such as article.en.txt and article.nl.txt.",
        )


def _check_outputs(outputs: tuple[Path, ...], pairs: list[tuple[str, tuple[Path, ...]]]) -> None:
    """Refuse what cannot be written before the work begins."""
    from decks import files
    from decks.worksheets import formats

    for path in outputs:
        suffix = path.suffix.lower()
        if suffix not in formats.WRITERS:
            raise click.UsageError(
                f"{path} should end in {', '.join(formats.WRITERS)}: that says what to write."
            )
        if len(pairs) > 1 and "{name}" not in str(path):
            raise click.UsageError(
                f"{path} would be written for each pair; put {{name}} into it, "
                f"such as {path.with_stem('{name}')}."
            )
        formats.require(suffix)
    texts = {text.resolve() for _, given in pairs for text in given}
    for target in (target for name, _ in pairs for target in _targets(outputs, name)):
        if files.writable(target) in texts:
            raise NothingToWriteError(f"{target} is one of the texts.", "Name another file.")


def _write(
    lesson: Lesson, chosen: SheetOptions, targets: tuple[Path, ...], versions: int, key: str
) -> None:
    """Each version in each format, its key where it was asked for."""
    from decks.worksheets.make import make

    letters = "ABCDEF"[:versions] if versions > 1 else ("",)
    remarks: dict[str, None] = {}
    for letter in letters:
        made = make(lesson, replace(chosen, version=letter))
        remarks |= dict.fromkeys(made.remarks)
        for target in targets:
            path = target.with_stem(f"{target.stem}-{letter}") if letter else target
            _save(made.sheet if key == "end" else made.sheet.without_key(), path)
            if key == "separate" and made.sheet.has_key:
                _save(made.sheet.key_alone(), path.with_stem(f"{path.stem}-key"))
    for remark in remarks:
        console.talk().print(f"Note: {remark}", markup=False)


def _save(sheet: Worksheet, path: Path) -> None:
    from decks import files
    from decks.worksheets.formats import render

    with console.progress() as progress:
        progress(f"Writing {path}")
        files.write_whole(path, render(sheet, path.suffix.lower(), progress))
    console.talk().print(f"Wrote {path}.", markup=False)
