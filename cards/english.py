"""The English side of a pair, as far as glosses need it: words, their base forms, spelling.

Base forms come from simplemma; a word keeps every base form it may have (*left*: left, leave), for
nothing here tags English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\W*|^\W+|[“\"‘(]\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")
# American spellings are read as British ones: both sides of a comparison are folded alike.
_FOLDS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=[a-z]{3})iz(?=e[ds]?$|ing$|er$|ation)", "is"),
        (r"(?<=[a-z]{2})yz(?=e)", "ys"),
        (r"^(col|fav|hum|lab|neighb|behavi|harb|hon|flav|rum|vig|arm|parl|sav|vap)or", r"\1our"),
        (r"^(cent|theat|met|lit|fib|somb|calib|spect)er$", r"\1re"),
        (r"^(catal|dial|anal|monol|epil)og$", r"\1ogue"),
        (r"^(defen|offen|licen|preten)se$", r"\1ce"),
        (r"(?<=[a-z][aeiou])l(?=(?:ed|ing|er)$)", "ll"),
        (r"^gray", "grey"),
        (r"^program$", "programme"),
        (r"^jewelry$", "jewellery"),
        (r"^(mom)", "mum"),
    )
)
FUNCTION_WORDS = frozenset(
    """a an the this that these those i me my mine myself you your yours yourself yourselves he him
    his himself she her hers herself it its itself we us our ours ourselves they them their theirs
    themselves who whom whose which what and or but nor so yet if than then as at by for from in
    into of off on onto out over to up with within without about above across after against along
    among around before behind below beneath beside between beyond despite down during except
    inside like near outside past per since through throughout till toward towards under until upon
    via am is are was were be been being do does did doing done have has had having will would shall
    should can could may might must ought not no nor never there here when where why how all any
    both each either every neither none some such too very just also only own same more most much
    many few less least other another one ones 's 'll 've 're 'm 'd n't isn't aren't wasn't weren't
    don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't haven't hasn't hadn't i'm
    i've i'll i'd it's he's she's we're they're that's there's let's you're you've you'll we've
    we'll they've they'll he'd she'd mr mrs ms dr because although though while whereas whether
    """.split()
)
# Verbs that tell next to nothing without what goes with them: *come to*, *look after*.
LIGHT_VERBS = frozenset("be come do get give go have keep look make put set take turn".split())
_BE = frozenset("am are be been is was were".split())
_PLACES = frozenset("at behind here in inside near on under where".split())
_PREPOSITION_AT_END = re.compile(
    r" (?:about|against|at|by|for|from|in|into|of|on|onto|over|to|towards|with)$"
)
_ADVERB = re.compile(r"(?:at|by|for|in|of|on|with|without) .+|.{3,}ly")
# Adjectives in -ly, for which a sense is no adverb.
_ADJECTIVES = frozenset(
    """costly cowardly daily deadly early elderly friendly holy jolly likely lively lonely lovely
    monthly orderly silly ugly unfriendly unlikely weekly worldly yearly""".split()
)
# Forms that are words of their own as well, and that simplemma therefore leaves alone.
_ALSO = {
    "left": "leave", "felt": "feel", "thought": "think", "rose": "rise", "bore": "bear",
    "wound": "wind", "ground": "grind", "bound": "bind", "broke": "break", "shot": "shoot",
    "won": "win", "rung": "ring", "spelt": "spell", "lay": "lie", "fell": "fall", "saw": "see",
    "found": "find", "led": "lead", "lit": "light", "spoke": "speak",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A word of an English text: as written, lower-case, and every base form it may have.

    `joint` is the blank or hyphen, and nothing else, that stands between it and the word before,
    `is_name` that it has a capital that the start of a sentence does not explain, `owner` is the
    possessive ending taken off.
    """

    text: str
    lower: str
    lemma: str
    keys: frozenset[str]
    joint: str = ""
    is_name: bool = False
    owner: str = ""

    @property
    def follows(self) -> bool:
        """Whether it stands right behind the word before."""
        return bool(self.joint)

    @property
    def verb(self) -> str:
        """The base form if it is a verb: *ground* is to grind."""
        return _ALSO.get(self.lower, self.lemma)

    @property
    def is_content(self) -> bool:
        """Whether it may stand for a Dutch content word without a dictionary saying so."""
        return self.lower not in FUNCTION_WORDS and len(self.lower) > 1


def words(text: str) -> tuple[EnglishWord, ...]:
    """The words of a text in order, possessive endings taken off, *US-led* as two."""
    found: list[EnglishWord] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        opens = _SENTENCE_START.search(text, max(0, start - 4), start) is not None
        joint = text[end:start] if found and text[end:start] in (" ", "-") else ""
        bare = _POSSESSIVE.sub("", match.group())
        end = match.end()
        owner = match.group()[len(bare) :]
        if text[end : end + 2] in ("' ", "’ ") and bare.endswith(
            "s"
        ):  # "the shoppers' association"
            owner, end = text[end], end + 1
        found.append(_word(bare, opens, joint, owner))
    return tuple(found)


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """Folded spellings of every base form that a lower-case word may have."""
    forms = {word, _lemma(word), _ALSO.get(word, word)}
    for suffix, endings in (("ies", ("y",)), ("es", ("", "e")), ("s", ("",))):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            forms.update(word.removesuffix(suffix) + ending for ending in endings)
    for suffix in ("ing", "ed", "er", "est"):
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) > 2:
            forms.update((stem, stem + "e"))
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    return frozenset(_fold(form) for form in forms)


@lru_cache(maxsize=65536)
def _word(text: str, opens: bool, joint: str, owner: str) -> EnglishWord:
    """`opens` says that a capital may only be due to the start of a sentence."""
    lower = text.lower().replace("’", "'")
    lemma = _lemma(lower)
    if text.isupper() and len(text) > 1:
        lemma = text
    elif text[0].isupper() and not opens:  # "Russian" keeps its capital
        lemma = lemma[:1].upper() + lemma[1:]
    is_name = text[0].isupper() and not opens
    return EnglishWord(text, lower, lemma, keys(lower), joint, is_name, owner)


@lru_cache(maxsize=65536)
def _lemma(word: str) -> str:
    import simplemma

    lemma = str(simplemma.lemmatize(word, lang="en"))
    # "travelling" has no base "travell": a doubled last letter that is rare on its own goes.
    if lemma != word and lemma[-2:] == "ll" and lemma + "ing" == word:
        return lemma if len(lemma) < 6 else lemma[:-1]
    return lemma


def without_preposition(gloss: str) -> str:
    """*add to*: add."""
    return _PREPOSITION_AT_END.sub("", gloss)


def is_adverb(gloss: str) -> bool:
    """Whether a gloss of an adjective says how: *softly*, *by chance*."""
    return _ADVERB.fullmatch(gloss) is not None and gloss not in _ADJECTIVES


def tells_a_place(words: Sequence[EnglishWord]) -> bool:
    """Whether something *is* somewhere: "there is a letter", "it was in the garden"."""
    for place, word in enumerate(words):
        if not (word.lower in _BE or word.owner or word.lower.endswith("'re")):
            continue
        around = {other.lower for other in words[max(0, place - 1) : place + 2]}
        if "there" in around or not around.isdisjoint(_PLACES):
            return True
    return False


def is_form_of(word: EnglishWord, base: str) -> bool:
    """Whether a word of a text is a form of `base`, or its base form: *steps* and *step*.

    Two forms of one base are none of each other: *writing*, *written*.
    """
    return _fold(base) in word.keys or _fold(word.lower) in keys(base)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    for pattern, spelling in _FOLDS:
        word = pattern.sub(spelling, word)
    return word
