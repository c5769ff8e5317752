"""Whether the sentences of one side of a bead belong together: edges that might stay outside.

Most errors of an aligner are a small sentence drawn into its neighbour's bead, or left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cards.alignment.steps import Shape
from cards.alignment.stretches import Stretch
from cards.alignment.windows import window_sum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]


def edge_features(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """Whether the first and the last sentence of a side belong to the bead in their own right."""
    import numpy as np

    a, b = shape
    rows, columns = stretch.cosine[shape].shape[-2:]
    if a + b == 2 or not rows or not columns:
        return
    close = stretch.closeness
    own_cosine, own_cover, new_cover = [], [], []
    edges_x = [slice(k, k + rows) for k in (0, a - 1)] if a > 1 else []
    edges_y = [slice(k, k + columns) for k in (0, b - 1)] if b > 1 else []
    english_scrap = (1.0 - stretch.english.terminal) * (stretch.english.length < 25)
    dutch_scrap = (1.0 - stretch.dutch.terminal) * (stretch.dutch.length < 25)
    if a > 1:
        mass = window_sum(stretch.mass_dutch, b)[..., None, :]
        gain = stretch.cover_dutch[shape]
        for edge, other in zip(edges_x, (1, 0), strict=True):
            own_cosine.append(stretch.cosine[1, b][..., edge, :])
            own_cover.append(stretch.cover_english[1, b][..., edge, :])
            rest = stretch.cover_dutch[a - 1, b][..., other : other + rows, :]
            new_cover.append((gain - rest) * mass / stretch.mass_english[..., edge, None])
    if b > 1:
        mass = window_sum(stretch.mass_english, a)[..., :, None]
        gain = stretch.cover_english[shape]
        for edge, other in zip(edges_y, (1, 0), strict=True):
            own_cosine.append(stretch.cosine[a, 1][..., edge])
            own_cover.append(stretch.cover_dutch[a, 1][..., edge])
            rest = stretch.cover_english[a, b - 1][..., other : other + columns]
            new_cover.append((gain - rest) * mass / stretch.mass_dutch[..., None, edge])
    cosine = (np.stack(own_cosine) - close.background) / close.span
    yield "least edge cosine", cosine.min(axis=0)
    yield "mean edge cosine", cosine.mean(axis=0)
    yield "least edge coverage", 2 * np.min(own_cover, axis=0)
    yield "mean edge coverage", 2 * np.mean(own_cover, axis=0)
    scraps = [english_scrap[..., edge, None] for edge in edges_x] + [
        dutch_scrap[..., None, edge] for edge in edges_y
    ]
    yield "scrap at an edge", np.broadcast_to(sum(scraps), stretch.cosine[shape].shape)
    new = np.clip(np.stack(new_cover), 0.0, 1.0)
    yield "least edge news", 2 * new.min(axis=0)
    yield "mean edge news", 2 * new.mean(axis=0)


def split_features(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """How much a bead of several sentences on both sides is better than two smaller beads."""
    import numpy as np

    a, b = shape
    rows, columns = stretch.cosine[shape].shape[-2:]
    if min(a, b) < 2 or not rows or not columns:
        return
    losses = []
    for table, scale in (
        (stretch.cosine, 1 / stretch.closeness.span),
        (stretch.cover_english, 2.0),
        (stretch.cover_dutch, 2.0),
    ):
        halves = [
            table[x, y][..., :rows, :columns]
            + table[a - x, b - y][..., x : x + rows, y : y + columns]
            for x in range(1, a)
            for y in range(1, b)
        ]
        losses.append((table[shape] - np.max(halves, axis=0) / 2) * scale)
    yield "loss by splitting", 2 * losses[0]
    yield "coverage lost by splitting", losses[1] + losses[2]
