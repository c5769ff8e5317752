"""How a headword is said, in broad IPA, where two independent sources say the same.

Neither source is good enough alone to teach from: gruut has a lexicon of 37,000 words and guesses
the rest from their letters, espeak-ng goes by rules. Where they agree they are nearly always right
(`python -m cards.training.score_ipa` measures it); where they do not, nothing is told.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final, Protocol

_STRESS: Final = "ˈ"
_VOWELS: Final = re.compile(r"ɛi|œy|ɑu|[aeiouyøœɑɛɪɔʏə]ː?")

# From the sources' habits to the notation of Dutch handbooks (Booij 1995, The Phonology of Dutch);
# later rules rely on earlier ones.
_NOTATION: Final = tuple(
    (re.compile(pattern), notation)
    for pattern, notation in (
        (r"\([a-z]+\)|[.ˌ_‿͡|]", ""),  # espeak-ng's (en)…(nl), syllables, secondary stress, ties
        (r"'", _STRESS),
        (r"[ɹɾʀʁ]+r?|rː|rr", "r"),
        (r"w", "ʋ"),
        (r"g", "ɡ"),
        (r"tʲ", "tj"),
        (r"ʤ", "dʒ"),
        (r"sj", "ʃ"),  # *meisje*
        (r"[ʉɵ]", "ʏ"),
        (r"ɛː?[ɪi]", "ɛi"),
        (r"œː?[ʏy]ː?", "œy"),
        (r"ʌʊ|ɑuː?ʋ?|ʌu", "ɑu"),
        (r"ɪː?(?=ˈ?r)", "eː"),  # *meer*, *marineren*: the r only colours the vowel
        (r"ɔː(?=ˈ?r)", "oː"),
        (r"([aeoø])ː?", r"\1ː"),  # these four are long whenever they are not ɑ, ɛ, ɔ, ʏ
        (r"([iuy])ː", r"\1"),
        (r"n(?=ˈ?[kŋ])", "ŋ"),
        (r"ŋ(?=ˈ?[ɣx])|ɱ", "n"),  # *aangenaam*, *aanvallen*: as they are spelt
        (r"^ˈ?ʋr", "vr"),  # *wrak*
    )
)


class Pronouncer(Protocol):
    """A source of pronunciations; `version` names it and all that its answers depend on."""

    @property
    def version(self) -> str:
        """The name and version of the source."""
        ...

    def ipa(self, word: str) -> str:
        """One word in IPA of the source's own taste; empty where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class Gruut:
    """The lexicon and letter-to-sound model of gruut, an optional package."""

    @property
    def version(self) -> str:
        """Of the program and of its Dutch data."""
        return f"gruut {version('gruut')} {version('gruut-lang-nl')}"

    def ipa(self, word: str) -> str:
        """The sounds of `word` in a row."""
        import gruut

        sentences = gruut.sentences(word, lang="nl")
        return "".join(sound for words in sentences for w in words for sound in w.phonemes or ())


@dataclass(frozen=True, slots=True)
class Espeak:
    """The rules of espeak-ng: `program` is its path, `version` what it says of itself."""

    program: str
    version: str

    def ipa(self, word: str) -> str:
        """What espeak-ng prints for `word`; nothing if it does not run."""
        arguments = [self.program, "-v", "nl", "-q", "--ipa", "-b", "1", "--stdin"]
        try:
            ran = subprocess.run(  # noqa: S603 - a program of ours, the word on its standard input
                arguments, input=word.encode(), capture_output=True, timeout=30, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return " ".join(ran.stdout.decode("utf-8", "replace").split())


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two sources, of which the first is quoted, and only where the second says the same."""

    first: Pronouncer
    second: Pronouncer

    @property
    def version(self) -> str:
        """Of both sources."""
        return f"{self.first.version}, {self.second.version}"

    def ipa(self, word: str) -> str:
        """A headword of one or more words, without slashes; empty where the sources differ."""
        said = [agreed(self.first.ipa(part), self.second.ipa(part)) for part in word.split()]
        return " ".join(said) if all(said) else ""


def agreed(first: str, second: str) -> str:
    """`first` in our notation, if `second` says the same; else nothing.

    Where the syllable with the stress begins is a matter of taste: the two must stress the same
    vowel, and only that. One syllable needs no mark.
    """
    if not same_sounds(first, second):
        return ""
    told, heard = broad(first), broad(second)
    if len(_VOWELS.findall(told)) == 1:
        return told.replace(_STRESS, "")
    return told if _stressed(told) == _stressed(heard) != () else ""


def same_sounds(first: str, second: str) -> bool:
    """Whether both say something, and the same but for stress, *-n* and the *g* of the region."""
    return bool(first) and _sounds(broad(first)) == _sounds(broad(second))


def broad(ipa: str) -> str:
    """`ipa` in the one notation that all sources are brought to."""
    text = unicodedata.normalize("NFC", ipa.strip())
    for pattern, notation in _NOTATION:
        text = pattern.sub(notation, text)
    return text


def _sounds(ipa: str) -> str:
    text = ipa.replace(_STRESS, "").replace("ɣ", "x")
    return re.sub(r"n(?=[pb])", "m", re.sub(r"ən$", "ə", text))


def _stressed(ipa: str) -> tuple[int, ...]:
    """The place, among the vowels, of the one that is stressed; nothing unless it is just one."""
    before, *after = ipa.split(_STRESS)
    return (len(_VOWELS.findall(before)),) if len(after) == 1 else ()
