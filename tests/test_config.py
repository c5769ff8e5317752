"""Configuration files: what they may say, what wins, and what is told when they make no sense."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from decks import config, configurable
from decks.cli import cli, main
from decks.config_template import template

Write = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and an empty home for the user's own file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KAARTENBAK_ANKI_KEY", raising=False)
    folder = tmp_path / "course" / "lesson 1"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def write(project: Path) -> Write:
    def written(text: str | bytes, *, own: bool = False, folder: Path = project) -> Path:
        path = config.user_file() if own else folder / "kaartenbak.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def values(*place: str) -> dict[str, object]:
    """What the files say to a command, by parameter."""
    settings = config.load(cli, Path.cwd()).get(place, {})
    return {name: setting.value for name, setting in settings.items()}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is told, on one line, when a command ends as wrong usage."""
    with pytest.raises(SystemExit) as ended:
        main(arguments or ("words", "en.txt", "nl.txt"))
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    return " ".join(told.err.split())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    assert ended.value.code == 0, told.err
    return told.out


# What wins -----------------------------------------------------------------------------------


def test_a_key_above_all_sections_goes_to_every_command_that_has_it(write: Write) -> None:
    write("max-words = 25\n")
    assert values("build") == values("preview") == values("export") == {"max_words": 25}
    assert values("align") == {}


def test_a_section_stands_above_the_common_keys(write: Write) -> None:
    write("max-words = 25\n[build]\nmax-words = 10\n[models.download]\nurl = 'x'\n")
    assert values("build") == {"max_words": 10}
    assert values("preview") == {"max_words": 25}
    assert values("models", "download") == {"url": "x"}


def test_the_project_stands_above_the_user_and_adds_to_it(write: Write) -> None:
    write("production = true\n[build]\nmax-words = 10\n", own=True)
    write("max-words = 25\n")
    assert values("build") == {"production": True, "max_words": 25}


def test_a_project_file_is_found_above_the_working_directory(write: Write, project: Path) -> None:
    write("max-words = 25\n", folder=project.parent)
    assert values("build") == {"max_words": 25}
    write("max-words = 5\n")
    assert values("build") == {"max_words": 5}


def test_flags_stand_above_the_environment_and_that_above_files(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("anki-key = 'file'\nmax-words = 25\n")
    seen: list[tuple[object, object]] = []
    command = cli.commands["build"]
    monkeypatch.setattr(
        command, "callback", lambda **given: seen.append((given["anki_key"], given["max_words"]))
    )
    build = ("build", "en", "nl", "-o", "x.apkg")
    for variable, flags in (("", ()), ("variable", ()), ("variable", ("--max-words", "3"))):
        if variable:
            monkeypatch.setenv("KAARTENBAK_ANKI_KEY", variable)
        with pytest.raises(SystemExit):
            main((*build, *flags))
    assert seen == [("file", 25), ("variable", 25), ("variable", 3)]


def test_a_flag_that_a_file_switches_on_can_be_switched_off(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("tap-english = true\nno-cache = true\n")
    seen: list[tuple[object, object]] = []
    monkeypatch.setattr(
        cli.commands["build"],
        "callback",
        lambda **given: seen.append((given["tap_english"], given["no_cache"])),
    )
    build = ("build", "en", "nl", "-o", "x.apkg")
    for flags in ((), ("--no-tap-english", "--cache")):
        with pytest.raises(SystemExit):
            main((*build, *flags))
    assert seen == [(True, True), (False, False)]


def test_every_flag_of_every_command_can_be_switched_off() -> None:
    for place, command in configurable.commands(cli):
        for option in configurable.options(command).values():
            assert not option.is_bool_flag or option.secondary_opts, (place, option.name)
        flags = [flag for one in command.params for flag in (*one.opts, *one.secondary_opts)]
        assert len(set(flags)) == len(flags)


def test_the_files_can_be_left_out_altogether(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("nonsense = 1")
    seen: list[object] = []
    monkeypatch.setattr(
        cli.commands["words"], "callback", lambda **given: seen.append(given["no_cache"])
    )
    with pytest.raises(SystemExit) as ended:
        main(["--no-config", "words", "en", "nl"])
    assert (ended.value.code, seen) == (0, [False])


def test_an_option_that_a_command_gets_is_configurable_at_once(write: Write) -> None:
    write("tempo = 3\n")
    group = click.Group("kaartenbak")
    group.add_command(
        click.Command("sing", params=[click.Option(["--tempo"], type=int), click.Argument(["x"])])
    )
    (setting,) = config.load(group, Path.cwd())[("sing",)].values()
    assert (setting.value, setting.line) == (3, 1)


def test_paths_are_counted_from_their_file_and_home_is_known(write: Write, project: Path) -> None:
    write(
        'known = ["mine.txt", "/else/where.txt"]\n'
        'known-from = ["~/a.anki2", "anki:deck:Nederlands"]\n',
        folder=project.parent,
    )
    assert values("words") == {
        "known": [str(project.parent / "mine.txt"), "/else/where.txt"],
        "known_from": [str(Path.home() / "a.anki2"), "anki:deck:Nederlands"],
    }


def test_the_address_of_anki_goes_to_push_as_well_whose_flag_is_another(write: Write) -> None:
    write("anki-url = 'http://desk:8765'\n")
    assert values("push") == values("build") == {"anki_url": "http://desk:8765"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_obstacle(write: Write) -> None:
    write(b"\xef\xbb\xbfmax-words = 25\r\n[build]\r\nmax-words = 3\r\n")
    assert values("build") == {"max_words": 3}


# What makes no sense -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\nmax-word = 3", ":2: nothing is called 'max-word'. Do you mean 'max-words'?"),
        ("max_words = 3", ":1: nothing is called 'max_words'. Do you mean 'max-words'?"),
        ("[biuld]", ":1: nothing is called 'biuld'. Do you mean 'build'?"),
        ("[build]\nmax-word=3", ":2: nothing is called 'max-word' in [build]. Do you mean"),
        ("[words]\nmax-words=3", ":2: nothing is called 'max-words' in [words]. It goes into"),
        ("[models.downlod]", ":1: nothing is called 'downlod' in [models]. Do you mean 'download'"),
        ("zzz = 1", ":1: nothing is called 'zzz'. `kaartenbak config` lists what there is."),
        ("[doctor]\nformat='json'", ":1: nothing is called 'doctor'."),
        ("build = 3", ":1: 'build' is a section. Write [build] above its lines."),
        ("[max-words]\nx = 3", ":1: 'max-words' is no section."),
        ("max-words = '3'", ":1: 'max-words' wants a whole number."),
        ("max-words = true", ":1: 'max-words' wants a whole number."),
        ("max-words = 2.5", ":1: 'max-words' wants a whole number."),
        ("min-confidence = '1'", ":1: 'min-confidence' wants a number."),
        ("ipa = 'yes'", ":1: 'ipa' wants true or false."),
        ("title = 3", ":1: 'title' wants a text in quotation marks."),
        ("known = 'a.txt'", """:1: 'known' wants a list, such as ["a.txt"]."""),
        ("known = [3]", ":1: 'known' wants a text in quotation marks."),
        ("max-words = -3", ":1: 'max-words': -3 is not in the range x>=0."),
        ("audio = 'parrot'", ":1: 'audio': "),
        ("cards = 'poems'", ":1: 'cards': 'poems' is none of vocabulary, cloze, sentences."),
        ("output = 'x.apkg'", ":1: 'output' cannot be configured. Give it on the command line."),
        ("[build]\noutput = 'x'", ":2: 'output' cannot be configured."),
        ("format = 'tsv'", ":1: 'format' differs from command to command. Put it into [build], "),
        ("url = 'x'", ":1: 'url' differs from command to command. Put it into [push]"),
        ("a = 1\nb = = 2", ":2: this is not TOML: invalid value."),
        ("title = 'Een", "this is not TOML"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_told_with_file_and_line(
    text: str, told: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(text)
    err = refused(capsys)
    assert err.startswith(f"Error: {path}")
    assert told in err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"title = '\xe9'"])
def test_what_is_no_text_is_told(
    content: bytes, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(content)
    assert "this is not UTF-8" in refused(capsys)


def test_a_folder_in_place_of_the_users_file_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.user_file().mkdir(parents=True)
    assert "cannot be read" in refused(capsys)


def test_a_program_to_run_is_taken_from_the_users_own_file_only(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("audio-command = 'say {output}'\n", own=True)
    assert values("build") == {"audio_command": "say {output}"}
    write("audio-command = 'rm {output}'\n")
    assert "a project file cannot set it" in refused(capsys)


def test_help_and_completion_of_the_program_need_no_sound_file(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("nonsense = 1")
    assert "Commands:" in run(capsys, "--help")
    assert "_KAARTENBAK_COMPLETE" in run(capsys, "completion", "bash")


def test_a_working_directory_that_was_removed_is_no_error(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.rmdir()
    assert config.here() == Path("/")


# What is shown -------------------------------------------------------------------------------


def test_config_shows_what_each_option_is_and_where_from(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = write("\ntitle = 'Les'\n", own=True)
    project = write("[build]\nmax-words = 3\n")
    monkeypatch.setenv("KAARTENBAK_ANKI_KEY", "secret")
    shown = run(capsys, "config", "--format", "json")
    assert "secret" not in shown
    told = json.loads(shown)
    assert told["files"] == {"user": str(own), "project": str(project)}
    rows = {(row["option"], row["value"]): row for row in told["options"] if row["value"]}
    assert rows["title", "Les"]["from"] == str(own)
    assert rows["title", "Les"]["line"] == 2
    assert rows["max-words", 3] == {
        "option": "max-words",
        "value": 3,
        "from": str(project),
        "line": 2,
        "commands": ["build"],
    }
    assert rows["max-words", 40]["from"] == "default"
    assert "build" not in rows["max-words", 40]["commands"]
    assert rows["anki-key", "(not shown)"]["from"] == "$KAARTENBAK_ANKI_KEY"


def test_config_as_a_table_fits_a_narrow_terminal(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    write("[build]\nmax-words = 3\n")
    table = [line for line in run(capsys, "config").splitlines() if " file: " not in line]
    assert max(map(len, table)) <= 60
    assert re.search(r"max-words +3 +project:2 +build", "\n".join(table))


def test_the_file_that_init_writes_changes_nothing_until_it_is_edited(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(run(capsys, "config", "--format", "json"))["options"]
    run(capsys, "config", "init")
    run(capsys, "config", "init", "--project")
    assert run(capsys, "config", "path").split("\n") == [
        str(config.user_file()),
        str(project / "kaartenbak.toml"),
        "",
    ]
    assert json.loads(run(capsys, "config", "--format", "json"))["options"] == before


def test_init_leaves_a_file_that_is_there(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("max-words = 3\n", own=True)
    with pytest.raises(SystemExit) as ended:
        main(["config", "init"])
    assert ended.value.code == 6
    assert "there already" in capsys.readouterr().err
    assert path.read_text() == "max-words = 3\n"


@pytest.mark.parametrize("is_project", [False, True])
def test_every_line_of_the_template_can_be_used(is_project: bool, write: Write) -> None:
    text = re.sub(r"(?m)^#(?=\S)", "", template(cli, is_project=is_project))
    write(text, own=not is_project)
    found = config.load(cli, Path.cwd())
    assert set(found) == {
        place for place, command in configurable.commands(cli) if configurable.options(command)
    }
    assert max(map(len, text.splitlines())) <= 100
