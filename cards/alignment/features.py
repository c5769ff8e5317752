"""What speaks for a bead: the features of the model.

For a bead of `a` English and `b` Dutch sentences every feature is an array (windows, rows,
columns): entry (k, i, j) belongs to the bead that starts at English sentence `i` and Dutch sentence
`j` of window `k` of the stretch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cards.alignment.joints import edge_features, split_features
from cards.alignment.rendered import dictionary_features
from cards.alignment.steps import Shape
from cards.alignment.stretches import Stretch
from cards.alignment.windows import dropped, extended, window_max, window_mean, window_sum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]


def bead_features(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """Name and value of every feature of the beads of one shape."""
    yield f"shape {shape[0]}-{shape[1]}", 1.0
    yield from _meaning(stretch, shape)
    yield from _coverage(stretch, shape)
    yield from edge_features(stretch, shape)
    yield from split_features(stretch, shape)
    yield from _lengths(stretch, shape)
    yield from _tokens(stretch, shape)
    yield from _structure(stretch, shape)
    yield from dictionary_features(stretch, shape)


def _meaning(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    import numpy as np

    a, b = shape
    size = (a + b) / 2
    cosine = stretch.cosine[shape]
    if not cosine.size:
        return
    close = stretch.closeness
    relative = (cosine - close.background) / close.span
    hubs = (
        window_mean(stretch.near_english.hub, a)[..., :, None]
        + window_mean(stretch.near_dutch.hub, b)[..., None, :]
    ) / 2
    yield "cosine", cosine * size
    yield "relative cosine", relative * size
    yield "weak cosine", np.minimum(relative - 0.6, 0.0) * size
    yield "margin", (cosine - hubs) / close.span * size
    smaller = list(dropped(stretch.cosine, shape))
    if smaller:
        gains = np.stack([cosine - other for other in smaller]) * (2 / close.span)
        yield "least edge gain", gains.min(axis=0)
        yield "mean edge gain", gains.mean(axis=0)
    before, after, above, below = extended(stretch.cosine, shape)
    gain_english = (np.maximum(before, after) - cosine) * (2 / close.span)
    gain_dutch = (np.maximum(above, below) - cosine) * (2 / close.span)
    yield "extension gain english", np.maximum(gain_english, -1.5)
    yield "extension gain dutch", np.maximum(gain_dutch, -1.5)
    yield "positive extension gain", np.maximum(np.maximum(gain_english, gain_dutch), 0.0)
    if a + b > 2:
        yield "joined in free text", 4 * (0.65 - close.level)


def _coverage(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    import numpy as np

    a, b = shape
    english, dutch = stretch.cover_english[shape], stretch.cover_dutch[shape]
    if not english.size:
        return
    size = (a + b) / 2
    yield "coverage", (english + dutch) * size
    yield "least coverage", np.minimum(english, dutch) * size
    # A further Dutch sentence can only cover more English: what counts is how much more.
    gains = [english - other for other in dropped(stretch.cover_english, shape, english=False)]
    gains += [dutch - other for other in dropped(stretch.cover_dutch, shape, dutch=False)]
    if gains:
        stacked = np.stack(gains) * 4
        yield "least coverage gain", stacked.min(axis=0)
        yield "mean coverage gain", stacked.mean(axis=0)
    _, _, above, below = extended(stretch.cover_english, shape)
    before, after, _, _ = extended(stretch.cover_dutch, shape)
    more_english = np.maximum(np.maximum(above, below) - english, 0.0) * 4
    more_dutch = np.maximum(np.maximum(before, after) - dutch, 0.0) * 4
    yield "coverage outside", np.maximum(more_english, more_dutch)
    yield "coverage outside both", np.minimum(more_english, more_dutch)


def _lengths(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """Character lengths after Gale & Church (1993)."""
    import numpy as np

    a, b = shape
    if not stretch.cosine[shape].size:
        return
    ratio = stretch.closeness.ratio
    left = {k: window_sum(stretch.english.length, k)[..., :, None] * ratio for k in (a - 1, a)}
    right = {k: window_sum(stretch.dutch.length, k)[..., None, :] for k in (b - 1, b)}

    def deviation(x: Floats, y: Floats) -> Floats:
        result: Floats = np.abs(x - y) / np.sqrt(3.4 * (x + y))
        return result

    score = deviation(left[a], right[b])
    yield "length deviation", score / 2
    yield "length deviation squared", np.minimum(score * score, 40.0) / 10
    yield "length ratio", np.abs(np.log(left[a] / right[b]))
    others = []
    if a > 1:
        both = deviation(left[a - 1], right[b])
        others += [both[..., :-1, :], both[..., 1:, :]]
    if b > 1:
        both = deviation(left[a], right[b - 1])
        others += [both[..., :-1], both[..., 1:]]
    if others:
        gain = np.min([np.clip(other - score, -3.0, 3.0) for other in others], axis=0)
        yield "length edge gain", gain


def _tokens(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    yield "shared tokens matched", stretch.matched[shape]
    yield "shared tokens unmatched", stretch.unmatched[shape]


def _structure(stretch: Stretch, shape: Shape) -> Iterator[tuple[str, Floats | float]]:
    """Lines, paragraphs, list marks and final marks that agree or do not."""
    import numpy as np

    a, b = shape
    english, dutch = stretch.english, stretch.dutch
    rows, columns = len(english) - a + 1, len(dutch) - b + 1
    if rows <= 0 or columns <= 0:
        return
    beyond = np.ones((*english.line.shape[:-1], 1), np.float32)
    for name in ("line", "paragraph", "marker"):
        x = np.concatenate((getattr(english, name), beyond), axis=-1)
        y = np.concatenate((getattr(dutch, name), beyond), axis=-1)
        news_x, news_y = getattr(english, f"{name}_news"), getattr(dutch, f"{name}_news")
        news = np.minimum(news_x[..., :rows, None], news_y[..., None, :columns])
        pairs = [
            (x[..., :rows, None], y[..., None, :columns]),
            (x[..., a:, None], y[..., None, b:]),
        ]
        yield f"{name} agrees", news * sum(p * q for p, q in pairs)
        yield f"{name} disagrees", news * sum(abs(p - q) for p, q in pairs)
        if a + b > 2:
            inner_x = news_x[..., :rows] * window_sum(x[..., 1:-1], a - 1)[..., :rows]
            inner_y = news_y[..., :columns] * window_sum(y[..., 1:-1], b - 1)[..., :columns]
            yield f"{name} inside", inner_x[..., :, None] + inner_y[..., None, :]
    for name in ("terminal", "question", "colon"):
        last_x = getattr(english, name)[..., a - 1 :]
        last_y = getattr(dutch, name)[..., b - 1 :]
        yield f"{name} disagrees", np.abs(last_x[..., :, None] - last_y[..., None, :])
    open_x = 1.0 - english.terminal[..., a - 1 :, None]
    open_y = 1.0 - dutch.terminal[..., None, b - 1 :]
    yield "neither ends", open_x * open_y
    known = (
        np.minimum(english.line_news[..., :rows, None], dutch.line_news[..., None, :columns]) > 0
    )
    yield "neither ends, lines known", open_x * open_y * known
    yield (
        "question agrees",
        english.question[..., a - 1 :, None] * dutch.question[..., None, b - 1 :],
    )
    quoted_x = window_max(english.quoted, a)[..., :, None]
    quoted_y = window_max(dutch.quoted, b)[..., None, :]
    news = np.minimum(english.quoted_news[..., :rows, None], dutch.quoted_news[..., None, :columns])
    yield "quotation disagrees", news * np.abs(quoted_x - quoted_y)
    yield (
        "bracket disagrees",
        np.abs(english.bracketed[..., :rows, None] - dutch.bracketed[..., None, :columns]),
    )
    yield (
        "separator disagrees",
        np.abs(english.separated[..., :rows, None] - dutch.separated[..., None, :columns]),
    )
