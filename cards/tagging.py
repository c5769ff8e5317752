"""What Stanza's networks say of words, without what Stanza builds around them.

Its pipeline makes documents that hold several objects for every word, cuts each word into letters
whenever it comes up, and takes sentences in the order of the text: together that costs as much as
the networks themselves. Here each distinct word is looked at once, sentences of a length go
together, and the networks get the tensors that they ask for. The answers are the pipeline's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

# Words at once: as many as fill the matrices well; a longer sentence goes alone.
TAGGED_AT_ONCE = 5000
SPELT_AT_ONCE = 1000
LEMMATISED_AT_ONCE = 500
_NATIVE = ("upos", "xpos", "feats")

Tags = tuple[str, str, str]
"""UPOS, XPOS, features; "" where there is none."""
Typed = tuple[str, str]
"""A word and its UPOS."""
Head = tuple[int | None, str]
"""The index of the word that it hangs on (-1 for the root), None where no parser is; how."""
UNPARSED: Head = None, ""


def tag(tagger: Any, sentences: Sequence[Sequence[str]]) -> list[list[Tags]]:
    """The tags of every word, by the tagger of a Stanza pipeline."""
    model = tagger.trainer.model.eval()
    types = list(dict.fromkeys(chain.from_iterable(sentences)))
    number_of = {word: number for number, word in enumerate(types, start=1)}
    words, pretrained, letters = _seen(tagger, types)
    names = [cache(partial(_name, tagger.vocab[column])) for column in _NATIVE]
    result: list[list[Tags]] = [[] for _ in sentences]
    with _spelt(model, letters):
        for batch in _batches(sentences):
            numbers = [[number_of[word] for word in sentences[place]] for place in batch]
            columns = _columns(model, numbers, words, pretrained, [sentences[n] for n in batch])
            for place, *rows in zip(batch, *columns, strict=True):
                told = (
                    map(name, row[: len(sentences[place])])
                    for name, row in zip(names, rows, strict=True)
                )
                result[place] = list(zip(*told, strict=True))
    return result


def lemmatise(lemmatiser: Any, words: Sequence[Typed]) -> Mapping[Typed, str]:
    """The lemma of each word, "" for none, by the lemmatiser of a Stanza pipeline."""
    from stanza.models.common.doc import Document

    # In order of length, since a batch takes as many steps as its longest word.
    pairs = sorted(dict.fromkeys(words), key=lambda pair: len(pair[0]))
    listed: dict[Typed, str] = {}
    if lemmatiser.config.get("ensemble_dict"):
        skip = lemmatiser.trainer.skip_seq2seq(pairs)
        known = [pair for pair, is_known in zip(pairs, skip, strict=True) if is_known]
        listed = dict(zip(known, map(_told, lemmatiser.trainer.predict_dict(known)), strict=True))
        pairs = [pair for pair, is_known in zip(pairs, skip, strict=True) if not is_known]
    if not pairs:
        return listed
    row = [{"id": n, "text": text, "upos": upos} for n, (text, upos) in enumerate(pairs, start=1)]
    found = lemmatiser.process(Document([row])).sentences[0].words
    return listed | {pair: word.lemma or "" for pair, word in zip(pairs, found, strict=True)}


def parse(
    reader: Any,
    parser: Any,
    sentences: list[list[str]],
    tags: Sequence[Sequence[Tags]],
    lemmas: Mapping[Typed, str],
) -> list[list[Head]]:
    """The head of every word, by the parser of a Stanza pipeline, which wants a whole document.

    `reader` is what the pipeline has for a tokeniser.
    """
    document = reader.process(sentences)
    rows = [
        (upos, xpos, feats, lemmas[word, upos])
        for row, told in zip(sentences, tags, strict=True)
        for word, (upos, xpos, feats) in zip(row, told, strict=True)
    ]
    document.set(["upos", "xpos", "feats", "lemma"], [tuple(v or "_" for v in r) for r in rows])
    found = parser.process(document).get(["head", "deprel"], as_sentences=True)
    return [[(head - 1, deprel or "") for head, deprel in row] for row in found]


@contextmanager
def without_optimisers() -> Iterator[None]:
    """Let Stanza load networks without what it would train them with.

    It makes an optimiser for every network, and for the first of them torch imports its compiler:
    most of a second and 80 MB.
    """
    from stanza.models.common import utils

    kept = utils.get_optimizer, utils.get_split_optimizer
    utils.get_optimizer = utils.get_split_optimizer = lambda *_given, **_options: {}
    try:
        yield
    finally:
        utils.get_optimizer, utils.get_split_optimizer = kept


def _seen(tagger: Any, types: Sequence[str]) -> tuple[Tensor, Tensor, list[list[int]]]:
    """What the tagger knows of each word: its number, that of its word vector, and its letters.

    The first of each is for no word at all.
    """
    import torch
    from stanza.models.common.utils import simplify_punct

    shown = [text for (text,) in simplify_punct([[[word] for word in types]])[0]]
    words = [0, *tagger.vocab["word"].map(shown)]
    vectors = [0] * len(words)
    if tagger.config["pretrain"] and tagger.pretrain is not None:
        vectors[1:] = tagger.pretrain.vocab.map([word.lower() for word in shown])
    letters = [[], *map(tagger.vocab["char"].map, shown)]
    return torch.tensor(words), torch.tensor(vectors), letters


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """The places of sentences that go together, the longest first."""
    batch: list[int] = []
    room = TAGGED_AT_ONCE
    for place in sorted(range(len(sentences)), key=lambda place: -len(sentences[place])):
        if batch and len(sentences[place]) > room:
            yield batch
            batch, room = [], TAGGED_AT_ONCE
        batch.append(place)
        room -= len(sentences[place])
    if batch:
        yield batch


def _columns(
    model: Any,
    numbers: Sequence[Sequence[int]],
    words: Tensor,
    pretrained: Tensor,
    text: Sequence[Sequence[str]],
) -> list[list[list[Any]]]:
    """For each column of tags and each sentence (longest first) the choice for each word."""
    import torch
    from torch.nn.utils.rnn import pad_sequence

    rows = [torch.tensor(row) for row in numbers]
    padded = pad_sequence(rows, batch_first=True)
    lengths = list(map(len, rows))
    given = padded == 0, torch.cat(rows), None, None, pretrained[padded], None, lengths, None, text
    _, choices = model(words[padded], *given)
    told = [choice.tolist() for choice in choices[: len(_NATIVE)]]
    return [
        [[tuple(k) if isinstance(k, list) else k for k in row] for row in column] for column in told
    ]


@contextmanager
def _spelt(model: Any, letters: Sequence[Sequence[int]]) -> Iterator[None]:
    """Give the tagger what its network of letters says of each word, read once.

    Meanwhile that network is given the numbers of words instead of their letters. A tagger with a
    language model of letters has none.
    """
    from torch.nn.utils.rnn import pack_sequence

    network = getattr(model, "charmodel", None)
    if network is None:
        yield
        return
    rows = _read_letters(network, letters)

    def known(numbers: Tensor, _mask: None, _order: None, lengths: list[int], _l: None) -> Any:
        return pack_sequence(rows[numbers].split(lengths))

    network.forward = known
    try:
        yield
    finally:
        del network.forward


def _read_letters(network: Any, letters: Sequence[Sequence[int]]) -> Tensor:
    """What the network of letters says of each word: (words, dimensions)."""
    import torch
    from torch.nn.utils.rnn import pad_sequence

    order = sorted(range(1, len(letters)), key=lambda number: -len(letters[number]))
    rows: Tensor | None = None
    for start in range(0, len(order), SPELT_AT_ONCE):
        batch = order[start : start + SPELT_AT_ONCE]
        spelt = [torch.tensor(letters[number]) for number in batch]
        padded = pad_sequence(spelt, batch_first=True)
        count = len(batch)
        lengths = list(map(len, spelt))
        # As a sentence of so many words, packed: one row after the other.
        found = network(padded, padded == 0, range(count), [count], lengths).data
        if rows is None:
            rows = found.new_zeros(len(letters), found.shape[1])
        rows[batch] = found
    return rows if rows is not None else torch.zeros(1, 1)


def _name(vocabulary: Any, key: int | tuple[int, ...]) -> str:
    return _told(vocabulary.id2unit(key))


def _told(value: str | None) -> str:
    return "" if value is None or value == "_" else value
