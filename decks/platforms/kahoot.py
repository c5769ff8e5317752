"""Multiple-choice questions in the spreadsheet that Kahoot imports.

Its template has the headings in row 8 from column B on, and the numbers of the questions in
column A. The headings are Kahoot's, in English whatever the language of instruction.
"""

from __future__ import annotations

from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms.cells import Sheet
from decks.platforms.games import rows
from decks.platforms.words import one_line

_ADVICE: Final = "In Kahoot: Create → Add question → Import from spreadsheet."
_HEADINGS: Final = (
    "",
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_WIDTHS: Final = (4, 60, 24, 24, 24, 24, 18, 18)
_HEADING_ROW: Final = 7


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """One row a question.

    Raises:
        NothingToWriteError: there is no such question.
        MissingPartError: XlsxWriter is not installed.
    """
    made, problems = rows(lesson, options)
    title = one_line(options.title(lesson))
    source = one_line(options.deck.source_url)
    sheet = Sheet("Sheet1", title, source, _WIDTHS)
    for number, told in enumerate(("Quiz template", title, source), 1):
        sheet.row(number, ("", told, *[""] * 6), bold=number == 1)
    sheet.row(_HEADING_ROW, _HEADINGS, bold=True)
    for number, row in enumerate(made, _HEADING_ROW + 1):
        sheet.row(number, row)
    return Exported(sheet.content(), len(made), _ADVICE, problems, "questions")
