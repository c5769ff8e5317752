"""Large decks: writing 50,000 notes with a memory beside plain genanki, and importing them."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.bench.processes import Cost, in_turn, print_table, run

NOTES = 50_000
SMALL = 2_000
JOBS = ("-m", "tests.bench.decks")
MEGA = 1e6


def large_decks(place: Path, runs: int, scale: float) -> None:
    """Seconds from the lesson to the file; peak memory of the process, lesson and all."""
    count = int(NOTES * scale)
    jobs = {
        "plain genanki": ("genanki", place / "plain.apkg"),
        "kaartenbak, first export": ("first", place / "first.apkg"),
        "kaartenbak, next export": ("again", place / "first.apkg"),
        "Anki's import of it": ("import", place / "first.apkg"),
        "Anki's next import of it": ("import-twice", place / "first.apkg"),
    }
    calls = [lambda job=job: run(*JOBS, *job, count) for job in jobs.values()]
    costs = in_turn(runs, *calls)
    rows = [_row(name, taken) for (name, taken) in zip(jobs, costs, strict=True)]
    print_table(f"A deck of {count} notes", ("", "CPU s", "wall s", "peak MB"), rows)
    for path in (place / "plain.apkg", place / "first.apkg", place / "first.kaartenbak.json"):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    run(*JOBS, "first", place / "small.apkg", SMALL)
    size = (place / "small.apkg").stat().st_size
    print(f"a deck of {SMALL} notes: {size / 1e3:.0f} kB; target under 400 kB")


def _row(name: str, taken: list[Cost]) -> tuple[str, ...]:
    results = sorted(tuple(json.loads(cost.output)) for cost in taken)
    cpu, wall = results[len(results) // 2]
    peak = sorted(cost.peak for cost in taken)[len(taken) // 2]
    return name, f"{cpu:.2f}", f"{wall:.2f}", f"{peak / MEGA:.0f}"


def _job(what: str, path: Path, count: int) -> None:
    """Do one thing and print the seconds it took, of CPU and by the clock."""
    work = {"genanki": _plain, "first": _ours, "again": _ours}.get(what, _import)
    if what == "first":
        path.with_suffix(".kaartenbak.json").unlink(missing_ok=True)
    print(json.dumps(work(path, 2 if what == "import-twice" else count)))


def _plain(path: Path, count: int) -> tuple[float, float]:
    """The same fields, then genanki as it comes: its own GUIDs, stamps and writer."""
    import genanki

    from decks.apkg import _model
    from decks.notetypes import NOTE_TYPES
    from decks.records import DeckOptions, records
    from tests.many import many_notes

    lesson = many_notes(count)
    begin = time.process_time(), time.perf_counter()
    ready = records(lesson.notes, "plain", DeckOptions())
    deck = genanki.Deck(1 << 30, "plain")
    models = {kind: _model(note_type) for kind, note_type in NOTE_TYPES.items()}
    for record in ready:
        deck.add_note(genanki.Note(models[record.kind], list(record.fields), tags=record.tags))
    genanki.Package(deck).write_to_file(path)
    return time.process_time() - begin[0], time.perf_counter() - begin[1]


def _ours(path: Path, count: int) -> tuple[float, float]:
    """From the lesson to the two files on the disk."""
    from decks.apkg import write_package
    from decks.memory import memory_path
    from decks.records import DeckOptions
    from tests.many import many_notes

    lesson = many_notes(count)
    begin = time.process_time(), time.perf_counter()
    write_package(lesson, path, DeckOptions(memory=memory_path(path)))
    return time.process_time() - begin[0], time.perf_counter() - begin[1]


def _import(path: Path, times: int) -> tuple[float, float]:
    """The last of so many imports into an empty collection."""
    from tests.anki_engine import collection, import_package

    with collection() as col:
        for _ in range(times if times == 2 else 1):
            begin = time.process_time(), time.perf_counter()
            import_package(col, path)
        return time.process_time() - begin[0], time.perf_counter() - begin[1]


if __name__ == "__main__":
    import sys

    _job(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
