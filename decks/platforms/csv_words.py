"""A word list as CSV, for other programs."""

from __future__ import annotations

from dataclasses import astuple
from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms.cells import as_csv
from decks.platforms.words import header, word_list
from decks.worksheets.phrases import PHRASES

_ADVICE: Final = "For Excel take --to xlsx: it reads commas only where they are the custom."


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """A header, then a row for each word.

    Raises:
        NothingToWriteError: there is no word.
    """
    phrases = PHRASES[options.language]
    words, problems = word_list(lesson, phrases)
    content = as_csv([header(phrases), *map(astuple, words)])
    return Exported(content, len(words), _ADVICE, problems, "words")
