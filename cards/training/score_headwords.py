"""Headwords against what a dictionary lists, sentence by sentence.

Run as `python -m cards.training.score_headwords [-v] FILE …`: each FILE has a sentence on one line
and under it, indented, its headwords as a dictionary has them, parted by commas:

    Hij wacht al weken op een telefoontje.
        wachten op, telefoontje, (week)

A headword in brackets may be found or not; "/" parts what is equally right. A preposition is asked
for by its verb and counted apart. Lines that begin with # are comments.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cards import dutch_models
from cards.analysis import Analyser, StanzaAnalyser
from cards.headword import Headword
from cards.headwords import HeadwordFinder
from cards.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and its headwords, each as the ways to list it; `optional` ones are not asked."""

    sentence: str
    wanted: tuple[frozenset[str], ...]
    optional: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """What one sentence asks and gets: headwords missed, made up, and with another preposition."""

    asked: int
    missed: tuple[str, ...]
    made_up: tuple[str, ...]
    prepositions: tuple[str, ...]


def main(arguments: list[str]) -> None:
    """Print a row a file; with `-v` each sentence that differs."""
    analyser, finder = StanzaAnalyser(dutch_models.bundled()), HeadwordFinder(Lexicon())
    for path in (Path(argument) for argument in arguments if argument != "-v"):
        cases = read_cases(path)
        scores = score(cases, analyser, finder)
        asked = sum(result.asked for result in scores)
        missed = sum(len(result.missed) for result in scores)
        made_up = sum(len(result.made_up) for result in scores)
        other = sum(len(result.prepositions) for result in scores)
        print(
            f"{path.stem:12} {asked:4} headwords, found {1 - missed / asked:.3f}, "
            f"{missed} missed, {made_up} made up, {other} with another preposition"
        )
        if "-v" in arguments:
            for case, result in zip(cases, scores, strict=True):
                _tell(case, result)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The sentences of a file with what is asked of them."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return tuple(map(_case, lines[::2], lines[1::2]))


def _case(sentence: str, answer: str) -> Case:
    words = [word.strip() for word in answer.split(",")]
    optional = frozenset(word.strip("()") for word in words if word.startswith("("))
    wanted = tuple(frozenset(word.split("/")) for word in words if not word.startswith("("))
    return Case(sentence, wanted, optional)


def score(cases: Sequence[Case], analyser: Analyser, finder: HeadwordFinder) -> tuple[Score, ...]:
    """How each sentence fares."""
    analyses = analyser.analyse([case.sentence for case in cases])
    return tuple(
        _compare(case, finder.find(tokens)) for case, tokens in zip(cases, analyses, strict=True)
    )


def _compare(case: Case, found: Sequence[Headword]) -> Score:
    left = list(found)
    missed, prepositions = [], []
    for ways in case.wanted:
        plain = {*ways, *map(_plain, ways)}  # a set phrase is whole: *op de hoogte*
        word = next((word for word in left if word.lemma in plain), None)
        if word is None:
            missed.append("/".join(sorted(ways)))
            continue
        left.remove(word)
        shown = f"{word.lemma} {word.preposition}".strip()
        if shown not in ways:
            prepositions.append(f"{shown} for {'/'.join(sorted(ways))}")
    made_up = tuple(word.lemma for word in left if word.lemma not in case.optional)
    return Score(len(case.wanted), tuple(missed), made_up, tuple(prepositions))


def _plain(way: str) -> str:
    """The headword without its preposition: *zich schamen voor*, but *erin luizen* is whole."""
    first, *rest = way.split(" ")
    return f"{first} {rest[0]}" if first.startswith(("zich", "er")) and rest else first


def _tell(case: Case, result: Score) -> None:
    differences = [
        *(f"- {word}" for word in result.missed),
        *(f"+ {word}" for word in result.made_up),
        *(f"~ {word}" for word in result.prepositions),
    ]
    if differences:
        print(f"  {case.sentence}", *differences, sep="\n      ")


if __name__ == "__main__":
    main(sys.argv[1:])
