"""Fitting the weights: the conditional log-likelihood of the gold paths, by Adam.

The gradient is the expected features of all paths less those of the gold path; the expectation
comes from the product's own dynamic programme, run on batches of documents of like size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.lattice import Lattice, level
from cards.alignment.posteriors import posteriors
from cards.alignment.scoring import Weights
from cards.alignment.steps import REACH, SPANS
from cards.training.bead_examples import RUN_NAMES, SWAP_NAMES, Example, Names

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Doubles = npt.NDArray[np.float64]

CELLS = 60_000  # of a batch
EPOCHS = 40
RATE = 0.05
# L2, per unit of document weight. At .02 the confidence is about right on free texts that were held
# out (expected calibration error .011) and too low on news (.014; with all weights a tenth larger
# .011 and .009, at equal F1).
SHRINK = 0.02


@dataclass(frozen=True, slots=True)
class Options:
    """How to fit: rounds over all documents, the first step width, the L2 penalty."""

    epochs: int = EPOCHS
    rate: float = RATE
    shrink: float = SHRINK
    seed: int = 0


class Batch:
    """Documents of like size, padded to one lattice."""

    def __init__(self, examples: Sequence[Example], weights: Sequence[float], names: Names) -> None:
        import numpy as np

        self.names = names
        self.weights = np.array(weights)
        self.ends = [e.size[0] for e in examples], [e.size[1] for e in examples]
        count, n, m = len(examples), max(self.ends[0]), max(self.ends[1])
        self.features = np.concatenate([e.features for e in examples])
        self.member = np.repeat(np.arange(count), [len(e.cells) for e in examples])
        cells = np.concatenate([e.cells for e in examples])
        self.cell = (cells[:, 1], cells[:, 0], self.member, cells[:, 2])
        gaps = np.concatenate([e.gaps for e in examples])
        self.gap_rows = [np.nonzero(gaps[:, side] >= 0)[0] for side in (0, 1)]
        self.gaps = [gaps[rows, side] for side, rows in enumerate(self.gap_rows)]
        self.gold = np.array([e.gold for e in examples])
        kinds, places = len(names.alone), len(names.place)
        self.alone = [
            np.zeros((count, n, kinds), np.float32),
            np.zeros((count, m, kinds), np.float32),
        ]
        self.place = [
            np.zeros((count, n + 1, m + 1, places), np.float32),
            np.zeros((count, n + 1, m + 1, places), np.float32),
        ]
        self.possible = [np.full((count, n + 1, m + 1), -np.inf, np.float32) for _ in (0, 1)]
        self.outside = [np.zeros((count, m + 1)), np.zeros((count, n + 1))]
        for k, e in enumerate(examples):
            self.outside[0][k, [0, e.size[1]]] = 1.0
            self.outside[1][k, [0, e.size[0]]] = 1.0
            rows, columns = e.size
            self.alone[0][k, :rows], self.alone[1][k, :columns] = e.english, e.dutch
            self.place[0][k, :rows, : columns + 1] = e.english_place
            self.place[1][k, : rows + 1, :columns] = e.dutch_place
            self.possible[0][k, :rows, : columns + 1] = 0.0
            self.possible[1][k, : rows + 1, :columns] = 0.0
        self._steps = np.empty((n + 1, len(SPANS), count, m + 1), np.float32)

    def loss_and_gradient(self, theta: Doubles) -> tuple[float, Doubles]:
        """The weighted negative log-likelihood and its gradient."""
        import numpy as np

        parts = self.names.parts
        small = theta.astype(np.float32)
        scores = self.features @ small[parts["bead"]]
        alone = [self.alone[0] @ small[parts["english"]], self.alone[1] @ small[parts["dutch"]]]
        for side, rows in enumerate(self.gap_rows):
            scores[rows] += alone[side][self.member[rows], self.gaps[side]]
        self._steps.fill(-np.inf)
        self._steps[self.cell] = scores
        english = self.possible[0] + self.place[0] @ small[parts["english place"]]
        english[:, :-1] += alone[0][:, :, None]
        dutch = self.possible[1] + self.place[1] @ small[parts["dutch place"]]
        dutch[:, :, :-1] += alone[1][:, None, :]
        dutch = np.ascontiguousarray(dutch.transpose(1, 0, 2))
        lift = dutch.max(axis=0)
        lift[np.isneginf(lift)] = 0.0
        whole = np.cumsum(lift, axis=-1)
        padding = [whole[..., -1:]] * REACH
        level(self._steps, dutch, np.concatenate((0 * whole[..., :1], whole, *padding), axis=-1))
        runs = theta[parts["runs"]]
        beside = runs[0] + runs[2] * self.outside[0]
        above = runs[1] + runs[3] * self.outside[1]
        sums = posteriors(
            Lattice(
                [0] * len(dutch),
                list(self._steps),
                list(english.transpose(1, 0, 2)),
                list(dutch),
                [beside] * len(dutch),
                list(above.T[:, :, None]),
                runs[4],
            ),
            self.ends,
        )
        loss = sums.log_total + lift.sum(axis=-1) - self.gold @ theta
        expected = np.zeros_like(theta)
        weights = self.weights
        taken = (np.stack(sums.steps)[self.cell] * weights[self.member]).astype(np.float32)
        expected[parts["bead"]] = taken @ self.features
        for side, (values, name) in enumerate(((sums.english, "english"), (sums.dutch, "dutch"))):
            chance = np.stack(values, axis=1) * weights[:, None, None].astype(np.float32)
            expected[parts[f"{name} place"]] = np.tensordot(chance, self.place[side], 3)
            single = chance.sum(axis=2 - side)[:, :-1]
            rows = self.gap_rows[side]
            np.add.at(single, (self.member[rows], self.gaps[side]), taken[rows])
            expected[parts[name]] = np.tensordot(single, self.alone[side], 2)
        openings = [np.stack(sums.opened_english).sum(0), np.stack(sums.opened_dutch, 1).sum(2)]
        openings = [values * weights[:, None] for values in openings]
        expected[parts["runs"]] = [
            openings[0].sum(),
            openings[1].sum(),
            (openings[0] * self.outside[0]).sum(),
            (openings[1] * self.outside[1]).sum(),
            weights @ sums.crossed,
        ]
        return float(weights @ loss), expected - weights @ self.gold


def batches_of(examples: Sequence[Example], weights: Sequence[float], names: Names) -> list[Batch]:
    """Group documents of like size."""
    order = sorted(range(len(examples)), key=lambda k: (*examples[k].size, k))
    groups: list[list[int]] = []
    for k in order:
        group = [*groups[-1], k] if groups else [k]
        rows = max(examples[q].size[0] for q in group) + 1
        columns = max(examples[q].size[1] for q in group) + 1
        if groups and len(group) * rows * columns <= CELLS:
            groups[-1] = group
        else:
            groups.append([k])
    return [Batch([examples[k] for k in g], [weights[k] for k in g], names) for g in groups]


def fit(
    batches: Sequence[Batch], start: Doubles, options: Options, learnt: npt.NDArray[np.bool_]
) -> Doubles:
    """Adam (Kingma & Ba 2015) with a step width that falls to 0.

    Each batch counts by the weight of its documents, so that a source has its share however many
    documents it has. Only the `learnt` weights change; the others must start at 0.
    """
    import numpy as np

    chance = np.random.default_rng(options.seed)
    theta = start.copy()
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    steps, total = 0, options.epochs * len(batches)
    scale = sum(batch.weights.sum() for batch in batches) / len(batches)
    for _ in range(options.epochs):
        for k in chance.permutation(len(batches)):
            batch = batches[k]
            _, gradient = batch.loss_and_gradient(theta)
            gradient = learnt * gradient / scale + options.shrink * theta
            steps += 1
            mean = 0.9 * mean + 0.1 * gradient
            square = 0.99 * square + 0.01 * gradient * gradient
            move = mean / (1 - 0.9**steps) / (np.sqrt(square / (1 - 0.99**steps)) + 1e-8)
            theta = theta - options.rate * (1 - (steps - 1) / total) * move
    return theta


def record_of(theta: Doubles, names: Names) -> dict[str, dict[str, float]]:
    """The weights as they are written to the file, four decimals each."""
    parts = names.parts
    bead = dict(zip(names.bead, theta[parts["bead"]].tolist(), strict=True))
    runs = dict(zip(RUN_NAMES, theta[parts["runs"]].tolist(), strict=True))
    runs |= {name: bead.pop(name) for name in SWAP_NAMES}
    record = {"bead": bead, "runs": runs}
    kinds = (*names.alone, *names.place)
    for language in ("english", "dutch"):
        values = [*theta[parts[language]], *theta[parts[f"{language} place"]]]
        record[f"{language} alone"] = dict(zip(kinds, map(float, values), strict=True))
    return {
        part: {name: round(value, 4) for name, value in record[part].items()}
        for part in ("bead", "english alone", "dutch alone", "runs")
    }


def dictionary_columns(names: Names) -> npt.NDArray[np.bool_]:
    """True for the weights of features that the dictionary gives."""
    import numpy as np

    found = np.zeros(names.size, bool)
    for part, kinds in (
        ("bead", names.bead),
        ("english place", names.place),
        ("dutch place", names.place),
    ):
        found[names.parts[part]] = [name.startswith("dictionary") for name in kinds]
    return found


def vector_of(weights: Weights, names: Names) -> Doubles:
    """Weights as a vector; names unknown to them get 0."""
    import numpy as np

    parts = names.parts
    theta = np.zeros(names.size)
    bead = dict(weights.bead) | {"swap": weights.swap, "swap over a gap": weights.swap_gap}
    for part, kinds, source in (
        ("bead", names.bead, bead),
        ("english", names.alone, weights.english),
        ("english place", names.place, weights.english),
        ("dutch", names.alone, weights.dutch),
        ("dutch place", names.place, weights.dutch),
    ):
        theta[parts[part]] = [source.get(name, 0.0) for name in kinds]
    theta[parts["runs"]] = [*weights.opening, *weights.outside, weights.crossing]
    return theta
