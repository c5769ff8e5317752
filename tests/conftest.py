"""One place for fixtures: the bundled tools, loaded once, and the sample article."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.encoder import BundledEncoder
from cards.lexicon import Lexicon

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "cards" / "data" / "sample"


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
