"""What stands on a worksheet in each format, read back by programs that are not ours."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import takewhile


@dataclass
class ReadSheet:
    """The numbers of the gaps, the words of the bank, the key by number, and all the text."""

    gaps: list[int] = field(default_factory=list)
    bank: list[str] = field(default_factory=list)
    key: dict[int, str] = field(default_factory=dict)
    text: str = ""


def squeezed(text: str) -> str:
    """`text` with every white space alike."""
    return " ".join(text.split())


class _Html(HTMLParser):
    """Collects text, gaps, bank and key; style and script are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = ReadSheet()
        self._stack: list[str] = []
        self._bank = False
        self._answer = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._stack.append(tag)
        if "data-gap" in values:
            self.sheet.gaps.append(int(values["data-gap"] or 0))
        if values.get("class") == "choice":
            self._bank = True
            self.sheet.bank.append("")
        if tag == "li" and "value" in values:
            self._answer = int(values["value"] or 0)
            self.sheet.key[self._answer] = ""

    def handle_endtag(self, tag: str) -> None:
        self._stack.append(f"/{tag}")
        self._bank = self._bank and tag != "button"
        self._answer = 0 if tag == "li" else self._answer

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1] in ("style", "script"):
            return
        self.sheet.text += data
        if self._bank:
            self.sheet.bank[-1] += data
        elif self._answer:
            self.sheet.key[self._answer] += data


def read_html(data: bytes) -> ReadSheet:
    """A page, by the parser of the standard library."""
    parser = _Html()
    parser.feed(data.decode())
    return parser.sheet


def read_markdown(data: bytes) -> ReadSheet:
    """A text, by markdown-it with GitHub's tables and strikethrough."""
    from markdown_it import MarkdownIt

    sheet = ReadSheet()
    opened: list[str] = []
    in_key, item = False, 0
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(data.decode()):
        if token.nesting > 0:
            opened.append(token.type)
            item = int(token.info) if token.type == "list_item_open" else item
        elif token.nesting < 0:
            opened.pop()
        in_key = in_key or token.type == "hr"
        if token.type != "inline":
            continue
        shown = [c for c in token.children or () if c.type in ("text", "code_inline")]
        written = "".join(child.content for child in shown)
        sheet.text += written + "\n"
        if "blockquote_open" in opened:
            sheet.bank = written.split(" · ")
        if in_key and "list_item_open" in opened:
            sheet.key[item] = written
        sheet.gaps += [int(n) for n in re.findall(r"\((\d+)\) \S?…{4}", written)]
    return sheet


def read_docx(data: bytes) -> ReadSheet:
    """A document, by python-docx."""
    import docx

    document = docx.Document(io.BytesIO(data))
    sheet = ReadSheet()
    paragraphs = list(document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                paragraphs += cell.paragraphs
    for paragraph in paragraphs:
        style = paragraph.style.name
        sheet.text += paragraph.text + "\n"
        if style == "Word Bank":
            sheet.bank = [word.replace("\u00a0", " ") for word in paragraph.text.split("\u2003 ")]
        if style == "Answer" and paragraph.text:
            number, _, answer = paragraph.text.partition("\t")
            sheet.key[int(number)] = answer
        sheet.gaps += [int(r.text) for r in paragraph.runs if r.style.name == "Gap Number"]
    return sheet


def read_pdf(data: bytes) -> ReadSheet:
    """A PDF, by pypdf: gap numbers, bank and key are known by their place and their type."""
    from pypdf import PdfReader

    sheet = ReadSheet()
    reader = PdfReader(io.BytesIO(data))
    for number, page in enumerate(reader.pages):
        spans: list[tuple[str, str, float]] = []

        def collect(
            text: str, _cm: object, _tm: object, font: dict[str, str] | None, size: float,
            spans: list[tuple[str, str, float]] = spans,
        ) -> None:  # fmt: skip
            if text.strip():
                spans.append((text.strip(), (font or {}).get("/BaseFont", ""), round(size, 1)))

        written = page.extract_text(visitor_text=collect)
        sheet.text += written + "\n"
        if number == len(reader.pages) - 1:
            _read_key(spans, sheet)
            continue
        sheet.gaps += [int(t) for t, font, size in spans if "Bold" in font and size == 7.9]
        told = [i for i, (_, font, _) in enumerate(spans) if "Italic" in font]
        if number == 0 and told:
            after = (text for text, _, _ in spans[told[-1] + 1 :])
            sheet.bank = list(takewhile(lambda text: "." not in text, after))
    return sheet


def _read_key(spans: list[tuple[str, str, float]], sheet: ReadSheet) -> None:
    number = 0
    for text, font, size in spans:
        if "Bold" in font and size == 11 and text.isdigit():
            number = int(text)
        elif number and size == 11:
            sheet.key[number] = squeezed(f"{sheet.key.get(number, '')} {text}")


READERS: dict[str, Callable[[bytes], ReadSheet]] = {
    ".html": read_html,
    ".md": read_markdown,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
