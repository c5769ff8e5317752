"""A configuration file to start from: every option as a comment, with what it is by default."""

from __future__ import annotations

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import click

from decks import configurable

_HEAD: Final = """\
# Configuration of kaartenbak: take the "#" off a line such as "#max-words = 40" and change it.
# What stands above all sections goes for every command that has such an option, what stands in
# a section for that command. Flags on the command line stand above this file.
# Paths are counted from the folder of this file. `kaartenbak config` shows what it all comes to.
"""


def template(cli: click.Group, *, is_project: bool) -> str:
    """The text of the file: options that several commands share first, then the commands' own."""
    sharing: dict[str, list[tuple[configurable.Place, click.Option]]] = defaultdict(list)
    for place, command in configurable.commands(cli):
        for option in configurable.options(command).values():
            if configurable.allowed(option, is_project=is_project):
                sharing[str(option.name)].append((place, option))
    lines = [_HEAD]
    sections: dict[configurable.Place, list[str]] = defaultdict(list)
    for found in sharing.values():
        if len(found) > 1 and configurable.is_one_option(option for _, option in found):
            lines += _lines(found[0][1])
            continue
        for place, option in found:
            sections[place] += _lines(option)
    for place, told in sections.items():
        lines += [f"\n#[{'.'.join(place)}]", *told]
    return "\n".join(lines) + "\n"


def _lines(option: click.Option) -> Iterator[str]:
    if option.help:
        yield from textwrap.wrap(
            option.help, 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
        )
    yield f"#{configurable.key_of(option)} = {json.dumps(_example(option), ensure_ascii=False)}"


def _example(option: click.Option) -> Any:
    """The default, or where there is none the kind of thing that is meant."""
    default = option.to_info_dict()["default"]
    if default not in (None, "", [], ()):
        return default
    if option.is_flag:
        return False
    meant: Any = option.metavar or ""
    if isinstance(option.type, click.types.IntParamType | click.types.FloatParamType):
        meant = getattr(option.type, "min", None) or 1
    elif isinstance(option.type, click.Choice):
        meant = option.type.choices[0]
    elif option.callback is not None and default == "":
        meant = ""  # what the option reads is not to be guessed
    return [meant] if option.multiple else meant
