"""Gold beads as a path of steps, for what a path can express."""

from __future__ import annotations

from cards.alignment.steps import SHAPES, SPANS, Pair, beads_of
from cards.training.bead_corpora import Beads

Step = tuple[int, int, int]


def gold_path(beads: Beads, size: tuple[int, int]) -> list[Step]:
    """Row, column and step in order; beads that no path can express are left unaligned.

    These are beads with a hole, of an unknown shape, or crossing more than a neighbour.
    """
    pairs = {(a, b) for a, b in beads if a and b and _solid(a) and _solid(b)}
    starts = {(a[0], b[0]): (len(a), len(b)) for a, b in pairs}
    steps: dict[tuple[int, int], tuple[int, int]] = {}  # cell -> step, number of beads
    for cell, shape in starts.items():
        if shape in SHAPES:
            steps[cell] = (SHAPES.index(shape), 1)
    for i, j in sorted({(i, j) for i, _ in starts for _, j in starts}):
        for step in range(len(SHAPES), len(SPANS)):
            made = beads_of(i, j, step)
            if all(bead in pairs for bead in made if bead[0] and bead[1]) and _alone(made, pairs):
                steps[i, j] = (step, 2)
    return _complete(_chain(steps), size)


def _solid(indices: tuple[int, ...]) -> bool:
    return indices[-1] - indices[0] == len(indices) - 1


def _alone(made: list[Pair], pairs: set[Pair]) -> bool:
    """Whether the sentences that a swap leaves alone are alone."""
    english = {i for a, b in made if not b for i in a}
    dutch = {j for a, b in made if not a for j in b}
    return not any(english & set(a) or dutch & set(b) for a, b in pairs)


def _chain(steps: dict[tuple[int, int], tuple[int, int]]) -> list[Step]:
    """The chain of steps, none crossing, that holds the most beads."""
    cells = sorted(steps)
    ends = [(i + SPANS[steps[i, j][0]][0], j + SPANS[steps[i, j][0]][1]) for i, j in cells]
    best: list[tuple[int, int]] = []  # beads so far, position of the cell before
    for k, (i, j) in enumerate(cells):
        before = max(
            ((best[q][0], q) for q in range(k) if ends[q][0] <= i and ends[q][1] <= j),
            default=(0, -1),
        )
        best.append((before[0] + steps[i, j][1], before[1]))
    k = max(range(len(best)), key=lambda q: best[q][0], default=-1)
    path = []
    while k >= 0:
        path.append((*cells[k], steps[cells[k]][0]))
        k = best[k][1]
    return path[::-1]


def _complete(chain: list[Step], size: tuple[int, int]) -> list[Step]:
    """Fill in the sentences left alone, English before Dutch."""
    path = []
    row = column = 0
    for i, j, step in [*chain, (*size, -3)]:
        path += [(k, column, -1) for k in range(row, i)]
        path += [(i, k, -2) for k in range(column, j)]
        if step != -3:
            path.append((i, j, step))
            row, column = i + SPANS[step][0], j + SPANS[step][1]
    return path
