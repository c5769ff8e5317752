"""Reading what learning platforms are given, as they document that they read it."""

from __future__ import annotations

import html
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from tests.writing import seen

_ESCAPES = {f"\\{sign}": f"&&{ord(sign):03};" for sign in ":#={}~"}


@dataclass
class Asked:
    """A question as a learner meets it: texts without markup, right answers first."""

    kind: str
    name: str = ""
    text: str = ""
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    feedback: str = ""


def shown(markup: str) -> str:
    """What is read of HTML, every run of white space as one blank."""
    return " ".join(seen(re.sub(r"</?(p|h4|td|tr|li|ol|ul|table)\b[^>]*>", " ", markup)).split())


def gift(content: bytes) -> list[Asked]:
    """The questions of GIFT text, read in the order in which Moodle takes it apart.

    Escaped signs are put out of the way first, then come the name, the braces, the feedback, and
    by what is within the braces the kind of question.
    """
    blocks = re.split(r"\n\s*\n", content.decode())
    return [_gift_question(block.strip()) for block in blocks if block.strip()]


def _gift_question(block: str) -> Asked:
    text = block.replace("\\\\", "&&092;")
    for escape, placeholder in _ESCAPES.items():
        text = text.replace(escape, placeholder)
    text = text.replace("&&092;", "\\")
    if text.startswith("$CATEGORY:"):
        return Asked("category", text.removeprefix("$CATEGORY:").strip())
    _, name, text = text.split("::", 2)
    before, brace, rest = text.partition("{")
    answers, _, after = rest.partition("}")
    assert not after.strip()
    assert "}" not in before + after
    asked = Asked("description", _back(name))
    assert before.startswith("[html]")
    asked.text = shown(_back(before.removeprefix("[html]")))
    if not brace:
        return asked
    answers, _, feedback = answers.strip().partition("####")
    asked.feedback = shown(_back(feedback))
    if "~" in answers:
        asked.kind = "multichoice"
        for sign, answer in re.findall(r"([=~])([^=~]*)", answers):
            assert not re.match(r"%-?\d", answer.strip())
            assert not answer.strip().startswith("[")
            (asked.right if sign == "=" else asked.wrong).append(shown(_back(answer)))
    elif "->" in answers:
        asked.kind = "matching"
        for pair in answers.split("=")[1:]:
            left, _, right = pair.partition("->")
            asked.pairs.append((shown(_back(left)), shown(_back(right))))
    else:
        asked.kind = "shortanswer"
        for answer in answers.split("=")[1:]:
            weighed = re.fullmatch(r"%100%(.*)", answer.strip(), re.DOTALL)
            assert weighed
            asked.right.append(_back(weighed[1]).strip().replace("\\*", "*"))
    return asked


def _back(text: str) -> str:
    for escape, placeholder in _ESCAPES.items():
        text = text.replace(placeholder, escape[1])
    return text


def moodle(content: bytes) -> list[Asked]:
    """The questions of Moodle XML."""
    return [_xml_question(question) for question in ET.fromstring(content)]


def _xml_question(question: ET.Element) -> Asked:
    kind = question.get("type", "")
    if kind == "category":
        return Asked(kind, question.findtext("category/text", ""))
    asked = Asked(kind, question.findtext("name/text", ""))
    asked.text = shown(question.findtext("questiontext/text", ""))
    asked.feedback = shown(question.findtext("generalfeedback/text") or "")
    read = shown if kind == "multichoice" else (lambda text: text.strip().replace("\\*", "*"))
    for answer in question.findall("answer"):
        found = asked.right if answer.get("fraction") == "100" else asked.wrong
        found.append(read(answer.findtext("text", "")))
    for pair in question.findall("subquestion"):
        left, right = pair.findtext("text", ""), pair.findtext("answer/text", "")
        asked.pairs.append((shown(left), shown(right)))
    return asked


@dataclass
class Embedded:
    """A gap of a Cloze question: its kind, and its answers as they are compared or shown."""

    kind: str
    right: list[str]
    wrong: list[str]


def cloze(text: str) -> tuple[str, list[Embedded]]:
    """The text of a Cloze question with `□` for each gap, and the gaps.

    Answers are parted by `~`, feedback begins with `#` unless that belongs to an entity, and the
    entities within a gap are read once; those of a list to pick from once more, as HTML.
    """
    gaps = []

    def read(found: re.Match[str]) -> str:
        gap = Embedded(found[1], [], [])
        for alternative in re.split(r"(?<!\\)~", found[2]):
            answer = re.split(r"(?<![\\&])#", alternative)[0]
            right = answer.startswith("=")
            plain = html.unescape(answer.removeprefix("="))
            told = shown(plain) if gap.kind == "MULTICHOICE" else plain.replace("\\*", "*")
            (gap.right if right else gap.wrong).append(told)
        gaps.append(gap)
        return "□"

    pattern = r"\{\d*:(MULTICHOICE|SHORTANSWER):(.+?)(?<!\\)\}"
    return shown(re.sub(pattern, read, text, flags=re.DOTALL)), gaps


def cloze_text(content: bytes) -> str:
    """The text of the first Cloze question of some Moodle XML, as Moodle gets it."""
    question = ET.fromstring(content).findall("question[@type='cloze']")[0]
    return question.findtext("questiontext/text", "")


def workbook(content: bytes) -> list[list[Any]]:
    """The cells of a workbook; whatever is not a number must be text."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    rows = []
    for row in sheet.iter_rows():
        assert all(cell.data_type in "sn" for cell in row)
        rows.append(["" if cell.value is None else cell.value for cell in row])
    return rows
