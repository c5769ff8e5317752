"""Questions as values, and nothing of how a platform writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cards.errors import Problem
from cards.model import Language
from decks.worksheets.model import Bank, Inlines, Section


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options` is right: the one at index `right`. `context` is the sentence it is about.

    `name` is what a list of questions calls it, `after` what is told once it has been answered.
    """

    name: str
    ask: str
    context: Inlines
    options: tuple[str, ...]
    right: int
    language: Language
    after: Inlines = ()


@dataclass(frozen=True, slots=True)
class Short:
    """Something to type: any of `answers` is right. A `Gap` in `context` is what is missing."""

    name: str
    ask: str
    context: Inlines
    answers: tuple[str, ...]
    after: Inlines = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Dutch words, each to be paired with its English meaning."""

    name: str
    ask: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapText:
    """An exercise of a worksheet with all its gaps in one text; without any it is only read."""

    name: str
    section: Section

    @property
    def bank(self) -> tuple[str, ...]:
        """What can be picked in each gap: the words of the bank, those of a pair one by one."""
        banks = (block for block in self.section.blocks if isinstance(block, Bank))
        words = {part for bank in banks for word in bank.words for part in word.split(" … ")}
        return tuple(sorted(words, key=lambda word: (word.casefold(), word)))

    @property
    def without_bank(self) -> Section:
        """The exercise where the gaps offer the words themselves."""
        kept = tuple(block for block in self.section.blocks if not isinstance(block, Bank))
        return replace(self.section, blocks=kept)


@dataclass(frozen=True, slots=True)
class Open:
    """Something to write that has more than one right answer; a person compares it with `model`."""

    name: str
    ask: str
    context: Inlines
    model: str


Question = Choice | Short | Match | GapText | Open


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of a lesson, with what a person should know of those that are not there."""

    title: str
    questions: tuple[Question, ...]
    source: str = ""
    source_url: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The questions with answers to choose from."""
        return tuple(q for q in self.questions if isinstance(q, Choice))
