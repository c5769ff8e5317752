"""What the user's and the project's configuration files say, told in the words of the options.

The options of the commands are the only list of what can be configured: a key is the long flag
without its dashes, above all sections for every command that has it, or in a section named after
a command. What is read becomes click's `default_map`, so that flags stand above both files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from decks.config_file import Reader, Setting, Settings, opened
from decks.configurable import Place

PROJECT_FILE: Final = "kaartenbak.toml"


def user_file() -> Path:
    """The file for everything that this user does."""
    import platformdirs

    return platformdirs.user_config_path("kaartenbak") / "config.toml"


def project_file(directory: Path) -> Path | None:
    """The file of the project: in `directory` or the nearest folder above it."""
    folders = (directory, *directory.parents)
    return next((path for path in (f / PROJECT_FILE for f in folders) if path.is_file()), None)


def files(directory: Path) -> list[Path]:
    """The user's file, which may not be there, and the project's if there is one."""
    project = project_file(directory)
    return [user_file(), *([project] if project else [])]


def here() -> Path:
    """The working directory; the root where it has been removed."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def load(cli: click.Group, directory: Path) -> Settings:
    """What both files say; the project's wins, and in each a section over what stands above all.

    Raises:
        ConfigError: a file cannot be read, or has an unknown key or a value that makes no sense.
    """
    merged: dict[Place, dict[str, Setting]] = {}
    project = project_file(directory)
    for path in files(directory):
        if path.exists():
            found = Reader(cli, opened(path, is_project=path == project))
            for place, settings in found.settings().items():
                merged.setdefault(place, {}).update(settings)
    return merged


def default_map(settings: Settings) -> dict[str, Any]:
    """The settings as click wants them: nested by command, by the name of the parameter."""
    defaults: dict[str, Any] = {}
    for place, chosen in settings.items():
        inner = defaults
        for name in place:
            inner = inner.setdefault(name, {})
        inner |= {name: setting.value for name, setting in chosen.items()}
    return defaults
