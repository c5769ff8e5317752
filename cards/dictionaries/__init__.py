"""Dictionaries that users bring, one reader a module, each giving the same entries.

A new format is a module with `read(path) -> Iterator[Entry]` and a line in `READERS`. Readers raise
`InputError` with file and line (or entry, or byte) for whatever does not fit, and trust no length,
offset or size that a file claims. Tables and TEI are read as streams; definitions that an index
points into are held whole, up to `files.LARGEST`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from cards.dictionaries import dictd, stardict, tables, tei
from cards.dictionaries.entries import Dictionary, Entry, gather
from cards.dictionaries.files import opened
from cards.errors import InputError

Reader = Callable[[Path], Iterator[Entry]]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".tsv": tables.read,
        ".tab": tables.read,
        ".tei": tei.read,
        ".xml": tei.read,
        ".index": dictd.read,
        ".ifo": stardict.read,
        ".idx": stardict.read,
    }
)
_PACKED = (".gz", ".dz")
_ARCHIVES = (b"PK\x03\x04", b"\xfd7zXZ", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
_SAMPLE = 4096  # bytes


def load(path: Path) -> Dictionary:
    """The dictionary that the file at `path` is, or is part of.

    Raises:
        InputError: it cannot be read, with the place and what to do.
    """
    with opened(path) as file:
        sample = file.read(_SAMPLE)
    reader = _by_suffix(path) or _by_content(path, sample)
    name = path.name
    for suffix in (*_PACKED, ".dict", *READERS):
        name = name.removesuffix(suffix)
    return gather(name, reader(path), str(path))


def _by_suffix(path: Path) -> Reader | None:
    suffixes = [suffix for suffix in path.suffixes if suffix not in _PACKED]
    last = suffixes[-1].lower() if suffixes else ""
    if last == ".dict":  # dictd and StarDict both call their definitions so
        beside = path.with_name(dictd.stem(path) + ".ifo")
        return stardict.read if beside.exists() else dictd.read
    return READERS.get(last)


def _by_content(path: Path, sample: bytes) -> Reader:
    """Tell XML and StarDict by their first line; any other text is a table."""
    if sample.startswith(_ARCHIVES) or sample[257:262] == b"ustar":
        raise InputError(f"{path}: this is an archive.", "Unpack it and name the file inside.")
    if sample.startswith(stardict.MAGIC.encode()):
        raise InputError(
            f"{path}: this is a StarDict .ifo file under another name.", "Name it NAME.ifo."
        )
    text = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    return tei.read if text.startswith(b"<") else tables.read
