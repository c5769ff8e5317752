"""A worksheet as CommonMark with GitHub's tables, for whatever a teacher pastes it into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from decks.identity import plain
from decks.worksheets.model import (
    Answers,
    Bank,
    Block,
    CardSheets,
    Gap,
    GapKind,
    Inline,
    Items,
    Paragraph,
    Reading,
    Section,
    Table,
    Worksheet,
)
from decks.worksheets.plain import is_link

# Anything of this can begin markup somewhere; CommonMark lets each be escaped by a backslash.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&@^=])")
# At the beginning of a line these begin a list, a rule or a heading: `- `, `+ `, `1. `.
_LINE_START: Final = re.compile(r"^(\s*)([-+]|\d{1,9}(?=[.)]))")
_DOTS: Final = {GapKind.LETTER: "…", GapKind.WORD: "…………", GapKind.LINE: "…" * 24}


def render(sheet: Worksheet) -> bytes:
    """The text in UTF-8."""
    return ("\n\n".join(_parts(sheet)) + "\n").encode()


def escaped(text: str) -> str:
    """`text` so that it is shown as written wherever it stands in a line or cell."""
    shown = _MARKUP.sub(r"\\\1", plain(text))
    # http://… would become a link; a mark in between keeps what is written the same.
    return shown.replace("://", r"\://").replace("www.", r"www\.")


def _line(text: str) -> str:
    """Text at the beginning of a line."""
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}\\{mark}" if not mark.isdigit() else f"{space}{mark}\\"


def _parts(sheet: Worksheet) -> Iterator[str]:
    phrases = sheet.phrases
    version = f" ({escaped(sheet.version)})" if sheet.version else ""
    yield f"# {escaped(sheet.title)}{version}"
    if sheet.fields:
        yield " ".join(f"{escaped(name)}: {'…' * 10}" for name in sheet.fields)
    if sheet.source or sheet.source_url:
        yield f"{escaped(phrases.source)}: {_source(sheet)}"
    for number, section in sheet.numbered:
        yield from _section(section, number)
    if sheet.has_key:
        yield "---"
        yield f"# {escaped(phrases.key)}"
        for number, section in sheet.numbered:
            if section.key:
                yield _heading(section, number)
                for block in section.key:
                    yield from _block(block)


def _source(sheet: Worksheet) -> str:
    named = escaped(sheet.source or sheet.source_url)
    if not is_link(sheet.source_url):
        return " ".join(filter(None, (escaped(sheet.source), escaped(sheet.source_url))))
    address = sheet.source_url.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
    return f"[{named}](<{address}>)"


def _heading(section: Section, number: int) -> str:
    return f"## {f'{number}. ' if number else ''}{escaped(section.title)}"


def _section(section: Section, number: int) -> Iterator[str]:
    yield _heading(section, number)
    if section.instruction:
        yield f"*{escaped(section.instruction)}*"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            text = _inlines(block.content)
            yield f"### {text}" if block.heading else _line(text)
        case Bank():
            yield "> " + " · ".join(map(escaped, block.words))
        case Items():
            for number, item in enumerate(block.items, 1):
                yield f"{number}. {_line(_inlines(item))}"
        case Answers():
            yield "\n".join(f"{a.number}. {_line(escaped(a.text))}" for a in block.answers)
        case Table():
            yield _table(block)
        case Reading():
            yield from _reading(block)
        case CardSheets():
            yield _cards(block)


def _inlines(parts: Iterable[Inline]) -> str:
    return "".join(_gap(part) if isinstance(part, Gap) else _run(part) for part in parts)


def _run(part: Inline) -> str:
    text = escaped(part.text) if not isinstance(part, Gap) else ""
    inner = text.strip()
    if isinstance(part, Gap) or not inner or not (part.bold or part.italic):
        return text
    mark = "**" if part.bold else "*"
    before, _, after = text.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"


def _gap(gap: Gap) -> str:
    if gap.kind is GapKind.LETTER:
        return _DOTS[gap.kind]
    if gap.kind is GapKind.LINE:
        return f"<br>{_DOTS[gap.kind]}"
    hint = f" *({escaped(gap.hint)})*" if gap.hint else ""
    return f"**({gap.number})** {escaped(gap.lead)}{_DOTS[gap.kind]}{hint}"


def _table(table: Table) -> str:
    header = table.header or ("",) * len(table.shares)
    rows = [
        " | ".join(map(escaped, header)),
        " | ".join("---" for _ in header),
        *(" | ".join(_inlines(cell) for cell in row) for row in table.rows),
    ]
    return "\n".join(f"| {row} |" for row in rows)


def _reading(reading: Reading) -> Iterator[str]:
    for passage in reading.passages:
        numbered = enumerate(passage.lines, passage.first)
        marks = ("**" if passage.heading else "") * 1
        lines = (f"`{number:>3}` {marks}{escaped(line)}{marks}" for number, line in numbered)
        yield "  \n".join(lines)
        if passage.notes:
            yield "\n".join(
                f"> {note.line} **{escaped(note.word)}** {escaped(note.meaning)}  "
                for note in passage.notes
            )


def _cards(sheets: CardSheets) -> str:
    """Fronts beside their backs: there is no paper to place them on."""
    faces: dict[int, list[str]] = {}
    for page in sheets.pages:
        for placed in page.faces:
            small = f" ({escaped(placed.face.below)})" if placed.face.below else ""
            faces.setdefault(placed.card, []).append(escaped(placed.face.main) + small)
    rows = [f"| {' | '.join(faces[card])} |" for card in sorted(faces)]
    return "\n".join(["|   |   |", "|---|---|", *rows])
