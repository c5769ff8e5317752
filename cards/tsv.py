"""Tables that a person writes: tab-separated, UTF-8, columns by name or by place."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.dictionaries.files import lines
from cards.errors import InputError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, by column; a cell that the line does not reach is empty."""

    file: str
    line: int
    cells: Mapping[str, str]

    def error(self, message: str, advice: str) -> InputError:
        """An error that names this line."""
        return InputError(f"{self.file}:{self.line}: {message}", advice)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(
    path: Path,
    columns: Sequence[str],
    required: Collection[str],
    unnamed: Sequence[str] = (),
) -> Iterator[Row]:
    """The rows of a table, blank lines and lines that begin with "#" left out.

    The first line names the columns. Where it names none of the `required` ones and there are
    `unnamed` columns, the table has no header and exactly those columns. Cells that a spreadsheet
    put in quotation marks lose them.

    Raises:
        InputError: with the line, for a header or a line that does not fit.
    """
    rows: Iterator[tuple[int, str]] = (
        (n, line) for n, line in lines(path) if line.strip() and not line.startswith("#")
    )
    first = next(rows, None)
    if first is None:
        raise InputError(f"{path}: this table is empty.", "Check that it was saved.")
    names = [cell.lower() for cell in _cells(first[1])]
    headed = not unnamed or bool(set(required) & set(names))
    if not headed:
        names = list(unnamed)
        rows = itertools.chain((first,), rows)
    else:
        _check_header(f"{path}:{first[0]}", names, columns, required)
    for number, line in rows:
        cells = _cells(line)
        if "\t" not in line and len(names) > 1:
            raise _untabbed(f"{path}:{number}")
        if len(cells) > len(names):
            raise _misfit(f"{path}:{number}", cells, names, headed=headed)
        yield Row(str(path), number, dict(zip(names, cells, strict=False)))


def choose(value: str, known: Collection[str]) -> str:
    """Advice for a value that is none of the `known` ones: the nearest, then all."""
    near = difflib.get_close_matches(value.lower(), known, n=1)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    return f"{hint}Known are: {', '.join(known)}."


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.rstrip("\t").split("\t")]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _check_header(
    place: str, names: Sequence[str], columns: Sequence[str], required: Collection[str]
) -> None:
    for number, name in enumerate(names):
        if len(names) == 1 and name not in columns:
            raise _untabbed(place)
        if name not in columns:
            shown = name if len(name) <= 40 else name[:40] + "…"
            raise InputError(f"{place}: there is no column “{shown}”.", choose(name, columns))
        if name in names[:number]:
            raise InputError(f"{place}: the column “{name}” stands twice.", "Remove one of them.")
    for name in required:
        if name not in names:
            raise InputError(
                f"{place}: the column “{name}” is missing.",
                f"The first line names the columns: {', '.join(columns)}.",
            )


def _untabbed(place: str) -> InputError:
    return InputError(f"{place}: there is no tab in this line.", "Part the columns by tabs.")


def _misfit(place: str, cells: Sequence[str], names: Sequence[str], *, headed: bool) -> InputError:
    if headed:
        return InputError(
            f"{place}: this line has {len(cells)} cells, the header {len(names)}.",
            "Remove a tab or name the column.",
        )
    return InputError(
        f"{place}: this line has {len(cells)} cells, but only {' and '.join(names)} were expected.",
        "Name the columns in a first line: lemma, gloss, pos, article.",
    )
