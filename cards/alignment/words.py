"""Words as evidence: tokens that both texts share, and which words of one side the other covers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.encoder import Encoder

    Floats = npt.NDArray[np.float32]
    Rows = tuple[npt.NDArray[np.int64], ...]

MANY_TYPES = 8000
FEWER_DIMENSIONS = 160
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
NUMBERS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien twintig",
}
TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig honderd",
}
VALUES = {
    language: {
        **{word: str(value) for value, word in enumerate(NUMBERS[language].split()) if value > 1},
        **{word: str(30 + 10 * k) for k, word in enumerate(TENS[language].split())},
    }
    for language in NUMBERS
}


@dataclass(frozen=True, slots=True)
class WordTable:
    """The word types of one text.

    `vectors` (types, dimensions) and `weights` (types,), the rarer the heavier; `rows` holds, for
    each sentence, the types of its words.
    """

    vectors: Floats
    weights: Floats
    rows: Rows


@dataclass(frozen=True, slots=True)
class Anchors:
    """Tokens that occur in both texts, by sentence; `weights` falls with how common they are."""

    weights: Floats
    english: Rows
    dutch: Rows


def word_table(texts: Sequence[str], encoder: Encoder) -> WordTable:
    """Every word type of a text with its vector and its inverse document frequency."""
    import numpy as np

    bags = [WORD.findall(text.lower()) for text in texts]
    counts = Counter(word for bag in bags for word in dict.fromkeys(bag))
    index = {word: row for row, word in enumerate(counts)}
    weights = np.log((len(texts) + 1.0) / np.array(list(counts.values()), float))
    rows = tuple(np.array([index[word] for word in bag], np.int64) for bag in bags)
    return WordTable(encoder.vectors(list(index)), weights.astype(np.float32), rows)


def condensed(english: WordTable, dutch: WordTable) -> tuple[WordTable, WordTable]:
    """The tables of long texts with vectors in fewer dimensions that keep their inner products."""
    import numpy as np

    both = np.concatenate((english.vectors, dutch.vectors))
    if len(both) <= MANY_TYPES:
        return english, dutch
    sample = both[:: len(both) // MANY_TYPES]
    _, axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))
    axes = axes[:, ::-1][:, :FEWER_DIMENSIONS].astype(np.float32)
    return (
        replace(english, vectors=english.vectors @ axes),
        replace(dutch, vectors=dutch.vectors @ axes),
    )


def anchors_of(english: Sequence[str], dutch: Sequence[str]) -> Anchors:
    """Numbers, names and cognates: normalised numbers, and the first five letters of words."""
    import numpy as np

    tokens = _Tokens("en"), _Tokens("nl")
    left = [tokens[0].of(text) for text in english]
    right = [tokens[1].of(text) for text in dutch]
    count_left = Counter(token for bag in left for token in bag)
    count_right = Counter(token for bag in right for token in bag)
    shared = [token for token in count_left if token in count_right]
    index = {token: row for row, token in enumerate(shared)}
    weights = [1.0 / np.sqrt(count_left[token] * count_right[token]) for token in shared]

    def rows(bags: list[list[str]]) -> Rows:
        return tuple(np.array([index[t] for t in bag if t in index], np.int64) for bag in bags)

    return Anchors(np.array(weights, np.float32), rows(left), rows(right))


class _Tokens(dict[str, str]):
    """The anchor token of each word of a language, computed once; "" for none."""

    def __init__(self, language: str) -> None:
        self._values = VALUES[language]

    def __missing__(self, word: str) -> str:
        token, lower = "", word.lower()
        if word[0].isdigit():
            token = re.sub(r"[.,:]", "", word)
        elif lower in self._values:
            token = self._values[lower]
        elif len(word) >= 5 or (len(word) >= 2 and word.isupper()):
            token = lower[:5]
        elif word[0].isupper() and len(word) >= 3:
            token = lower
        self[word] = token
        return token

    def of(self, text: str) -> list[str]:
        """The anchor tokens of a sentence, each once, in order."""
        found = dict.fromkeys(map(self.__getitem__, WORD.findall(text)))
        found.pop("", None)
        return list(found)
