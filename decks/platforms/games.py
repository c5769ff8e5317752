"""The questions with answers to choose from, within what Kahoot and Blooket allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cards.errors import NothingToWriteError, Problem
from cards.model import Lesson
from decks.formats import ExportOptions
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import Choice
from decks.platforms.words import one_line, text_of

SECONDS: Final = 20
"""How long a class has for each question; both platforms allow it."""

_LONGEST_QUESTION: Final = 120
_LONGEST_ANSWER: Final = 75
_ANSWERS: Final = 4
_Row = tuple[str | int, ...]


def rows(lesson: Lesson, options: ExportOptions) -> tuple[tuple[_Row, ...], tuple[Problem, ...]]:
    """Number, question, four answers of which the last may be empty, seconds, the right answer.

    The sentence stands with the question where both fit. What does not fit is left out and told.

    Raises:
        NothingToWriteError: there is no such question.
    """
    quiz = make_quiz(lesson, options)
    fit = [choice for choice in quiz.choices if _fits(choice)]
    if not fit:
        raise NothingToWriteError(
            "There is no question to write.", "Ask for vocabulary notes, or for more of them."
        )
    made = tuple(_row(number, choice) for number, choice in enumerate(fit, 1))
    return made, (*quiz.problems, *_left_out(quiz.title, len(quiz.choices) - len(fit)))


def _fits(choice: Choice) -> bool:
    answers = map(one_line, choice.options)
    short = all(_length(answer) <= _LONGEST_ANSWER for answer in answers)
    return short and _length(one_line(choice.ask)) <= _LONGEST_QUESTION


def _left_out(title: str, number: int) -> Iterable[Problem]:
    if number:
        most = f"{_LONGEST_QUESTION} characters, or {_LONGEST_ANSWER} in an answer"
        yield Problem(title, 0, f"Left out, being too long for {most}: {number} of the questions.")


def _row(number: int, choice: Choice) -> _Row:
    answers = [one_line(option) for option in choice.options]
    answers += [""] * (_ANSWERS - len(answers))
    return (number, _asked(choice), *answers, SECONDS, choice.right + 1)


def _asked(choice: Choice) -> str:
    ask, sentence = one_line(choice.ask), one_line(text_of(choice.context))
    whole = f"{ask} {sentence}".strip()
    return whole if _length(whole) <= _LONGEST_QUESTION else ask


def _length(text: str) -> int:
    """Characters as a browser counts them: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
