"""What the aligner promises: every sentence once, swaps found, boilerplate left out."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.alignment import align
from cards.alignment.banding import Block, blocks_of
from cards.alignment.chains import Box, heaviest_chain
from cards.alignment.decoding import decode
from cards.alignment.entries import Pieces, together
from cards.alignment.lattice import Lattice, level
from cards.alignment.posteriors import posteriors
from cards.alignment.scoring import shipped_model
from cards.alignment.steps import REACH, SHAPES, SPANS, SWAPS, beads_of
from cards.alignment.texts import read_texts
from cards.encoder import BundledEncoder
from cards.model import Bead, Document, Language, Sentence

SHARED = Path(__file__).parents[2] / "shared" / "data"

ENGLISH = [
    "Our neighbour keeps eleven chickens behind the church.",
    "Every Sunday she sells the eggs to people coming out of the service.",
    "One morning the gate stood open and the garden was empty.",
    "The whole village went out to search.",
    "By noon ten of the birds were back.",
    "The last one turned up in the organ loft, where it had laid an egg.",
]
DUTCH = [
    "Onze buurvrouw houdt achter de kerk elf kippen.",
    "Iedere zondag verkoopt ze de eieren aan de mensen die uit de dienst komen.",
    "Op een ochtend stond het hek open en was de tuin leeg.",
    "Het hele dorp ging op zoek.",
    "Tegen de middag waren tien van de vogels terug.",
    "De laatste dook op bij het orgel op de galerij, waar ze een ei had gelegd.",
]
WORDS = st.sampled_from("de kat the dog 12 huis house Jan. ? … “ - zag saw".split())
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=7)


@pytest.fixture(scope="module")
def encoder():
    return BundledEncoder()


def sentences(texts, per_line=0):
    return tuple(
        Sentence(i, text, i // per_line if per_line else 0, i // per_line if per_line else 0)
        for i, text in enumerate(texts)
    )


def pairs(beads):
    return [(bead.english, bead.dutch) for bead in beads]


@settings(max_examples=40, deadline=None)
@given(english=TEXTS, dutch=TEXTS, per_line=st.integers(0, 3))
def test_every_sentence_is_in_exactly_one_bead(english, dutch, per_line):
    beads = align(sentences(english, per_line), sentences(dutch, per_line), BundledEncoder_())
    if not english or not dutch:
        assert beads == ()
        return
    assert sorted(i for bead in beads for i in bead.english) == list(range(len(english)))
    assert sorted(j for bead in beads for j in bead.dutch) == list(range(len(dutch)))
    first = [bead.dutch[0] for bead in beads if bead.dutch]
    assert first == sorted(first)
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)
    assert all(bead.is_pair or len(bead.english + bead.dutch) == 1 for bead in beads)


_ENCODERS: list[BundledEncoder] = []


def BundledEncoder_():  # noqa: N802 - hypothesis takes no fixture of module scope
    if not _ENCODERS:
        _ENCODERS.append(BundledEncoder())
    return _ENCODERS[0]


def test_a_literal_translation_is_aligned_one_to_one_and_surely(encoder):
    beads = align(sentences(ENGLISH), sentences(DUTCH), encoder)
    assert pairs(beads) == [((i,), (i,)) for i in range(6)]
    assert min(bead.confidence for bead in beads) > 0.9


def test_equal_texts_give_equal_beads(encoder):
    first = align(sentences(ENGLISH), sentences(DUTCH), encoder)
    assert first == align(sentences(ENGLISH), sentences(DUTCH), encoder)


def test_two_sentences_that_swapped_places_are_found(encoder):
    dutch = [DUTCH[k] for k in (0, 1, 3, 2, 4, 5)]
    found = pairs(align(sentences(ENGLISH), sentences(dutch), encoder))
    assert found[2:4] == [((3,), (2,)), ((2,), (3,))]


def test_a_sentence_that_was_moved_far_is_found_but_makes_no_card_by_itself(encoder):
    moved = [*DUTCH[1:], DUTCH[0]]
    beads = align(sentences(ENGLISH), sentences(moved), encoder)
    assert ((0,), (5,)) in pairs(beads)
    assert next(bead for bead in beads if bead.dutch == (5,)).confidence < 0.9


def test_what_was_moved_far_and_is_no_sentence_stays_alone(encoder):
    english, dutch = ["Read more about chickens", *ENGLISH], [*DUTCH, "Lees meer over kippen"]
    beads = align(sentences(english, 1), sentences(dutch, 1), encoder)
    assert ((0,), ()) in pairs(beads)
    assert ((), (6,)) in pairs(beads)


def test_split_and_joined_sentences_are_found(encoder):
    english = [
        *ENGLISH[:3],
        ENGLISH[3][:-1] + ", and by noon ten of the birds were back.",
        ENGLISH[5],
    ]
    dutch = [DUTCH[0][:-1] + ", en iedere zondag verkoopt ze er de eieren.", *DUTCH[2:]]
    found = pairs(align(sentences(english), sentences(dutch), encoder))
    assert found == [((0, 1), (0,)), ((2,), (1,)), ((3,), (2, 3)), ((4,), (4,))]


def test_an_entry_that_holds_half_a_sentence_too_many_joins_both_neighbours(encoder):
    first, second = DUTCH[0][:-1].split(" achter ")
    assert second == "de kerk elf kippen"
    dutch = [f"{first} elf kippen.", f"Achter de kerk, wel te verstaan. {DUTCH[1]}", *DUTCH[2:]]
    beads = align(sentences(ENGLISH), sentences(dutch), encoder)
    assert pairs(beads) == [((0, 1), (0, 1)), *(((i,), (i,)) for i in range(2, 6))]


def test_an_entry_of_two_sentences_is_paired_with_both(encoder):
    dutch = [f"{DUTCH[0]} {DUTCH[1]}", *DUTCH[2:]]
    beads = align(sentences(ENGLISH), sentences(dutch), encoder)
    assert pairs(beads) == [((0, 1), (0,)), *(((i,), (i - 1,)) for i in range(2, 6))]


ENTRIES = st.lists(st.lists(st.integers(0, 2), max_size=3), min_size=1, max_size=6)


@given(st.data(), ENTRIES, ENTRIES)
def test_beads_of_entries_hold_every_entry_once_in_dutch_order(data, english, dutch):
    def pieces(entries):
        home = tuple(n for n, parts in enumerate(entries) for _ in [0, *parts])
        return Pieces(sentences(["x"] * len(home)), home)

    left, right = pieces(english), pieces(dutch)
    shared = min(len(left.home), len(right.home))
    paired = data.draw(st.sets(st.integers(0, shared - 1)))
    beads = [
        Bead((k,), (k,), 0.5 + k / 100) if k in paired else Bead((), (k,), 0.9)
        for k in range(len(right.home))
    ]
    beads += [Bead((k,), (), 0.8) for k in range(len(left.home)) if k not in paired]
    found = together(beads, left, right)
    assert sorted(i for bead in found for i in bead.english) == list(range(len(english)))
    assert sorted(j for bead in found for j in bead.dutch) == list(range(len(dutch)))
    first = [bead.dutch[0] for bead in found if bead.dutch]
    assert first == sorted(first)
    for bead in found:  # as sure as the least sure of its parts
        parts = [
            part.confidence
            for part in beads
            if {left.home[i] for i in part.english} <= set(bead.english)
            and {right.home[j] for j in part.dutch} <= set(bead.dutch)
        ]
        assert bead.confidence == min(parts)


def test_what_surrounds_an_article_on_a_web_page_is_left_unaligned(encoder):
    page = [
        "Home | News | Weather | Contact",
        "3 min read",
        *ENGLISH[:3],
        "Advertisement",
        *ENGLISH[3:],
        "Read more: Ten ways to keep your lawn green",
        "© The Village Courier",
    ]
    beads = align(sentences(page), sentences(DUTCH), encoder)
    assert [bead.english for bead in beads if bead.is_pair] == [(2,), (3,), (4,), (6,), (7,), (8,)]


def test_a_sentence_left_out_is_left_unaligned(encoder):
    for k in range(1, 5):
        dutch = [text for i, text in enumerate(DUTCH) if i != k]
        found = pairs(align(sentences(ENGLISH), sentences(dutch), encoder))
        assert ((k,), ()) in found
        assert len(found) == 6


def test_a_better_translation_is_surer(encoder):
    vague = [*DUTCH[:3], "Iedereen keek overal.", *DUTCH[4:]]
    sure = align(sentences(ENGLISH), sentences(DUTCH), encoder)[3].confidence
    found = [b for b in align(sentences(ENGLISH), sentences(vague), encoder) if 3 in b.english]
    assert found[0].confidence < sure


def test_a_band_gives_the_beads_of_the_whole(encoder):
    texts = read_texts(sentences(ENGLISH * 6), sentences(DUTCH * 6), encoder)
    stairs = [Block(r, min(r + 5, 37), max(r - 8, 0), min(r + 14, 37)) for r in range(0, 37, 5)]
    weights = shipped_model().weights_for(texts)
    banded = decode(texts, weights, stairs)
    whole = decode(texts, weights, [Block(0, 37, 0, 37)])
    assert pairs(banded) == pairs(whole)
    assert max(abs(a.confidence - b.confidence) for a, b in zip(banded, whole, strict=True)) < 0.15


def made_up(count, seed=3):
    """Vectors of `count` pairs of sentences, and the same with 40 English ones in the way."""
    chance = np.random.default_rng(seed)
    dutch = chance.normal(size=(count, 512)).astype(np.float32)
    english = dutch + 0.8 * chance.normal(size=(count, 512)).astype(np.float32)
    foreign = chance.normal(size=(40, 512)).astype(np.float32)
    english = np.concatenate((english[:200], foreign, english[200:]))
    return tuple(x / np.linalg.norm(x, axis=1, keepdims=True) for x in (english, dutch))


def test_the_band_of_a_long_text_holds_the_true_path_and_grows_with_its_length():
    cells = []
    for count in (600, 1200):
        blocks = blocks_of(*made_up(count))
        assert len(blocks) > 1
        for j in range(count):
            i = j if j < 200 else j + 40
            block = next(b for b in blocks if b.first_row <= i < b.last_row)
            assert block.first <= j < block.last
        cells.append(sum((b.last - b.first) * (b.last_row - b.first_row) for b in blocks))
    assert cells[1] < 2.5 * cells[0]


def test_neighbouring_blocks_overlap_so_that_a_path_can_pass():
    blocks = blocks_of(*made_up(700))
    for above, below in pairwise(blocks):
        assert above.last_row == below.first_row
        assert above.first <= below.first < above.last <= below.last


def lattice_of(n, m, seed=0):
    chance = np.random.default_rng(seed)
    steps = chance.normal(size=(n + 1, len(SPANS), m + 1))
    english, dutch = chance.normal(size=(2, n + 1, m + 1))
    english[n], dutch[:, m] = -np.inf, -np.inf
    for step, (a, b) in enumerate(SPANS):
        steps[max(n - a + 1, 0) :, step], steps[:, step, max(m - b + 1, 0) :] = -np.inf, -np.inf
    return steps, english, dutch


def openings(rows):
    return [np.array([-1.0])] * rows, [np.array([-0.5])] * rows


def log_sum_by_hand(steps, english, dutch, opening, crossing):
    """Sum over all paths, one after the other."""
    n, m = len(english) - 1, english.shape[1] - 1

    def onwards(i, j, state):
        total = float((i, j) == (n, m))
        for step, (a, b) in enumerate(SPANS):
            if i + a <= n and j + b <= m:
                total += math.exp(steps[i, step, j]) * onwards(i + a, j + b, 0)
        if i < n and state != 2:
            extra = opening[0] if state == 0 else 0.0
            total += math.exp(english[i, j] + extra) * onwards(i + 1, j, 1)
        if j < m:
            extra = (opening[1], crossing, 0.0)[state]
            total += math.exp(dutch[i, j] + extra) * onwards(i, j + 1, 2)
        return total

    return math.log(onwards(0, 0, 0))


@pytest.mark.parametrize("lift", [0.0, 2.0])
def test_the_sum_over_paths_is_the_sum_over_paths(lift):
    steps, english, dutch = lattice_of(4, 3)
    by_hand = log_sum_by_hand(steps, english, dutch, (-1.0, -0.5), -0.3)
    level(steps, dutch, np.minimum(np.arange(4 + REACH), 3) * lift)
    sums = posteriors(
        Lattice([0] * 5, list(steps), list(english), list(dutch), *openings(len(english)), -0.3)
    )
    assert sums.log_total + 3 * lift == pytest.approx(by_hand)


def test_the_probabilities_of_what_happens_to_a_sentence_sum_to_one():
    steps, english, dutch = lattice_of(5, 4)
    sums = posteriors(
        Lattice([0] * 6, list(steps), list(english), list(dutch), *openings(len(english)), -0.3)
    )
    total = np.array([values.sum() for values in sums.english[:5]], float)
    for row, values in enumerate(sums.steps):
        for step, (a, _) in enumerate(SPANS):
            total[row : row + a] += values[step].sum()
    assert total == pytest.approx(np.ones(5), abs=1e-5)


@pytest.mark.parametrize("noise", [["Advertisement"] * 300, ["Ook dit hoort er niet bij."] * 300])
def test_hundreds_of_unaligned_sentences_in_a_row_are_passed_over(encoder, noise):
    beads = align(sentences(ENGLISH), sentences([*DUTCH[:3], *noise, *DUTCH[3:]]), encoder)
    assert [b.english for b in beads if b.is_pair] == [(i,) for i in range(6)]


@pytest.mark.parametrize("english", ["The house stands on the dike.", "The cat."])
@pytest.mark.parametrize("dutch", ["Het huis staat op de dijk.", "De hond blafte naar de buurman."])
def test_thousands_of_lines_beside_one_leave_the_confidence_a_probability(encoder, english, dutch):
    beads = align(sentences([english]), sentences([dutch] * 2500), encoder)
    assert sorted(j for bead in beads for j in bead.dutch) == list(range(2500))
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)


def test_every_step_accounts_for_its_span():
    for step, (a, b) in enumerate(SPANS):
        beads = beads_of(7, 3, step)
        assert sorted(i for left, _ in beads for i in left) == list(range(7, 7 + a))
        assert [j for _, right in beads for j in right] == list(range(3, 3 + b))
    assert len(SPANS) == len(SHAPES) + len(SWAPS)


@given(
    st.lists(
        st.tuples(*[st.integers(0, 5)] * 2, *[st.integers(1, 2)] * 2, st.integers(-3, 9)),
        max_size=6,
    )
)
def test_the_heaviest_chain_is_the_heaviest_of_all(raw):
    boxes = [Box(r, c, h, w, float(v)) for r, c, h, w, v in raw]
    rows, columns = [-0.5] * 7, [-0.25] * 7

    def worth(chain):
        covered = sum(boxes[k].height for k in chain), sum(boxes[k].width for k in chain)
        alone = -0.5 * (7 - covered[0]) - 0.25 * (7 - covered[1])
        return sum(boxes[k].worth for k in chain) + alone

    def chains(done):
        yield done
        for k, box in enumerate(boxes):
            last = boxes[done[-1]] if done else Box(0, 0, 0, 0, 0.0)
            if box.row >= last.row + last.height and box.column >= last.column + last.width:
                yield from chains([*done, k])

    found = heaviest_chain(boxes, rows, columns)
    assert worth(found) == pytest.approx(max(map(worth, chains([]))))


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_seed_article_is_aligned_exactly(encoder):
    from cards.sentences import split

    sides = []
    for name, language in (
        ("article.en.txt", Language.ENGLISH),
        ("article.nl.txt", Language.DUTCH),
    ):
        lines = (SHARED / "seed" / name).read_text("utf-8").split("\n")
        sides.append(split(Document(name, language, tuple(lines))))
    found = [(b.english, b.dutch) for b in align(*sides, encoder) if b.is_pair]
    wanted = [9, 10, 11, 12, *range(16, 27)]
    assert found == [((i,), (j,)) for j, i in enumerate(wanted)]
