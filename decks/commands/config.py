"""`config`: what the configuration files and defaults come to, and where each value is from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import config as configuration
from decks import config_file, configurable, console
from decks.commands.options import formats

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Effective:
    """What an option is if no flag is given; without `origin` that is its default.

    `origin` is a file or "$" and an environment variable; `line` is 0 where it is not known.
    """

    key: str
    value: Any
    origin: Path | str = ""
    line: int = 0


@click.group("config", invoke_without_command=True)
@formats("table", "json")
@click.pass_context
def config(context: click.Context, form: str) -> None:
    """Show what each option comes to without flags, and where that is from.

    What can be set is what the commands have as long flags: a line "max-words = 25" above all
    sections goes for every command, one under [build] for build. Flags stand above the
    kaartenbak.toml of this folder or the nearest above it, and that above your own file.

    \b
    Example:
      kaartenbak config init && kaartenbak config
    """  # noqa: D301 - click wants the character itself
    if context.invoked_subcommand is not None:
        return
    cli = _root(context)
    found = effective(cli, configuration.load(cli, configuration.here()))
    merged = _merged(found)
    if form == "json":
        console.write_data([json.dumps(_as_json(merged), ensure_ascii=False, indent=2)])
        return
    page = console.page()
    page.print(_table(merged, found))
    for name, path in _files().items():
        page.print(f"{name} file: {_told(path)}", markup=False, soft_wrap=True)


@config.command()
def path() -> None:
    """Print where your own file is looked for, and the project's if there is one."""
    for found in _files().values():
        if found is not None:
            click.echo(found)


@config.command()
@click.option("--project", is_flag=True, help="A kaartenbak.toml here, not your own file.")
@click.pass_context
def init(context: click.Context, project: bool) -> None:
    """Write a file with every option as a comment, to be changed; one that is there stays."""
    from cards.errors import NothingToWriteError
    from decks import files
    from decks.config_template import template

    target = (
        configuration.here() / configuration.PROJECT_FILE if project else configuration.user_file()
    )
    if target.exists():
        raise NothingToWriteError(f"{target} is there already.", "Open it in an editor.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.unwritable(target, error.strerror or str(error)) from error
    files.write_whole(target, template(_root(context), is_project=project).encode())
    console.talk().print(f"Wrote {target}: open it in an editor.", markup=False)


def effective(
    cli: click.Group, settings: config_file.Settings
) -> dict[configurable.Place, tuple[Effective, ...]]:
    """What every option of every command is if no flag is given."""
    return {
        place: tuple(_effective(command, settings.get(place, {})))
        for place, command in configurable.commands(cli)
    }


def _effective(
    command: click.Command, settings: Mapping[str, config_file.Setting]
) -> Iterator[Effective]:
    context = click.Context(command)
    for key, option in configurable.options(command).items():
        variable = option.resolve_envvar_value(context)
        setting = settings.get(str(option.name))
        if variable is not None:
            found = Effective(key, variable, f"${option.envvar}")
        elif setting is not None:
            found = Effective(key, setting.value, setting.file, setting.line)
        else:
            found = Effective(key, option.to_info_dict()["default"])
        yield replace(found, value="(not shown)") if option.hide_input and found.value else found


Merged = dict[str, tuple[Effective, list[configurable.Place]]]


def _merged(found: dict[configurable.Place, tuple[Effective, ...]]) -> Merged:
    """What is the same for several commands, once: in the order of the keys."""
    merged: Merged = {}
    for place, options in found.items():
        for option in options:
            merged.setdefault(repr(option), (option, []))[1].append(place)
    return dict(sorted(merged.items(), key=lambda item: item[1][0].key))


def _as_json(merged: Merged) -> dict[str, Any]:
    return {
        "files": {name: path and str(path) for name, path in _files().items()},
        "options": [
            {
                "option": option.key,
                "value": option.value,
                "from": str(option.origin) or "default",
                "line": option.line or None,
                "commands": [" ".join(place) for place in places],
            }
            for option, places in merged.values()
        ],
    }


def _table(merged: Merged, found: dict[configurable.Place, tuple[Effective, ...]]) -> Table:
    """Values that someone has set stand out; commands are named where not all agree."""
    from rich.table import Table
    from rich.text import Text

    having = Counter(option.key for options in found.values() for option in options)
    names: dict[Path | str | None, str] = {path: name for name, path in _files().items()}
    table = Table(padding=(0, 1), box=None)
    for name, ratio in (("Option", 3), ("Value", 4), ("From", 3), ("Commands", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for option, places in merged.values():
        everywhere = len(places) == having[option.key] > 1
        commands = "all" if everywhere else ", ".join(" ".join(p) for p in places)
        value = Text(_shown(option.value), style="bold" if option.origin else "dim")
        told = names.get(option.origin) or str(option.origin) or "default"
        where = f"{told}:{option.line}" if option.line else told
        table.add_row(option.key, value, Text(where), commands)
    return table


def _shown(value: Any) -> str:
    return "–" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)


def _told(path: Path | None) -> str:
    """A path as its owner would write it."""
    if path is None:
        return f"no {configuration.PROJECT_FILE} here or above"
    shown = path
    if path.is_relative_to(Path.home()):
        shown = "~" / path.relative_to(Path.home())
    return f"{shown}" if path.exists() else f"{shown} (not there)"


def _files() -> dict[str, Path | None]:
    return {
        "user": configuration.user_file(),
        "project": configuration.project_file(configuration.here()),
    }


def _root(context: click.Context) -> click.Group:
    root = context.find_root().command
    assert isinstance(root, click.Group)  # noqa: S101 - for the type checker
    return root
