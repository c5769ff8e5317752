"""Words that a learner knows already, by headword and part of speech: they become no cards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cards.errors import InputError, Problem
from cards.lexicon import Lexicon
from cards.model import KnownWords

_LONGEST_PHRASE = 4  # words: longer is a sentence
_MOST_PROBLEMS = 10
_ARTICLES = r"(?:de|het|'t|een)"
_ARTICLE = re.compile(
    rf"\(?{_ARTICLES}(?:\s*(?:[/,]|of)\s*{_ARTICLES})?\)?\s+(?=\S)", re.IGNORECASE
)
_MARKS = ' .!?*•-–—"“”„'
_ASIDE = re.compile(r"\s*(?:[(\[,;=/|<>:]|\s[-–—]\s)")  # *lopen (liep, gelopen)*, *fiets, de*
_VERBS = "verb; aux; separable verb; reflexive verb; separable reflexive verb; werkwoord; ww"
_PARTS_OF_SPEECH = {
    "NOUN": "noun; propn; name; zelfstandig naamwoord; zn; znw",
    "VERB": _VERBS,
    "ADJ": "adj; adjective; bijvoeglijk naamwoord; bn; bnw",
    "ADV": "adv; adverb; bijwoord; bw",
    "ADP": "adp; preposition; voorzetsel; vz",
    "PRON": "pron; pronoun; voornaamwoord; vnw",
    "DET": "det; determiner; lidwoord; lw",
    "NUM": "num; numeral; telwoord; tw",
    "CCONJ": "cconj; sconj; conjunction; voegwoord; vw",
    "INTJ": "intj; interjection; tussenwerpsel; tsw",
}
_UPOS = {name: upos for upos, names in _PARTS_OF_SPEECH.items() for name in names.split("; ")}
_HEADERS = ("lemma", "word", "woord")


NOTHING_KNOWN = KnownWords()


def known_word(text: str, upos: str, lexicon: Lexicon) -> KnownWords:
    """The headword that a word list or a card means by `text`; nothing if that is no word.

    *De fiets (-en)* gives *fiets*, a noun; *Lopen, liep* gives *lopen*. A phrase of more than four
    words is a sentence, not a word.
    """
    text = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    article = _ARTICLE.match(text)
    rest = text[article.end() :] if article else text
    aside = _ASIDE.search(rest)
    word = (rest[: aside.start()] if aside else rest).strip(_MARKS)
    told = set(re.findall(r"\w+", rest[aside.start() :].lower())) if aside else set()
    if not any(char.isalpha() for char in word) or len(word.split()) > _LONGEST_PHRASE:
        return NOTHING_KNOWN
    if article or not told.isdisjoint({"de", "het"}):
        upos = upos or "NOUN"
    spellings = _spellings(f"zich {word}" if "zich" in told else word, lexicon)
    return KnownWords(frozenset((spelling, upos) for spelling in spellings))


def known_of(headwords: Iterable[tuple[str, str]]) -> KnownWords:
    """Exactly these headwords, each with its part of speech."""
    return KnownWords(frozenset((lemma.replace("’", "'"), upos) for lemma, upos in headwords))


def part_of_speech(name: str) -> str | None:
    """The UPOS tag for *NOUN*, *noun*, *zn*, *separable verb*; None if `name` is none of these."""
    return _UPOS.get(" ".join(name.lower().split()).rstrip("."))


def read_word_list(text: str, name: str, lexicon: Lexicon) -> tuple[KnownWords, list[Problem]]:
    """Read a list of words: one a line, with its part of speech after a tab if you like.

    What follows `#` is a comment; further columns are left alone, so that the table that
    `kaartenbak words --format tsv` prints is such a list, header and all.

    Raises:
        InputError: there is no word in it.
    """
    found: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.partition("#")[0].split("\t")]
        if not any(cells) or (number == 1 and cells[0].lower() in _HEADERS and len(cells) > 1):
            continue
        tag = cells[1] if len(cells) > 1 else ""
        upos = part_of_speech(tag) if tag else ""
        if upos is None:
            advice = "Write NOUN, VERB, ADJ or ADV. The word counts whatever its part of speech."
            problems.append(Problem(name, number, f"“{tag}” is no part of speech.", advice))
        word = known_word(cells[0], upos or "", lexicon)
        found |= word.words
        if not word:
            advice = "Write one word a line. This line was left out."
            problems.append(Problem(name, number, f"“{_cut(cells[0])}” is not a word.", advice))
    if not found:
        raise InputError(
            f"{name}: there is no word in this list.", "Write one Dutch word a line, or leave it."
        )
    return KnownWords(frozenset(found)), list(_first(problems, name))


def _spellings(word: str, lexicon: Lexicon) -> set[str]:
    """*Fiets* is *fiets* and *afghaans* is *Afghaans*, but *Pool* is not *pool*.

    A word that the dictionary lacks may be either.
    """
    lower = word.lower()
    capital = "IJ" + lower[2:] if lower.startswith("ij") else lower[:1].upper() + lower[1:]
    listed = (lexicon.nouns, lexicon.adjectives, lexicon.adverbs, lexicon.verbs)
    for spelling in (word, lower, capital, word.upper()):
        if any(spelling in part for part in listed):
            return {spelling}
    return {word, lower}


def _first(problems: list[Problem], name: str) -> Iterator[Problem]:
    yield from problems[:_MOST_PROBLEMS]
    if len(problems) > _MOST_PROBLEMS:
        yield Problem(name, 0, f"{len(problems) - _MOST_PROBLEMS} more lines are like these.")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
