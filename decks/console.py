"""Talk goes to stderr, data to stdout; colour and motion only where a person watches."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from cards.errors import KaartenbakError, Problem

INTERRUPTED = 130
_VOLUME = "kaartenbak.volume"
_PLURAL = re.compile(r"s\b")


def set_volume(context: click.Context, volume: int) -> None:
    """How much the command that runs shall say: -1 nothing but errors, 1 more than usual."""
    context.meta[_VOLUME] = volume


def talk() -> Console:
    """The console on stderr; mute where the person asked for quiet."""
    from rich.console import Console

    class Talk(Console):
        def on_broken_pipe(self) -> None:
            drop(sys.stderr)  # the work goes on, unheard

    wraps = not sys.stderr.isatty()
    return Talk(stderr=True, highlight=False, soft_wrap=wraps, quiet=_volume() < 0)


def detail(text: str) -> None:
    """What is told only to those who ask for more."""
    if _volume() > 0:
        talk().print(text, markup=False, style="dim")


def page() -> Console:
    """The console on stdout, for what a person asked to see."""
    from rich.console import Console

    class Page(Console):
        def on_broken_pipe(self) -> NoReturn:
            _leave_reader()

    return Page(highlight=False)


def write_data(lines: Iterable[str]) -> None:
    """Data to stdout: UTF-8 and bare newlines on every system."""
    out = sys.stdout.buffer
    with _leaving_with_the_reader():
        for line in lines:
            out.write(line.encode() + b"\n")
        out.flush()


def write_bytes(content: bytes) -> None:
    """A whole file to stdout."""
    with _leaving_with_the_reader():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextmanager
def _leaving_with_the_reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # click would make it 1, which none of our exit codes is
        _leave_reader()


def _leave_reader() -> NoReturn:
    """`| head` has seen enough, which is no failure."""
    drop(sys.stdout)
    raise SystemExit(0)


def drop(stream: TextIO) -> None:
    """Send to nowhere what is still on its way to a stream, or Python tries again as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield what tells which stage begins: a spinner on a terminal, else a plain line.

    With -v, a line for each stage when it is over, with the time that it took.
    """
    console = talk()
    if _volume() > 0:
        with _timed() as begin:
            yield begin
    elif not console.is_terminal:
        yield lambda stage: console.print(f"{stage} …", markup=False)
    else:
        with console.status("Reading the texts …") as status:
            yield lambda stage: status.update(f"{stage} …")


@contextmanager
def _timed() -> Iterator[Callable[[str], None]]:
    stages: list[tuple[str, float]] = []

    def begin(stage: str) -> None:
        end()
        stages.append((stage, time.perf_counter()))

    def end() -> None:
        if stages:
            stage, start = stages.pop()
            detail(f"{stage}: {time.perf_counter() - start:.1f} s")

    yield begin
    end()


def _volume() -> int:
    context = click.get_current_context(silent=True)
    return 0 if context is None else int(context.meta.get(_VOLUME, 0))


def numbered(count: int, things: str) -> str:
    """A number with what it counts: `things`, whose first plural in s becomes singular after 1."""
    return f"{count} {_PLURAL.sub('', things, count=1) if count == 1 else things}"


def report_error(error: KaartenbakError) -> None:
    """Tell what is wrong and what to do."""
    from rich.text import Text

    told = Text.assemble(("Error: ", "bold red"), error.message, " ", error.advice)
    talk().print(told, soft_wrap=True)  # a command in the advice can be copied whole


def report_problem(problem: Problem) -> None:
    """Tell what a person may want to mend."""
    from rich.text import Text

    talk().print(Text.assemble(("Note: ", "bold yellow"), str(problem)))
