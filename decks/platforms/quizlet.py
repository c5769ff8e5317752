"""A word list as Quizlet imports it: term, tab, definition; a card a line."""

from __future__ import annotations

from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms.words import word_list
from decks.worksheets.phrases import PHRASES

_ADVICE: Final = "In Quizlet: Create → Import; paste the text; tab between term and definition."


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """The words with their meanings; no field holds a tab or a line break.

    Raises:
        NothingToWriteError: there is no word.
    """
    words, problems = word_list(lesson, PHRASES[options.language])
    content = "".join(f"{word.dutch}\t{word.english}\n" for word in words)
    return Exported(content.encode(), len(words), _ADVICE, problems, "words")
