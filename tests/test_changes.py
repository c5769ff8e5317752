"""What an export says it will do, and how decks that share a memory share their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from decks.apkg import plan_package, write_package
from decks.changes import Fate, plan
from decks.examples import MOST_EXAMPLES, Example, as_field, from_field
from decks.memory import Memory, memory_path
from decks.records import DeckOptions, make_records
from decks.stamps import FIRST_STAMP, stamp_of
from tests.lessons import CALL, GARDEN, PATH, SHED, cloze, entry, gloss, lesson, sentence, word

NOW = 1_800_000_000
FIRST_SENTENCE = word(SHED, "Achter de *schuur* stond een kruiwagen.", "Behind the shed.")
BARN = replace(SHED, occurrences=(), glosses=(gloss("barn"),))


def export(memory, *notes, deck=".", now=NOW):
    records = make_records(lesson(*notes, title=deck), DeckOptions(source_name="De Buurt"))
    return plan(records.notes, memory, deck, now)


def fates(planned):
    return [(change.fate.value, change.dutch) for change in planned.changes]


def test_new_changed_unchanged_and_gone():
    before = export(Memory(), word(SHED), word(PATH), sentence("Ja hoor.")).memory
    after = export(before, word(BARN), word(PATH), cloze(CALL, "Zij *belt* haar *op*."))
    assert fates(after) == [
        ("changed", "schuur"),
        ("unchanged", "pad"),
        ("new", "Zij [belt] haar [op]."),
        ("gone", "Ja hoor."),
    ]


def test_only_a_changed_note_gets_a_later_stamp():
    first = export(Memory(), word(SHED), word(PATH), now=NOW - 9999)
    second = export(first.memory, word(BARN), word(PATH))
    third = export(second.memory, word(BARN), word(PATH), now=NOW + 9999)
    assert [record.stamp for record in first.records] == [FIRST_STAMP, FIRST_STAMP]
    assert [record.stamp for record in second.records] == [stamp_of(NOW), FIRST_STAMP]
    assert third.records == second.records
    assert third.memory == second.memory


def test_a_note_that_comes_back_is_remembered():
    first = export(Memory(), word(SHED), word(PATH))
    gone = export(first.memory, word(PATH))
    assert fates(gone) == [("unchanged", "pad"), ("gone", "schuur")]
    assert fates(export(gone.memory, word(PATH))) == [("unchanged", "pad")]
    back = export(gone.memory, word(SHED), word(BARN), word(PATH))
    assert fates(back) == [("unchanged", "schuur"), ("unchanged", "pad")]


def test_clozes_keep_their_numbers(tmp_path):
    notes = [note for note in GARDEN.notes if hasattr(note, "hint")]
    numbers = {
        record.guid: record.fields[0].count("{{c1::")
        for made in (notes, notes[::-1], [*notes, cloze(SHED, "Een *schuur*.")])
        for record in make_records(lesson(*made), DeckOptions()).notes
        if "{{c2::" not in record.fields[0]
    }
    assert list(numbers.values()) == [2, 2, 1, 1]


# Decks that share a memory


def further(planned, guid) -> str:
    (record,) = (record for record in planned.records if record.guid == guid)
    return record.values.get("Examples", "")


def test_a_word_keeps_its_first_sentence_and_gains_those_of_later_texts():
    first = export(Memory(), FIRST_SENTENCE, deck="1.apkg")
    (old,) = first.records
    later = word(BARN, "De *schuur* is leeg.", "The shed is empty.")
    second = export(first.memory, later, deck="2.apkg")
    (new,) = second.records
    assert fates(second) == [("changed", "schuur")]
    assert new.values == old.values | {
        "Examples": '<ul><li><p lang="nl">De <b>schuur</b> is leeg.</p>'
        '<p lang="en">The shed is empty.</p></li></ul>'
    }
    assert sorted(new.tags) == sorted(old.tags)
    assert second.elsewhere == {"1.apkg": 1}
    again = export(second.memory, FIRST_SENTENCE, deck="1.apkg")
    assert fates(again) == [("unchanged", "schuur")]
    assert again.records[0].fields == new.fields
    assert again.records[0].stamp == new.stamp > old.stamp


def test_a_correction_of_the_first_deck_keeps_the_others_sentences():
    memory = export(Memory(), FIRST_SENTENCE, deck="1.apkg").memory
    memory = export(memory, word(SHED, "Een *schuur*.", "A shed."), deck="2.apkg").memory
    (record,) = export(memory, word(BARN, "Mijn *schuur*.", "My barn."), deck="1.apkg").records
    assert record.values["Gloss"] == "barn"
    assert record.values["Sentence"] == "Mijn <b>schuur</b>."
    assert "Een <b>schuur</b>." in record.values["Examples"]


def test_a_later_deck_can_correct_or_drop_its_sentence():
    memory = export(Memory(), FIRST_SENTENCE, deck="1.apkg").memory
    memory = export(memory, word(SHED, "Een *schuur*.", "A shed."), deck="2.apkg").memory
    memory = export(memory, word(SHED, "Geen *schuur*.", "No shed."), deck="2.apkg").memory
    (record,) = export(memory, FIRST_SENTENCE, deck="1.apkg").records
    assert record.values["Examples"].count("<li>") == 1
    assert "Geen" in record.values["Examples"]
    dropped = export(memory, word(PATH), deck="2.apkg")
    assert fates(dropped) == [("new", "pad")]  # the first deck still has the word
    (record,) = export(dropped.memory, FIRST_SENTENCE, deck="1.apkg").records
    assert "Examples" not in record.values


def test_a_word_that_its_first_deck_drops_passes_to_the_next():
    memory = export(Memory(), FIRST_SENTENCE, deck="1.apkg").memory
    other = word(SHED, "Een *schuur*.", "A shed.")
    memory = export(memory, other, deck="2.apkg").memory
    dropped = export(memory, word(PATH), deck="1.apkg")
    assert fates(dropped) == [("new", "pad")]
    taken = export(dropped.memory, other, deck="2.apkg")
    assert taken.records[0].values["Sentence"] == "Een <b>schuur</b>."
    assert "Examples" not in taken.records[0].values
    assert not taken.elsewhere
    assert fates(export(taken.memory, word(CALL), deck="2.apkg"))[-1] == ("gone", "schuur")


def test_another_decks_sentence_is_there_to_add_but_never_to_replace():
    memory = export(Memory(), sentence("Ja hoor.", "Sure."), deck="1.apkg").memory
    memory = export(memory, sentence("Ja hoor.", "Certainly."), deck="1.apkg").memory
    second = export(memory, sentence("Ja hoor.", "Of course."), deck="2.apkg")
    assert second.records[0].values["English"] == "Of course."
    assert second.records[0].stamp == FIRST_STAMP < stamp_of(NOW)
    assert fates(second) == [("unchanged", "Ja hoor.")]
    assert fates(export(second.memory, sentence("Ja hoor.", "Certainly."), deck="1.apkg")) == [
        ("unchanged", "Ja hoor.")
    ]


def test_a_note_shows_few_further_sentences_and_stops_changing():
    memory = export(Memory(), FIRST_SENTENCE, deck="0.apkg").memory
    seen = []
    for number in range(1, 9):
        note = word(SHED, f"*Schuur* {number}.", f"Shed {number}.")
        planned = export(memory, note, deck=f"{number}.apkg", now=NOW + number * 1000)
        memory = planned.memory
        seen.append(planned.records[0])
    assert [record.values["Examples"].count("<li>") for record in seen[4:]] == [MOST_EXAMPLES] * 4
    assert len({record.stamp for record in seen[4:]}) == 1


def test_a_sentence_is_shown_once():
    same = Example("2.apkg", "Een <b>schuur</b>.", "A shed.")
    assert as_field([same, replace(same, deck="3.apkg")], "").count("<li>") == 1
    assert as_field([same], same.dutch) == ""


def test_further_sentences_can_be_read_back():
    made = [Example("", f"<b>{n}</b> &lt;/span&gt;", f"{n} &amp;") for n in range(3)]
    assert list(from_field(as_field(made, ""), "")) == made
    assert from_field("a learner's own", "") == ()


# Dry run


def test_a_plan_writes_nothing_and_says_what_writing_then_does(tmp_path):
    deck = tmp_path / "deck.apkg"
    options = DeckOptions(memory=memory_path(deck), now=NOW)
    planned = plan_package(GARDEN, deck, options)
    assert list(tmp_path.iterdir()) == []
    assert planned == write_package(GARDEN, deck, options)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    fewer = replace(GARDEN, notes=(*GARDEN.notes[1:], word(entry("haan"))))
    planned = plan_package(fewer, deck, options)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert Counter(change.fate for change in planned.changes) == {
        Fate.NEW: 1,
        Fate.UNCHANGED: 12,
        Fate.GONE: 1,
    }


def test_a_deck_without_a_memory_has_only_new_notes(tmp_path):
    write_package(GARDEN, tmp_path / "deck.apkg", DeckOptions())
    report = write_package(lesson(word(SHED)), tmp_path / "deck.apkg", DeckOptions())
    assert [change.fate for change in report.changes] == [Fate.NEW]
