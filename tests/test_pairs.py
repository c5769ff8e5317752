"""Pairs in a file: written, corrected by hand, and read as the person meant it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from lxml import etree

from cards.documents import clean_line
from cards.errors import InputError, NotTranslationsError
from cards.model import Bead, Sentence
from cards.pairing import PairRow, PairsRead, check_of, read_rows, rows_of
from decks.pairs import load, rendered, tmx, tsv, xlsx
from tests.generated_lessons import decided_lessons

DATA = Path(__file__).parent / "data" / "tmx"

ENGLISH = (
    "The ferry leaves at seven.",
    "We were late.",
    "My bag was still open.",
    "The captain waved at us.",
    "“Next time,” he called.",
    "=SUM of all our plans",
)
DUTCH = (
    "De veerboot vertrekt om zeven uur.",
    "We waren te laat en mijn tas stond nog open.",
    "De kapitein zwaaide naar ons.",
    '"Volgende keer," riep hij.',
    "Alle plannen bij elkaar opgeteld",
)
BEADS = (
    Bead((0,), (0,), 0.97),
    Bead((1, 2), (1,), 0.4),
    Bead((3,), (2,), 0.98),
    Bead((4,), (3,), 0.9),
    Bead((5,), (), 0.8),
    Bead((), (4,), 0.7),
)


def sentences(texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(n, text, n, 0) for n, text in enumerate(texts))


ROWS = tuple(rows_of(BEADS, sentences(ENGLISH), sentences(DUTCH)))


def read(*rows: PairRow) -> PairsRead:
    return read_rows(rows, "pairs.tsv")


def told(found: PairsRead) -> str:
    return "\n".join(str(p) for document in found.documents for p in document.problems)


def pairs(found: PairsRead) -> list[tuple[str, str, float]]:
    return [
        (
            " ".join(found.english[i].text for i in bead.english),
            " ".join(found.dutch[i].text for i in bead.dutch),
            round(bead.confidence, 3),
        )
        for bead in found.beads
    ]


def shape(found: PairsRead) -> tuple[object, ...]:
    texts = [s.text for s in found.english], [s.text for s in found.dutch]
    return *texts, found.beads, found.decisions


# Untouched ------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx"])
def test_a_file_that_nobody_touched_says_what_was_aligned(tmp_path, suffix):
    path = tmp_path / f"pairs{suffix}"
    path.write_bytes(rendered(ROWS, path))
    found = load(path)
    assert [s.text for s in found.english] == list(ENGLISH)
    assert [s.text for s in found.dutch] == list(DUTCH)
    assert found.beads == BEADS
    assert not found.decisions


def test_a_tmx_that_nobody_touched_says_what_was_paired(tmp_path):
    path = tmp_path / "pairs.tmx"
    path.write_bytes(rendered(ROWS, path))
    found = load(path)
    assert found.beads == BEADS[:4]
    assert not found.decisions


@given(decided_lessons(least=1))
@settings(max_examples=40)
def test_any_texts_survive_a_file_untouched(lesson):
    sides = (
        [replace(sentence, text=clean_line(sentence.text)) for sentence in side]
        for side in (lesson.english, lesson.dutch)
    )
    rows = list(rows_of(lesson.beads, *sides))
    for form in (tsv, xlsx):
        again, problems = form.read(form.write(rows), "pairs")
        assert not problems
        assert [(r.english.split(), r.dutch.split()) for r in again] == [
            (r.english.split(), r.dutch.split()) for r in rows
        ]
    etree.fromstring(tmx.write(rows))


def test_the_same_pairs_are_the_same_bytes():
    for form in (tsv, xlsx, tmx):
        assert form.write(ROWS) == form.write(ROWS)


# Corrected ------------------------------------------------------------------------------------


def test_rows_may_stand_in_any_order():
    by_confidence = sorted(ROWS, key=lambda row: row.confidence)
    assert shape(read(*by_confidence))[:3] == shape(read(*ROWS))[:3]


def test_a_changed_row_is_the_persons_and_certain():
    changed = replace(ROWS[1], dutch="We waren te laat en mijn koffer stond nog open.")
    found = read(ROWS[0], changed, *ROWS[2:])
    assert pairs(found)[1] == (
        "We were late. My bag was still open.",
        "We waren te laat en mijn koffer stond nog open.",
        1.0,
    )
    assert [(d.english, d.dutch) for d in found.decisions.beads] == [((1, 2), (1,))]
    assert found.beads[0].confidence == 0.97


def test_a_certain_confidence_is_a_persons_word_too():
    assert read(ROWS[0], replace(ROWS[1], confidence=1.0)).beads[1].confidence == 1.0


def test_merged_rows_are_one_pair():
    merged = replace(
        ROWS[2],
        english=f"{ROWS[2].english} {ROWS[3].english}",
        dutch=f"{ROWS[2].dutch} {ROWS[3].dutch}",
    )
    bead = read(*ROWS[:2], merged).beads[2]
    assert (bead.english, bead.dutch, bead.confidence) == ((3, 4), (2, 3), 1.0)


def test_a_row_in_two_is_two_pairs_in_their_place():
    halves = (
        replace(ROWS[1], english="We were late.", dutch="We waren te laat"),
        replace(ROWS[1], english="My bag was still open.", dutch="en mijn tas stond nog open."),
    )
    found = read(ROWS[2], *halves, ROWS[0])
    assert [pair[0] for pair in pairs(found)] == [ENGLISH[0], ENGLISH[1], ENGLISH[2], ENGLISH[3]]
    assert [pair[2] for pair in pairs(found)] == [0.97, 1.0, 1.0, 0.98]


def test_an_added_row_is_a_pair_after_the_row_above_it():
    added = PairRow(9, "It was cold.", "Het was koud.", check="")
    found = read(ROWS[3], ROWS[0], added, ROWS[2])
    assert pairs(found)[1] == ("It was cold.", "Het was koud.", 1.0)


def test_a_deleted_row_is_gone():
    found = read(ROWS[0], ROWS[2])
    assert [s.text for s in found.dutch] == [DUTCH[0], DUTCH[2]]


def test_two_lonely_rows_brought_together_are_a_pair():
    paired = replace(ROWS[4], dutch=ROWS[5].dutch)
    found = read(*ROWS[:4], paired)
    assert pairs(found)[4] == (ENGLISH[5], DUTCH[4], 1.0)
    assert not told(found)


def test_a_sentence_left_in_its_old_row_is_told_by_row():
    moved = replace(ROWS[2], dutch=f"{ROWS[2].dutch} {ROWS[0].dutch}")
    doubled = replace(ROWS[2], dutch=f"{ROWS[2].dutch} | {ROWS[0].dutch}")
    for row in (moved, doubled):
        found = read(ROWS[0], row)
        assert found.beads[1].dutch == (1, 2)
        assert "pairs.tsv:4: “De veerboot vertrekt om zeven uur.” stands in row 2" in told(found)


def test_a_copied_row_counts_once():
    found = read(ROWS[0], ROWS[0], ROWS[2])
    assert len(found.beads) == 2
    assert "repeats another" in told(found)


# Tables by other hands --------------------------------------------------------------------------


def table(text: str, encoding: str = "utf-8") -> PairsRead:
    rows, problems = tsv.read(text.encode(encoding), "pairs.tsv")
    return read_rows(rows, "pairs.tsv", problems)


def test_two_columns_without_a_header_are_enough():
    found = table("The dog sleeps.\tDe hond slaapt.\nIt snores.\tHij snurkt.\n")
    assert [bead.confidence for bead in found.beads] == [1.0, 1.0]
    assert not found.decisions


def test_columns_are_found_by_name_in_dutch_too():
    found = table("Nederlands\topmerking\tEngels\nDe hond slaapt.\tok\tThe dog sleeps.\n")
    assert pairs(found) == [("The dog sleeps.", "De hond slaapt.", 1.0)]


def test_exchanged_columns_are_put_right_and_told():
    rows = [(row.dutch, row.english) for row in ROWS[:4]]
    found = table("".join(f"{en}\t{nl}\n" for en, nl in rows).replace('"', ""))
    assert found.english[0].text == ENGLISH[0]
    assert "exchanged" in told(found)


def test_what_a_spreadsheet_saves_is_read():
    excel = 'english\tdutch\tconfidence\r\n"He said ""hi""."\t"Hij zei ""hoi""."\t0,95\r\n'
    found = table(excel, "utf-16")
    assert pairs(found) == [('He said "hi".', 'Hij zei "hoi".', 0.95)]


def test_quotation_marks_typed_in_an_editor_stay():
    found = table('english\tdutch\n"Bye," she said.\t"Dag," zei ze.\n"He ""hi"""\t"Hij ""hoi"""\n')
    assert pairs(found)[0][:2] == ('"Bye," she said.', '"Dag," zei ze.')
    assert pairs(found)[1][:2] == ('He "hi"', 'Hij "hoi"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "pairs.tsv: there is nothing in this file"),
        ("one column\nonly\n", "pairs.tsv:1: there is one column only"),
        ("english\tdeutsch\nThe dog\tDer Hund\n", "pairs.tsv:1: there is no column “dutch”"),
        ("english\tdutch\nThe dog\t\n", "no row with both"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(text, message):
    with pytest.raises(InputError, match=message.replace(".", r"\.")):
        table(text)


def test_a_cell_that_makes_no_sense_names_its_row():
    found = table(
        "nr\tenglish\tdutch\tconfidence\n"
        "1\tThe dog sleeps.\tDe hond slaapt.\t0.9\n"
        "two\tIt snores.\tHij snurkt.\tvery\n"
    )
    assert "pairs.tsv:3: “two” is no number" in told(found)
    assert "pairs.tsv:3: “very” is no confidence" in told(found)
    assert found.beads[1].confidence == 0.0


def test_two_columns_in_one_language_are_told():
    text = "".join(f"{text}\t{text} {text}\n" for text in DUTCH[:3] * 4)
    with pytest.raises(NotTranslationsError, match="Dutch"):
        table(text)


def test_a_text_that_begins_like_a_formula_stays_text():
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(ROWS)))
    cell = book.active["B6"]
    assert (cell.value, cell.data_type) == ("=SUM of all our plans", "s")


def test_a_file_that_is_no_workbook_is_told():
    for data in (b"", b"PK\x03\x04 nonsense", b"english\tdutch"):
        with pytest.raises(InputError, match=r"pairs\.xlsx: this is no Excel workbook"):
            xlsx.read(data, "pairs.xlsx")


# TMX --------------------------------------------------------------------------------------------


def test_our_tmx_is_valid_by_the_standard():
    dtd = etree.DTD(str(DATA / "tmx14.dtd"))
    odd = PairRow(7, "a < b & “c” \x0b", "a > b ]]> d", 7, 0.5, check_of("a", "b"))
    tree = etree.fromstring(tmx.write((*ROWS, odd)))
    assert dtd.validate(tree), dtd.error_log
    lone = [unit for unit in tree.iter("tu") if len(unit.findall("tuv")) != 2]
    assert lone == []


def test_a_tmx_from_another_tool_is_read_and_what_was_left_out_is_told():
    assert etree.DTD(str(DATA / "tmx14.dtd")).validate(etree.parse(str(DATA / "elsewhere.tmx")))
    found = load(DATA / "elsewhere.tmx")
    assert pairs(found) == [
        ("The gate opens at nine.", "Het hek gaat om negen uur open.", 1.0),
        (
            "Bring your own watering can. Ours leaks.",
            "Neem uw eigen gieter mee. Die van ons lekt.",
            1.0,
        ),
        ("No dogs & no cats, please.", "Geen honden & geen katten, alstublieft.", 1.0),
        (
            "Soil.",
            "Wie een eigen bed wil, zet zijn naam op de lijst bij de schuur "
            "en wacht tot er iets vrijkomt.",
            0.5,
        ),
    ]
    assert found.beads[1] == Bead((1, 2), (1, 2), 1.0)
    name = str(DATA / "elsewhere.tmx")
    for line in (
        f"{name}:20: There is no Dutch in this unit; it was left out. Also at 24.",
        f"{name}:28: Of several texts in en the first was taken.",
        f"{name}:33: The same text stands in both languages; the row was left out.",
        f"{name}:37: One text is much longer than the other",
        f"{name}: Texts in other languages were left out: de (1), fr (1).",
    ):
        assert line in told(found)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tmx><body>", "pairs.tmx:1: this is not XML: no element found"),
        (b"<html/>", "this is XML but not TMX"),
        (b"\xff\xfe nothing", "not XML"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', "encoding is not known"),
        (
            b'<!DOCTYPE tmx [<!ENTITY a "x">\n<!ENTITY b "&a;&a;">]><tmx>&b;</tmx>',
            "pairs.tmx:1: the file declares the entity “a”",
        ),
        (
            b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>',
            "declares the entity “x”",
        ),
        (
            b'<tmx><body><tu><tuv xml:lang="de"><seg>Hund</seg></tuv></tu></body></tmx>',
            "its languages are de",
        ),
        (b"<tmx><body/></tmx>", "its languages are none"),
    ],
)
def test_a_tmx_that_cannot_be_read_is_told(data, message):
    with pytest.raises(InputError) as error:
        tmx.read(data, "pairs.tmx")
    assert message in str(error.value)


def test_nothing_is_fetched_for_a_tmx(tmp_path):
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "leaked">')
    body = '<tuv xml:lang="en"><seg>a &x; b</seg></tuv><tuv xml:lang="nl"><seg>c</seg></tuv>'
    data = f'<!DOCTYPE tmx SYSTEM "{secret}"><tmx><body><tu>{body}</tu></body></tmx>'
    rows, _ = tmx.read(data.encode(), "pairs.tmx")
    assert "leaked" not in rows[0].english
