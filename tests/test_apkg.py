"""What a learner finds after opening a package in the real Anki."""

from __future__ import annotations

import errno
import html.parser
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cards.errors import NothingToWriteError
from cards.model import Lesson, NoteKind, Source
from decks.apkg import PackageReport, write_package
from decks.files import writable
from decks.identity import memory_path, plain
from decks.records import DeckOptions
from tests.anki_engine import collection, empty_cards, import_package, render_package, rendered
from tests.lessons import (
    BE_MISTAKEN,
    CALL,
    GARDEN,
    PATH,
    SHED,
    cloze,
    entry,
    gloss,
    lesson,
    sentence,
    word,
)

ROOT = Path(__file__).parents[1]

HOSTILE = {
    "cloze": "{{c1::weg}} en {{c2::terug::hint}}",
    "braces": "}} {{ {{Word}} {{{c1::a}}}",
    "colons": "a::b:::c 10:30",
    "script": "</script><script>alert('x')</script> <b>vet</b> &amp; <!-- nee -->",
    "quotes": "\"dubbel\" 'enkel' 's avonds",
    "sound": "[sound:x.mp3] [anki:play:q:0] [[type:Word]]",
    "formulas": r"[latex]x[/latex] [$]y[/$] \(z\) \[w\]",
    "tabs": "voor\tna",
    "right to left": "\u202eomgekeerd \u05e9\u05dc\u05d5\u05dd\u200f",
    "emoji": "🚲 👩🏽‍🌾 🇳🇱",
    "long": "hottentottententententoonstelling" * 10,
    "percent": "<%cloze:Text%> <%Word%>",
}


def write(made: Lesson, path: Path, **options) -> PackageReport:
    return write_package(made, path, DeckOptions(**options))


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markup: str) -> str:
    """What a reader sees of some HTML."""
    parser = _Text()
    parser.feed(markup)
    return parser.text


# Importing


def test_every_note_is_new_and_every_card_has_two_sides(tmp_path):
    report = write(GARDEN, tmp_path / "deck.apkg", both_directions=True)
    with collection() as col:
        result = import_package(col, report.path)
        assert (result.found, result.new) == (report.notes, report.notes) == (13, 13)
        assert (result.updated, result.duplicate, result.conflicting) == (0, 0, 0)
        cards = rendered(col)
        assert len(cards) == report.cards == 15
        assert empty_cards(col) == 0
        for card in cards:
            assert seen(card.front).strip()
            assert len(seen(card.back).strip()) > len(seen(card.front).strip())
    assert report.by_kind == {
        NoteKind.VOCABULARY: 8,
        NoteKind.CLOZE: 3,
        NoteKind.SENTENCES: 2,
    }


def test_a_second_import_adds_nothing(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    with collection() as col:
        first = import_package(col, tmp_path / "deck.apkg")
        second = import_package(col, tmp_path / "deck.apkg")
        assert (second.new, second.updated, second.conflicting) == (0, 0, 0)
        assert second.duplicate == first.new
        assert col.note_count() == first.new
        assert len([m for m in col.models.all_names() if "Kaartenbak" in m]) == 3


def test_anki_itself_finds_nothing_to_mend(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg", both_directions=True)
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        _, is_sound = col.fix_integrity()
        assert is_sound


def test_two_lessons_share_the_words_they_have_in_common(tmp_path):
    write(lesson(word(SHED), word(PATH), title="Een"), tmp_path / "1.apkg")
    write(lesson(word(CALL), word(SHED), title="Twee"), tmp_path / "2.apkg")
    with collection() as col:
        import_package(col, tmp_path / "1.apkg")
        result = import_package(col, tmp_path / "2.apkg")
        assert (result.new, result.duplicate) == (1, 1)
        assert {card.fields["Word"]: card.deck for card in rendered(col)} == {
            "schuur": "Een::Vocabulary",
            "pad": "Een::Vocabulary",
            "opbellen": "Twee::Vocabulary",
        }


def test_another_namespace_shares_nothing(tmp_path):
    write(lesson(word(SHED)), tmp_path / "1.apkg")
    write(lesson(word(SHED)), tmp_path / "2.apkg", namespace="klas 2b")
    with collection() as col:
        import_package(col, tmp_path / "1.apkg")
        assert import_package(col, tmp_path / "2.apkg").new == 1


def test_a_correction_arrives_and_a_learners_edit_stays(tmp_path):
    path = tmp_path / "deck.apkg"
    options = DeckOptions(memory=memory_path(path))
    corrected = replace(SHED, occurrences=(), glosses=(gloss("barn"),))
    write_package(lesson(word(SHED), word(PATH)), path, options)
    with collection() as col:
        import_package(col, path)
        own = col.get_note(col.find_notes("Word:pad")[0])
        own["Gloss"], own.tags = "trail", [*own.tags, "mine"]
        col.update_note(own)
        write_package(lesson(word(corrected), word(PATH)), path, options)
        result = import_package(col, path)
        assert (result.new, result.updated, result.duplicate) == (0, 1, 1)
        notes = {card.fields["Word"]: card for card in rendered(col)}
        assert notes["schuur"].fields["Gloss"] == "barn"
        assert notes["pad"].fields["Gloss"] == "trail"
        assert "mine" in notes["pad"].tags


def test_the_learners_own_style_stays(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        own = col.models.by_name("Kaartenbak Cloze")
        own["css"] += ".kb { font-size: 30px; }"
        col.models.update_dict(own)
        import_package(col, tmp_path / "deck.apkg")
        assert "30px" in col.models.by_name("Kaartenbak Cloze")["css"]


def test_no_deck_preset_travels(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    with collection() as col:
        preset = col.decks.all_config()[0]
        preset["new"]["perDay"] = 7
        col.decks.update_config(preset)
        import_package(col, tmp_path / "deck.apkg", presets=True)
        assert [config["new"]["perDay"] for config in col.decks.all_config()] == [7]


def test_cards_come_in_the_order_of_learning(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg")
    cards = render_package(tmp_path / "deck.apkg")
    words = [card.fields["Word"] for card in cards if card.template == "Recognition"]
    assert words == [note.entry.lemma for note in GARDEN.notes[:8]]
    dues = sorted(card.due for card in cards)
    assert len(set(dues)) == len(dues) == 13


def test_one_tree_of_decks_under_a_safe_title(tmp_path):
    write(GARDEN, tmp_path / "deck.apkg", title="Tuin::\x00les 1:")
    decks = {card.deck for card in render_package(tmp_path / "deck.apkg")}
    assert decks == {"Tuin:les 1::Vocabulary", "Tuin:les 1::Cloze", "Tuin:les 1::Sentences"}


def test_only_the_kinds_asked_for_are_written(tmp_path):
    report = write(GARDEN, tmp_path / "deck.apkg", kinds=(NoteKind.CLOZE,))
    assert {card.template for card in render_package(report.path)} == {"Cloze"}
    assert report.by_kind == {NoteKind.CLOZE: 3}


# Cards


def test_a_separable_verb_is_one_card_with_two_gaps(tmp_path):
    write(lesson(cloze(CALL, "Zij *belt* haar *op*.", "", "opbellen")), tmp_path / "deck.apkg")
    (card,) = render_package(tmp_path / "deck.apkg")
    assert card.fields["Text"] == "Zij {{c1::belt::opbellen}} haar {{c1::op}}."
    assert "Zij [opbellen] haar [...]." in seen(card.front)
    assert "Zij belt haar op." in seen(card.back)
    assert card.back.count('class="cloze"') == 2


def test_white_space_stays_outside_the_gap(tmp_path):
    write(lesson(cloze(PATH, "Het* pad *loopt.")), tmp_path / "deck.apkg")
    (card,) = render_package(tmp_path / "deck.apkg")
    assert card.fields["Text"] == "Het {{c1::pad}} loopt."


def test_both_directions_make_two_cards_of_a_sentence(tmp_path):
    made = lesson(
        sentence("Wie zaait, zal oogsten.", "You reap what you sow."), sentence("Ja hoor.")
    )
    one = write(made, tmp_path / "one.apkg")
    two = write(made, tmp_path / "two.apkg", both_directions=True)
    assert (one.notes, one.cards) == (2, 2)
    # A sentence without a translation has nothing to ask from English.
    assert (two.notes, two.cards) == (2, 3)
    fronts = {card.template: seen(card.front) for card in render_package(two.path) if card.due == 1}
    assert "Wie zaait, zal oogsten." in fronts["Dutch to English"]
    assert "You reap what you sow." in fronts["English to Dutch"]


def test_production_and_article_cards_come_on_request(tmp_path):
    guessed = entry("bakfiets", article="de", article_source=Source.MODEL, here=gloss("cargo bike"))
    both = entry("soort", article="de/het", here=gloss("kind"))
    made = lesson(*(word(e) for e in (SHED, CALL, guessed, both, entry("vreemd", "ADJ"))))
    report = write(made, tmp_path / "deck.apkg", production=True, article_cards=True)
    asked: dict[str, list[str]] = {}
    for card in render_package(report.path):
        asked.setdefault(card.template, []).append(card.fields["Word"])
    assert asked["Recognition"] == ["schuur", "opbellen", "bakfiets", "soort", "vreemd"]
    assert asked["Production"] == ["schuur", "opbellen", "bakfiets", "soort"]
    assert asked["Article"] == ["schuur"]
    assert report.cards == 10


@pytest.mark.parametrize(
    "note", [word(entry("ja", "")), cloze(entry("ja", ""), "*Ja*."), sentence("Ja.")]
)
def test_a_note_with_nothing_but_its_dutch_still_has_its_card(tmp_path, note):
    write(lesson(note, title=""), tmp_path / "deck.apkg", speech=False)
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        (card,) = rendered(col)
        assert empty_cards(col) == 0
        assert seen(card.front).strip()
        assert "Ja" in seen(card.back) or "ja" in seen(card.back)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_text_is_shown_literally(tmp_path, text):
    strange = entry(
        "fiets",
        glosses=[gloss(text), gloss(f"2 {text}")],
        article=text,
        parts=(text, text),
        note=text,
    )
    marked = f"{text} *{text}* {text}"
    made = lesson(
        word(strange, marked, text),
        word(entry(text)),
        cloze(strange, marked, text, text),
        sentence(text, text),
    )
    write(made, tmp_path / "deck.apkg", both_directions=True, source_name=text, title="x")
    cards = render_package(tmp_path / "deck.apkg")
    assert len(cards) == 5
    shown = plain(text)
    whole = f"{shown} {shown} {shown}"
    by_kind: dict[str, list] = {}
    for card in cards:
        by_kind.setdefault(card.template, []).append(card)
        assert shown in seen(card.front)
        assert seen(card.back).count(shown) >= 2
        assert card.front_sounds == 0
        assert card.back_sounds <= 2
    (gap,) = by_kind["Cloze"]
    assert f"{shown} [{shown.strip()}] {shown}" in seen(gap.front)
    assert whole in seen(gap.back)
    assert whole in seen(by_kind["Recognition"][0].front)


@pytest.mark.parametrize("hint", ["a::b", "a}}b", "::", "}}", "10:30"])
def test_a_hint_is_shown_literally(tmp_path, hint):
    write(lesson(cloze(PATH, "Het *pad::* loopt.", "", hint)), tmp_path / "deck.apkg")
    (card,) = render_package(tmp_path / "deck.apkg")
    assert f"Het [{hint}] loopt." in seen(card.front)
    assert "Het pad:: loopt." in seen(card.back)


def test_speech_is_only_on_the_back_and_can_be_left_out(tmp_path):
    for speech in (True, False):
        write(GARDEN, tmp_path / "deck.apkg", speech=speech)
        for card in render_package(tmp_path / "deck.apkg"):
            assert card.front_sounds == 0
            assert (card.back_sounds > 0) == speech


def test_a_gap_can_be_typed(tmp_path):
    for typed in (True, False):
        write(GARDEN, tmp_path / "deck.apkg", typed_cloze=typed, kinds=(NoteKind.CLOZE,))
        for card in render_package(tmp_path / "deck.apkg"):
            assert ("[[type:cloze:Text]]" in card.front) == typed
            assert ("[[type:cloze:Text]]" in card.back) == typed


def test_the_back_of_a_noun_tells_its_grammar(tmp_path):
    write(lesson(GARDEN.notes[0]), tmp_path / "deck.apkg", source_name="De Buurt")
    (card,) = render_package(tmp_path / "deck.apkg")
    assert "de schuur" not in seen(card.front)[: seen(card.front).index("Achter")]
    back = " ".join(seen(card.back).split())
    for told in ("noun", "less common", "de schuur", "shed also barn, garage", "plural", "schuren"):
        assert told in back
    assert "An old wheelbarrow stood behind the shed." in back
    assert "De Buurt" in back
    assert "<b>schuur</b>" in card.back
    assert 'data-article="de"' in card.back


def test_the_back_of_a_verb_tells_its_principal_parts(tmp_path):
    write(lesson(word(CALL), word(BE_MISTAKEN)), tmp_path / "deck.apkg")
    call, mistaken = (seen(card.back) for card in render_package(tmp_path / "deck.apkg"))
    assert "separable verb" in call
    assert "belde op" in call
    assert "heeft opgebeld" in call
    assert "reflexive verb" in mistaken
    assert "vergiste zich" in mistaken
    assert "heeft zich vergist" in mistaken


def test_a_guess_is_marked_and_can_be_searched_for(tmp_path):
    sure = entry("fiets", article="de", here=gloss("bike"))
    guessed = entry(
        "bakfiets",
        article="de",
        article_source=Source.MODEL,
        here=gloss("cargo bike", Source.ALIGNMENT, 0.7),
    )
    write(lesson(word(sure), word(guessed)), tmp_path / "deck.apkg")
    clear, doubtful = render_package(tmp_path / "deck.apkg")
    assert 'class="unsure"' not in clear.back
    assert doubtful.back.count('class="unsure"') == 2
    assert "no dictionary confirms it" in doubtful.back
    assert "kaartenbak::check" in doubtful.tags
    assert "kaartenbak::check" not in clear.tags


def test_the_source_is_a_link_only_if_it_leads_to_the_web(tmp_path):
    made = lesson(sentence("Ja hoor.", "Sure."))
    links = {
        "https://example.org/a?b=1&c=2": 'href="https://example.org/a?b=1&amp;c=2"',
        "javascript:alert(1)": None,
        "": None,
    }
    for url, link in links.items():
        write(made, tmp_path / "deck.apkg", source_name="De Buurt", source_url=url)
        (card,) = render_package(tmp_path / "deck.apkg")
        assert "De Buurt" in seen(card.back)
        assert ("href" in card.back) == (link is not None)
        assert link is None or link in card.back


def test_tags_say_what_a_note_is_and_whence(tmp_path):
    write(
        GARDEN, tmp_path / "deck.apkg", source_name="De Groene Buurt", tags=("les 3", "a::b", " ")
    )
    card = render_package(tmp_path / "deck.apkg")[0]
    assert {"kaartenbak", "kaartenbak::cloze", "kaartenbak::source::De-Groene-Buurt"} <= set(
        card.tags
    )
    assert {"les-3", "a::b"} <= set(card.tags)


def test_a_sentence_met_twice_is_one_note(tmp_path):
    made = lesson(sentence("Ja hoor.", "Sure."), word(PATH), sentence("Ja  hoor.", "Of course."))
    report = write(made, tmp_path / "deck.apkg")
    assert (report.notes, report.merged) == (2, 1)
    cards = render_package(report.path)
    assert [card.fields["English"] for card in cards if card.template == "Dutch to English"] == [
        "Sure."
    ]


def test_a_note_with_nothing_to_ask_is_left_out_and_told(tmp_path):
    made = lesson(cloze(PATH, "Het pad loopt."), cloze(PATH, "Het* *pad."), word(PATH))
    report = write(made, tmp_path / "deck.apkg")
    assert report.notes == 1
    assert ["without a gap" in problem.message for problem in report.problems] == [True, True]


# The file


def test_the_same_lesson_gives_the_same_bytes_on_any_day(tmp_path, monkeypatch):
    first = write(GARDEN, tmp_path / "1.apkg", memory=tmp_path / "1.json").path.read_bytes()
    again = write(GARDEN, tmp_path / "1.apkg", memory=tmp_path / "1.json").path.read_bytes()
    monkeypatch.setattr("time.time", lambda: 4e9)
    later = write(GARDEN, tmp_path / "later.apkg").path.read_bytes()
    code = (
        "from pathlib import Path; from lessons import GARDEN;"
        "from decks.apkg import write_package; from decks.records import DeckOptions;"
        "write_package(GARDEN, Path('2.apkg'), DeckOptions())"
    )
    environment = dict(
        os.environ, PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'tests'}", PYTHONHASHSEED="7"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
    assert first == again == later == (tmp_path / "2.apkg").read_bytes()


def test_the_package_is_deflated_and_dateless(tmp_path):
    path = write(GARDEN, tmp_path / "deck.apkg").path
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == ["collection.anki2", "media"]
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_writing_leaves_nothing_behind(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    write(GARDEN, tmp_path / "deck.apkg")
    assert [path.name for path in folder.iterdir()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deck.apkg", "temporary"]


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "disk full")])
def test_an_interrupt_leaves_the_old_file_whole(tmp_path, monkeypatch, step, failure):
    path = tmp_path / "deck.apkg"
    path.write_bytes(b"old")

    def fail(self: Path, content: bytes | Path) -> None:
        if isinstance(content, bytes):
            with self.open("wb") as file:
                file.write(content[:100])
        raise failure

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises((KeyboardInterrupt, NothingToWriteError)):
        write(GARDEN, path)
    assert [file.name for file in tmp_path.iterdir()] == ["deck.apkg"]
    monkeypatch.undo()
    assert path.read_bytes() == b"old"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "deck.apkg"
    target.write_bytes(b"old")
    (tmp_path / "link.apkg").symlink_to(target)
    write(GARDEN, tmp_path / "link.apkg")
    assert (tmp_path / "link.apkg").is_symlink()
    assert zipfile.is_zipfile(target)


def refusal(made: Lesson, path: Path, **options) -> str:
    with pytest.raises(NothingToWriteError) as caught:
        write(made, path, **options)
    assert caught.value.exit_code == 6
    assert caught.value.advice
    return str(caught.value)


def test_a_path_that_cannot_be_written_is_told(tmp_path):
    assert "no folder" in refusal(GARDEN, tmp_path / "none" / "deck.apkg")
    assert "is a folder" in refusal(GARDEN, tmp_path)
    (tmp_path / "file").write_text("x")
    assert "no folder" in refusal(GARDEN, tmp_path / "file" / "deck.apkg")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written" in refusal(GARDEN, tmp_path / "deck.apkg")


def test_a_folder_without_write_permission_is_told_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda folder, mode: False)
    with pytest.raises(NothingToWriteError, match="read-only"):
        writable(tmp_path / "deck.apkg")


def test_a_refused_permission_is_told(tmp_path, monkeypatch):
    def refuse(self: Path, content: bytes) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "Permission denied" in refusal(GARDEN, tmp_path / "deck.apkg")


def test_no_note_is_nothing_to_write(tmp_path):
    assert "no card" in refusal(lesson(), tmp_path / "deck.apkg")
    assert "no card" in refusal(GARDEN, tmp_path / "deck.apkg", kinds=())
    assert "no card" in refusal(lesson(cloze(PATH, "Geen gat.")), tmp_path / "deck.apkg")
    assert list(tmp_path.iterdir()) == []


def test_a_spoilt_memory_is_told_and_renewed(tmp_path):
    memory = tmp_path / "deck.kaartenbak.json"
    memory.write_text("{")
    assert len(write(GARDEN, tmp_path / "deck.apkg", memory=memory).problems) == 1
    assert write(GARDEN, tmp_path / "deck.apkg", memory=memory).problems == ()
