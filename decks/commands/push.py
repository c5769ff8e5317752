"""`push`: the notes straight into a running Anki."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    cached,
    choosing,
    knowing,
    modelled,
    noting,
    presplit,
    reaching_anki,
    referring,
    speaking,
    texts_or_lesson,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cards.model import Lesson
    from decks.ankiconnect import AnkiConnect
    from decks.push import Change, Plan
    from decks.records import DeckOptions

_MOST_NAMED = 8


@click.command(cls=sections.Command)
@texts_or_lesson
@choosing
@click.option("--deck", metavar="NAME", help="Where new notes go in Anki (default: the title).")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and change nothing.")
@knowing
@referring
@reaching_anki("--url", "--key")
@noting
@speaking
@presplit
@modelled
@cached
def push(given: tuple[Path, ...], deck: str | None, dry_run: bool, **options: Any) -> None:
    """Send the cards to a running Anki, by way of its add-on AnkiConnect.

    New notes are added and changed ones updated. What you wrote on a note yourself stays; your
    tags, decks and reviews are never touched.

    \b
    Example:
      kaartenbak push article.en.txt article.nl.txt --deck Nederlands::Nieuws --dry-run
    """  # noqa: D301 - click wants the character itself
    from decks import given as opening
    from decks import inputs
    from decks.ankiconnect import AnkiConnect
    from decks.preview import summary

    chosen = inputs.Options(**options)
    anki = AnkiConnect(chosen.anki_url, chosen.anki_key)
    anki.check()  # before the work
    wanted = inputs.extras_wanted(chosen)
    made = opening.lesson(given, chosen)
    console.talk().print(summary(made))
    how = inputs.deck_options(None, chosen)
    how = inputs.with_extras(made, how, wanted, chosen)
    _send(made, how, deck, anki, dry_run=dry_run)


def _send(
    made: Lesson, how: DeckOptions, deck: str | None, anki: AnkiConnect, *, dry_run: bool
) -> None:
    from decks import places, sent
    from decks import push as pushing
    from decks.records import make_records

    records = make_records(made, how)
    where = pushing.deck_path(deck or records.title)
    memory = sent.outbox_path(places.sent_directory(), anki.profile(), records.title)
    outbox, problems = sent.read_outbox(memory)
    with console.progress() as progress:
        progress("Asking Anki what it has")
        plan = pushing.make_plan(records.notes, anki, outbox)
    for problem in (*records.problems, *problems, *plan.problems):
        console.report_problem(problem)
    if dry_run:
        _tell(
            f"Would add {len(plan.new)} notes to “{where}” in Anki, update {len(plan.updated)}",
            plan,
        )
        return
    sent.prepare(memory)
    with console.progress() as progress:
        progress("Sending the notes")
        done = pushing.carry_out(plan, where, anki, outbox, how.extras.media)
    sent.write_outbox(memory, done.outbox)
    for problem in done.problems:
        console.report_problem(problem)
    _tell(f"Added {done.new} notes to “{where}” in Anki, updated {done.updated}", plan)


def _tell(done: str, plan: Plan) -> None:
    """What became of the notes, in numbers, and by name where the learner may want to look."""
    same = len(plan.changes) - len(plan.new) - len(plan.updated)
    verb = "leave" if done.startswith("Would") else "left"
    lines = [f"{done} and {verb} {same} as they are."]
    if plan.missing_types:
        names = ", ".join(note_type.name for note_type in plan.missing_types)
        lines.append(
            f"Note types that Anki does not have and push makes: {names}. Packages have their own: "
            "if you mean to import any, import one before the first push."
        )
    lines += _named("Updated", [(change, tuple(change.fields)) for change in plan.updated])
    lines += _named("Yours, so not updated", [(change, change.kept) for change in plan.changes])
    foreign = _named(
        "Not sent before, and different", [(change, change.foreign) for change in plan.changes]
    )
    if foreign:
        foreign.append("They stay as they are; a package that brought them can update them.")
    for line in lines + foreign:
        console.talk().print(line, markup=False)


def _named(label: str, fields: Sequence[tuple[Change, tuple[str, ...]]]) -> list[str]:
    """One line that names the notes that have such fields; none if there are no such notes."""
    from decks.matching import fields_of
    from decks.naming import short_name

    named = [
        f"{short_name(change.record.kind, fields_of(change.record))} ({', '.join(names)})"
        for change, names in fields
        if names
    ]
    if not named:
        return []
    more = len(named) - _MOST_NAMED
    told = [*named[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]
    return [f"{label}: {'; '.join(told)}."]
