"""A worksheet as PDF, set by Typst with fonts that come along: the same bytes everywhere.

Typst holds a whole document in memory, about 2.5 MB a page. So a book is set in pieces: first each
is laid out to see where it may be cut, then, when the pages are counted, each is set for itself and
their pages are put together. Every page is as it would be in one; what is lost are the tags for
screen readers, which cannot be joined.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib import resources
from io import BytesIO
from typing import Any, Final

from decks.worksheets.flow import Column, flow
from decks.worksheets.model import Worksheet
from decks.worksheets.pieces import PIECE, Edge, Laid, Piece, cut
from decks.worksheets.plain import as_data, is_link

# Characters of a sheet that is set in one piece: about 25 pages.
_AT_ONCE: Final = 60_000
# Typst forgets what it has not used for so many compilations; there is no other way to tell it to.
_FORGETS_AFTER: Final = 11
# What the catalogue of a file says of all its pages: the language, and to show the title.
_OF_THE_WHOLE: Final = ("/Lang", "/ViewerPreferences")
_EDGES: Final = "query(<edge>).map(edge => (edge.value, edge.location().page()))"
Progress = Callable[[str], None]


def render(sheet: Worksheet, progress: Progress = lambda _stage: None) -> bytes:
    """The bytes of the file; `progress` is told how far a long one is."""
    column = flow(sheet)
    with ExitStack() as stack:
        typesetter = _Typesetter(sheet, stack)
        if column.size <= _AT_ONCE:
            return typesetter.whole(column)
        pieces = _laid_out(column, typesetter, progress)
        return _joined(_set(pieces, typesetter, progress))


class _Typesetter:
    """Typst with what all pieces of a sheet have in common."""

    def __init__(self, sheet: Worksheet, stack: ExitStack) -> None:
        here = stack.enter_context(resources.as_file(resources.files("decks.worksheets")))
        self._given: dict[str, Any] = {
            "input": here / "worksheet.typ",
            "root": here,
            "font_paths": [here / "fonts"],
            "ignore_system_fonts": True,
        }
        self._sheet = _sheet_data(sheet)

    def whole(self, column: Column) -> bytes:
        """The whole sheet, tagged for screen readers."""
        return self._compile(column, first=1, pages=0, tags=True)

    def piece(self, piece: Piece, pages: int) -> bytes:
        """A piece of a sheet of so many `pages`."""
        compiled = self._compile(piece.column, piece.first, pages, tags=False)
        _forget()
        return compiled

    def lay(self, column: Column) -> Laid:
        """What would stand on which page."""
        import typst

        inputs = self._inputs(column, first=1, pages=0)
        edges = json.loads(typst.eval(expression=_EDGES, sys_inputs=inputs, **self._given))
        _forget()
        return Laid(tuple((Edge(kind), page) for kind, page in edges))

    def _compile(self, column: Column, first: int, pages: int, *, tags: bool) -> bytes:
        import typst

        inputs = self._inputs(column, first, pages)
        compiled: bytes = typst.compile(
            sys_inputs=inputs, timestamp=0, pdf_tags=tags, **self._given
        )
        return compiled

    def _inputs(self, column: Column, first: int, pages: int) -> dict[str, str]:
        data = self._sheet | {"flow": as_data(column.drawn), "first": first, "pages": pages}
        return {"sheet": json.dumps(data, ensure_ascii=False)}


def _forget() -> None:
    """Let Typst free the memory of the pieces before, which it keeps to be quick."""
    import typst

    for _ in range(_FORGETS_AFTER):
        typst.compile(b"", ignore_system_fonts=True)


def _sheet_data(sheet: Worksheet) -> dict[str, Any]:
    """What stands on the first page and at the foot of each."""
    width, height = sheet.look.page
    look = as_data(sheet.look) | {"large": sheet.look.large, "width": width, "height": height}
    said = ("title", "fields", "version", "source", "source_url", "language", "phrases")
    data = {name: as_data(getattr(sheet, name)) for name in said}
    return data | {"look": look, "linked": is_link(sheet.source_url)}


def _laid_out(column: Column, typesetter: _Typesetter, progress: Progress) -> list[Piece]:
    pieces: list[Piece] = []
    tell = _Percent("Laying out the pages", len(column), progress)
    for piece in cut(column, typesetter.lay, PIECE):
        pieces.append(piece)
        tell(len(piece.column))
    return pieces


def _set(pieces: Sequence[Piece], typesetter: _Typesetter, progress: Progress) -> Iterator[bytes]:
    total = sum(piece.pages for piece in pieces)
    tell = _Percent(f"Writing {total} pages", total, progress)
    for piece in pieces:
        yield typesetter.piece(piece, total)
        tell(piece.pages)


class _Percent:
    """Tells how much of `total` is done, by tens."""

    def __init__(self, stage: str, total: int, progress: Progress) -> None:
        self._stage, self._total, self._progress = stage, total, progress
        self._done = self._told = 0

    def __call__(self, more: int) -> None:
        self._done += more
        tens = self._done * 10 // self._total
        if tens > self._told:
            self._told = tens
            self._progress(f"{self._stage}: {tens}0 %")


def _joined(parts: Iterable[bytes]) -> bytes:
    """The pages of PDF files in one, with what the first says of the whole."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter()
    for number, part in enumerate(parts):
        reader = PdfReader(BytesIO(part))
        writer.append(reader)
        if number == 0:
            writer.metadata = reader.metadata
            for name in _OF_THE_WHOLE:
                writer.root_object[NameObject(name)] = reader.root_object[name]
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
