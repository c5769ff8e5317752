"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from cards.errors import NothingToWriteError


def writable(path: Path) -> Path:
    """Where to put a file meant for `path`: at the end of a link, in a folder that exists.

    Raises:
        NothingToWriteError: a folder stands there, or none to hold it, or it may not be written.
    """
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
    target = writable(path)
    part = target.with_name(f".kaartenbak-{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error.strerror or str(error)) from error


def unwritable(path: Path, reason: str) -> NothingToWriteError:
    """The error for a file that cannot be written, for a reason in plain words."""
    return NothingToWriteError(
        f"{path} cannot be written: {reason}.", "Name a file in a folder of your own."
    )
