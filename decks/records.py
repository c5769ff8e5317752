"""The notes of a `Lesson` as Anki keeps them, for every way of getting them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cards.errors import NothingToWriteError, Problem
from cards.model import ClozeNote, Lesson, Note, NoteKind, SentenceNote, TextSource
from decks import identity
from decks.console import numbered
from decks.extras import Extras
from decks.fields import has_gap, has_sure_article, needs_checking, note_fields, source_fields
from decks.notetypes import NOTE_TYPES
from decks.stamps import FIRST_STAMP

_YES = "yes"


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """How to write a package.

    `title` and the source default to the lesson's; a source without a name goes by the title.
    Two decks with one `namespace` share their notes: a word met in both is one note in Anki.
    `both_directions` adds an English to Dutch card to each sentence, `production` one from meaning
    to word to each word, `article_cards` one that asks *de* or *het* to each noun of which the
    article is sure. `typed_cloze` gives a box to type the gap into, `tap_english` hides the
    translation of a sentence until it is tapped, `speech` adds the device's Dutch voice to the
    backs. `memory` is the file that remembers earlier exports (see `memory.memory_path`);
    without it a corrected note does not replace the one already in Anki. `adopt` is an earlier
    package to learn from what the memory does not know. `now` is the Unix time for notes changed
    since; None reads the clock. `extras` are fields that do not come from the
    lesson, and media.
    """

    title: str = ""
    namespace: str = identity.NAMESPACE
    kinds: tuple[NoteKind, ...] = tuple(NoteKind)
    both_directions: bool = False
    production: bool = False
    article_cards: bool = False
    typed_cloze: bool = False
    tap_english: bool = False
    speech: bool = True
    source_name: str = ""
    source_url: str = ""
    tags: tuple[str, ...] = ()
    memory: Path | None = None
    adopt: Path | None = None
    now: int | None = None
    extras: Extras = field(default_factory=Extras)


@dataclass(frozen=True, slots=True)
class Record:
    """A note ready for Anki.

    `due` is its place in the learning order, from 1; `ordinals` are the card templates it fills;
    `stamp` is what Anki compares with its own note (see `decks.stamps`).
    """

    kind: NoteKind
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    due: int
    ordinals: tuple[int, ...]
    stamp: int = FIRST_STAMP

    @property
    def values(self) -> dict[str, str]:
        """The filled fields by name."""
        names = NOTE_TYPES[self.kind].fields
        return {name: value for name, value in zip(names, self.fields, strict=True) if value}

    def saying(self, values: Mapping[str, str], tags: tuple[str, ...]) -> Record:
        """The same note with other content."""
        filled, ordinals = _laid_out(self.kind, values)
        return replace(self, fields=filled, ordinals=ordinals, tags=tags)


@dataclass(frozen=True, slots=True)
class Records:
    """The notes of one deck, in learning order; `merged` counts those that repeated an earlier."""

    title: str
    notes: tuple[Record, ...]
    merged: int
    problems: tuple[Problem, ...]


def make_records(lesson: Lesson, options: DeckOptions) -> Records:
    """The notes of `lesson` that `options` ask for.

    Raises:
        NothingToWriteError: no note is left.
    """
    title = identity.deck_title(options.title or lesson.title)
    options = _with_source(options, lesson.sources)
    wanted = [note for note in lesson.notes if identity.kind_of(note) in options.kinds]
    usable = [note for note in wanted if _is_usable(note)]
    records = _records(usable, title, options)
    if not records:
        left = "; ".join(numbered(count, why) for why, count in lesson.dropped.items())
        raise NothingToWriteError(
            "There is no card to write." + (f" Left out: {left}." if left else ""),
            "Ask for more kinds of card, more of each, or a lower --min-confidence.",
        )
    problems = tuple(_left_out(title, note) for note in wanted if not _is_usable(note))
    return Records(title, tuple(records), len(usable) - len(records), problems)


def _with_source(options: DeckOptions, told: Sequence[TextSource]) -> DeckOptions:
    """`options` with the source that the lesson tells of, where they have none."""
    return replace(
        options,
        source_name=options.source_name or next((s.title for s in told if s.title), ""),
        source_url=options.source_url or next((s.url for s in told if s.url), ""),
    )


def deck_name(title: str, kind: NoteKind) -> str:
    """The deck of the notes of one kind, under the deck of the lesson."""
    return f"{title}::{kind.capitalize()}"


def _is_usable(note: Note) -> bool:
    """Whether `note` has anything to ask."""
    if isinstance(note, ClozeNote):
        return has_gap(note)
    text = note.dutch if isinstance(note, SentenceNote) else note.entry.lemma
    return bool(identity.plain(text).strip())


def _left_out(title: str, note: Note) -> Problem:
    text = note.dutch if isinstance(note, SentenceNote) else identity.joined(note.dutch)
    what = "a gap" if isinstance(note, ClozeNote) else "a front"
    return Problem(title, 0, f"A note without {what} was left out: “{text}”.")


def _records(notes: Iterable[Note], title: str, options: DeckOptions) -> list[Record]:
    """The notes as Anki keeps them, each GUID once: the first of equal notes stays."""
    origin = source_fields(options.source_name or title, options.source_url)
    flags = {
        "Speech": options.speech,
        "Typed": options.typed_cloze,
        "TapEnglish": options.tap_english,
        "BothDirections": options.both_directions,
        "Production": options.production,
    }
    shared = origin | {name: _YES for name, is_on in flags.items() if is_on}
    records: dict[str, Record] = {}
    for note in notes:
        guid = identity.note_guid(options.namespace, note)
        if guid in records:
            continue
        kind = identity.kind_of(note)
        values = {**note_fields(note), **shared, **options.extras.fields.get(note, {})}
        if options.article_cards and has_sure_article(note):
            values["ArticleCard"] = _YES
        filled, ordinals = _laid_out(kind, values)
        records[guid] = Record(
            kind=kind,
            guid=guid,
            fields=filled,
            tags=_tags(note, options),
            due=len(records) + 1,
            ordinals=ordinals,
        )
    return list(records.values())


def _laid_out(kind: NoteKind, values: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The fields in the order of the note type, and which of its cards they fill."""
    note_type = NOTE_TYPES[kind]
    ordinals = tuple(
        ordinal
        for ordinal, template in enumerate(note_type.templates)
        if all(values.get(name, "").strip() for name in template.required)
    )
    return tuple(values.get(name, "") for name in note_type.fields), ordinals


def _tags(note: Note, options: DeckOptions) -> tuple[str, ...]:
    tags = ["kaartenbak", identity.tag("kaartenbak", identity.kind_of(note))]
    if options.source_name.strip():
        tags.append(identity.tag("kaartenbak", "source", options.source_name))
    if needs_checking(note):
        tags.append("kaartenbak::check")
    tags += filter(None, map(identity.user_tag, options.tags))
    return tuple(dict.fromkeys(tags))
