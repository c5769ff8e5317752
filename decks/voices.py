"""Voices: programs that say a text into a sound file, espeak-ng or any that the user names."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cards.errors import MissingPartError

TEXT: Final = "{text}"
OUTPUT: Final = "{output}"


@dataclass(frozen=True, slots=True)
class Voice:
    """A command that speaks, as arguments: no shell reads them.

    In every argument `{output}` becomes the file to write (WAV, MP3 or Ogg, whatever its name) and
    `{text}` the text; without a `{text}` the text is on standard input, in UTF-8. `version` is what
    the sound depends on beside the command; `timeout` is in seconds.
    """

    command: tuple[str, ...]
    version: str = ""
    timeout: float = 60.0

    def say(self, text: str) -> bytes:
        """What the command wrote.

        Raises:
            MissingPartError: it cannot be run, fails, writes nothing or does not end in time.
        """
        with TemporaryDirectory(prefix="kaartenbak-") as folder:
            output, told = Path(folder) / "speech.wav", Path(folder) / "told.txt"
            filled = [part.replace(OUTPUT, str(output)) for part in self.command]
            on_stdin = not any(TEXT in part for part in filled)
            arguments = [part.replace(TEXT, text) for part in filled]
            # A file, not a pipe, takes what it tells: its children may hold a pipe open for ever.
            with told.open("wb") as log:
                try:
                    ran = subprocess.run(  # noqa: S603 - the command is the user's own
                        arguments,
                        input=text.encode() if on_stdin else b"",
                        stdout=log,
                        stderr=log,
                        timeout=self.timeout,
                        check=False,
                    )
                except subprocess.TimeoutExpired:
                    reason = f"it did not end within {self.timeout:g} seconds"
                    raise self.failure(text, reason) from None
                except OSError as error:
                    raise self.failure(text, error.strerror or str(error)) from error
            if ran.returncode:
                last = told.read_text("utf-8", "replace").strip().splitlines()[-1:]
                reason = f"it ended with exit code {ran.returncode}"
                raise self.failure(text, ": ".join([reason, *last]))
            if not output.is_file() or not output.stat().st_size:
                raise self.failure(text, "it wrote nothing to {output}")
            return output.read_bytes()

    def failure(self, text: str, reason: str) -> MissingPartError:
        """The error for a text that could not be said, for a reason in plain words."""
        return MissingPartError(
            f"The voice command {self.command[0]} did not say “{text}”: {reason}.",
            f"Try it by hand: {shlex.join(self.command)}",
        )


def espeak() -> Voice:
    """The Dutch voice of espeak-ng.

    Raises:
        MissingPartError: espeak-ng is not installed.
    """
    program = espeak_program()
    arguments = ("-v", "nl", "-b", "1", "--stdin", "-w", OUTPUT)
    return Voice((program, *arguments), version=espeak_version(program))


def espeak_program() -> str:
    """Where espeak-ng is.

    Raises:
        MissingPartError: it is not installed.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise MissingPartError(
            "espeak-ng is not installed.",
            "Install it: sudo apt install espeak-ng (on a Mac: brew install espeak-ng).",
        )
    return program


def espeak_version(program: str) -> str:
    """What espeak-ng says of itself.

    Raises:
        MissingPartError: it does not run.
    """
    try:
        told = subprocess.run(  # noqa: S603 - espeak-ng alone
            [program, "--version"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingPartError(
            f"{program} does not run ({error}).", "Install espeak-ng again."
        ) from error
    return told.stdout.decode("utf-8", "replace").strip()


def by_command(line: str) -> Voice:
    """The voice of a command line with `{output}` in it, cut as a POSIX shell would.

    Raises:
        MissingPartError: its program is not there.
        ValueError: a quotation mark is not closed, or `{output}` is missing.
    """
    command = tuple(shlex.split(line))
    if not any(OUTPUT in part for part in command):
        raise ValueError("it must name {output}, the file to write")
    if shutil.which(command[0]) is None:
        raise MissingPartError(
            f"The voice command {command[0]} was not found.",
            "Install it, or give its whole path.",
        )
    return Voice(command)
