"""The texts of the bench: parallel documents, and long texts put together from them."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.documents import load_document
from cards.model import Language
from cards.sentences import split

ROOT = Path(__file__).parents[2]
OWN = ROOT / "cards" / "training" / "pairs"
BLIND = ROOT / "tests" / "data" / "pairs"
PARAGRAPH = 5  # sentences
_WORD = re.compile(r"\w+")
_CONSONANTS = "bdfgklmnprstvz"

Pair = tuple[str, str]
Beads = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoldText:
    """Two texts in sentences and which of them translate each other."""

    english: tuple[str, ...]
    dutch: tuple[str, ...]
    gold: Beads


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents of (English, Dutch) pairs of sentences, and sets with gold alignments by name.

    `starter` is the folder of a Stanza model with a tokeniser, where there is one.
    """

    origin: str
    documents: tuple[tuple[Pair, ...], ...]
    gold: dict[str, tuple[GoldText, ...]]
    starter: Path | None


def read_corpus(data: Path) -> Corpus:
    """NTREX news and the free pairs of the shared data; without those, the project's own pairs."""
    ntrex = data / "alignment" / "ntrex-dev"
    if not ntrex.is_dir():
        own = tuple(_gold_pairs(OWN))
        documents = tuple(tuple(_pairs_of(text)) for text in own)
        return Corpus("cards/training/pairs", documents, {"free, blind": _blind()}, None)
    news = tuple(_ntrex(ntrex / "clean.jsonl"))
    free = tuple(_gold_pairs(data / "pairs-dev"))
    return Corpus(
        "NTREX dev news and pairs-dev",
        tuple(tuple(_pairs_of(text)) for text in (*news, *free)),
        {
            "news, mixed (trained on)": tuple(_ntrex(ntrex / "mixed.jsonl")),
            "free (trained on)": free,
            "free, blind": _blind(),
        },
        data / "model",
    )


def long_text(corpus: Corpus, length: int) -> list[list[Pair]]:
    """At least `length` pairs of sentences in documents: all of the corpus, in turn, shuffled.

    From the second round on, two sorts of words are changed, so that as many new words come up as
    in a text that does not repeat itself: names and numbers (what both languages share), and Dutch
    words that the corpus has once. The change is made up, but follows the same rule in both.
    """
    counts = Counter(
        word for pairs in corpus.documents for _, dutch in pairs for word in _WORD.findall(dutch)
    )
    chosen: list[list[Pair]] = []
    count = turn = 0
    while count < length:
        order = list(corpus.documents)
        random.Random(turn).shuffle(order)
        for pairs in order:
            if count < length:
                chosen.append([_varied(pair, counts, turn) for pair in pairs])
                count += len(pairs)
        turn += 1
    return chosen


def write_texts(documents: Sequence[Sequence[Pair]], folder: Path) -> tuple[Path, Path]:
    """Two files, a few sentences to the paragraph."""
    paths = folder / "long.en.txt", folder / "long.nl.txt"
    for side, path in enumerate(paths):
        paragraphs = [
            " ".join(pair[side] for pair in pairs[start : start + PARAGRAPH] if pair[side])
            for pairs in documents
            for start in range(0, len(pairs), PARAGRAPH)
        ]
        path.write_text("\n\n".join(filter(None, paragraphs)) + "\n", encoding="utf-8")
    return paths


def dutch_sentences(path: Path) -> list[str]:
    """The sentences that kaartenbak finds in a Dutch file."""
    return [sentence.text for sentence in split(load_document(path, Language.DUTCH))]


def _varied(pair: Pair, counts: Counter[str], turn: int) -> Pair:
    if turn == 0:
        return pair
    english, dutch = pair
    shared = {
        word
        for word in set(_WORD.findall(english)) & set(_WORD.findall(dutch))
        if word.isdigit() or word.istitle()
    }
    rare = {
        word
        for word in _WORD.findall(dutch)
        if counts[word] == 1 and len(word) > 5 and word.islower()
    }

    def change(words: set[str], text: str) -> str:
        return _WORD.sub(lambda m: _variant(m[0], turn) if m[0] in words else m[0], text)

    return change(shared, english), change(shared | rare, dutch)


def _variant(word: str, turn: int) -> str:
    """Another word of the same shape: digits and the first inner consonant move on by `turn`."""
    if word.isdigit():
        return "".join(str((int(digit) + turn) % 10) for digit in word)
    for place, letter in enumerate(word[1:], 1):
        if letter in _CONSONANTS:
            new = _CONSONANTS[(_CONSONANTS.index(letter) + turn) % len(_CONSONANTS)]
            return word[:place] + new + word[place + 1 :]
    return word


def _pairs_of(text: GoldText) -> Iterator[Pair]:
    """The pairs of a text in Dutch order; what is unaligned stands beside an empty string."""
    for english, dutch in text.gold:
        yield (
            " ".join(text.english[i] for i in english),
            " ".join(text.dutch[j] for j in dutch),
        )


def _ntrex(path: Path) -> Iterator[GoldText]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold = tuple((tuple(a), tuple(b)) for a, b in record["gold"])
        yield GoldText(tuple(record["src"]), tuple(record["tgt"]), gold)


def _gold_pairs(folder: Path) -> Iterator[GoldText]:
    """Folders of en.txt, nl.txt and gold.jsonl, a bead a line in Dutch order."""
    from cards.training.bead_corpora import pairs

    for text in pairs(folder):
        yield GoldText(
            tuple(sentence.text for sentence in text.english),
            tuple(sentence.text for sentence in text.dutch),
            text.gold,
        )


def _blind() -> tuple[GoldText, ...]:
    return tuple(_gold_pairs(BLIND))
