"""Building again: the options about what was exported before, and what is told of changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands.options import Command
from decks.commands.sections import under
from decks.identity import NAMESPACE, plain

if TYPE_CHECKING:
    from decks.apkg import PackageReport


@under("Building again")
def remembering(command: Command) -> Command:
    """Which notes are shared, what was exported before, and whether only to tell what changes."""
    file = click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json"]),
            help="What --dry-run prints to standard output (default: table).",
        ),
        click.option(
            "--dry-run", is_flag=True, help="Write nothing; tell what an import would change."
        ),
        click.option(
            "--adopt",
            type=file,
            metavar="OLD.apkg",
            help="Learn what was exported before from an earlier package of this deck, built or "
            "exported from Anki.",
        ),
        click.option(
            "--memory",
            type=file,
            metavar="FILE.json",
            help="What was exported before. Decks that share one add their sentences to each "
            "other's words (default: NAME.kaartenbak.json beside NAME.apkg).",
        ),
        click.option(
            "--namespace",
            metavar="NAME",
            default=NAMESPACE,
            show_default=True,
            callback=_read_namespace,
            help="Decks of one namespace share their notes: a word is one note in Anki.",
        ),
    ):
        command = option(command)
    return command


def check(options: Mapping[str, Any], *texts: Path) -> None:
    """Refuse what cannot be meant.

    Raises:
        click.UsageError: `--format` without `--dry-run`, or a file that would be overwritten by
            another or by itself.
    """
    if options["form"] and not options["dry_run"]:
        raise click.UsageError("--format says how to print what --dry-run finds; add --dry-run.")
    named = (options[name] for name in ("output", "lesson", "memory"))
    outputs = [path.resolve() for path in named if path is not None]
    for place, times in Counter([*outputs, *(path.resolve() for path in texts)]).items():
        if times > 1 and place in outputs:
            raise click.UsageError(f"{place} is named twice: one file would overwrite another.")


def print_changes(report: PackageReport, form: str) -> None:
    """What an import would change, as data or for a person."""
    from decks import change_list

    for problem in report.problems:
        console.report_problem(problem)
    if form == "json":
        console.write_data([change_list.as_json(report)])
        return
    page = console.page()
    if any(change.fate in ("new", "changed") for change in report.changes):
        page.print(change_list.table(report.changes))
    for line in (*change_list.elsewhere(report), *change_list.gone(report)):
        page.print(line, markup=False, soft_wrap=True)
    page.print(change_list.counts(report.changes), markup=False)


def tell_changes(report: PackageReport) -> None:
    """What a person wants to know of an export after the first."""
    from decks import change_list

    talk = console.talk()
    if any(change.fate != "new" for change in report.changes):
        talk.print(f"Since the last export: {change_list.counts(report.changes)}", markup=False)
    for line in (*change_list.elsewhere(report), *change_list.gone(report)):
        talk.print(line, markup=False, soft_wrap=True)


def _read_namespace(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not plain(value).strip():
        raise click.BadParameter("name one, such as class-2b.")
    return value
