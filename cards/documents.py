"""Reading a text: bytes become clean lines, whatever wrote the file.

The text of the reader is kept literally: quotation marks, emoji, right-to-left marks, braces and
tags stay. Only what cannot be seen is put in order (see `_clean`).
"""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from pathlib import Path

from cards.errors import InputError, Problem
from cards.model import Document, Language
from cards.opening import readable

_SAVE_ANEW = "Save the text once more from the program it was made in, as UTF-8."
_PLAIN_TEXT = "Save the text as plain text (UTF-8) and try again."
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_ZIPPED = (
    (b"word/", "a Word file (.docx)"),
    (b"opendocument.text", "an OpenDocument file (.odt)"),
    (b"epub", "an e-book (.epub)"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_SAMPLE = 1 << 16  # bytes looked at to tell text from other things

_OLD_ENCODINGS = ("cp1252", "iso8859-15", "mac_roman", "cp850")  # ties go to the first
# What one byte may mean, as a cost: typography and the letters of Dutch cost nothing, other
# letters of western Europe 1, and what can hardly stand there 4.
_COMMON = frozenset("éëèêïöüçÉ‘’“”„…–—•·€£§°½²³«»©®×\xa0\xad")
_RARE = frozenset("áàâäóôûíìîñúùòãõåæøœßÁÀÂÄÇÈËÊÍÏÎÓÖÔÚÜÛÑØÅÆŒ™±µ¼¾¹¿¡´¨†‡‹›š")
_MISPLACED = re.compile(r"(?<=[a-zß-ÿ])(?:[À-ÖØ-Þ‚„¡¿]|[‘“”€£§°½¹²³«»©®×•](?=[a-zß-ÿ]))")
_SUSPECT_COST, _FOREIGN_COST = 0.8, 1.15  # a letter, on average

_NEWLINE = re.compile(r"\r+\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_C1 = re.compile(r"[\x80-\x9f]")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u2060\ufeff\ufffe\uffff]"
    r"|(?<=[A-Za-zÀ-ɏ])[\u200c\u200d](?=[A-Za-zÀ-ɏ])"  # joiners matter in emoji and Persian
)
_DATE_STAMP = re.compile(r"^date \d{4}-\d\d(?:-\d\d)? ")  # page savers put it before the first word
_SPACES = re.compile(r"[\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NARROWEST, _WIDEST = 50, 100  # characters in a full line of wrapped text
_SENTENCE_ENDS = tuple('.!?…:;”’"»)')
_BULLET = re.compile(r"[-–•*·]")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\ ")
_WRAPPED_HYPHEN = re.compile(r"(?<=\w)-\n(?=[^\W\d_])(?!(?:en|of|and|or)\b(?!-))")
_MOJIBAKE = re.compile(r"[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œž˜“”¦¢\x9d]|ðŸ|ï»¿")


def load_document(path: Path, language: Language, *, keep_lines: bool = False) -> Document:
    """Reads the file at `path`; see `read_document`.

    Raises:
        InputError: The file is not there, may not be read, or is not plain text.
    """
    return read_document(read_bytes(path), str(path), language, keep_lines=keep_lines)


def read_bytes(path: Path) -> bytes:
    """The whole file at `path`.

    Raises:
        InputError: The file is not there or may not be read.
    """
    with readable(path):
        return path.read_bytes()


def read_document(
    data: bytes, name: str, language: Language, *, keep_lines: bool = False
) -> Document:
    """Turns the bytes of a plain text into a `Document`.

    Text that was wrapped at a fixed width (Project Gutenberg, old e-mail) is unwrapped: the
    joined text stands on the line where the wrapped lines began, and the lines after it are
    left empty, so that every line number still points into the file. Verse, subtitles, lists
    and headlines are not joined.

    Args:
        data: The whole file.
        name: What to call it in messages.
        language: The language that the text is said to be in.
        keep_lines: Leaves wrapped lines as they are, for texts with one sentence a line.

    Raises:
        InputError: The file is empty or is not plain text.
    """
    text, problems = decode(data, name)
    lines = _clean(text)
    if not any(lines):
        raise InputError(f"{name}: there is no text in this file.", "Check that it was saved.")
    problems += _doubts(lines, name)
    return Document(name, language, tuple(lines if keep_lines else _unwrap(lines)), problems)


def decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a plain text in any usual encoding, as they stand.

    Raises:
        InputError: The file is not plain text.
    """
    _refuse_other_kinds(data, name)
    text, problems = _decode(data, name)
    if _HTML.match(text[:_SAMPLE]) and "</" in text:
        raise InputError(
            f"{name}: this is a web page (HTML), not plain text.",
            "Open it in a browser, copy the text and save it as plain text.",
        )
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROL.findall(sample)) > len(sample) / 20:
        raise InputError(f"{name}: this is not a text file.", _PLAIN_TEXT)
    return text, problems


def _refuse_other_kinds(data: bytes, name: str) -> None:
    kind = next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), "")
    if data.startswith(b"PK\x03\x04"):
        kind = next((kind for mark, kind in _ZIPPED if mark in data[:_SAMPLE]), "a zip file")
    if kind:
        raise InputError(f"{name}: this looks like {kind}, not plain text.", _PLAIN_TEXT)


def _decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Decodes by byte-order mark, as UTF-8, or as the older encoding that reads best."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    encoding = encoding or _unmarked_utf16(data) or "utf-8"
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace"), ()
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="surrogateescape")
    wrong = len(_UNDECODED.findall(text))
    if sum(char > "\x7f" for char in text) <= 3 * wrong:  # at most two of three are UTF-8
        return _decode_old(data, name)
    mended = _UNDECODED.sub(lambda found: chr(ord(found[0]) - 0xDC00), text)
    message = (
        f"This file is UTF-8, but {wrong} of its bytes are not; they were read as Windows-1252."
    )
    return mended, (Problem(name, 0, message, _SAVE_ANEW),)


def _unmarked_utf16(data: bytes) -> str:
    """Returns the byte order of UTF-16 without a mark, known by its NULs, or an empty string."""
    sample = data[:_SAMPLE]
    low, high = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) / 2
    if low > 0.4 * half and high < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * half and low < 0.05 * half else ""


def _decode_old(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Decodes what is not Unicode: western by its letters, anything else by charset-normalizer.

    charset-normalizer needs a page of text to tell Windows-1252 from its neighbours; a Dutch
    sentence with one ë or one curly quotation mark has too little for it, so the encodings that
    such texts come in are compared here, by the letters that they would give.
    """
    pieces = re.findall(rb"[\x00-\x7f]{0,8}[\x80-\xff]+[\x00-\x7f]{0,8}", data[: 64 * _SAMPLE])
    sample = b" ".join(pieces[:5000])
    costs = {}
    for encoding in _OLD_ENCODINGS:
        try:
            costs[encoding] = _cost(sample.decode(encoding))
            data.decode(encoding)
        except UnicodeDecodeError:
            costs.pop(encoding, None)
    best = min(costs, key=lambda encoding: costs[encoding], default="")
    letters = sum(byte > 0x7F for byte in sample)
    if not best or (costs[best] > _FOREIGN_COST and letters > 7):
        from charset_normalizer import from_bytes

        guess = from_bytes(data[:_SAMPLE]).best()
        best = guess.encoding if guess else best or "cp1252"
    elif costs[best] < _SUSPECT_COST:
        return data.decode(best), ()
    message = f"The encoding of this file is not certain; it was read as {best.upper()}."
    advice = "If letters look wrong, save the text as UTF-8."
    return data.decode(best, errors="replace"), (Problem(name, 0, message, advice),)


def _cost(text: str) -> float:
    """Returns how odd the letters beyond ASCII are in a western text, 0 to about 7 a letter."""
    letters = [char for char in text if char > "\x7f"]
    odd = sum(0 if char in _COMMON else 1 if char in _RARE else 4 for char in letters)
    return (odd + 3 * len(_MISPLACED.findall(text))) / max(1, len(letters))


def _clean(text: str) -> list[str]:
    """Puts in order what cannot be seen, and returns the lines.

    All line ends become newlines, exotic spaces and tabs one plain space, the text is composed
    (NFC); soft hyphens, zero-width spaces, stray byte-order marks and control characters go, and
    so does the stamp that a page saver put before the first word ("date 2025-05 …").
    Control characters of Latin-1 are the quotation marks that Windows-1252 has in their place.
    """
    text = _NEWLINE.sub("\n", text)
    text = _C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    lines = [line.strip(" ") for line in text.split("\n")]
    lines[0] = _DATE_STAMP.sub("", lines[0])
    return lines if lines[-1] else lines[:-1]


def clean_line(text: str) -> str:
    """Returns `text` put in order like a line of a document; line ends become spaces."""
    return " ".join(line for line in _clean(text) if line) if text else ""


def _doubts(lines: list[str], name: str) -> tuple[Problem, ...]:
    """Reports letters that were lost or garbled before or while the text was decoded."""
    for message, pattern in (
        ("Some letters could not be read and show as \ufffd", re.compile("\ufffd")),
        ("Some letters are garbled, such as “{}”", _MOJIBAKE),
    ):
        for number, line in enumerate(lines, start=1):
            if found := pattern.search(line):
                place = f"{message.format(found[0])} (first in line {number})."
                return (Problem(name, 0, place, _SAVE_ANEW),)
    return ()


def _unwrap(lines: list[str]) -> list[str]:
    """Joins lines that a program broke at a fixed width, or returns the lines as they are.

    A program breaks a line where the next word would not have fitted; a person, a poet or a
    subtitler does not. The text counts as wrapped when nearly all of its lines are full in that
    sense and most go on with a small letter. Only full lines are joined.
    """
    inner = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    lengths = sorted(len(line) for line, _ in inner)
    width = lengths[len(lengths) * 98 // 100] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    full = [(line, after) for line, after in inner if _is_full(line, after, width)]
    broken = [after for line, after in full if not line.endswith(_SENTENCE_ENDS)]
    going_on = sum(after[0].islower() for after in broken)
    if len(full) < 0.8 * len(inner) or len(broken) < 3 or going_on < 0.6 * len(broken):
        return lines
    result = list(lines)
    first = 0
    for number in range(1, len(lines) + 1):
        before, after = lines[number - 1], lines[number] if number < len(lines) else ""
        if before and after and _is_full(before, after, width):
            continue
        result[first:number] = [_join(lines[first:number])] + [""] * (number - first - 1)
        first = number
    return result


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line `after` would not have fitted on this one."""
    ends = line.endswith(_SENTENCE_ENDS)
    is_item = _BULLET.match(after) or (ends and _LIST_NUMBER.match(after))
    return not is_item and len(line) + 1 + len(after.split(" ", 1)[0]) > width


def _join(lines: list[str]) -> str:
    """Joins wrapped lines; a hyphen at the end takes no space, but for `zon- en feestdagen`."""
    return _WRAPPED_HYPHEN.sub("-", "\n".join(lines)).replace("\n", " ")
