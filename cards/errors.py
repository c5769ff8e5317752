"""What can go wrong, each kind owning its message and its exit code.

Bad data gives a result and a list of `Problem`s; only a request that cannot be served raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person may want to mend, found while still giving a result.

    `line` is 1-based; 0 means that the whole file is meant.
    """

    file: str
    line: int
    message: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" + (f" {self.advice}" if self.advice else "")


class KaartenbakError(Exception):
    """A request that cannot be served. `message` says what is wrong, `advice` what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".rstrip()


class InputError(KaartenbakError):
    """An input that cannot be read as text."""

    exit_code = 3


class MissingPartError(KaartenbakError):
    """A model or an optional package that is not installed."""

    exit_code = 4


class NotTranslationsError(KaartenbakError):
    """Two texts that do not look like translations of each other."""

    exit_code = 5


class NothingToWriteError(KaartenbakError):
    """A request that leaves no card, or an output that cannot be written."""

    exit_code = 6
