"""One configuration file: its text, and what it says to each command.

Whatever is wrong is told with the file, the line where that can be known, and what may be meant.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import click

from cards.errors import KaartenbakError
from decks.configurable import Place, allowed, commands, is_one_option, key_of, options

_NO_PATH: Final = ("anki:", "-")
_EXAMPLE: Final = "A line reads like: max-words = 25"


class ConfigError(KaartenbakError):
    """A configuration file that makes no sense."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """A value as the file has it, paths made whole; `line` is 0 where it is not known."""

    value: Any
    file: Path
    line: int


Settings = Mapping[Place, Mapping[str, Setting]]
"""By command and then by the name of the parameter (not of the flag)."""


@dataclass(frozen=True, slots=True)
class File:
    """A configuration file, its text at hand to tell the line of a key."""

    path: Path
    text: str
    is_project: bool

    def error(self, place: Place, key: str, message: str, advice: str = "") -> ConfigError:
        """The error for what is wrong with `key`, to be raised."""
        line = self.line(place, key)
        return ConfigError(f"{self.path}{f':{line}' if line else ''}: {message}", advice)

    def line(self, place: Place, key: str) -> int:
        """Where `key` is set, as people usually write it; 0 if it is written otherwise."""
        assigned = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
        here: Place = ()
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+([^\[\]]+)\]", line):
                here = tuple(part.strip(" \t\"'") for part in header[1].split("."))
                if here == (*place, key):
                    return number
            elif here == place and assigned.match(line):
                return number
        return 0


def opened(path: Path, *, is_project: bool) -> File:
    """The file at `path`.

    Raises:
        ConfigError: it cannot be read as text.
    """
    try:
        return File(path, path.read_text(encoding="utf-8-sig"), is_project)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is not UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(f"{path} cannot be read: {reason}.", "See to its permissions.") from error


class Reader:
    """Reads one file by the options of `cli`."""

    def __init__(self, cli: click.Group, file: File) -> None:
        self._file = file
        self._commands = dict(commands(cli))
        self._options = {place: options(command) for place, command in self._commands.items()}

    def settings(self) -> Settings:
        """What the file says to each command.

        Raises:
            ConfigError: it has an unknown key, or a value that its option does not take.
        """
        common: dict[Place, dict[str, Setting]] = {}
        sections: dict[Place, dict[str, Setting]] = {}
        for key, value in _parsed(self._file).items():
            if isinstance(value, dict):
                for place, name, setting in self._section((key,), value):
                    sections.setdefault(place, {})[name] = setting
            else:
                for place, name, setting in self._common(key, value):
                    common.setdefault(place, {})[name] = setting
        places = dict.fromkeys((*common, *sections))
        return {place: common.get(place, {}) | sections.get(place, {}) for place in places}

    def _common(self, key: str, value: Any) -> Iterator[tuple[Place, str, Setting]]:
        """A key above all sections goes to every command that has the option by any flag."""
        names = {found[key].name for found in self._options.values() if key in found}
        meant = [
            (place, option)
            for place, found in self._options.items()
            for option in found.values()
            if option.name in names
        ]
        if not meant:
            raise self._unknown((), key)
        if not is_one_option(option for _, option in meant):
            places = _sections(place for place, option in meant if key_of(option) == key)
            raise self._file.error(
                (), key, f"{key!r} differs from command to command.", f"Put it into {places}."
            )
        for place, option in meant:
            yield place, str(option.name), self._setting((), key, place, option, value)

    def _section(
        self, place: Place, table: Mapping[str, Any]
    ) -> Iterator[tuple[Place, str, Setting]]:
        if place not in self._options:
            raise self._unknown(place[:-1], place[-1])
        for key, value in table.items():
            if option := self._options[place].get(key):
                setting = self._setting(place, key, place, option, value)
                yield place, str(option.name), setting
            elif isinstance(value, dict):
                yield from self._section((*place, key), value)
            else:
                raise self._unknown(place, key)

    def _setting(
        self, section: Place, key: str, place: Place, option: click.Option, value: Any
    ) -> Setting:
        """A value for an option, after a look whether the option takes it."""
        if not allowed(option, is_project=self._file.is_project):
            raise self._file.error(
                section,
                key,
                f"{key!r} runs a program, so a project file cannot set it.",
                f"Put it into your own file (`kaartenbak config path`), or give --{key}.",
            )
        if problem := _type_problem(option, value):
            raise self._file.error(section, key, f"{key!r} {problem}.")
        whole = _whole(option, value, self._file.path.parent)
        try:
            option.process_value(click.Context(self._commands[place]), whole)
        except click.BadParameter as error:
            raise self._file.error(section, key, f"{key!r}: {error.message}") from error
        return Setting(whole, self._file.path, self._file.line(section, key))

    def _unknown(self, place: Place, key: str) -> ConfigError:
        """A key or section that nothing goes by, with what may have been meant."""
        message, advice = self._told_of(place, key)
        return self._file.error(place, key, message, advice)

    def _told_of(self, place: Place, key: str) -> tuple[str, str]:
        here = self._options.get(place, {})
        with_it = [at for at, found in self._options.items() if key in found]
        if (*place, key) in self._options:
            return f"{key!r} is a section.", f"Write [{'.'.join((*place, key))}] above its lines."
        if with_it and (not place or key in here):
            return f"{key!r} is no section.", _EXAMPLE
        if any(key in flags for at, flags in self._flags() if place in ((), at)):
            return f"{key!r} cannot be configured.", "Give it on the command line."
        message = f"nothing is called {key!r}{f' in {_sections([place])}' if place else ''}."
        known = [*here, *(at[-1] for at in self._options if at[:-1] == place)]
        if not place:
            known += [key for found in self._options.values() for key in found]
        close = difflib.get_close_matches(key, dict.fromkeys(known), 1)
        if close:
            return message, f"Do you mean {close[0]!r}?"
        if with_it:
            return message, f"It goes into {_sections(with_it)}."
        return message, "`kaartenbak config` lists what there is."

    def _flags(self) -> Iterator[tuple[Place, set[str]]]:
        """The flags of every command, without dashes, those that no file can set included."""
        for place, command in self._commands.items():
            yield place, {flag.lstrip("-") for option in command.params for flag in option.opts}


def _parsed(file: File) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        where = f":{line[1]}" if line else ", at its end"
        told = f"{file.path}{where}: this is not TOML: {reason[:1].lower()}{reason[1:]}."
        raise ConfigError(told, _EXAMPLE) from error


def _type_problem(option: click.Option, value: Any) -> str:
    """What is wrong with the type of a value, in a learner's words; empty if nothing is."""
    if option.multiple:
        if not isinstance(value, list):
            return f"wants a list, such as [{_as_toml(value)}]"
        return next((told for one in value if (told := _single_problem(option, one))), "")
    return _single_problem(option, value)


def _single_problem(option: click.Option, value: Any) -> str:
    if option.is_flag:
        return "" if isinstance(value, bool) else "wants true or false"
    if isinstance(option.type, type(click.INT)):
        sound = isinstance(value, int) and not isinstance(value, bool)
        return "" if sound else "wants a whole number"
    if isinstance(option.type, type(click.FLOAT)):
        sound = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if sound else "wants a number"
    return "" if isinstance(value, str) else "wants a text in quotation marks"


def _as_toml(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _whole(option: click.Option, value: Any, folder: Path) -> Any:
    """`value` with its paths counted from the folder of the file that has them."""
    if not isinstance(option.type, click.Path):
        return value
    if isinstance(value, list):
        return [_whole(option, one, folder) for one in value]
    if value.startswith(_NO_PATH):
        return value
    return str(folder / Path(value).expanduser())


def _sections(places: Iterable[Place]) -> str:
    return ", ".join("[" + ".".join(place) + "]" for place in places)
