"""What speaks for leaving a sentence unaligned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cards.alignment.closeness import Closeness, Nearest
from cards.alignment.rendered import dictionary_places
from cards.alignment.sides import Side
from cards.alignment.stretches import Stretch

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]


# Relative cosine from which a sentence is like its neighbour.
_LIKE = 0.3


def alone_features(
    side: Side, near: Nearest, chosen: Floats, closeness: Closeness
) -> Iterator[tuple[str, Floats | float]]:
    """What speaks for leaving each sentence of a side unaligned: (n,) per feature.

    `chosen` is 1 where the sentence and its best match choose each other.
    """
    import numpy as np

    relative = (near.best - closeness.background) / closeness.span
    yield "bias", 1.0
    yield "log length", np.log(side.length) / 4
    yield "best cosine", relative
    yield "weak best cosine", np.minimum(relative - 0.6, 0.0)
    yield "mutual", chosen
    yield "mutual margin", chosen * (near.best - near.second) / closeness.span
    yield "repeated", side.repeated
    yield "no final mark", 1.0 - side.terminal
    yield "short", (side.length < 25).astype(np.float32)
    yield "short without final mark", (1.0 - side.terminal) * (side.length < 60)
    yield "bracketed", side.bracketed
    yield "separated", side.separated
    yield "capitals", side.capitals
    yield "wordless", side.wordless
    yield "marked", side.marker
    yield "question", side.question
    unknown = (side.line_news == 0).astype(np.float32)
    yield "lines unknown", unknown
    yield "no final mark, lines unknown", unknown * (1.0 - side.terminal)
    yield "short, lines unknown", unknown * (side.length < 25)
    yield "repeated, lines unknown", unknown * side.repeated
    ends = np.append(side.line[1:], np.float32(1.0))
    yield "inside a line", side.line_news * (1.0 - side.line * ends)
    ends = np.append(side.paragraph[1:], np.float32(1.0))
    yield "inside a paragraph", side.paragraph_news * (1.0 - side.paragraph * ends)
    ends = np.append(side.marker[1:], np.float32(1.0))
    yield "inside a turn", side.marker_news * (1.0 - side.marker * ends)
    yield "free text", 4 * (0.65 - closeness.level)


def place_features(stretch: Stretch, *, english: bool) -> Iterator[tuple[str, Floats]]:
    """What depends on where an unaligned sentence stands in the other text.

    For English (…, n, m + 1): sentence i left out between Dutch j-1 and j; for Dutch (…, n + 1, m).
    """
    import numpy as np

    cosine = stretch.cosine[1, 1] if english else stretch.cosine[1, 1].swapaxes(-1, -2)
    close = stretch.closeness
    padded = np.full((*cosine.shape[:-1], cosine.shape[-1] + 2), close.background, np.float32)
    padded[..., 1:-1] = cosine
    local = np.maximum(padded[..., :-1], padded[..., 1:])
    # Small likenesses would add up over a long run of lines that belong to nothing.
    value = np.maximum((local - close.background) / close.span - _LIKE, 0.0)
    yield "local cosine", value if english else value.swapaxes(-1, -2)
    yield from dictionary_places(stretch, english=english)
