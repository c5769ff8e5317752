"""What the first look at a long text settles, and the gaps that are compared afterwards."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.alignment import banding, decoding, lanes
from cards.alignment.banding import Block, blocks_of
from cards.alignment.closeness import Closeness, Nearest
from cards.alignment.decoding import decode
from cards.alignment.lanes import lanes_of
from cards.alignment.scoring import shipped_model
from cards.alignment.settled import Settled, gaps_of, settled_of
from cards.alignment.texts import Closest, read_texts
from cards.encoder import BundledEncoder
from cards.model import Document, Language
from cards.sentences import split

PAIRS = Path(__file__).parent / "data" / "pairs"


def closest(partners, columns, unclear=()):
    """A first look at sentences that choose `partners`, clearly but for those in `unclear`."""
    rows = len(partners)
    second = np.where(np.isin(np.arange(rows), unclear), 0.85, 0.2).astype(np.float32)
    back = np.full(columns, -1)
    for row, column in enumerate(partners):
        if column >= 0:
            back[column] = row
    chosen = np.array([c >= 0 for c in partners], np.float32)

    def near(partner, second):
        size = len(partner)
        return Nearest(np.full(size, 0.9, np.float32), second, np.zeros(size), np.array(partner))

    return Closest(
        Closeness(0.1, 0.8, 1.0),
        near(partners, second),
        near(back, np.full(columns, 0.2, np.float32)),
        chosen,
        (back >= 0).astype(np.float32),
    )


def lengths(rows, columns):
    return np.full(rows, 80.0, np.float32), np.full(columns, 80.0, np.float32)


def settled(partners, columns, unclear=(), sizes=None):
    found = settled_of(
        closest(partners, columns, unclear), sizes or lengths(len(partners), columns)
    )
    return list(zip(found.english.tolist(), found.dutch.tolist(), strict=True))


def test_pairs_that_choose_each_other_all_along_are_all_settled():
    assert settled(list(range(9)), 9) == [(k, k) for k in range(9)]


def test_two_pairs_beside_an_unclear_one_are_not_settled():
    assert settled(list(range(12)), 12, unclear=[5]) == [(k, k) for k in (0, 1, 2, 8, 9, 10, 11)]


def test_two_pairs_beside_a_sentence_left_out_are_not_settled():
    partners = [0, 1, 2, 3, -1, 4, 5, 6, 7]
    assert settled(partners, 8) == [(0, 0), (1, 1), (7, 6), (8, 7)]


def test_a_pair_of_very_unequal_length_is_not_sure():
    english, dutch = lengths(9, 9)
    dutch[4] = 20.0
    assert (4, 4) not in settled(list(range(9)), 9, sizes=(english, dutch))


def test_one_settled_pair_by_itself_is_not_worth_a_cut():
    assert settled(list(range(15)), 15, unclear=[4, 10]) == [(k, k) for k in (0, 1, 13, 14)]
    assert (7, 7) in settled(list(range(15)), 15, unclear=[4, 11])


def test_what_was_moved_far_is_not_settled():
    partners = [*range(10, 20), *range(10)]
    assert settled(partners, 20) == []


PLACES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=30)


@given(PLACES, st.integers(0, 5), st.integers(0, 5))
def test_settled_pairs_and_gaps_hold_every_sentence_once(moves, rest_english, rest_dutch):
    english = np.cumsum([a for a, _ in moves], dtype=np.int64) - 1
    dutch = np.cumsum([b for _, b in moves], dtype=np.int64) - 1
    n = int(english[-1]) + 1 if moves else 0
    m = int(dutch[-1]) + 1 if moves else 0
    n, m = n + rest_english, m + rest_dutch
    gaps = list(gaps_of(Settled(english, dutch, (np.zeros(n, bool), np.zeros(m, bool))), n, m))
    rows = [i for gap in gaps for i in range(gap.first_row, gap.last_row - 1)]
    columns = [j for gap in gaps for j in range(gap.first, gap.last - 1)]
    assert sorted([*rows, *english.tolist()]) == list(range(n))
    assert sorted([*columns, *dutch.tolist()]) == list(range(m))


@given(PLACES, st.integers(40, 60))
def test_every_gap_has_one_lane_and_every_window_lies_in_the_texts(moves, more):
    places, gaps = (0, 0), []
    for height, width in moves:
        first = places[0] + 1, places[1] + 1
        places = first[0] + 9 * height, first[1] + 9 * width
        gaps.append(Block(first[0], places[0] + 1, first[1], places[1] + 1))
    n, m = places[0] + more, places[1] + more
    found = list(lanes_of(gaps, [Block(0, n + 1, 0, m + 1)], n, m))
    assert sorted(str(gap) for one in found for gap in one.gaps) == sorted(map(str, gaps))
    for one in found:
        for blocks in one.blocks:
            assert len(blocks) == len(one.gaps)
            assert len({block.size for block in blocks}) == 1
            for block, gap in zip(blocks, one.gaps, strict=True):
                assert block.last_row <= n + 1
                assert block.last <= m + 1
                assert (block.first_row, block.first) == (gap.first_row, gap.first)
                assert block.last_row >= gap.last_row
                assert block.last >= gap.last


@pytest.fixture(scope="module")
def texts():
    """All our pairs one after the other, and the weights for them."""
    sides = []
    for name, language in (("en.txt", Language.ENGLISH), ("nl.txt", Language.DUTCH)):
        lines = [
            line
            for folder in sorted(PAIRS.iterdir())
            if (folder / name).exists()
            for line in (folder / name).read_text("utf-8").split("\n")
        ]
        sides.append(split(Document(name, language, tuple(lines))))
    read = read_texts(sides[0], sides[1], BundledEncoder())
    return read, shipped_model().weights_for(read)


def as_set(beads):
    return {(bead.english, bead.dutch) for bead in beads}


def test_the_gaps_of_a_long_text_give_the_beads_of_the_whole(texts):
    read, weights = texts
    n, m = len(read.english), len(read.dutch)
    assert n * m > banding.WHOLE
    in_gaps = decode(read, weights)
    whole = decode(read, weights, [Block(0, n + 1, 0, m + 1)])
    assert any(bead.confidence == decoding.CONFIDENCE for bead in in_gaps)
    assert sorted(i for bead in in_gaps for i in bead.english) == list(range(n))
    assert sorted(j for bead in in_gaps for j in bead.dutch) == list(range(m))
    assert [b.dutch[0] for b in in_gaps if b.dutch] == sorted(b.dutch[0] for b in whole if b.dutch)
    assert len(as_set(in_gaps) & as_set(whole)) > 0.98 * len(whole)


def test_gaps_that_are_gone_through_side_by_side_give_what_each_gives_alone(texts, monkeypatch):
    read, weights = texts
    together = decode(read, weights)
    monkeypatch.setattr(lanes, "SMALL", 0)
    alone = decode(read, weights, blocks_of(*read.vectors))
    assert as_set(together) == as_set(alone)
    sure = {(bead.english, bead.dutch): bead.confidence for bead in alone}
    assert max(abs(b.confidence - sure[b.english, b.dutch]) for b in together) < 0.02
