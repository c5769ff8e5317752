"""Dictionaries of the dictd server, as FreeDict has them: an .index and a .dict or .dict.dz.

A line of the index holds a headword, and in dictd's own base 64 where its definition begins and how
many bytes it has (dictfmt(1)).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cards.dictionaries import definitions
from cards.dictionaries.entries import Entry
from cards.dictionaries.files import beside, lines, whole
from cards.errors import InputError

_DIGITS = {
    digit: value
    for value, digit in enumerate(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    )
}
_TWO_FILES = "A dictd dictionary is two files; keep them in one folder."
_LONGEST_NUMBER = 8  # digits
_ABOUT_ITSELF = ("00database", "00-database")


def read(path: Path) -> Iterator[Entry]:
    """The entries of a dictionary by the path of any of its files.

    Raises:
        InputError: with the line of the index, for whatever does not fit.
    """
    index = path.with_name(stem(path) + ".index")
    data_path = _data_beside(index, path)
    beside(path, index, advice=_TWO_FILES)
    data = whole(data_path)
    for number, line in lines(index):
        place = f"{index}:{number}"
        cells = line.split("\t")
        if len(cells) not in (3, 4):
            raise InputError(
                f"{place}: a line of an index has a headword and two numbers, parted by tabs.",
                "Download or copy it once more.",
            )
        start, length = (_number(cell, place) for cell in cells[1:3])
        if start + length > len(data):
            raise InputError(
                f"{place}: points to bytes {start} to {start + length} of {data_path.name}, which "
                f"has {len(data)}.",
                "The two files do not belong together, or one is cut short.",
            )
        if not cells[0].startswith(_ABOUT_ITSELF):
            text = _text(data[start : start + length], place, data_path, start)
            yield definitions.entry(cells[0], text)


def stem(path: Path) -> str:
    """The name that the files of a dictionary share."""
    return path.name.removesuffix(".dz").removesuffix(".gz").rpartition(".")[0]


def _data_beside(index: Path, given: Path) -> Path:
    if given.suffix in (".dict", ".dz"):
        return given
    names = (index.with_suffix(suffix) for suffix in (".dict.dz", ".dict"))
    return beside(given, *names, advice=_TWO_FILES)


def _number(digits: str, place: str) -> int:
    if not 0 < len(digits) <= _LONGEST_NUMBER or any(digit not in _DIGITS for digit in digits):
        raise InputError(
            f"{place}: “{digits[:20]}” is no number in base 64.", "Download or copy it once more."
        )
    value = 0
    for digit in digits:
        value = 64 * value + _DIGITS[digit]
    return value


def _text(data: bytes, place: str, path: Path, start: int) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: byte {start + error.start} of {path.name} is not UTF-8.",
            "Look for a newer release of the dictionary, or save it as UTF-8.",
        ) from None
