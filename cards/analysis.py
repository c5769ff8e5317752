"""Dutch sentences → tokens with part of speech, lemma and, where a parser is there, a head.

Words and marks come from `cards.tokens`; Stanza tags and lemmatises them. Stanza and torch are
imported when the first sentence is analysed, not before.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from cards.errors import MissingPartError
from cards.model import Token
from cards.tokens import tokenize

if TYPE_CHECKING:
    from cards.dutch_models import InstalledModel

Analysis = tuple[Token, ...]

# The treebanks know typewriter quotes only; Stanza is shown those, the learner keeps the real ones.
_TYPEWRITER = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"}
    | {"–": "-", "—": "-", "…": "..."}
)


class Analyser(Protocol):
    """Anything that can tag and lemmatise Dutch."""

    @property
    def fingerprint(self) -> str:
        """Names the model and every version that its answers depend on."""

    def analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        """One analysis per sentence, in order; a sentence without a word gives ()."""


class StanzaAnalyser:
    """Stanza on a model that lies on this disk; it never downloads."""

    def __init__(self, model: InstalledModel) -> None:
        self._model = model

    @property
    def fingerprint(self) -> str:
        """Stanza's version and the model's own name."""
        return f"stanza-{version('stanza')}/{self._model.fingerprint}"

    def analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        """See `Analyser.analyse`. Time and memory grow linearly with the text."""
        with _no_cyclic_collection():
            return self._analyse(sentences)

    def _analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        spans = [tokenize(sentence) for sentence in sentences]
        words = [
            [_typewritten(sentence[start:end]) for start, end in marks]
            for sentence, marks in zip(sentences, spans, strict=True)
        ]
        spoken = [sentence for sentence in words if sentence]
        tagged = iter(self._tagged(spoken).sentences if spoken else ())
        return tuple(
            _tokens(sentence, marks, next(tagged).words) if marks else ()
            for sentence, marks in zip(sentences, spans, strict=True)
        )

    def _tagged(self, words: list[list[str]]) -> Any:
        """A Stanza document of sentences given as words, with everything that the model tells."""
        import torch

        stages = self._pipeline.processors
        with torch.inference_mode():
            document = stages["pos"].process(stages["tokenize"].process(words))
            _lemmatise(document, stages["lemma"])
            return stages["depparse"].process(document) if "depparse" in stages else document

    @cached_property
    def _pipeline(self) -> Any:
        import stanza

        self._model.verify()
        try:
            return stanza.Pipeline(
                "nl",
                dir=str(self._model.directory),
                package=self._model.package,
                processors=",".join(("tokenize", *self._model.processors)),
                tokenize_pretokenized=True,
                download_method=None,
                use_gpu=False,
                logging_level="CRITICAL",
            )
        except Exception as error:
            raise MissingPartError(
                f"The Dutch model in {self._model.directory} cannot be loaded: it is damaged, or "
                f"was made by another version of Stanza than {version('stanza')}.",
                self._model.remedy,
            ) from error


@contextmanager
def _no_cyclic_collection() -> Iterator[None]:
    """Let Stanza build its documents in peace; they are full of cycles, and are collected after.

    Every word of a document is several objects. While they pile up, Python's collector goes
    through all of them time and again and finds nothing to collect: a sixth of the whole time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        gc.collect()


def _lemmatise(document: Any, lemmatiser: Any) -> None:
    """Give every word its lemma; each pair of form and part of speech is looked at once."""
    from stanza.models.common.doc import Document

    words = [word for sentence in document.sentences for word in sentence.words]
    # In order of length, since a batch takes as many steps as its longest word.
    pairs = sorted(
        dict.fromkeys((word.text, word.upos) for word in words), key=lambda pair: len(pair[0])
    )
    types = Document(
        [[{"id": n, "text": text, "upos": upos} for n, (text, upos) in enumerate(pairs, 1)]]
    )
    found = lemmatiser.process(types).sentences[0].words
    lemmas = {pair: word.lemma for pair, word in zip(pairs, found, strict=True)}
    for word in words:
        word.lemma = lemmas[word.text, word.upos]


def _typewritten(word: str) -> str:
    return word.translate(_TYPEWRITER)


def _tokens(sentence: str, spans: Sequence[tuple[int, int]], words: Sequence[Any]) -> Analysis:
    return tuple(
        Token(
            text=sentence[start:end],
            lemma=word.lemma or sentence[start:end],
            upos=word.upos or "X",
            xpos=word.xpos or "",
            feats=word.feats or "",
            start=start,
            end=end,
            head=None if word.head is None else word.head - 1,
            deprel=word.deprel or "",
        )
        for (start, end), word in zip(spans, words, strict=True)
    )
