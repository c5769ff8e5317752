"""Which Dutch Stanza models there are: the bundled one, and the official ones on this disk.

A model is known by name: `bundled`, `nl` (Stanza's default package for Dutch) or `nl-PACKAGE` (such
as `nl-lassysmall`). Nothing is fetched but by `download`, and what it fetches counts as installed
only once it has analysed a sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cards.errors import KaartenbakError, MissingPartError

BUNDLED = "bundled"
# `sha256sum nl/*/*.pt > SHA256SUMS` in the folder of a model; only the bundled one has it.
SUMS = "SHA256SUMS"
# What it reaches, as `cards.training.score_model` measures it.
SCORES = "SCORES.md"
# Where a model has the axes of `cards.word_vectors`; other vectors are Stanza's own affair.
VECTORS = Path("nl") / "pretrain" / "cards.pt"
_HERE = Path(__file__).parent / "models"
_WANTED = ("pos", "lemma", "depparse")
_REINSTALL = "Reinstall kaartenbak."
_MIRROR = "Check the connection; --url names a mirror."


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be loaded: where it lies, its parts, and how to mend it.

    `files` are what the parts are read from, vectors and character models that they share included.
    `made_with` is the version of Stanza that trained it, "" where that is not told.
    """

    name: str
    directory: Path
    package: str
    processors: tuple[str, ...]
    files: tuple[Path, ...]
    remedy: str
    made_with: str = ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def fingerprint(self) -> str:
        """The name with a digest that changes when a file does.

        Of the bundled model it is the same on every machine; of others it goes by the size and the
        time of change of each file.
        """
        sums = _sums(self.directory)
        digest = hashlib.sha256()
        for path in self.files:
            status = path.stat()
            content = sums.get(path, f"{status.st_size} {status.st_mtime_ns}")
            digest.update(f"{path.name} {content};".encode())
        return f"{self.name}-{digest.hexdigest()[:16]}"

    @property
    def vectors(self) -> Path | None:
        """The file of word vectors that the tagger asks for, if it is one of ours."""
        files = (path for path in self.files if path == self.directory / VECTORS)
        return next(files, None)

    @property
    def scores(self) -> Mapping[str, str]:
        """The first row of the first table in its `SCORES.md`, by column; empty without one."""
        try:
            lines = (self.directory / SCORES).read_text(encoding="utf-8").splitlines()
        except OSError:
            return {}
        table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
        return dict(zip(table[0], table[1][1:], strict=False)) if len(table) > 1 else {}

    def verify(self) -> None:
        """Read the files whose sums are known (12 MB in some 25 ms).

        Raises:
            MissingPartError: one is not what it was when the model was made.
        """
        for path, expected in _sums(self.directory).items():
            if path in self.files and hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise MissingPartError(
                    f"The Dutch model {self.name!r} is damaged: {path}.", self.remedy
                )


def bundled() -> InstalledModel:
    """The model that ships with the package."""
    return _read(BUNDLED, "default", _HERE, _REINSTALL)


def read(directory: Path) -> InstalledModel:
    """The model that a folder in Stanza's layout has by default, whoever made it.

    Raises:
        MissingPartError: there is none, or a part is missing.
    """
    return _read(directory.name, "default", directory, f"Look in {directory}.")


def find(name: str, directory: Path) -> InstalledModel:
    """The model of that name, official ones looked for in `directory`.

    Raises:
        MissingPartError: it is not there; the message holds the command that fetches it.
    """
    if name == BUNDLED:
        return bundled()
    package = _package(name)
    return _read(name, package, directory, _fetch_command(name, directory))


def installed(directory: Path) -> tuple[InstalledModel, ...]:
    """The bundled model and every complete Dutch package in `directory`."""
    models = [bundled()]
    for package in _dutch(directory).get("packages", {}):
        name = "nl" if package == "default" else f"nl-{package}"
        try:
            models.append(find(name, directory))
        except MissingPartError:
            continue
    return tuple(models)


def download(
    name: str,
    directory: Path,
    source: str | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> InstalledModel:
    """Fetch an official model through Stanza into `directory`.

    It is fetched beside its place and moved there once it is whole and has analysed a sentence.
    `source` is the address of a mirror in Stanza's own layout (`resources_VERSION.json` beside the
    files that its `url` names); without it Stanza's own is used. `progress` is told each stage.

    Raises:
        KaartenbakError: the model is unknown there, does not arrive whole, or cannot be stored.
    """
    if name == BUNDLED:
        return bundled()
    package = _package(name)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=directory) as place:
            fetched = Path(place)
            _fetch(package, fetched, source, progress)
            progress("Trying the model out")
            _try_out(_read(name, package, fetched, _MIRROR))
            _move(fetched, directory)
    except KaartenbakError:
        raise
    except Exception as error:
        where = source or "Stanza's server"
        raise KaartenbakError(
            f"The model {name!r} could not be fetched from {where}: {_reason(error)}.", _MIRROR
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


def _fetch_command(name: str, directory: Path) -> str:
    words = ["kaartenbak", "models", "download", name, "--model-dir", str(directory)]
    command = subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
    return f"Fetch it with: {command}"


def _fetch(
    package: str, directory: Path, source: str | None, progress: Callable[[str], None]
) -> None:
    """Let Stanza fetch its listing, then what a package needs for tags, lemmas and heads."""
    progress("Fetching the list of models")
    import stanza

    fetch = partial(
        stanza.download,
        "nl",
        model_dir=str(directory),
        logging_level="CRITICAL",
        **({} if source is None else {"resources_url": source.rstrip("/")}),
    )
    fetch(package=None, processors={})  # nothing but the listing
    dutch = _dutch(directory)
    packages = dutch.get("packages", {})
    if package not in packages:
        names = ("nl" if name == "default" else f"nl-{name}" for name in packages)
        known = ", ".join(names) or "no Dutch model at all"
        raise KaartenbakError(f"There is no Dutch package {package!r} there.", f"It has {known}.")
    progress("Fetching the model")
    # As with `stanza.download("nl")`, the default package comes in one archive.
    if package == "default" and "default_md5" in dutch:
        fetch(download_json=False)
    else:
        parts = {part: packages[package][part] for part in _WANTED if part in packages[package]}
        fetch(package=None, processors=parts, download_json=False)


def _try_out(model: InstalledModel) -> None:
    """Analyse a sentence: a file that was made badly is found before it counts as installed."""
    from cards.analysis import StanzaAnalyser

    try:
        StanzaAnalyser(model).analyse(["Dit is een proef."])
    except Exception as error:
        raise KaartenbakError(
            f"The model {model.name!r} arrived whole but does not work: {_reason(error)}.", _MIRROR
        ) from error


def _move(fetched: Path, directory: Path) -> None:
    """Move the files of a model into place, the list of what there is last."""
    for path in sorted(fetched.glob("nl/*/*.pt")):
        target = directory / path.relative_to(fetched)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    listing = fetched / "resources.json"
    merged = _merged(_resources(directory), _resources(fetched))
    listing.write_text(json.dumps(merged, ensure_ascii=False), encoding="utf-8")
    os.replace(listing, directory / "resources.json")


def _merged(old: Any, new: Any) -> Any:
    """`new`, with what `old` has besides: packages of another mirror stay known."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return old | {key: _merged(old.get(key), value) for key, value in new.items()}


def _reason(error: BaseException) -> str:
    """One line on what went wrong; the first cause says it best."""
    while cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        error = cause
    if str(error).startswith("md5 for"):
        return "a file is missing there or arrived damaged"
    if isinstance(error, (KeyError, json.JSONDecodeError)):
        return f"what it gives is not in Stanza's layout ({error})"
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _resources(directory: Path) -> Any:
    """`resources.json` of a model directory, Stanza's list of what there is; {} without one."""
    try:
        return json.loads((directory / "resources.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _dutch(directory: Path) -> Mapping[str, Any]:
    """What `resources.json` says of Dutch.

    `packages` maps package → processor → model; each processor maps model → its `dependencies`.
    """
    try:
        dutch = _resources(directory)["nl"]
        sound = isinstance(dutch["packages"], dict)
    except (KeyError, TypeError):
        return {}
    return dutch if sound else {}


def _sums(directory: Path) -> dict[Path, str]:
    """SHA-256 sums by file, as `sha256sum` writes them; empty where none are kept."""
    try:
        lines = (directory / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {directory / name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}


def _read(name: str, package: str, directory: Path, remedy: str) -> InstalledModel:
    dutch = _dutch(directory)
    parts = dutch.get("packages", {}).get(package)
    if parts is None:
        raise MissingPartError(f"The Dutch model {name!r} is not in {directory}.", remedy)
    needed = {
        part: list(_files(dutch, directory, part, parts[part])) for part in _WANTED if part in parts
    }
    missing = {part: [p for p in paths if not p.is_file()] for part, paths in needed.items()}
    for part in ("pos", "lemma"):
        if missing.get(part, ["none"]):
            gone = ", ".join(path.name for path in missing.get(part, ()))
            raise MissingPartError(
                f"The Dutch model {name!r} in {directory} is incomplete: "
                f"{part} is missing{f' ({gone})' if gone else ''}.",
                remedy,
            )
    processors = tuple(part for part in needed if not missing[part])
    return InstalledModel(
        name=name,
        directory=directory,
        package=package,
        processors=processors,
        files=tuple(dict.fromkeys(path for part in processors for path in needed[part])),
        remedy=remedy,
        made_with=str(dutch.get("stanza", "")),
    )


def _files(dutch: Mapping[str, Any], directory: Path, part: str, model: str) -> Iterator[Path]:
    """The file of a model, then those of the vectors and character models that it reads."""
    yield directory / "nl" / part / f"{model}.pt"
    for needed in dutch.get(part, {}).get(model, {}).get("dependencies", ()):
        yield directory / "nl" / needed["model"] / f"{needed['package']}.pt"
