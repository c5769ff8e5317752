"""The Dutch as the bundled model sees it: every token in its place, whatever the text."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.errors import MissingPartError
from cards.model import Token
from cards.tokens import tokenize

PLAIN = (
    "Gisteren belde Marijke haar buurvrouw op.",
    "De kinderen hebben in de tuin gespeeld.",
    "Het regende, maar dat vonden ze niet erg.",
)
HOSTILE = (
    "a" * 300,
    "Donaudampfschiffahrts" * 50 + ".",
    "😀 🇳🇱 👩‍👩‍👧‍👦 ❤️",
    "\u200fשלום\u200e zei hij.",
    "\u202eomgekeerd\u202c",
    "...",
    "?!",
    "“”‘’",
    "—",
    "{{c1::x}} en {{c2::y::z}}",
    "<b>vet</b> & <script>",
    "_*~#\\|`^",
    "e\u0301e\u0301n caf\u0065\u0301",
    "\u00ad\u200b\u200d\ufeff",
    "ﬁets №5 ½ ２０２４",
    "中文和日本語 и русский",
    "1.000.000,00 12:30 3-4 '90",
    "A.B.C.D. i.p.v. o.a.",
    "\x00\x07 teken",
    "TIEN MENSEN SCHREEUWDEN",
)


def assert_in_place(sentence: str, tokens: tuple[Token, ...]) -> None:
    assert [(token.start, token.end) for token in tokens] == tokenize(sentence)
    for token in tokens:
        assert token.text == sentence[token.start : token.end]
        assert token.lemma
        assert token.upos.isupper()


def test_every_token_is_the_text_at_its_place(analyser: StanzaAnalyser) -> None:
    for sentence, tokens in zip(PLAIN, analyser.analyse(PLAIN), strict=True):
        assert_in_place(sentence, tokens)
        assert all(before.end <= after.start for before, after in pairwise(tokens))


def test_words_are_tagged_and_lemmatised(analyser: StanzaAnalyser) -> None:
    first, second, _ = analyser.analyse(PLAIN)
    assert [token.upos for token in first] == (
        ["ADV", "VERB", "PROPN", "PRON", "NOUN", "ADP", "PUNCT"]
    )
    assert [token.lemma for token in second] == (
        ["de", "kind", "hebben", "in", "de", "tuin", "spelen", "."]
    )
    assert "Tense=Past" in first[1].feats
    assert "Number=Plur" in second[1].feats
    assert first[4].xpos.startswith("N|soort|ev")


def test_a_sentence_without_a_word_keeps_its_place(analyser: StanzaAnalyser) -> None:
    analyses = analyser.analyse(["", PLAIN[0], "   ", "\u00a0", PLAIN[1], ""])
    assert [bool(tokens) for tokens in analyses] == [False, True, False, False, True, False]
    assert (analyses[1], analyses[4]) == analyser.analyse(PLAIN[:2])


@pytest.mark.parametrize("sentences", [[], [""], ["", " "]])
def test_a_text_without_words_does_not_even_load_the_model(sentences: list[str]) -> None:
    fresh = StanzaAnalyser(dutch_models.bundled())
    assert fresh.analyse(sentences) == tuple(() for _ in sentences)
    assert "_pipeline" not in vars(fresh)


def test_no_text_is_too_strange_to_analyse(analyser: StanzaAnalyser) -> None:
    for sentence, tokens in zip(HOSTILE, analyser.analyse(HOSTILE), strict=True):
        assert_in_place(sentence, tokens)


def test_a_strange_sentence_does_not_disturb_its_neighbours(analyser: StanzaAnalyser) -> None:
    mixed = [sentence for strange in HOSTILE for sentence in (strange, PLAIN[1])]
    expected = analyser.analyse(PLAIN[1:2])
    assert analyser.analyse(mixed)[1::2] == expected * len(HOSTILE)


def test_a_sentence_of_a_thousand_words_is_one_sentence(analyser: StanzaAnalyser) -> None:
    sentence = ", ".join(["de kat zit op de mat"] * 170) + "."
    (tokens,) = analyser.analyse([sentence])
    assert_in_place(sentence, tokens)
    assert len(tokens) > 1000


@pytest.mark.parametrize(
    ("typographic", "typewriter"),
    [
        ("Zij zei: “Ik kom niet.”", 'Zij zei: "Ik kom niet."'),
        ("„Ik kom niet,” zei zij.", '"Ik kom niet," zei zij.'),
        ("’s Avonds las zij Anna’s boek.", "'s Avonds las zij Anna's boek."),
        ("Zij wachtte… en kwam – eindelijk.", "Zij wachtte... en kwam - eindelijk."),
    ],
)
def test_typographic_marks_are_read_as_typewriter_marks_and_kept(
    typographic: str, typewriter: str, analyser: StanzaAnalyser
) -> None:
    fine, plain = analyser.analyse([typographic, typewriter])
    assert [(t.upos, t.lemma, t.feats) for t in fine] == [(t.upos, t.lemma, t.feats) for t in plain]
    assert "".join(token.text for token in fine) == typographic.replace(" ", "")


def test_without_a_parser_no_token_has_a_head(analyser: StanzaAnalyser) -> None:
    (tokens,) = analyser.analyse(PLAIN[:1])
    assert {(token.head, token.deprel) for token in tokens} == {(None, "")}


def test_the_fingerprint_names_stanza_and_the_model(analyser: StanzaAnalyser) -> None:
    from stanza import __version__

    assert analyser.fingerprint.startswith(f"stanza-{__version__}/bundled-")


def test_equal_texts_give_equal_analyses(analyser: StanzaAnalyser) -> None:
    again = StanzaAnalyser(dutch_models.bundled())
    assert analyser.analyse(PLAIN * 40) == again.analyse(PLAIN * 40)


@pytest.mark.parametrize("damage", [b"", b"<html>not here</html>", b"PK\x03\x04" + b"\0" * 999])
def test_a_model_that_cannot_be_loaded_is_told_in_a_line_with_what_to_do(
    damage: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(Path(dutch_models.__file__).parent / "models", tmp_path, dirs_exist_ok=True)
    model = dutch_models.find("nl", tmp_path)
    model.files[0].write_bytes(damage)
    with pytest.raises(MissingPartError) as caught:
        StanzaAnalyser(model).analyse(PLAIN)
    assert "\n" not in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert "kaartenbak models download nl" in caught.value.advice
    assert capfd.readouterr() == ("", "")
