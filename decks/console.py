"""Talk goes to stderr, data to stdout; colour and motion only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from cards.errors import KaartenbakError, Problem

INTERRUPTED = 130


def talk() -> Console:
    """The console on stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def page() -> Console:
    """The console on stdout, for what a person asked to see."""
    from rich.console import Console

    return Console(highlight=False)


def write_data(lines: Iterable[str]) -> None:
    """Data to stdout: UTF-8 and bare newlines on every system."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode() + b"\n")
    out.flush()


def write_bytes(content: bytes) -> None:
    """A whole file to stdout."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Yield what tells which stage begins: a spinner on a terminal, else a plain line."""
    console = talk()
    if quiet:
        yield lambda _stage: None
    elif not console.is_terminal:
        yield lambda stage: console.print(f"{stage} …", markup=False)
    else:
        with console.status("Reading the texts …") as status:
            yield lambda stage: status.update(f"{stage} …")


def report_error(error: KaartenbakError) -> None:
    """Tell what is wrong and what to do."""
    from rich.text import Text

    told = Text.assemble(("Error: ", "bold red"), error.message, " ", error.advice)
    talk().print(told, soft_wrap=True)  # a command in the advice can be copied whole


def report_problem(problem: Problem) -> None:
    """Tell what a person may want to mend."""
    from rich.text import Text

    talk().print(Text.assemble(("Note: ", "bold yellow"), str(problem)))
