"""A worksheet as DOCX that a teacher edits: real styles, tables and page breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cards.model import Language
from decks.identity import plain
from decks.worksheets.flow import key_groups
from decks.worksheets.model import (
    Answers,
    Bank,
    Block,
    CardPage,
    CardSheets,
    Gap,
    GapKind,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Passage,
    Reading,
    Section,
    Table,
    Worksheet,
    gaps,
)
from decks.worksheets.plain import is_link

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

_XML_ONLY = re.compile(r"[\ufffe\uffff]")
_WORDS_APART = "\u2003 "
_LINE_OF_WRITING = 75  # characters of 11 points on a line
# In points: what is between the margins of A4, the margins of a cell; a character in ems.
_TEXT_WIDTH, _CELL_MARGINS, _CHARACTER = 482, 11, 0.56


def render(sheet: Worksheet) -> bytes:
    """The bytes of the file."""
    import docx

    from decks.worksheets import docx_parts as parts

    document = docx.Document()
    parts.prepare(document, sheet.look, _text(sheet.title), sheet.language.value)
    _Writer(document, sheet).write()
    stream = BytesIO()
    document.save(stream)
    return parts.with_fixed_dates(stream.getvalue())


def _text(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _XML_ONLY.sub("", plain(text))


def _says_something(part: Inline) -> bool:
    return isinstance(part, Gap) or bool(part.text)


def _filling(cell: Any) -> Callable[[], DocxParagraph]:
    """Adds paragraphs to a cell, which has an empty one to begin with."""
    first = iter(cell.paragraphs)
    return lambda: next(first, None) or cell.add_paragraph()


class _Writer:
    """Writes the parts of a sheet one below the other."""

    def __init__(self, document: Document, sheet: Worksheet) -> None:
        from decks.worksheets import docx_parts

        self._document = document
        self._sheet = sheet
        self._parts = docx_parts
        self._styles = docx_parts.style_ids(document)
        self._width = 16  # characters of a gap

    def write(self) -> None:
        """The exercises, the key on a page of its own, then the cards on theirs."""
        sheet = self._sheet
        on_paper = [pair for pair in sheet.numbered if not pair[1].is_cards]
        cards = [pair[1] for pair in sheet.numbered if pair[1].is_cards]
        if on_paper:
            self._title()
            self._parts.footer(self._document, _text(self._footer()), sheet.phrases.page)
        for number, section in on_paper:
            self._section(number, section)
        if sheet.has_key:
            heading = self._paragraph("Title", _text(sheet.phrases.key))
            heading.paragraph_format.page_break_before = True
            for number, section in on_paper:
                if section.key:
                    self._heading(number, section)
                    self._blocks(section.key)
        fresh = bool(on_paper)
        for section in cards:
            for block in section.blocks:
                if isinstance(block, CardSheets):
                    for page in block.pages:
                        self._card_page(page, block, fresh=fresh)
                        fresh = True

    def _footer(self) -> str:
        return " · ".join(filter(None, (self._sheet.title, self._sheet.version)))

    def _paragraph(self, style: str, text: str = "") -> DocxParagraph:
        return self._styled(self._document.add_paragraph(text), style)

    def _styled(self, paragraph: DocxParagraph, style: str) -> DocxParagraph:
        paragraph._p.style = self._styles[style]
        return paragraph

    def _title(self) -> None:
        sheet = self._sheet
        self._paragraph("Title", _text(sheet.title))
        if sheet.version:
            self._paragraph("Subtitle", _text(sheet.version))
        if sheet.fields:
            self._parts.fields(self._paragraph("Name Line"), [_text(name) for name in sheet.fields])
        if sheet.source or sheet.source_url:
            source = self._paragraph("Source", f"{sheet.phrases.source}: ")
            name, address = _text(sheet.source), _text(sheet.source_url)
            if is_link(sheet.source_url):
                self._parts.link(source, f"{name} ({address})" if name else address, address)
            else:
                source.add_run(" ".join(filter(None, (name, address))))

    def _heading(self, number: int, section: Section) -> None:
        title = _text(section.title)
        self._paragraph("Heading 1", f"{number}  {title}" if number else title)

    def _section(self, number: int, section: Section) -> None:
        self._heading(number, section)
        if section.instruction:
            self._paragraph("Instruction", _text(section.instruction))
        longest = max((len(g.answer) for g in gaps(section) if g.kind is GapKind.WORD), default=0)
        self._width = min(max(longest + 4, 10), 22)
        self._blocks(section.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    style = "Heading 2" if block.heading else "Gap Text"
                    self._inlines(self._paragraph(style), block.content)
                case Bank():
                    cell = self._parts.box(self._document)
                    words = (_text(word).replace(" ", "\u00a0") for word in block.words)
                    cell.paragraphs[0].add_run(_WORDS_APART.join(words))
                    self._styled(cell.paragraphs[0], "Word Bank")
                    self._paragraph("Space")
                case Items():
                    self._items(block)
                case Answers():
                    self._answers(block)
                case Table():
                    self._table(block)
                case Reading():
                    self._reading(block)

    def _inlines(self, paragraph: DocxParagraph, parts: Inlines) -> None:
        for part in parts:
            if isinstance(part, Gap):
                self._gap(paragraph, part)
                continue
            run = paragraph.add_run(_text(part.text))
            run.bold = part.bold or None
            run.italic = part.italic or None
            self._parts.in_language(run, part.language)

    def _gap(self, paragraph: DocxParagraph, gap: Gap) -> None:
        """The number joined to its line, so that the two are never on different lines."""
        if gap.kind is GapKind.LINE:
            return
        if gap.kind is GapKind.LETTER:
            paragraph.add_run("____")
            return
        number = paragraph.add_run(f"{gap.number}\u00a0")
        number._r.style = self._styles[self._parts.GAP_NUMBER]
        paragraph.add_run(_text(gap.lead) + "_" * self._width)
        if gap.hint:
            hint = paragraph.add_run(f"\u00a0({_text(gap.hint)})".replace(" ", "\u00a0"))
            hint.italic = not self._sheet.look.easy

    def _items(self, block: Items) -> None:
        for number, item in enumerate(block.items, 1):
            question = self._paragraph("Question")
            question.add_run(f"{number}\t").bold = True
            self._inlines(question, item)
            for gap in (part for part in item if isinstance(part, Gap)):
                measure = _LINE_OF_WRITING * 11 / self._sheet.look.size
                count = -(-len(gap.answer) // int(measure))
                lines = [self._paragraph("Writing Line") for _ in range(count)]
                for line in lines[:-1]:
                    line.paragraph_format.keep_with_next = True

    def _answers(self, block: Answers) -> None:
        longest = max((len(answer.text) for answer in block.answers), default=0)
        columns = max(1, min(block.columns, int(1 / self._share(longest + 4))))
        for group in key_groups(replace(block, columns=columns), self._sheet.look):
            self._group(group)
        self._paragraph("Space")

    def _share(self, characters: int) -> float:
        """The share of the page's width that so many characters take, the margins of a cell too."""
        return (characters * _CHARACTER * self._sheet.look.size + _CELL_MARGINS) / _TEXT_WIDTH

    def _group(self, block: Answers) -> None:
        """Column by column, in a table without lines whose rows stay together."""
        columns = block.columns
        rows = -(-len(block.answers) // columns)
        table = self._parts.loose_table(self._document, rows, [1] * columns)
        for index, answer in enumerate(block.answers):
            cell = table.cell(index % rows, index // rows)
            paragraph = cell.paragraphs[0]
            self._styled(paragraph, "Answer")
            paragraph.add_run(f"{answer.number}\t").bold = True
            paragraph.add_run(_text(answer.text))
            paragraph.paragraph_format.keep_with_next = index % rows < rows - 1 or None

    def _table(self, block: Table) -> None:
        if self._sheet.look.large and block.ruled and len(block.shares) > 3:
            self._stacked(block)
            return
        make = self._parts.ruled_table if block.ruled else self._parts.loose_table
        first = 1 if block.header else 0
        least = sum(block.shares) * self._share(3)  # two figures and some room
        shares = [max(share, least) for share in block.shares]
        table = make(self._document, len(block.rows) + first, shares)
        cells = [row.cells for row in table.rows]  # looked up once: python-docx walks the table
        for cell, name in zip(cells[0], block.header, strict=False):
            self._in_cell(cell, "Table Head").add_run(_text(name))
        for row, written in zip(cells[first:], block.rows, strict=True):
            for cell, parts in zip(row, written, strict=True):
                self._inlines(self._in_cell(cell, "Table Text"), parts)
        if block.header:
            self._parts.repeat_first_row(table)
        self._paragraph("Space")

    def _stacked(self, block: Table) -> None:
        """In large print a row with many columns stands in lines below each other."""
        table = self._parts.ruled_table(self._document, len(block.rows), [1])
        for row, written in zip(table.rows, block.rows, strict=True):
            (cell,) = row.cells
            told = (parts for parts in written if any(_says_something(part) for part in parts))
            for index, parts in enumerate(told):
                paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
                self._inlines(self._styled(paragraph, "Table Text"), parts)
        self._paragraph("Space")

    def _in_cell(self, cell: Any, style: str) -> DocxParagraph:
        return self._styled(cell.paragraphs[0], style)

    def _reading(self, reading: Reading) -> None:
        """Each paragraph with its notes beside it; below it in large print."""
        if self._sheet.look.large:
            for passage in reading.passages:
                self._lines(passage, self._document.add_paragraph)
                self._notes(passage, self._document.add_paragraph)
                self._paragraph("Space")
            return
        table = self._parts.loose_table(self._document, len(reading.passages), [2, 1])
        for row, passage in zip(table.rows, reading.passages, strict=True):
            text, notes = row.cells
            self._lines(passage, _filling(text))
            self._styled(text.add_paragraph(), "Space")
            self._notes(passage, _filling(notes))
        self._paragraph("Space")

    def _lines(self, passage: Passage, add: Callable[[], DocxParagraph]) -> None:
        for number, line in enumerate(passage.lines, passage.first):
            paragraph = self._styled(add(), "Reading Text")
            told = paragraph.add_run(f"{number if number % 5 == 0 else ''}\t")
            told.font.size = self._parts.SMALL
            run = paragraph.add_run(_text(line))
            run.bold = passage.heading or None
            self._parts.in_language(run, Language.DUTCH)

    def _notes(self, passage: Passage, add: Callable[[], DocxParagraph]) -> None:
        for note in passage.notes:
            beside = self._styled(add(), "Margin Note")
            beside.add_run(f"{note.line} ")
            beside.add_run(_text(note.word)).bold = True
            beside.add_run(f" {_text(note.meaning)}")

    def _card_page(self, page: CardPage, sheets: CardSheets, *, fresh: bool) -> None:
        """A table on a page of its own, its cells as large as the cards."""
        columns = sorted({placed.x for placed in page.faces})
        rows = sorted({placed.y for placed in page.faces})
        self._parts.card_section(self._document, columns[0], rows[0], fresh=fresh)
        table = self._parts.card_table(
            self._document, len(rows), len(columns), (sheets.width, sheets.height)
        )
        for placed in page.faces:
            cell = table.cell(rows.index(placed.y), columns.index(placed.x))
            face = placed.face
            run = self._in_cell(cell, "Card").add_run(_text(face.main))
            self._parts.fit(run, len(face.main), max(map(len, face.main.split()), default=0))
            self._parts.in_language(run, face.language)
            if face.below:
                below = self._styled(cell.add_paragraph(), "Card Below").add_run(_text(face.below))
                self._parts.in_language(below, Language.DUTCH)
