"""Run as `python -m tests.bench DATA [PART …] [--runs N] [--quick]`; DATA: the shared data folder.

Parts: build, again, long, decks, aligners (all by default). Every timed run is a process of its
own, so that CPU time and peak memory are its own; runs that are compared take turns. `--quick`
takes a tenth of the text and one run, to see that everything works.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from tests.bench import aligners, builds, decks, texts


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_intermixed_args()
    runs = 1 if options.quick else options.runs
    scale = 0.1 if options.quick else 1.0
    parts = {
        "build": lambda place: builds.build_beside_stanza(corpus, place, runs, scale),
        "again": lambda place: builds.build_again(corpus, place, runs, scale),
        "long": lambda place: aligners.long_texts(corpus, place, scale),
        "decks": lambda place: decks.large_decks(place, runs, scale),
        "aligners": lambda _place: aligners.beside_others(corpus),
    }
    corpus = texts.read_corpus(options.data)
    threads = os.environ.get("OMP_NUM_THREADS", "unset")
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    print(f"OMP_NUM_THREADS {threads}; medians of {runs} runs; the texts: {corpus.origin}")
    with tempfile.TemporaryDirectory() as place:
        for name in options.parts or parts:
            print()
            parts[name](Path(place))


main()
