"""Recordings: any voice that the user names, espeak-ng itself, and Anki that plays them."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import wave
import zipfile
from dataclasses import replace

import pytest

from cards.cache import Cache
from cards.errors import MissingPartError
from cards.model import Source
from decks import sounds, voices
from decks.apkg import write_package
from decks.extras import Extras, recordings
from decks.notetypes import SENTENCES
from decks.records import DeckOptions
from decks.voices import Voice
from tests.anki_engine import collection, import_package
from tests.conftest import SAMPLE, told
from tests.lessons import GARDEN, PATH, SHED, cloze, entry, lesson, sentence, word

# A stand-in that beeps: the pitch and length follow from the text, and each text is noted down.
_BEEPER = """
import pathlib, sys, wave
output, log, *text = sys.argv[1:]
text = text[0] if text else sys.stdin.buffer.read().decode()
with open(log, "a", encoding="utf-8") as said:
    print(text, file=said)
with wave.open(output, "wb") as sound:
    sound.setparams((1, 2, 16000, 0, "NONE", ""))
    sound.writeframes(bytes(text.encode() * 200)[: 2 * len(text.encode()) * 100])
"""

GARDEN_PATH = "Het smalle *pad* loopt langs de sloot."
HAS_ESPEAK = shutil.which("espeak-ng") is not None
needs_espeak = pytest.mark.skipif(not HAS_ESPEAK, reason="needs espeak-ng")


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "said.txt"
    path.touch()
    return path


@pytest.fixture
def beeper(tmp_path, log):
    script = tmp_path / "beep.py"
    script.write_text(_BEEPER)
    return Voice((sys.executable, "-S", str(script), "{output}", str(log), "{text}"))


def python(code: str, **options) -> Voice:
    """A voice that is a few words of Python; its first argument is the file to write."""
    return Voice((sys.executable, "-S", "-c", f"import sys; {code}", "{output}"), **options)


def wav(frames: bytes, width: int = 2) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, width, 16000, 0, "NONE", ""))
        sound.writeframes(frames)
    return buffer.getvalue()


def said(log) -> list[str]:
    return log.read_text("utf-8").splitlines()


# What is said


def test_a_word_is_said_with_its_article_and_a_sentence_as_it_stands(beeper, log):
    notes = [word(SHED, "Achter de *schuur* stond een kruiwagen."), cloze(PATH, GARDEN_PATH)]
    recordings([*notes, sentence("Wie zaait, zal oogsten.")], beeper, Cache(None))
    assert said(log) == [
        "de schuur",
        "Achter de schuur stond een kruiwagen.",
        "Het smalle pad loopt langs de sloot.",
        "Wie zaait, zal oogsten.",
    ]


def test_two_articles_are_both_said_and_a_guessed_one_is_not(beeper, log):
    either = word(entry("punt", article="de/het"), "")
    guessed = word(entry("flurk", article="het", article_source=Source.MODEL), "…")
    made = recordings([either, guessed], beeper, Cache(None))
    assert said(log) == ["de of het punt", "flurk"]
    assert set(made.fields[guessed]) == {"Audio"}  # of "…" nothing can be said


def test_no_shell_reads_the_text(beeper, log, tmp_path):
    text = '\'s Avonds "$(touch x)"; rm -rf * `id` {output} %s é'
    recordings([sentence(text)], beeper, Cache(None))
    assert said(log) == [text]
    assert not (tmp_path / "x").exists()


def test_without_text_in_the_command_it_is_on_standard_input(beeper, log):
    voice = replace(beeper, command=beeper.command[:-1])
    recordings([sentence("Één café, 's avonds.")], voice, Cache(None))
    assert said(log) == ["Één café, 's avonds."]


def test_a_command_line_is_cut_as_a_shell_would():
    line = f"'{sys.executable}' -f '{{output}}' --text \"{{text}} .\""
    voice = voices.by_command(line)
    assert voice.command == (sys.executable, "-f", "{output}", "--text", "{text} .")


# What becomes of it


def test_the_same_sentence_is_said_once_and_kept_once(beeper, log):
    notes = [word(PATH, GARDEN_PATH), cloze(PATH, GARDEN_PATH)]
    made = recordings(notes, beeper, Cache(None))
    assert len(said(log)) == len(made.media) == 2
    assert made.fields[notes[0]]["SentenceAudio"] == made.fields[notes[1]]["SentenceAudio"]


def test_every_field_plays_a_file_that_is_there(beeper):
    made = recordings(GARDEN.notes, beeper, Cache(None))
    played = {value for values in made.fields.values() for value in values.values()}
    assert played == {f"[sound:{name}]" for name in made.media}
    assert all(name.startswith("kaartenbak-") and name.endswith(".mp3") for name in made.media)
    assert all(content[:1] == b"\xff" for content in made.media.values())


def test_a_second_build_asks_nothing_of_the_voice(beeper, log, tmp_path):
    cache = Cache(tmp_path / "cache")
    first = recordings(GARDEN.notes, beeper, cache)
    log.unlink()
    assert recordings(GARDEN.notes, beeper, cache) == first
    assert not log.exists()


def test_another_voice_is_asked_again(beeper, log, tmp_path):
    cache = Cache(tmp_path / "cache")
    recordings([sentence("Dag!")], beeper, cache)
    recordings([sentence("Dag!")], replace(beeper, version="2"), cache)
    assert said(log) == ["Dag!", "Dag!"]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(b"ID3 and more", "mp3"), (b"\xff\xfb and more", "mp3"), (b"OggS", "ogg")],
)
def test_mp3_and_ogg_stay_as_they_are(content, suffix):
    voice = python(f"open(sys.argv[1], 'wb').write({content!r})")
    assert sounds.recorded("Dag!", voice, Cache(None)) == (content, suffix)


# What can go wrong


@pytest.mark.parametrize(
    ("voice", "reason"),
    [
        (python("print('no such model', file=sys.stderr); sys.exit(3)"), "code 3: no such model"),
        (python("pass"), "wrote nothing"),
        (python("open(sys.argv[1], 'w')"), "wrote nothing"),
        (python("open(sys.argv[1], 'w').write('hello')"), "neither WAV nor MP3 nor Ogg"),
        (python("open(sys.argv[1], 'wb').write(b'RIFF\\0\\0\\0\\0WAVE')"), "cannot be used"),
        (python(f"open(sys.argv[1], 'wb').write({wav(b'')!r})"), "no sound"),
        (python(f"open(sys.argv[1], 'wb').write({wav(b'x', 1)!r})"), "16-bit"),
        (python("import time; time.sleep(60)", timeout=0.3), "within 0.3 seconds"),
        (Voice(("/no/such/voice", "{output}")), "No such file"),
    ],
)
def test_a_voice_that_fails_is_told_with_the_sentence_it_failed_on(voice, reason):
    with pytest.raises(MissingPartError) as caught:
        recordings([sentence("Wie zaait, zal oogsten.")], voice, Cache(None))
    assert "“Wie zaait, zal oogsten.”" in caught.value.message
    assert reason in caught.value.message
    assert voice.command[0] in caught.value.advice


def test_what_was_said_before_a_failure_is_not_said_again(beeper, log, tmp_path):
    cache = Cache(tmp_path / "cache")
    recordings([sentence("Een.")], beeper, cache)
    failing = replace(beeper, command=(*beeper.command[:2], "/no/such/script", *beeper.command[3:]))
    with pytest.raises(MissingPartError):
        recordings([sentence("Een.")], failing, cache)
    recordings([sentence("Een."), sentence("Twee.")], beeper, cache)
    assert said(log) == ["Een.", "Twee."]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--audio", "espeak"], 4, "sudo apt install espeak-ng"),
        (["--audio-command", "no-such-voice {output}"], 4, "no-such-voice was not found"),
        (["--audio-command", "echo {text}"], 2, "{output}"),
        (["--audio-command", "echo '{output}"], 2, "No closing quotation."),
        (["--audio", "espeak", "--audio-command", "x {output}"], 2, "Choose one voice"),
    ],
)
def test_what_is_missing_is_told_before_the_work(run, tmp_path, arguments, code, words):
    texts = (SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt")
    result = run("build", *texts, "-o", "deck.apkg", *arguments, PATH=str(tmp_path))
    assert (result.returncode, result.stdout) == (code, b"")
    assert words in told(result)
    assert "Analysing" not in told(result)
    assert list(tmp_path.iterdir()) == []


# In the package


def test_media_are_in_order_of_name_whatever_order_they_were_made_in(tmp_path):
    media = {f"kaartenbak-{n}.mp3": bytes([n]) * 100 for n in range(12)}
    backwards = dict(reversed(media.items()))
    one, two = tmp_path / "1.apkg", tmp_path / "2.apkg"
    write_package(GARDEN, one, DeckOptions(extras=Extras(media=media)))
    write_package(GARDEN, two, DeckOptions(extras=Extras(media=backwards)))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as package:
        index = json.loads(package.read("media"))
        assert list(index.values()) == sorted(media)
        assert all(package.read(number) == media[name] for number, name in index.items())


def test_anki_takes_the_recordings_and_plays_them(beeper, tmp_path):
    extras = recordings(GARDEN.notes, beeper, Cache(None))
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions(extras=extras))
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        played = set()
        for number in col.find_cards(""):
            output = col.get_card(number).render_output()
            names = {getattr(tag, "filename", "") for tag in output.answer_av_tags}
            assert names & set(extras.media), "a card without a recording"
            played |= names
        assert set(extras.media) <= played
        for name, content in extras.media.items():
            assert col.media.have(name)
            with open(os.path.join(col.media.dir(), name), "rb") as file:
                assert file.read() == content
        report = col.media.check()
        assert not report.missing
        assert not report.unused


def test_a_new_recording_of_a_known_sentence_arrives(beeper, tmp_path):
    made = lesson(sentence("Dag!"))
    options = DeckOptions(memory=tmp_path / "memory.json")
    write_package(made, tmp_path / "deck.apkg", options)
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        extras = recordings(made.notes, beeper, Cache(None))
        write_package(made, tmp_path / "deck.apkg", replace(options, extras=extras))
        assert import_package(col, tmp_path / "deck.apkg").updated == 1
        note = col.get_note(col.find_notes("")[0])
        assert note["SentenceAudio"] == f"[sound:{next(iter(extras.media))}]"
        assert "SentenceAudio" in SENTENCES.fields


# espeak-ng itself


@needs_espeak
def test_espeak_says_the_same_thing_every_time():
    notes = [word(SHED, "Achter de *schuur* stond een oude kruiwagen.")]
    voice = voices.espeak()
    first, second = (recordings(notes, voice, Cache(None)) for _ in range(2))
    assert first == second
    lengths = sorted(len(content) for content in first.media.values())
    assert 2_000 < lengths[0] < lengths[1] < 40_000  # 6 kB a second


@needs_espeak
def test_espeak_tells_its_version_to_the_cache():
    assert "eSpeak NG" in voices.espeak().version
