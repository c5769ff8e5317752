"""Dictionaries in TEI XML, as FreeDict and WikDict write them (TEI P5, chapter 9).

The file is read as a stream: what is kept at any time is one entry. Entities that a file declares
itself are refused, since a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from cards.dictionaries import labels
from cards.dictionaries.entries import MOST_GLOSSES, Entry, split_glosses, tidy, without_article
from cards.dictionaries.files import chunks
from cards.errors import InputError

_DEEPEST = 60  # elements
_LONGEST_TEXT = 400  # characters of an element that are kept
_LONGEST_MARKUP = 1 << 20  # bytes without anything that ends
_TRANSLATIONS = frozenset({"trans", "translation", "translationEquivalent", "equivalent"})
_COPY_ANEW = "Download or copy it once more."


def read(path: Path) -> Iterator[Entry]:
    """The entries of a TEI file.

    Raises:
        InputError: with the line, for what is no XML or no dictionary.
    """
    reader = _Reader(path)
    for piece in chunks(path):
        yield from reader.feed(piece)
    yield from reader.feed(b"", last=True)


class _Reader:
    """Turns the events of the parser into entries."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[str] = []  # names of the open elements; `cit` with its type
        self._entry: dict[str, list[str]] = {}
        self._start = 0  # how deep the current entry lies, 0 outside of one
        self._text: list[str] | None = None
        self._done: list[Entry] = []
        self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.SkippedEntityHandler = self._refuse_unknown_entity

    def feed(self, piece: bytes, *, last: bool = False) -> list[Entry]:
        """The entries that end in this piece of the file."""
        self._done = []
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            told = expat.ErrorString(error.code)
            raise self._error(f"this is no well-formed XML ({told}).", error.lineno) from None
        except (LookupError, ValueError) as error:
            raise self._error(f"its encoding cannot be read ({error}).") from None
        self._fed += len(piece)
        if self._fed - max(0, self._parser.CurrentByteIndex) > _LONGEST_MARKUP and not last:
            raise self._error("here begins mark-up that does not end.")
        return self._done

    def _error(self, message: str, line: int = 0) -> InputError:
        line = line or self._parser.CurrentLineNumber
        return InputError(f"{self._path}:{line}: {message}", _COPY_ANEW)

    def _refuse_entity(self, name: str, *_rest: object) -> None:
        raise InputError(
            f"{self._path}:{self._parser.CurrentLineNumber}: this file declares an entity of its "
            f"own (“{name[:40]}”), which is not allowed.",
            "Write out what it stands for.",
        )

    def _refuse_unknown_entity(self, name: str, *_rest: object) -> None:
        raise self._error(f"the entity “&{name[:40]};” is not known.")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        kind = attributes.get("type", "")
        if name in ("cit", "form") and kind:
            name = "trans" if name == "cit" and kind in _TRANSLATIONS else f"{name}.{kind[:20]}"
        if len(self._open) == _DEEPEST:
            raise self._error(f"elements lie more than {_DEEPEST} deep.")
        self._open.append(name)
        if name == "entry" and not self._start:
            self._start, self._entry = len(self._open), {}
        if self._start and self._field():
            self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None and len(self._text) < _LONGEST_TEXT:
            self._text.append(text[:_LONGEST_TEXT])

    def _end(self, _tag: str) -> None:
        field = self._field() if self._start else ""
        if field and self._text is not None:
            told = tidy("".join(self._text)[:_LONGEST_TEXT])
            values = self._entry.setdefault(field, [])
            if told and len(values) < _DEEPEST:
                values.append(told)
            self._text = None
        if len(self._open) == self._start:
            self._done.extend(_entries(self._entry))
            self._start = 0
        self._open.pop()

    def _field(self) -> str:
        """What of the entry the innermost open element tells, or ""."""
        match self._open[self._start :]:
            case ["form" | "form.lemma", "orth"]:
                return "lemma"
            case [*around, "trans", "quote" | "orth"] | [*around, "trans", "tr"]:
                return "" if set(around) & {"re", "entry", "cit.example"} else "gloss"
            case ["gramGrp", "pos" | "gen" as name] | [
                "form" | "form.lemma" | "sense",
                "gramGrp",
                "pos" | "gen" as name,
            ]:
                return name
        return ""


def _entries(told: dict[str, list[str]]) -> Iterator[Entry]:
    """An entry for each spelling of the headword."""
    upos = next(filter(None, map(labels.part_of_speech, told.get("pos", ()))), "")
    genders = filter(None, map(labels.article, told.get("gen", ())))
    articles = sorted({part for gender in genders for part in gender.split("/")})
    glosses = dict.fromkeys(g for text in told.get("gloss", ()) for g in split_glosses(text))
    for headword in told.get("lemma", ()):
        lemma, article = without_article(headword) if upos in ("", "NOUN") else (headword, "")
        yield Entry(lemma, tuple(glosses)[:MOST_GLOSSES], upos, article or "/".join(articles))
