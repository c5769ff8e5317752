"""What a dictionary of the user's says of a word, whatever format it came in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cards.errors import InputError

# What keeps a hostile or hopeless file within bounds.
MOST_ENTRIES = 1_000_000
MOST_GLOSSES = 12
LONGEST_LEMMA = 80
LONGEST_GLOSS = 40  # characters: what is longer is a definition and no equivalent

_ARTICLE = re.compile(r"(de|het|de/het|het/de) (?=\S)")
_ARTICLE_AFTER = re.compile(r"(?<=\S), ?(de|het|de/het|het/de)$")
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]|\{[^{}]*\}|<[^<>]*>")
_LONGEST_TEXT, _DEEPEST = 4000, 3  # characters that are looked at, brackets within brackets
_TOO_LONG_FOR_A_LIST = 3  # words: "well, well, look who we have here" is one gloss


@dataclass(frozen=True, slots=True)
class Entry:
    """English equivalents of a Dutch lemma, commonest first.

    `upos` and `article` are empty where the dictionary does not tell.
    """

    lemma: str
    glosses: tuple[str, ...]
    upos: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary by lemma; `name` is what to call it where a gloss says its source."""

    name: str
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def find(self, lemma: str, upos: str) -> tuple[Entry, ...]:
        """The entries of a lemma that can be this part of speech; adverbs are adjectives too."""
        fitting = {"", upos} | ({"ADJ", "ADV"} if upos in ("ADJ", "ADV") else set())
        return tuple(entry for entry in self.entries.get(lemma, ()) if entry.upos in fitting)


def gather(name: str, entries: Iterable[Entry], file: str) -> Dictionary:
    """Put entries in order by lemma; those without a lemma or a usable gloss are left out.

    Raises:
        InputError: there is no entry, or more than a dictionary can have.
    """
    by_lemma: dict[str, tuple[Entry, ...]] = {}
    for number, entry in enumerate(entries):
        if number >= MOST_ENTRIES:
            raise InputError(
                f"{file}: this file has more than {MOST_ENTRIES:,} entries.",
                "Cut it down to the words that you need.",
            )
        if entry.glosses and 0 < len(entry.lemma) <= LONGEST_LEMMA:
            by_lemma[entry.lemma] = (*by_lemma.get(entry.lemma, ()), entry)
    if not by_lemma:
        raise InputError(
            f"{file}: no entry with an English equivalent was found in this dictionary.",
            "Check that it is a Dutch–English one.",
        )
    return Dictionary(name, by_lemma)


def tidy(text: str) -> str:
    """Composed (NFC), on one line, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_article(lemma: str) -> tuple[str, str]:
    """Lemma and article of *het huis* and *huis, het*; the article is "" where there is none."""
    for pattern in (_ARTICLE, _ARTICLE_AFTER):
        if found := pattern.search(lemma) if pattern is _ARTICLE_AFTER else pattern.match(lemma):
            return (lemma[: found.start()] + lemma[found.end() :]).strip(), found[1]
    return lemma, ""


def split_glosses(text: str) -> tuple[str, ...]:
    """The equivalents in a cell or line of a dictionary: *house, home; (of an animal) den*.

    Asides in brackets go, and so does what is longer than a card can show.
    """
    text = text[:_LONGEST_TEXT]
    for _ in range(_DEEPEST):
        text = _ASIDE.sub(" ", text)
    parts = (tidy(part).strip(" .,:") for part in _parts(text))
    kept = dict.fromkeys(p for p in parts if len(p) <= LONGEST_GLOSS and any(map(str.isalpha, p)))
    return tuple(kept)[:MOST_GLOSSES]


def _parts(text: str) -> Iterator[str]:
    for part in re.split(r"[;|\n]", text):
        pieces = part.split(",")
        if any(len(piece.split()) > _TOO_LONG_FOR_A_LIST for piece in pieces):
            yield part
        else:
            yield from pieces
