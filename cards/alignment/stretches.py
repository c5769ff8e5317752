"""Comparing two runs of sentences: cosines, coverage and shared tokens of every run of 1 … 4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.closeness import Closeness, Nearest
from cards.alignment.joined import JoinedVectors
from cards.alignment.sides import Side
from cards.alignment.steps import SHAPES, Shape
from cards.alignment.translations import Renderings, Translations, renderings_within
from cards.alignment.windows import WIDEST, over_runs
from cards.alignment.words import Anchors, WordTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]
    Rows = tuple[npt.NDArray[np.int64], ...]

USUAL_MATCH = 0.25
PRIOR_SENTENCES = 3.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two runs of sentences and how every run of 1 … 4 of them compares.

    Only beads of the given `shapes` are of interest. `cosine`, `cover_english` (how much of the
    English words the Dutch has) and `cover_dutch` hold one matrix for each of these and of those
    that they have with a sentence more or less; `matched` and `unmatched` sum the weights of
    shared tokens, on both sides of a bead and on one only; `mass_english` and `mass_dutch` the
    weight of each sentence's words.
    """

    english: Side
    dutch: Side
    near_english: Nearest
    near_dutch: Nearest
    closeness: Closeness
    cosine: dict[Shape, Floats]
    cover_english: dict[Shape, Floats]
    cover_dutch: dict[Shape, Floats]
    matched: dict[Shape, Floats]
    unmatched: dict[Shape, Floats]
    mass_english: Floats
    mass_dutch: Floats
    renderings: Renderings
    shapes: tuple[Shape, ...] = SHAPES


def tables_for(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """These shapes, all that are smaller, and those with a sentence added."""
    return tuple(
        sorted(
            {
                (x, y)
                for a, b in shapes
                for p, q in ((0, 0), (1, 0), (0, 1))
                if a + p <= WIDEST and b + q <= WIDEST
                for x in range(1, a + p + 1)
                for y in range(1, b + q + 1)
            }
        )
    )


def cosines(
    english: JoinedVectors,
    dutch: JoinedVectors,
    rows: tuple[slice, slice],
    tables: Sequence[Shape],
) -> dict[Shape, Floats]:
    """The cosine of every run of English against every run of Dutch sentences."""
    left = {a: english.rows(a, rows[0].start, rows[0].stop) for a in {a for a, _ in tables}}
    right = {b: dutch.rows(b, rows[1].start, rows[1].stop).T for b in {b for _, b in tables}}
    return {(a, b): left[a] @ right[b] for a, b in tables}


def coverages(
    english: WordTable, dutch: WordTable, rows: tuple[slice, slice], tables: Sequence[Shape]
) -> tuple[dict[Shape, Floats], dict[Shape, Floats]]:
    """How much of the English words the Dutch has, and the reverse, 0 to about 1.

    A word counts by how much better its best match here is than its usual best match in the other
    text, and by how rare it is.
    """
    bags_x, bags_y = english.rows[rows[0]], dutch.rows[rows[1]]
    types_x, bags_x = _local(bags_x)
    types_y, bags_y = _local(bags_y)
    similar = english.vectors[types_x] @ dutch.vectors[types_y].T
    back = [(b, a) for a, b in tables]
    left = _covered(similar, bags_x, bags_y, english.weights[types_x], tables)
    right = _covered(similar.T, bags_y, bags_x, dutch.weights[types_y], back)
    return left, {(a, b): right[b, a].T for a, b in tables}


def _mass(table: WordTable, rows: slice) -> Floats:
    """The weight of the words of each sentence, never 0."""
    import numpy as np

    bags = table.rows[rows]
    masses = np.zeros(len(bags), np.float32)
    if bags:
        np.add.at(masses, _rows(bags), table.weights[np.concatenate(bags)])
    return np.maximum(masses, 0.1)


def _local(bags: Rows) -> tuple[npt.NDArray[np.int64], Rows]:
    """The types that occur, and the bags with these types numbered from 0."""
    import numpy as np

    if not bags or not sum(map(len, bags)):
        return np.zeros(0, np.int64), bags
    types, inverse = np.unique(np.concatenate(bags), return_inverse=True)
    return types, tuple(np.split(inverse, np.cumsum([len(bag) for bag in bags])[:-1]))


def _rows(bags: Rows) -> npt.NDArray[np.int64]:
    """The row of each word of the bags, in order."""
    import numpy as np

    return np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])


def _covered(
    similar: Floats, bags_x: Rows, bags_y: Rows, weights: Floats, tables: Sequence[Shape]
) -> dict[Shape, Floats]:
    """Coverage of runs of x by runs of y, by (run of x, run of y)."""
    import numpy as np

    n, m = len(bags_x), len(bags_y)
    best = np.zeros((m, len(weights)), np.float32)
    by_y = np.ascontiguousarray(similar.T)
    for j, bag in enumerate(bags_y):
        if len(bag):
            np.maximum.reduce(by_y.take(bag, axis=0), axis=0, out=best[j])
    # A word is covered in so far as it is better matched here than in the text at large.
    usual = (best.sum(axis=0) + USUAL_MATCH * PRIOR_SENTENCES) / (m + PRIOR_SENTENCES)
    best = np.maximum(best - usual, 0.0) * 2
    counts = np.zeros((n, len(weights)), np.float32)
    words = np.concatenate(bags_x) if bags_x else np.zeros(0, np.int64)
    np.add.at(counts, (_rows(bags_x), words), weights[words])
    tops = [best]
    for k in range(1, WIDEST):
        tops.append(np.maximum(tops[-1][:-1], best[k:]) if k < m else best[:0])
    totals = over_runs(counts.sum(axis=1, keepdims=True), WIDEST)
    sums = [over_runs(counts @ top.T, WIDEST) for top in tops]
    return {(a, b): sums[b - 1][a - 1] / np.maximum(totals[a - 1], 1e-3) for a, b in tables}


def shared_tokens(
    anchors: Anchors, rows: tuple[slice, slice], shapes: Iterable[Shape]
) -> tuple[dict[Shape, Floats], dict[Shape, Floats]]:
    """The weight of shared tokens that a bead has on both sides, and on one side only."""
    import numpy as np

    bags_of = anchors.english[rows[0]], anchors.dutch[rows[1]]
    tokens = [np.concatenate([np.zeros(0, np.int64), *bags]) for bags in bags_of]
    types, places = np.unique(np.concatenate(tokens), return_inverse=True)
    weights = anchors.weights[types]
    sides = []
    for bags, columns in zip(bags_of, np.split(places, [len(tokens[0])]), strict=True):
        present = np.zeros((len(bags), len(types)), np.float32)
        present[_rows(bags), columns] = 1.0
        runs = [present]
        for k in range(1, WIDEST):
            runs.append(np.maximum(runs[-1][:-1], present[k:]) if k < len(bags) else present[:0])
        sides.append(runs)
    matched, unmatched = {}, {}
    for a, b in shapes:
        left, right = sides[0][a - 1], sides[1][b - 1]
        both = (left * weights) @ right.T
        matched[a, b] = both
        unmatched[a, b] = (left @ weights)[:, None] + (right @ weights)[None, :] - 2 * both
    return matched, unmatched


def stretch_of(
    joined: tuple[JoinedVectors, JoinedVectors],
    sides: tuple[Side, Side],
    words: tuple[WordTable, WordTable],
    anchors: Anchors,
    translations: Translations,
    near: tuple[Nearest, Nearest],
    closeness: Closeness,
    rows: tuple[slice, slice],
    shapes: tuple[Shape, ...] = SHAPES,
) -> Stretch:
    """Compare the given rows of two sides, for beads of the given shapes."""
    tables = tables_for(shapes)
    english, dutch = sides[0][rows[0]], sides[1][rows[1]]
    cover_english, cover_dutch = coverages(*words, rows, tables)
    matched, unmatched = shared_tokens(anchors, rows, shapes)
    return Stretch(
        english=english,
        dutch=dutch,
        near_english=near[0],
        near_dutch=near[1],
        closeness=closeness,
        cosine=cosines(*joined, rows, tables),
        cover_english=cover_english,
        cover_dutch=cover_dutch,
        matched=matched,
        unmatched=unmatched,
        mass_english=_mass(words[0], rows[0]),
        mass_dutch=_mass(words[1], rows[1]),
        renderings=renderings_within(translations, rows, tables),
        shapes=shapes,
    )
