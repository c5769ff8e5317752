"""Words go to Stanza's networks directly; the answers are those of Stanza's own pipeline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from cards import dutch_models, tag_choice, tagging
from cards.analysis import StanzaAnalyser, _give, typewritten
from cards.documents import load_document
from cards.encoder import BundledEncoder
from cards.lexicon import Lexicon
from cards.model import Language
from cards.sentences import split
from cards.tag_evidence import KINDS, Evidence
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
    rows = ([typewritten(w) for w in text.split() if w.isprintable()] for text in texts)
    return [row for row in rows if row]


class NoEvidence(Evidence):
    def of(self, words: Sequence[str]) -> Any:
        return np.zeros((len(words), len(KINDS)), np.float32)


@pytest.fixture(scope="module")
def pipeline(words: list[list[str]], analyser: StanzaAnalyser) -> Any:
    """Stanza's own pipeline on the bundled model, with the vectors of these words."""
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
    assert analyser._vectors is not None
    _give(pipeline.processors["pos"], analyser._vectors.table([w for row in words for w in row]))
    return pipeline


def test_tags_and_lemmas_are_those_of_the_pipeline(words: list[list[str]], pipeline: Any) -> None:
    """Fails if Stanza changes what we read inside it."""
    ours = tagging.tag(pipeline.processors["pos"], words)
    theirs = [sentence.words for sentence in pipeline(words).sentences]
    assert ours == [[(w.upos, w.xpos, w.feats or "") for w in row] for row in theirs]
    lemmas = tagging.lemmatise(
        pipeline.processors["lemma"], [(w.text, w.upos) for row in theirs for w in row]
    )
    assert all((lemmas[w.text, w.upos] or None) == w.lemma for row in theirs for w in row)


def test_whole_tags_keep_the_part_of_speech_where_nothing_speaks_against_it(
    words: list[list[str]], pipeline: Any
) -> None:
    tagger = pipeline.processors["pos"]
    vectors = dutch_models.bundled().vectors
    assert vectors is not None
    listed = tag_choice.read(vectors)
    found = tag_choice.WholeTags(listed, tagger).of(words, NoEvidence(Lexicon()))
    known = {(tag.upos, tag.xpos, tag.feats) for tag in listed}
    for ours, theirs in zip(found, tagging.tag(tagger, words), strict=True):
        for tags, (their_upos, _, _) in zip(ours, theirs, strict=True):
            assert tags in known
            assert tags[0] == their_upos or their_upos not in {tag.upos for tag in listed}


SPEAKS = "no-noun no-verb no-adjective de het singular plural past present".split()


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("pols", "no-verb no-adjective de singular"),
        ("linkerpols", "de singular"),
        ("vrouwenmisbruik", "no-verb no-adjective het singular"),
        ("kerken", "no-verb no-adjective plural"),
        ("meisje", "no-verb no-adjective het singular"),
        ("losliet", "no-noun no-adjective past"),
        ("loslaat", "no-noun no-adjective present"),
        ("zetten", "no-noun no-adjective"),
        ("kabinet-Kok", ""),
        ("xyzzy", ""),
    ],
)
def test_the_dictionary_says_what_a_form_can_be(word: str, says: str) -> None:
    (row,) = Evidence(Lexicon()).of([word])
    assert [SPEAKS[kind] for kind in row.nonzero()[0]] == says.split()


def test_what_is_surely_listed_weighs_more_than_a_guess() -> None:
    listed, compound, cut = Evidence(Lexicon()).of(["pols", "zonnebloem", "linkerpols"])
    assert listed[SPEAKS.index("de")] > cut[SPEAKS.index("de")] > 0
    assert listed[SPEAKS.index("de")] >= compound[SPEAKS.index("de")]


@pytest.mark.parametrize(
    ("sentence", "place", "tag"),
    [
        ("Zij zag dat hij de hond losliet .", 6, "WW|pv|verl|ev"),
        ("Het vrouwenmisbruik moet stoppen .", 1, "N|soort|ev|basis|onz|stan"),
    ],
)
def test_tags_fit_the_dictionary(
    sentence: str, place: int, tag: str, analyser: StanzaAnalyser
) -> None:
    assert analyser.analyse([sentence])[0][place].xpos == tag


def test_old_typewriter_quotes_are_marks(analyser: StanzaAnalyser) -> None:
    (tokens,) = analyser.analyse(["Zij zei : ,, Ik kom niet '' ."])
    assert [(t.text, t.upos, t.lemma) for t in tokens if t.text in (",,", "''")] == [
        (",,", "PUNCT", ",,"),
        ("''", "PUNCT", "''"),
    ]


def test_words_of_other_languages_are_no_symbols(analyser: StanzaAnalyser) -> None:
    (tokens,) = analyser.analyse(["Zij zong It's a long way to Tipperary ."])
    assert "SYM" not in {token.upos for token in tokens}


def test_a_dash_between_figures_is_a_symbol_but_not_between_years(
    analyser: StanzaAnalyser,
) -> None:
    (tokens,) = analyser.analyse(["In 1998 - 1999 won Ajax - toch - met 2 - 1 en 3 - 0 ."])
    marks = [token.upos for token in tokens if token.text == "-"]
    assert marks == ["PUNCT", "PUNCT", "PUNCT", "SYM", "SYM"]


def test_a_name_has_a_gender(analyser: StanzaAnalyser) -> None:
    """What the treebanks have of names whose gender nobody knew is not told."""
    found = analyser.analyse(["Heitinga , Dubbeldam en Beerbaum wonnen ."])[0]
    assert not [token for token in found if "genus" in token.xpos]


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

    lemmas = [[word.lower() for word in row] for row in SENTENCES]
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
