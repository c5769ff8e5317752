"""*er*, *waar*, *daar*: what a stranded preposition goes with, or what only opens a clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cards.model import Token

R_PRONOUNS: Mapping[str, str] = {
    "er": "er", "d'r": "er", "daar": "waar", "waar": "waar", "hier": "waar", "ergens": "waar",
    "nergens": "waar", "overal": "waar",
}  # fmt: skip
_WITH_PREPOSITION = re.compile(
    r"(?:er|daar|waar|hier)(?:aan|achter|af|beneden|bij|binnen|boven|buiten|door|heen|in|langs|mee|na|"
    r"naar|naast|om|omheen|onder|op|over|rond|tegen|tegenover|toe|tussen|uit|van|vandaan|voor)"
)
_REACH = 12  # tokens between *er* and its preposition
_QUOTES = frozenset("'\"‘’“”„")


def is_pronominal(word: str) -> bool:
    """Whether a word is an adverb that stands for preposition and pronoun: *eraan*, *Waarmee*."""
    return _WITH_PREPOSITION.fullmatch(word.lower()) is not None


def r_pronoun(tokens: Sequence[Token], index: int) -> str:
    """The nearest *er*, or *waar*, *daar*, *hier*, that no nearer preposition has taken; or ""."""
    if index and tokens[index - 1].upos == "ADP":  # "er naar uit": naar is the one
        return ""
    for token in reversed(tokens[max(0, index - _REACH) : index]):
        stop = token.upos == "PUNCT" and token.text not in _QUOTES
        if stop or token.upos in ("CCONJ", "SCONJ") or token.xpos == "VZ|fin":
            return ""
        if pronoun := R_PRONOUNS.get(token.text.lower()):
            return pronoun
    return ""


def presents(tokens: Sequence[Token], index: int) -> bool:
    """Whether *er* only opens the clause for an indefinite subject (*er ging een gejuich op*)."""
    start = index
    while start and tokens[start - 1].upos not in ("PUNCT", "SCONJ", "CCONJ"):
        start -= 1
    governed = found = False
    for token in tokens[start:index]:
        word = token.text.lower()
        if token.upos == "ADP":
            governed = True
        elif token.upos in ("PRON", "DET", "PROPN", "NOUN", "NUM") and word not in R_PRONOUNS:
            if not governed:
                if _is_definite(token):
                    return False
                found = True
            governed = governed and token.upos in ("DET", "NUM")
        elif token.upos in ("VERB", "AUX", "ADV"):
            governed = False
    return found


def _is_definite(token: Token) -> bool:
    """*de*, *deze*, *zijn*; *ik*, *hij*; a name."""
    marks = set(token.xpos.split("|"))
    if token.upos == "PROPN" or {"bep", "bez", "aanw", "nomin"} & marks:
        return True
    return token.text.lower() in ("je", "ze", "het", "u", "jullie", "die", "dat", "wie")
