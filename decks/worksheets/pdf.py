"""A worksheet as PDF, set by Typst with fonts that come along: the same bytes everywhere."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from decks.worksheets.model import GapKind, Section, Worksheet, gaps
from decks.worksheets.plain import as_data, is_link


def render(sheet: Worksheet) -> bytes:
    """The bytes of the file."""
    import typst

    with resources.as_file(resources.files("decks.worksheets")) as here:
        compiled: bytes = typst.compile(
            here / "worksheet.typ",
            root=here,
            font_paths=[here / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(_data(sheet), ensure_ascii=False)},
            timestamp=0,
        )
    return compiled


def _data(sheet: Worksheet) -> dict[str, Any]:
    data: dict[str, Any] = as_data(sheet)
    width, height = sheet.look.page
    data["look"] |= {"width": width, "height": height}
    data["linked"] = is_link(sheet.source_url)
    for (number, section), written in zip(sheet.numbered, data["sections"], strict=True):
        written["widest"] = _widest(section)
        written["number"] = number
    return data


def _widest(section: Section) -> int:
    """Characters of the longest answer: all gaps are as wide, so that none tells its answer."""
    words = [gap for gap in gaps(section) if gap.kind is GapKind.WORD]
    return max((len(gap.answer) for gap in words), default=0)
