"""A server on this machine that gives the bundled weights in Stanza's own layout."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cards import dutch_models

BUNDLED = Path(dutch_models.__file__).parent / "models"
STEM = "cards_nocharlm"
VECTORS = "cards"
# What each package of the mirror is made of; "kapot" has a tagger that is no tagger.
PACKAGES = {
    "default": {"pos": STEM, "lemma": STEM},
    "klein": {"pos": STEM, "lemma": STEM},
    "kapot": {"pos": "kapot", "lemma": STEM},
}


class Mirror:
    """A server on 127.0.0.1; `spoil` maps the end of a path to what happens to that file."""

    def __init__(self, folder: Path) -> None:
        self.spoil: dict[str, Callable[[bytes], bytes | None]] = {}
        self.cut_short = ""
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(_Handler, self, directory=str(folder))
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        _lay_out(folder, self.url)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, mirror: Mirror, *arguments: Any, **options: Any) -> None:
        self.mirror = mirror
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        body = path.read_bytes() if path.is_file() else None
        for end, change in self.mirror.spoil.items():
            if body is not None and self.path.endswith(end):
                body = change(body)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        cut = self.mirror.cut_short and self.path.endswith(self.mirror.cut_short)
        self.wfile.write(body[: len(body) // 2] if cut else body)

    def log_message(self, *_arguments: Any) -> None:
        pass


def _lay_out(folder: Path, url: str) -> None:
    """The files as Stanza's own server has them."""
    from stanza import __resources_version__ as version

    models = folder / "nl" / version
    shutil.copytree(BUNDLED / "nl", models)
    tagger = (models / "pos" / f"{STEM}.pt").read_bytes()
    (models / "pos" / "kapot.pt").write_bytes(tagger[: len(tagger) // 2])
    with zipfile.ZipFile(models / "default.zip", "w") as archive:
        for part, stem in (*PACKAGES["default"].items(), ("pretrain", VECTORS)):
            archive.write(models / part / f"{stem}.pt", f"{part}/{stem}.pt")
    dutch: dict[str, Any] = {
        path.name: {f.stem: {"md5": _md5(f)} for f in sorted(path.glob("*.pt"))}
        for path in sorted(models.iterdir())
        if path.is_dir()
    }
    for tagger_of in dutch["pos"].values():
        tagger_of["dependencies"] = [{"model": "pretrain", "package": VECTORS}]
    dutch |= {
        "lang_name": "Dutch",
        "packages": PACKAGES,
        "default_md5": _md5(models / "default.zip"),
    }
    listing = {"nl": dutch, "url": url + "/{lang}/{resources_version}/{filename}"}
    (folder / f"resources_{version}.json").write_text(json.dumps(listing))


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes()).hexdigest()
