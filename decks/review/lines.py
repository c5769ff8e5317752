"""The lines above and below the pairs: what is under review, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from decks.review.keys import Pane, keys_in
from decks.review.state import Review, doubtful

FOOTER_ROWS = 2


def header(review: Review, width: int) -> Text:
    """The title, where one is, how much is doubtful, and whether all is saved."""
    lesson = review.lesson
    told = [f"pair {review.cursor.bead + 1} of {len(lesson.beads)}"] if lesson.beads else []
    left = len(doubtful(lesson))
    told.append(f"{left} doubtful" if left else "none doubtful")
    told += [] if review.is_saved else ["not saved"]
    right = " · ".join(told)
    title = Text(f" {lesson.title}", style="bold", no_wrap=True)
    title.truncate(max(0, width - cell_len(right) - 3), overflow="ellipsis", pad=True)
    return Text.assemble(title, "  ", right, " ", no_wrap=True, overflow="crop")


def footer(pane: Pane, width: int) -> Text:
    """The keys of a pane on two lines, each whole or not at all."""
    other = {"words": "pairs"} if pane is Pane.WORDS else {}
    keys = [(key.shown, other.get(key.label, key.label)) for key in keys_in(pane) if key.label]
    rows = _rows(keys, width)
    return Text("\n", no_wrap=True, overflow="crop").join(rows[:FOOTER_ROWS])


def _rows(keys: Sequence[tuple[str, str]], width: int) -> list[Text]:
    rows = [Text(no_wrap=True)]
    for key, label in keys:
        part = Text.assemble(" ", (key, "bold"), " ", (label, "dim"), " ")
        if len(rows[-1]) + len(part) > width:
            rows.append(Text(no_wrap=True))
        rows[-1].append_text(part)
    return rows
