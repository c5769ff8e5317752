"""`kaartenbak build` after the first time, as a person and a script meet it."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.anki_engine import collection, import_package
from tests.conftest import ROOT, told

GARDEN = (
    (
        "The gardener waters the roses every morning.",
        "De tuinman geeft elke ochtend de rozen water.",
    ),
    ("His old dog sleeps under the apple tree.", "Zijn oude hond slaapt onder de appelboom."),
    ("The neighbour brings a basket of pears.", "De buurvrouw brengt een mand met peren."),
    ("Together they drink tea in the kitchen.", "Samen drinken ze thee in de keuken."),
)
FEWER = ("--cards", "vocabulary,cloze")
SHOP = (
    ("The dog waits in front of the bakery.", "De hond wacht voor de bakkerij."),
    ("The baker sells warm bread and cake.", "De bakker verkoopt warm brood en taart."),
)


@pytest.fixture
def build(run_here, tmp_path, monkeypatch):
    """Build one of the texts; options go behind, and `code` is the exit code expected."""

    monkeypatch.setenv("COLUMNS", "200")

    def call(name, pairs, *arguments, code=0):
        for language, side in (("en", 0), ("nl", 1)):
            text = "".join(f"{pair[side]}\n" for pair in pairs)
            (tmp_path / f"{name}.{language}.txt").write_text(text, encoding="utf-8")
        texts = (f"{name}.en.txt", f"{name}.nl.txt", "--presplit", "--min-confidence", "0.5")
        result = run_here("build", *texts, "-o", f"{name}.apkg", *arguments)
        assert result.returncode == code, told(result)
        return result.stderr.decode(), result.stdout.decode()

    return call


def test_a_dry_run_tells_what_would_change_and_writes_nothing(build, tmp_path):
    build("garden", GARDEN)
    before = {path: path.read_bytes() for path in tmp_path.glob("garden.[ak]*")}
    assert len(before) == 2
    _, table = build("garden", GARDEN, *FEWER, "--dry-run")
    assert "[" not in table  # the clozes are unchanged, and only counted
    assert (
        'note:"Kaartenbak Sentences" Dutch:"De tuinman geeft elke ochtend de rozen water."' in table
    )
    _, data = build("garden", GARDEN, *FEWER, "--dry-run", "--format", "json")
    changes = json.loads(data)
    assert set(changes) == {"deck", "new", "changed", "unchanged", "gone"}
    assert changes["new"] == changes["changed"] == []
    assert {note["dutch"] for note in changes["gone"]} == {dutch for _, dutch in GARDEN}
    assert f"{len(changes['unchanged'])} unchanged, {len(changes['gone'])} gone." in table
    assert {path: path.read_bytes() for path in tmp_path.glob("garden.[ak]*")} == before


def test_what_has_gone_is_told_with_a_search_that_finds_it(build, tmp_path):
    build("garden", GARDEN)
    with collection() as col:
        import_package(col, tmp_path / "garden.apkg")
        talk, _ = build("garden", GARDEN, *FEWER)
        searches = [line[line.index("note:") :] for line in talk.splitlines() if "note:" in line]
        assert len(searches) == len(GARDEN)
        assert [len(col.find_notes(search)) for search in searches] == [1] * len(searches)


def test_a_shared_memory_lets_words_grow(build, tmp_path):
    build("garden", GARDEN, "--memory", "all.json")
    talk, _ = build("shop", SHOP, "--memory", "all.json")
    assert "1 note stays as in garden.apkg, which met it first" in talk
    hond = [
        note
        for note in json.loads((tmp_path / "all.json").read_text())["notes"].values()
        if note["dutch"] == "hond"
    ]
    assert [note["decks"] for note in hond] == [["garden.apkg", "shop.apkg"]]
    assert "appelboom" in hond[0]["fields"]["Sentence"]
    assert hond[0]["examples"][0][2] == "The dog waits in front of the bakery."


def test_another_namespace_has_notes_of_its_own(build, tmp_path):
    build("garden", GARDEN)
    _, data = build("garden", GARDEN, "--namespace", "klas 2b", "--dry-run", "--format", "json")
    assert len(json.loads(data)["new"]) == len(json.loads(data)["gone"]) > 5
    build("garden", GARDEN, "--namespace", " ", code=2)


def test_a_lost_or_spoilt_memory_can_be_made_anew(build, tmp_path):
    build("garden", GARDEN)
    deck, memory = tmp_path / "garden.apkg", tmp_path / "garden.kaartenbak.json"
    known, package = memory.read_bytes(), deck.read_bytes()
    memory.write_text("{")
    talk, _ = build("garden", GARDEN, code=3)
    assert "--adopt" in talk
    assert (memory.read_text(), deck.read_bytes()) == ("{", package)
    build("garden", GARDEN, "--adopt", "garden.apkg")
    assert (memory.read_bytes(), deck.read_bytes()) == (known, package)
    memory.unlink()
    talk, _ = build("garden", GARDEN)
    assert "nothing of garden.apkg yet; what was exported before was read" in " ".join(talk.split())
    assert (memory.read_bytes(), deck.read_bytes()) == (known, package)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--adopt", "none.apkg"), 3, "none.apkg: there is no such file"),
        (("--adopt", "garden.en.txt"), 3, "neither a collection nor a package"),
        (("--memory", "garden.apkg"), 2, "named twice"),
        (("--memory", "garden.en.txt"), 2, "named twice"),
        (("--lesson", "garden.nl.txt"), 2, "named twice"),
        (("--memory", "none/x.json"), 6, "no folder"),
        (("--format", "json"), 2, "--dry-run"),
    ],
)
def test_what_cannot_be_is_told_before_the_work(arguments, code, words, build, tmp_path):
    talk, _ = build("garden", GARDEN, *arguments, code=code)
    assert words in " ".join(talk.split())
    assert "Aligning" not in talk
    assert not (tmp_path / "garden.apkg").exists()
    assert (tmp_path / "garden.en.txt").read_text().startswith("The gardener")


def test_the_demo_leaves_nothing_for_git():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    names = ["demo.apkg", "demo.kaartenbak.json"]
    result = subprocess.run(
        ["git", "check-ignore", *names], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert result.stdout.split() == names
