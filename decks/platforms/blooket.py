"""Multiple-choice questions in the CSV file that Blooket imports.

Its template names itself in the first row. The headings are Blooket's, in English whatever the
language of instruction.
"""

from __future__ import annotations

from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms.cells import as_csv
from decks.platforms.games import rows

_ADVICE: Final = "In Blooket: Create → CSV import."
_BANNER: Final = ("Blooket\nImport Template", *[""] * 7)
_HEADINGS: Final = (
    "Question #",
    "Question Text",
    "Answer 1",
    "Answer 2",
    "Answer 3\n(Optional)",
    "Answer 4\n(Optional)",
    "Time Limit (sec)\n(Max: 300 seconds)",
    "Correct Answer(s)\n(Only include Answer #)",
)


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """One row a question.

    Raises:
        NothingToWriteError: there is no such question.
    """
    made, problems = rows(lesson, options)
    content = as_csv([_BANNER, _HEADINGS, *made])
    return Exported(content, len(made), _ADVICE, problems, "questions")
