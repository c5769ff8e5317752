"""The command line: its commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from cards.errors import KaartenbakError, NothingToWriteError
from decks import config as configuration
from decks import configurable, console
from decks.commands import (
    build,
    completion,
    config,
    doctor,
    export,
    look,
    models,
    preview,
    push,
    review,
    study,
    worksheet,
)
from decks.commands.options import talkative

_EPILOG = """\b
Examples:
  kaartenbak build article.en.txt article.nl.txt -o article.apkg
  kaartenbak push article.en.txt article.nl.txt --dry-run
  kaartenbak preview article.en.txt article.nl.txt
  kaartenbak words article.en.txt article.nl.txt --format table
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kaartenbak")
@click.option("--no-config", is_flag=True, help="Leave the configuration files out.")
@click.pass_context
def cli(context: click.Context, no_config: bool) -> None:
    """Turn an English text and its Dutch translation into cards that teach Dutch.

    Texts are plain text files in any usual encoding; "-" reads standard input. Data goes to
    standard output, talk to standard error. Nothing is downloaded unless you ask for it by name.
    """
    if not no_config and context.invoked_subcommand not in configurable.UNCONFIGURED:
        settings = configuration.load(cli, configuration.here())
        context.default_map = configuration.default_map(settings)


for _command in (
    build.build,
    build.demo,
    export.export,
    push.push,
    worksheet.worksheet,
    look.align,
    look.words,
    look.analyse,
    preview.preview,
    study.study,
    review.review,
    models.models,
    config.config,
    doctor.doctor,
    completion.completion,
):
    cli.add_command(talkative(_command))
configurable.add_opposites(cli)


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
    except OSError as error:  # a full disk under `>`; files of our own are told where they are made
        told = NothingToWriteError(
            f"{error.filename or 'Standard output'} cannot be written: {error.strerror or error}.",
            "Write to a place with room.",
        )
        console.drop(sys.stdout)
        console.report_error(told)
        sys.exit(told.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
