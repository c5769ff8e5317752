"""Files that appear whole or not at all."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cards.errors import NothingToWriteError

_STALE = 86_400  # seconds


def writable(path: Path) -> Path:
    """Where to put a file meant for `path`: at the end of a link, in a folder that exists.

    Raises:
        NothingToWriteError: a folder stands there, or none to hold it, or it may not be written.
    """
    if _is_stream(path):
        return path
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise NothingToWriteError(
            f"{path} is a folder.", "Name a file to write, such as deck.apkg."
        )
    if not target.parent.is_dir():
        raise NothingToWriteError(
            f"{path} cannot be written: there is no folder {path.parent}.",
            "Make the folder first, or name another file.",
        )
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise unwritable(path, "the folder is read-only")
    return target


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; whatever happens, no half file and no spare one.

    Raises:
        NothingToWriteError: the file cannot be written.
    """
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Put each file in place in one step, in this order, after all of them have been written.

    A process that is killed in between leaves each file whole, old or new, and never a new one
    after an old one.

    Raises:
        NothingToWriteError: a file cannot be written.
    """
    parts: list[tuple[Path, Path, Path]] = []
    try:
        for path, content in contents.items():
            target = writable(path)
            if _is_stream(target):
                with _told(path):
                    target.write_bytes(content)
                continue
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            parts.append((path, part, target))
            with _told(path):
                _sweep(target)
                _write_through(part, content)
        for path, part, target in parts:
            with _told(path):
                part.replace(target)
    finally:
        for path, part, _ in parts:
            with _told(path):
                part.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether a device or a pipe is there: it is written to, and never replaced by a file."""
    return path.exists() and not (path.is_file() or path.is_dir())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses, in words about `path`."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error


def _sweep(target: Path) -> None:
    """Remove what a run that was killed a day or more ago had begun to write."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        if time.time() - part.stat().st_mtime > _STALE:
            part.unlink()


def _write_through(part: Path, content: bytes) -> None:
    """Write a file and see it on the disk, so that a power cut cannot leave an empty one."""
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def unwritable(path: Path, reason: str) -> NothingToWriteError:
    """The error for a file that cannot be written, for a reason in plain words."""
    return NothingToWriteError(
        f"{path} cannot be written: {reason}.", "Name a file in a folder of your own."
    )
