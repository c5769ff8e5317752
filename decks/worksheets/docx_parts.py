"""What python-docx leaves to the writer of a document: styles, borders, fields, sections."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import accumulate
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import (
    WD_CELL_VERTICAL_ALIGNMENT,
    WD_ROW_HEIGHT_RULE,
    WD_TABLE_ALIGNMENT,
)
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cards.model import Language
from decks.worksheets.model import Look

_SIDE, _TOP = 20, 18  # margins in mm
_LOCALES = {Language.DUTCH: "nl-NL", Language.ENGLISH: "en-GB"}
SMALL = Pt(8)
# What must stand after the borders of a paragraph or a table: Word wants the schema's order.
_AFTER_BORDERS = (
    "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tabs", "w:spacing", "w:ind", "w:jc",
    "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
GAP_NUMBER = "Gap Number"
_ONCE = datetime(2020, 1, 1)
# Style → size relative to the text, points before and after, line spacing, bold, italic.
_STYLES: dict[str, tuple[float, float, float, float, bool, bool]] = {
    "Title": (1.75, 0, 6, 1.0, True, False),
    "Subtitle": (1.0, 0, 6, 1.0, True, False),
    "Heading 1": (1.25, 16, 5, 1.1, True, False),
    "Heading 2": (1.0, 10, 4, 1.1, True, False),
    "Name Line": (0.9, 6, 6, 1.0, False, False),
    "Source": (0.85, 0, 6, 1.0, False, False),
    "Instruction": (1.0, 0, 8, 1.15, False, True),
    "Gap Text": (1.0, 0, 8, 1.5, False, False),
    "Word Bank": (1.0, 5, 5, 1.5, False, False),
    "Question": (1.0, 8, 2, 1.15, False, False),
    "Writing Line": (1.0, 0, 0, 1.0, False, False),
    "Answer": (1.0, 1, 2, 1.1, False, False),
    "Table Head": (0.85, 3, 3, 1.0, True, False),
    "Table Text": (1.0, 3, 3, 1.05, False, False),
    "Reading Text": (1.0, 0, 0, 1.2, False, False),
    "Margin Note": (0.82, 0, 1, 1.0, False, False),
    "Space": (0.7, 0, 0, 1.0, False, False),
    "Card": (1.0, 0, 0, 1.0, True, False),
    "Card Below": (1.0, 4, 0, 1.0, False, False),
}
_TEMPLATE_STYLES = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}
)
_HEADS = frozenset({"Title", "Subtitle", "Heading 1", "Heading 2", "Table Head", "Card"})


def prepare(document: Document, look: Look, title: str, language: str) -> None:
    """Set paper, margins, fonts and styles."""
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.comments = ""
    properties.created = properties.modified = _ONCE
    _set_paper(document.sections[0], look)
    # Faces that every word processor has, or has one of the same widths for.
    normal: Any = document.styles["Normal"]
    body, heads = ("Verdana", "Verdana") if look.easy else ("Times New Roman", "Arial")
    _set_font(normal, body, look.size)
    known = _drop_unused_styles(document)
    for name, (scale, before, after, spacing, bold, italic) in _STYLES.items():
        style: Any = (
            document.styles[name]
            if name in known
            else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _set_font(style, heads if name in _HEADS else body, round(look.size * scale * 2) / 2)
        style.font.bold, style.font.italic = bold, italic and not look.easy
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = spacing * (1.2 if look.easy else 1.0)
    number: Any = document.styles.add_style(GAP_NUMBER, WD_STYLE_TYPE.CHARACTER)
    _set_font(number, heads, round(look.size * 1.6) / 2)
    number.font.bold = True
    _set_details(document, look)


def _drop_unused_styles(document: Document) -> set[str]:
    """Take away the template's styles that no sheet uses; a teacher need not see 160 of them."""
    kept = set()
    for style in list(document.styles):
        if style.name in _STYLES or style.name in _TEMPLATE_STYLES:
            kept.add(str(style.name))
            for linked in style.element.findall(qn("w:link")):
                style.element.remove(linked)
        else:
            style.element.getparent().remove(style.element)
    return kept


def style_ids(document: Document) -> dict[str, str]:
    """The id of each style by name: python-docx would search them all for every paragraph."""
    return {str(style.name): style.style_id for style in document.styles}


def _set_font(style: Any, name: str, size: float) -> None:
    """A named font in black; what the template says of themes and colours goes."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)


def _set_details(document: Document, look: Look) -> None:
    def form(name: str) -> Any:
        style: Any = document.styles[name]
        return style.paragraph_format

    for name in ("Heading 1", "Heading 2", "Instruction", "Question"):
        form(name).keep_with_next = True
    form("Gap Text").widow_control = True
    for name in ("Question", "Answer", "Reading Text"):
        form(name).left_indent, form(name).first_line_indent = Mm(8), Mm(-8)
        form(name).tab_stops.add_tab_stop(Mm(8))
    line: Any = document.styles["Writing Line"]
    line.paragraph_format.left_indent = Mm(8)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(max(24, look.size * 1.9))
    # Equal neighbours share one frame, so the line between them must be asked for too.
    _borders(line.element.get_or_add_pPr(), "w:pBdr", {"bottom": "single", "between": "single"})
    title: Any = document.styles["Title"]
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    for name in ("Card", "Card Below"):
        form(name).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_paper(section: Any, look: Look) -> None:
    width, height = look.page
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin = section.bottom_margin = Mm(_TOP)


def _borders(parent: Any, tag: str, sides: dict[str, str], color: str = "808080") -> None:
    borders = OxmlElement(tag)
    for side, kind in sides.items():
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", "4"), ("space", "0"), ("color", color)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    parent.insert_element_before(borders, *_AFTER_BORDERS)


def _text_width(document: Document) -> int:
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(side or 0) for side in sides)
    return width - left - right


def fields(paragraph: Paragraph, names: Sequence[str]) -> None:
    """Names, each with a line to write on."""
    ends = list(accumulate((85, 40, 45)))
    for index, name in enumerate(names):
        paragraph.add_run(f"{'  ' if index else ''}{name} \t")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(ends[index]), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def link(paragraph: Paragraph, text: str, address: str) -> None:
    """A link, in the style of the paragraph."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    element.append(run._r)
    paragraph._p.append(element)


def footer(document: Document, left: str, page: str) -> None:
    """The title on the left, and `page` with the numbers filled in by the word processor."""
    paragraph = document.sections[0].footer.paragraphs[0]
    style: Any = paragraph.style
    style.font.size = Pt(8.5)
    style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Length(_text_width(document)), WD_TAB_ALIGNMENT.RIGHT
    )
    paragraph.add_run(f"{left}\t")
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def in_language(run: Run, language: Language | None) -> None:
    """Name the language of a run, for the spelling checker."""
    if language is not None:
        element = OxmlElement("w:lang")
        element.set(qn("w:val"), _LOCALES[language])
        run._r.get_or_add_rPr().append(element)


def box(document: Document) -> Any:
    """One cell with a frame round it."""
    table = _table(document, 1, [1])
    frame = dict.fromkeys(("top", "left", "bottom", "right"), "single")
    _borders(table._tbl.tblPr, "w:tblBorders", frame, "404040")
    return table.cell(0, 0)


def ruled_table(document: Document, rows: int, shares: Sequence[float]) -> Any:
    """A table with lines under its rows."""
    table = _table(document, rows, shares)
    _borders(table._tbl.tblPr, "w:tblBorders", dict.fromkeys(("bottom", "insideH"), "single"))
    return table


def loose_table(document: Document, rows: int, shares: Sequence[float]) -> Any:
    """A table without lines."""
    return _table(document, rows, shares)


def _table(document: Document, rows: int, shares: Sequence[float]) -> Any:
    """A table as wide as the text, whose rows are not cut at the end of a page."""
    width = _text_width(document)
    table: Any = document.add_table(rows, len(shares))
    table.autofit = False
    widths = [Length(int(width * share / sum(shares))) for share in shares]
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
    for row in table.rows:
        _flag(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, cell_width in zip(row.cells, widths, strict=True):
            cell.width = cell_width
    return table


def _flag(parent: Any, tag: str) -> None:
    parent.append(OxmlElement(tag))


def repeat_first_row(table: Any) -> None:
    """Show the first row again on each page."""
    _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def card_section(document: Document, left: float, top: float, *, fresh: bool) -> None:
    """Begin a page of cards whose grid is `left` and `top` mm from the edges of the paper."""
    section = document.add_section(WD_SECTION.NEW_PAGE) if fresh else document.sections[0]
    if fresh:
        tiny = document.paragraphs[-1] if document.paragraphs else document.add_paragraph()
        tiny.paragraph_format.line_spacing = Pt(1)
    section.footer.is_linked_to_previous = False
    section.left_margin = section.right_margin = Mm(left)
    section.top_margin = Mm(top)
    section.bottom_margin = section.header_distance = section.footer_distance = Mm(1)


def card_table(document: Document, rows: int, columns: int, size: tuple[float, float]) -> Any:
    """A table whose cells are `size` millimetres, with a broken line to cut along."""
    table: Any = document.add_table(rows, columns)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    _borders(table._tbl.tblPr, "w:tblBorders", dict.fromkeys(sides, "dashed"))
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(indent, "w:tblBorders", *_AFTER_BORDERS)
    for row in table.rows:
        row.height, row.height_rule = Mm(size[1]), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell in row.cells:
            cell.width = Mm(size[0])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def fit(run: Run, length: int, longest: int) -> None:
    """Type that keeps the longest word on its line and a long text on its card."""
    run.font.size = Pt(max(7, min(18, 270 / max(1, longest), 18 * (60 / max(1, length)) ** 0.5)))


def with_fixed_dates(data: bytes) -> bytes:
    """The same document with the same bytes whenever it is written."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            new.writestr(info, old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
