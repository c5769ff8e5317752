"""`doctor`: what is installed, what is missing, and the command that gets it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click

from decks import config as configuration
from decks import config_file, console
from decks.commands.options import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from decks.doctor import Finding
    from decks.inputs import Options

_MARKS = {"good": ("✓", "green"), "lacking": ("–", "yellow"), "broken": ("✗", "bold red")}


@click.command()
@formats("table", "json")
@click.option(
    "--thorough", is_flag=True, help="Load the language parts and try them, some seconds."
)
@click.pass_context
def doctor(context: click.Context, form: str, thorough: bool) -> None:
    """Tell what is installed and what is missing, with the command that gets it.

    Exit code 4 tells that a part is missing or damaged without which kaartenbak does not work.

    \b
    Example:
      kaartenbak doctor --format json
    """  # noqa: D301 - click wants the character itself
    from decks import doctor as looking

    options, configured = _options(context)
    found = [*looking.findings(options), *configured]
    if thorough:
        found += looking.thorough(options)
    if form == "json":
        rows = [dataclasses.asdict(finding) for finding in found]
        console.write_data([json.dumps(rows, ensure_ascii=False, indent=2)])
    else:
        for part in _told(found):
            console.page().print(part, soft_wrap=False)
    if looking.broken(found):
        context.exit(4)


def _options(context: click.Context) -> tuple[Options, list[Finding]]:
    """What `build` would go by without flags; a file that makes no sense is told, and left out."""
    from decks.doctor import Finding, State
    from decks.inputs import Options

    root = context.find_root()
    if root.params["no_config"]:
        return Options(), []
    cli = root.command
    assert isinstance(cli, click.Group)  # noqa: S101 - for the type checker
    found = [path for path in configuration.files(configuration.here()) if path.exists()]
    told = ", ".join(map(str, found)) or "no file"
    try:
        settings = configuration.load(cli, configuration.here())
    except config_file.ConfigError as error:
        problem = Finding("places", "configuration", State.BROKEN, error.message, error.advice)
        return Options(), [problem]
    finding = Finding("places", "configuration", State.GOOD, told)
    build = cli.commands["build"]
    defaults = configuration.default_map(settings).get("build", {})
    silent = build.make_context("build", [], resilient_parsing=True, default_map=defaults)
    known = {field.name for field in dataclasses.fields(Options)}
    chosen = {name: value for name, value in silent.params.items() if name in known}
    return Options(**chosen), [finding]


def _told(found: Sequence[Finding]) -> list[RenderableType]:
    """A table of what there is, and below it what to do."""
    from rich.table import Table
    from rich.text import Text

    table = Table(padding=(0, 1), box=None, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    area = ""
    for finding in found:
        if finding.area != area:
            area = finding.area
            table.add_row("", Text(area.capitalize(), style="bold"), "")
        mark, style = _MARKS[finding.state]
        told = Text(finding.told)
        if finding.remedy:
            told.append(f"\n→ {finding.remedy}", style="bold")
        table.add_row(Text(mark, style=style), Text(finding.name), told)
    broken = sum(finding.state == "broken" for finding in found)
    lacking = sum(finding.state == "lacking" for finding in found)
    verdict = f"{broken} to mend" if broken else "Ready"
    return [table, Text(f"{verdict}; {lacking} that you may want." if lacking else f"{verdict}.")]
