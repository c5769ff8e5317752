"""The formats of a worksheet, by the ending of the file; each module is loaded when asked for.

To add a format, write a module with a function `render` from a `Worksheet` to the bytes of a file,
and give it a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from cards.errors import MissingPartError
from decks.worksheets.model import Worksheet

FORMATS: Final[Mapping[str, str]] = {
    ".pdf": "decks.worksheets.pdf",
    ".docx": "decks.worksheets.docx",
    ".html": "decks.worksheets.html",
    ".md": "decks.worksheets.markdown",
}
# A file for a learning platform is no sheet: it asks, and keeps the answers to itself.
WRITERS: Final[Mapping[str, str]] = {
    **FORMATS,
    ".xml": "decks.platforms.sheet",
    ".zip": "decks.platforms.sheet_qti",
}

# The packages that a format needs beside ours: each module with the name that pip knows.
_PACKAGES: Final[Mapping[str, Mapping[str, str]]] = {
    ".pdf": {"typst": "typst", "pypdf": "pypdf"},
    ".docx": {"docx": "python-docx"},
}
# Formats that may take minutes; their `render` is also handed what tells how far it is.
_LONG_WORK: Final = frozenset({".pdf"})


def require(suffix: str) -> None:
    """See that a format can be written.

    Raises:
        MissingPartError: its package is not installed.
    """
    for module, package in _PACKAGES.get(suffix, {}).items():
        if find_spec(module) is None:
            raise MissingPartError(
                f"Writing {suffix} needs the package {package}.",
                "Install it: pip install 'kaartenbak[worksheets]'; .html and .md need nothing.",
            )


def render(
    sheet: Worksheet, suffix: str, progress: Callable[[str], None] = lambda _stage: None
) -> bytes:
    """The bytes of a file that ends in `suffix`, one of `WRITERS`; `progress` is told each stage.

    Raises:
        MissingPartError: the package that writes this format is not installed.
    """
    require(suffix)
    told = (progress,) if suffix in _LONG_WORK else ()
    content: bytes = import_module(WRITERS[suffix]).render(sheet, *told)
    return content
