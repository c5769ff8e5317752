"""Which options a configuration file can set: those of the commands, under their own flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import click

# They tell of kaartenbak itself, and have to work when a configuration file does not.
UNCONFIGURED: Final = frozenset({"completion", "config", "doctor"})
# What a command writes or works on is named each time; a file left in a folder must not choose it.
_FILES: Final = frozenset({"output", "outputs", "lesson", "pairs"})
# What one looks for is another thing each time.
_SOUGHT: Final = frozenset({"numbers", "kind", "word"})
# A program to run is not taken from a folder that may have come from anyone.
_OWN_FILE_ONLY: Final = frozenset({"audio_command"})

Place = tuple[str, ...]
"""A command by name, a command of a group by both names; () is above all sections."""


def commands(group: click.Group, above: Place = ()) -> Iterator[tuple[Place, click.Command]]:
    """Every command that can be configured, groups before what is in them."""
    for name, command in group.commands.items():
        if above or name not in UNCONFIGURED:
            yield (*above, name), command
            if isinstance(command, click.Group):
                yield from commands(command, (*above, name))


def options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command that can be configured, by key."""
    return {
        key_of(option): option
        for option in command.params
        if isinstance(option, click.Option)
        and option.expose_value
        and not option.is_eager
        and option.name not in _FILES | _SOUGHT
    }


def key_of(option: click.Parameter) -> str:
    """The long flag without its dashes."""
    return max(option.opts, key=len).lstrip("-")


def allowed(option: click.Option, *, is_project: bool) -> bool:
    """Whether a file of this kind can set an option that can be configured."""
    return not (is_project and option.name in _OWN_FILE_ONLY)


def is_one_option(found: Iterable[click.Option]) -> bool:
    """Whether options of several commands mean the same and take the same values."""
    return len({(o.name, o.multiple, _kind(o)) for o in found}) == 1


def _kind(option: click.Option) -> str:
    """What values an option takes; of paths it does not matter what must be there."""
    return "path" if isinstance(option.type, click.Path) else str(option.type.to_info_dict())


def add_opposites(cli: click.Group) -> None:
    """Give every bare flag its opposite, to switch off for once what a file has switched on."""
    for _, command in commands(cli):
        for key, option in options(command).items():
            if option.is_bool_flag and not option.secondary_opts:
                without = key.removeprefix("no-")
                option.secondary_opts.append(f"--{without}" if without != key else f"--no-{key}")
