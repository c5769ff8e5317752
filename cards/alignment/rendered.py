"""What the dictionary says of a bead: words rendered on the other side, and words missed there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cards.alignment.steps import Shape
from cards.alignment.windows import extended

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.stretches import Stretch

    Floats = npt.NDArray[np.floating[Any]]

PRIOR = 1.0  # nats
UNIT = 4.0  # nats that count as one
NEAR = 4  # sentences beside a place; no more than a stretch has beside its block


def dictionary_features(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """Found and missed words of a bead, and how these change with a sentence less or more."""
    import numpy as np

    words = stretch.renderings
    trust = float(words.trusted)
    a, b = shape
    found_x, found_y = words.found_english[shape], words.found_dutch[shape]
    missed_x, missed_y = words.missed_english[shape], words.missed_dutch[shape]
    if not found_x.size:
        return
    size = (a + b) / 2
    unit = trust / UNIT
    least = np.minimum(found_x, found_y)
    yield "dictionary found", np.minimum(least, 12.0) * unit
    yield "dictionary missed", (missed_x + missed_y) * unit
    share_x = (found_x + PRIOR) / (found_x + missed_x + 2 * PRIOR)
    share_y = (found_y + PRIOR) / (found_y + missed_y + 2 * PRIOR)
    yield "dictionary share", (share_x + share_y - 1.0) * size * trust
    yield "dictionary least share", (np.minimum(share_x, share_y) - 0.5) * size * trust
    yield "dictionary nothing found", (least < 0.5) * size * trust
    yield from _edges(stretch, shape, unit)
    before, after, _, _ = extended(words.found_dutch, shape)
    _, _, above, below = extended(words.found_english, shape)
    more_y = np.maximum(np.maximum(before, after) - found_y, 0.0)
    more_x = np.maximum(np.maximum(above, below) - found_x, 0.0)
    yield "dictionary outside", np.minimum(np.maximum(more_x, more_y), 12.0) * unit
    yield "dictionary outside both", np.minimum(np.minimum(more_x, more_y), 12.0) * unit
    yield "dictionary outside share", _outside_share(stretch, shape) * trust
    if min(a, b) > 1:
        rows, columns = found_x.shape[-2:]
        loss = 0.0
        for table in (words.found_english, words.found_dutch):
            halves = [
                table[x, y][..., :rows, :columns]
                + table[a - x, b - y][..., x : x + rows, y : y + columns]
                for x in range(1, a)
                for y in range(1, b)
            ]
            loss = loss + table[shape] - np.max(halves, axis=0)
        yield "dictionary lost by splitting", np.minimum(loss, 12.0) * unit


def _outside_share(stretch: Stretch, shape: Shape) -> Floats:
    """How well a neighbour of the bead is rendered by the other side of it, at best; 0 to 0.5."""
    import numpy as np

    a, b = shape
    words = stretch.renderings
    rows, columns = words.found_english[shape].shape[-2:]
    best = np.zeros(words.found_english[shape].shape, np.float32)
    found, missed = words.found_english[1, b], words.missed_english[1, b]
    share = (found + PRIOR) / (found + missed + 2 * PRIOR) - 0.5
    after, before = best[..., 1:, :], best[..., : rows - 1, :]
    np.maximum(after, share[..., : rows - 1, :], out=after)
    np.maximum(before, share[..., a : a + rows - 1, :], out=before)
    found, missed = words.found_dutch[a, 1], words.missed_dutch[a, 1]
    share = (found + PRIOR) / (found + missed + 2 * PRIOR) - 0.5
    after, before = best[..., 1:], best[..., : columns - 1]
    np.maximum(after, share[..., : columns - 1], out=after)
    np.maximum(before, share[..., b : b + columns - 1], out=before)
    return best


def _edges(stretch: Stretch, shape: Shape, unit: float) -> Iterator[tuple[str, Floats | float]]:
    """Whether the first and last sentence of a side bring what is on the other side."""
    import numpy as np

    a, b = shape
    if a + b == 2:
        return
    words = stretch.renderings
    rows, columns = words.found_english[shape].shape[-2:]
    news, own, share = [], [], []
    if a > 1:
        for edge, rest in ((0, 1), (a - 1, 0)):
            x = slice(edge, edge + rows)
            gain = (
                words.found_dutch[shape] - words.found_dutch[a - 1, b][..., rest : rest + rows, :]
            )
            found, missed = (
                words.found_english[1, b][..., x, :],
                words.missed_english[1, b][..., x, :],
            )
            news.append(gain)
            own.append(found - missed)
            share.append((found + PRIOR) / (found + missed + 2 * PRIOR))
    if b > 1:
        for edge, rest in ((0, 1), (b - 1, 0)):
            y = slice(edge, edge + columns)
            rest_found = words.found_english[a, b - 1][..., rest : rest + columns]
            gain = words.found_english[shape] - rest_found
            found, missed = words.found_dutch[a, 1][..., y], words.missed_dutch[a, 1][..., y]
            news.append(gain)
            own.append(found - missed)
            share.append((found + PRIOR) / (found + missed + 2 * PRIOR))
    trust = unit * UNIT
    gains = np.stack(news)
    yield "dictionary least edge news", np.minimum(gains.min(axis=0), 8.0) * unit
    yield "dictionary mean edge news", np.minimum(gains, 8.0).mean(axis=0) * unit
    yield "dictionary edge without news", (gains < 0.5).any(axis=0) * trust
    yield "dictionary least edge", np.clip(np.min(own, axis=0), -8.0, 8.0) * unit
    yield "dictionary least edge share", (np.min(share, axis=0) - 0.5) * trust
    yield "dictionary mean edge share", (np.mean(share, axis=0) - 0.5) * trust


def dictionary_places(stretch: Stretch, *, english: bool) -> Iterator[tuple[str, Floats]]:
    """What speaks for leaving a sentence alone at a place: (…, n, m + 1) or (…, n + 1, m).

    Its words have renderings in the sentences beside the place, next to it or a little further.
    """
    import numpy as np

    words = stretch.renderings
    one = (1, 1)
    table = np.minimum(words.found_english[one], words.found_dutch[one])
    missed = words.missed_english[one]
    if not english:
        table, missed = _turned(table), _turned(words.missed_dutch[one])
    share = (table + PRIOR) / (table + missed + 2 * PRIOR) - 0.5
    unit, trust = words.trusted / UNIT, float(words.trusted)
    found = {
        "dictionary beside": _beside(np.minimum(table, 8.0), 1) * unit,
        "dictionary share beside": _beside(share, 1) * trust,
        "dictionary share near": _beside(share, NEAR) * trust,
        "dictionary missed near": -_beside(-np.minimum(missed, 12.0), NEAR, -12.0) * unit,
    }
    for name, value in found.items():
        yield name, value if english else _turned(value)


def _beside(values: Floats, reach: int, outside: float = -0.5) -> Floats:
    """The greatest among `reach` columns before and after each place: (…, rows, columns + 1)."""
    import numpy as np

    columns = values.shape[-1]
    padded = np.full((*values.shape[:-1], columns + 2 * reach), outside, np.float32)
    padded[..., reach : reach + columns] = values
    top = padded[..., : columns + 1]
    for k in range(1, 2 * reach):
        top = np.maximum(top, padded[..., k : k + columns + 1])
    return top


def _turned(values: Floats) -> Floats:
    return values.swapaxes(-1, -2)
