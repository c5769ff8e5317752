"""Comparing runs of sentences of two texts: cosines, coverage, shared words of 1 … 4 of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.closeness import Closeness, Nearest
from cards.alignment.joined import JoinedVectors
from cards.alignment.sides import Side
from cards.alignment.steps import SHAPES, Shape
from cards.alignment.translations import Renderings, renderings_within
from cards.alignment.windows import WIDEST, over_runs, stacked
from cards.alignment.words import Anchors, WordTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Closest, Texts

    Floats = npt.NDArray[np.floating[Any]]
    Integers = npt.NDArray[np.int64]
    Rows = tuple[Integers, ...]
    Tables = dict[Shape, Floats]

Window = tuple[slice, slice]
"""The English and the Dutch sentences that are compared."""

USUAL_MATCH = 0.25
PRIOR_SENTENCES = 3.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Windows on two texts, all of one size, and how every run of 1 … 4 sentences compares there.

    A window shows a run of English and a run of Dutch sentences; the first axis of every array is
    that of the windows. `rows` and `columns` (windows, sentences) say where in the texts these
    stand. `cosine`, `cover_english` (how much of the English words the Dutch has) and `cover_dutch`
    hold an array (windows, rows, columns) for every shape of a bead and those that they have with a
    sentence more or less; `matched` and `unmatched` sum the weights of shared tokens, on both sides
    of a bead and on one only; `mass_english` and `mass_dutch` (windows, sentences) are the weight
    of each sentence's words.
    """

    rows: Integers
    columns: Integers
    english: Side
    dutch: Side
    near_english: Nearest
    near_dutch: Nearest
    closeness: Closeness
    cosine: Tables
    cover_english: Tables
    cover_dutch: Tables
    matched: Tables
    unmatched: Tables
    mass_english: Floats
    mass_dutch: Floats
    renderings: Renderings


def _compared() -> tuple[Shape, ...]:
    """The shapes of beads, all that are smaller, and those with a sentence added."""
    return tuple(
        sorted(
            {
                (x, y)
                for a, b in SHAPES
                for p, q in ((0, 0), (1, 0), (0, 1))
                if a + p <= WIDEST and b + q <= WIDEST
                for x in range(1, a + p + 1)
                for y in range(1, b + q + 1)
            }
        )
    )


COMPARED = _compared()


def stretch_of(
    texts: Texts,
    joined: tuple[JoinedVectors, JoinedVectors],
    closest: Closest,
    windows: Sequence[Window],
) -> Stretch:
    """Compare the sentences that each window shows."""
    import numpy as np

    words = texts.english_words, texts.dutch_words
    covered = [coverages(*words, window) for window in windows]
    shared = [shared_tokens(texts.anchors, window) for window in windows]
    rendered = [renderings_within(texts.translations, window, COMPARED) for window in windows]
    rows, columns = (
        np.stack([np.arange(window[side].start, window[side].stop) for window in windows])
        for side in (0, 1)
    )
    return Stretch(
        rows=rows,
        columns=columns,
        english=texts.english[rows],
        dutch=texts.dutch[columns],
        near_english=closest.english[rows],
        near_dutch=closest.dutch[columns],
        closeness=closest.closeness,
        cosine=stacked([cosines(*joined, window) for window in windows]),
        cover_english=stacked([english for english, _ in covered]),
        cover_dutch=stacked([dutch for _, dutch in covered]),
        matched=stacked([matched for matched, _ in shared]),
        unmatched=stacked([unmatched for _, unmatched in shared]),
        mass_english=np.stack([_mass(words[0], rows) for rows, _ in windows]),
        mass_dutch=np.stack([_mass(words[1], columns) for _, columns in windows]),
        renderings=Renderings(
            stacked([part.found_english for part in rendered]),
            stacked([part.missed_english for part in rendered]),
            stacked([part.found_dutch for part in rendered]),
            stacked([part.missed_dutch for part in rendered]),
            texts.translations.trusted,
        ),
    )


def cosines(
    english: JoinedVectors,
    dutch: JoinedVectors,
    window: Window,
) -> Tables:
    """The cosine of every run of English against every run of Dutch sentences: (rows, columns)."""
    rows, columns = window
    counts = range(1, WIDEST + 1)
    left = {a: english.rows(a, rows.start, rows.stop) for a in counts}
    right = {b: dutch.rows(b, columns.start, columns.stop).T for b in counts}
    return {(a, b): left[a] @ right[b] for a, b in COMPARED}


def coverages(english: WordTable, dutch: WordTable, window: Window) -> tuple[Tables, Tables]:
    """How much of the English words the Dutch has, and the reverse, 0 to about 1.

    A word counts by how much better its best match here is than its usual best match in the other
    text, and by how rare it is.
    """
    bags_x, bags_y = english.rows[window[0]], dutch.rows[window[1]]
    types_x, bags_x = _local(bags_x)
    types_y, bags_y = _local(bags_y)
    similar = english.vectors[types_x] @ dutch.vectors[types_y].T
    left = _covered(similar, bags_x, bags_y, english.weights[types_x])
    right = _covered(similar.T, bags_y, bags_x, dutch.weights[types_y])
    return left, {(a, b): right[b, a].T for a, b in COMPARED}


def _mass(table: WordTable, rows: slice) -> Floats:
    """The weight of the words of each sentence, never 0."""
    import numpy as np

    bags = table.rows[rows]
    masses = np.zeros(len(bags), np.float32)
    if bags:
        np.add.at(masses, _rows(bags), table.weights[np.concatenate(bags)])
    return np.maximum(masses, 0.1)


def _local(bags: Rows) -> tuple[Integers, Rows]:
    """The types that occur, and the bags with these types numbered from 0."""
    import numpy as np

    if not bags or not sum(map(len, bags)):
        return np.zeros(0, np.int64), bags
    types, inverse = np.unique(np.concatenate(bags), return_inverse=True)
    return types, tuple(np.split(inverse, np.cumsum([len(bag) for bag in bags])[:-1]))


def _rows(bags: Rows) -> Integers:
    """The row of each word of the bags, in order."""
    import numpy as np

    return np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])


def _covered(similar: Floats, bags_x: Rows, bags_y: Rows, weights: Floats) -> Tables:
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
    return {(a, b): sums[b - 1][a - 1] / np.maximum(totals[a - 1], 1e-3) for a, b in COMPARED}


def shared_tokens(anchors: Anchors, window: Window) -> tuple[Tables, Tables]:
    """The weight of shared tokens that a bead has on both sides, and on one side only."""
    import numpy as np

    bags_of = anchors.english[window[0]], anchors.dutch[window[1]]
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
    for a, b in SHAPES:
        left, right = sides[0][a - 1], sides[1][b - 1]
        both = (left * weights) @ right.T
        matched[a, b] = both
        unmatched[a, b] = (left @ weights)[:, None] + (right @ weights)[None, :] - 2 * both
    return matched, unmatched
