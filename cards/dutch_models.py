"""Which Dutch Stanza models there are: the bundled one, and the official ones on this disk.

A model is known by name: `bundled`, `nl` (Stanza's default package for Dutch) or `nl-PACKAGE` (such
as `nl-lassysmall`). Nothing is fetched but by `download`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.errors import KaartenbakError, MissingPartError

BUNDLED = "bundled"
_HERE = Path(__file__).parent / "models"
_WANTED = ("pos", "lemma", "depparse")
_REINSTALL = "Reinstall kaartenbak: the bundled model is damaged."


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be loaded: where it lies, its parts, and how to mend it.

    `files` are the model's own files; `fingerprint` changes when one of them does.
    """

    name: str
    directory: Path
    package: str
    processors: tuple[str, ...]
    files: tuple[Path, ...]
    remedy: str

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def fingerprint(self) -> str:
        """The name with a digest of each file's name, size and time of change."""
        digest = hashlib.sha256()
        for path in self.files:
            status = path.stat()
            digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns};".encode())
        return f"{self.name}-{digest.hexdigest()[:16]}"


def bundled() -> InstalledModel:
    """The model that ships with the package."""
    return _read(BUNDLED, "default", _HERE, _REINSTALL)


def find(name: str, directory: Path) -> InstalledModel:
    """The model of that name, official ones looked for in `directory`.

    Raises:
        MissingPartError: it is not there; the message holds the command that fetches it.
    """
    if name == BUNDLED:
        return bundled()
    package = _package(name)
    fetch = f"Fetch it with: kaartenbak models download {name} --model-dir '{directory}'"
    return _read(name, package, directory, fetch)


def installed(directory: Path) -> tuple[InstalledModel, ...]:
    """The bundled model and every complete Dutch package in `directory`."""
    models = [bundled()]
    for package in _packages(directory):
        name = "nl" if package == "default" else f"nl-{package}"
        try:
            models.append(find(name, directory))
        except MissingPartError:
            continue
    return tuple(models)


def download(name: str, directory: Path, source: str | None = None) -> InstalledModel:
    """Fetch an official model through Stanza into `directory`.

    `source` is the address of a mirror in Stanza's own layout (`resources_VERSION.json` beside the
    files that its `url` names); without it Stanza's own is used.

    Raises:
        KaartenbakError: the model is unknown there, or the network does not reach it.
    """
    if name == BUNDLED:
        return bundled()
    package = _package(name)
    import stanza

    where = {} if source is None else {"resources_url": source.rstrip("/")}
    chosen: Any = {} if package == "default" else dict.fromkeys(("tokenize", *_WANTED), package)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        stanza.download(
            "nl",
            model_dir=str(directory),
            package=package,
            processors="tokenize,pos,lemma,depparse" if chosen else {},
            logging_level="ERROR",
            **where,
        )
    except Exception as error:
        raise KaartenbakError(
            f"The model {name} could not be fetched: {error}",
            "Check the name and the connection; --url names a mirror.",
        ) from error
    return find(name, directory)


def _package(name: str) -> str:
    language, _, package = name.partition("-")
    if language != "nl":
        raise MissingPartError(
            f"There is no Dutch model called {name!r}.",
            "Say 'bundled', 'nl' or 'nl-PACKAGE'; `kaartenbak models` lists what is installed.",
        )
    return package or "default"


def _packages(directory: Path) -> dict[str, dict[str, str]]:
    """Package name → processor → model name, from `resources.json` in a model directory."""
    try:
        resources = json.loads((directory / "resources.json").read_text(encoding="utf-8"))
        packages: dict[str, dict[str, str]] = resources["nl"]["packages"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return packages


def _read(name: str, package: str, directory: Path, remedy: str) -> InstalledModel:
    parts = _packages(directory).get(package)
    if parts is None:
        raise MissingPartError(f"The Dutch model {name!r} is not in {directory}.", remedy)
    paths = {part: directory / "nl" / part / f"{stem}.pt" for part, stem in parts.items()}
    present = {part: paths[part] for part in _WANTED if part in paths and paths[part].is_file()}
    if missing := [part for part in ("pos", "lemma") if part not in present]:
        raise MissingPartError(
            f"The Dutch model {name!r} in {directory} is incomplete: {', '.join(missing)} missing.",
            remedy,
        )
    return InstalledModel(
        name=name,
        directory=directory,
        package=package,
        processors=tuple(part for part in _WANTED if part in present),
        files=tuple(present.values()),
        remedy=remedy,
    )
