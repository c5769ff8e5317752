"""StarDict dictionaries: .ifo, .idx (or .idx.gz) and .dict (or .dict.dz).

The format is StarDict's own *Format for StarDict dictionary files*, versions 2.4.2 and 3.0.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from cards.dictionaries import definitions
from cards.dictionaries.dictd import stem
from cards.dictionaries.entries import Entry
from cards.dictionaries.files import beside, lines, whole
from cards.errors import InputError

MAGIC = "StarDict's dict ifo file"
_PLAIN, _MARKED = frozenset("ml"), frozenset("ghx")
_LONGEST_WORD = 256  # bytes, by the format
_COPY_ANEW = "Download or copy it once more."


def read(path: Path) -> Iterator[Entry]:
    """The entries of a dictionary by the path of any of its files.

    Raises:
        InputError: with the line of the .ifo or the number of the entry, for whatever does not fit.
    """
    ifo = path.with_name(stem(path) + ".ifo")
    about = _about(ifo, path)
    index_path = _beside(ifo, ".idx", ".idx.gz")
    data_path = _beside(ifo, ".dict.dz", ".dict")
    index, data = whole(index_path), whole(data_path)
    _check_size(ifo, about, "idxfilesize", len(index), index_path)
    width = 8 if about.get("idxoffsetbits") == "64" else 4
    count = 0
    for count, (word, start, length) in enumerate(_words(index, index_path, width), 1):
        place = f"{index_path}: entry {count}"
        if start + length > len(data):
            raise InputError(
                f"{place} points to bytes {start} to {start + length} of {data_path.name}, which "
                f"has {len(data)}.",
                "The files do not belong together, or one is cut short.",
            )
        told = _decoded(word, place)
        kinds = about.get("sametypesequence", "")
        fields = _fields(data[start : start + length], kinds, place)
        text = "\n".join(_text(kind, field, place) for kind, field in fields)
        yield definitions.entry(told, text)
    _check_size(ifo, about, "wordcount", count, index_path)


def _about(ifo: Path, given: Path) -> Mapping[str, str]:
    if not ifo.exists():
        raise InputError(
            f"{given}: there is no {ifo.name} beside it.",
            "A StarDict dictionary is three files; keep them in one folder.",
        )
    about: dict[str, str] = {}
    for number, line in lines(ifo):
        if number == 1 and line.strip() != MAGIC:
            raise InputError(f"{ifo}:1: this is no StarDict .ifo file.", _COPY_ANEW)
        name, equals, value = line.partition("=")
        if number > 1 and line.strip() and not equals:
            raise InputError(f"{ifo}:{number}: “{line[:40]}” is no name=value.", _COPY_ANEW)
        about[name.strip()] = value.strip()
    return about


def _beside(ifo: Path, *suffixes: str) -> Path:
    names = (ifo.with_suffix(suffix) for suffix in suffixes)
    advice = "A StarDict dictionary is three files; keep them in one folder."
    return beside(ifo, *names, advice=advice)


def _check_size(ifo: Path, about: Mapping[str, str], name: str, found: int, path: Path) -> None:
    if name in about and about[name] != str(found):
        raise InputError(
            f"{path}: {ifo.name} says {name}={about[name][:20]}, but it is {found}.",
            "The files do not belong together, or one is cut short.",
        )


def _words(index: bytes, path: Path, width: int) -> Iterator[tuple[bytes, int, int]]:
    """Word, offset and size of each entry of the index."""
    numbers = struct.Struct(">QI" if width == 8 else ">II")
    position = count = 0
    while position < len(index):
        count += 1
        end = index.find(b"\0", position, position + _LONGEST_WORD + 1)
        if end < 0 or end + 1 + numbers.size > len(index):
            raise InputError(
                f"{path}: entry {count}, at byte {position}, is cut short or no entry.", _COPY_ANEW
            )
        start, length = numbers.unpack_from(index, end + 1)
        yield index[position:end], start, length
        position = end + 1 + numbers.size


def _fields(data: bytes, kinds: str, place: str) -> Iterator[tuple[str, bytes]]:
    """The fields of a definition with their kinds, a letter each; capitals hold no text.

    With `kinds` (sametypesequence) no field says its kind, and the last one has no end either.
    """
    position, number = 0, 0
    while number < len(kinds) if kinds else position < len(data):
        if kinds:
            kind, last = kinds[number], number == len(kinds) - 1
        else:
            kind, last = chr(data[position]), False
            position += 1
        number += 1
        if last:
            end, following = len(data), len(data)
        elif kind.isupper():
            size = int.from_bytes(data[position : position + 4], "big")
            position, end = position + 4, position + 4 + size
            following = end
        else:
            end = data.find(b"\0", position)
            end = len(data) if end < 0 else end
            following = end + 1
        if end > len(data) or position > len(data) or not (kind.isascii() and kind.isalpha()):
            raise InputError(f"{place}: its definition is cut short or damaged.", _COPY_ANEW)
        yield kind, data[position:end]
        position = following


def _text(kind: str, data: bytes, place: str) -> str:
    if kind in _PLAIN:
        return _decoded(data, place)
    return definitions.without_markup(_decoded(data, place)) if kind in _MARKED else ""


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: byte {error.start + 1} of it is not UTF-8.",
            "Look for a newer release of the dictionary.",
        ) from None
