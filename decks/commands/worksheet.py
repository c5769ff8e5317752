"""`worksheet`: what a teacher hands out, from the same lesson as the deck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cards.errors import InputError, KaartenbakError, NothingToWriteError
from decks import console
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


@click.command(epilog=_EPILOG)
@click.argument("english", metavar="EN|FOLDER", type=click.Path(path_type=Path))
@click.argument("dutch", metavar="[NL]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    metavar="FILE",
    help="Where to write: .pdf, .docx, .html, .md or .xml (Moodle). Repeatable.",
)
@asking
@presplit
@modelled
@cached
def worksheet(english: Path, dutch: Path | None, outputs: tuple[Path, ...], **options: Any) -> None:
    """Make class material from an English text and its Dutch translation.

    With a folder, every pair of files like article.en.txt and article.nl.txt in it gets a sheet;
    {name} in the output stands for their common name.
    """
    pairs = list(_pairs(english, dutch))
    _check_outputs(outputs, pairs)
    chosen = sheet_options(options)
    failed: KaartenbakError | None = None
    for name, *texts in pairs:
        targets = _targets(outputs, name)
        try:
            made = _lesson((texts[0], texts[1]), options)
            _write(made, chosen, targets, options["versions"], options["key"])
        except KaartenbakError as error:
            if len(pairs) == 1:
                raise
            console.report_error(type(error)(f"{texts[1]}: {error.message}", error.advice))
            failed = failed or error
    if failed is not None:
        click.get_current_context().exit(failed.exit_code)


def _lesson(pair: tuple[Path, Path], options: dict[str, Any]) -> Lesson:
    from decks import inputs

    texts = inputs.read_texts(*pair, presplit=options["presplit"])
    shared = ("presplit", "model", "model_dir", "no_cache", "cache_dir")
    named = {name: options[name] for name in shared}
    most = options["list_words"]
    chosen = inputs.Options(**named, kinds=(), min_confidence=0.9, max_words=most)
    return inputs.lesson(texts, chosen)


def _targets(outputs: tuple[Path, ...], name: str) -> tuple[Path, ...]:
    return tuple(Path(str(path).replace("{name}", name)) for path in outputs)


def _pairs(english: Path, dutch: Path | None) -> Iterator[tuple[str, Path, Path]]:
    """The pairs of texts to use, each with a name."""
    if dutch is not None:
        yield english.name.split(".")[0], english, dutch
        return
    if not english.is_dir():
        raise click.UsageError("Give the English text and the Dutch one, or a folder of pairs.")
    found = 0
    for path in sorted(english.iterdir()):
        name, language, rest = (*path.name.split(".", 2), "", "")[:3]
        partner = path.with_name(".".join(filter(None, (name, "nl", rest))))
        if language == "en" and partner.is_file():
            found += 1
            yield name, path, partner
    if not found:
        raise InputError(
            f"{english} holds no pair of texts.",
            "Name them alike, such as article.en.txt and article.nl.txt.",
        )


def _check_outputs(outputs: tuple[Path, ...], pairs: list[tuple[str, Path, Path]]) -> None:
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
    texts = {text.resolve() for _, *both in pairs for text in both}
    for target in (target for name, *_ in pairs for target in _targets(outputs, name)):
        if files.writable(target) in texts:
            raise NothingToWriteError(f"{target} is one of the texts.", "Name another file.")


def _write(
    lesson: Lesson, chosen: SheetOptions, targets: tuple[Path, ...], versions: int, key: str
) -> None:
    """Each version in each format, its key where it was asked for."""
    from dataclasses import replace

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
        files.write_whole(path, render(sheet, path.suffix.lower()))
    console.talk().print(f"Wrote {path}.", markup=False)
