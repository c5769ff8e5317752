"""Entries from the running text that dictd and StarDict files hold.

FreeDict writes the headword with its sound and grammar on the first line, the equivalents on lines
of their own, numbered where there are several senses::

    kast /kɑst/ <n, fem>
    1. cupboard, closet
    2. case
    Synonym: {kabinet}
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from cards.dictionaries import labels
from cards.dictionaries.entries import Entry, split_glosses, tidy, without_article

# Characters of a definition that are looked at: the equivalents stand at the top.
_LONGEST = 4000
_GRAMMAR = re.compile(r"<([^<>\n]*)>|\(([^()\n]{1,30})\)")
# What may stand between a repeated headword and its equivalents.
_HEAD = re.compile(r"(?:\s|[,.;:]|/[^/\n]*/|\[[^][\n]*\]|<[^<>\n]*>)*")
_NUMBER = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-z])[.)]\s+")
_BULLET = re.compile(r"^\s*[-–•*]\s+")
_ABOUT = re.compile(
    r"\s*(?:(?:synonym|antonym|note|see|see also|usage|example|ex|e\.g|cf|category)s?\b\s*[:.]"
    r"|see also\b|[\"“„'‘])",
    re.IGNORECASE,
)
_BLOCKS = frozenset("br p div li ol ul tr dt dd def blockquote h1 h2 h3 k".split())
_UNSEEN = frozenset("script style ex sup tr abr co".split()) - _BLOCKS


def entry(lemma: str, text: str) -> Entry:
    """What a definition in plain text says of its headword."""
    lemma, written = without_article(tidy(lemma))
    rows = text[:_LONGEST].splitlines()
    head, body = _parted(lemma, rows)
    upos, gender = _grammar("\n".join((head, *body[:1])))
    told = [line for line in body if not _ABOUT.match(line)]
    equivalents = "\n".join(_BULLET.sub("", _NUMBER.sub("\n", line)) for line in told)
    article = written or (gender if upos in ("", "NOUN") else "")
    return Entry(lemma, split_glosses(equivalents), upos, article)


def without_markup(text: str) -> str:
    """The text of HTML, XDXF or Pango markup, a line for each block."""
    parser = _Text()
    parser.feed(text[: 4 * _LONGEST])
    parser.close()
    return "".join(parser.pieces)


class _Text(HTMLParser):
    """Keeps what a reader sees; broken markup is taken as it comes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen = self._unseen or tag
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


def _parted(lemma: str, rows: list[str]) -> tuple[str, list[str]]:
    """Sound and grammar that follow a repeated headword, and the lines of the definition.

    A definition that is the headword and nothing more is its equivalent (*hotel*).
    """
    rows = [row.strip() for row in rows if row.strip()]
    rest = rows[0][len(lemma) :] if rows and rows[0].startswith(lemma) else "-"
    if rest[:1].isalpha() or rest[:1] in ("-", "'", "’") or (not rest and len(rows) == 1):
        return "", rows
    head = _HEAD.match(rest)
    told = rest[head.end() :] if head else rest
    rows = list(filter(None, (told, *rows[1:])))
    grammar = rest[: len(rest) - len(told)]
    if len(rows) > 1 and _only_labels(rows[0]):  # "noun", on a line of its own
        return f"{grammar} <{rows[0]}>", rows[1:]
    return grammar, rows


def _only_labels(line: str) -> bool:
    names = re.findall(r"[\w.]+", line)
    return bool(names) and all(labels.part_of_speech(n) or labels.article(n) for n in names)


def _grammar(text: str) -> tuple[str, str]:
    """Part of speech and article from `<n, neut>` or `(noun)`; empty where not told."""
    upos = article = ""
    for found in _GRAMMAR.finditer(text):
        names = re.split(r"[,;\s]+", (found[1] or found[2] or "").strip())
        if found[2] and not all(map(labels.part_of_speech, names)):
            continue  # "(a kind of dog)"
        for name in names:
            upos = upos or labels.part_of_speech(name) or ""
            if len(name) > 1 or (name in ("m", "f", "c") and upos == "NOUN"):  # "n" is a noun
                article = article or labels.article(name) or ""
    return upos, article
