"""Tables for spreadsheets: CSV by RFC 4180, and workbooks in which every cell is what it shows.

A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula. In a workbook a cell says
that it is text. CSV cannot say so; there a blank before it does, which no importer minds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.util import find_spec
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from cards.errors import MissingPartError
from decks.platforms.words import one_line

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FORMULA: Final = ("=", "+", "-", "@")
_LONGEST_CELL: Final = 32_767
_LINE: Final = 15.5  # points
# Nothing in a file may depend on when it was written.
_WRITTEN: Final = datetime(2000, 1, 1)


def as_csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows parted by commas, lines by CRLF, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([*map(_guarded, row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str | int) -> str | int:
    return f" {cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def require_workbooks() -> None:
    """See that workbooks can be written.

    Raises:
        MissingPartError: XlsxWriter is not installed.
    """
    if find_spec("xlsxwriter") is None:
        raise MissingPartError(
            "Writing a workbook needs the package XlsxWriter.",
            "Install it: pip install 'kaartenbak[worksheets]'; --to csv needs nothing.",
        )


class Sheet:
    """One sheet of a workbook in the making; rows count from 0, `widths` are in characters.

    Raises:
        MissingPartError: XlsxWriter is not installed.
    """

    def __init__(self, name: str, title: str, source: str, widths: Sequence[int]) -> None:
        require_workbooks()
        from xlsxwriter import Workbook

        self._bytes = io.BytesIO()
        self._book: Workbook = Workbook(self._bytes, {"in_memory": True})
        self._book.set_properties(
            {"title": title, "author": "Kaartenbak", "comments": source, "created": _WRITTEN}
        )
        self._sheet = self._book.add_worksheet(name)
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = self._book.add_format(wrapped)
        self._quoted = self._book.add_format({**wrapped, "quote_prefix": True})
        self._bold = self._book.add_format({**wrapped, "bold": True})
        self._widths = widths
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def row(self, row: int, cells: Sequence[str | int], *, bold: bool = False) -> None:
        """Write a row, as high as its text needs; text is text, whatever it begins with."""
        # Excel finds the height itself when it opens a workbook; LibreOffice does not.
        pairs = zip(cells, self._widths, strict=True)
        lines = max(len(wrap(str(cell), width)) for cell, width in pairs)
        self._sheet.set_row(row, _LINE * max(1, lines))
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(row, column, cell, self._text)
            elif cell:
                looks = self._bold if bold else self._text
                shape = self._quoted if cell.startswith(_FORMULA) else looks
                self._sheet.write_string(row, column, cell[:_LONGEST_CELL], shape)

    def as_table(self, rows: int) -> None:
        """The first row stays in sight and on every page, and the others can be filtered."""
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.autofilter(0, 0, rows, len(self._widths) - 1)

    def printed(self, title: str, source: str) -> None:
        """What stands above and below on paper: on the width of one page, lying."""
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_header(f"&L{_header(title)}")
        self._sheet.set_footer(f"&L{_header(source)}&R&P / &N")

    def content(self) -> bytes:
        """The workbook."""
        self._book.close()
        return self._bytes.getvalue()


def _header(text: str) -> str:
    """A header of Excel, in which an ampersand begins a code; it holds 255 characters in all."""
    return text[:100].replace("&", "&&")


def sheet_name(title: str) -> str:
    """`title` as the name of a sheet, which has 31 characters at most and not all of them."""
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in one_line(title))
    return " ".join(kept.split())[:31].strip("' ") or "Kaartenbak"
