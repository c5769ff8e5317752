"""The aligner on long texts, and beside others on texts with gold alignments."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from tests.bench.processes import print_table, run
from tests.bench.texts import Beads, Corpus, GoldText, long_text

JOBS = ("-m", "tests.bench.jobs")
SIZES = (2_000, 5_000, 20_000)
MEGA = 1e6

Aligner = Callable[[Sequence[str], Sequence[str]], Beads]


def long_texts(corpus: Corpus, place: Path, scale: float) -> None:
    """Where the time of an alignment goes, and what memory it takes."""
    rows = []
    for size in SIZES:
        documents = long_text(corpus, int(size * scale))
        pairs = [pair for pair in chain.from_iterable(documents) if all(pair)]
        path = place / "pairs.json"
        path.write_text(json.dumps(pairs), encoding="utf-8")
        cost = run(*JOBS, "align", path)
        told = json.loads(cost.output)
        rest = told["total"] - told["encoding"] - told["joining"]
        rows.append(
            (
                f"{len(pairs):,}",
                f"{told['encoding']:.1f}",
                f"{told['joining']:.1f}",
                f"{rest:.1f}",
                f"{rest / told['total']:.1%}",
                f"{cost.peak / MEGA:.0f}",
                f"{told['right'] / len(pairs):.2%}",
            )
        )
    head = ("sentences", "encoding s", "joining s", "aligning s", "share", "peak MB", "recall")
    print_table("The aligner on long texts (CPU seconds, one run)", head, rows)
    print("target: aligning under 10 % of the time, peak under 1500 MB")


def beside_others(corpus: Corpus) -> None:
    """Strict F1 (as vecalign counts it) and CPU time on texts with gold alignments."""
    aligners, skipped = _aligners()
    rows = []
    for name, align in aligners.items():
        cells = [name]
        for texts in corpus.gold.values():
            start = time.process_time()
            found = [align(text.english, text.dutch) for text in texts]
            taken = time.process_time() - start
            cells.append(f"{strict_f1(texts, found):.3f}")
            cells.append(f"{taken:.1f}")
        rows.append(tuple(cells))
    head = ["strict F1, CPU s", *chain.from_iterable((name, "s") for name in corpus.gold)]
    print_table("Aligners on texts with gold alignments", head, rows)
    for reason in skipped:
        print(reason)


def strict_f1(texts: Sequence[GoldText], found: Sequence[Beads]) -> float:
    """Beads found exactly: precision over all, unaligned sentences included; recall over pairs."""
    hits = asserted = paired_hits = paired = 0
    for text, beads in zip(texts, found, strict=True):
        gold, mine = _single(text.gold), _single(beads)
        pairs = {bead for bead in gold if all(bead)}
        hits, asserted = hits + len(gold & mine), asserted + len(mine)
        paired_hits, paired = paired_hits + len(pairs & mine), paired + len(pairs)
    precision, recall = hits / max(1, asserted), paired_hits / max(1, paired)
    return 2 * precision * recall / max(1e-9, precision + recall)


def _single(beads: Beads) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The beads, every unaligned sentence by itself."""
    pairs = {bead for bead in beads if all(bead)}
    alone = {((i,), ()) for english, dutch in beads if not dutch for i in english}
    return pairs | alone | {((), (j,)) for english, dutch in beads if not english for j in dutch}


def _aligners() -> tuple[dict[str, Aligner], list[str]]:
    """What can run here without a download, and why the others cannot."""
    found: dict[str, Aligner] = {"kaartenbak": _kaartenbak()}
    skipped = []
    if find_spec("galechurch"):
        found["galechurch (Gale & Church)"] = _gale_church
    else:
        skipped.append("galechurch: not installed (pip install galechurch)")
    if find_spec("sentweave"):
        found["sentweave (vecalign) with our encoder"] = _sentweave()
    else:
        skipped.append("sentweave: not installed (pip install sentweave; needs a C compiler)")
    skipped.append(
        "vecalign with LASER, Bertalign and SentAlign with LaBSE: need models of gigabytes"
    )
    return found, skipped


def _kaartenbak() -> Aligner:
    from cards.alignment import align
    from cards.encoder import BundledEncoder
    from cards.model import Sentence

    encoder = BundledEncoder()
    encoder.vectors(["warm up"])

    def run_it(english: Sequence[str], dutch: Sequence[str]) -> Beads:
        sides = [
            tuple(Sentence(k, text, 0, 0) for k, text in enumerate(side))
            for side in (english, dutch)
        ]
        return tuple((bead.english, bead.dutch) for bead in align(sides[0], sides[1], encoder))

    return run_it


def _gale_church(english: Sequence[str], dutch: Sequence[str]) -> Beads:
    import galechurch

    lines = galechurch.align(list(english), list(dutch)).to_pharaoh_lines()
    return tuple(
        (tuple(json.loads(left)), tuple(json.loads(right)))
        for left, right in (line.rsplit(":", 1) for line in lines)
    )


def _sentweave() -> Aligner:
    import sentweave

    from cards.encoder import BundledEncoder

    class Encoder:
        """What sentence-transformers would be."""

        vectors = BundledEncoder()

        def encode(self, texts: Sequence[str], **_options: Any) -> Any:
            return self.vectors.vectors(list(texts))

    encoder = Encoder()
    encoder.encode(["warm up"])

    def run_it(english: Sequence[str], dutch: Sequence[str]) -> Beads:
        result = sentweave.align(list(english), list(dutch), encoder=encoder)
        return tuple((tuple(a.src_indices), tuple(a.tgt_indices)) for a in result.alignments)

    return run_it
