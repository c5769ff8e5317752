"""What the system refuses when a file is read, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cards.errors import InputError


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Read the file at `path` inside the `with` statement.

    Raises:
        InputError: it is not there, is a folder, or may not be read.
    """
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.", "Check the name.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder.", "Name a file in it.") from None
    except PermissionError:
        raise InputError(f"{path}: this file may not be read.", "Check its permissions.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}).", "Copy it elsewhere.") from None
