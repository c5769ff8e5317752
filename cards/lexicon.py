"""What the project's own dictionary knows of a Dutch headword.

The files in `data/lexicon` are written by hand, one part of speech each, tab-separated with a
header; several values in a cell are parted by ";". Nothing is read until it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

_HERE = Path(__file__).parent / "data" / "lexicon"

_ARTICLE_OF = re.compile(r"(de|het) = (.+)")

_Row = Sequence[str]
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A noun; `plurals` is empty for a mass noun, most usual first otherwise."""

    lemma: str
    articles: tuple[str, ...]
    plurals: tuple[str, ...]
    diminutive: str
    glosses: tuple[str, ...]
    note: str

    @property
    def articles_by_sense(self) -> Mapping[str, str]:
        """The article of each sense of which the note tells: "de = look; het = tin, can"."""
        told = (_ARTICLE_OF.fullmatch(part.strip()) for part in self.note.split(";"))
        return {sense: t.group(1) for t in told if t for sense in t.group(2).split(", ")}


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
    """An adjective or adverb.

    Of the forms of an adjective, those are listed that no spelling rule gives (*beter*), and "-"
    for one that there is not.
    """

    lemma: str
    inflected: str
    comparative: str
    superlative: str
    glosses: tuple[str, ...]
    note: str

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that are listed."""
        listed = (self.inflected, self.comparative, self.superlative)
        return tuple(form for form in listed if form.strip("-"))


class _Table(Mapping[str, Entry]):
    """The rows of one file by their first cell, taken apart only when one is asked for.

    A text uses a few hundred of some twenty thousand rows.
    """

    def __init__(self, path: Path, entry: Callable[[Sequence[_Row]], Entry]) -> None:
        _, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._entry = entry
        self._lines: dict[str, list[str]] = {}
        self._entries: dict[str, Entry] = {}
        for line in lines:
            self._lines.setdefault(line[: line.index("\t")], []).append(line)

    def __getitem__(self, lemma: str) -> Entry:
        if lemma not in self._entries:
            rows = [line.split("\t") for line in self._lines[lemma]]
            self._entries[lemma] = self._entry(rows)
        return self._entries[lemma]

    def __contains__(self, lemma: object) -> bool:
        return lemma in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Lexicon:
    """The four files, each read once when first needed."""

    def __init__(self, directory: Path = _HERE) -> None:
        self._directory = directory

    @cached_property
    def nouns(self) -> Mapping[str, NounEntry]:
        """Nouns by lemma."""
        return _Table(self._directory / "nouns.tsv", _noun)

    @cached_property
    def verbs(self) -> Mapping[str, tuple[VerbEntry, ...]]:
        """Verbs by infinitive: one entry for each reflexive or prepositional use."""
        return _Table(self._directory / "verbs.tsv", _verb)

    @cached_property
    def adjectives(self) -> Mapping[str, WordEntry]:
        """Adjectives by lemma."""
        return _Table(self._directory / "adjectives.tsv", _adjective)

    @cached_property
    def adverbs(self) -> Mapping[str, WordEntry]:
        """Adverbs by lemma."""
        return _Table(self._directory / "adverbs.tsv", _adverb)

    @cached_property
    def particles(self) -> frozenset[str]:
        """Every part that some listed verb separates (*op*, *terug*, *plaats*)."""
        return frozenset(
            entry.particle for uses in self.verbs.values() for entry in uses if entry.particle
        )

    @cached_property
    def english_no_nouns(self) -> frozenset[str]:
        """English words that stand for verbs, adjectives or adverbs and for no noun (*pretend*)."""
        others = (self._english(f"{name}.tsv") for name in ("verbs", "adjectives", "adverbs"))
        return frozenset().union(*others) - self._english("nouns.tsv")

    def _english(self, name: str) -> frozenset[str]:
        """The glosses of one file; its rows are not taken apart further than that."""
        rows = (self._directory / name).read_text(encoding="utf-8").splitlines()[1:]
        return frozenset(gloss for row in rows for gloss in row.rsplit("\t", 2)[1].split(";"))

    @cached_property
    def fingerprint(self) -> str:
        """Changes when a file does: part of the key under which glosses are cached."""
        files = sorted(self._directory.glob("*.tsv"))
        return "-".join(f"{path.stat().st_size:x}.{path.stat().st_mtime_ns:x}" for path in files)


def _noun(rows: Sequence[_Row]) -> NounEntry:
    ((lemma, article, plural, diminutive, glosses, note),) = rows
    plurals = () if plural == "-" else _values(plural)
    return NounEntry(lemma, _values(article), plurals, diminutive, _values(glosses), note)


def _verb(rows: Sequence[_Row]) -> tuple[VerbEntry, ...]:
    return tuple(map(_use, rows))


def _use(row: _Row) -> VerbEntry:
    verb, past, pasts, participle, auxiliary, particle, reflexive, prepositions, glosses, note = row
    return VerbEntry(
        verb,
        past,
        pasts,
        participle,
        auxiliary,
        particle,
        reflexive == "zich",
        _values(prepositions),
        _values(glosses),
        note,
    )


def _adjective(rows: Sequence[_Row]) -> WordEntry:
    ((lemma, inflected, comparative, superlative, glosses, note),) = rows
    return WordEntry(lemma, inflected, comparative, superlative, _values(glosses), note)


def _adverb(rows: Sequence[_Row]) -> WordEntry:
    ((lemma, glosses, note),) = rows
    return WordEntry(lemma, "-", "-", "-", _values(glosses), note)


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()
