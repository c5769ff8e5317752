"""The stages of a Stanza pipeline, without the documents that it keeps between them.

A document holds several objects for every word, full of cycles: to make and to collect them takes
as long as half the tagger's own arithmetic. Taggers and lemmatisers ask for no more than columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate, chain, pairwise
from typing import Any

LEMMATISED_AT_ONCE = 500  # words

Tags = tuple[str, str, str]
"""UPOS, XPOS, features; "" where there is none."""
Typed = tuple[str, str]
"""A word and its UPOS."""
Head = tuple[int | None, str]
"""The index of the word that it hangs on (-1 for the root), None where no parser is; how."""
UNPARSED: Head = None, ""


class Columns:
    """As much of a Stanza document as taggers and lemmatisers use: columns, by sentence."""

    def __init__(self, lengths: Sequence[int], **columns: list[Any]) -> None:
        self._lengths = lengths
        self._columns = columns

    def get(self, fields: Sequence[str], as_sentences: bool = False) -> list[Any]:
        """A list for every word (of one field, the value itself), in one list or by sentence."""
        empty = [None] * sum(self._lengths)
        columns = [self._columns.get(field, empty) for field in fields]
        rows = list(map(list, zip(*columns, strict=True))) if len(fields) > 1 else columns[0]
        if not as_sentences:
            return rows
        return [rows[start:end] for start, end in pairwise(accumulate(self._lengths, initial=0))]

    def set(self, fields: Sequence[str], contents: Sequence[Any]) -> None:
        """What `get` gives, put in place."""
        columns = map(list, zip(*contents, strict=True)) if len(fields) > 1 else [list(contents)]
        self._columns |= dict(zip(fields, columns, strict=True))


def tag(tagger: Any, sentences: Sequence[Sequence[str]]) -> list[list[Tags]]:
    """The tags of every word; sentences of a length go together."""
    order = sorted(range(len(sentences)), key=lambda place: -len(sentences[place]))
    ordered = [sentences[place] for place in order]
    columns = Columns(list(map(len, ordered)), text=list(chain.from_iterable(ordered)))
    tagger.process(columns)
    result: list[list[Tags]] = [[] for _ in sentences]
    found = columns.get(["upos", "xpos", "feats"], as_sentences=True)
    for place, rows in zip(order, found, strict=True):
        result[place] = [(_told(upos), _told(xpos), _told(feats)) for upos, xpos, feats in rows]
    return result


def listed_lemmas(lemmatiser: Any, words: Iterable[Typed]) -> Mapping[Typed, str]:
    """The lemma of each word that stands in the lemmatiser's own list; "" for none."""
    pairs = list(dict.fromkeys(words))
    if not pairs or not lemmatiser.config.get("ensemble_dict"):
        return {}
    skip = lemmatiser.trainer.skip_seq2seq(pairs)
    known = [pair for pair, is_known in zip(pairs, skip, strict=True) if is_known]
    return dict(zip(known, map(_told, lemmatiser.trainer.predict_dict(known)), strict=True))


def lemmatise(lemmatiser: Any, words: Iterable[Typed]) -> Mapping[Typed, str]:
    """The lemma of each word, "" for none; each pair of form and part of speech is read once."""
    # In order of length, since a batch takes as many steps as its longest word.
    pairs = sorted(dict.fromkeys(words), key=lambda pair: len(pair[0]))
    listed = listed_lemmas(lemmatiser, pairs)
    pairs = [pair for pair in pairs if pair not in listed]
    if not pairs:
        return listed
    texts, upos = (list(column) for column in zip(*pairs, strict=True))
    columns = Columns([len(pairs)], text=texts, upos=upos)
    lemmatiser.process(columns)
    return {**listed, **dict(zip(pairs, map(_told, columns.get(["lemma"])), strict=True))}


def parse(
    reader: Any,
    parser: Any,
    sentences: list[list[str]],
    tags: Sequence[Sequence[Tags]],
    lemmas: Sequence[Sequence[str]],
) -> list[list[Head]]:
    """The head of every word, by a parser, which wants a whole document.

    `reader` is what the pipeline has for a tokeniser.
    """
    document = reader.process(sentences)
    rows = [
        (*told, lemma)
        for row, found in zip(tags, lemmas, strict=True)
        for told, lemma in zip(row, found, strict=True)
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


def _told(value: str | None) -> str:
    return "" if value is None or value == "_" else value
