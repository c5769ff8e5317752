"""What every format of `kaartenbak export` is: a function from a lesson to the bytes of a file.

To add a format, write a module with such a function, called `render`, and give the module a line
in `FORMATS` of `decks.commands.export`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cards.errors import Problem
from cards.model import Lesson
from decks.records import DeckOptions


@dataclass(frozen=True, slots=True)
class Exported:
    """A file ready to be written: its bytes, how many notes it holds, and what to do with it."""

    content: bytes
    notes: int
    advice: str
    problems: tuple[Problem, ...] = ()


Format = Callable[[Lesson, DeckOptions], Exported]
