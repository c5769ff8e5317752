"""A worksheet as a package of QTI 2.1: each exercise as the questions that it is."""

from __future__ import annotations

from decks.platforms import qti
from decks.platforms.questions import of_sheet
from decks.worksheets.model import Worksheet


def render(sheet: Worksheet) -> bytes:
    """The zip file, with a test named after the sheet."""
    return qti.document(of_sheet(sheet), sheet.language)
