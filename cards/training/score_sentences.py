"""Segmentation against texts whose sentences are known.

Run as `python -m cards.training.score_sentences DATA [--show]`: DATA is the shared data folder;
`--show` also lists every boundary that differs. Prints, for each set, the F1 of the boundaries
within a line, and of whole sentences for the free pairs. The rules were written with every second
NTREX document and pairs a1-a3, b1-b3 in view; the other halves are the honest figure.

NTREX gives sentences without lines: they are joined with a space, but with a newline where one
ends without a mark, for headlines stand on their own line. Those boundaries, which are kept, count
in the last NTREX row only, of all documents. A gold segment that holds several sentences counts as
an error of ours: in Dutch that is every error.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.documents import load_document
from cards.model import Language
from cards.sentences import split, split_line

_FIELDS = {Language.ENGLISH: ("src", "english"), Language.DUTCH: ("tgt", "dutch")}
_MARKS = tuple(".!?…")
_CLOSING = "”’\"'»)]"
_TUNED_PAIRS = frozenset({"a1", "a2", "a3", "b1", "b2", "b3"})


@dataclass(frozen=True, slots=True)
class Score:
    """What was found and right, found in all, and to be found; `errors` in words."""

    right: int
    found: int
    gold: int
    errors: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / max(1, self.found + self.gold)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.gold + other.gold,
            self.errors + other.errors,
        )


def boundaries(sentences: Sequence[str]) -> dict[int, str]:
    """Maps each inner boundary, counted in characters that are not spaces, to its surroundings."""
    places = {}
    position = 0
    for left, right in itertools.pairwise(sentences):
        position += len("".join(left.split()))
        places[position] = f"{left[-50:]} | {right[:40]}"
    return places


def score_line(gold: Sequence[str], language: Language) -> Score:
    """Joins the gold sentences of a line, splits them anew and compares the boundaries."""
    want, have = boundaries(gold), boundaries(split_line(" ".join(gold), language))
    errors = [f"missed {want[place]}" for place in want.keys() - have.keys()]
    errors += [f"extra  {have[place]}" for place in have.keys() - want.keys()]
    return Score(len(want.keys() & have.keys()), len(have), len(want), tuple(sorted(errors)))


def lines_of(segments: Iterable[str]) -> Iterator[list[str]]:
    """Puts segments on lines: a segment that ends without a mark ends its line."""
    line: list[str] = []
    for segment in segments:
        line.append(" ".join(segment.replace("\u200b", "").split()))
        if not segment.rstrip().rstrip(_CLOSING).endswith(_MARKS):
            yield line
            line = []
    if line:
        yield line


def score_news(documents: Iterable[dict[str, list[str]]], language: Language) -> Score:
    """The boundaries within the lines of NTREX documents."""
    key = _FIELDS[language][0]
    lines = (line for document in documents for line in lines_of(document[key]))
    return sum((score_line(line, language) for line in lines), Score(0, 0, 0))


def score_kept(documents: Iterable[dict[str, list[str]]], language: Language) -> Score:
    """The same with the boundaries between lines, which are never missed."""
    documents = list(documents)
    key = _FIELDS[language][0]
    kept = sum(len(list(lines_of(document[key]))) - 1 for document in documents)
    return score_news(documents, language) + Score(kept, kept, kept)


def score_pair(folder: Path, language: Language) -> Score:
    """The sentences of one text of a pair that come out exactly as in its gold.jsonl."""
    key = _FIELDS[language][1]
    beads = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = Counter(sentence for bead in beads for sentence in json.loads(bead)[key])
    document = load_document(folder / f"{language}.txt", language)
    found = Counter(sentence.text for sentence in split(document))
    errors = [f"missed {sentence}" for sentence in (gold - found).elements()]
    errors += [f"extra  {sentence}" for sentence in (found - gold).elements()]
    return Score((gold & found).total(), found.total(), gold.total(), tuple(errors))


def score_challenge(path: Path, language: Language) -> Score:
    """The lines of the challenge that come out right; `errors` holds the others."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [row[1].split("|") for row in rows if row[0] == language]
    wrong = [f"differs {line}" for line in lines if score_line(line, language).errors]
    right = len(lines) - len(wrong)
    return Score(right, len(lines), len(lines), tuple(wrong))


def scores(data: Path) -> Iterator[tuple[str, Language, Score]]:
    """Yields a name, a language and a score for each set below the shared data folder."""
    news = (data / "alignment" / "ntrex-dev" / "clean.jsonl").read_text(encoding="utf-8")
    documents = [json.loads(line) for line in news.splitlines()]
    pairs = sorted(path for path in (data / "pairs-dev").iterdir() if path.is_dir())
    challenge = data / "alignment" / "segmentation-challenge.tsv"
    for language in Language:
        yield "NTREX, boundaries, tuned", language, score_news(documents[::2], language)
        yield "NTREX, boundaries, kept back", language, score_news(documents[1::2], language)
        yield "NTREX, with those between lines", language, score_kept(documents, language)
        for name, tuned in (("tuned", True), ("kept back", False)):
            chosen = [path for path in pairs if (path.name in _TUNED_PAIRS) == tuned]
            total = sum((score_pair(path, language) for path in chosen), Score(0, 0, 0))
            yield f"free pairs, sentences, {name}", language, total
        yield "challenge, lines", language, score_challenge(challenge, language)


def main() -> None:
    """Prints the table."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--show"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    print(f"{'set':34}{'':4}{'F1':>7}{'right':>7}{'found':>7}{'gold':>7}")
    for name, language, score in scores(Path(arguments[0])):
        print(f"{name:34}{language:4}{score.f1:7.4f}{score.right:7}{score.found:7}{score.gold:7}")
        if "--show" in sys.argv:
            for error in score.errors:
                print(f"    {error}")


if __name__ == "__main__":
    main()
