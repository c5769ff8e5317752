"""What the aligner knows of one text before it looks at the other: a `Side`.

Everything is an array with one place per sentence, so that runs of a text are had by their
positions, and a long text can be handled run by run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.model import Sentence

    Floats = npt.NDArray[np.float32]

CLOSERS = "\"'’”»›)]}*_ "
OPENERS = "\"'‘’“”„«‹([{*_ "
TERMINALS = ".!?…"
QUOTES = frozenset('"“”„«»‘')
SEPARATORS = re.compile(r"[|·›»©→▸•]|\s/\s|https?:|www\.|@")
MARKER = re.compile(r"\s*(?:[-–—•*▪◦‣]\s*(?=\S)|\(?\d{1,2}[.)]\s|[a-z]\)\s)")


@dataclass(frozen=True, slots=True)
class Side:
    """One text, a place per sentence on the last axis.

    `length` counts characters. The flags are 0 or 1: `line` and
    `paragraph` begin one, `marker` begins with a dash, bullet or number, `terminal` ends as a
    sentence does, `question` with a question mark, `colon` with a colon, `quoted` holds a
    quotation mark, `bracketed` is nothing but an aside, `separated` looks like a menu, address or
    notice, `repeated` occurs more than once, `capitals` is all capital letters, `wordless` holds
    no letter or digit. `line_news`, `paragraph_news`, `marker_news` and `quoted_news` say how much
    that flag tells in this text: the entropy of its rate in bits, 0 where all sentences agree.
    """

    length: Floats
    line: Floats
    paragraph: Floats
    marker: Floats
    terminal: Floats
    question: Floats
    colon: Floats
    quoted: Floats
    bracketed: Floats
    separated: Floats
    repeated: Floats
    capitals: Floats
    wordless: Floats
    line_news: Floats
    paragraph_news: Floats
    marker_news: Floats
    quoted_news: Floats

    def __len__(self) -> int:
        return int(self.length.shape[-1])

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> Side:
        """Runs of sentences of one length: (runs, sentences) for the positions of each."""
        return Side(*(getattr(self, field.name)[rows] for field in fields(self)))


def side_of(sentences: Sequence[Sentence]) -> Side:
    """Look at each sentence once."""
    import numpy as np

    texts = [sentence.text.strip() for sentence in sentences]
    seen = Counter(text.casefold() for text in texts)
    bare = [text.rstrip(CLOSERS) for text in texts]

    def flags(values: Any) -> Floats:
        return np.fromiter((float(value) for value in values), np.float32, len(texts))

    line = flags(_starts([sentence.line for sentence in sentences]))
    paragraph = flags(_starts([sentence.paragraph for sentence in sentences]))
    marker = flags(MARKER.match(text) is not None for text in texts)
    quoted = flags(not QUOTES.isdisjoint(text) for text in texts)
    return Side(
        length=flags(max(len(text), 1) for text in texts),
        line=line,
        paragraph=paragraph,
        marker=marker,
        terminal=flags(text.endswith(tuple(TERMINALS)) for text in bare),
        question=flags(text.endswith("?") for text in bare),
        colon=flags(text.endswith((":", ",", ";")) for text in bare),
        quoted=quoted,
        bracketed=flags(text[:1] in "([" and text[-1:] in ")]" for text in texts),
        separated=flags(SEPARATORS.search(text) is not None for text in texts),
        repeated=flags(seen[text.casefold()] > 1 for text in texts),
        capitals=flags(text.isupper() and len(text) > 1 for text in texts),
        wordless=flags(not any(map(str.isalnum, text)) for text in texts),
        line_news=_entropy(line),
        paragraph_news=_entropy(paragraph),
        marker_news=_entropy(marker),
        quoted_news=_entropy(quoted),
    )


def _starts(places: Sequence[int]) -> list[bool]:
    return [k == 0 or place != places[k - 1] for k, place in enumerate(places)]


def _entropy(flag: Floats) -> Floats:
    """The entropy in bits of a flag's rate after the first sentence, once per sentence."""
    import numpy as np

    rate = float(flag[1:].mean()) if len(flag) > 1 else 0.0
    rate = min(max(rate, 1e-6), 1.0 - 1e-6)
    bits = -rate * np.log2(rate) - (1.0 - rate) * np.log2(1.0 - rate)
    return np.full(len(flag), bits if bits > 0.01 else 0.0, np.float32)
