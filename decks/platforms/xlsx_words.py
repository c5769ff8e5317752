"""A word list as a workbook."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms.cells import Sheet, sheet_name
from decks.platforms.words import header, one_line, word_list
from decks.worksheets.phrases import PHRASES

_ADVICE: Final = "Excel, LibreOffice and Google Sheets open it; title and source are printed."
_WIDTHS: Final = (22, 26, 22, 60, 60)


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """A header, then a row for each word; title and source above and below on paper.

    Raises:
        NothingToWriteError: there is no word.
        MissingPartError: XlsxWriter is not installed.
    """
    phrases = PHRASES[options.language]
    words, problems = word_list(lesson, phrases)
    title = one_line(options.title(lesson))
    source = options.deck.source_name, options.deck.source_url
    told = " ".join(one_line(part) for part in source if part)
    sheet = Sheet(sheet_name(title), title, told, _WIDTHS)
    sheet.row(0, header(phrases), bold=True)
    for number, word in enumerate(words, 1):
        sheet.row(number, astuple(word))
    sheet.as_table(len(words))
    sheet.printed(title, f"{phrases.source}: {told}" if told else "")
    return Exported(sheet.content(), len(words), _ADVICE, problems, "words")
