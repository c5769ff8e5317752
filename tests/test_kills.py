"""Whatever ends a build, and whenever: deck and memory are whole, and the next build is right."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cards.errors import NothingToWriteError
from decks.apkg import write_package
from decks.records import DeckOptions
from tests.anki_engine import collection, import_package
from tests.lessons import GARDEN, PATH, SHED, gloss, lesson, word

ROOT = Path(__file__).parents[1]
OLD = lesson(word(SHED), word(PATH))
BARN = replace(SHED, occurrences=(), glosses=(gloss("barn"),))
NEW = lesson(word(BARN), word(PATH), *GARDEN.notes[-2:])
DECK, MEMORY = "deck.apkg", "deck.kaartenbak.json"
NOW = 1_800_000_000

# Python tells of every file that is about to be opened, renamed or removed: there we die.
KILLED_AT_STEP = """
import os, signal, sys
from pathlib import Path
from decks.apkg import write_package
from tests.test_kills import DECK, NEW, options

folder, last = Path(sys.argv[1]), int(sys.argv[2])
step = 0

def watch(event, arguments):
    global step
    if event in ("open", "os.rename", "os.remove") and str(folder) in str(arguments[0]):
        if event == "open" and not arguments[2] & os.O_WRONLY:
            return
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)
        step += 1

sys.addaudithook(watch)
write_package(NEW, folder / DECK, options(folder))
"""


def options(folder: Path, now: int = NOW) -> DeckOptions:
    return DeckOptions(memory=folder / MEMORY, now=now)


def files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / DECK).read_bytes(), (folder / MEMORY).read_bytes()


def two_states(folder: Path) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """Deck and memory before and after a build that nothing disturbs; the folder is left before."""
    write_package(OLD, folder / DECK, options(folder))
    old = files(folder)
    write_package(NEW, folder / DECK, options(folder))
    new = files(folder)
    put_back(folder, old)
    return old, new


def put_back(folder: Path, state: tuple[bytes, bytes]) -> None:
    (folder / DECK).write_bytes(state[0])
    (folder / MEMORY).write_bytes(state[1])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kill_9_at_every_step(tmp_path):
    old, new = two_states(tmp_path)
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    reached = []
    for step in range(20):
        put_back(tmp_path, old)
        command = [sys.executable, "-c", KILLED_AT_STEP, str(tmp_path), str(step)]
        code = subprocess.run(command, env=environment, check=False).returncode
        reached.append(check_what_is_left(tmp_path, old, new))
        for part in tmp_path.glob(".*.part"):
            part.unlink()
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert reached[0] == old
    assert reached[-1] == new
    assert (old[0], new[1]) in reached  # between the two renames
    assert len(reached) >= 5


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "disk full")])
def test_an_interrupt_or_a_full_disk_at_every_step(tmp_path, monkeypatch, step, time, failure):
    old, new = two_states(tmp_path)
    owner = os if step == "fsync" else Path
    real, calls = getattr(owner, step), []

    def fail(*arguments):
        calls.append(arguments)
        if len(calls) == time:
            raise failure
        return real(*arguments)

    monkeypatch.setattr(owner, step, fail)
    with pytest.raises((KeyboardInterrupt, NothingToWriteError)):
        write_package(NEW, tmp_path / DECK, options(tmp_path))
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == [DECK, MEMORY]
    check_what_is_left(tmp_path, old, new)


def check_what_is_left(folder, old, new) -> tuple[bytes, bytes]:
    """Both whole, never a new deck with an old memory; the same build again, or another, is right.

    "Right" is judged by Anki: whichever decks were imported, the last one shows.
    """
    left = files(folder)
    assert left in (old, new, (old[0], new[1]))
    write_package(NEW, folder / DECK, options(folder))
    assert files(folder) == new
    put_back(folder, left)
    with collection() as col:
        (folder / DECK).write_bytes(old[0])
        assert gloss_after_import(col, folder) == "shed"
        put_back(folder, left)
        assert gloss_after_import(col, folder) == ("barn" if left[0] == new[0] else "shed")
        write_package(OLD, folder / DECK, options(folder, NOW + 999))
        assert gloss_after_import(col, folder) == "shed"
    put_back(folder, left)
    return left


def gloss_after_import(col, folder: Path) -> str:
    import_package(col, folder / DECK)
    return col.get_note(col.find_notes("Word:schuur")[0])["Gloss"]


def test_what_a_killed_build_left_is_swept_up_a_day_later(tmp_path):
    for name, age in ((".deck.apkg.1.part", 90_000), (".deck.apkg.2.part", 60), ("x.part", 90_000)):
        (tmp_path / name).write_bytes(b"half")
        then = os.stat(tmp_path / name).st_mtime - age
        os.utime(tmp_path / name, (then, then))
    write_package(OLD, tmp_path / DECK, DeckOptions())
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [".deck.apkg.2.part", DECK, "x.part"]
