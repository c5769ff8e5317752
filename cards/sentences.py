"""Splitting a text into sentences, English and Dutch.

A newline always ends a sentence, for headlines and captions have no full stop. Within a line each
full stop, question mark, exclamation mark and ellipsis is a candidate, judged by the chain of rules
in `cards.sentence_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cards.model import Document, Language, Sentence
from cards.sentence_rules import RULES
from cards.sentence_spots import BIDI, REACH, Spot, Words, following_at, words_of

_BRACKET_REACH = 400  # characters looked ahead for the end of a bracket
_EMOJI = "\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff\u2639-\u263b\u2764"
_EMOJIS = rf"[{_EMOJI}][{_EMOJI}\U0001f3fb-\U0001f3ff\u200d\ufe0f]*+"
_SMILE = r"[:;]-?[)(DP](?=\ |$)"
_CLOSING = (
    rf"(?:[”’»›\"'`)\]}}*_{BIDI}]|[“‘](?!\w)"
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
    for end in _ends(text, words_of(language)):
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


def _ends(text: str, words: Words) -> Iterator[int]:
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
        spot = Spot(text, start, at, stop, close, end, following_at(text, end), careless)
        if at < shield and not _fills_brackets(spot, words):
            continue
        answers = (rule(spot, words) for rule in RULES)
        if next((answer for answer in answers if answer is not None), True):
            yield end
            start = end


def _has_word(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[max(start, end - REACH) : end])


def _end_of_aside(text: str, at: int) -> int:
    """Returns the index after the bracket or quotation that opens at `at` in mid-sentence, or 0.

    Quoted speech may hold sentences (`he said: “Yes. No.”`); a quotation that is part of the
    sentence around it (`the sign “Stop! Dog!” was gone`) is kept whole.
    """
    is_bracket = text[at] in "(["
    reach = _BRACKET_REACH if is_bracket else REACH
    closing = _ASIDES[text[at]].search(text, at + 1, at + reach)
    close = closing.end() if closing else 0
    if is_bracket or closing is None:
        return close
    is_speech = text[max(0, at - 2) : at].rstrip().endswith((",", ":", ";", "—", "–"))
    goes_on = text[close : close + 1] == " " and following_at(text, close).kind == "small"
    return close if goes_on and not is_speech else 0


def _fills_brackets(spot: Spot, words: Words) -> bool:
    """Whether a bracket closes on a sentence of its own, `(it was late.)`, unlike `(sic!)`."""
    inside = re.split(r"[(\[]", spot.before)[-1].split()
    return len(inside) > 2 and ")" in spot.close and not words.kind(inside[-1])
