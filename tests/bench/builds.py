"""The whole build beside Stanza alone, and a second build beside the first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from cards.tokens import tokenize
from tests.bench.processes import Cost, in_turn, median, print_table, ratio, run
from tests.bench.texts import Corpus, dutch_sentences, long_text, write_texts

BUILD = "kaartenbak build --no-cache"
JOBS = ("-m", "tests.bench.jobs")
SENTENCES = 4000
MEGA = 1e6


def build_beside_stanza(corpus: Corpus, place: Path, runs: int, scale: float) -> None:
    """CPU time and peak memory of `kaartenbak build --no-cache` and of Stanza on the same Dutch."""
    english, dutch = write_texts(long_text(corpus, int(SENTENCES * scale)), place)
    sentences = dutch_sentences(dutch)
    build = partial(
        run, *JOBS, "kaartenbak", "build", english, dutch, "-o", place / "o.apkg", "--no-cache"
    )
    if corpus.starter:
        name = "Stanza: tokenize, pos, lemma"
        parted = _write(sentences, place)
        stanza = partial(run, *JOBS, "stanza", corpus.starter, parted)
    else:
        name = "Stanza, given the words: pos, lemma"
        stanza = partial(run, *JOBS, "stanza-words", _write(map(_parted, sentences), place))
    costs = in_turn(runs, build, stanza, partial(build, threads=1), partial(stanza, threads=1))
    words = costs[1][0].output.split()[0]
    names = [BUILD, name, f"{BUILD}, one thread", f"{name}, one thread"]
    title = f"Build of {len(sentences)} Dutch sentences, {words} words"
    print_table(title, ("", "CPU s", "wall s", "peak MB"), _rows(names, costs))
    for one, other, how in ((0, 1, "as it comes"), (2, 3, "one thread each")):
        middle, least, most = ratio(costs[one], costs[other], "cpu")
        more = (median(costs[one], "peak") - median(costs[other], "peak")) / MEGA
        print(
            f"build over Stanza, {how}: {middle:.2f} of the CPU time ({least:.2f} to {most:.2f}), "
            f"{more:+.0f} MB"
        )
    print("target: at most 1.25, at most +300 MB")


def build_again(corpus: Corpus, place: Path, runs: int, scale: float) -> None:
    """A second build with other cards reuses what the first one found."""
    english, dutch = write_texts(long_text(corpus, int(SENTENCES * scale)), place)
    first: list[Cost] = []
    second: list[Cost] = []
    for number in range(runs):
        common = ("kaartenbak", "build", english, dutch, "--cache-dir", place / f"cache{number}")
        first.append(run(*JOBS, *common, "-o", place / "first.apkg"))
        other = ("--cards", "vocabulary,cloze", "--max-words", "25", "--max-clozes", "10")
        second.append(run(*JOBS, *common, *other, "-o", place / "second.apkg"))
    names = ["first build", "second, with other cards"]
    print_table("A build again", ("", "CPU s", "wall s", "peak MB"), _rows(names, [first, second]))
    for what in ("wall", "cpu"):
        middle, least, most = ratio(second, first, what)
        print(f"{what} of the second over the first: {middle:.3f} ({least:.3f} to {most:.3f})")
    loaded = sorted({name for cost in second for name in cost.output.split()})
    print(f"target under 0.2; heavy libraries in the second: {', '.join(loaded) or 'none'}")


def _rows(names: list[str], costs: list[list[Cost]]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            f"{median(taken, 'cpu'):.1f}",
            f"{median(taken, 'wall'):.1f}",
            f"{median(taken, 'peak') / MEGA:.0f}",
        )
        for name, taken in zip(names, costs, strict=True)
    ]


def _parted(sentence: str) -> str:
    """The words and marks of a sentence, parted by blanks."""
    return " ".join(sentence[start:end] for start, end in tokenize(sentence))


def _write(sentences: Iterable[str], place: Path) -> Path:
    path = place / "sentences.nl.txt"
    path.write_text("\n\n".join(sentences), encoding="utf-8")
    return path
