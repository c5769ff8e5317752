"""A stand-in for Anki with AnkiConnect: the add-on's rules on a real collection, without a window.

Written from the add-on's documentation of version 6 of its API. Notes, searches, templates and
duplicates are judged by the `anki` engine itself; the server only speaks the add-on's JSON.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki.errors import NotFoundError
from anki.models import NotetypeDict
from anki.notes import NoteFieldsCheckResult

VERSION = 6


@dataclass
class StandIn:
    """The add-on of one collection; `seen` are the actions it was asked for, in order."""

    col: Collection
    key: str | None = None
    version_told: int = VERSION
    profile: str | None = "User 1"
    seen: list[str] = field(default_factory=list)
    break_at: str = ""
    url: str = ""

    def handle(self, request: dict[str, Any]) -> Any:
        version = request.get("version", 4)
        action = request["action"]
        self.seen.append(action)
        try:
            if request.get("key") != self.key and action != "requestPermission":
                raise ValueError("valid api key must be provided")
            method = getattr(self, f"do_{action}", None)
            if method is None:
                raise ValueError("unsupported action")
            result, error = method(**request.get("params", {})), None
        except (ValueError, KeyError, TypeError, NotFoundError) as problem:
            result, error = None, str(problem)
        except Exception as problem:  # the engine's own, such as a search it cannot read
            result, error = None, str(problem)
        if version <= 4:
            return {"error": error} if error else result
        return {"result": result, "error": error}

    def do_version(self) -> int:
        return self.version_told

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.handle(action) for action in actions]

    def do_getActiveProfile(self) -> str:  # noqa: N802
        if self.profile is None:
            raise ValueError("unsupported action")
        return self.profile

    def do_modelNames(self) -> list[str]:  # noqa: N802
        return [name.name for name in self.col.models.all_names_and_ids()]

    def do_modelFieldNames(self, modelName: str) -> list[str]:  # noqa: N802, N803
        return self.col.models.field_names(self._model(modelName))

    def do_createModel(  # noqa: N802
        self,
        modelName: str,  # noqa: N803
        inOrderFields: list[str],  # noqa: N803
        cardTemplates: list[dict[str, str]],  # noqa: N803
        css: str | None = None,
        isCloze: bool = False,  # noqa: N803
    ) -> NotetypeDict:
        if not inOrderFields:
            raise ValueError("Must provide at least one field for inOrderFields")
        if not cardTemplates:
            raise ValueError("Must provide at least one card for cardTemplates")
        if modelName in self.do_modelNames():
            raise ValueError("Model name already exists")
        models = self.col.models
        made = models.new(modelName)
        made["type"] = int(isCloze)
        for name in inOrderFields:
            models.add_field(made, models.new_field(name))
        if css is not None:
            made["css"] = css
        for number, told in enumerate(cardTemplates, 1):
            template = models.new_template(told.get("Name", f"Card {number}"))
            template["qfmt"], template["afmt"] = told["Front"], told["Back"]
            models.add_template(made, template)
        models.add(made)
        return made

    def do_createDeck(self, deck: str) -> int:  # noqa: N802
        return int(self.col.decks.id(deck))

    def do_findNotes(self, query: str | None = None) -> list[int]:  # noqa: N802
        return [] if query is None else [int(note) for note in self.col.find_notes(query)]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        return [self._info(note) for note in notes]

    def do_canAddNotes(self, notes: list[dict[str, Any]]) -> list[bool]:  # noqa: N802
        return [self._can_add(note) for note in notes]

    def do_addNote(self, note: dict[str, Any]) -> int:  # noqa: N802
        made, deck = self._new(note)
        self.col.add_note(made, deck)
        return int(made.id)

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        there = self.col.get_note(note["id"])
        for name, value in note["fields"].items():
            if name in there:
                there[name] = value
        self.col.update_note(there)

    def do_getMediaFilesNames(self, pattern: str = "*") -> list[str]:  # noqa: N802
        return [path.name for path in Path(self.col.media.dir()).glob(pattern)]

    def do_storeMediaFile(self, filename: str, data: str) -> str:  # noqa: N802
        return self.col.media.write_data(filename, base64.b64decode(data))

    def _model(self, name: str) -> NotetypeDict:
        model = self.col.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model

    def _new(self, told: dict[str, Any]) -> tuple[Any, Any]:
        model = self._model(told["modelName"])
        deck = self.col.decks.by_name(told["deckName"])
        if deck is None:
            raise ValueError(f"deck was not found: {told['deckName']}")
        note = self.col.new_note(model)
        note.tags = list(told.get("tags", []))
        for name, value in told["fields"].items():
            for own in note.keys():  # noqa: SIM118 - a note is no dict
                if own.lower() == name.lower():
                    note[own] = value
        may_repeat = told.get("options", {}).get("allowDuplicate", False)
        if not isinstance(may_repeat, bool):
            raise TypeError('option parameter "allowDuplicate" must be boolean')
        state = note.fields_check()
        if state == NoteFieldsCheckResult.EMPTY:
            raise ValueError("cannot create note because it is empty")
        if state == NoteFieldsCheckResult.DUPLICATE and not may_repeat:
            raise ValueError("cannot create note because it is a duplicate")
        if state not in (NoteFieldsCheckResult.NORMAL, NoteFieldsCheckResult.DUPLICATE):
            raise ValueError("cannot create note for unknown reason")
        return note, deck["id"]

    def _can_add(self, told: dict[str, Any]) -> bool:
        try:
            self._new(told)
        except (ValueError, TypeError, KeyError):
            return False
        return True

    def _info(self, number: int) -> dict[str, Any]:
        try:
            note = self.col.get_note(number)
        except NotFoundError:
            return {}
        model = note.note_type()
        return {
            "noteId": note.id,
            "tags": note.tags,
            "modelName": model["name"],
            "fields": {
                own["name"]: {"value": note.fields[own["ord"]], "order": own["ord"]}
                for own in model["flds"]
            },
            "cards": list(note.card_ids()),
        }


@contextmanager
def served(answer: Any) -> Iterator[str]:
    """An HTTP server on a free port that says what `answer` makes of a request's bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = answer(body)
            if told is None:  # as if Anki were closed in the middle
                self.connection.close()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def anki_running(stand_in: StandIn) -> Iterator[str]:
    """The address where `stand_in` listens."""

    def answer(body: bytes) -> bytes | None:
        if not body:
            return f"AnkiConnect v.{VERSION}".encode()
        try:
            request = json.loads(body)
        except ValueError:
            return b"null"
        if stand_in.break_at and stand_in.break_at in body.decode():
            return None
        return json.dumps(stand_in.handle(request)).encode()

    with served(answer) as url:
        yield url
