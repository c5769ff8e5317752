"""Verbs that mostly go with one preposition, as a treebank has them: *bestaan uit*, *wachten op*.

Beside those the meaning with the preposition is the likelier one; *staan op* or *komen door* may be
to insist on or be due to, but seldom is. `cards.training.prepositions` counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

COUNTS = Path(__file__).parent / "data" / "bound_prepositions.tsv"
Pair = tuple[str, str]
"""A verb and a preposition: ("wachten", "op")."""
Count = tuple[int, int]
"""Phrases with this preposition that hang on the verb, and phrases with any."""

_MOSTLY = 0.4  # of the phrases with any preposition


def is_bound(verb: str, preposition: str) -> bool:
    """Whether a verb that has a preposition beside it mostly has this one."""
    with_it, with_any = bundled().get((verb, preposition), (0, 0))
    return with_it > _MOSTLY * with_any


@cache
def bundled() -> Mapping[Pair, Count]:
    """The counts that come with the project."""
    _, *lines = COUNTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return MappingProxyType(
        {(verb, word): (int(with_it), int(with_any)) for verb, word, with_it, with_any in rows}
    )


def write(counts: Mapping[Pair, Count]) -> None:
    """Write the file, in order of the alphabet."""
    lines = ["verb\tpreposition\twith it\twith any"]
    lines += ["\t".join(map(str, (*pair, *count))) for pair, count in sorted(counts.items())]
    COUNTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
