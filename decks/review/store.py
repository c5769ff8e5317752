"""The files of a review: the lesson, and beside it the corrections that are not saved yet."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cards import lesson_file
from cards.model import Lesson
from decks.files import write_whole
from decks.review import journal


class Store:
    """Keeps one lesson file and its journal.

    `is_saved_here` tells whether the lesson was saved by it, `is_changed` whether another program
    has written it since.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = journal.path_of(path)
        self.is_saved_here = False
        self._digest = _digest(path)

    @property
    def is_changed(self) -> bool:
        """Whether the file is another than the one that was read or written last."""
        return _digest(self.path) != self._digest

    def keep(self, lesson: Lesson) -> None:
        """Keep corrections that are not saved.

        Raises:
            NothingToWriteError: they cannot be written.
        """
        journal.write(self.journal, lesson)

    def forget(self) -> None:
        """Nothing is unsaved any more."""
        self.journal.unlink(missing_ok=True)

    def save(self, lesson: Lesson) -> None:
        """Write the lesson in one step, and forget what was kept beside it.

        Raises:
            NothingToWriteError: it cannot be written.
        """
        write_whole(self.path, lesson_file.to_json(lesson).encode())
        self._digest = _digest(self.path)
        self.is_saved_here = True
        self.forget()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
