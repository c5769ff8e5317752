"""A quiz as Moodle's GIFT text.

In a question `~ = # { } :` and the backslash are written with a backslash before them; the texts
are HTML, so that a sentence is shown as written. What is typed or paired is compared as plain text.
See the Moodle documentation, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cards.errors import NothingToWriteError, Problem
from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms import markup
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import Choice, GapText, Match, Open, Question, Quiz, Short
from decks.platforms.words import one_line
from decks.worksheets.model import Inlines
from decks.worksheets.phrases import PHRASES, Phrases

_ADVICE: Final = "In Moodle: Question bank → Import → GIFT format."
_SPECIAL: Final = re.compile(r"[\\~=#{}:]")
# No escape keeps GIFT from reading these in a typed answer as a pair and as the name of a format.
_NOT_TYPED: Final = re.compile(r"->|^\[")


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """The questions of `lesson` in UTF-8, in a category named after it.

    Raises:
        NothingToWriteError: there is no question.
    """
    quiz = make_quiz(lesson, options)
    phrases = PHRASES[options.language]
    told = [question for question in quiz.questions if not isinstance(question, GapText | Open)]
    kept = [question for question in told if _can_be_told(question)]
    if not kept:
        raise NothingToWriteError("There is no question to write.", "Ask for vocabulary notes.")
    parts = [*_head(quiz, phrases), *map(_question, kept)]
    content = "\n\n".join(parts) + "\n"
    problems = (*quiz.problems, *_left_out(quiz, [q.name for q in told if q not in kept]))
    return Exported(content.encode(), len(kept), _ADVICE, problems, "questions")


def _can_be_told(question: Question) -> bool:
    return not isinstance(question, Short) or not any(map(_NOT_TYPED.search, question.answers))


def _left_out(quiz: Quiz, names: Sequence[str]) -> Iterator[Problem]:
    if any(isinstance(question, GapText) for question in quiz.questions):
        told = "GIFT has no text with several gaps: that exercise was left out."
        yield Problem(quiz.title, 0, told, "Moodle XML (--to moodle) has it.")
    if names:
        told = f"Left out, since GIFT cannot write their answers: {', '.join(names)}."
        yield Problem(quiz.title, 0, told, "Moodle XML (--to moodle) can.")


def _head(quiz: Quiz, phrases: Phrases) -> Iterator[str]:
    """The category, and a description that names the source."""
    title = one_line(quiz.title)
    # A slash parts a category from those above it; two are a slash in its name.
    yield f"$CATEGORY: $course$/top/{title.replace('/', '//')}"
    source = markup.source(quiz, phrases)
    if source:
        yield f"::{_escaped(title)}::[html]{_escaped(source)}"


def _question(question: Question) -> str:
    match question:
        case Choice():
            return _choice(question)
        case Short():
            answers = [f"=%100%{_escaped(markup.typed(answer))}" for answer in question.answers]
            text = markup.question(question.ask, question.context)
            return _laid_out(question.name, text, answers, question.after)
        case Match():
            pairs = [
                f"={_escaped(markup.shown(left))} -> {_escaped(markup.shown(right))}"
                for left, right in question.pairs
            ]
            return _laid_out(question.name, markup.question(question.ask, ()), pairs)
    return ""


def _choice(question: Choice) -> str:
    answers = [
        f"{'=' if index == question.right else '~'}{_escaped(markup.shown(option))}"
        for index, option in enumerate(question.options)
    ]
    text = markup.question(question.ask, question.context)
    return _laid_out(question.name, text, answers, question.after)


def _laid_out(name: str, text: str, answers: Sequence[str], after: Inlines = ()) -> str:
    """Name, question, answers, and what is told after the answer."""
    lines = [f"::{_escaped(one_line(name))}::[html]{_escaped(text)}{{"]
    lines += [f"\t{answer}" for answer in answers]
    told = markup.sentence(after)
    lines += [f"\t####{_escaped(told)}"] if told else []
    return "\n".join([*lines, "}"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
