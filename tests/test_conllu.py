"""What `kaartenbak analyse` prints is CoNLL-U that other programs read."""

from __future__ import annotations

import importlib
import lzma
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cards import sentences
from cards.analysis import StanzaAnalyser
from cards.documents import read_document
from cards.model import Document, Language, Sentence, Token
from decks import tables
from decks.cli import main

# Least F1 on UD_Dutch-Alpino dev, in the terms of the scorer. It compares lemmas letter by letter,
# with the underscores between the parts of compounds.
FLOORS = {
    "Sentences": 1.0,
    "Tokens": 0.995,
    "UPOS": 0.96,
    "XPOS": 0.945,
    "UFeats": 0.955,
    "Lemmas": 0.925,
}

TEXT = """De bakker van de hoek

Hij zei: “Kom maar.” Zij kwam… niet! Dat is zo. Dat is zo.
’s Avonds belde ze hem op (eindelijk).

\t{{c1::x}} _ # geen commentaar
De 😀🇳🇱 lacht. \u200fabc\u200e, ‘zei’ e\u0301e\u0301n.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(TEXT.encode(), "proef", Language.DUTCH)


@pytest.fixture(scope="module")
def lines(document: Document, analyser: StanzaAnalyser) -> list[str]:
    found = sentences.split(document)
    return list(tables.conllu(document, found, analyser.analyse([s.text for s in found])))


def rows(lines: list[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines if line and not line.startswith("# "))


def blocks(lines: list[str]) -> list[list[str]]:
    return [block.splitlines() for block in "\n".join(lines).strip().split("\n\n")]


def misc(row: list[str]) -> Mapping[str, str]:
    return dict(item.split("=", 1) for item in row[9].split("|"))


def with_heads(tokens: tuple[Token, ...], heads: list[int]) -> Iterator[Token]:
    for token, head in zip(tokens, heads, strict=True):
        values = {name: getattr(token, name) for name in Token.__slots__}
        yield Token(**values | {"head": head, "deprel": "root" if head < 0 else "obj"})


def validate(lines: list[str], path: Path) -> list[Any]:
    """What the validator of Universal Dependencies says of the format (level 2 of 5)."""
    udtools = pytest.importorskip("udtools")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    state = udtools.Validator(lang="nl", level=2, output=None).validate_files([str(path)])
    return list(state.error_tracker)


def test_every_word_has_ten_columns_and_a_number(lines: list[str]) -> None:
    for block in blocks(lines):
        words = list(rows(block))
        assert {len(row) for row in words} == {10}
        assert [int(row[0]) for row in words] == list(range(1, len(words) + 1))
        assert all(cell and cell == cell.strip() for row in words for cell in row)


def test_every_sentence_is_named_and_quoted(lines: list[str], document: Document) -> None:
    texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    assert texts == [sentence.text for sentence in sentences.split(document)]
    ids = [line for line in lines if line.startswith("# sent_id = ")]
    assert len(set(ids)) == len(ids) == len(texts)


def test_paragraphs_begin_where_blank_lines_end(lines: list[str]) -> None:
    begun = [
        block[2].removeprefix("# text = ") for block in blocks(lines) if block[0] == "# newpar"
    ]
    assert begun == [
        "De bakker van de hoek",
        "Hij zei: “Kom maar.”",
        "{{c1::x}} _ # geen commentaar",
    ]


def test_token_ranges_point_at_the_clean_text(lines: list[str], document: Document) -> None:
    clean = "\n".join(document.lines)
    for row in rows(lines):
        start, end = map(int, misc(row)["TokenRange"].split(":"))
        assert clean[start:end] == row[1]


def test_words_and_blanks_give_the_sentence_back(lines: list[str]) -> None:
    for block in blocks(lines):
        text = next(line for line in block if line.startswith("# text = "))
        joined = "".join(row[1] + ("" if "SpaceAfter" in misc(row) else " ") for row in rows(block))
        assert joined.strip() == text.removeprefix("# text = ")


def test_without_a_parser_there_is_one_root_in_a_flat_tree(lines: list[str]) -> None:
    for block in blocks(lines):
        first, *others = rows(block)
        assert first[6:8] == ["0", "root"]
        assert all(row[6:8] == ["1", "dep"] for row in others)


def test_the_heads_of_a_parser_are_kept(document: Document) -> None:
    sentence = Sentence(0, "De bakker van de hoek", 0, 0)
    plain = tuple(
        Token(word, word, "X", "", "", *place)
        for word, place in (("De", (0, 2)), ("bakker", (3, 9)), ("van", (10, 13)))
    )
    tokens = tuple(with_heads(plain, [1, -1, 1]))
    found = [row[6:8] for row in rows(list(tables.conllu(document, [sentence], [tokens])))]
    assert found == [["2", "obj"], ["0", "root"], ["2", "obj"]]


def test_a_sentence_without_words_is_left_out(document: Document) -> None:
    sentence = Sentence(0, "De bakker van de hoek", 0, 0)
    assert list(tables.conllu(document, [sentence], [()])) == []


def test_the_validator_of_universal_dependencies_is_content(
    lines: list[str], tmp_path: Path
) -> None:
    assert validate(lines, tmp_path / "proef.conllu") == []
    broken = [line.replace("\t1\tdep\t", "\t0\troot\t") for line in lines]
    assert validate(broken, tmp_path / "broken.conllu")


@pytest.fixture(scope="module")
def treebank(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The treebank unpacked, and its sentences one a line."""
    folder = tmp_path_factory.mktemp("treebank")
    gold = lzma.decompress((shared / "treebank" / "dev.conllu.xz").read_bytes()).decode()
    (folder / "gold.conllu").write_text(gold, encoding="utf-8")
    texts = [line[9:] for line in gold.splitlines() if line.startswith("# text = ")]
    (folder / "dev.nl.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    return folder


def test_the_conll_scorer_finds_the_sentences_words_tags_and_lemmas(
    treebank: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    scorer = _scorer()
    with pytest.raises(SystemExit) as ended:
        main(["analyse", str(treebank / "dev.nl.txt"), "--presplit", "--no-cache"])
    assert not ended.value.code
    (treebank / "found.conllu").write_bytes(capfdbinary.readouterr().out)
    gold = scorer.load_conllu_file(str(treebank / "gold.conllu"))
    found = scorer.load_conllu_file(str(treebank / "found.conllu"))
    scores = {name: score.f1 for name, score in scorer.evaluate(gold, found).items()}
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}
    lines = (treebank / "found.conllu").read_text(encoding="utf-8").splitlines()
    assert validate(lines, treebank / "valid.conllu") == []


def _scorer() -> Any:
    """The scorer of the CoNLL 2018 shared task: Stanza brings it along, as of 1.11 in `udtools`."""
    for name in ("udtools.udeval", "stanza.utils.conll18_ud_eval"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return pytest.skip("Stanza brings no scorer")
