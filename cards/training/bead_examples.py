"""Aligned texts made ready for learning: for each, the steps worth considering and their features.

Most steps of a document are hopeless whatever the weights. Only those that a rough model gives
some probability, at twice its temperature, are kept, with those of the gold path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cards.alignment.alone import alone_features, place_features
from cards.alignment.banding import Block
from cards.alignment.compare import closest_of, joined_vectors, stretch_around
from cards.alignment.features import bead_features
from cards.alignment.lanes import Lanes
from cards.alignment.posteriors import posteriors
from cards.alignment.scores import Scores
from cards.alignment.scoring import Weights
from cards.alignment.settled import unsettled
from cards.alignment.steps import SHAPES, SWAPS
from cards.alignment.texts import read_texts
from cards.training.bead_corpora import AlignedTexts
from cards.training.gold_paths import gold_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    from cards.alignment.stretches import Stretch
    from cards.encoder import Encoder

    Array = npt.NDArray[Any]
    Floats = npt.NDArray[np.float32]

PRUNE = 1e-5
SWAP_NAMES = ("swap", "swap over a gap")
RUN_NAMES = (
    "opening english",
    "opening dutch",
    "opening english outside",
    "opening dutch outside",
    "english to dutch",
)


@dataclass(frozen=True, slots=True)
class Names:
    """The feature names, in the order of the columns of a weight vector.

    `bead` ends with those of swaps; `alone` are those of a sentence, `place` those of the place
    where it stands. A weight vector holds bead, English alone, English place, Dutch alone, Dutch
    place, runs.
    """

    bead: tuple[str, ...]
    alone: tuple[str, ...]
    place: tuple[str, ...]

    @property
    def parts(self) -> dict[str, slice]:
        """The columns of each part of a weight vector."""
        begin = 0
        found = {}
        for part, size in (
            ("bead", len(self.bead)),
            ("english", len(self.alone)),
            ("english place", len(self.place)),
            ("dutch", len(self.alone)),
            ("dutch place", len(self.place)),
            ("runs", len(RUN_NAMES)),
        ):
            found[part] = slice(begin, begin + size)
            begin += size
        return found

    @property
    def size(self) -> int:
        """The length of a weight vector."""
        return int(self.parts["runs"].stop)


@dataclass(frozen=True, slots=True)
class Example:
    """One document as numbers.

    `cells` (k, 3) are step, row and column of the steps kept and `features` (k, bead names) their
    features, `gaps` (k, 2) the English and the Dutch sentence that a swap leaves alone or -1.
    `english` (n, alone names) and `english_place` (n, m + 1, place names) describe sentences left
    alone. `gold` sums the features of the gold path, laid out as a weight vector. `trusted` says
    whether the dictionary knows the Dutch side.
    """

    texts: AlignedTexts
    cells: Array
    features: Floats
    gaps: Array
    english: Floats
    dutch: Floats
    english_place: Floats
    dutch_place: Floats
    gold: Array
    trusted: bool

    @property
    def size(self) -> tuple[int, int]:
        """The number of English and of Dutch sentences."""
        return len(self.english), len(self.dutch)


def example_of(
    texts: AlignedTexts, encoder: Encoder, rough: Weights, names: Names | None = None
) -> tuple[Example, Names]:
    """Compare two texts and keep what a rough model deems possible.

    `names` orders the columns; without it the order is this document's own, which must be long
    enough for every shape.
    """
    import numpy as np

    n, m = len(texts.english), len(texts.dutch)
    read = read_texts(texts.english, texts.dutch, encoder)
    whole = Block(0, n + 1, 0, m + 1)
    closest = closest_of(read, read.vectors, [whole])
    stretch = stretch_around(read, joined_vectors(read, unsettled(n, m)), closest, [whole])
    warm = replace(
        rough,
        bead=_halved(rough.bead),
        english=_halved(rough.english),
        dutch=_halved(rough.dutch),
        opening=(rough.opening[0] / 2, rough.opening[1] / 2),
        outside=(rough.outside[0] / 2, rough.outside[1] / 2),
        crossing=rough.crossing / 2,
        swap=rough.swap / 2,
        swap_gap=rough.swap_gap / 2,
    )
    lattice = Scores(read, closest, warm, unsettled(n, m)).lattice(Lanes((whole,), ((whole,),)))
    sums = posteriors(lattice, ([n], [m]))
    path = gold_path(texts.gold, (n, m))
    kept = {(step, row, column) for row, column, step in path if step >= 0}
    for row, values in enumerate(sums.steps):
        found = zip(*np.nonzero(values[:, 0] > PRUNE), strict=True)
        kept |= {(int(step), row, int(column)) for step, column in found}
    cells = np.array(sorted(kept)).reshape(-1, 3)
    english = list(
        alone_features(read.english, closest.english, closest.english_chosen, closest.closeness)
    )
    dutch = list(alone_features(read.dutch, closest.dutch, closest.dutch_chosen, closest.closeness))
    places = [
        list(place_features(stretch, english=True)),
        list(place_features(stretch, english=False)),
    ]
    names = names or Names(
        (*_bead_names(stretch), *SWAP_NAMES),
        tuple(name for name, _ in english),
        tuple(name for name, _ in places[0]),
    )
    features, gaps = _step_features(stretch, cells, names)
    example = Example(
        texts,
        cells,
        features,
        gaps,
        np.stack([np.broadcast_to(value, n) for _, value in english], 1).astype(np.float32),
        np.stack([np.broadcast_to(value, m) for _, value in dutch], 1).astype(np.float32),
        np.stack([value[0] for _, value in places[0]], -1).astype(np.float32),
        np.stack([value[0] for _, value in places[1]], -1).astype(np.float32),
        np.zeros(0),
        read.translations.trusted,
    )
    return replace(example, gold=_gold_features(example, path, names)), names


def _halved(weights: Any) -> dict[str, float]:
    return {name: weight / 2 for name, weight in weights.items()}


def _bead_names(stretch: Stretch) -> tuple[str, ...]:
    """Every name, in the order in which they turn up."""
    names: dict[str, None] = {}
    for shape in SHAPES:
        names.update({name: None for name, _ in bead_features(stretch, shape)})
    return tuple(names)


def _step_features(stretch: Stretch, cells: Array, names: Names) -> tuple[Floats, Array]:
    """The features of the kept steps; a swap has the sum of those of its beads."""
    import numpy as np

    index = {name: k for k, name in enumerate(names.bead)}
    features = np.zeros((len(cells), len(names.bead)), np.float32)
    gaps = np.full((len(cells), 2), -1)

    def add(which: Array, shape: tuple[int, int], rows: Array, columns: Array) -> None:
        size = (1, len(stretch.english) - shape[0] + 1, len(stretch.dutch) - shape[1] + 1)
        for name, value in bead_features(stretch, shape):
            features[which, index[name]] += np.broadcast_to(value, size)[0, rows, columns]

    for step in sorted(set(cells[:, 0].tolist())):
        which = np.nonzero(cells[:, 0] == step)[0]
        rows, columns = cells[which, 1], cells[which, 2]
        if step < len(SHAPES):
            add(which, SHAPES[step], rows, columns)
            continue
        swap = SWAPS[step - len(SHAPES)]
        for shape, (i, j) in (
            (swap.first, swap.first_offset),
            (swap.second, swap.second_offset),
        ):
            add(which, shape, rows + i, columns + j)
        features[which, index["swap"]] = 1.0
        features[which, index["swap over a gap"]] = swap.english_gap + swap.dutch_gap
        if swap.english_gap:
            gaps[which, 0] = rows + swap.first[0]
        if swap.dutch_gap:
            gaps[which, 1] = columns + swap.second[1]
    return features, gaps


def _gold_features(example: Example, path: Iterable[tuple[int, int, int]], names: Names) -> Array:
    """The features of the gold path, summed."""
    import numpy as np

    parts = names.parts
    total = np.zeros(names.size)
    rows = {tuple(cell): k for k, cell in enumerate(example.cells.tolist())}
    before = 0
    for row, column, step in path:
        if step == -1:
            total[parts["english"]] += example.english[row]
            total[parts["english place"]] += example.english_place[row, column]
            total[parts["runs"]][0] += before == 0
            total[parts["runs"]][2] += before == 0 and column in (0, example.size[1])
        elif step == -2:
            total[parts["dutch"]] += example.dutch[column]
            total[parts["dutch place"]] += example.dutch_place[row, column]
            total[parts["runs"]][1] += before == 0
            total[parts["runs"]][3] += before == 0 and row in (0, example.size[0])
            total[parts["runs"]][4] += before == -1
        else:
            k = rows[step, row, column]
            total[parts["bead"]] += example.features[k]
            left, right = example.gaps[k]
            if left >= 0:
                total[parts["english"]] += example.english[left]
            if right >= 0:
                total[parts["dutch"]] += example.dutch[right]
        before = min(step, 0)
    return total
