"""The help of the commands: every option in it once, under the heading where one looks for it."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from decks.cli import cli
from decks.commands import sections

SECTIONED = [
    name for name, command in cli.commands.items() if isinstance(command, sections.Command)
]


def shown(name: str) -> dict[str, list[str]]:
    """The flags in the help of a command, by heading."""
    text = CliRunner().invoke(cli, [name, "--help"], terminal_width=80).output
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if heading := re.fullmatch(r"(\w.*):", line):
            flags = found.setdefault(heading[1], [])
        elif flag := re.match(r"  (?:-\w, )?(--[\w-]+)", line):
            flags.append(flag[1])
    return found


def test_the_commands_with_many_options_have_sections():
    assert {"build", "push", "export", "preview", "words"} <= set(SECTIONED)


@pytest.mark.parametrize("name", SECTIONED)
def test_every_option_is_told_once(name):
    options = [param for param in cli.commands[name].params if isinstance(param, click.Option)]
    flags = [flag for flags in shown(name).values() for flag in flags]
    assert sorted(flags) == sorted([option.opts[-1] for option in options] + ["--help"])


def test_options_stand_under_the_heading_where_one_looks():
    build, push = shown("build"), shown("push")
    assert build["Options"][0] == "--output"
    assert build["Cards"][:2] == ["--title", "--cards"]
    assert {"--known", "--dictionary"} <= set(build["Words"])
    assert build["Anki"] == ["--anki-url", "--anki-key"]
    assert push["Anki"] == ["--url", "--key"]
    assert build["Model and cache"] == ["--model", "--model-dir", "--no-cache", "--cache-dir"]
    assert "--memory" in build["Building again"]
    assert "Building again" not in push


def test_all_sections_have_one_left_column():
    text = CliRunner().invoke(cli, ["words", "--help"], terminal_width=80).output
    told = [re.match(r"  -\S.*?\s{2,}(?=\S)", line) for line in text.splitlines()]
    assert len({len(start[0]) for start in told if start}) == 1
