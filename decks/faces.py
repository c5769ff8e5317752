"""What stands on a card, the same for notes of a lesson and for those in a package of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cards.errors import InputError
from cards.model import ClozeNote, Note, NoteKind, Segment, SentenceNote, VocabularyEntry
from decks import fields
from decks.identity import kind_of, plain

_ADVICE: Final = "Only packages that kaartenbak made can be shown."
_WORD: Final = re.compile(r"[\w'’-]+")
_TAGS: Final = re.compile(r"<[^>]+>")
_BOLD: Final = re.compile(r"<b>(.*?)</b>", re.DOTALL)
_GAP: Final = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Face:
    """The texts of a card, front and back. `meaning` is empty where none was found."""

    kind: NoteKind
    dutch: tuple[Segment, ...]
    english: str
    word: str = ""
    article: str = ""
    meaning: str = ""
    is_sure: bool = True
    others: str = ""
    forms: str = ""
    hint: str = ""

    def has(self, word: str) -> bool:
        """Whether the card is about `word`: as its headword, or as it stands in the sentence."""
        told = word.casefold()
        names = {self.word.casefold(), self.word.casefold().removeprefix("zich ")}
        marked = {part.text.casefold() for part in self.dutch if part.marked}
        if self.kind is NoteKind.SENTENCES:
            marked = {w.casefold() for part in self.dutch for w in _WORD.findall(part.text)}
        return told in names | marked


def face_of(note: Note) -> Face:
    """The card of a note."""
    if isinstance(note, SentenceNote):
        return Face(NoteKind.SENTENCES, (Segment(note.dutch),), note.english)
    gloss, others = fields.glosses_here(note.entry, note.sentence)
    return Face(
        kind=kind_of(note),
        dutch=note.dutch,
        english=note.english,
        word=note.entry.lemma,
        article=note.entry.article,
        meaning=gloss.text if gloss else "",
        is_sure=gloss is not None and fields.is_sure(gloss),
        others=", ".join(others),
        forms=forms(note.entry),
        hint=note.hint if isinstance(note, ClozeNote) else "",
    )


def forms(entry: VocabularyEntry) -> str:
    """What a learner must know beside the headword, on one line."""
    grammar: tuple[str, ...] = ()
    if entry.upos == "VERB":
        grammar = (fields.past(entry), fields.perfect(entry))
    elif entry.upos == "NOUN":
        grammar = (_plural(entry.forms.plural),)
    return " · ".join(filter(None, (*grammar, fields.remarks(entry))))


def _plural(plural: str) -> str:
    return "no plural" if plural == "-" else plural and f"plural {plural}"


def faces_in(package: Path) -> list[Face]:
    """The cards of an .apkg that kaartenbak made, in its order.

    Raises:
        InputError: the file cannot be read, or no note in it is ours.
    """
    from decks.learnt import notes_in
    from decks.notetypes import NOTE_TYPES

    kinds = {note_type.name: kind for kind, note_type in NOTE_TYPES.items()}
    faces = [
        _from_fields(kinds[note.note_type], note.fields)
        for note in notes_in(package, _ADVICE)
        if note.note_type in kinds
    ]
    if not faces:
        raise InputError(
            f"{package}: there is no note of kaartenbak in this package.",
            _ADVICE,
        )
    return faces


def _from_fields(kind: NoteKind, told: Mapping[str, str]) -> Face:
    def text(name: str) -> str:
        return _text(told.get(name, ""))

    if kind is NoteKind.SENTENCES:
        return Face(kind, (Segment(text("Dutch")),), text("English"))
    sentence = told.get("Text" if kind is NoteKind.CLOZE else "Sentence", "")
    hints = [found[2] for found in _GAP.finditer(sentence) if found[2]]
    plural = text("Plural")
    grammar = (
        _plural("-" if plural == "none" else plural),
        text("Past"),
        text("Perfect"),
        text("Note"),
    )
    return Face(
        kind=kind,
        dutch=tuple(_segments(sentence, _GAP if kind is NoteKind.CLOZE else _BOLD)),
        english=text("English"),
        word=text("Word"),
        article=text("Article"),
        meaning=text("Gloss"),
        is_sure=not told.get("GlossUnsure"),
        others=text("OtherGlosses"),
        forms=" · ".join(filter(None, grammar)),
        hint=_text(hints[0]) if hints else "",
    )


def _segments(sentence: str, marks: re.Pattern[str]) -> Iterator[Segment]:
    end = 0
    for found in marks.finditer(sentence):
        if found.start() > end:
            yield Segment(_text(sentence[end : found.start()]))
        yield Segment(_text(found[1]), marked=True)
        end = found.end()
    if end < len(sentence):
        yield Segment(_text(sentence[end:]))


def _text(field: str) -> str:
    """The text of an HTML field."""
    return plain(html.unescape(_TAGS.sub("", field)))
