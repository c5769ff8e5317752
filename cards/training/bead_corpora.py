"""The texts that the aligner learns from, with their gold beads.

Three kinds of source: NTREX news with made disturbances and Text+Berg (both `../shared`, one
sentence per entry, no lines), and free English-Dutch pairs, whose raw text gives the lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.model import Sentence

Beads = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """Two texts and their gold beads.

    `group` names what must not be split between folds (the document behind several
    disturbances); `source` is what scores are reported by.
    """

    name: str
    source: str
    group: str
    english: tuple[Sentence, ...]
    dutch: tuple[Sentence, ...]
    gold: Beads


def ntrex(folder: Path) -> Iterator[AlignedTexts]:
    """Read the disturbed NTREX documents, class by class."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield AlignedTexts(
                record["id"],
                path.stem,
                record.get("doc", record["id"]),
                presplit(record["src"]),
                presplit(record["tgt"]),
                tuple((tuple(a), tuple(b)) for a, b in record["gold"]),
            )


def text_berg(folder: Path) -> Iterator[AlignedTexts]:
    """Read the German-French yearbooks."""
    for path in sorted((folder / "gold").iterdir()):
        sides = [
            (folder / side / path.name).read_text("utf-8").splitlines() for side in ("de", "fr")
        ]
        gold = tuple(
            (_numbers(left), _numbers(right))
            for left, right in (
                line.split("]:[") for line in path.read_text("utf-8").split("\n") if line
            )
        )
        yield AlignedTexts(
            f"text+berg/{path.name}", "text+berg", path.name,
            presplit(sides[0]), presplit(sides[1]), gold,
        )  # fmt: skip


def pairs(folder: Path, source: str = "pairs") -> Iterator[AlignedTexts]:
    """Read free pairs: `en.txt`, `nl.txt` and `gold.jsonl` in each folder."""
    for path in sorted(folder.glob("*/gold.jsonl")):
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        english = place(
            (path.parent / "en.txt").read_text("utf-8"),
            [text for record in records for text in record["english"]],
        )
        dutch = place(
            (path.parent / "nl.txt").read_text("utf-8"),
            [text for record in records for text in record["dutch"]],
        )
        left, right = iter(english[1]), iter(dutch[1])
        gold = [
            (
                tuple(sorted(next(left) for _ in record["english"])),
                tuple(sorted(next(right) for _ in record["dutch"])),
            )
            for record in records
        ]
        yield AlignedTexts(
            path.parent.name, source, path.parent.name, english[0], dutch[0], tuple(gold)
        )


def place(text: str, sentences: Sequence[str]) -> tuple[tuple[Sentence, ...], list[int]]:
    """Find each sentence in a raw text: the sentences in order, and the index of each given one."""
    spots = []
    reached = 0
    taken: set[int] = set()
    for sentence in sentences:
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        found = [match.start() for match in pattern.finditer(text) if match.start() not in taken]
        if not found:
            raise ValueError(f"not in the text: {sentence}")
        spot = next((place for place in found if place >= reached), found[0])
        taken.add(spot)
        reached = spot + len(sentence)
        spots.append(spot)
    order = sorted(range(len(spots)), key=spots.__getitem__)
    placed = []
    for index, which in enumerate(order):
        before = text[: spots[which]]
        placed.append(
            Sentence(
                index,
                sentences[which],
                before.count("\n"),
                len(re.findall(r"\n[ \t]*\n\s*", before.lstrip())),
            )
        )
    rank = {which: index for index, which in enumerate(order)}
    return tuple(placed), [rank[which] for which in range(len(spots))]


def presplit(texts: Sequence[str]) -> tuple[Sentence, ...]:
    """Sentences of a text of which only the sentences are known: a single line."""
    return tuple(Sentence(index, text, 0, 0) for index, text in enumerate(texts))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))
