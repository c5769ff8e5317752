"""A worksheet as plain dictionaries and lists, for the writers that hand it on as data."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from decks.identity import plain
from decks.worksheets.flow import KeyTitle, SectionHead, Title
from decks.worksheets.model import (
    Answer,
    Answers,
    Bank,
    CardSheets,
    Gap,
    Items,
    Paragraph,
    Reading,
    Run,
    Table,
)

_KINDS: Final = {
    Run: "run",
    Gap: "gap",
    Paragraph: "paragraph",
    Bank: "bank",
    Items: "items",
    Answers: "answers",
    Answer: "answer",
    Table: "table",
    Reading: "reading",
    CardSheets: "cards",
    Title: "title",
    SectionHead: "head",
    KeyTitle: "key",
}
_ADDRESS: Final = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


def as_data(value: Any) -> Any:
    """`value` without classes; `is` names the kind of a part or block. Control characters go."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    if is_dataclass(value):
        data = {each.name: as_data(getattr(value, each.name)) for each in fields(value)}
        kind = _KINDS.get(type(value))
        return {"is": kind, **data} if kind else data
    return value


def is_link(address: str) -> bool:
    """Whether an address may become a link; anything else is printed only."""
    return bool(_ADDRESS.fullmatch(address))
