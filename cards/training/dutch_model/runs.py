"""What a long run leaves behind: a journal of every step, and a state to go on from.

A run may be killed at any moment. Its randomness is seeded anew at each step, from the seed and the
number of the step, so weights, optimiser and that number are all that there is to remember.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.errors import InputError


@dataclass(frozen=True, slots=True)
class Journal:
    """A file of JSON lines, one a step; what a killed run wrote twice has the same values twice."""

    path: Path

    def write(self, **entry: Any) -> None:
        """Add a line, and show it."""
        line = json.dumps(entry, ensure_ascii=False)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if "tags" in entry or "note" in entry or entry.get("step", 0) % 20 == 0:
            print(line, flush=True)

    def entries(self) -> list[dict[str, Any]]:
        """All lines so far; a last line that was cut off is passed over."""
        if not self.path.exists():
            return []
        found = []
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands: what was saved after so many steps, for the options that it had."""

    step: int
    saved: Mapping[str, Any]


def save(path: Path, state: State, options: Mapping[str, Any]) -> None:
    """Write a state beside its place and move it there."""
    import torch

    fresh = path.with_name(path.name + ".new")
    torch.save({"step": state.step, "options": dict(options), **state.saved}, fresh)
    os.replace(fresh, path)


def load(path: Path, options: Mapping[str, Any]) -> State | None:
    """The state that an earlier run left, or None.

    Raises:
        InputError: that run had other options.
    """
    import torch

    if not path.exists():
        return None
    saved = torch.load(path, map_location="cpu", weights_only=True)
    if saved["options"] != dict(options):
        raise InputError(
            f"{path} was left by a run with other options or data.",
            "Name another folder to work in, or remove that file.",
        )
    return State(saved["step"], saved)


def seed(*numbers: int) -> None:
    """Make what follows depend on these numbers only."""
    import torch

    mixed = random.Random(str(numbers)).getrandbits(63)  # noqa: S311
    random.seed(mixed)
    torch.manual_seed(mixed)


def batch(count: int, size: int, step: int, first: int) -> list[int]:
    """Which of `count` examples are met in this step: all of them once before any comes again."""
    rounds, place = divmod(step, max(1, count // size))
    order = list(range(count))
    random.Random(f"{first} {rounds}").shuffle(order)  # noqa: S311
    return order[place * size : (place + 1) * size]
