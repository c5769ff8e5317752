"""Dutch words and marks: by example, by property, and measured on a treebank."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.tokens import Span, tokenize

LETTERS = "abgiklnorstvxzAHSË'’‘“”„\"«».,:;!?…-–—()[]{}<>@/|#*_0189 \t\u00a0\u200f😀"
DUTCHLIKE = st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=40))


def words(sentence: str) -> list[str]:
    return [sentence[start:end] for start, end in tokenize(sentence)]


@pytest.mark.parametrize(
    ("sentence", "parted"),
    [
        # quotation marks of every make
        ("Hij zei: “Kom maar.”", "Hij zei : “ Kom maar . ”"),
        ("„Kom maar,” zei hij.", "„ Kom maar , ” zei hij ."),
        ("‘Kom maar’, zei hij.", "‘ Kom maar ’ , zei hij ."),
        ("'Kom maar', zei hij.", "' Kom maar ' , zei hij ."),
        ('"Kom maar", zei hij.', '" Kom maar " , zei hij .'),
        ("«Kom maar», zei hij.", "« Kom maar » , zei hij ."),
        ("“‘Nee’, zei hij,” zei ik.", "“ ‘ Nee ’ , zei hij , ” zei ik ."),
        # an apostrophe that is a letter
        ("'s Avonds is 't koud.", "'s Avonds is 't koud ."),
        ("’s Avonds is ’t koud.", "’s Avonds is ’t koud ."),
        ("‘s Avonds is ‘t koud.", "‘s Avonds is ‘t koud ."),
        ("Hij riep: ‘’t Is laat!’", "Hij riep : ‘ ’t Is laat ! ’"),
        ("Hans’ fiets en Max' auto.", "Hans’ fiets en Max' auto ."),
        ("‘Dat is Hans’", "‘ Dat is Hans ’"),
        ("Anna’s foto's van z’n oma.", "Anna’s foto's van z’n oma ."),
        ("Zo'n d’r tas uit '90 of ’80.", "Zo'n d’r tas uit '90 of ’80 ."),
        ("Hij woont in 's-Gravenhage.", "Hij woont in 's-Gravenhage ."),
        # a full stop that belongs to the word, and one that does not
        ("Dhr. de Vries, d.w.z. hij.", "Dhr. de Vries , d.w.z. hij ."),
        ("Hij kocht kaas, melk enz.", "Hij kocht kaas , melk enz."),
        ("Prof. dr. J.P. Bos (ca. 12.30 uur).", "Prof. dr. J.P. Bos ( ca. 12.30 uur ) ."),
        ("Dat is zo.", "Dat is zo ."),
        # brackets, inside and round a word
        ("(Dat klopt niet.)", "( Dat klopt niet . )"),
        ("Het (on)gelijk van lid(en) (sic).", "Het (on)gelijk van lid(en) ( sic ) ."),
        # addresses
        ("Zie https://voorbeeld.nl/a(b)?c=d,e!", "Zie https://voorbeeld.nl/a(b)?c=d,e !"),
        ("Mail a@b.nl, of (zie www.a.nl).", "Mail a@b.nl , of ( zie www.a.nl ) ."),
        # dots, dashes, runs of marks
        ("Hij wacht... en wacht…", "Hij wacht ... en wacht …"),
        ("– Kom je? – Nee!", "– Kom je ? – Nee !"),
        ("—Kom je?", "— Kom je ?"),
        ("-Kom je?", "- Kom je ?"),
        ("Echt?! Ja!!", "Echt ?! Ja !!"),
        # numbers and compounds
        ("Het kost € 3,50 of 1.000 euro.", "Het kost € 3,50 of 1.000 euro ."),
        ("Het werd -5 graden.", "Het werd -5 graden ."),
        ("De oud-collega heeft een e-bike.", "De oud-collega heeft een e-bike ."),
    ],
)  # fmt: skip
def test_words_and_marks_part_here(sentence: str, parted: str) -> None:
    assert words(sentence) == parted.split()


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("“Zij belt haar op.”", "op"),
        ("‘Dat is zo.’", "zo"),
        ("(Zij is er.)", "er"),
        ("“Zij belt haar op.” zei hij.", "op"),
    ],
)
def test_the_full_stop_before_a_closing_mark_is_no_part_of_a_short_word(
    sentence: str, last: str
) -> None:
    assert last in words(sentence)


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("Ja—nee", "Ja — nee"),
        ("eerst,toen", "eerst , toen"),
        ("—Kom", "— Kom"),
        ("zei”hij", "zei ” hij"),
        ("¿", "¿"),
        ("...", "..."),
        ("{{c1::x}}", "{ { c1::x } }"),
    ],
)
def test_a_missing_space_does_not_glue_words_together(glued: str, parted: str) -> None:
    assert words(glued) == parted.split()


@pytest.mark.parametrize("blank", ["", " ", "\t\u00a0\u2003"])
def test_where_no_word_is_there_is_no_token(blank: str) -> None:
    assert tokenize(blank) == []


@given(DUTCHLIKE)
def test_tokens_are_in_order_do_not_overlap_and_hold_every_character_but_blanks(text: str) -> None:
    spans = tokenize(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    held = "".join(text[start:end] for start, end in spans)
    assert held == "".join(text.split())


def test_token_f1_on_the_treebank_is_at_least_995(shared: Path) -> None:
    right = found = gold = 0
    for text, forms in _sentences(shared / "treebank" / "dev.conllu.xz"):
        mine, theirs = set(tokenize(text)), set(_spans(text, forms))
        right, found, gold = right + len(mine & theirs), found + len(mine), gold + len(theirs)
    assert gold > 11_000
    assert 2 * right / (found + gold) >= 0.995


def _sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    text, forms = "", []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                text, forms = line[9:-1], []
            elif line[:1].isdigit() and (columns := line.split("\t"))[0].isdigit():
                forms.append(columns[1])
            elif not line.strip():
                yield text, forms


def _spans(text: str, forms: list[str]) -> Iterator[Span]:
    place = 0
    for form in forms:
        place = text.index(form, place)
        yield place, place + len(form)
        place += len(form)
