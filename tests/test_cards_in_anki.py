"""What a learner sees on the cards in the real Anki."""

from __future__ import annotations

import pytest

from cards.model import NoteKind, Source
from decks.identity import plain
from tests.anki_engine import collection, empty_cards, import_package, render_package, rendered
from tests.lessons import (
    BE_MISTAKEN,
    CALL,
    GARDEN,
    PATH,
    cloze,
    entry,
    gloss,
    lesson,
    sentence,
    word,
)
from tests.writing import HOSTILE, seen, write


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
