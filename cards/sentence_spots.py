"""Places where a sentence may end: what stands before and after, and the words that matter.

The words stand, by kind, in `data/segmentation.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from cards.model import Language

REACH = 60  # characters looked back for a word, and ahead for the end of a quoted title
BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OPENING = rf"[“„‟‚‘‛’«‹\"'`(\[{{¿¡*_{BIDI}]"
_FOLLOWING = re.compile(
    rf"\s*+(?P<lead>(?:{_OPENING}|[—–•·-]\ |(?<=«)\ |[€$£¥#@]\ ?){{0,20}}+)"
    r"(?P<word>\w(?:[\w'’&.-]{0,40}\w)?\.?)?"
)
CLITIC = re.compile(r"\s*+[“„‘\"]?['’‘`][stknmr]\ (?P<word>\w+)")  # 's avonds, 't is, 'k weet
# The last word, with letters that belong to it: d. w. z., v. Chr., J. R. R.
_LAST_WORD = re.compile(r"(?:(?<![\w.'’])[^\W\d_]\. )*[\w.'’&§°-]*$")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]|https?:|www\.")  # iPhone, www.example.com


@dataclass(frozen=True, slots=True)
class Following:
    """The beginning of the text after a candidate: opening marks, then a word.

    `kind` is "capital", "small", "numeral", "other" or "nothing"; `word` keeps a full stop, so
    that the initial in `J. I. Smith` is not taken for the word I.
    """

    kind: str
    lead: str
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language.

    `kinds` maps an abbreviation without its final mark to its kind; `lists` maps a kind to its
    words in small letters.
    """

    kinds: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    def kind(self, word: str) -> str:
        """Returns the kind of an abbreviation as written, or an empty string."""
        small = word[0].lower() + word[1:] if len(word) > 1 else ""  # P. is an initial, p. a page
        return self.kinds.get(word) or (self.kinds.get(small, "") if small.islower() else "")

    def open(self, following: Following, *, particles: bool = True) -> bool:
        """Whether what follows is a capitalised word that nearly always opens a sentence.

        After an initial it may be the first part of a surname: leave `particles` out there.
        """
        word = following.word.lower().replace("’", "'")
        return following.kind == "capital" and (
            word in self.lists["opener"] or (particles and word in self.lists["particle"])
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where the sentence that began at `start` may end: `stop` at `at`, then `close`.

    `word` is the last word before it; `careless` tells that the line does without capitals.
    """

    text: str
    start: int
    at: int
    stop: str
    close: str
    end: int
    following: Following
    careless: bool

    @property
    def before(self) -> str:
        """The sentence so far, or its last characters."""
        return self.text[max(self.start, self.at - REACH) : self.at]

    @property
    def closes_quotation(self) -> bool:
        """Whether a quotation mark follows the stop."""
        return any(mark in self.close for mark in "”’\"'»")

    @property
    def word(self) -> str:
        """The last word before the candidate, without a leading full stop or hyphen."""
        found = _LAST_WORD.search(self.before)
        return found[0].replace(" ", "").replace(".-", ".").lstrip(".&-") if found else ""


@lru_cache
def words_of(language: Language) -> Words:
    """Returns the word lists of `language`."""
    text = (files("cards") / "data" / "segmentation.tsv").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, languages, words, _ = line.split("\t")
            if language in languages.split():
                lists.setdefault(kind, []).extend(words.split())
    abbreviations = ("title", "inside", "number", "measure", "final", "maybe", "clock")
    return Words(
        kinds={word[:-1]: kind for kind in abbreviations for word in lists.get(kind, ())},
        lists={kind: frozenset(map(str.lower, words)) for kind, words in lists.items()},
    )


def following_at(text: str, end: int) -> Following:
    """Returns what follows in `text` from `end` on."""
    clitic = CLITIC.match(text, end)
    found = _FOLLOWING.match(text, end)
    lead, word = (found["lead"], found["word"] or "") if found else ("", "")
    if clitic and clitic["word"][0].isupper():
        return Following("capital", lead, clitic["word"])
    if not word:
        rest = found.end() if found else end
        return Following("other" if rest < len(text) else "nothing", lead, word)
    if word[0].isnumeric():
        return Following("numeral", lead, word)
    is_small = word[0].islower() and not _SMALL_NAME.match(word) and lead[-1:] not in {*"@#"}
    return Following("small" if is_small else "capital", lead, word)
