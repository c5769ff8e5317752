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

from cards import lemma_choice, tagging
from cards.encoder import BundledEncoder, Encoder
from cards.errors import MissingPartError
from cards.lexicon import Lexicon
from cards.model import Token
from cards.tag_evidence import Evidence
from cards.tokens import Span, tokenize

if TYPE_CHECKING:
    from cards.dutch_models import InstalledModel
    from cards.lemma_evidence import LemmaEvidence
    from cards.tag_choice import WholeTags
    from cards.word_vectors import Table, WordVectors

Analysis = tuple[Token, ...]
Row = tuple[str, str, str, str, int | None, str]
"""Lemma, UPOS, XPOS, features, index of the head, relation to it."""

# The treebanks know typewriter quotes only; Stanza is shown those, the learner keeps the real ones.
_LONGEST = 400  # letters of a word that are read: of 200 kB without a blank the rest tells nothing
_TYPEWRITER = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"}
    | {"–": "-", "—": "-", "…": "..."}
)
# Those of old typewriters; the treebank that the tagger learnt from has none.
_DOUBLED_QUOTES = dict.fromkeys((",,", "''", "``"), '"')


class Analyser(Protocol):
    """Anything that can tag and lemmatise Dutch."""

    @property
    def fingerprint(self) -> str:
        """Names the model and every version that its answers depend on."""

    def analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        """One analysis per sentence, in order; a sentence without a word gives ()."""


class StanzaAnalyser:
    """Stanza on a model that lies on this disk; it never downloads."""

    def __init__(self, model: InstalledModel, encoder: Encoder | None = None) -> None:
        """`encoder` is shared where one is loaded anyway: models with word vectors ask for it."""
        self._model = model
        self._encoder = encoder or BundledEncoder()
        self._lexicon = Lexicon()

    @property
    def fingerprint(self) -> str:
        """Stanza's version, the model's own name, and what word vectors are made from."""
        name = f"stanza-{version('stanza')}/{self._model.fingerprint}"
        if self._model.vectors is None:
            return name
        return f"{name}/{self._encoder.name}-{self._encoder.version}/{self._lexicon.fingerprint}"

    def analyse(self, sentences: Sequence[str]) -> tuple[Analysis, ...]:
        """See `Analyser.analyse`. Time and memory grow linearly with the text."""
        return self._analyse(sentences, [tokenize(sentence) for sentence in sentences])

    def analyse_words(self, sentences: Sequence[Sequence[str]]) -> tuple[Analysis, ...]:
        """The same for sentences whose words and marks are known; a blank stands between them."""
        return self._analyse(*zip(*map(_joined, sentences), strict=True)) if sentences else ()

    def _analyse(
        self, sentences: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Analysis, ...]:
        words = [
            [typewritten(sentence[start : min(end, start + _LONGEST)]) for start, end in marks]
            for sentence, marks in zip(sentences, spans, strict=True)
        ]
        spoken = [sentence for sentence in words if sentence]
        with _no_cyclic_collection():
            tagged = iter(self._tagged(spoken) if spoken else ())
            return tuple(
                _tokens(sentence, marks, next(tagged)) if marks else ()
                for sentence, marks in zip(sentences, spans, strict=True)
            )

    def _tagged(self, sentences: list[list[str]]) -> Iterator[list[Row]]:
        """Everything that the model tells of sentences given as words."""
        import torch

        stages = self._pipeline.processors
        shown = [[_DOUBLED_QUOTES.get(word, word) for word in row] for row in sentences]
        if self._vectors is not None:
            _give(stages["pos"], self._vectors.table([word for row in shown for word in row]))
        with torch.inference_mode():
            tags = (
                self._whole_tags.of(shown, Evidence(self._lexicon))
                if self._whole_tags is not None
                else tagging.tag(stages["pos"], shown)
            )
            lemmas = lemma_choice.lemmas(stages["lemma"], self._lemma_evidence, sentences, tags)
            heads = (
                tagging.parse(stages["tokenize"], stages["depparse"], sentences, tags, lemmas)
                if "depparse" in stages
                else [[tagging.UNPARSED] * len(row) for row in sentences]
            )
        for row in zip(lemmas, tags, heads, strict=True):
            yield [(lemma, *told, *head) for lemma, told, head in zip(*row, strict=True)]

    @cached_property
    def _vectors(self) -> WordVectors | None:
        from cards.word_vectors import Projection, WordVectors

        if self._model.vectors is None:
            return None
        projection = Projection.read(self._model.vectors)
        if projection is None:
            return None
        return WordVectors(self._encoder, projection, self._lexicon)

    @cached_property
    def _whole_tags(self) -> WholeTags | None:
        from cards.tag_choice import WholeTags, read

        tags = read(self._model.vectors) if self._model.vectors is not None else ()
        return WholeTags(tags, self._pipeline.processors["pos"]) if tags else None

    @cached_property
    def _lemma_evidence(self) -> LemmaEvidence | None:
        from cards.lemma_evidence import LemmaEvidence

        return LemmaEvidence(self._lexicon) if self._whole_tags is not None else None

    @cached_property
    def _pipeline(self) -> Any:
        import stanza

        self._model.verify()
        try:
            with tagging.without_optimisers():
                return stanza.Pipeline(
                    "nl",
                    dir=str(self._model.directory),
                    package=self._model.package,
                    processors=",".join(("tokenize", *self._model.processors)),
                    tokenize_pretokenized=True,
                    lemma_batch_size=tagging.LEMMATISED_AT_ONCE,
                    download_method=None,
                    use_gpu=False,
                    logging_level="CRITICAL",
                )
        except Exception as error:
            raise MissingPartError(_unloadable(self._model), self._model.remedy) from error


def _unloadable(model: InstalledModel) -> str:
    """Why a model does not load: of one that tells its version and whose sums are right, that."""
    here = version("stanza")
    if model.made_with and model.made_with != here:
        return (
            f"The Dutch model in {model.directory} was made with Stanza {model.made_with} and does "
            f"not load with {here}."
        )
    return (
        f"The Dutch model in {model.directory} cannot be loaded: it is damaged, or was made by "
        f"another version of Stanza than {here}."
    )


def _give(tagger: Any, table: Table) -> None:
    """Let a tagger of Stanza's read its word vectors from this table."""
    from torch.nn import Embedding

    tagger._pretrain = table  # no other way in
    tagger.trainer.model.pretrained_emb = Embedding.from_pretrained(table.emb, freeze=True)


@contextmanager
def _no_cyclic_collection() -> Iterator[None]:
    """Let libraries, models and tags pile up in peace: all of it stays, none of it is garbage.

    Python's collector would go through all of them time and again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _joined(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Words with a blank between them, and where each stands."""
    spans: list[Span] = []
    start = 0
    for word in words:
        spans.append((start, start + len(word)))
        start += len(word) + 1
    return " ".join(words), spans


def typewritten(word: str) -> str:
    """The word with the quotes and dashes of a typewriter."""
    return word.translate(_TYPEWRITER)


def _tokens(sentence: str, spans: Sequence[Span], rows: Sequence[Row]) -> Analysis:
    return tuple(
        Token(
            text=sentence[start:end],
            lemma=(lemma if end - start <= _LONGEST else "") or sentence[start:end],
            upos=upos or "X",
            xpos=xpos,
            feats=feats,
            start=start,
            end=end,
            head=head,
            deprel=deprel,
        )
        for (start, end), (lemma, upos, xpos, feats, head, deprel) in zip(spans, rows, strict=True)
    )
