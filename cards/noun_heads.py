"""Where a Dutch compound may be cut: *tuin-deur*, *aan-bod*; the head is what it ends in."""

from __future__ import annotations

from collections.abc import Container, Iterator

VOWELS = frozenset("aeiouyáàäâéèëêíïóöôúü")
# Loans that look like the end of other words: *caleido-scoop, be-stra-ting, op-stopping*.
_NO_HEADS = frozenset("scoop stent rating topping".split())
_PREFIXES = frozenset("be ge ver ont her er te re".split())
PARTICLES = frozenset(
    "aan af bij door in na om on op uit mee wan over onder voor tegen tussen achter".split()
)


def cuts(noun: str, heads: Container[str], shortest: int = 3) -> Iterator[tuple[str, str]]:
    """Cut a noun before each head it ends in, longest first; a prefix is no part of a compound."""
    for cut in range(2, len(noun) + 1 - shortest):
        first, head = noun[:cut], noun[cut:]
        if head not in heads or head in _NO_HEADS or first in _PREFIXES:
            continue
        whole = first.endswith("-") or first in PARTICLES or first in heads
        if whole or (cut > 2 and VOWELS.intersection(first)):
            yield first, head


def sure_cuts(noun: str, heads: Container[str]) -> Iterator[tuple[str, str]]:
    """Only the cuts whose head is long, or whose first part is known too (*tuin-deur*)."""
    for first, head in cuts(noun, heads):
        stems = (first, first.removesuffix("s"), first.removesuffix("en"), first.rstrip("-"))
        if len(head) > 4 or first in PARTICLES or any(stem in heads for stem in stems):
            yield first, head
