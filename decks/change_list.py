"""What an export changes, told to a person or a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from decks.changes import Change, Fate

if TYPE_CHECKING:
    from decks.apkg import PackageReport

MOST_GONE: Final = 20
"""So many notes that have gone are named; the memory has the others, with no deck."""

_STYLES: Final = {Fate.NEW: "green", Fate.CHANGED: "yellow"}


def counts(changes: Iterable[Change]) -> str:
    """How many notes share each fate, as in *2 new, 1 changed, 79 unchanged, 0 gone*."""
    fates = Counter(change.fate for change in changes)
    return ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate) + "."


def table(changes: Iterable[Change]) -> Table:
    """The notes that are new or changed; `gone` tells the others."""
    result = Table(box=None, padding=(0, 2, 0, 0))
    result.add_column("Fate", no_wrap=True)
    result.add_column("Kind", no_wrap=True, style="dim")
    result.add_column("Note", ratio=1, overflow="fold")
    for change in changes:
        if change.fate in _STYLES:
            fate = Text(change.fate.value, _STYLES[change.fate])
            result.add_row(fate, change.kind.value, Text(change.dutch))
    return result


def as_json(report: PackageReport) -> str:
    """Every note under its fate: `{"deck": …, "new": [{"guid": …, "kind": …, …}], …}`."""
    fates: dict[str, list[dict[str, str]]] = {fate.value: [] for fate in Fate}
    for change in report.changes:
        fates[change.fate.value].append(
            {
                "guid": change.guid,
                "kind": change.kind.value,
                "dutch": change.dutch,
                "search": change.search,
            }
        )
    return json.dumps({"deck": str(report.path), **fates}, ensure_ascii=False, indent=2)


def elsewhere(report: PackageReport) -> Iterator[str]:
    """Which notes stay as another deck has them, so that nobody waits for a correction in vain."""
    for deck, count in sorted(report.elsewhere.items()):
        name = "the deck beside the memory" if deck == "." else deck
        stay, it = ("note stays", "it") if count == 1 else ("notes stay", "them")
        yield (
            f"{count} {stay} as in {name}, which met {it} first; words gain the sentence of this "
            "text."
        )


def gone(report: PackageReport) -> Iterator[str]:
    """The notes that this deck no longer has, each with the search that finds it in Anki."""
    left = [change for change in report.changes if change.fate is Fate.GONE]
    if left:
        yield "No longer in this deck; Anki keeps them until you delete them there (Browse):"
    for change in left[:MOST_GONE]:
        yield f"  {change.dutch}    {change.search}"
    if len(left) > MOST_GONE:
        yield f'  … and {len(left) - MOST_GONE} more: in the memory, under "decks": [].'
