"""What the first look leaves in no doubt, and the gaps between, which are all that is compared.

In most places of most texts sentences are plainly translated one to one. What stands in the middle
of a run of such pairs is taken as it is (compare the anchors of Brown, Lai & Mercer 1991), and the
dynamic programme fills the gaps, each on its own: its path begins and ends beside a settled pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.alignment.banding import Block

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Closest

    Floats = npt.NDArray[np.float32]
    Bools = npt.NDArray[np.bool_]

CLEAR = 0.15  # of the span between unrelated sentences and translations
FAR = 1.5  # standard deviations (Gale & Church 1993) from the length that was to be expected
BESIDE = 2  # pairs on either side that must be sure as well
CONFIDENCE = 0.999  # of settled pairs
FEWEST = 2  # settled pairs in a row


@dataclass(frozen=True, slots=True)
class Settled:
    """Pairs of sentences that are settled: (k,) English and (k,) Dutch positions, both rising.

    `sure` says of every English and of every Dutch sentence whether it is of a sure pair.
    """

    english: npt.NDArray[np.int64]
    dutch: npt.NDArray[np.int64]
    sure: tuple[Bools, Bools]


def unsettled(n: int, m: int) -> Settled:
    """No pair, of texts of `n` and `m` sentences: all is one gap."""
    import numpy as np

    none = np.zeros(0, np.int64)
    return Settled(none, none, (np.zeros(n, bool), np.zeros(m, bool)))


def settled_of(closest: Closest, lengths: tuple[Floats, Floats]) -> Settled:
    """The pairs of sentences that are sure, as are their neighbours on both sides.

    A pair is sure if its sentences choose each other by a clear margin and are about as long, in
    characters, as a translation should be: part of a sentence may have been moved to the next.
    """
    import numpy as np

    near, theirs = closest.english, closest.dutch
    expected, length = lengths[0] * closest.closeness.ratio, lengths[1][near.partner]
    as_long = np.abs(expected - length) <= FAR * np.sqrt(3.4 * (expected + length))
    margin = CLEAR * closest.closeness.span
    clear = theirs.best - theirs.second > margin
    sure = (closest.english_chosen > 0) & (near.best - near.second > margin)
    sure &= as_long & clear[near.partner]
    partner = np.concatenate(([-1], np.where(sure, near.partner, -9), [len(theirs.best)]))
    # Before the first pair, and after the last, there is nothing that could be unsure.
    outside = np.ones(BESIDE - 1, bool)
    follows = np.concatenate((outside, np.diff(partner) == 1, outside))
    english = np.nonzero(np.lib.stride_tricks.sliding_window_view(follows, 2 * BESIDE).all(1))[0]
    dutch = near.partner[english]
    # What was moved far crosses the rest: neither is settled.
    before = np.maximum.accumulate(np.concatenate(([-1], dutch)))[:-1]
    after = np.minimum.accumulate(np.concatenate((dutch, [len(theirs.best)]))[::-1])[::-1][1:]
    straight = (dutch > before) & (dutch < after)
    english, dutch = english[straight], dutch[straight]
    # A short run of settled pairs between two gaps is not worth a cut.
    starts = np.diff(english, prepend=-9) + np.diff(dutch, prepend=-9) != 2
    run = np.cumsum(starts) - 1
    long = np.bincount(run, minlength=1)[run] >= FEWEST
    english, dutch = english[long], dutch[long]
    chosen = np.zeros(len(theirs.best), bool)
    chosen[near.partner[sure]] = True
    return Settled(english, dutch, (sure, chosen))


def gaps_of(settled: Settled, n: int, m: int) -> Iterator[Block]:
    """The cells between the settled pairs of texts of `n` and `m` sentences, from above."""
    import numpy as np

    english = np.concatenate(([-1], settled.english, [n]))
    dutch = np.concatenate(([-1], settled.dutch, [m]))
    breaks = np.nonzero((np.diff(english) > 1) | (np.diff(dutch) > 1))[0]
    for k in breaks:
        first_row, last_row = int(english[k]) + 1, int(english[k + 1]) + 1
        yield Block(first_row, last_row, int(dutch[k]) + 1, int(dutch[k + 1]) + 1)
