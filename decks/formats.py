"""What every format of `kaartenbak export` is: a function from a lesson to the bytes of a file.

To add a format, write a module with such a function, called `render`, and give the module a line
in `FORMATS` of `decks.commands.export`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cards.errors import Problem
from cards.model import Language, Lesson
from decks.records import DeckOptions


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write. `language` is that of instructions and headings, `seed` chooses by chance."""

    deck: DeckOptions = field(default_factory=DeckOptions)
    language: Language = Language.ENGLISH
    seed: int = 1

    def title(self, lesson: Lesson) -> str:
        """What the file is called within."""
        return self.deck.title or lesson.title


@dataclass(frozen=True, slots=True)
class Exported:
    """A file ready to be written: its bytes, how much of what it holds, and what to do with it."""

    content: bytes
    count: int
    advice: str
    problems: tuple[Problem, ...] = ()
    unit: str = "notes"


Format = Callable[[Lesson, ExportOptions], Exported]
