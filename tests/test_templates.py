"""The note types never change under a learner, and their cards can be read day and night."""

from __future__ import annotations

import hashlib
import re

import pytest

from decks.apkg import write_package
from decks.commands.build import build
from decks.fields import note_fields, source_fields
from decks.inputs import Options, deck_options
from decks.notetypes import CLOZE, LOOK_STAMP, NOTE_TYPES, SENTENCES, VOCABULARY, layout
from decks.records import DeckOptions
from tests.anki_engine import collection, import_package
from tests.lessons import CALL, GARDEN, cloze, sentence, word

CSS = layout("card.css")
SIDES = [
    pytest.param(note_type, template, side, id=f"{template.name}, {side}")
    for note_type in NOTE_TYPES.values()
    for template in note_type.templates
    for side in ("front", "back")
]
FLAGS = {"Speech", "TapEnglish", "Typed", "BothDirections", "Production", "ArticleCard"}
FROM_ELSEWHERE = {"Pronunciation", "Audio", "SentenceAudio", "Examples"}


def test_the_schema_is_frozen():
    # Never mend this test: a changed schema strands the notes that learners have.
    word_fields = (
        "Word Article ArticleUnsure PartOfSpeech Pronunciation Gloss GlossSource GlossUnsure "
        "OtherGlosses Plural Diminutive Past Perfect Parts Note Frequency"
    )
    origin, spare = "Source SourceLink", "Spare1 Spare2"
    assert VOCABULARY.model_id == 1523608001
    assert " ".join(VOCABULARY.fields) == (
        f"{word_fields} Audio Sentence SentenceAudio English Examples {origin} "
        f"Speech TapEnglish Production ArticleCard {spare}"
    )
    names = [template.name for template in VOCABULARY.templates]
    assert names == ["Recognition", "Production", "Article"]
    assert CLOZE.model_id == 1523608002
    assert " ".join(CLOZE.fields) == (
        f"Text SentenceAudio English Typed {word_fields} {origin} Speech TapEnglish {spare}"
    )
    assert [template.name for template in CLOZE.templates] == ["Cloze"]
    assert SENTENCES.model_id == 1523608003
    assert " ".join(SENTENCES.fields) == (
        f"Dutch SentenceAudio English BothDirections {origin} Speech {spare}"
    )
    names = [template.name for template in SENTENCES.templates]
    assert names == ["Dutch to English", "English to Dutch"]
    assert VOCABULARY.field_id("Word") == 152360800100
    assert VOCABULARY.field_id("Spare2") == 152360800128
    assert VOCABULARY.template_id(VOCABULARY.templates[2]) == 152360800192
    assert SENTENCES.template_id(SENTENCES.templates[1]) == 152360800391


@pytest.mark.parametrize(
    "flag", ["both_directions", "production", "article_cards", "typed_cloze", "tap_english"]
)
def test_a_kind_of_card_is_made_on_request_only(flag, tmp_path):
    option = next(option for option in build.params if option.name == flag)
    assert option.is_flag
    assert option.opts == [f"--{flag.replace('_', '-')}"]
    for asked in (Options(**{flag: True}), Options()):
        made = deck_options(tmp_path / "x.apkg", asked)
        assert getattr(made, flag) is (asked != Options())


def test_no_two_ids_are_the_same():
    ids = [t.model_id for t in NOTE_TYPES.values()]
    for note_type in NOTE_TYPES.values():
        ids += [note_type.field_id(name) for name in note_type.fields]
        ids += [note_type.template_id(template) for template in note_type.templates]
    assert len(set(ids)) == len(ids)


def test_a_new_look_has_a_new_stamp():
    # Anki takes a new look only if its stamp is newer: set LOOK_STAMP, then both lines here.
    names = ["card.css"]
    for note_type in NOTE_TYPES.values():
        names += [side for t in note_type.templates for side in (t.front, t.back)]
    look = "\0".join(layout(name) for name in names)
    assert hashlib.sha256(look.encode()).hexdigest()[:12] == "dedadaa9014c"
    assert LOOK_STAMP == 1795305600


@pytest.mark.parametrize(("note_type", "template", "side"), SIDES)
def test_a_layout_names_only_fields_that_exist(note_type, template, side):
    text = layout(getattr(template, side))
    names = {name.split(":")[-1] for name in re.findall(r"{{[#^/]?([^}]+)}}", text)}
    assert names <= set(note_type.fields)


@pytest.mark.parametrize(("note_type", "template", "side"), SIDES)
def test_a_layout_opens_and_closes_what_it_asks_about(note_type, template, side):
    open_fields: list[str] = []
    for mark, name in re.findall(r"{{([#^/])([^}]+)}}", layout(getattr(template, side))):
        if mark == "/":
            assert open_fields.pop() == name
        else:
            open_fields.append(name)
    assert not open_fields


@pytest.mark.parametrize("note_type", NOTE_TYPES.values(), ids=lambda note_type: note_type.kind)
def test_a_card_needs_its_required_fields_and_no_other(note_type, tmp_path):
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    full = {name: "x {{c1::y}}" if name == "Text" else "x" for name in note_type.fields}
    needed = {name for template in note_type.templates for name in template.required}
    spoilt = [full | {name: ""} for name in note_type.fields]
    with collection() as col:
        import_package(col, tmp_path / "deck.apkg")
        for values in (full, *spoilt, {name: full[name] for name in needed}):
            note = col.new_note(col.models.by_name(note_type.name))
            for name, value in values.items():
                note[name] = value
            expected = [
                template.name
                for template in note_type.templates
                if all(values.get(name) for name in template.required)
            ]
            col.add_note(note, col.decks.id("test"))
            cards = note.cards()
            # A note without any card keeps its first, blank one, for Anki has no note without.
            assert [card.template()["name"] for card in cards] == (
                expected or [note_type.templates[0].name]
            )
            for card in cards if expected else ():
                shown = card.render_output()
                assert "x" in re.sub("<[^>]*>", "", shown.question_text)
                assert shown.answer_text


@pytest.mark.parametrize(("note_type", "template", "side"), SIDES)
def test_cards_are_calm(note_type, template, side):
    text = layout(getattr(template, side))
    assert "<script" not in text
    assert "style=" not in text
    assert text.count('id="answer"') == (1 if side == "back" else 0)
    assert ("{{tts nl_NL:" in text) == (side == "back")
    assert 'lang="nl"' in text or template.front in ("english-front.html", "production-front.html")


def test_every_field_that_a_note_fills_exists_and_is_shown():
    notes = (word(CALL, "Ze *belt* *op*."), cloze(CALL, "Ze *belt* *op*."), sentence("Ja."))
    for note, note_type in zip(notes, NOTE_TYPES.values(), strict=True):
        filled = set(note_fields(note)) | set(source_fields("", "")) | FLAGS | FROM_ELSEWHERE
        text = "".join(layout(t.front) + layout(t.back) for t in note_type.templates)
        for name in note_type.fields:
            assert name.startswith("Spare") or (name in filled and f"{name}}}}}" in text)
        assert set(note_fields(note)) <= set(note_type.fields)


def test_the_sample_lesson_has_every_kind():
    assert {type(note) for note in GARDEN.notes} == {
        type(word(CALL)),
        type(cloze(CALL, "")),
        type(sentence("")),
    }


def rules() -> dict[str, str]:
    """Selector → declarations; for `.card` the first block, which names the colours."""
    found: dict[str, str] = {}
    for selector, body in re.findall(
        r"([^{}]+){([^{}]*)}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    ):
        found.setdefault(" ".join(selector.split()), body)
    return found


def colours(mode: str) -> dict[str, str]:
    selector = {
        "day": ".card",
        "night": ".card.nightMode, .nightMode .card, .card.night_mode, .night_mode .card",
    }[mode]
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", rules()[selector]))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = ("ink", "soft", "de", "het", "link")


def test_the_contrast_formula_is_the_one_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [*((text, "paper") for text in TEXT), *(("ink", g) for g in ("mark", "good", "bad", "page"))],
)
def test_text_can_be_read(mode, text, ground):
    named = colours(mode)
    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["day", "night"])
@pytest.mark.parametrize("stroke", ["line", "soft"])
def test_the_line_under_a_gap_and_the_button_for_sound_can_be_seen(mode, stroke):
    named = colours(mode)
    assert contrast(named[stroke], named["paper"]) >= 3


def test_no_text_has_a_colour_that_was_not_measured():
    used = set(re.findall(r"(?<![\w-])color: ([^;]+);", CSS))
    assert used == {f"var(--{name})" for name in TEXT} | {"inherit"}
    grounds = set(re.findall(r"background(?:-color)?: ([^;]+);", CSS))
    named = {f"var(--{name})" for name in ("page", "paper", "mark", "good", "bad")}
    assert grounds == named | {"none"}


def test_night_has_a_colour_for_each_of_the_day_and_none_stands_elsewhere():
    assert colours("day").keys() == colours("night").keys()
    assert len(re.findall(r"#[0-9a-f]{3,8}\b", CSS)) == 2 * len(colours("day"))
    assert not re.search(r"\b(rgb|hsl)a?\(", CSS)


@pytest.mark.parametrize("mode", ["day", "night"])
def test_de_and_het_differ_and_are_written_out(mode):
    named = colours(mode)
    assert named["de"] != named["het"]
    for name in ("vocabulary-back.html", "production-back.html", "article-back.html"):
        assert ">{{Article}}<" in layout(name)


def test_long_compounds_break_and_narrow_screens_are_served():
    assert "overflow-wrap: anywhere" in rules()[".kb"]
    assert "hyphens: auto" in rules()[".kb"]
    assert "@media (max-width: 30em)" in CSS
