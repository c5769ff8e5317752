"""The tagger of a model of ours, read as a whole: tags that go together, and fit the dictionary.

Stanza's tagger has a classifier for the part of speech, one for each place of an XPOS tag and one
for each feature, and takes the best of each, whether or not anything has all of them. Here the
XPOS tag is one that the treebank has with that part of speech, the likeliest as a whole, with what
`cards.tag_evidence` says against some of them. The features follow: in Dutch UD they are decided
by the two others (99.99 % of the dev set).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate, chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.tag_evidence import KINDS, Against
from cards.tagging import Tags

if TYPE_CHECKING:
    from torch import Tensor

    from cards.tag_evidence import Evidence

# Words at once: as many as fill the matrices well; a longer sentence goes alone.
TAGGED_AT_ONCE = 5000
SPELT_AT_ONCE = 1000
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_RANGE: Tags = ("SYM", "LET", "")


@dataclass(frozen=True, slots=True)
class WholeTag:
    """A part of speech and an XPOS tag that go together, and the features that they have."""

    upos: str
    xpos: str
    feats: str


def read(path: Path) -> tuple[WholeTag, ...]:
    """The tags that `cards.training.dutch_model` put beside the word vectors; () of others."""
    import torch

    found = torch.load(path, map_location="cpu", weights_only=True)
    return tuple(WholeTag(*row) for row in found.get("tags", ()))


class WholeTags:
    """The tags that a treebank has, for one tagger of Stanza's, loaded."""

    def __init__(self, tags: Sequence[WholeTag], tagger: Any) -> None:
        """`tagger` is the part of a pipeline."""
        import torch
        from stanza.models.common.vocab import EMPTY_ID, UNK_ID, CompositeVocab

        self._told: list[Tags] = [astuple(tag) for tag in tags]
        self._tagger = tagger
        self._model = tagger.trainer.model.eval()
        upos, xpos = tagger.vocab["upos"], tagger.vocab["xpos"]
        # One classifier for each place between the bars of a tag, if the treebank has bars.
        self._is_composite = isinstance(xpos, CompositeVocab)
        places = list(xpos._unit2id.values()) if self._is_composite else [xpos._unit2id]
        starts = list(accumulate(map(len, places), initial=0))
        self._upos = torch.tensor([upos.unit2id(tag.upos) for tag in tags])
        self._sums = torch.zeros(starts[-1], len(tags))
        for column, tag in enumerate(tags):
            parts = tag.xpos.split("|") if self._is_composite else [tag.xpos]
            for start, place, part in zip(starts, places, chain(parts, repeat(None)), strict=False):
                row = EMPTY_ID if part is None else place.get(part, UNK_ID)
                self._sums[start + row, column] = 1
        self._used = torch.zeros(len(upos), dtype=torch.bool)
        self._used[self._upos] = True
        self._against_upos = torch.tensor(
            [[float(upos.id2unit(n) == kind.upos) for n in range(len(upos))] for kind in KINDS]
        )
        self._against = torch.tensor([[_speaks(kind, tag) for tag in tags] for kind in KINDS])

    def of(self, sentences: Sequence[Sequence[str]], evidence: Evidence) -> list[list[Tags]]:
        """The tags of every word."""
        import torch
        from torch.nn.utils.rnn import pack_sequence

        types = list(dict.fromkeys(chain.from_iterable(sentences)))
        number_of = {word: number for number, word in enumerate(types)}
        inputs = torch.cat(tuple(self._inputs(types)), 1)
        against = torch.from_numpy(evidence.of(types))
        result: list[list[Tags]] = [[] for _ in sentences]
        for batch in _batches(sentences):
            rows = [torch.tensor([number_of[word] for word in sentences[n]]) for n in batch]
            chosen = self._chosen(inputs, against, pack_sequence(rows)).tolist()
            order = pack_sequence(torch.arange(len(chosen)).split(list(map(len, rows)))).data
            tags = dict(zip(order.tolist(), chosen, strict=True))
            told = iter([self._told[tags[place]] for place in range(len(tags))])
            for place in batch:
                words = sentences[place]
                result[place] = list(_with_ranges(words, [next(told) for _ in words]))
        return result

    def _inputs(self, types: Sequence[str]) -> Iterator[Tensor]:
        """What the sentence network is shown of each word: (words, dimensions), by part."""
        import torch
        from stanza.models.common.utils import simplify_punct

        model, vocab = self._model, self._tagger.vocab
        shown = [text for (text,) in simplify_punct([[[word] for word in types]])[0]]
        yield model.word_emb(torch.tensor(vocab["word"].map(shown)))
        lower = self._tagger.pretrain.vocab.map([word.lower() for word in shown])
        yield model.trans_pretrained(model.pretrained_emb(torch.tensor(lower)))
        letters = list(map(vocab["char"].map, shown))
        yield model.trans_char(_read_letters(model.charmodel, letters))

    def _chosen(self, inputs: Tensor, against: Tensor, words: Any) -> Tensor:
        """The tag of every word of some sentences, packed: (words,)."""
        import torch
        from torch.nn.functional import relu
        from torch.nn.utils.rnn import PackedSequence

        model = self._model
        start = [
            state.expand(-1, int(words.batch_sizes[0]), -1).contiguous()
            for state in (model.taggerlstm_h_init, model.taggerlstm_c_init)
        ]
        packed = PackedSequence(inputs[words.data], words.batch_sizes)
        # The lengths are asked for, and read only where nothing is packed yet.
        hidden = model.taggerlstm(packed, None, hx=tuple(start))[0].data
        against = against[words.data]
        upos = torch.log_softmax(model.upos_clf(relu(model.upos_hid(hidden))), 1)
        upos -= against @ self._against_upos
        best = upos.masked_fill(~self._used, -torch.inf).argmax(1)
        given = relu(model.tag_hid["xpos"](hidden)), model.upos_emb(best)
        classifiers = model.tag_clf["xpos"] if self._is_composite else [model.tag_clf["xpos"]]
        places = [torch.log_softmax(place(*given), 1) for place in classifiers]
        scores = torch.cat(places, 1) @ self._sums - against @ self._against
        scores.masked_fill_(self._upos != best[:, None], -torch.inf)
        return scores.argmax(1)


def _with_ranges(words: Sequence[str], tags: Sequence[Tags]) -> Iterator[Tags]:
    """A dash between figures is a symbol, as all 28 are in the training text; not between years."""
    before = ""
    for word, after, tag in zip(words, chain(words[1:], ("",)), tags, strict=True):
        between = word == "-" and _FIGURE.fullmatch(before) and _FIGURE.fullmatch(after)
        yield _RANGE if between else tag
        before = word


def _speaks(kind: Against, tag: WholeTag) -> float:
    """Whether evidence of a kind counts against a tag: 1 or 0."""
    parts = tag.xpos.split("|")
    begins = bool(kind.xpos) and tuple(parts[: len(kind.xpos)]) == kind.xpos
    return float(begins and (not kind.having or not kind.having.isdisjoint(parts)))


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


def _read_letters(network: Any, letters: Sequence[Sequence[int]]) -> Tensor:
    """What the network of letters says of each word: (words, dimensions)."""
    import torch
    from torch.nn.utils.rnn import pad_sequence

    order = sorted(range(len(letters)), key=lambda number: -len(letters[number]))
    found = []
    for start in range(0, len(order), SPELT_AT_ONCE):
        spelt = [torch.tensor(letters[n]) for n in order[start : start + SPELT_AT_ONCE]]
        padded, count = pad_sequence(spelt, batch_first=True), len(spelt)
        # As a sentence of so many words, packed: one row after the other.
        lengths = list(map(len, spelt))
        found.append(network(padded, padded == 0, range(count), [count], lengths).data)
    rows = torch.cat(found)
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return rows[back]
