"""Who a note is: GUIDs, ids, names, tags, and the memory of what was exported before.

Anki matches a note by its GUID and takes an incoming one only if its stamp (`mod`) is newer than
the local one. So a GUID is made of what survives a correction, the Dutch side, and a stamp moves
only when the content of its note does: that is what `Memory` remembers between two exports.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cards.errors import Problem
from cards.model import ClozeNote, Note, NoteKind, Segment, SentenceNote, WordNote

FIRST_STAMP = 1_735_689_600
"""Unix time (2025-01-01T00:00:00Z) of every note that was never exported before."""

_ID_FLOOR = 1 << 30
_LONGEST_TITLE = 80
_LONGEST_TAG_PART = 60
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")


def plain(text: str) -> str:
    """`text` as Anki keeps it: NFC, on one line, without control characters or lone surrogates."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", _LINE_BREAK.sub(" ", text)))


def joined(segments: Iterable[Segment]) -> str:
    """The sentence that `segments` make up."""
    return "".join(segment.text for segment in segments)


def kind_of(note: Note) -> NoteKind:
    """The kind of `note`."""
    match note:
        case WordNote():
            return NoteKind.VOCABULARY
        case ClozeNote():
            return NoteKind.CLOZE
        case SentenceNote():
            return NoteKind.SENTENCES


def note_guid(namespace: str, note: Note) -> str:
    """The GUID of `note`: 16 letters and digits, the same whatever its translation says.

    The key is headword and part of speech, or sentence and answer, or the sentence, after `plain`
    and with every run of white space as one space. 80 bits of SHA-256 are kept.
    """
    kind = kind_of(note)
    match note:
        case WordNote():
            key = [note.entry.lemma, note.entry.upos]
        case ClozeNote():
            key = [joined(note.dutch), *(part.text for part in note.dutch if part.marked)]
        case SentenceNote():
            key = [note.dutch]
    parts = (" ".join(plain(part).split()) for part in (namespace, kind.value, *key))
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest[:10]).decode().lower()


def deck_id(namespace: str, name: str) -> int:
    """A fixed id from 2^30 up to 2^31 for the deck called `name`.

    Anki matches decks by name on import; the id only has to be stable within the package.
    """
    digest = hashlib.sha256(f"{namespace}\x1fdeck\x1f{name}".encode()).digest()
    return _ID_FLOOR + int.from_bytes(digest[:8]) % _ID_FLOOR


def deck_title(title: str) -> str:
    """`title` as one deck name: `::` would start a subdeck, so a run of colons becomes one."""
    name = " ".join(re.sub(r":{2,}", ":", plain(title)).split())
    return name[:_LONGEST_TITLE].strip(" :") or "Kaartenbak"


def tag(*parts: str) -> str:
    """A tag nested by `parts`; whatever Anki would split at or refuse becomes a hyphen."""
    slugs = (re.sub(r"[^\w.']+", "-", plain(part))[:_LONGEST_TAG_PART].strip("-") for part in parts)
    return "::".join(slug for slug in slugs if slug)


def user_tag(text: str) -> str:
    """A tag as a person wrote it, where `::` nests."""
    return tag(*text.split("::"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """The digest of a note's content and the Unix time when the content last changed."""

    digest: str
    modified: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier exports held, by GUID. Notes that were dropped since stay remembered."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    def renewed(self, digests: Mapping[str, str], now: int) -> Memory:
        """The memory after exporting notes with these `digests`.

        A note never met gets `FIRST_STAMP`, so that it cannot overwrite one that another deck
        brought; an unchanged note keeps its stamp; a changed one gets `now`, in Unix seconds, or
        the next second after its old stamp if the clock went back.
        """
        stamps = dict(self.stamps)
        for guid, digest in digests.items():
            old = stamps.get(guid)
            if old is None:
                stamps[guid] = Stamp(digest, FIRST_STAMP)
            elif old.digest != digest:
                stamps[guid] = Stamp(digest, max(now, old.modified + 1))
        return Memory(stamps)

    def to_json(self) -> str:
        """The memory as a file, one note a line, in order of GUID."""
        notes = {guid: [stamp.digest, stamp.modified] for guid, stamp in self.stamps.items()}
        lines = (f"{json.dumps(guid)}: {json.dumps(notes[guid])}" for guid in sorted(notes))
        return '{"kaartenbak": 1, "notes": {\n' + ",\n".join(lines) + "\n}}\n"


def parse_memory(text: str, name: str) -> tuple[Memory, tuple[Problem, ...]]:
    """The memory in `text`, from the file called `name`; a spoilt one is a problem, not an error.

    Forgetting is safe: notes get their first stamp again, which overwrites nothing.
    """
    try:
        notes = json.loads(text)["notes"]
        stamps = {str(guid): Stamp(str(row[0]), int(row[1])) for guid, row in notes.items()}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        advice = "Corrected notes will not replace those already in Anki this time."
        message = "This file no longer tells what was exported before; it is started afresh."
        return Memory(), (Problem(name, 0, message, advice),)
    return Memory(stamps), ()


def memory_path(package: Path) -> Path:
    """Where the memory of `package` lives: beside it, under its own name."""
    return package.with_suffix(".kaartenbak.json")


def content_digest(*parts: str) -> str:
    """A digest of a note's content: note type, fields and tags."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
