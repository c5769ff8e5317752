"""What a deck gets beside its lesson when asked for: recordings and pronunciations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cards.errors import MissingPartError
from cards.model import Note, SentenceNote, VocabularyEntry, WordNote
from cards.pronunciation import Agreement, Espeak, Gruut, Pronouncer
from decks import voices
from decks.fields import escaped, is_sure_article
from decks.identity import joined, plain
from decks.sounds import recorded, require_encoder

if TYPE_CHECKING:
    from cards.cache import Cache


@dataclass(frozen=True, slots=True)
class Extras:
    """Fields by note, as HTML, and by name the media files that they play."""

    fields: Mapping[Note, Mapping[str, str]] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)

    def __or__(self, other: Extras) -> Extras:
        """Both together; on the same field the other wins."""
        notes = dict.fromkeys((*self.fields, *other.fields))
        fields = {
            note: {**self.fields.get(note, {}), **other.fields.get(note, {})} for note in notes
        }
        return Extras(fields, {**self.media, **other.media})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who makes the extras that were asked for; None where they were not."""

    voice: voices.Voice | None = None
    source: Pronouncer | None = None

    def of(self, notes: Sequence[Note], cache: Cache, progress: Callable[[str], None]) -> Extras:
        """The extras of `notes`; `progress` is told each stage.

        Raises:
            MissingPartError: the voice fails.
        """
        made = Extras()
        if self.source is not None:
            progress("Looking up the pronunciation")
            made |= pronunciations(notes, self.source, cache)
        if self.voice is not None:
            progress("Recording the words and sentences")
            made |= recordings(notes, self.voice, cache)
        return made


def wanted(audio: str | None, audio_command: str | None, *, ipa: bool) -> Wanted:
    """What the flags ask for, after a look whether all that it needs is installed.

    Raises:
        MissingPartError: a program or package is not.
        ValueError: the command cannot serve as a voice.
    """
    voice = None
    if audio_command is not None:
        voice = voices.by_command(audio_command)
    elif audio is not None:
        voice = voices.espeak()
        require_encoder()
    return Wanted(voice, _pronouncer() if ipa else None)


def _pronouncer() -> Pronouncer:
    if find_spec("gruut") is None or find_spec("gruut_lang_nl") is None:
        raise MissingPartError(
            "The package for pronunciations is not installed.",
            "Install it: pip install 'kaartenbak[ipa]'",
        )
    program = voices.espeak_program()
    return Agreement(Gruut(), Espeak(program, voices.espeak_version(program)))


def recordings(notes: Iterable[Note], voice: voices.Voice, cache: Cache) -> Extras:
    """Headwords and sentences said by `voice`: fields `Audio` and `SentenceAudio`.

    A recording is named by what it holds, so that the same sound is the same file in every deck.

    Raises:
        MissingPartError: the voice fails on one of them, which is named.
    """
    sounds: dict[str, str] = {}
    media: dict[str, bytes] = {}

    def sound(text: str) -> str:
        if text not in sounds:
            content, suffix = recorded(text, voice, cache)
            name = f"kaartenbak-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
            media[name] = content
            sounds[text] = f"[sound:{name}]"
        return sounds[text]

    fields = {
        note: {name: sound(text) for name, text in _spoken(note).items() if _can_be_said(text)}
        for note in notes
    }
    return Extras(fields, media)


def pronunciations(notes: Iterable[Note], source: Pronouncer, cache: Cache) -> Extras:
    """The headwords in IPA, without slashes, where `source` knows them: field `Pronunciation`."""
    lemmas = {note: note.entry.lemma for note in notes if not isinstance(note, SentenceNote)}
    wanted = sorted(set(lemmas.values()))
    key = [source.version, *wanted]
    kept = cache.get("ipa", key)
    said = dict(kept) if kept is not None else {lemma: source.ipa(lemma) for lemma in wanted}
    if kept is None:
        cache.put("ipa", key, said)
    return Extras(
        {
            note: {"Pronunciation": escaped(said[lemma])}
            for note, lemma in lemmas.items()
            if said[lemma]
        }
    )


def _spoken(note: Note) -> dict[str, str]:
    """What is said on the cards of `note`, by field."""
    if isinstance(note, SentenceNote):
        return {"SentenceAudio": _one_line(note.dutch)}
    sentence = {"SentenceAudio": _one_line(joined(note.dutch))}
    return {"Audio": _headword(note.entry)} | sentence if isinstance(note, WordNote) else sentence


def _headword(entry: VocabularyEntry) -> str:
    """*de schuur*, *de of het punt*; without an article that is a guess: a voice cannot doubt."""
    article = entry.article.replace("/", " of ") if is_sure_article(entry) else ""
    return _one_line(f"{article} {entry.lemma}")


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())


def _can_be_said(text: str) -> bool:
    return any(character.isalnum() for character in text)
