"""What the columns of a table of pairs are called, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cards.errors import InputError, Problem
from cards.pairing import PairRow

HEADER: Final = ("nr", "english", "dutch", "confidence", "check")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "nr": ("nr", "no", "number"),
    "english": ("english", "en", "engels"),
    "dutch": ("dutch", "nl", "nederlands"),
    "confidence": ("confidence", "sure"),
    "check": ("check",),
}
# A row of a table: where it stands, from 1, and its cells.
Cells = tuple[int, Sequence[str]]


def read_table(table: Sequence[Cells], name: str) -> tuple[list[PairRow], list[Problem]]:
    """The pairs in a table, with or without a header; without one the English comes first.

    Raises:
        InputError: there is no column for one of the languages.
    """
    table = [(line, cells) for line, cells in table if any(cell.strip() for cell in cells)]
    if not table:
        raise InputError(f"{name}: there is nothing in this file.", "Check that it was saved.")
    places = _places(*table[0], name)
    rows = table[1:] if places else table
    if not places:
        places = {"english": 0, "dutch": 1}
        if max(len(cells) for _, cells in table) < 2:
            raise InputError(
                f"{name}:{table[0][0]}: there is one column only.",
                "Put the English and the Dutch into two columns, with a tab between them.",
            )
    problems: list[Problem] = []
    return list(_rows(rows, places, name, problems)), problems


def _places(line: int, cells: Sequence[str], name: str) -> dict[str, int]:
    """Where each column is, by the header; nothing if the first row is none."""
    told = [cell.strip().lower() for cell in cells]
    places = {
        column: told.index(alias)
        for column, aliases in _NAMES.items()
        for alias in aliases
        if alias in told
    }
    if not places:
        return {}
    for column in ("english", "dutch"):
        if column not in places:
            there = ", ".join(cell for cell in told if cell)
            raise InputError(
                f"{name}:{line}: there is no column “{column}”; there are {there}.",
                f"Name the columns {', '.join(HEADER[1:3])} in the first row.",
            )
    return places


def _rows(
    table: Sequence[Cells], places: Mapping[str, int], name: str, problems: list[Problem]
) -> Iterator[PairRow]:
    for line, cells in table:
        value = {
            column: cells[place].strip() if place < len(cells) else ""
            for column, place in places.items()
        }
        number, confidence = _number(value.get("nr", "")), _number(value.get("confidence", ""))
        if number is None and value.get("nr"):
            message = f"“{value['nr']}” is no number; the row follows the one above it."
            problems.append(Problem(name, line, message))
        if confidence is not None and "%" in value["confidence"]:
            confidence /= 100
        if value.get("confidence") and not (confidence is not None and 0 <= confidence <= 1):
            message = f"“{value['confidence']}” is no confidence; it was read as 0."
            problems.append(Problem(name, line, message, "Write a number from 0 to 1."))
            confidence = 0.0
        yield PairRow(
            line, value["english"], value["dutch"], number, confidence, value.get("check")
        )


def _number(cell: str) -> float | None:
    """A number as spreadsheets write it in English or in Dutch."""
    found = re.fullmatch(r"(\d{0,9}(?:[.,]\d*)?) ?%?", cell)
    return float(found[1].replace(",", ".")) if found and found[1].strip(".,") else None


def cells_of(row: PairRow) -> tuple[float | str, str, str, float | str, str]:
    """The cells of a row, under `HEADER`."""
    whole = row.number is not None and row.number == int(row.number)
    number = "" if row.number is None else int(row.number) if whole else row.number
    confidence = "" if row.confidence is None else round(row.confidence, 4)
    return number, row.english, row.dutch, confidence, row.check or ""
