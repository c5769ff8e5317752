"""What the first look at a long text leaves in no doubt, so that less needs to be compared there.

In most places of most texts sentences are plainly translated one to one. Beads of several
sentences cannot be the best there, and need not be scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.alignment.steps import SHAPES, Shape
from cards.alignment.windows import window_sum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.alignment.texts import Closest

    Bools = npt.NDArray[np.bool_]

CLEAR = 0.2  # of the span between unrelated sentences and translations


@dataclass(frozen=True, slots=True)
class Certain:
    """For the English and the Dutch side, what is known of each sentence.

    A sentence is `sure` if it and its best match choose each other by a clear margin; it is
    `settled` if so are its neighbours, and they choose the neighbours of its match.
    """

    sure: tuple[Bools, Bools]
    settled: tuple[Bools, Bools]

    def shapes(self, rows: slice, columns: slice) -> tuple[Shape, ...]:
        """The shapes of beads that may occur among some English and Dutch sentences.

        Of the sentences on one side of a bead one at most is sure.
        """
        unsure = ~self.sure[0][rows], ~self.sure[1][columns]
        return tuple((a, b) for a, b in SHAPES if _fits(unsure[0], a) and _fits(unsure[1], b))


def certain_of(closest: Closest) -> Certain:
    """Find the sentences that are sure and settled."""
    import numpy as np

    near, count = closest.english, len(closest.dutch.best)
    margin = CLEAR * closest.closeness.span
    sure = (closest.english_chosen > 0) & (near.best - near.second > margin)
    partner = np.concatenate(([-1], np.where(sure, near.partner, -9), [count]))
    beside = np.diff(partner) == 1
    settled = sure & beside[:-1] & beside[1:]
    both = np.zeros((2, count), bool)
    both[0, near.partner[sure]] = True
    both[1, near.partner[settled]] = True
    return Certain((sure, both[0]), (settled, both[1]))


def _fits(unsure: Bools, size: int) -> bool:
    """Whether some run of `size` sentences has one at most that is sure."""
    import numpy as np

    return size == 1 or bool((window_sum(unsure.astype(np.float32), size) >= size - 1).any())
