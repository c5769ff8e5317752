"""Sentences of seven genres and the headwords that a dictionary lists for them.

The files in `data/cases/headwords` were written before the program was run on them. Those named by
a genre were read while rules were mended; `unread.txt` was only counted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.headwords import HeadwordFinder
from cards.training.score_headwords import read_cases, score

CASES = Path(__file__).parent / "data" / "cases" / "headwords"
UNREAD = CASES / "unread.txt"
READ = sorted(set(CASES.glob("*.txt")) - {UNREAD})


@pytest.fixture(scope="module")
def shares(analyser, lexicon):
    """Of some files: headwords found of those asked, made up of those found."""
    finder = HeadwordFinder(lexicon)

    def count(*paths: Path) -> tuple[float, float]:
        scores = [s for path in paths for s in score(read_cases(path), analyser, finder)]
        asked = sum(s.asked for s in scores)
        found = asked - sum(len(s.missed) for s in scores)
        made_up = sum(len(s.made_up) for s in scores)
        return found / asked, made_up / (found + made_up)

    return count


def test_cases_that_were_read_keep_their_headwords(shares):
    found, made_up = shares(*READ)
    assert found >= 0.99
    assert made_up <= 0.01


def test_cases_that_were_never_read_are_found_nearly_as_well(shares):
    found, made_up = shares(UNREAD)
    assert found >= 0.93
    assert made_up <= 0.08


def test_a_case_tells_what_may_be_found_and_what_is_equally_right(tmp_path):
    path = tmp_path / "case.txt"
    path.write_text("# own\nHij wacht.\n    wachten op/wachten, (hij)\n", encoding="utf-8")
    (case,) = read_cases(path)
    assert case.sentence == "Hij wacht."
    assert case.wanted == (frozenset({"wachten op", "wachten"}),)
    assert case.optional == {"hij"}
