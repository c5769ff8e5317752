"""Words go to Stanza's networks directly; the answers are those of Stanza's own pipeline."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from cards import dutch_models, tagging
from cards.analysis import StanzaAnalyser, _give, typewritten
from cards.documents import load_document
from cards.encoder import BundledEncoder
from cards.model import Language
from cards.sentences import split
from tests.conftest import ROOT, SAMPLE
from tests.test_analysis import HOSTILE, PLAIN

SENTENCES = [["Gisteren", "belde", "zij", "op", "."], ["Ja", "!"]]
NOTHING = ("X", "", "")
TAGS = [
    [NOTHING, ("VERB", "WW", "Tense=Past"), NOTHING, NOTHING, NOTHING],
    [("INTJ", "TSW", ""), NOTHING],
]


@pytest.fixture(scope="module")
def words() -> list[list[str]]:
    """The words of a text without its white space, some of them strange."""
    article = split(load_document(SAMPLE / "article.nl.txt", Language.DUTCH))
    texts = [*PLAIN, *(sentence.text for sentence in article), *HOSTILE, "Ja .", "Ja .", "a ?!?!"]
    return [row for row in ([w for w in text.split() if w.isprintable()] for text in texts) if row]


def test_tags_and_lemmas_are_those_of_the_pipeline(
    words: list[list[str]], analyser: StanzaAnalyser
) -> None:
    """Fails if Stanza changes what we read inside it."""
    import stanza

    pipeline = stanza.Pipeline(
        "nl",
        dir=str(dutch_models.bundled().directory),
        processors="tokenize,pos,lemma",
        tokenize_pretokenized=True,
        download_method=None,
        use_gpu=False,
        logging_level="CRITICAL",
    )
    shown = [list(map(typewritten, row)) for row in words]
    assert analyser._vectors is not None
    _give(pipeline.processors["pos"], analyser._vectors.table([w for row in shown for w in row]))
    for ours, theirs in zip(analyser.analyse_words(words), pipeline(shown).sentences, strict=True):
        for token, word in zip(ours, theirs.words, strict=True):
            assert (token.upos, token.xpos, token.feats) == (
                word.upos, word.xpos, word.feats or "",
            )  # fmt: skip
            assert token.lemma in (word.lemma, token.text)


def test_the_network_of_letters_is_left_as_it_was(analyser: StanzaAnalyser) -> None:
    analyser.analyse(PLAIN)
    model = analyser._pipeline.processors["pos"].trainer.model
    assert "forward" not in vars(model.charmodel)


def test_a_parser_is_shown_tags_and_lemmas_and_tells_heads() -> None:
    from stanza.models.common.doc import Document

    seen: list[Any] = []

    class Reader:
        def process(self, sentences: list[list[str]]) -> Document:
            rows = [[{"id": n, "text": w} for n, w in enumerate(s, 1)] for s in sentences]
            return Document(rows)

    class Parser:
        def process(self, document: Document) -> Document:
            seen.append(document.get(["text", "upos", "xpos", "feats", "lemma"]))
            roots = [(int(word.id > 1), "dep") for s in document.sentences for word in s.words]
            document.set(["head", "deprel"], roots)
            return document

    lemmas = {
        (word, tags[0]): word.lower()
        for row, told in zip(SENTENCES, TAGS, strict=True)
        for word, tags in zip(row, told, strict=True)
    }
    heads = tagging.parse(Reader(), Parser(), SENTENCES, TAGS, lemmas)
    assert heads == [[(-1, "dep"), *[(0, "dep")] * 4], [(-1, "dep"), (0, "dep")]]
    assert seen[0][1] == ["belde", "VERB", "WW", "Tense=Past", "belde"]
    assert seen[0][5] == ["Ja", "INTJ", "TSW", None, "ja"]


def test_to_analyse_loads_no_compiler() -> None:
    """An optimiser would, though nothing is trained: most of a second, and 80 MB."""
    code = (
        "import sys; from cards import dutch_models; from cards.analysis import StanzaAnalyser\n"
        "StanzaAnalyser(dutch_models.bundled()).analyse(['Ja.'])\n"
        "print('torch' in sys.modules, 'torch._dynamo' in sys.modules, 'sympy' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT
    )
    assert told.stdout.split() == ["True", "False", "False"]


def test_stanza_can_train_again_after_a_model_was_loaded(analyser: StanzaAnalyser) -> None:
    from stanza.models.common import utils

    analyser.analyse(PLAIN)
    assert utils.get_optimizer.__module__ == utils.get_split_optimizer.__module__ == utils.__name__


def test_words_met_before_are_encoded_as_the_first_time() -> None:
    words = ["fiets", "fietsen", "op de fiets", "fiets", "😀😀"]
    encoder = BundledEncoder()
    first = encoder.vectors(words)
    again = encoder.vectors(words[::-1])[::-1]
    assert abs(first - again).max() < 1e-6
    assert (first[0] == first[3]).all()
