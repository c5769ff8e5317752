"""Opening the files of a dictionary: packed or plain, never more of one than memory can bear."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cards.errors import InputError
from cards.opening import readable

LARGEST = 1 << 28  # bytes of a file that must be held whole, unpacked
LARGEST_STREAM = 1 << 31  # bytes of a file that is read piece by piece, unpacked
LONGEST_LINE = 1 << 16  # bytes
_COPY_ANEW = "Download or copy it once more."


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked if it is gzip (dictzip is).

    Raises:
        InputError: the file is not there or may not be read, or what is packed is damaged.
    """
    with readable(path):
        try:
            with path.open("rb") as file:
                if file.read(2) == b"\x1f\x8b":
                    file.seek(0)
                    with gzip.GzipFile(fileobj=file) as unpacked:
                        yield cast(BinaryIO, unpacked)
                else:
                    file.seek(0)
                    yield file
        except EOFError:
            raise InputError(f"{path}: the packed file is cut short.", _COPY_ANEW) from None
        except (zlib.error, gzip.BadGzipFile) as error:
            told = f"{path}: the packed file is damaged ({error})."
            raise InputError(told, _COPY_ANEW) from None


def whole(path: Path) -> bytes:
    """All bytes of a file that is needed at once.

    Raises:
        InputError: it cannot be read, or holds more than `LARGEST` bytes.
    """
    with opened(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise too_large(path, LARGEST)
    return data


def chunks(path: Path, size: int = 1 << 16) -> Iterator[bytes]:
    """The bytes of a file, piece by piece.

    Raises:
        InputError: it cannot be read, or holds more than `LARGEST_STREAM` bytes.
    """
    total = 0
    with opened(path) as file:
        while piece := file.read(size):
            total += len(piece)
            if total > LARGEST_STREAM:
                raise too_large(path, LARGEST_STREAM)
            yield piece


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers from 1; no line end, no byte-order mark.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or has a line that no table has.
    """
    number = total = 0
    with opened(path) as file:
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            total += len(line)
            if len(line) > LONGEST_LINE:
                raise InputError(
                    f"{path}:{number}: this line is longer than {LONGEST_LINE:,} bytes.",
                    "Check that this is the right file.",
                )
            if total > LARGEST_STREAM:
                raise too_large(path, LARGEST_STREAM)
            yield number, _decoded(line, path, number).rstrip("\r\n")


def too_large(path: Path, most: int) -> InputError:
    """The error of a file that unpacks to more than `most` bytes."""
    return InputError(
        f"{path}: this file holds more than {most >> 20} MiB once unpacked.",
        "Check that it is a dictionary, or cut it down to the words that you need.",
    )


def _decoded(line: bytes, path: Path, number: int) -> str:
    if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}:1: this file is UTF-16, not UTF-8.", "Save it as UTF-8.")
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}:{number}: byte {error.start + 1} of this line is not UTF-8.",
            "Save the file as UTF-8.",
        ) from None
    if "\0" in text:
        raise InputError(f"{path}:{number}: this is not a text file.", "Check the name.")
    return text


def beside(given: Path, *names: Path, advice: str) -> Path:
    """The first of `names` that exists: another file of the dictionary of which one was given.

    Raises:
        InputError: there is none.
    """
    found = next((path for path in names if path.exists()), None)
    if found is None:
        either = " or ".join(path.name for path in names)
        raise InputError(f"{given}: there is no {either} beside it.", advice)
    return found
