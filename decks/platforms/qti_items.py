"""Questions as items of IMS QTI 2.1: what is shown, what is right, and what it is worth.

Each numbered gap is worth a point, the parts of a separable verb a share of it each. See IMS
Question & Test Interoperability, "Assessment Test, Section and Item Information Model", 2.1.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cards.model import Language
from decks.platforms import markup
from decks.platforms.quiz import Choice, GapText, Match, Open, Question, Short
from decks.platforms.words import one_line
from decks.worksheets.model import Gap, GapKind, Inlines, gaps
from decks.worksheets.phrases import Phrases

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_FEEDBACK: Final = "FEEDBACK"
_AFTER: Final = "AFTER"
_SHORTEST_BOX: Final = 12  # characters


@dataclass(frozen=True, slots=True)
class _Response:
    """What is asked for: its base type, the right answers, and the points for each."""

    base: str
    right: tuple[str, ...]
    points: Mapping[str, float] = field(default_factory=dict)


def item(question: Question, identifier: str, language: Language, phrases: Phrases) -> ET.Element:
    """The root of the item's file; `language` is that of the instructions."""
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "identifier": identifier,
            "title": _title(question, identifier, phrases),
            "adaptive": "false",
            "timeDependent": "false",
            LANG: language.value,
        },
    )
    body = ET.Element("itemBody")
    match question:
        case Choice():
            responses = _choice(body, question)
        case Short():
            responses = _short(body, question, phrases)
        case Match():
            responses = _match(body, question)
        case GapText():
            responses = _gap_text(body, question)
        case Open():
            responses = _open(body, question)
    after = () if isinstance(question, Match | GapText | Open) else question.after
    _declare(root, responses, bool(after))
    root.append(body)
    _score(root, responses, after)
    return root


def _title(question: Question, identifier: str, phrases: Phrases) -> str:
    """What the learner sees before the item, which may not tell a missing word."""
    if isinstance(question, Short):
        return f"{phrases.gaps} ({identifier.rpartition('-')[2].lstrip('0')})"
    return one_line(question.name)


def _choice(body: ET.Element, question: Choice) -> list[_Response]:
    add_html(body, markup.sentence(question.context))
    shuffle = "true" if len(question.options) > 2 else "false"
    asked = {"responseIdentifier": "R1", "shuffle": shuffle, "maxChoices": "1"}
    interaction = ET.SubElement(body, "choiceInteraction", asked)
    ET.SubElement(interaction, "prompt").text = one_line(question.ask)
    for number, option in enumerate(question.options, 1):
        choice = ET.SubElement(interaction, "simpleChoice", identifier=f"C{number}")
        choice.text, choice.attrib[LANG] = one_line(option), question.language.value
    right = f"C{question.right + 1}"
    return [_Response("identifier", (right,), {right: 1})]


def _match(body: ET.Element, question: Match) -> list[_Response]:
    """Words and meanings; the meanings by the alphabet, should a player not shuffle them."""
    most = str(len(question.pairs))
    asked = {"responseIdentifier": "R1", "shuffle": "true", "maxAssociations": most}
    interaction = ET.SubElement(body, "matchInteraction", asked)
    ET.SubElement(interaction, "prompt").text = one_line(question.ask)
    words = [(f"W{n}", pair[0]) for n, pair in enumerate(question.pairs, 1)]
    meanings = [(f"M{n}", pair[1]) for n, pair in enumerate(question.pairs, 1)]
    by_alphabet = sorted(meanings, key=lambda meaning: meaning[1].casefold())
    for language, choices in ((Language.DUTCH, words), (Language.ENGLISH, by_alphabet)):
        column = ET.SubElement(interaction, "simpleMatchSet")
        for identifier, text in choices:
            told = {"identifier": identifier, "matchMax": "1", LANG: language.value}
            ET.SubElement(column, "simpleAssociableChoice", told).text = one_line(text)
    pairs = [f"{w} {m}" for (w, _), (m, _) in zip(words, meanings, strict=True)]
    return [_Response("directedPair", tuple(pairs), dict.fromkeys(pairs, 1))]


def _short(body: ET.Element, question: Short, phrases: Phrases) -> list[_Response]:
    """The sentence with a box at each gap."""
    missing = [part for part in question.context if isinstance(part, Gap)]
    drawn = _Drawn(missing)
    ask = question.ask if len(missing) == 1 else phrases.gaps_bare
    shown = markup.inlines(question.context, drawn.unnumbered)
    add_html(body, f'<p>{markup.shown(ask)}</p><p lang="{Language.DUTCH}">{shown}</p>')
    return drawn.responses


def _gap_text(body: ET.Element, question: GapText) -> list[_Response]:
    drawn = _Drawn(list(gaps(question.section)), question.bank)
    add_html(body, markup.exercise(question.without_bank, drawn.numbered))
    return drawn.responses


def _open(body: ET.Element, question: Open) -> list[_Response]:
    rubric = ET.SubElement(body, "rubricBlock", view="scorer")
    add_html(rubric, f"<p>{markup.shown(question.model)}</p>")
    add_html(body, markup.question(question.ask, question.context))
    ET.SubElement(body, "extendedTextInteraction", responseIdentifier="R1", expectedLines="3")
    return [_Response("string", ())]


class _Drawn:
    """Draws gaps as boxes or lists, and keeps what belongs in each."""

    def __init__(self, missing: Sequence[Gap], bank: Sequence[str] = ()) -> None:
        self.responses: list[_Response] = []
        self._bank = bank
        self._parts = Counter(gap.number for gap in missing)
        # All are as wide, so that none tells its answer.
        self._widest = max([_SHORTEST_BOX, *(len(gap.answer) for gap in missing)])

    def numbered(self, gap: Gap) -> str:
        """A gap in a text with its number; a line stands beside its number."""
        number = f"<b>({gap.number})</b> " if gap.kind is GapKind.WORD else " "
        return number + self.unnumbered(gap)

    def unnumbered(self, gap: Gap) -> str:
        """A gap with its first letter and its hint."""
        hint = f" <i>({markup.shown(gap.hint)})</i>" if gap.hint else ""
        return f"{markup.shown(gap.lead)}{self._field(gap)}{hint}"

    def _field(self, gap: Gap) -> str:
        identifier = f"R{len(self.responses) + 1}"
        points = round(1 / self._parts[gap.number], 3)
        options = gap.choices or self._bank
        if len(options) > 1 and gap.answer in options:
            right = f"C{options.index(gap.answer) + 1}"
            self.responses.append(_Response("identifier", (right,), {right: points}))
            told = "".join(
                f'<inlineChoice identifier="C{number}">{markup.shown(word)}</inlineChoice>'
                for number, word in enumerate(options, 1)
            )
            asked = f'responseIdentifier="{identifier}" shuffle="false"'
            return f"<inlineChoiceInteraction {asked}>{told}</inlineChoiceInteraction>"
        answers = (gap.answer, gap.answer.removeprefix(gap.lead), *gap.others)
        typed = {one_line(a).casefold(): one_line(a) for a in reversed(answers) if one_line(a)}
        worth = dict.fromkeys(reversed(typed.values()), points)
        self.responses.append(_Response("string", (one_line(gap.answer),), worth))
        asked = f'responseIdentifier="{identifier}" expectedLength="{self._widest}"'
        return f"<textEntryInteraction {asked}/>"


def _declare(root: ET.Element, responses: Sequence[_Response], feedback: bool) -> None:
    for number, response in enumerate(responses, 1):
        several = response.base == "directedPair"
        declared = ET.SubElement(
            root,
            "responseDeclaration",
            identifier=f"R{number}",
            cardinality="multiple" if several else "single",
            baseType=response.base,
        )
        if response.right:
            right = ET.SubElement(declared, "correctResponse")
            for value in response.right:
                ET.SubElement(right, "value").text = value
        if response.points:
            mapping = ET.SubElement(declared, "mapping", defaultValue="0")
            for key, points in response.points.items():
                entry = {"mapKey": key, "mappedValue": f"{points:g}"}
                if response.base == "string":
                    entry["caseSensitive"] = "false"
                ET.SubElement(mapping, "mapEntry", entry)
    _outcome(root, "SCORE", "float", "0")
    _outcome(root, "MAXSCORE", "float", f"{_most(responses):g}")
    if feedback:
        _outcome(root, _FEEDBACK, "identifier", None)


def _most(responses: Sequence[_Response]) -> float:
    """The points of an item; a translation is worth one."""
    got = (max(r.points.values(), default=0) * len(r.right) for r in responses)
    return round(sum(got)) or float(bool(responses))


def _outcome(root: ET.Element, identifier: str, base: str, value: str | None) -> None:
    outcome = ET.SubElement(
        root, "outcomeDeclaration", identifier=identifier, cardinality="single", baseType=base
    )
    if value is not None:
        ET.SubElement(ET.SubElement(outcome, "defaultValue"), "value").text = value


def _score(root: ET.Element, responses: Sequence[_Response], after: Inlines) -> None:
    """The sum of the points; then what is told afterwards. What has no points a person marks."""
    if not any(response.points for response in responses):
        return
    processing = ET.SubElement(root, "responseProcessing")
    begin = ET.SubElement(processing, "setOutcomeValue", identifier="SCORE")
    ET.SubElement(begin, "baseValue", baseType="float").text = "0"
    for number in range(1, len(responses) + 1):
        _add_points(processing, f"R{number}")
    if after:
        told = ET.SubElement(processing, "setOutcomeValue", identifier=_FEEDBACK)
        ET.SubElement(told, "baseValue", baseType="identifier").text = _AFTER
        shown = {"outcomeIdentifier": _FEEDBACK, "showHide": "show", "identifier": _AFTER}
        add_html(ET.SubElement(root, "modalFeedback", shown), markup.sentence(after))


def _add_points(processing: ET.Element, identifier: str) -> None:
    """Add the points of a response, if there is one: not every player bears to ask without."""
    given = ET.SubElement(ET.SubElement(processing, "responseCondition"), "responseIf")
    ET.SubElement(ET.SubElement(ET.SubElement(given, "not"), "isNull"), "variable").set(
        "identifier", identifier
    )
    total = ET.SubElement(ET.SubElement(given, "setOutcomeValue", identifier="SCORE"), "sum")
    ET.SubElement(total, "variable", identifier="SCORE")
    ET.SubElement(total, "mapResponse", identifier=identifier)


def add_html(parent: ET.Element, text: str) -> None:
    """Put HTML into an item, in the subset of XHTML that QTI has."""
    parent.extend(_as_qti(element) for element in ET.fromstring(f"<div>{text}</div>"))  # noqa: S314


def _as_qti(element: ET.Element) -> ET.Element:
    for each in list(element.iter()):
        language = each.attrib.pop("lang", None)
        if language:
            each.set(LANG, language)
        each.attrib.pop("value", None)  # the numbers of a key are its order
        if each.tag == "table":
            _in_bodies(each)
    return element


def _in_bodies(table: ET.Element) -> None:
    """Rows stand in a head and a body."""
    rows = list(table)
    heads = [row for row in rows if row.find("th") is not None]
    for tag, part in (("thead", heads), ("tbody", [row for row in rows if row not in heads])):
        if part:
            ET.SubElement(table, tag).extend(part)
    for row in rows:
        table.remove(row)
