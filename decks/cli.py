"""The command line: parse, call, render. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cards.errors import KaartenbakError
from decks import console

if TYPE_CHECKING:
    from decks.inputs import Texts

Command = TypeVar("Command", bound=Callable[..., Any])

_KINDS = ("vocabulary", "cloze", "sentences")
_EPILOG = """\b
Examples:
  kaartenbak build article.en.txt article.nl.txt -o article.apkg
  kaartenbak preview article.en.txt article.nl.txt
  kaartenbak words article.en.txt article.nl.txt --format table
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kaartenbak")
def cli() -> None:
    """Turn an English text and its Dutch translation into cards that teach Dutch.

    Texts are plain text files in any usual encoding; "-" reads standard input. Data goes to
    standard output, talk to standard error. Nothing is downloaded unless you ask for it by name.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; here alone errors turn into one."""
    # One thread: a second one costs half as much again in CPU time and saves a tenth of the wait.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        code = cli.main(args=arguments, prog_name="kaartenbak", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(console.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        sys.exit(console.INTERRUPTED)
    except KaartenbakError as error:
        console.report_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _two_texts(command: Command) -> Command:
    command = click.argument("dutch", metavar="NL", type=click.Path(path_type=Path))(command)
    return click.argument("english", metavar="EN", type=click.Path(path_type=Path))(command)


def _presplit(command: Command) -> Command:
    told = "Each line is one sentence; do not split further."
    return click.option("--presplit", is_flag=True, help=told)(command)


def _cached(command: Command) -> Command:
    told = "Keep answers between runs here (default: the user's cache directory)."
    place = click.Path(path_type=Path, file_okay=False)
    command = click.option("--cache-dir", type=place, metavar="DIR", help=told)(command)
    told = "Neither read nor keep answers of earlier runs."
    return click.option("--no-cache", is_flag=True, help=told)(command)


def _modelled(command: Command) -> Command:
    told = "Where downloaded models lie (default: the user's data directory)."
    place = click.Path(path_type=Path, file_okay=False)
    command = click.option("--model-dir", type=place, metavar="DIR", help=told)(command)
    told = "The Dutch model: bundled, nl (Stanza's own) or nl-PACKAGE."
    return click.option("--model", metavar="NAME", help=told)(command)


def _choosing(command: Command) -> Command:
    """Options that say which cards are made."""
    probability = click.FloatRange(0.0, 1.0)
    for option in (
        click.option(
            "--min-confidence",
            type=probability,
            default=0.9,
            show_default=True,
            help="How sure the aligner must be of a pair that becomes a card.",
        ),
        click.option(
            "--max-sentences",
            type=click.IntRange(0),
            default=20,
            show_default=True,
            help="Most sentence notes.",
        ),
        click.option(
            "--max-clozes",
            type=click.IntRange(0),
            default=20,
            show_default=True,
            help="Most cloze notes.",
        ),
        click.option(
            "--max-words",
            type=click.IntRange(0),
            default=40,
            show_default=True,
            help="Most vocabulary notes.",
        ),
        click.option(
            "--cards",
            "kinds",
            default=",".join(_KINDS),
            show_default=True,
            metavar="LIST",
            callback=_read_kinds,
            help="Kinds of card, parted by commas.",
        ),
        click.option("--title", metavar="TEXT", help="Title of the deck (default: from the file)."),
    ):
        command = option(command)
    return command


def _read_kinds(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    for kind in kinds:
        if kind not in _KINDS:
            raise click.BadParameter(f"{kind!r} is none of {', '.join(_KINDS)}.")
    if not kinds:
        raise click.BadParameter(f"name at least one of {', '.join(_KINDS)}.")
    return kinds


def _format(*names: str) -> Callable[[Command], Command]:
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True
    )


@cli.command()
@_two_texts
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE.apkg")
@_choosing
@click.option(
    "--both-directions", is_flag=True, help="Sentence cards from English to Dutch as well."
)
@click.option("--typed-cloze", is_flag=True, help="A box to type the missing word into.")
@click.option(
    "--source-url", default="", metavar="URL", help="Where the text comes from, for the cards."
)
@click.option(
    "--lesson", type=click.Path(path_type=Path), metavar="FILE.json", help="Save the lesson too."
)
@_presplit
@_modelled
@_cached
def build(english: Path, dutch: Path, **options: Any) -> None:
    r"""Make an Anki deck from an English text and its Dutch translation.

    \b
    Example:
      kaartenbak build article.en.txt article.nl.txt -o article.apkg --max-words 25
    """
    from decks.inputs import read_texts

    _build(read_texts(english, dutch, presplit=options["presplit"]), options)


@cli.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="demo.apkg", show_default=True
)
@_choosing
@_modelled
@_cached
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
    made = inputs.lesson(texts, chosen)
    report = apkg.write_package(made, output, inputs.deck_options(made.title, output, chosen))
    if saved is not None:
        lesson_file.save(made, saved)
    talk = console.talk()
    talk.print(summary(made))
    for problem in report.problems:
        console.report_problem(problem)
    kinds = ", ".join(f"{count} {kind.value}" for kind, count in report.by_kind.items())
    talk.print(f"Wrote {output}: {report.cards} cards ({kinds}).", markup=False)
    talk.print("In Anki: File → Import…, and choose that file.", markup=False)


@cli.command()
@_two_texts
@_format("jsonl", "tsv")
@click.option("--all", "everything", is_flag=True, help="Unaligned sentences too.")
@_presplit
@_cached
def align(
    english: Path, dutch: Path, form: str, everything: bool, presplit: bool, **options: Any
) -> None:
    r"""Print which sentences translate each other, one bead a line, with a confidence.

    \b
    Example:
      kaartenbak align article.en.txt article.nl.txt --format tsv
    """
    from decks import inputs, tables

    texts = inputs.read_texts(english, dutch, presplit=presplit)
    beads = inputs.beads(texts, inputs.Options(**options))
    kept = [bead for bead in beads if everything or bead.is_pair]
    _print(form, tables.bead_rows(kept, texts.english, texts.dutch))


@cli.command()
@_two_texts
@_format("jsonl", "tsv", "table")
@_presplit
@_modelled
@_cached
def words(english: Path, dutch: Path, form: str, presplit: bool, **options: Any) -> None:
    r"""Print the vocabulary of the Dutch text: headword, article, meaning here, forms, example.

    \b
    Example:
      kaartenbak words article.en.txt article.nl.txt --format table
    """
    from decks import inputs, tables

    texts = inputs.read_texts(english, dutch, presplit=presplit)
    entries, english_of = inputs.vocabulary(texts, inputs.Options(**options))
    if form == "table":
        from decks.preview import words_table

        console.page().print(words_table(entries))
    else:
        _print(form, tables.word_rows(entries, english_of, texts.dutch))


@cli.command()
@click.argument("dutch", metavar="NL", type=click.Path(path_type=Path))
@_format("conllu")
@_presplit
@_modelled
@_cached
def analyse(dutch: Path, form: str, presplit: bool, **options: Any) -> None:  # noqa: ARG001
    r"""Print the analysis of a Dutch text as CoNLL-U.

    \b
    Example:
      kaartenbak analyse article.nl.txt > article.conllu
    """
    from decks import inputs, tables

    document, sentences = inputs.read_dutch(dutch, presplit=presplit)
    analyses = inputs.analysis(sentences, inputs.Options(**options))
    _write(tables.conllu(document, sentences, analyses))


@cli.command()
@_two_texts
@_choosing
@_presplit
@_modelled
@_cached
def preview(english: Path, dutch: Path, **options: Any) -> None:
    r"""Show the pairs, the words and the cards in the terminal.

    \b
    Example:
      kaartenbak preview article.en.txt article.nl.txt | less -R
    """
    from decks import inputs
    from decks import preview as views

    texts = inputs.read_texts(english, dutch, presplit=options["presplit"])
    made = inputs.lesson(texts, inputs.Options(**options))
    page = console.page()
    for part in views.preview(made):
        page.print(part)


@cli.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the Dutch models, or download one."""
    if context.invoked_subcommand is None:
        context.invoke(list_models)


@models.command("list")
@click.option("--model-dir", type=click.Path(path_type=Path), metavar="DIR")
def list_models(model_dir: Path | None = None) -> None:
    """List the bundled model and those on this disk."""
    from cards import dutch_models
    from decks import inputs

    for model in dutch_models.installed(model_dir or inputs.model_directory()):
        click.echo(f"{model.name}\t{','.join(model.processors)}\t{model.size / 1e6:.1f} MB")


@models.command()
@click.argument("name")
@click.option("--model-dir", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--url", metavar="URL", help="A mirror in Stanza's own layout.")
def download(name: str, model_dir: Path | None, url: str | None) -> None:
    """Download an official Stanza model: nl, or nl-PACKAGE such as nl-lassysmall."""
    from cards import dutch_models
    from decks import inputs

    directory = model_dir or inputs.model_directory()
    model = dutch_models.download(name, directory, url)
    click.echo(f"{model.name}: {model.size / 1e6:.1f} MB in {model.directory}", err=True)


def _print(form: str, rows: Iterable[Any]) -> None:
    from decks import tables

    _write(tables.json_lines(rows) if form == "jsonl" else tables.tsv(rows))


def _write(lines: Iterable[str]) -> None:
    """Data to stdout: UTF-8 and bare newlines on every system."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode() + b"\n")
    out.flush()
