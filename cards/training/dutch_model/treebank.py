"""Treebanks as the recipe wants them: words, each with the lemma that a learner sees.

UD writes *belde … op* as `op_bellen`, and *gezondheidszorg* as `gezondheid_zorg`. No lemmatiser
that sees one word at a time can know of the particle, and no learner looks a word up by its parts.
"""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cards.analysis import typewritten
from cards.errors import InputError
from cards.tag_choice import WholeTag

_VERBAL = frozenset({"VERB", "AUX"})
_COLUMNS = 10
_FOREIGN = "SPEC|vreemd"
_FOREIGN_TOLD = "X", "Foreign=Yes"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a treebank; `lemma` is as the treebank writes it, "_" stands for nothing."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str

    @property
    def surface_lemma(self) -> str:
        """The lemma without what the form does not show."""
        return surface_lemma(self.form, self.lemma, self.upos)


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence: its text as it was printed, and its words."""

    text: str
    words: tuple[Word, ...]


def read(path: Path) -> tuple[TreebankSentence, ...]:
    """The sentences of a CoNLL-U file, packed with xz or not.

    Raises:
        InputError: the file cannot be read, or a line is not CoNLL-U.
    """
    try:
        content = path.read_bytes()
        text = (lzma.decompress(content) if path.suffix == ".xz" else content).decode("utf-8")
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}.", "Give CoNLL-U, or CoNLL-U in xz."
        ) from error
    return tuple(parse(text, path.name))


def parse(text: str, name: str = "treebank") -> Iterator[TreebankSentence]:
    """The sentences of CoNLL-U text; ranges of words and empty nodes are passed over."""
    printed, words = "", list[Word]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            if line.startswith("# text = "):
                printed = line.removeprefix("# text = ")
        elif line:
            cells = line.split("\t")
            if len(cells) != _COLUMNS:
                raise InputError(f"{name}:{number} has {len(cells)} columns; CoNLL-U has ten.")
            if cells[0].isdigit():
                words.append(Word(*cells[1:6]))
        elif words:
            yield TreebankSentence(printed or _joined(words), tuple(words))
            printed, words = "", []
    if words:
        yield TreebankSentence(printed or _joined(words), tuple(words))


def conllu(sentences: Iterable[TreebankSentence]) -> str:
    """What Stanza trains on: typewriter marks, surface lemmas, a flat tree that nobody reads."""
    lines: list[str] = []
    for sentence in sentences:
        for number, word in enumerate(sentence.words, start=1):
            tree = ("0", "root") if number == 1 else ("1", "dep")
            form, lemma = typewritten(word.form), typewritten(word.surface_lemma)
            cells = (str(number), form, lemma, word.upos, word.xpos, word.feats, *tree, "_", "_")
            lines.append("\t".join(cells))
        lines.append("")
    return "\n".join(lines) + "\n"


def whole_tags(sentences: Iterable[TreebankSentence]) -> list[WholeTag]:
    """Every UPOS with an XPOS that comes more than once, and the features that they have.

    Two things differ from one Dutch treebank to another: words of other languages are symbols in
    what LassySmall was made from, and only some mark fixed expressions (`ExtPos`). Told is what
    UD_Dutch-Alpino has.
    """
    counts = Counter((w.upos, w.xpos, _plain(w.feats)) for s in sentences for w in s.words)
    feats: dict[tuple[str, str], str] = {}
    for (upos, xpos, found), _count in counts.most_common():
        feats.setdefault((upos, xpos), found)
    pairs = Counter[tuple[str, str]]()
    for (upos, xpos, _), count in counts.items():
        pairs[upos, xpos] += count
    return [
        WholeTag(upos, xpos, *_FOREIGN_TOLD)
        if xpos == _FOREIGN
        else WholeTag(upos, xpos, upos, feats[upos, xpos])
        for (upos, xpos), count in sorted(pairs.items())
        if count > 1
    ]


def _plain(feats: str) -> str:
    """Features without `ExtPos`, "" for none."""
    kept = (feature for feature in feats.split("|") if not feature.startswith("ExtPos="))
    return "|".join(kept).replace("_", "")


def surface_lemma(form: str, lemma: str, upos: str) -> str:
    """The lemma under which a learner looks the form up.

    *belde* `op_bellen` → *bellen*, *opgebeld* `op_bellen` → *opbellen*, *gezondheidszorg*
    `gezondheid_zorg` → *gezondheidszorg*, *Franstalige* `Frans_talig` → *Franstalig*.
    """
    *parts, last = lemma.split("_")
    if not parts or not all(parts) or not last:
        return lemma
    if upos in _VERBAL:
        particle = "".join(parts)
        return particle + last if form.lower().startswith(particle.lower()) else last
    place = _start_of_last(form, len("".join(parts)), last)
    if place is None:
        return "".join(parts) + last
    return _like(lemma, form[:place]) + last


def _start_of_last(form: str, expected: int, last: str) -> int | None:
    """Where the last part of a compound begins in `form`: near `expected`, past linking letters."""
    folded, sought = form.lower(), last.lower()
    best: tuple[int, int, int] | None = None
    for start in range(max(1, expected - 3), min(len(form), expected + 5)):
        shared = _shared(folded[start:], sought)
        if best is None or (shared, -abs(start - expected)) > best[:2]:
            best = (shared, -abs(start - expected), start)
    # *-huizen* and *huis* share three letters of four, *-steden* and *stad* two.
    return best[2] if best and best[0] >= min(2, len(sought)) else None


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _like(lemma: str, start: str) -> str:
    """The start of a form in the case of the lemma: a sentence's capital goes, a name's stays."""
    if lemma.islower():
        return start.lower()
    return lemma[0] + start[1:]


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.form for word in words)
