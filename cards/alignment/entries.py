"""Entries that hold several sentences, cut for the comparison and put together afterwards.

Texts that come one sentence per entry often have two in one, or the half of one beside the next: a
translator moved a clause, or somebody's splitter erred. Compared as they are, such entries look
like poor translations of their neighbours. So their sentences are aligned each on its own as well,
and beads that share an entry become one. Sentences of our own splitter are entries of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.model import Bead, Language, Sentence
from cards.sentences import split_line


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sentences of one text; `home` says which entry each belongs to, by position."""

    sentences: tuple[Sentence, ...]
    home: tuple[int, ...]


def cut(entries: Sequence[Sentence], language: Language) -> Pieces:
    """Cut every entry into its sentences."""
    sentences: list[Sentence] = []
    home: list[int] = []
    for number, entry in enumerate(entries):
        for text in split_line(entry.text, language) or [entry.text]:
            sentences.append(replace(entry, index=len(sentences), text=text))
            home.append(number)
    return Pieces(tuple(sentences), tuple(home))


def together(beads: Sequence[Bead], english: Pieces, dutch: Pieces) -> tuple[Bead, ...]:
    """Beads of entries out of beads of their sentences; both come in Dutch order.

    A bead of entries is as sure as the least sure of the beads that it is made of.
    """
    parent = list(range(len(beads)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    owner: dict[tuple[Language, int], int] = {}
    for number, bead in enumerate(beads):
        entries = [(Language.ENGLISH, english.home[i]) for i in bead.english]
        entries += [(Language.DUTCH, dutch.home[j]) for j in bead.dutch]
        for entry in entries:
            parent[root(owner.setdefault(entry, number))] = root(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(beads)):
        groups.setdefault(root(number), []).append(number)

    def place(group: Sequence[int]) -> int:
        return next((number for number in group if beads[number].dutch), group[0])

    return tuple(
        Bead(
            tuple(sorted({english.home[i] for number in group for i in beads[number].english})),
            tuple(sorted({dutch.home[j] for number in group for j in beads[number].dutch})),
            min(beads[number].confidence for number in group),
        )
        for group in sorted(groups.values(), key=place)
    )
