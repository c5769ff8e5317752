"""Pushes as the tests make them, and what a learner has in Anki before and after."""

from __future__ import annotations

from dataclasses import replace

from decks.push import carry_out, make_plan
from decks.records import DeckOptions, make_records
from decks.sent import Outbox
from tests.lessons import SHED, gloss, lesson, word

DECK = "De volkstuin"


def records(made, **options):
    return make_records(made, DeckOptions(**options)).notes


def push(made, anki, outbox=None, media=None, **options):
    """Push `made`; returns the plan and the outcome."""
    outbox = outbox or Outbox()
    plan = make_plan(records(made, **options), anki, outbox)
    return plan, carry_out(plan, DECK, anki, outbox, media or {})


def the_note(col, query="", field="", text=None):
    """The one note that `query` finds, after setting `field` to `text` as a learner would."""
    (number,) = col.find_notes(query)
    note = col.get_note(number)
    if text is not None:
        note[field] = text
        col.update_note(note)
    return note


def everything(col):
    """All that a learner could lose, by note: fields, tags, decks, queues."""
    notes = {number: col.get_note(number) for number in col.find_notes("")}
    return {
        number: (note.fields, note.tags, [(c.did, c.queue, c.reps, c.due) for c in note.cards()])
        for number, note in notes.items()
    }


def shed(meaning, sentence="De *schuur* staat open."):
    return lesson(word(replace(SHED, occurrences=(), glosses=(gloss(meaning),)), sentence))
