"""Splitting a text into sentences, English and Dutch.

A newline always ends a sentence, for headlines and captions have no full stop. Within a line each
full stop, question mark, exclamation mark and ellipsis is a candidate, judged by a chain of rules
that look at the word before it and the word after it. The words that matter stand, by kind, in
`data/segmentation.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from cards.model import Document, Language, Sentence

_REACH = 60  # characters looked back for a word, and ahead for the end of a quoted title
_BRACKET_REACH = 400  # characters looked ahead for the end of a bracket

_EMOJI = "\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff\u2639-\u263b\u2764"
_EMOJIS = rf"[{_EMOJI}][{_EMOJI}\U0001f3fb-\U0001f3ff\u200d\ufe0f]*+"
_SMILE = r"[:;]-?[)(DP](?=\ |$)"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OPENING = rf"[“„‟‚‘‛’«‹\"'`(\[{{¿¡*_{_BIDI}]"
_CLOSING = (
    rf"(?:[”’»›\"'`)\]}}*_{_BIDI}]|[“‘](?!\w)"
    r"|[¹²³⁰⁴-⁹]|\[\d{1,3}\]"  # a note belongs to the sentence before it: end.[12] The
    r"|\ (?=[»”](?!\w))|\ [\"'’](?=$|\ [a-z]))"  # « spaced » quotation marks
)
# Possessive repeats (*+): a run of a thousand marks is read once.
_EVENT = re.compile(
    rf"(?P<stop>\.(?:\ \.){{2,}}+|[.!?…‽]++|[—–-](?=[”\"»]))"
    rf"(?P<close>{_CLOSING}*+)(?:\ ?{_EMOJIS}|\ {_SMILE})?"
    rf"|(?P<smile>{_EMOJIS}|(?<=\ ){_SMILE})"
    r"|(?P<aside>[(\[“„«‘]|(?<=\ )\"(?=\w))"
)
_ASIDES = {  # an opening mark, and what closes it; ’ in a word is an apostrophe
    mark: re.compile(close)
    for mark, close in zip('([“„«‘"', (r"\)", r"\]", "”", "”", "»", r"’(?!\w)", '"'), strict=True)
}
_FOLLOWING = re.compile(
    rf"\s*+(?P<lead>(?:{_OPENING}|[—–•·-]\ |(?<=«)\ |[€$£¥#@]\ ?){{0,20}}+)"
    r"(?P<word>\w(?:[\w'’&.-]{0,40}\w)?\.?)?"
)
_CLITIC = re.compile(r"\s*+[“„‘\"]?['’‘`][stknmr]\ (?P<word>\w+)")  # 's avonds, 't is, 'k weet
# The last word, with letters that belong to it: d. w. z., v. Chr., J. R. R.
_LAST_WORD = re.compile(r"(?:(?<![\w.'’])[^\W\d_]\. )*[\w.'’&§°-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ROMAN = re.compile(r"[IVXLC]+")
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVXL]{1,6}|[ivxl]{1,6})\)?")
_INLINE_NUMBER = re.compile(r"\(?\d{1,2}")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]|https?:|www\.")  # iPhone, www.example.com
_CLUB = re.compile(r"F[A-Z]{1,2}|S[CV]")
_GLUED = re.compile(r"[“„«‘]?(?P<word>[A-ZÀ-Þ][a-zß-ÿ]*)(?=[\s,;:!?…”’]|$)")
_ADDRESS = re.compile(r"[@/\\_=&]|www\.|\.\w+\.")


def split(document: Document) -> tuple[Sentence, ...]:
    """Returns the sentences of `document`; runs of blank lines separate paragraphs."""
    return _collect(document, lambda line: split_line(line, document.language))


def presplit(document: Document) -> tuple[Sentence, ...]:
    """Returns every line that is not blank as one sentence: the text was split by hand."""
    return _collect(document, lambda line: [line.strip()])


def split_line(text: str, language: Language) -> list[str]:
    """Returns the sentences of one line.

    Joined with single spaces they give the line back (its spaces collapsed), but for one thing:
    where a space is plainly missing after a full stop (`einde.Begin`), the line is split too.
    Takes time linear in the length of the line.
    """
    pieces = []
    start = 0
    for end in _ends(text, _words(language)):
        pieces.append(text[start:end].strip())
        start = end
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def _collect(document: Document, cut: Callable[[str], list[str]]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    paragraph = 0
    after_blank = False
    for number, line in enumerate(document.lines):
        if not line.strip():
            after_blank = True
            continue
        if after_blank and sentences:
            paragraph += 1
        after_blank = False
        for piece in cut(line):
            sentences.append(Sentence(len(sentences), piece, number, paragraph))
    return tuple(sentences)


@dataclass(frozen=True, slots=True)
class _Following:
    """The beginning of the text after a candidate: opening marks, then a word.

    `kind` is "capital", "small", "numeral", "other" or "nothing"; `word` keeps a full stop, so
    that the initial in `J. I. Smith` is not taken for the word I.
    """

    kind: str
    lead: str
    word: str


@dataclass(frozen=True, slots=True)
class _Words:
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

    def open(self, following: _Following, *, particles: bool = True) -> bool:
        """Whether what follows is a capitalised word that nearly always opens a sentence.

        After an initial it may be the first part of a surname: leave `particles` out there.
        """
        word = following.word.lower().replace("’", "'")
        return following.kind == "capital" and (
            word in self.lists["opener"] or (particles and word in self.lists["particle"])
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place where the sentence that began at `start` may end: `stop` at `at`, then `close`.

    `word` is the last word before it; `careless` tells that the line does without capitals.
    """

    text: str
    start: int
    at: int
    stop: str
    close: str
    end: int
    following: _Following
    careless: bool

    @property
    def before(self) -> str:
        """The sentence so far, or its last characters."""
        return self.text[max(self.start, self.at - _REACH) : self.at]

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
def _words(language: Language) -> _Words:
    text = (files("cards") / "data" / "segmentation.tsv").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, languages, words, _ = line.split("\t")
            if language in languages.split():
                lists.setdefault(kind, []).extend(words.split())
    abbreviations = ("title", "inside", "number", "measure", "final", "maybe", "clock")
    return _Words(
        kinds={word[:-1]: kind for kind in abbreviations for word in lists.get(kind, ())},
        lists={kind: frozenset(map(str.lower, words)) for kind, words in lists.items()},
    )


def _ends(text: str, words: _Words) -> Iterator[int]:
    """Yields where sentences end, the end of the text excepted."""
    start = 0
    shield = 0  # no sentence ends before this index: an aside in mid-sentence
    careless = text[:1].islower() and text.rstrip().endswith((".", "!", "?", "…"))
    for event in _EVENT.finditer(text):
        at, end = event.span()
        if end < shield or not _has_word(text, start, at):
            continue
        if event["aside"]:
            shield = max(shield, _end_of_aside(text, at))
            continue
        stop, close = event["stop"] or "", event["close"] or ""
        spot = _Spot(text, start, at, stop, close, end, _following(text, end), careless)
        if at < shield and not _fills_brackets(spot, words):
            continue
        answers = (rule(spot, words) for rule in _RULES)
        if next((answer for answer in answers if answer is not None), True):
            yield end
            start = end


def _has_word(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[max(start, end - _REACH) : end])


def _following(text: str, end: int) -> _Following:
    clitic = _CLITIC.match(text, end)
    found = _FOLLOWING.match(text, end)
    lead, word = (found["lead"], found["word"] or "") if found else ("", "")
    if clitic and clitic["word"][0].isupper():
        return _Following("capital", lead, clitic["word"])
    if not word:
        rest = found.end() if found else end
        return _Following("other" if rest < len(text) else "nothing", lead, word)
    if word[0].isnumeric():
        return _Following("numeral", lead, word)
    is_small = word[0].islower() and not _SMALL_NAME.match(word) and lead[-1:] not in {*"@#"}
    return _Following("small" if is_small else "capital", lead, word)


def _end_of_aside(text: str, at: int) -> int:
    """Returns the index after the bracket or quotation that opens at `at` in mid-sentence, or 0.

    Quoted speech may hold sentences (`he said: “Yes. No.”`); a quotation that is part of the
    sentence around it (`the sign “Stop! Dog!” was gone`) is kept whole.
    """
    is_bracket = text[at] in "(["
    reach = _BRACKET_REACH if is_bracket else _REACH
    closing = _ASIDES[text[at]].search(text, at + 1, at + reach)
    close = closing.end() if closing else 0
    if is_bracket or closing is None:
        return close
    is_speech = text[max(0, at - 2) : at].rstrip().endswith((",", ":", ";", "—", "–"))
    goes_on = text[close : close + 1] == " " and _following(text, close).kind == "small"
    return close if goes_on and not is_speech else 0


def _fills_brackets(spot: _Spot, words: _Words) -> bool:
    """Whether a bracket closes on a sentence of its own, `(it was late.)`, unlike `(sic!)`."""
    inside = re.split(r"[(\[]", spot.before)[-1].split()
    return len(inside) > 2 and ")" in spot.close and not words.kind(inside[-1])


def _before_no_space(spot: _Spot, words: _Words) -> bool | None:
    """A space may be missing (einde.Begin), as it is not in Booking.com or J.Jansen."""
    if spot.text[spot.end : spot.end + 1].isspace():
        return None
    glued = _GLUED.match(spot.text, spot.end)
    word = spot.word
    if glued is None or not word or "." in word or words.kind(word):
        return False
    left = spot.text[max(0, spot.at - _REACH) : spot.at].split()[-1:]
    right = spot.text[spot.end : spot.end + _REACH].split()[0]
    if _ADDRESS.search("".join(left) + spot.stop + right):
        return False
    if words.open(_Following("capital", "", glued["word"])):
        return len(word) > 1
    is_plain = word.islower() and min(len(word), len(glued["word"])) > 2 and spot.stop in {*".!?"}
    return is_plain and glued["word"].lower() not in words.lists["suffix"]


def _before_small_letter(spot: _Spot, words: _Words) -> bool | None:
    """A small letter goes on, but for `'s avonds`, bullets and lines without capitals."""
    if spot.following.kind != "small":
        return False if spot.following.kind == "nothing" else None
    word = spot.word
    if spot.stop == "" or spot.close or len(word) < 2 or "." in word or words.kind(word):
        return False
    is_clitic = spot.stop == "." and _CLITIC.match(spot.text, spot.end) is not None
    return spot.careless or is_clitic or "•" in spot.following.lead


def _before_speech_tag(spot: _Spot, words: _Words) -> bool | None:
    """English: `“Who is there?” Tom asked.` is one sentence; `He looked up.` is another."""
    if not spot.closes_quotation or spot.stop == "." or "speech" not in words.lists:
        return None
    name, *rest = spot.text[spot.end : spot.end + _REACH].split()[:5] or [""]
    if not name[:1].isupper() or (name != "I" and name.lower() in words.lists["opener"]):
        return None
    for token in rest:
        plain = token.rstrip(".,:;")
        if plain in words.lists["speech"]:
            return False
        if token != plain and words.kind(plain) != "title":
            break
    return None


def _smile_or_dash(spot: _Spot, words: _Words) -> bool | None:
    """See you :) I'm off; speech that stops short: `“But I—” She hung up.`."""
    if spot.stop == "":
        return words.open(spot.following)
    return spot.following.kind == "capital" if spot.stop in {*"—–-"} else None


def _after_ellipsis(spot: _Spot, words: _Words) -> bool | None:
    """`Well... I see.` goes on; `He waited... Nobody came.` does not."""
    if not (spot.stop == "…" or len(spot.stop) > 1) or {*"!?‽"} & {*spot.stop}:
        return None
    length = len(spot.before.split())
    if spot.following.kind != "capital":
        return False
    if re.split("['’]", spot.following.word)[0] == "I":
        return length > 3 or spot.closes_quotation
    return length > 2 or spot.closes_quotation or words.open(spot.following)


def _mark_in_name_or_bracket(spot: _Spot, words: _Words) -> bool | None:
    """Yahoo! Inc.; an astonishing (!) 300 euros."""
    if spot.before.endswith(("(", "[")):
        return False
    is_name = (spot.word + spot.stop).lower() in words.lists["name"]
    return words.open(spot.following) if is_name else None


def _list_marker(spot: _Spot, words: _Words) -> bool | None:
    """`1.`, `a.` or `Step 2.` before what it numbers: at the start, or after a colon."""
    if spot.stop != "." or spot.close:
        return None
    if spot.word == "1" and _CLUB.fullmatch(spot.following.word):  # 1. FC Köln
        return False
    tokens = spot.before.split()
    if spot.at - spot.start < _REACH and len(tokens) < 3:
        is_step = len(tokens) == 1 or tokens[0].lower() in words.lists["step"]
        return False if is_step and _MARKER.fullmatch(tokens[-1]) else None
    is_inline = tokens[-2:-1] and tokens[-2][-1] in ":;(" and _INLINE_NUMBER.fullmatch(tokens[-1])
    return False if is_inline else None


def _abbreviation(spot: _Spot, words: _Words) -> bool | None:
    """A listed abbreviation, by its kind; also as the last part: minister-pres."""
    word, following = spot.word, spot.following
    kind = words.kind(word) or words.kind(word.rpartition("-")[2])
    if not kind or spot.stop != ".":
        return None
    plain = following.word.rstrip(".")
    capital = following.kind == "capital"
    is_new = capital or (following.kind == "numeral" and not following.lead)
    is_numeral = _ROMAN.fullmatch(plain) and not words.open(following)
    is_amount = len(spot.before.split()) < 4 and spot.before.lstrip()[0].isnumeric()
    return {
        "number": capital and not is_numeral,
        "measure": capital and not is_amount and len(plain) > 1,  # 2 eetl. Griekse yoghurt, 5 gr. C
        "final": is_new,
        "maybe": words.open(following) or (capital and spot.closes_quotation),
        "clock": is_new and plain.lower() not in words.lists.get("zone", ()),
    }.get(kind, False)


def _letter(spot: _Spot, words: _Words) -> bool | None:
    """An initial stands before a name; `plan B.` and `so do I.` close a sentence."""
    if spot.stop != "." or len(spot.word) != 1 or not spot.word.isalpha():
        return None
    previous = "".join(spot.before.split()[-2:-1])
    if spot.word == "u" or previous.lower() in words.lists["label"]:
        return True
    if spot.word == "I" and previous.lower() in words.lists.get("auxiliary", ()):
        return True
    return words.open(spot.following, particles=previous[:1].islower() and spot.word == "I")


def _unlisted_dotted(spot: _Spot, words: _Words) -> bool | None:
    """An abbreviation that the list does not know: K.v.K., J.K."""
    is_dotted = spot.stop == "." and _DOTTED.fullmatch(spot.word)
    return words.open(spot.following, particles=False) if is_dotted else None


# From the shape of the text to single words: the first answer counts. Small letters come before
# all words, for no list holds every abbreviation; speech tags before the marks they follow.
_RULES: tuple[Callable[[_Spot, _Words], bool | None], ...] = (
    _before_small_letter,
    _before_no_space,
    _before_speech_tag,
    _smile_or_dash,
    _after_ellipsis,
    _mark_in_name_or_bracket,
    _list_marker,
    _abbreviation,
    _letter,
    _unlisted_dotted,
)
