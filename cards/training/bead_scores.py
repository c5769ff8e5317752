"""How good alignments are: strict F1 as the literature counts it, and how honest the confidence is.

Precision counts every bead of the system, one per unaligned sentence; recall counts the gold beads
that have both sides (as vecalign, Thompson & Koehn 2019, and Bertalign, Liu & Zhu 2023, do).
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Side = tuple[Hashable, ...]
Pair = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Counts:
    """What strict F1 is made of; counts of several documents add up."""

    right: int = 0
    given: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.given + other.given,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    @property
    def f1(self) -> float:
        """Strict F1, 0 to 1."""
        precision = self.right / max(self.given, 1)
        recall = self.found / max(self.wanted, 1)
        return 2 * precision * recall / max(precision + recall, 1e-12)


def count(gold: Iterable[Pair], given: Iterable[Pair]) -> Counts:
    """Compare the beads of one document; sentences may be indices or texts."""
    wanted, made = split_alone(gold), split_alone(given)
    pairs = {pair for pair in wanted if pair[0] and pair[1]}
    return Counts(len(wanted & made), len(made), len(pairs & made), len(pairs))


def split_alone(beads: Iterable[Pair]) -> set[Pair]:
    """The beads, with every unaligned sentence a bead of its own."""
    single: set[Pair] = set()
    for left, right in beads:
        if left and right:
            single.add((left, right))
        else:
            single |= {((i,), ()) for i in left} | {((), (j,)) for j in right}
    return single


@dataclass(frozen=True, slots=True)
class Reliability:
    """One bin of confidence: how many beads, how sure they were, how many were right."""

    count: int
    confidence: float
    accuracy: float


def reliability(
    judged: Sequence[tuple[float, bool]], edges: Sequence[float]
) -> tuple[list[Reliability], float]:
    """The reliability table over bins of confidence, and the expected calibration error."""
    bins = []
    error = 0.0
    for low, high in itertools.pairwise(edges):
        inside = [(sure, right) for sure, right in judged if low <= sure < high]
        if not inside:
            continue
        confidence = sum(sure for sure, _ in inside) / len(inside)
        accuracy = sum(right for _, right in inside) / len(inside)
        bins.append(Reliability(len(inside), confidence, accuracy))
        error += len(inside) / len(judged) * abs(confidence - accuracy)
    return bins, error
