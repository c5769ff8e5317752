"""Pairs as tab-separated text, as editors and spreadsheets read and write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from cards.documents import decode
from cards.errors import Problem
from cards.pairing import PairRow
from decks.pairs.columns import HEADER, Cells, cells_of, read_table


def read(data: bytes, name: str) -> tuple[list[PairRow], list[Problem]]:
    """The rows of a TSV file in any usual encoding; see `read_table`.

    Raises:
        InputError: this is no text, or not a table of pairs.
    """
    text, problems = decode(data, name)
    rows, noticed = read_table(list(_cells(text)), name)
    return rows, [*problems, *noticed]


def write(rows: Iterable[PairRow]) -> bytes:
    """The file, in UTF-8; cells with quotation marks are quoted as spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(map(cells_of, rows))
    return out.getvalue().encode()


def _cells(text: str) -> Iterator[Cells]:
    """Rows as a spreadsheet quotes them; else line by line, as a person types them."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text.removeprefix("\ufeff"))
    reader = csv.reader(lines, dialect="excel-tab", strict=True)
    try:
        rows: list[Cells] = []
        start = 1
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        typed = enumerate((line.rstrip("\r\n").split("\t") for line in lines), 1)
        rows = [(line, [*map(_unquoted, cells)]) for line, cells in typed]
    yield from rows


def _unquoted(cell: str) -> str:
    """A cell that is quoted as a whole, without its quotation marks; any other as it stands."""
    inner = cell[1:-1].replace('""', "\0")
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return inner.replace("\0", '"') if is_quoted else cell
