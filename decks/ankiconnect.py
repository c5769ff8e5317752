"""Talks to a running Anki through its add-on AnkiConnect: JSON over HTTP, version 6 of the API.

The add-on answers one request at a time and reads it a kilobyte every 25 milliseconds, so a
request is kept small and each is given time in proportion.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from cards.errors import KaartenbakError

DEFAULT_URL = "http://127.0.0.1:8765"
_VERSION = 6
_PATIENCE = 10.0  # seconds for any request, and so many more for each kilobyte of it:
_PATIENCE_PER_KILOBYTE = 0.1
_AT_ONCE = 50  # actions in one request, notes in one question
_SETUP = (
    "Start Anki, and install the add-on AnkiConnect in it (Tools → Add-ons → Get Add-ons…, "
    "code 2055492159). Or use kaartenbak build and import the file."
)

Value = TypeVar("Value")
Parameters = Mapping[str, Any]


class AnkiError(KaartenbakError):
    """Anki cannot be reached, or refuses."""

    exit_code: ClassVar[int] = 4


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Anki answered to one of several actions that it would not do."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as it stands in Anki; `fields` are HTML, in the order of the note type."""

    id: int
    note_type: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AnkiConnect:
    """Where Anki listens; `key` only if its owner set one. Nothing is sent until asked for.

    `patience` is the most seconds that any request waits, in place of what its length deserves.
    """

    url: str = DEFAULT_URL
    key: str = ""
    patience: float | None = None

    def call(self, action: str, **parameters: Any) -> Any:
        """What Anki answers to one action.

        Raises:
            AnkiError: Anki cannot be reached, or will not do it.
        """
        answer = _answer(self._ask(self._request(action, parameters)), self.url)
        if isinstance(answer, Refusal):
            raise self._error(answer.reason)
        return answer

    def calls(self, action: str, parameters: Sequence[Parameters]) -> Iterator[Any]:
        """The answer to `action` with each of `parameters`; a `Refusal` where it would not.

        Raises:
            AnkiError: Anki cannot be reached.
        """
        for start in range(0, len(parameters), _AT_ONCE):
            several = [self._request(action, one) for one in parameters[start : start + _AT_ONCE]]
            answers = self.call("multi", actions=several)
            if not isinstance(answers, list) or len(answers) != len(several):
                raise _foreign(self.url)
            for answer in answers:
                yield _answer(answer, self.url)

    def check(self) -> None:
        """Make sure that Anki listens, that it takes the key and speaks our version.

        Raises:
            AnkiError: it does not.
        """
        version = self.call("version")
        if not isinstance(version, int):
            raise _foreign(self.url)
        if version < _VERSION:
            raise AnkiError(
                f"The AnkiConnect at {self.url} is too old (version {version}).",
                "Update it in Anki: Tools → Add-ons → Check for Updates.",
            )

    def profile(self) -> str:
        """The name of the profile that is open; "" if this AnkiConnect is too old to tell."""
        (name,) = self.calls("getActiveProfile", [{}])
        return name if isinstance(name, str) else ""

    def names(self, action: str, **parameters: str) -> list[str]:
        """The names that Anki lists in answer to `action`."""
        return self._listed(str, self.call(action, **parameters))

    def find(self, query: str) -> list[int]:
        """The ids of the notes that Anki's search finds."""
        return self._listed(int, self.call("findNotes", query=query))

    def find_any(self, queries: Sequence[str]) -> list[int]:
        """The ids of the notes that any of `queries` finds, ascending."""
        answers = self.calls("findNotes", [{"query": query} for query in queries])
        found = (answer for answer in answers if not isinstance(answer, Refusal))
        return sorted({note for answer in found for note in self._listed(int, answer)})

    def notes(self, ids: Sequence[int]) -> Iterator[AnkiNote]:
        """The notes with these ids that (still) exist."""
        for start in range(0, len(ids), _AT_ONCE):
            told = self.call("notesInfo", notes=list(ids[start : start + _AT_ONCE]))
            yield from self._listed(_note, [note for note in self._listed(dict, told) if note])

    def _listed(self, kind: Callable[[Any], Value], told: Any) -> list[Value]:
        """A list as Anki told it, each of one kind."""
        try:
            if isinstance(told, list):
                return [kind(value) for value in told]
        except (TypeError, ValueError, KeyError, AttributeError):
            pass
        raise _foreign(self.url)

    def _request(self, action: str, parameters: Parameters) -> dict[str, Any]:
        request = {"action": action, "version": _VERSION, "params": parameters}
        return request | ({"key": self.key} if self.key else {})

    def _ask(self, request: Parameters) -> Any:
        """Send one request and read the JSON that comes back."""
        body = json.dumps(request).encode()
        seconds = self.patience or _PATIENCE + _PATIENCE_PER_KILOBYTE * len(body) / 1024
        # No proxy: Anki listens on this machine or one near by.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        header = {"Content-Type": "application/json"}
        try:
            with opener.open(
                urllib.request.Request(_checked(self.url), body, header),  # noqa: S310 - checked
                timeout=seconds,
            ) as response:
                return json.loads(response.read())
        except TimeoutError:
            raise _silent(self.url, seconds) from None
        except urllib.error.HTTPError:
            raise _foreign(self.url) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _silent(self.url, seconds) from None
            raise AnkiError(f"Anki does not answer at {self.url}.", _SETUP) from None
        except (ConnectionError, http.client.IncompleteRead):
            raise AnkiError(
                f"Anki broke off at {self.url}.",
                "See that it is open, and try again: what has arrived will be found there.",
            ) from None
        except (ValueError, http.client.HTTPException):
            raise _foreign(self.url) from None

    def _error(self, reason: str) -> AnkiError:
        if "api key" in reason:
            wrong = "does not take this key" if self.key else "asks for a key"
            return AnkiError(
                f"The AnkiConnect at {self.url} {wrong}.",
                "Give the apiKey of its settings (Tools → Add-ons → AnkiConnect → Config).",
            )
        if "collection is not available" in reason:
            return AnkiError("Anki has no collection open.", "Choose a profile in Anki first.")
        return AnkiError(f"Anki refuses: {reason.rstrip('.')}.")


def quoted(name: str, value: str) -> str:
    """A search term for notes whose field `name` is `value`; "note" and "deck" are names too."""
    escaped = "".join(f"\\{char}" if char in '\\"*_:' else char for char in value)
    return f'"{name}:{escaped}"'


def _note(told: Mapping[str, Any]) -> AnkiNote:
    in_order = sorted(told["fields"].items(), key=lambda field: int(field[1]["order"]))
    fields = {name: str(field["value"]) for name, field in in_order}
    return AnkiNote(int(told["noteId"]), str(told["modelName"]), fields)


def _checked(url: str) -> str:
    try:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return url
    except ValueError:
        pass
    raise AnkiError(f"“{url}” is no address to find Anki at.", f"It is often {DEFAULT_URL}.")


def _answer(told: Any, url: str) -> Any:
    if not isinstance(told, dict) or set(told) != {"result", "error"}:
        raise _foreign(url)
    return told["result"] if told["error"] is None else Refusal(str(told["error"]))


def _foreign(url: str) -> AnkiError:
    return AnkiError(
        f"What answers at {url} is not AnkiConnect.", "Another program may use that port."
    )


def _silent(url: str, seconds: float) -> AnkiError:
    return AnkiError(
        f"Anki gave no answer at {url} within {seconds:.0f} seconds.",
        "Close any window in Anki that waits for you, and try again.",
    )
