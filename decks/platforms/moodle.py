r"""A quiz as Moodle XML, with the text with gaps as a Cloze question (*embedded answers*).

Within the braces of a gap `~ } # " \` and the like are written as HTML entities, which Moodle
reads there as the characters. See the Moodle documentation, "Moodle XML format" and "Embedded
Answers (Cloze) question type".
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from cards.model import Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms import markup
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import Choice, GapText, Match, Open, Question, Quiz, Short
from decks.platforms.words import one_line
from decks.worksheets.model import Gap, GapKind, Inlines, gaps
from decks.worksheets.phrases import PHRASES, Phrases

_ADVICE: Final = "In Moodle: Question bank → Import → Moodle XML format."
_IN_GAP: Final = re.compile(r"[^\w ,.;!?()…’'-]")


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """The questions of `lesson` in UTF-8, in a category named after it.

    Raises:
        NothingToWriteError: there is no question.
    """
    quiz = make_quiz(lesson, options)
    content = document(quiz, PHRASES[options.language])
    return Exported(content, len(quiz.questions), _ADVICE, quiz.problems, "questions")


def document(quiz: Quiz, phrases: Phrases) -> bytes:
    """The whole file."""
    root = ET.Element("quiz")
    _head(root, quiz, phrases)
    for question in quiz.questions:
        _question(root, question)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _head(root: ET.Element, quiz: Quiz, phrases: Phrases) -> None:
    """The category, and a description that names the source."""
    title = one_line(quiz.title)
    category = ET.SubElement(ET.SubElement(root, "question", type="category"), "category")
    # A slash parts a category from those above it; two are a slash in its name.
    ET.SubElement(category, "text").text = f"$course$/top/{title.replace('/', '//')}"
    source = markup.source(quiz, phrases)
    if source:
        _begun(root, "description", title, source)


def _question(root: ET.Element, question: Question) -> None:
    match question:
        case Choice():
            _choice(root, question)
        case Short():
            text = markup.question(question.ask, question.context)
            item = _begun(root, "shortanswer", question.name, text, question.after)
            ET.SubElement(item, "usecase").text = "0"
            for answer in question.answers:
                _answer(item, markup.typed(answer), right=True, form="plain_text")
        case Match():
            item = _begun(root, "matching", question.name, markup.question(question.ask, ()))
            ET.SubElement(item, "shuffleanswers").text = "true"
            for left, right in question.pairs:
                pair = ET.SubElement(item, "subquestion", format="html")
                ET.SubElement(pair, "text").text = markup.shown(left)
                ET.SubElement(ET.SubElement(pair, "answer"), "text").text = markup.shown(right)
        case GapText():
            words = question.bank
            text = markup.exercise(question.without_bank, lambda gap: _embedded(gap, words))
            kind = "cloze" if any(gaps(question.section)) else "description"
            _begun(root, kind, question.name, text)
        case Open():
            text = markup.question(question.ask, question.context)
            item = _begun(root, "essay", question.name, text)
            ET.SubElement(item, "responseformat").text = "plain"
            ET.SubElement(item, "responsefieldlines").text = "3"
            model = ET.SubElement(item, "graderinfo", format="html")
            ET.SubElement(model, "text").text = f"<p>{markup.shown(question.model)}</p>"


def _choice(root: ET.Element, question: Choice) -> None:
    text = markup.question(question.ask, question.context)
    item = _begun(root, "multichoice", question.name, text, question.after)
    ET.SubElement(item, "single").text = "true"
    ET.SubElement(item, "shuffleanswers").text = "true" if len(question.options) > 2 else "false"
    ET.SubElement(item, "answernumbering").text = "none"
    for index, option in enumerate(question.options):
        _answer(item, markup.shown(option), right=index == question.right, form="html")


def _begun(root: ET.Element, kind: str, name: str, text: str, after: Inlines = ()) -> ET.Element:
    """A question with what all kinds have: its name, its text, and what is told afterwards."""
    item = ET.SubElement(root, "question", type=kind)
    ET.SubElement(ET.SubElement(item, "name"), "text").text = one_line(name)
    ET.SubElement(ET.SubElement(item, "questiontext", format="html"), "text").text = text
    told = ET.SubElement(item, "generalfeedback", format="html")
    ET.SubElement(told, "text").text = markup.sentence(after)
    return item


def _answer(item: ET.Element, text: str, *, right: bool, form: str) -> None:
    answer = ET.SubElement(item, "answer", fraction="100" if right else "0", format=form)
    ET.SubElement(answer, "text").text = text


def _embedded(gap: Gap, bank: Sequence[str]) -> str:
    """The gap, in a text with its number and its hint; a line stands beside its number."""
    hint = f" <i>({markup.shown(gap.hint)})</i>" if gap.hint else ""
    number = f"<b>({gap.number})</b> " if gap.kind is GapKind.WORD else " "
    return f"{number}{markup.shown(gap.lead)}{_field(gap, bank)}{hint}"


def _field(gap: Gap, bank: Sequence[str]) -> str:
    """A list to pick from where there are words to choose, else a box to type in."""
    options = gap.choices or bank
    if len(options) > 1 and gap.answer in options:
        told = (
            f"{'=' if word == gap.answer else ''}{_in_gap(markup.shown(word))}" for word in options
        )
        return f"{{1:MULTICHOICE:{'~'.join(told)}}}"
    answers = dict.fromkeys((gap.answer, gap.answer.removeprefix(gap.lead), *gap.others))
    told = (f"={_in_gap(markup.typed(answer))}" for answer in answers if answer)
    return f"{{1:SHORTANSWER:{'~'.join(told)}}}"


def _in_gap(text: str) -> str:
    """`text` with an entity for everything that might end an answer or begin something else."""
    return _IN_GAP.sub(lambda found: f"&#{ord(found[0])};", text)
