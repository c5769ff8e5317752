"""A headless Chromium: it draws pages and tells what it measured on them, offline."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """The first Chromium on the search path."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def shoot(chromium: str, markup: str, picture: Path, size: tuple[int, int], scale: float) -> None:
    """Draw `markup` into `picture`; `size` in CSS pixels, `scale` picture pixels for each."""
    _run(
        chromium,
        markup,
        f"--window-size={size[0]},{size[1]}",
        f"--force-device-scale-factor={scale}",
        f"--screenshot={picture.resolve()}",
    )


def measure(chromium: str, markup: str) -> Any:
    """What a script on the page left as JSON in `<pre id="result">`."""
    dom = _run(chromium, markup, "--virtual-time-budget=20000", "--dump-dom")
    result = re.search(r'<pre id="result">(.*?)</pre>', dom, re.DOTALL)
    assert result, "the page left no result"
    return json.loads(html.unescape(result[1]))


def _run(chromium: str, markup: str, *flags: str) -> str:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "page.html"
        source.write_text(markup, "utf-8")
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
            *flags,
            source.as_uri(),
        ]
        done = subprocess.run(command, check=True, capture_output=True, timeout=120, text=True)
        return done.stdout
