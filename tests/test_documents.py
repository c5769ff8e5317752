"""Reading texts as people have them."""

from __future__ import annotations

import os
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.documents import load_document, read_document
from cards.errors import InputError
from cards.model import Document, Language
from cards.sentences import split

PAIRS = Path(__file__).parent / "data" / "pairs"
DUTCH = (
    "“Ik ga weg,” zei ze. ‘Waarheen?’",
    "Eén koffie, alstublieft.",
    "België heeft ideeën – en cafés, naïef als het klinkt.",
    "Ze zei: ‘Oké…’ en ging",
    "De foto’s kosten € 5.",
    "ideeën",
    "Één, ÉÉN!",
)


def read(text: str | bytes, **options: bool) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read_document(data, "brief.txt", Language.DUTCH, **options)


@pytest.mark.parametrize("text", DUTCH)
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_even_one_line_is_read_in_the_encoding_it_was_written_in(text, encoding):
    document = read(text.encode(encoding))
    assert document.lines == (text,)
    assert document.problems == ()


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_older_encodings_are_read_where_their_letters_tell(encoding):
    text = "Eén café in België heeft ideeën, coördinatie en een garçon."
    assert read(text.encode(encoding)).lines == (text,)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Привет, как дела? Сегодня хорошая погода, и мы идём гулять в парк."),
        ("cp1250", "Zażółć gęślą jaźń. Dzisiaj świeci słońce i idziemy na długi spacer."),
    ],
)
def test_a_guessed_encoding_is_reported(encoding, text):
    document = read(text.encode(encoding))
    assert document.lines == (text,)
    assert encoding.upper() in document.problems[0].message


def test_stray_windows_bytes_in_utf_8_are_read_and_reported():
    document = read("België en één café, ".encode() + b"ide\xebn")
    assert document.lines == ("België en één café, ideën",)
    assert "Windows-1252" in document.problems[0].message
    assert "UTF-8" in document.problems[0].advice


@pytest.mark.parametrize("text", ["CafÃ© in BelgiÃ«", "â€œJaâ€\x9d", "Een caf\ufffd"])
def test_garbled_letters_are_reported_with_the_way_to_mend_them(text):
    (problem,) = read("Een regel.\n" + text).problems
    assert (problem.file, problem.line) == ("brief.txt", 0)
    assert "line 2" in problem.message
    assert "UTF-8" in problem.advice


def test_windows_control_characters_become_the_marks_they_stand_for():
    assert read("foto\x92s \x93ja\x94").lines == ("foto’s “ja”",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\u2028", "\u2029", "\f", "\v"])
def test_all_line_ends_are_newlines(end):
    assert read(f"een{end}twee{end}{end}drie{end}").lines == ("een", "twee", "", "drie")


def test_what_cannot_be_seen_is_put_in_order():
    text = (
        "\ufeff Een\u00a0\u202fwoord\tmet\u3000 ruimte \n ge\u00adhei\u200bm\u2060 cafe\u0301\x07 "
    )
    assert read(text).lines == ("Een woord met ruimte", "geheim café")


@pytest.mark.parametrize(
    "text",
    [
        "שלום \u200fwereld\u200e, \u202bטקסט\u202c",
        "{{c1::woord}} en }} en ::",
        "</script><b>&amp;</b> <!-- -->",
        "👩‍👩‍👧‍👦 en 🇳🇱 en ❤️",
        "می‌خواهم",
        "w" * 300,
        "“krom” ‘krom’ „laag” «Frans» \"recht\" 'recht'",
    ],
)
def test_what_can_be_seen_is_kept_literally(text):
    assert read(text).lines == (text,)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_letters_and_marks_are_never_lost(text):
    seen = "".join(char for char in text if not char.isspace())
    if seen:
        assert "".join(read(text, keep_lines=True).lines) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no text"),
        (b" \n\t\r\n\xef\xbb\xbf", "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "Word"),
        (b"PK\x03\x04....", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1\\ansi Hallo}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"Hallo\x00\x01wereld", "not a text file"),
        (bytes(range(1, 32)) * 9, "not a text file"),
        (b"<!DOCTYPE html>\n<html><body><p>Hallo</p></body></html>", "HTML"),
    ],
)
def test_what_is_not_plain_text_is_refused_with_advice(data, word):
    with pytest.raises(InputError) as refusal:
        read(data)
    assert word in refusal.value.message
    assert refusal.value.message.startswith("brief.txt: ")
    assert refusal.value.advice
    assert refusal.value.exit_code == 3


def test_a_file_is_read_under_its_own_name(tmp_path):
    path = tmp_path / "tekst.txt"
    path.write_bytes("Één zin.\r\n".encode())
    assert load_document(path, Language.DUTCH) == Document(str(path), Language.DUTCH, ("Één zin.",))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        load_document(tmp_path / "weg.txt", Language.DUTCH)
    with pytest.raises(InputError, match="folder"):
        load_document(tmp_path, Language.DUTCH)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs file permissions")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "geheim.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match="may not be read"):
        load_document(path, Language.DUTCH)


def wrapped(text: str, width: int) -> str:
    paragraphs = (textwrap.fill(line, width) for line in text.split("\n"))
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("width", [65, 72, 80])
@pytest.mark.parametrize("name", ["en.txt", "nl.txt"])
@pytest.mark.parametrize("pair", sorted(PAIRS.iterdir()), ids=lambda path: path.name)
def test_wrapping_a_text_at_a_width_does_not_change_its_sentences(pair, name, width):
    text = (pair / name).read_text(encoding="utf-8")
    plain = split(read(text))
    if max(map(len, text.split("\n"))) > 150:  # a text of paragraphs, not of subtitles
        assert [s.text for s in split(read(wrapped(text, width)))] == [s.text for s in plain]


@pytest.mark.parametrize("name", ["en.txt", "nl.txt"])
@pytest.mark.parametrize("pair", sorted(PAIRS.iterdir()), ids=lambda path: path.name)
def test_texts_that_are_not_wrapped_keep_their_lines(pair, name):
    data = (pair / name).read_bytes()
    assert read(data) == read(data, keep_lines=True)


LETTER = """De oude kapitein stond elke ochtend om zes uur op om naar de haven
te lopen, waar hij op een bankje ging zitten en naar de schepen
keek. Niemand wist waar hij op wachtte, want hij praatte met geen
mens.

Op een dag kwam er een klein zeilschip binnen dat hij meende te
herkennen. Hij sprong op en begon te zwaaien."""


def test_unwrapped_text_stands_where_it_began_and_line_numbers_stay_right():
    lines = read(LETTER).lines
    assert [number for number, line in enumerate(lines) if line] == [0, 5]
    assert lines[0].endswith(
        "schepen keek. Niemand wist waar hij op wachtte, want hij praatte met geen mens."
    )
    assert len(lines) == LETTER.count("\n") + 1
    assert [s.paragraph for s in split(read(LETTER))] == [0, 0, 1, 1]


def test_wrapped_lines_stay_where_the_reader_asks_for_them():
    assert read(LETTER, keep_lines=True).lines == tuple(LETTER.split("\n"))


@pytest.mark.parametrize(
    ("end", "joined"),
    [
        ("was toch een zee-\nman.", "was toch een zee-man."),
        ("voer ook op zon-\nen feestdag.", "voer ook op zon- en feestdag."),
    ],
)
def test_a_hyphen_at_the_end_of_a_wrapped_line_takes_no_space(end, joined):
    lines = read(LETTER.replace("praatte met geen\nmens.", end)).lines
    assert lines[0].endswith(f"want hij {joined}")


VERSE = """Ik zag vannacht de maan boven het donkere water,
en dacht aan wie er nooit meer bij mij komen zal;
de wind vertelde zacht een lang vergeten verhaal,
en ergens sloeg een klok, een kwartier of wat later.
Toen werd het stil."""

HEADLINES = """Gemeente wil minder auto's in het centrum van de stad
Nieuwe brug over de rivier pas over drie jaar helemaal klaar
Schaatsers hopen op ijs, maar de weerman belooft alleen regen
Dierentuin zoekt een naam voor het pasgeboren olifantje
Bakker uit Leiden bakt grootste krentenbrood van het land
Trein rijdt weer, maar nog niet tussen Zwolle en Meppel"""

LIST = """- een grote pan met een deksel dat goed past op de rand en niet lekt
- een houten lepel om mee te roeren, want metaal krast op de bodem
- een schone theedoek om de bloemkool in uit te laten lekken erna
- een rasp voor de kaas en een klein scherp mes voor de uien zelf"""


@pytest.mark.parametrize("text", [VERSE, HEADLINES, LIST], ids=["verse", "headlines", "list"])
def test_verse_headlines_and_lists_are_not_joined(text):
    assert read(text).lines == tuple(text.split("\n"))


def test_verse_in_a_wrapped_book_is_not_joined():
    lines = read(f"{LETTER}\n\n{VERSE}").lines
    assert lines[0].startswith("De oude kapitein")
    assert lines[-5:] == tuple(VERSE.split("\n"))


@pytest.mark.parametrize(
    "data", ["é" * 200_000, "woord " * 300_000, "a\n" * 300_000, "\u200b \n" * 99_999 + "x"]
)
def test_long_texts_are_read(data):
    assert any(read(data).lines)


def test_the_stamp_of_a_page_saver_is_not_part_of_the_first_sentence():
    document = read_document(b"date 2025-05 De zon scheen.\n", "nl", Language.DUTCH)
    assert document.lines == ("De zon scheen.",)
    dated = read_document(b"De date 2025-05 was leuk.\n", "nl", Language.DUTCH)
    assert dated.lines == ("De date 2025-05 was leuk.",)
