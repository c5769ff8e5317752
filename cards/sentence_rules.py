"""Whether a sentence ends at a place where it may: rules that look at the words around it.

A rule answers True or False, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cards.sentence_spots import CLITIC, REACH, Following, Spot, Words

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ROMAN = re.compile(r"[IVXLC]+")
_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVXL]{1,6}|[ivxl]{1,6})\)?")
_INLINE_NUMBER = re.compile(r"\(?\d{1,2}")
_CLUB = re.compile(r"F[A-Z]{1,2}|S[CV]")
_GLUED = re.compile(r"[“„«‘]?(?P<word>[A-ZÀ-Þ][a-zß-ÿ]*)(?=[\s,;:!?…”’]|$)")
_ADDRESS = re.compile(r"[@/\\_=&]|www\.|\.\w+\.")


def _before_no_space(spot: Spot, words: Words) -> bool | None:
    """A space may be missing (einde.Begin), as it is not in Booking.com or J.Jansen."""
    if spot.text[spot.end : spot.end + 1].isspace():
        return None
    glued = _GLUED.match(spot.text, spot.end)
    word = spot.word
    if glued is None or not word or "." in word or words.kind(word):
        return False
    left = spot.text[max(0, spot.at - REACH) : spot.at].split()[-1:]
    right = spot.text[spot.end : spot.end + REACH].split()[0]
    if _ADDRESS.search("".join(left) + spot.stop + right):
        return False
    if words.open(Following("capital", "", glued["word"])):
        return len(word) > 1
    is_plain = word.islower() and min(len(word), len(glued["word"])) > 2 and spot.stop in {*".!?"}
    return is_plain and glued["word"].lower() not in words.lists["suffix"]


def _before_small_letter(spot: Spot, words: Words) -> bool | None:
    """A small letter goes on, but for `'s avonds`, bullets and lines without capitals."""
    if spot.following.kind != "small":
        return False if spot.following.kind == "nothing" else None
    word = spot.word
    if spot.stop == "" or spot.close or len(word) < 2 or "." in word or words.kind(word):
        return False
    is_clitic = spot.stop == "." and CLITIC.match(spot.text, spot.end) is not None
    return spot.careless or is_clitic or "•" in spot.following.lead


def _before_speech_tag(spot: Spot, words: Words) -> bool | None:
    """English: `“Who is there?” Tom asked.` is one sentence; `He looked up.` is another."""
    if not spot.closes_quotation or spot.stop == "." or "speech" not in words.lists:
        return None
    name, *rest = spot.text[spot.end : spot.end + REACH].split()[:5] or [""]
    if not name[:1].isupper() or (name != "I" and name.lower() in words.lists["opener"]):
        return None
    for token in rest:
        plain = token.rstrip(".,:;")
        if plain in words.lists["speech"]:
            return False
        if token != plain and words.kind(plain) != "title":
            break
    return None


def _smile_or_dash(spot: Spot, words: Words) -> bool | None:
    """See you :) I'm off; speech that stops short: `“But I—” She hung up.`."""
    if spot.stop == "":
        return words.open(spot.following)
    return spot.following.kind == "capital" if spot.stop in {*"—–-"} else None


def _after_ellipsis(spot: Spot, words: Words) -> bool | None:
    """`Well... I see.` goes on; `He waited... Nobody came.` does not."""
    if not (spot.stop == "…" or len(spot.stop) > 1) or {*"!?‽"} & {*spot.stop}:
        return None
    length = len(spot.before.split())
    if spot.following.kind != "capital":
        return False
    if re.split("['’]", spot.following.word)[0] == "I":
        return length > 3 or spot.closes_quotation
    return length > 2 or spot.closes_quotation or words.open(spot.following)


def _mark_in_name_or_bracket(spot: Spot, words: Words) -> bool | None:
    """Yahoo! Inc.; an astonishing (!) 300 euros."""
    if spot.before.endswith(("(", "[")):
        return False
    is_name = (spot.word + spot.stop).lower() in words.lists["name"]
    return words.open(spot.following) if is_name else None


def _list_marker(spot: Spot, words: Words) -> bool | None:
    """`1.`, `a.` or `Step 2.` before what it numbers: at the start, or after a colon."""
    if spot.stop != "." or spot.close:
        return None
    if spot.word == "1" and _CLUB.fullmatch(spot.following.word):  # 1. FC Köln
        return False
    tokens = spot.before.split()
    if spot.at - spot.start < REACH and len(tokens) < 3:
        is_step = len(tokens) == 1 or tokens[0].lower() in words.lists["step"]
        return False if is_step and _MARKER.fullmatch(tokens[-1]) else None
    is_inline = tokens[-2:-1] and tokens[-2][-1] in ":;(" and _INLINE_NUMBER.fullmatch(tokens[-1])
    return False if is_inline else None


def _abbreviation(spot: Spot, words: Words) -> bool | None:
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


def _letter(spot: Spot, words: Words) -> bool | None:
    """An initial stands before a name; `plan B.` and `so do I.` close a sentence."""
    if spot.stop != "." or len(spot.word) != 1 or not spot.word.isalpha():
        return None
    previous = "".join(spot.before.split()[-2:-1])
    if spot.word == "u" or previous.lower() in words.lists["label"]:
        return True
    if spot.word == "I" and previous.lower() in words.lists.get("auxiliary", ()):
        return True
    return words.open(spot.following, particles=previous[:1].islower() and spot.word == "I")


def _unlisted_dotted(spot: Spot, words: Words) -> bool | None:
    """An abbreviation that the list does not know: K.v.K., J.K."""
    is_dotted = spot.stop == "." and _DOTTED.fullmatch(spot.word)
    return words.open(spot.following, particles=False) if is_dotted else None


# From the shape of the text to single words: the first answer counts. Small letters come before
# all words, for no list holds every abbreviation; speech tags before the marks they follow.
RULES: tuple[Callable[[Spot, Words], bool | None], ...] = (
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
