"""The same sheet in four formats: as many gaps, words and answers, and every sign as written."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest

from cards.model import Language
from decks.worksheets.flashcards import Sides
from decks.worksheets.formats import FORMATS, render
from decks.worksheets.gap_rules import GapRules, Hint, Words
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Bank, Look, Paper, Section, Worksheet, gaps
from tests.class_lessons import GARDEN_CLASS, STRANGE, strange_lesson
from tests.worksheet_reading import READERS, squeezed

_SEEDS = random.Random(6).sample(range(10**9), 200)


@cache
def _gap_sheet(seed: int) -> Worksheet:
    """A gap-fill sheet of which the seed decides all that a teacher can choose."""
    rng = random.Random(seed)
    rules = GapRules(
        words=rng.choice((Words.CONTENT, Words.NOUNS, Words.VERBS, Words.EVERY)),
        most=rng.randint(1, 12),
        distance=rng.randint(0, 8),
        every=rng.randint(3, 9),
    )
    options = SheetOptions(
        exercises=(Exercise.GAPS,),
        gaps=rules,
        words_over=rng.choice((0, 0, 0, 1)),
        seed=seed,
        language=rng.choice(tuple(Language)),
    )
    return make(GARDEN_CLASS, options).sheet


def _bank(section: Section) -> list[str]:
    return [word for block in section.blocks if isinstance(block, Bank) for word in block.words]


@pytest.mark.parametrize("suffix", FORMATS)
def test_gaps_bank_and_key_agree_for_two_hundred_seeds(suffix: str) -> None:
    for seed in _SEEDS:
        sheet = _gap_sheet(seed)
        (section,) = sheet.sections
        read = READERS[suffix](render(sheet, suffix))
        assert sorted(read.gaps) == [gap.number for gap in gaps(section)], seed
        assert set(read.key) == set(read.gaps) == set(range(1, len(read.key) + 1)), seed
        assert read.bank == _bank(section), seed
        over = list(read.bank)
        for answer in read.key.values():
            over.remove(answer)
        assert len(over) in (0, 1), seed


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_sign_comes_out_as_written(suffix: str) -> None:
    lesson = strange_lesson()
    options = SheetOptions(
        exercises=(Exercise.GAPS, Exercise.BILINGUAL, Exercise.TRANSLATION, Exercise.VOCABULARY),
        gaps=GapRules(hint=Hint.ENGLISH),
        title=" ".join(STRANGE),
        source=" ".join(STRANGE),
        sentences=12,
    )
    sheet = make(lesson, options).sheet
    meanings = [row[2][0].text for row in sheet.sections[3].blocks[0].rows]
    assert any(sign in meaning for sign in STRANGE for meaning in meanings)
    text = squeezed(READERS[suffix](render(sheet, suffix)).text)
    if suffix == ".pdf":
        # A PDF knows lines, not blanks: what is compared is the ink.
        text = text.replace(" ", "")
    for sign in (*STRANGE, *(s.text for s in lesson.english[1:]), *meanings):
        assert (sign.replace(" ", "") if suffix == ".pdf" else sign) in text, sign


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("exercise", Exercise)
def test_every_exercise_is_written_in_every_format(suffix: str, exercise: Exercise) -> None:
    look = Look(Paper.LETTER, 18, easy=True)
    options = SheetOptions(exercises=(exercise,), look=look, sides=Sides.FOLD, card=(80, 50))
    made = make(GARDEN_CLASS, options)
    assert made.sheet.sections
    text = squeezed(READERS[suffix](render(made.sheet, suffix)).text)
    assert "schuur" in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_sheet_gives_the_same_bytes(suffix: str) -> None:
    options = SheetOptions(exercises=tuple(Exercise))
    sheets = [make(GARDEN_CLASS, options).sheet for _ in range(2)]
    assert render(sheets[0], suffix) == render(sheets[1], suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_language_of_instruction_is_the_only_difference(suffix: str) -> None:
    def words_on(language: Language) -> set[str]:
        options = SheetOptions(exercises=(Exercise.GAPS, Exercise.READING), language=language)
        sheet = make(GARDEN_CLASS, options).sheet
        return set(READERS[suffix](render(sheet, suffix)).text.split())

    english, dutch = words_on(Language.ENGLISH), words_on(Language.DUTCH)
    assert {"gaps", "Answer", "Read"} <= english - dutch
    assert {"Vul", "Antwoorden", "Lees"} <= dutch - english


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_sheet_without_its_key_tells_no_answer_in_print(suffix: str) -> None:
    options = SheetOptions(exercises=(Exercise.GAPS,), gaps=GapRules(hint=Hint.LEMMA))
    sheet = make(GARDEN_CLASS, options).sheet
    (section,) = sheet.sections
    bare = READERS[suffix](render(sheet.without_key(), suffix))
    assert not bare.key
    assert not re.search(r"\bbelt\b", bare.text) or "belt" not in {g.answer for g in gaps(section)}
    key = render(sheet.key_alone(), suffix)
    for gap in gaps(section):
        assert gap.answer in READERS[suffix](key).text


@pytest.mark.parametrize("size", [8, 11, 15, 20, 24, 28])
def test_each_part_of_the_key_stays_with_its_title_whatever_the_type(size: float) -> None:
    pypdf = pytest.importorskip("pypdf")
    exercises = (Exercise.GAPS, Exercise.MATCHING, Exercise.SCRAMBLE, Exercise.TRANSLATION)
    sheet = make(GARDEN_CLASS, SheetOptions(exercises, look=Look(size=size))).sheet
    pages = pypdf.PdfReader(io.BytesIO(render(sheet, ".pdf"))).pages
    texts = [squeezed(page.extract_text()) for page in pages]
    first = next(i for i, text in enumerate(texts) if text.startswith("Answer key"))
    for section in sheet.sections:
        answers = [a.text for block in section.key for a in block.answers]
        home = [t for t in texts[first:] if section.title in t]
        assert len(home) == 1
        assert all(answer in home[0] for answer in answers)


@pytest.mark.parametrize(("size", "easy"), [(11, False), (18, False), (24, True), (28, True)])
def test_no_word_leaves_the_page_however_large_the_type(size: float, easy: bool) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    on_paper = tuple(e for e in Exercise if e is not Exercise.FLASHCARDS)
    lesson = replace(
        GARDEN_CLASS,
        vocabulary=tuple(
            replace(e, lemma="samenwerkingsgebied") if e.lemma == "schuur" else e
            for e in GARDEN_CLASS.vocabulary
        ),
    )
    sheet = make(lesson, SheetOptions(on_paper, look=Look(size=size, easy=easy))).sheet
    with pdfplumber.open(io.BytesIO(render(sheet, ".pdf"))) as pdf:
        for page in pdf.pages:
            assert max(char["x1"] for char in page.chars) <= page.width - 40
            body = [c for c in page.chars if c["bottom"] < page.height - 50]
            assert all(c["top"] > 40 for c in body)


def test_a_title_is_broken_between_its_words() -> None:
    pypdf = pytest.importorskip("pypdf")
    for title in (f"Antwoorden: De schuur waar je {'nog ' * n}alles kunt lenen" for n in range(4)):
        options = SheetOptions((Exercise.MATCHING,), title=title, version="B")
        pages = pypdf.PdfReader(io.BytesIO(render(make(GARDEN_CLASS, options).sheet, ".pdf"))).pages
        assert title in squeezed(pages[0].extract_text())
    long = SheetOptions((Exercise.MATCHING,), title="Aansprakelijkheidsverzekeringsmaatschappij")
    pages = pypdf.PdfReader(io.BytesIO(render(make(GARDEN_CLASS, long).sheet, ".pdf"))).pages
    assert "Aansprakelijkheids" in pages[0].extract_text().replace("-\n", "")


_ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs smallCaps color spacing kern sz szCs u vertAlign lang",
}


def test_a_document_keeps_the_order_of_the_schema_that_word_insists_on() -> None:
    lxml = pytest.importorskip("lxml.etree")
    options = SheetOptions(exercises=tuple(Exercise), version="A", source_url="https://x.nl/")
    data = render(make(GARDEN_CLASS, options).sheet, ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [lxml.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "styles")]
    for part in parts:
        for tag, names in _ORDER.items():
            order = names.split()
            for element in part.iter(f"{{*}}{tag}"):
                found = [order.index(lxml.QName(child).localname) for child in element]
                assert found == sorted(found), lxml.tostring(element)
