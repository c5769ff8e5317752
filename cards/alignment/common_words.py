"""Dutch pronouns, particles, numbers, places and other common words that the dictionary lacks.

They are not in the dictionary of `cards.lexicon`, which teaches content words, but say much about
short sentences. A line of `cards/data/common_words.txt` holds Dutch words, "=", English words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DIGITS = "een twee drie vier vijf zes zeven acht negen"
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_LARGE = "honderd duizend"
_NUMBER = re.compile(rf"({'|'.join(f'{_TEENS} {_TENS} {_LARGE} {_DIGITS}'.split())})([eë]n)?")


def number_parts(word: str) -> tuple[str, ...]:
    """*vijfentwintig* → *vijf*, *twintig*; *tweehonderdste* → *twee*, *honderd*; else nothing."""
    parts, rest = [], re.sub(r"(?<=[gdnfst])(?:de|ste)$", "", word)
    while found := _NUMBER.match(rest):
        parts.append(found[1])
        rest = rest[found.end() :]
    return () if rest else tuple(parts)


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """English words by Dutch word, both in small letters."""
    table: dict[str, frozenset[str]] = {}
    text = files("cards").joinpath("data/common_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        dutch, english = line.split(" = ")
        for word in dutch.split():
            table[word] = table.get(word, frozenset()) | frozenset(english.split())
    return table
