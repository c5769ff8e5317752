"""Answers kept from one run to the next: analyses, alignments, glosses.

An entry is named by a digest of everything its content depends on, kaartenbak's version included;
one that cannot be read is a miss, and one that cannot be written is no loss.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

# Raise it when the shape of an entry changes.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cache:
    """A directory of JSON files; without a directory nothing is kept."""

    directory: Path | None

    def get(self, kind: str, key: Sequence[str]) -> Any | None:
        """What `put` stored under the same kind and key, or None."""
        if self.directory is None:
            return None
        try:
            with _path(self.directory, kind, key).open(encoding="utf-8") as file:
                stored = json.load(file)
        except (OSError, ValueError, RecursionError):
            return None
        sound = isinstance(stored, dict) and stored.get("format") == FORMAT
        return stored.get("value") if sound else None

    def put(self, kind: str, key: Sequence[str], value: Any) -> None:
        """Store a JSON value; the file appears whole or not at all."""
        if self.directory is None:
            return
        path = _path(self.directory, kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"format": FORMAT, "value": value}, file, ensure_ascii=False)
                os.replace(name, path)
            except BaseException:
                os.unlink(name)
                raise


def _path(directory: Path, kind: str, key: Sequence[str]) -> Path:
    digest = hashlib.sha256(f"{FORMAT}\0{version('kaartenbak')}\0{kind}".encode())
    for part in key:
        digest.update(f"\0{len(part)}\0{part}".encode())
    return directory / kind / f"{digest.hexdigest()}.json"
