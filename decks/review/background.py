"""Vocabulary worked out in a thread of its own, so that the screen never waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cards.errors import KaartenbakError
from cards.model import Lesson

Remake = Callable[[Lesson], Lesson]
Done = Callable[[Lesson, Lesson | KaartenbakError], None]


class Background:
    """Works out one lesson at a time; of those that wait meanwhile only the newest counts.

    `done` is called in that thread with the lesson that was asked for and what came of it. The
    thread ends with the program, whatever it is at.
    """

    def __init__(self, remake: Remake, done: Done) -> None:
        self._remake = remake
        self._done = done
        self._lock = threading.Lock()
        self._next: Lesson | None = None
        self._is_busy = False

    def ask(self, lesson: Lesson) -> None:
        """Work out the vocabulary of `lesson` as soon as may be."""
        with self._lock:
            self._next = lesson
            if not self._is_busy:
                self._is_busy = True
                threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                lesson, self._next = self._next, None
                if lesson is None:
                    self._is_busy = False
                    return
            try:
                made: Lesson | KaartenbakError = self._remake(lesson)
            except KaartenbakError as error:
                made = error
            except Exception as error:  # nobody above a thread would tell of it
                made = KaartenbakError(f"Working them out failed: {error!r}.")
            self._done(lesson, made)
