"""Running something in a process of its own, and what that took."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of CPU (user and system) and by the clock, and peak memory in
    bytes; `output` is what it wrote to standard output."""

    cpu: float
    wall: float
    peak: float
    output: str


def run(*arguments: object, threads: int | None = None) -> Cost:
    """Run `python ARGUMENTS` in the project's folder, with so many threads or as is usual.

    Raises:
        subprocess.CalledProcessError: it failed; its messages have been shown.
    """
    command = [sys.executable, *map(str, arguments)]
    environment = dict(os.environ) | ({"OMP_NUM_THREADS": str(threads)} if threads else {})
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=talk, cwd=ROOT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        talk.seek(0)
        if process.returncode:
            sys.stderr.write(talk.read().decode(errors="replace"))
            raise subprocess.CalledProcessError(process.returncode, command)
        unit = 1 if sys.platform == "darwin" else 1024
        peak = usage.ru_maxrss * unit
        return Cost(usage.ru_utime + usage.ru_stime, wall, peak, out.read().decode())


def in_turn(runs: int, *jobs: Callable[[], Cost]) -> list[list[Cost]]:
    """Run each job `runs` times, one after the other: what disturbs one disturbs all."""
    costs: list[list[Cost]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, taken in zip(jobs, costs, strict=True):
            taken.append(job())
    return costs


def median(costs: Sequence[Cost], what: str) -> float:
    return statistics.median(getattr(cost, what) for cost in costs)


def ratio(costs: Sequence[Cost], others: Sequence[Cost], what: str) -> tuple[float, float, float]:
    """Of the ratios of runs made side by side: the median, the least and the greatest."""
    ratios = [
        getattr(one, what) / getattr(other, what) for one, other in zip(costs, others, strict=True)
    ]
    return statistics.median(ratios), min(ratios), max(ratios)


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as they need to be, the first to the left, the others to the right."""
    print(title)
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    for row in (head, *rows):
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join((row[0].ljust(len(first)), *others)))
