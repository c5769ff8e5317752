"""Checking that the English text is English and the Dutch text Dutch.

Passages spread over a text are judged by their function words, which takes a few milliseconds and
settles an ordinary pair. Only what that leaves open is put to py3langid (naive Bayes over byte
n-grams; Lui & Baldwin 2012), which is offline but takes a third of a second to load.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from cards.errors import NotTranslationsError, Problem
from cards.model import Document, Language

_PASSAGE = 400  # characters: three or four sentences
_PASSAGES = 24  # looked at, spread over the text
_FEWEST_LETTERS = 100  # in a text that may be called by one language without a doubt
_LIKELY = 0.6  # probability of one passage
_CERTAIN = 0.75  # of the passages
_CROSSED = 0.6  # the same, where both texts say that they were exchanged

# Frequent words of one language that its neighbours lack: *het, die, van* are Afrikaans too,
# *of* is English and Dutch, *was* also German. At least three different ones count, and a tenth
# of all words: French has *de* and *je*, Frisian *de* and *ik*.
_WORDS = {
    Language.ENGLISH: frozenset(
        "the and to that this with have from they his she you for not but are were which their "
        "there what been would could about who your when it's i'm don't it he "
        "will can had has out then him them our one into some".split()
    ),
    Language.DUTCH: frozenset(
        "de een ik je hij zij ze we niet zijn naar wij jij werd worden wordt heeft hebben deze "
        "mijn toen bij zich hun zou kunnen kan veel vrouw wie nu waar hoe zo'n mij jou uw "
        "door als werden waren ben bent heb hebt gaat komt ging kwam zei zegt mensen tijd".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ALIASES = {"pcm": "en", "zxx": ""}  # Nigerian Pidgin wins from short English; no language
_NAMES = {
    "en": "English", "nl": "Dutch", "af": "Afrikaans", "fy": "Frisian", "lb": "Luxembourgish",
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "ca": "Catalan", "ro": "Romanian", "da": "Danish", "sv": "Swedish", "no": "Norwegian",
    "nb": "Norwegian", "nn": "Norwegian", "is": "Icelandic", "fi": "Finnish", "et": "Estonian",
    "hu": "Hungarian", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "hr": "Croatian",
    "ru": "Russian", "uk": "Ukrainian", "el": "Greek", "tr": "Turkish", "ar": "Arabic",
    "he": "Hebrew", "fa": "Persian", "hi": "Hindi", "id": "Indonesian", "vi": "Vietnamese",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detected:
    """What language a text looks like.

    `language` is an ISO 639-1 code, empty where nothing can be said; `confidence` the share of
    the passages that look like it, 0 to 1; `letters` how many letters the passages held.
    """

    language: str
    confidence: float
    letters: int

    @property
    def is_certain(self) -> bool:
        """Whether the text is long enough and plain enough to be sure."""
        return self.confidence >= _CERTAIN and self.letters >= _FEWEST_LETTERS

    @property
    def name(self) -> str:
        """The English name of the language."""
        return _NAMES.get(self.language, f"another language ({self.language})")


def detect(text: str) -> Detected:
    """Returns the language that most passages of `text` are in; looks at a sample of them."""
    count = max(1, min(_PASSAGES, len(text) // _PASSAGE))
    starts = [number * len(text) // count for number in range(count)]
    passages = [text[start : start + _PASSAGE] for start in starts]
    letters = sum(char.isalpha() for passage in passages for char in passage)
    passages = [passage for passage in passages if len(_WORD.findall(passage)) > 1]
    tally = Counter(map(_by_words, passages))
    undecided = tally.pop("", 0)
    if len(tally) != 1 or undecided > len(passages) / 4:
        tally = Counter(map(_by_letters, passages))
        tally.pop("", 0)
    if not tally:
        return Detected("", 0.0, letters)
    language, votes = tally.most_common(1)[0]
    return Detected(language, votes / len(passages), letters)


def check_pair(
    english: Document, dutch: Document
) -> tuple[Document, Document, tuple[Problem, ...]]:
    """Returns the English and the Dutch text, exchanged if they were given the other way round.

    Says nothing where nothing is certain: short texts, names and numbers, mixed languages.

    Raises:
        NotTranslationsError: Both texts are in one language, or one is in a third.
    """
    first, second = (detect("\n".join(document.lines)) for document in (english, dutch))
    if (first.language, second.language) == ("nl", "en"):
        if min(first.confidence, second.confidence) >= _CROSSED:
            return _exchange(english, dutch)
        return english, dutch, ()
    for document, found in ((english, first), (dutch, second)):
        if found.is_certain and found.language not in set(Language):
            raise NotTranslationsError(
                f"{document.name} looks like {found.name}, not {_NAMES[document.language]}.",
                "Kaartenbak needs an English text and its Dutch translation.",
            )
    if first.is_certain and second.is_certain and first.language == second.language:
        raise NotTranslationsError(
            f"Both {english.name} and {dutch.name} look like {first.name}.",
            "Kaartenbak needs an English text and its Dutch translation.",
        )
    return english, dutch, _strangers((english, first), (dutch, second))


def check_alone(document: Document) -> tuple[Problem, ...]:
    """Says of a text that it is in another language than it should be, where that is certain."""
    return _strangers((document, detect("\n".join(document.lines))))


def _by_words(passage: str) -> str:
    """Returns "en" or "nl" where the function words leave no doubt."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(passage)]
    hits = {language: [w for w in words if w in known] for language, known in _WORDS.items()}
    best, other = sorted(hits, key=lambda language: -len(hits[language]))
    is_plain = len(hits[best]) >= max(0.1 * len(words), 4 * len(hits[other]))
    return best.value if is_plain and len(set(hits[best])) > 2 else ""


def _by_letters(passage: str) -> str:
    """Returns what py3langid makes of a passage, or an empty string where it hesitates."""
    language, probability = _identifier().classify(passage)
    return _ALIASES.get(language, language) if probability >= _LIKELY else ""


class _Identifier(Protocol):
    """The part of py3langid that is used here."""

    def classify(self, instance: str) -> tuple[str, float]:
        """Returns the likeliest language and its probability."""


@lru_cache
def _identifier() -> _Identifier:
    from py3langid import langid  # type: ignore[import-untyped,unused-ignore]

    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    )
    return identifier


def _exchange(first: Document, second: Document) -> tuple[Document, Document, tuple[Problem, ...]]:
    message = f"This text is Dutch and {second.name} is English: they were exchanged."
    return (
        replace(second, language=Language.ENGLISH),
        replace(first, language=Language.DUTCH),
        (Problem(first.name, 0, message, "Name the English text first."),),
    )


def _strangers(*texts: tuple[Document, Detected]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            document.name,
            0,
            f"This text looks like {found.name}, not {_NAMES[document.language]}.",
            "Check that it is the text that you meant.",
        )
        for document, found in texts
        if found.is_certain and found.language != document.language
    )
