"""What a download tells while it runs: a moving bar with what has arrived, or plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from decks import console


@contextmanager
def fetching(folder: Path) -> Iterator[Callable[[str], None]]:
    """Yield what tells which stage begins; on a terminal, with a bar and the megabytes so far.

    Nobody tells beforehand how much will come, so the bar only moves. What has come is measured by
    the growth of `folder`, or of the one where Stanza's own server leaves it first.
    """
    talk = console.talk()
    if not talk.is_terminal:
        with console.progress() as told:
            yield told
        return
    arrived = _Arrived([folder, *_hub_folders()])
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), arrived)
    with Progress(*columns, TimeElapsedColumn(), console=talk, transient=True) as progress:
        task = progress.add_task("Starting …", total=None)
        yield lambda stage: progress.update(task, description=f"{stage} …")


def _hub_folders() -> list[Path]:
    """Where the hub's own library puts what it fetches for Stanza; its own bars are switched off.

    Older versions of Stanza do without that library.
    """
    try:
        from huggingface_hub.constants import HF_HUB_CACHE
        from huggingface_hub.utils.tqdm import disable_progress_bars
    except ImportError:
        return []
    disable_progress_bars()  # two programs cannot draw on one line
    return [Path(HF_HUB_CACHE) / "models--stanfordnlp--stanza-nl"]


class _Arrived(ProgressColumn):
    """How much larger the folders are than at the beginning."""

    max_refresh = 0.3  # seconds between two looks

    def __init__(self, folders: Sequence[Path]) -> None:
        self._before = {folder: size(folder) for folder in folders}
        super().__init__()

    def render(self, task: Task) -> Text:  # noqa: ARG002 - rich asks for it
        grown = max((size(folder) - before for folder, before in self._before.items()), default=0)
        return Text(f"{grown / 1e6:.1f} MB on disk" if grown > 0 else "")


def size(folder: Path) -> int:
    """Bytes in a folder, links not counted; files may come and go meanwhile."""
    return sum(_sizes(folder.rglob("*") if folder.is_dir() else ()))


def _sizes(paths: Iterable[Path]) -> Iterator[int]:
    with suppress(OSError):
        for path in paths:
            with suppress(OSError):
                if path.is_file() and not path.is_symlink():
                    yield path.stat().st_size
