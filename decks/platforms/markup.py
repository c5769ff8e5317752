"""Questions as HTML, which Moodle shows of both its formats."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from cards.model import Language
from decks.platforms.quiz import Quiz
from decks.platforms.words import one_line
from decks.worksheets.model import (
    Answers,
    Bank,
    Block,
    CardSheets,
    Gap,
    Inline,
    Items,
    Paragraph,
    Passage,
    Reading,
    Run,
    Section,
    Table,
)
from decks.worksheets.phrases import Phrases
from decks.worksheets.plain import is_link

BLANK: Final = "_____"

# `{` and `[` could begin an answer of Moodle's own or the name of a format, `$$` and a backslash
# a formula, `%` a weight.
_BEGINS_SOMETHING: Final = re.compile(r"[{}\[\]\\$%]")
_Drawn = Callable[[Gap], str]


def escaped(text: str) -> str:
    """`text` as HTML that shows it as written."""
    safe = html.escape(text, quote=False)
    return _BEGINS_SOMETHING.sub(lambda found: f"&#{ord(found[0])};", safe)


def shown(text: str) -> str:
    """`text` on one line, as HTML that shows it as written."""
    return escaped(one_line(text))


def typed(answer: str) -> str:
    """An answer to compare with what is typed, in which an asterisk would stand for anything."""
    return one_line(answer).replace("*", r"\*")


def inlines(content: Iterable[Inline], draw_gap: _Drawn) -> str:
    """Running text, with `draw_gap` for each gap."""
    return "".join(draw_gap(part) if isinstance(part, Gap) else _run(part) for part in content)


def question(ask: str, context: Sequence[Inline]) -> str:
    """What to do, and the sentence to do it on."""
    return f"<p>{shown(ask)}</p>{sentence(context)}"


def sentence(content: Sequence[Inline]) -> str:
    """A paragraph whose gaps are only shown: the answer is typed elsewhere."""
    text = inlines(content, _blank)
    return f"<p{_language(content)}>{text}</p>" if text else ""


def source(quiz: Quiz, phrases: Phrases) -> str:
    """Where the text comes from, as a link if it has an address; "" if nobody said."""
    name, address = one_line(quiz.source), one_line(quiz.source_url)
    if not name and not address:
        return ""
    shown = escaped(name or address)
    if is_link(address):
        shown = f'<a href="{html.escape(address)}">{shown}</a>'
    elif name and address:
        shown += f" ({escaped(address)})"
    return f"<p>{escaped(phrases.source)}: {shown}</p>"


def exercise(section: Section, draw_gap: _Drawn) -> str:
    """A whole exercise of a worksheet."""
    parts = [f"<p>{escaped(section.instruction)}</p>"] if section.instruction else []
    return "\n".join([*parts, *(_block(block, draw_gap) for block in section.blocks)])


def _block(block: Block, draw_gap: _Drawn) -> str:
    match block:
        case Paragraph():
            return _tagged("h4" if block.heading else "p", block.content, draw_gap)
        case Items():
            return _list("ol", (_tagged("li", item, draw_gap) for item in block.items))
        case Table():
            return _table(block, draw_gap)
        case Bank():
            words = " · ".join(map(shown, block.words))
            return f'<p lang="{Language.DUTCH}"><b>{words}</b></p>'
        case _:
            return _read_only(block)


def _read_only(block: Reading | Answers | CardSheets) -> str:
    match block:
        case Reading():
            return "".join(map(_passage, block.passages))
        case Answers():
            answers = block.answers
            return _list("ol", (f'<li value="{a.number}">{shown(a.text)}</li>' for a in answers))
        case CardSheets():
            return _cards(block)


def _list(tag: str, items: Iterable[str]) -> str:
    listed = "".join(items)
    return f"<{tag}>{listed}</{tag}>" if listed else ""


def _cards(sheets: CardSheets) -> str:
    """What stands on each card, on one line."""
    faces: dict[int, list[str]] = {}
    for page in sheets.pages:
        for placed in page.faces:
            faces.setdefault(placed.card, []).append(shown(placed.face.main))
    return _list("ol", (f"<li>{': '.join(faces[card])}</li>" for card in sorted(faces)))


def _passage(passage: Passage) -> str:
    """A paragraph as running text, then its glossary."""
    tag = "h4" if passage.heading else "p"
    text = f'<{tag} lang="{Language.DUTCH}">{shown(" ".join(passage.lines))}</{tag}>'
    notes = (f"<li><b>{shown(n.word)}</b>: {shown(n.meaning)}</li>" for n in passage.notes)
    return text + _list("ul", notes)


def _table(table: Table, draw_gap: _Drawn) -> str:
    head = "".join(f"<th>{escaped(cell)}</th>" for cell in table.header)
    rows = ("".join(_tagged("td", cell, draw_gap) for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{body}</table>"


def _tagged(tag: str, content: Sequence[Inline], draw_gap: _Drawn) -> str:
    return f"<{tag}{_language(content)}>{inlines(content, draw_gap)}</{tag}>"


def _language(content: Sequence[Inline]) -> str:
    """The language of a text, which is in one, as an attribute."""
    spoken = (part.language for part in content if isinstance(part, Run) and part.language)
    language = next(spoken, None)
    return f' lang="{language}"' if language else ""


def _run(run: Run) -> str:
    # Blanks at the edges part this run from the next: only what is within is made one line.
    edges = re.fullmatch(r"(\s*)(.*?)(\s*)", run.text, re.DOTALL)
    before, text, after = edges.groups() if edges else ("", run.text, "")
    shown = escaped(one_line(text))
    if run.bold and shown:
        shown = f"<b>{shown}</b>"
    return (" " if before else "") + shown + (" " if after else "")


def _blank(gap: Gap) -> str:
    hint = f" <i>({shown(gap.hint)})</i>" if gap.hint else ""
    return f"{BLANK}{hint}"
