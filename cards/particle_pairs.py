"""How often a treebank has a particle and a verb as one verb, and how often as two words.

*raadt … aan* is one verb whenever the two meet, *ligt … op* never is: what no tag of one sentence
tells. `cards.training.particles` counts; the file is made to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

PAIRS = Path(__file__).parent / "data" / "particle_pairs.tsv"
Pair = tuple[str, str]
"""A particle and the base of a verb: ("op", "bellen")."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a pair was met: written apart but one verb, in one word, and as two words.

    Two words are counted as `governing` where the first is tagged as a preposition before its noun
    phrase, else as `apart`.
    """

    joined: int = 0
    whole: int = 0
    apart: int = 0
    governing: int = 0


NEVER = Seen()


@cache
def bundled() -> Mapping[Pair, Seen]:
    """The counts that come with the project."""
    _, *lines = PAIRS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return MappingProxyType(
        {(particle, base): Seen(*map(int, counts)) for particle, base, *counts in rows}
    )


def write(pairs: Mapping[Pair, Seen]) -> None:
    """Write the file, in order of the alphabet."""
    lines = ["particle\tbase\tjoined\twhole\tapart\tgoverning"]
    lines += ["\t".join(map(str, (*pair, *astuple(seen)))) for pair, seen in sorted(pairs.items())]
    PAIRS.write_text("\n".join(lines) + "\n", encoding="utf-8")
