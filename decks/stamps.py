"""The calendar of our stamps: corrections replace older ones, and nothing replaces an edit.

Of two notes with one GUID Anki keeps the one with the newer stamp (`mod`, Unix seconds), whole:
fields and tags. Stamped with the real time, a correction would wipe out what the learner wrote or
tagged the day before. So ours run on a calendar of their own: it begins with `FIRST_STAMP` and goes
so slowly that until `LATEST` it stays before the day on which anyone could first edit a note of
ours. Note types are stamped alike, which keeps a learner's own fonts and colours.

So this is how a note type grows after its first release, without a second type in anyone's Anki:
give a spare field its name, in its place (its id stays); let the templates show it; set
`notetypes.LOOK_STAMP` to the day. Notes that leave it empty do not change. A learner who has edited
the style keeps it and the old name of the field, and what the field says arrives all the same.
"""

from __future__ import annotations

from typing import Final

FIRST_STAMP: Final = 1_735_689_600
"""2025-01-01T00:00:00Z, the stamp of a note that has not changed since its first export."""

LATEST: Final = 4_102_444_800
"""2100-01-01T00:00:00Z; a clock that claims a later time is wrong."""

SLOWNESS: Final = 64
"""Real seconds in a second of our calendar: the year 2100 is its March of 2026."""


def stamp_of(changed: int) -> int:
    """The stamp of what changed at `changed`, in real Unix seconds."""
    return FIRST_STAMP + max(0, changed - FIRST_STAMP) // SLOWNESS


def changed_at(stamp: int) -> int:
    """When what bears `stamp` changed; `FIRST_STAMP` for a stamp that is not ours but an edit's."""
    if not FIRST_STAMP <= stamp <= stamp_of(LATEST):
        return FIRST_STAMP
    return FIRST_STAMP + (stamp - FIRST_STAMP) * SLOWNESS


def next_change(last: int, now: int) -> int:
    """The time to remember for a change: `now`, or if the clock went back the next stamp."""
    return max(min(now, LATEST), last + SLOWNESS)
