"""Pairs as an Excel workbook, by way of openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any, Final

from cards.errors import InputError, MissingPartError, Problem
from cards.pairing import PairRow
from decks.pairs.columns import HEADER, Cells, cells_of, read_table

_WIDTHS: Final = (6, 70, 70, 12, 10)
_SURE_FROM: Final = 0.9
_DOUBTFUL: Final = "FFF2CC"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_NOW: Final = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def read(data: bytes, name: str) -> tuple[list[PairRow], list[Problem]]:
    """The rows of the sheet in front; see `read_table`.

    Raises:
        InputError: this is no workbook, or not a table of pairs.
        MissingPartError: openpyxl is not installed.
    """
    _require_openpyxl()
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.active
        table: list[Cells] = [
            (line, ["" if cell is None else str(cell) for cell in cells])
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, SyntaxError):
        raise InputError(
            f"{name}: this is no Excel workbook (.xlsx).", "Save it as .xlsx, or as .tsv."
        ) from None
    return read_table(table, name)


def write(rows: Iterable[PairRow]) -> bytes:
    """The workbook: texts as text whatever they begin with, doubtful rows shaded.

    Raises:
        MissingPartError: openpyxl is not installed.
    """
    _require_openpyxl()
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Pairs"
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append(HEADER)
    for title in sheet[1]:
        title.font = Font(bold=True)
    for line, row in enumerate(rows, 2):
        doubtful = row.confidence is not None and row.confidence < _SURE_FROM
        for place, value in enumerate(cells_of(row), 1):
            told = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = sheet.cell(line, place, told)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with “=” is no formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if doubtful:
                cell.fill = PatternFill("solid", start_color=_DOUBTFUL)
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """The workbook without the time of its making, so that the same pairs are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = _NOW.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _require_openpyxl() -> None:
    if find_spec("openpyxl") is None:
        raise MissingPartError(
            "The package for Excel files is not installed.",
            "Install it: pip install 'kaartenbak[xlsx]', or use a .tsv file.",
        )
