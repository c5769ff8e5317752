"""Answers kept from one run to the next: analyses, alignments, glosses.

An entry is named by a digest of everything its content depends on, kaartenbak's version included;
one that cannot be read is a miss, and one that cannot be written is no loss. The time of change of
its file is when it was last used: what was not used for longest goes first when room is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

# Raise it when the shape of an entry changes.
FORMAT: Final = 1
LIMIT: Final = 500_000_000
"""Bytes that a cache may hold when a command begins."""
_UNFINISHED: Final = ".kaartenbak-"
# Nothing else is ever removed: people name all kinds of folders as their cache.
_OURS: Final = re.compile(rf"[0-9a-f]{{64}}\.json|{re.escape(_UNFINISHED)}.*")


@dataclass(frozen=True, slots=True)
class Cache:
    """A directory of JSON files; without a directory nothing is kept."""

    directory: Path | None

    def get(self, kind: str, key: Sequence[str]) -> Any | None:
        """What `put` stored under the same kind and key, or None."""
        if self.directory is None:
            return None
        path = _path(self.directory, kind, key)
        try:
            with path.open(encoding="utf-8") as file:
                stored = json.load(file)
        except (OSError, ValueError, RecursionError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        sound = isinstance(stored, dict) and stored.get("format") == FORMAT
        return stored.get("value") if sound else None

    def put(self, kind: str, key: Sequence[str], value: Any) -> None:
        """Store a JSON value; the file appears whole or not at all."""
        if self.directory is None:
            return
        path = _path(self.directory, kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"format": FORMAT, "value": value}, file, ensure_ascii=False)
                os.replace(name, path)
            except BaseException:
                os.unlink(name)
                raise

    def trim(self, limit: int = LIMIT) -> None:
        """Remove the entries that were not used for longest, until at most `limit` bytes are left.

        An entry that cannot be removed stays, and the next one goes.
        """
        if self.directory is None:
            return
        entries = sorted(_entries(self.directory))
        excess = sum(size for _, _, size in entries) - limit
        for _, path, size in entries:
            if excess <= 0:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
                excess -= size

    def usage(self) -> tuple[int, int]:
        """How many entries there are, and how many bytes they take."""
        sizes = [size for _, _, size in _entries(self.directory)] if self.directory else []
        return len(sizes), sum(sizes)


def _entries(directory: Path) -> Iterator[tuple[int, str, int]]:
    """When each entry was last used, in nanoseconds, its path, and its size in bytes."""
    with contextlib.suppress(OSError), os.scandir(directory) as kinds:
        for kind in kinds:
            with contextlib.suppress(OSError), os.scandir(kind) as files:
                for file in files:
                    if _OURS.fullmatch(file.name) and file.is_file(follow_symlinks=False):
                        with contextlib.suppress(OSError):
                            status = file.stat(follow_symlinks=False)
                            yield status.st_mtime_ns, file.path, status.st_size


def _path(directory: Path, kind: str, key: Sequence[str]) -> Path:
    digest = hashlib.sha256(f"{FORMAT}\0{version('kaartenbak')}\0{kind}".encode())
    for part in key:
        digest.update(f"\0{len(part)}\0{part}".encode())
    return directory / kind / f"{digest.hexdigest()}.json"
