"""Treebanks as the recipe wants them: words, each with the lemma that a learner sees.

UD writes *belde … op* as `op_bellen`, and *gezondheidszorg* as `gezondheid_zorg`. No lemmatiser
that sees one word at a time can know of the particle, and no learner looks a word up by its parts.
"""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cards.analysis import typewritten
from cards.errors import InputError
from cards.tag_choice import WholeTag

_VERBAL = frozenset({"VERB", "AUX"})
_COLUMNS = 10
_FOREIGN = "SPEC|vreemd"
_NAME_OF_ANY_GENDER, _NAME = "N|eigen|ev|basis|genus|stan", "N|eigen|ev|basis|zijd|stan"
_FEATS_OF_NAME = "Gender=Com|Number=Sing"
_BLOCK = 100  # sentences that stay together when some are held out


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


def hold_out(
    sentences: Sequence[TreebankSentence], every: int
) -> tuple[tuple[TreebankSentence, ...], tuple[TreebankSentence, ...]]:
    """What to train on, and what to keep apart: one block of a hundred sentences in `every`.

    Blocks, since neighbours come from one text, and share its names and its subject.
    """
    parts: tuple[list[TreebankSentence], list[TreebankSentence]] = ([], [])
    for number, sentence in enumerate(sentences):
        parts[number // _BLOCK % every == every - 1].append(sentence)
    return tuple(parts[0]), tuple(parts[1])


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


def alike(sentences: Iterable[TreebankSentence]) -> tuple[TreebankSentence, ...]:
    """The sentences with the tags that UD_Dutch-Alpino and most of LassySmall would have.

    Three things differ from one Dutch treebank to another. Words of other languages are symbols in
    what LassySmall was made from; only some mark fixed expressions (`ExtPos`); and only some say of
    a name that they do not know its gender: those are persons, nine times in ten.
    """
    return tuple(replace(s, words=tuple(map(_alike, s.words))) for s in sentences)


def _alike(word: Word) -> Word:
    if word.xpos == _FOREIGN:
        return replace(word, upos="X", feats="Foreign=Yes")
    if word.xpos == _NAME_OF_ANY_GENDER:
        return replace(word, xpos=_NAME, feats=_FEATS_OF_NAME)
    kept = [feature for feature in word.feats.split("|") if not feature.startswith("ExtPos=")]
    return replace(word, feats="|".join(kept) or "_")


def whole_tags(sentences: Iterable[TreebankSentence]) -> list[WholeTag]:
    """Every UPOS with an XPOS that comes more than once, and the features that it mostly has."""
    counts = Counter((w.upos, w.xpos, w.feats.strip("_")) for s in sentences for w in s.words)
    feats: dict[tuple[str, str], str] = {}
    pairs = Counter[tuple[str, str]]()
    for (upos, xpos, found), count in counts.most_common():
        feats.setdefault((upos, xpos), found)
        pairs[upos, xpos] += count
    return [WholeTag(*pair, feats[pair]) for pair, count in sorted(pairs.items()) if count > 1]


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
