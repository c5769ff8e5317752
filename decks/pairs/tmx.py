"""Pairs as TMX 1.4b (LISA OSCAR 2005), the exchange format of translation memories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final, NoReturn
from xml.parsers import expat  # entities are refused below, and nothing is ever fetched
from xml.sax.saxutils import escape, quoteattr

from cards.errors import InputError, Problem
from cards.pairing import BETWEEN_SENTENCES, PairRow

_LANGUAGES: Final = ("en", "nl")
# Elements inside a segment whose content is code of another program, not text.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})
_NO_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(rows: Iterable[PairRow]) -> bytes:
    """The translation memory; rows without a partner are no translation units and stay out."""
    return "\n".join((*_HEAD, *_units(rows), "  </body>", "</tmx>", "")).encode()


_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    '<tmx version="1.4">',
    f'  <header creationtool="kaartenbak" creationtoolversion={quoteattr(version("kaartenbak"))}'
    ' segtype="sentence" o-tmf="kaartenbak" adminlang="en" srclang="en" datatype="plaintext"/>',
    "  <body>",
)


def _units(rows: Iterable[PairRow]) -> Iterator[str]:
    for row in rows:
        if not (row.english and row.dutch):
            continue
        number = "" if row.number is None else f' tuid="{row.number:g}"'
        yield f"    <tu{number}>"
        if row.confidence is not None:
            yield f'      <prop type="x-confidence">{row.confidence:.4f}</prop>'
        if row.check:
            yield f'      <prop type="x-check">{row.check}</prop>'
        for language, text in zip(_LANGUAGES, (row.english, row.dutch), strict=True):
            joined = _NO_XML.sub("", text.replace(BETWEEN_SENTENCES, " "))
            yield f'      <tuv xml:lang="{language}"><seg>{escape(joined)}</seg></tuv>'
        yield "    </tu>"


def read(data: bytes, name: str) -> tuple[list[PairRow], list[Problem]]:
    """The translation units that have English and Dutch; what was left out is told.

    Inline codes go, and what they highlight stays; of several versions in one language the first
    counts. Rows are named by the line of their unit.

    Raises:
        InputError: this is not TMX, declares entities, or lacks one of the two languages.
    """
    reader = _Reader(name)
    reader.parse(data)
    units = reader.units
    problems: list[Problem] = []
    rows = []
    for unit in units:
        texts = [unit.text(language) for language in _LANGUAGES]
        if all(texts):
            rows.append(unit.row(*texts))
            if unit.repeated:
                message = f"Of several texts in {', '.join(unit.repeated)} the first was taken."
                problems.append(Problem(name, unit.line, message))
        else:
            missing = " and no ".join(
                told for told, text in zip(("English", "Dutch"), texts, strict=True) if not text
            )
            message = f"There is no {missing} in this unit; it was left out."
            problems.append(Problem(name, unit.line, message))
    others = Counter(
        language for unit in units for language in unit.texts if language not in _LANGUAGES
    )
    if not rows:
        there = ", ".join(sorted({language for unit in units for language in unit.texts}))
        raise InputError(
            f"{name}: no unit has both English and Dutch; its languages are {there or 'none'}.",
            "Export it with en and nl.",
        )
    if others:
        told = ", ".join(f"{language} ({count})" for language, count in sorted(others.items()))
        problems.append(Problem(name, 0, f"Texts in other languages were left out: {told}."))
    return rows, problems


@dataclass(slots=True)
class _Unit:
    """A `<tu>` while it is read; texts by language code without its region."""

    line: int
    number: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    def text(self, language: str) -> str:
        return " ".join(self.texts.get(language, "").split())

    def row(self, english: str, dutch: str) -> PairRow:
        confidence = _share(self.properties.get("x-confidence", ""))
        check = self.properties.get("x-check") if confidence is not None else None
        # Numbers of other tools say nothing about the order of a text.
        is_ours = check is not None and re.fullmatch(r"\d{1,9}(\.\d+)?", self.number)
        number = float(self.number) if is_ours else None
        return PairRow(self.line, english, dutch, number, confidence, check)


def _share(text: str) -> float | None:
    return float(text) if re.fullmatch(r"0?\.\d+|[01](\.0*)?", text.strip()) else None


class _Reader:
    """Reads TMX with expat, which fetches nothing."""

    def __init__(self, name: str) -> None:
        self.units: list[_Unit] = []
        self._name = name
        self._language = ""
        self._property = ""
        self._text: list[str] | None = None  # of the segment or property that is open
        self._codes = 0  # how many code elements are open
        self._is_tmx = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.EntityDeclHandler = self._entity

    def parse(self, data: bytes) -> None:
        """Fill `units`."""
        try:
            self._parser.Parse(data, True)
        except (LookupError, ValueError):
            told = "its encoding is not known"
            raise InputError(f"{self._name}:1: {told}.", "Save it as UTF-8.") from None
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise InputError(
                f"{self._name}:{error.lineno}: this is not XML: {reason}.",
                "Export it once more from the program it was made in.",
            ) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._is_tmx and tag != "tmx":
            raise InputError(f"{self._name}: this is XML but not TMX.", "Export it as TMX 1.4.")
        self._is_tmx = True
        if self._text is not None:
            self._codes += bool(self._codes) or tag in _CODES
        elif tag == "tu":
            number = attributes.get("tuid", "")
            self.units.append(_Unit(self._parser.CurrentLineNumber, number))
        elif tag == "tuv":
            told = attributes.get("xml:lang") or attributes.get("lang") or ""
            self._language = re.split("[-_]", told.strip().lower())[0]
        elif tag == "prop" and self.units:
            self._property, self._text = attributes.get("type", ""), []
        elif tag == "seg" and self.units:
            self._text = []

    def _end(self, tag: str) -> None:
        if self._text is None:
            return
        if self._codes:
            self._codes -= 1
        elif tag in ("seg", "prop"):
            text, self._text = "".join(self._text), None
            if tag == "seg":
                self._add(text)
            else:
                self.units[-1].properties.setdefault(self._property, text.strip())

    def _add(self, text: str) -> None:
        unit = self.units[-1]
        if self._language in unit.texts:
            unit.repeated += [self._language] * (self._language not in unit.repeated)
        else:
            unit.texts[self._language] = text

    def _data(self, text: str) -> None:
        if self._text is not None and not self._codes:
            self._text.append(text)

    def _entity(self, entity: str, *_rest: object) -> NoReturn:
        raise InputError(
            f"{self._name}:{self._parser.CurrentLineNumber}: the file declares the entity "
            f"“{entity}”, which is not safe to read.",
            "Take out the declarations and write the characters themselves.",
        )
