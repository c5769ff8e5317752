"""Sounds fit for Anki, which plays MP3 on every device, from whatever a voice writes."""

from __future__ import annotations

import base64
import importlib.metadata
import io
import wave
from typing import TYPE_CHECKING, Final

from cards.errors import MissingPartError

if TYPE_CHECKING:
    from cards.cache import Cache
    from decks.voices import Voice

_KILOBITS: Final = 48
_WAV, _MP3, _OGG = "wav", "mp3", "ogg"


def require_encoder() -> None:
    """Check that MP3 can be written.

    Raises:
        MissingPartError: the encoder is not installed.
    """
    if not _encoder_version():
        raise MissingPartError(
            "The MP3 encoder is not installed.", "Install it: pip install 'kaartenbak[audio]'"
        )


def recorded(text: str, voice: Voice, cache: Cache) -> tuple[bytes, str]:
    """A recording of `text` fit for Anki, and its suffix: MP3, or Ogg if the voice speaks that.

    Raises:
        MissingPartError: the voice fails, or what it wrote is no recording.
    """
    key = [*voice.command, voice.version, _encoder_version(), str(_KILOBITS), text]
    kept = cache.get("speech", key)
    if kept is not None:
        return base64.b64decode(kept[0]), kept[1]
    sound = voice.say(text)
    suffix = _kind(sound)
    if suffix == _WAV:
        require_encoder()
        try:
            sound, suffix = to_mp3(sound), _MP3
        except (wave.Error, EOFError, ValueError) as error:
            raise voice.failure(text, f"its WAV file cannot be used ({error})") from error
    elif not suffix:
        raise voice.failure(text, "what it wrote is neither WAV nor MP3 nor Ogg")
    cache.put("speech", key, [base64.b64encode(sound).decode(), suffix])
    return sound, suffix


def to_mp3(sound: bytes) -> bytes:
    """A WAV file of 16-bit samples as MP3.

    Raises:
        ValueError: it holds other samples, or none; `wave.Error` and `EOFError`: it is no WAV file.
    """
    import lameenc

    with wave.open(io.BytesIO(sound)) as recording:
        samples = recording.readframes(recording.getnframes())
        if recording.getsampwidth() != 2:
            raise ValueError("its samples are not 16-bit")
        if not samples:
            raise ValueError("it holds no sound")
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_bit_rate(_KILOBITS * recording.getnchannels())
        encoder.set_in_sample_rate(recording.getframerate())
        encoder.set_channels(recording.getnchannels())
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())


def _kind(sound: bytes) -> str:
    """The suffix that the first bytes of a sound file call for; empty for anything else."""
    if sound[:4] == b"RIFF" and sound[8:12] == b"WAVE":
        return _WAV
    if sound[:3] == b"ID3" or (sound[:1] == b"\xff" and sound[1:2] >= b"\xe0"):
        return _MP3
    return _OGG if sound[:4] == b"OggS" else ""


def _encoder_version() -> str:
    try:
        return importlib.metadata.version("lameenc")
    except importlib.metadata.PackageNotFoundError:
        return ""
