"""Who a note is: GUIDs, ids, names and tags.

Anki matches a note by its GUID, so a GUID is made of what survives a correction: the Dutch side.
When a note replaces the one that Anki has is another matter: see `decks.stamps`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from cards.model import ClozeNote, Note, NoteKind, Segment, SentenceNote, WordNote

NAMESPACE = "kaartenbak"
"""What GUIDs are made with unless told otherwise: all decks share their words."""

_ID_FLOOR = 1 << 30
_LONGEST_TITLE = 80
_LONGEST_TAG_PART = 60
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")


def plain(text: str) -> str:
    """`text` as Anki keeps it: NFC, on one line, without control characters or lone surrogates."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
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
