"""One place for fixtures: the bundled tools, loaded once, the sample article, the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.encoder import BundledEncoder
from cards.lexicon import Lexicon

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "cards" / "data" / "sample"
COMMAND = (sys.executable, "-c", "from decks.cli import main; main()")


# How long an example takes is no matter: the machine may be busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def told(result) -> str:
    """What a process said on stderr, on one line; a traceback is never an answer."""
    text = " ".join(result.stderr.decode().split())
    assert "Traceback" not in text
    return text


@pytest.fixture(scope="session", autouse=True)
def no_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The configuration of whoever runs the tests has no say in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session")
def analyser() -> StanzaAnalyser:
    return StanzaAnalyser(dutch_models.bundled())


@pytest.fixture(scope="session")
def encoder() -> BundledEncoder:
    return BundledEncoder()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data beside the checkout; tests that need it skip without it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.fixture(scope="session")
def cache(tmp_path_factory) -> Path:
    """Where every command of this run keeps its answers, so that no text is analysed twice."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(cache, tmp_path):
    """Run the command as a process of its own, in an empty folder."""

    def call(*arguments, stdin=None, **environment):
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)} | environment,
            timeout=300,
            check=False,
        )

    return call


@pytest.fixture
def run_here(cache, tmp_path, monkeypatch, capfdbinary):
    """The same without a new process, which is much quicker; data stays in the folder too."""
    from decks.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capfdbinary.readouterr()
        return subprocess.CompletedProcess(arguments, left.value.code, said.out, said.err)

    return call


@pytest.fixture
def running():
    """A stand-in for AnkiConnect with an empty collection in the real engine, and a client."""
    from decks.ankiconnect import AnkiConnect
    from tests.anki_engine import collection
    from tests.ankiconnect_standin import StandIn, anki_running

    with collection() as col:
        stand_in = StandIn(col)
        with anki_running(stand_in) as url:
            yield stand_in, AnkiConnect(url)
