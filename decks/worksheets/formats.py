"""The formats of a worksheet, by the ending of the file; each module is loaded when asked for.

To add a format, write a module with a function `render` from a `Worksheet` to the bytes of a file,
and give it a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
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
# A file for Moodle is no sheet: it asks, and keeps the answers to itself.
WRITERS: Final[Mapping[str, str]] = {**FORMATS, ".xml": "decks.platforms.sheet"}

# The package that a format needs beside ours.
_PACKAGES: Final[Mapping[str, tuple[str, str]]] = {
    ".pdf": ("typst", "typst"),
    ".docx": ("docx", "python-docx"),
}


def require(suffix: str) -> None:
    """See that a format can be written.

    Raises:
        MissingPartError: its package is not installed.
    """
    module, package = _PACKAGES.get(suffix, ("", ""))
    if module and find_spec(module) is None:
        raise MissingPartError(
            f"Writing {suffix} needs the package {package}.",
            "Install it: pip install 'kaartenbak[worksheets]'; .html and .md need nothing.",
        )


def render(sheet: Worksheet, suffix: str) -> bytes:
    """The bytes of a file that ends in `suffix`, one of `WRITERS`.

    Raises:
        MissingPartError: the package that writes this format is not installed.
    """
    require(suffix)
    content: bytes = import_module(WRITERS[suffix]).render(sheet)
    return content
