"""What the project's own dictionary knows of a Dutch headword.

The files in `data/lexicon` are written by hand, one part of speech each, tab-separated with a
header; several values in a cell are parted by ";". Nothing is read until it is asked for.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_HERE = Path(__file__).parent / "data" / "lexicon"


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A noun; `plurals` is empty for a mass noun, most usual first otherwise."""

    lemma: str
    articles: tuple[str, ...]
    plurals: tuple[str, ...]
    diminutive: str
    glosses: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A verb, without *zich*; `particle` is the part that separates, "" if none does."""

    infinitive: str
    past: str
    past_plural: str
    participle: str
    auxiliary: str
    particle: str
    reflexive: bool
    prepositions: tuple[str, ...]
    glosses: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class WordEntry:
    """An adjective or adverb; `forms` holds what no spelling rule gives (*beter, best*)."""

    lemma: str
    forms: tuple[str, ...]
    glosses: tuple[str, ...]
    note: str


class Lexicon:
    """The four files, each read once when first needed."""

    def __init__(self, directory: Path = _HERE) -> None:
        self._directory = directory

    @cached_property
    def nouns(self) -> Mapping[str, NounEntry]:
        """Nouns by lemma."""
        return {
            row["lemma"]: NounEntry(
                row["lemma"],
                _values(row["article"]),
                () if row["plural"] == "-" else _values(row["plural"]),
                row["diminutive"],
                _values(row["glosses"]),
                row["note"],
            )
            for row in self._rows("nouns")
        }

    @cached_property
    def verbs(self) -> Mapping[str, tuple[VerbEntry, ...]]:
        """Verbs by infinitive: one entry for each reflexive or prepositional use."""
        entries: defaultdict[str, list[VerbEntry]] = defaultdict(list)
        for row in self._rows("verbs"):
            entries[row["infinitive"]].append(
                VerbEntry(
                    row["infinitive"],
                    row["past_singular"],
                    row["past_plural"],
                    row["participle"],
                    row["auxiliary"],
                    row["particle"],
                    row["reflexive"] == "zich",
                    _values(row["preposition"]),
                    _values(row["glosses"]),
                    row["note"],
                )
            )
        return {infinitive: tuple(uses) for infinitive, uses in entries.items()}

    @cached_property
    def adjectives(self) -> Mapping[str, WordEntry]:
        """Adjectives by lemma."""
        return {
            row["lemma"]: WordEntry(
                row["lemma"],
                tuple(
                    form
                    for column in ("inflected", "comparative", "superlative")
                    for form in _values(row[column])
                    if form != "-"
                ),
                _values(row["glosses"]),
                row["note"],
            )
            for row in self._rows("adjectives")
        }

    @cached_property
    def adverbs(self) -> Mapping[str, WordEntry]:
        """Adverbs by lemma."""
        return {
            row["lemma"]: WordEntry(row["lemma"], (), _values(row["glosses"]), row["note"])
            for row in self._rows("adverbs")
        }

    @cached_property
    def particles(self) -> frozenset[str]:
        """Every part that some listed verb separates (*op*, *terug*, *plaats*)."""
        return frozenset(
            entry.particle for uses in self.verbs.values() for entry in uses if entry.particle
        )

    @cached_property
    def fingerprint(self) -> str:
        """Changes when a file does: part of the key under which glosses are cached."""
        files = sorted(self._directory.glob("*.tsv"))
        return "-".join(f"{path.stat().st_size:x}.{path.stat().st_mtime_ns:x}" for path in files)

    def _rows(self, part_of_speech: str) -> Iterator[dict[str, str]]:
        path = self._directory / f"{part_of_speech}.tsv"
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split(";") if value.strip())
