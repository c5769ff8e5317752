"""A worksheet as one HTML file: an exercise on the screen, a sheet on paper, no network."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import repeat

from cards.model import Language
from decks.identity import plain
from decks.worksheets.model import (
    Answers,
    Bank,
    Block,
    CardPage,
    CardSheets,
    Face,
    Gap,
    GapKind,
    Inline,
    Items,
    Paragraph,
    Passage,
    Reading,
    Run,
    Section,
    Table,
    Worksheet,
    gaps,
)
from decks.worksheets.plain import is_link


def render(sheet: Worksheet) -> bytes:
    """The page in UTF-8, style and script inside."""
    return "\n".join(_Page(sheet).lines()).encode()


def escaped(text: str) -> str:
    """`text` for an element or an attribute in double quotes."""
    return html.escape(plain(text))


def _asset(name: str) -> str:
    return (resources.files("decks.worksheets") / name).read_text("utf-8")


def _spoken(text: str, language: Language | None) -> str:
    """Text that names its language, for screen readers and hyphenation."""
    return f'<span lang="{language.value}">{escaped(text)}</span>' if language else escaped(text)


class _Page:
    """The parts of the page; what they say comes from the sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._phrases = sheet.phrases

    def lines(self) -> Iterator[str]:
        sheet = self._sheet
        width, height = sheet.look.page
        looks = " ".join(filter(None, ("easy" * sheet.look.easy, "large" * sheet.look.large)))
        yield "<!doctype html>"
        size = f"--size: {sheet.look.size:g}pt"
        yield f'<html lang="{sheet.language.value}" class="{looks}" style="{size}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escaped(sheet.title)}</title>"
        paper = f"@page {{ size: {width:g}mm {height:g}mm }}"
        yield f"<style>\n{paper}\n{_asset('worksheet.css')}</style>"
        yield "</head><body><main>"
        if any(not section.is_cards for section in sheet.sections):
            yield from self._title()
        for number, section in sheet.numbered:
            if not section.is_cards:
                yield from self._section(number, section)
        if sheet.has_key:
            yield from self._key()
        for section in sheet.sections:
            if section.is_cards:
                yield from self._section(0, section)
        yield "</main>"
        yield f"<script>\n{_asset('worksheet.js')}</script>"
        yield "</body></html>\n"

    def _title(self) -> Iterator[str]:
        sheet = self._sheet
        yield "<header>"
        if sheet.version:
            yield f'<p class="version">{escaped(sheet.version)}</p>'
        yield f'<h1 lang="nl">{escaped(sheet.title)}</h1>'
        if sheet.fields:
            fields = "".join(
                f'<label>{escaped(name)} <input class="field" autocomplete="off"></label>'
                for name in sheet.fields
            )
            yield f'<div class="fields">{fields}</div>'
        if sheet.source or sheet.source_url:
            yield f'<p class="source">{escaped(self._phrases.source)}: {self._source()}</p>'
        yield "</header>"

    def _source(self) -> str:
        name, address = escaped(self._sheet.source), escaped(self._sheet.source_url)
        if is_link(self._sheet.source_url):
            return f'<a href="{address}">{name or address}</a>'
        return " ".join(filter(None, (name, address)))

    def _section(self, number: int, section: Section) -> Iterator[str]:
        kind = "cards" if section.is_cards else "exercise"
        yield f'<section class="{kind}">'
        yield self._heading(number, section)
        if section.instruction:
            yield f'<p class="instruction">{escaped(section.instruction)}</p>'
        widest = max((len(gap.answer) for gap in gaps(section)), default=0)
        yield f'<div style="--widest: {min(max(widest, 6), 20)}ch">'
        for block in section.blocks:
            yield from self._block(block)
        yield "</div>"
        if any(gaps(section)):
            yield self._buttons(section)
        yield "</section>"

    def _heading(self, number: int, section: Section) -> str:
        badge = f'<span class="badge">{number}</span> ' if number else ""
        return f"<h2>{badge}{escaped(section.title)}</h2>"

    def _buttons(self, section: Section) -> str:
        phrases = self._phrases
        scored = any(gap.scored for gap in gaps(section))
        names = [("check", phrases.check)] if scored else []
        if self._sheet.has_key:
            names.append(("show", phrases.show))
        names.append(("again", phrases.again))
        buttons = "".join(
            f'<button type="button" data-do="{name}">{escaped(told)}</button>'
            for name, told in names
        )
        template = escaped(phrases.score)
        return f'<p class="do">{buttons}<output data-score="{template}"></output></p>'

    def _key(self) -> Iterator[str]:
        yield '<section class="key">'
        told = escaped(self._phrases.key)
        yield f'<h1 data-title="{told}"><button type="button" data-do="key">{told}</button></h1>'
        yield "<div>"
        for number, section in self._sheet.numbered:
            if section.key:
                yield self._heading(number, section)
                for block in section.key:
                    yield from self._block(block)
        yield "</div></section>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                tag = "h3" if block.heading else "p"
                yield f"<{tag}>{self._inlines(block.content)}</{tag}>"
            case Bank():
                yield self._bank(block)
            case Items():
                items = "".join(f"<li>{self._inlines(item)}</li>" for item in block.items)
                yield f'<ol class="items">{items}</ol>'
            case Answers():
                items = "".join(
                    f'<li value="{a.number}">{escaped(a.text)}</li>' for a in block.answers
                )
                yield f'<ol class="answers" style="--columns: {block.columns}">{items}</ol>'
            case Table():
                yield from self._table(block)
            case Reading():
                for passage in block.passages:
                    yield _passage(passage)
            case CardSheets():
                yield from self._cards(block)

    def _inlines(self, parts: Iterable[Inline]) -> str:
        return "".join(self._gap(p) if isinstance(p, Gap) else _run(p) for p in parts)

    def _gap(self, gap: Gap) -> str:
        answers = escaped(json.dumps([gap.answer, *gap.others], ensure_ascii=False))
        name = escaped(self._phrases.gap_of.format(number=gap.number))
        data = f'data-gap="{gap.number}" data-answers="{answers}" aria-label="{name}"'
        data += f' data-lead="{escaped(gap.lead)}"' if gap.lead else ""
        typing = 'autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"'
        if gap.choices:
            meant = (f": {told}" for told in gap.meant) if gap.meant else repeat("")
            options = "".join(
                f'<option value="{escaped(choice)}">{escaped(choice + told)}</option>'
                for choice, told in zip(gap.choices, meant, strict=False)
            )
            empty = f'<option value="">{escaped(self._phrases.choose)}</option>'
            field = f"<select {data}>{empty}{options}</select>"
        elif gap.kind is GapKind.LINE and not gap.scored:
            compare = escaped(self._phrases.compare)
            field = f'<textarea rows="2" {data} data-compare="{compare}" {typing}></textarea>'
        else:
            field = f"<input {data} {typing}>"
        number = f'<b class="no">{gap.number}</b>' if gap.kind is GapKind.WORD else ""
        hint = f' <i class="hint">({escaped(gap.hint)})</i>' if gap.hint else ""
        whole = f"{number}{escaped(gap.lead)}{field}"
        return f'<span class="gap {gap.kind.value}">{whole}</span>{hint}'

    def _bank(self, bank: Bank) -> str:
        words = "".join(
            f'<li><button type="button" class="choice" lang="nl" aria-pressed="false" '
            f'title="{escaped(self._phrases.pick.format(word=word))}">{escaped(word)}</button></li>'
            for word in bank.words
        )
        return f'<ul class="bank">{words}</ul>'

    def _table(self, table: Table) -> Iterator[str]:
        total = sum(table.shares)
        columns = "".join(f'<col style="width: {100 * s / total:.1f}%">' for s in table.shares)
        kind = "ruled" if table.ruled else "loose"
        many = " many" if len(table.shares) > 3 else ""
        yield f'<table class="{kind}{many}"><colgroup>{columns}</colgroup>'
        if table.header:
            names = "".join(f'<th scope="col">{escaped(name)}</th>' for name in table.header)
            yield f"<thead><tr>{names}</tr></thead>"
        labels = table.header or ("",) * len(table.shares)
        yield "<tbody>"
        for row in table.rows:
            cells = "".join(
                f'<td data-label="{escaped(label)}">{self._inlines(cell)}</td>'
                for label, cell in zip(labels, row, strict=True)
            )
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table>"

    def _cards(self, sheets: CardSheets) -> Iterator[str]:
        """On the screen cards that turn, on paper the sheets to cut."""
        faces: dict[int, list[Face]] = {}
        for page in sheets.pages:
            for placed in page.faces:
                faces.setdefault(placed.card, []).append(placed.face)
        yield '<ul class="turning">'
        for card in sorted(faces):
            front, back = faces[card]
            yield (
                f'<li><button type="button" class="turn" aria-pressed="false" '
                f'title="{escaped(self._phrases.turn)}">{_face(front)}{_face(back)}</button></li>'
            )
        yield "</ul>"
        width, height = self._sheet.look.page
        for page in sheets.pages:
            size = f"width: {width}mm; height: {height}mm"
            yield f'<div class="sheet" aria-hidden="true" style="{size}">'
            yield from _placed(page, sheets)
            yield "</div>"


def _run(part: Run) -> str:
    text = _spoken(part.text, part.language)
    text = f"<b>{text}</b>" if part.bold else text
    return f"<i>{text}</i>" if part.italic else text


def _passage(passage: Passage) -> str:
    lines = "".join(
        f'<li><span class="line">{number if number % 5 == 0 else ""}</span>'
        f"{_spoken(line, Language.DUTCH)}</li>"
        for number, line in enumerate(passage.lines, passage.first)
    )
    notes = "".join(
        f'<li><span class="line">{note.line}</span><b lang="nl">{escaped(note.word)}</b> '
        f'<span lang="en">{escaped(note.meaning)}</span></li>'
        for note in passage.notes
    )
    beside = f'<ul class="notes">{notes}</ul>' if notes else ""
    heading = " heading" if passage.heading else ""
    return f'<div class="passage{heading}"><ol class="lines">{lines}</ol>{beside}</div>'


def _face(face: Face) -> str:
    """A face; long words get smaller type, so that they stay on the card."""
    longest = max((len(word) for word in face.main.split()), default=0)
    size = min(1.0, 15 / max(1, longest), (60 / max(1, len(face.main))) ** 0.5)
    below = f'<small lang="nl">{escaped(face.below)}</small>' if face.below else ""
    return (
        f'<span class="face" style="--fit: {size:.2f}">'
        f'<b lang="{face.language.value}">{escaped(face.main)}</b>{below}</span>'
    )


def _placed(page: CardPage, sheets: CardSheets) -> Iterator[str]:
    for kind, lines in (("cut", page.cuts), ("fold", page.folds)):
        for x1, y1, x2, y2 in lines:
            yield (
                f'<i class="{kind}" style="left: {x1:.2f}mm; top: {y1:.2f}mm; '
                f'width: {x2 - x1:.2f}mm; height: {y2 - y1:.2f}mm"></i>'
            )
    for placed in page.faces:
        turned = " turned" if placed.turned else ""
        yield (
            f'<div class="card{turned}" style="left: {placed.x:.2f}mm; top: {placed.y:.2f}mm; '
            f'width: {sheets.width:g}mm; height: {sheets.height:g}mm">{_face(placed.face)}</div>'
        )
