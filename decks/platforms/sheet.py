"""A worksheet as Moodle XML: each exercise as the questions that it is.

Gaps become a Cloze question, words to match a matching question; a translation is an essay that a
person marks. What asks nothing, such as a word list, becomes a description.
"""

from __future__ import annotations

from decks.platforms.moodle import document
from decks.platforms.questions import of_sheet
from decks.worksheets.model import Worksheet


def render(sheet: Worksheet) -> bytes:
    """The file, in UTF-8, with a category named after the sheet."""
    return document(of_sheet(sheet), sheet.phrases)
