"""Files of pairs, to be corrected by hand and read again: one module a format.

To add a format, write a module with `read(data, name)`, which gives the rows and what was noticed,
and `write(rows)`, which gives the bytes of a file, and give it a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from cards.documents import read_bytes
from cards.errors import Problem
from cards.pairing import PairRow, PairsRead, read_rows

FORMATS: Final[Mapping[str, str]] = {
    ".tsv": "decks.pairs.tsv",
    ".xlsx": "decks.pairs.xlsx",
    ".tmx": "decks.pairs.tmx",
}
SUFFIXES: Final = ", ".join(FORMATS)

Reader = Callable[[bytes, str], tuple[Sequence[PairRow], Sequence[Problem]]]
Writer = Callable[[Iterable[PairRow]], bytes]


def is_pairs(path: Path) -> bool:
    """Whether `path` is meant as a file of pairs, by its name."""
    return path.suffix.lower() in FORMATS


def load(path: Path) -> PairsRead:
    """The texts and beads in the file at `path`.

    Raises:
        InputError: it cannot be read, or holds no pairs.
        MissingPartError: the format needs a package that is not installed.
        NotTranslationsError: the texts are not English and Dutch.
    """
    read: Reader = import_module(FORMATS[path.suffix.lower()]).read
    rows, problems = read(read_bytes(path), str(path))
    return read_rows(rows, str(path), problems)


def rendered(rows: Iterable[PairRow], path: Path) -> bytes:
    """The file of `rows` in the format that the name of `path` asks for.

    Raises:
        MissingPartError: the format needs a package that is not installed.
    """
    write: Writer = import_module(FORMATS[path.suffix.lower()]).write
    return write(rows)
