"""What to call a note before people, and how they find it in Anki's browser."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

from cards.model import NoteKind
from decks.identity import plain
from decks.notetypes import NOTE_TYPES

_KEY_FIELDS: Final = {
    NoteKind.VOCABULARY: ("Word", "PartOfSpeech"),
    NoteKind.CLOZE: ("Text",),
    NoteKind.SENTENCES: ("Dutch",),
}
_LONGEST: Final = 40
_GAP: Final = re.compile(r"\{\{c\d+::(?P<answer>.*?)(?:::(?P<hint>.*?))?\}\}")
_SPECIAL: Final = re.compile(r'[\\"*_:]')


def name_of(kind: NoteKind, values: Mapping[str, str]) -> str:
    """The word, or the sentence with its gaps in brackets, as in *Zij [belt] haar [op]*."""
    text = values.get(_KEY_FIELDS[kind][0], "")
    if kind is NoteKind.CLOZE:
        text = _GAP.sub(r"[\g<answer>]", text)
    return " ".join(plain(html.unescape(text)).split())


def short_name(kind: NoteKind, values: Mapping[str, str]) -> str:
    """The same, cut where a line of several names would grow too long."""
    name = name_of(kind, values)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def search_for(kind: NoteKind, values: Mapping[str, str]) -> str:
    """The search that finds the note in Anki's browser, whatever its translation or hint says."""
    terms = [f'note:"{NOTE_TYPES[kind].name}"']
    filled = [field for field in _KEY_FIELDS[kind] if values.get(field)]
    terms += [f'{field}:"{_pattern(kind, values[field])}"' for field in filled]
    return " ".join(terms)


def _pattern(kind: NoteKind, value: str) -> str:
    """The content of a field for Anki's search; a hint, which may be corrected, is any text."""
    if kind is not NoteKind.CLOZE:
        return _literal(value)
    pattern, end = "", 0
    for gap in _GAP.finditer(value):
        start = gap.end("answer")
        pattern += _literal(value[end:start]) + ("*" if gap["hint"] is not None else "")
        end = gap.end() - len("}}")
    return pattern + _literal(value[end:])


def _literal(text: str) -> str:
    """`text` for a quoted search; a tab, which the search box cannot hold, is any one character."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\t", "_")
