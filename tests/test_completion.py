"""Tab in a shell: the protocol of each shell, and bash itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUN = "from decks.cli import main; main()"


def kaartenbak(*arguments: str, **environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | environment,
    )
    return ran.stdout


def completed(shell: str, *words: str) -> list[str]:
    """What the program answers to the script of `shell` for the last of `words`."""
    place = words[-1] if shell == "fish" else str(len(words) - 1)
    variables = {
        "_KAARTENBAK_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": place,
    }
    return kaartenbak(**variables).splitlines()


def test_bash_is_told_commands_options_and_choices() -> None:
    assert completed("bash", "kaartenbak", "pre") == ["plain,preview"]
    assert "plain,--max-words" in completed("bash", "kaartenbak", "build", "--max")
    assert completed("bash", "kaartenbak", "study", "--order", "") == ["plain,random", "plain,text"]
    assert completed("bash", "kaartenbak", "models", "d") == ["plain,download"]


def test_bash_is_asked_to_complete_the_names_of_texts() -> None:
    assert completed("bash", "kaartenbak", "build", "art") == ["file,art"]
    assert completed("bash", "kaartenbak", "build", "--cache-dir", "x") == ["dir,x"]


def test_zsh_and_fish_are_told_what_a_command_does_as_well() -> None:
    kind, name, told = completed("zsh", "kaartenbak", "pre")
    assert (kind, name) == ("plain", "preview")
    assert told.startswith("Show the pairs")
    (line,) = completed("fish", "kaartenbak", "pre")
    assert line.startswith("plain,preview\tShow the pairs")


def test_a_broken_configuration_does_not_silence_the_tab_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "kaartenbak").mkdir()
    (tmp_path / "kaartenbak" / "config.toml").write_text("nonsense = 1")
    assert completed("bash", "kaartenbak", "pre") == ["plain,preview"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_can_read_its_script(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(kaartenbak("completion", shell))
    assert "_KAARTENBAK_COMPLETE" in script.read_text()
    if program := shutil.which(shell):
        subprocess.run([program, "-n", str(script)], check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    program = tmp_path / "kaartenbak"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{RUN}" "$@"\n')
    program.chmod(0o755)
    tried = """
        eval "$(kaartenbak completion bash)"
        complete -p kaartenbak
        COMP_WORDS=(kaartenbak words --format t) COMP_CWORD=3
        _kaartenbak_completion kaartenbak
        echo "${COMPREPLY[@]}"
    """
    ran = subprocess.run(
        ["bash", "--norc", "-c", tried],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
    )
    assert ran.stdout.splitlines() == [
        "complete -o nosort -F _kaartenbak_completion kaartenbak",
        "tsv table",
    ]
