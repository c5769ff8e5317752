"""One key at a time from the terminal, not echoed, with the terminal put back whatever happens."""

from __future__ import annotations

import codecs
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from cards.errors import KaartenbakError
from decks import console

_NAMES: Final = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[5~": "page up",
    "\x1b[6~": "page down",
    "\x1b": "escape",
    "\r": "enter",
    "\n": "enter",
    " ": "space",
    "\x04": "end",
}
END: Final = "end"
"""Told for Control-D and when the terminal is gone."""
# A whole escape sequence, or one character; what only begins a sequence waits for the rest.
_KEY: Final = re.compile(r"\x1b\[[0-9;?]*[@-~]|\x1bO[@-~]|.", re.DOTALL)
_BEGUN: Final = re.compile(r"\x1b(?:O|\[[0-9;?]*)?\Z")
_REST_OF_SEQUENCE: Final = 0.05  # seconds to wait for it
_LOOK_AT_SIZE: Final = 0.2  # seconds between two looks at the size of the terminal


class NoTerminalError(KaartenbakError):
    """A command that needs a person at a terminal, and has none."""

    exit_code = 2


_ADVICE: Final = "Run it by itself in a terminal; `kaartenbak preview` prints cards anywhere."


def require_terminal(command: str, advice: str = _ADVICE, *, with_errors: bool = False) -> None:
    """Refuse to go on without a terminal to read keys from and to draw on.

    `with_errors` asks for one on standard error as well, where Textual draws.

    Raises:
        NoTerminalError: standard input or output is a file or a pipe, or the terminal is one that
            only takes lines.
    """
    streams = [(sys.stdin, "input"), (sys.stdout, "output"), (sys.stderr, "error")]
    for stream, told in streams if with_errors else streams[:2]:
        if not stream.isatty():
            raise NoTerminalError(
                f"{command} needs a terminal, and standard {told} is none.", advice
            )
    if console.page().is_dumb_terminal:
        raise NoTerminalError(f"{command} cannot draw on this terminal (TERM is dumb).", advice)


@contextmanager
def keyboard(resized: Callable[[], None]) -> Iterator[Callable[[], str]]:
    """Yield what waits for the next key and names it: "q", "space", "up", "enter", "end".

    `resized` is called when the size of the terminal has changed, while a key is waited for.
    Control-C raises KeyboardInterrupt as ever; Control-Z does nothing, for it would leave the
    screen behind.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield _windows_key
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    waiting: deque[str] = deque()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")

    size = os.get_terminal_size(terminal)  # before the first drawing, so that no change goes unseen

    def key() -> str:
        nonlocal size
        while not waiting:
            size = _await_key(terminal, size, resized)
            waiting.extend(_keys(terminal, decoder))
        return waiting.popleft()

    handlers = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, _stop),
        signal.SIGHUP: signal.signal(signal.SIGHUP, _stop),
    }
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        mode = termios.tcgetattr(terminal)
        mode[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(terminal, termios.TCSADRAIN, mode)
        yield key
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _await_key(
    terminal: int, size: os.terminal_size, resized: Callable[[], None]
) -> os.terminal_size:
    """Wait for a key; tell of every size other than the last, and return the last."""
    import select

    while not select.select([terminal], [], [], _LOOK_AT_SIZE)[0]:
        if (now := os.get_terminal_size(terminal)) != size:
            size = now
            resized()
    return size


def _keys(terminal: int, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    """The keys of one read, which may be several when a person is quick."""
    import select

    text = ""
    while True:
        try:
            data = os.read(terminal, 1024)
        except OSError:
            data = b""
        if not data:
            yield END
            return
        text += decoder.decode(data)
        begun = _BEGUN.search(text)
        if not begun or not select.select([terminal], [], [], _REST_OF_SEQUENCE)[0]:
            break
    for key in _KEY.findall(text):
        yield _NAMES.get(key, key)


def _stop(number: int, _frame: Any) -> None:
    """End by way of every `finally`, with the exit code of a program that was ended so."""
    sys.exit(128 + number)


def _windows_key() -> str:
    import click

    try:
        pressed = click.getchar()
    except EOFError:
        return END
    arrows = {"\xe0H": "up", "\xe0P": "down", "\xe0M": "right", "\xe0K": "left"}
    pages = {"\xe0I": "page up", "\xe0Q": "page down"}
    return (arrows | pages | _NAMES).get(pressed, pressed)
