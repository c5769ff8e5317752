"""More free pairs out of few: sentences left out, foreign lines put in, lines forgotten.

Whole beads lose a side (their other side becomes unaligned), sentences and runs of lines from
other pairs are put in as unaligned, and some copies forget the lines, as texts do that come one
sentence per entry. What is left of a bead keeps its gold.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.model import Sentence
from cards.training.bead_corpora import AlignedTexts, presplit


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence on its way into a new text: its old index, or -1 for a foreign one."""

    old: int
    text: str
    starts_line: bool
    starts_paragraph: bool


def augmented(
    texts: AlignedTexts, donors: Sequence[AlignedTexts], seed: int, copy: int
) -> AlignedTexts:
    """A disturbed copy; equal arguments give equal copies."""
    chance = random.Random(f"{texts.name} {seed} {copy}")  # noqa: S311 - not for secrets
    gone: tuple[set[int], set[int]] = (set(), set())
    rate = chance.choice((0.0, 0.05, 0.15))
    for bead in texts.gold:
        if bead[0] and bead[1] and chance.random() < rate:
            side = chance.randrange(2)
            gone[side].update(bead[side])
    donor = chance.choice(donors)
    sides = []
    for side, (sentences, foreign) in enumerate(
        ((texts.english, donor.english), (texts.dutch, donor.dutch))
    ):
        pieces = [piece for piece in _pieces(sentences) if piece.old not in gone[side]]
        _insert(pieces, foreign, chance)
        sides.append(pieces)
    if not all(sides):
        return texts
    index = [{piece.old: new for new, piece in enumerate(side) if piece.old >= 0} for side in sides]
    gold = [
        (
            tuple(index[0][i] for i in left if i in index[0]),
            tuple(index[1][j] for j in right if j in index[1]),
        )
        for left, right in texts.gold
    ]
    gold += [((new,), ()) for new, piece in enumerate(sides[0]) if piece.old < 0]
    gold += [((), (new,)) for new, piece in enumerate(sides[1]) if piece.old < 0]
    made = [_sentences(side) for side in sides]
    if chance.random() < 0.25:
        made = [presplit([sentence.text for sentence in side]) for side in made]
    return replace(
        texts,
        name=f"{texts.name}+{copy}",
        source=f"{texts.source} augmented",
        english=made[0],
        dutch=made[1],
        gold=tuple(bead for bead in gold if bead[0] or bead[1]),
    )


def _pieces(sentences: Sequence[Sentence]) -> list[_Piece]:
    pieces = []
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1] if index else None
        pieces.append(
            _Piece(
                index,
                sentence.text,
                before is None or before.line != sentence.line,
                before is None or before.paragraph != sentence.paragraph,
            )
        )
    return pieces


def _insert(pieces: list[_Piece], foreign: Sequence[Sentence], chance: random.Random) -> None:
    """Put in single foreign sentences anywhere, and perhaps a run of lines at a line start."""
    source = _pieces(foreign)
    for _ in range(chance.choice((0, 1, 2, 3))):
        short = chance.choice(
            sorted(source, key=lambda piece: len(piece.text))[: 2 * len(source) // 3]
        )
        spot = chance.randrange(len(pieces) + 1)
        alone = chance.random() < 0.4
        pieces.insert(spot, replace(short, old=-1, starts_line=alone, starts_paragraph=False))
        if alone and spot + 1 < len(pieces):
            pieces[spot + 1] = replace(pieces[spot + 1], starts_line=True)
    if chance.random() < 0.4 and len(source) > 8:
        size = chance.randint(2, 8)
        begin = chance.randrange(len(source) - size)
        run = [replace(piece, old=-1) for piece in source[begin : begin + size]]
        run[0] = replace(run[0], starts_line=True, starts_paragraph=True)
        spots = [0, len(pieces)]
        spots += [spot for spot, piece in enumerate(pieces) if piece.starts_paragraph]
        spot = chance.choice(spots)
        if spot < len(pieces):
            pieces[spot] = replace(pieces[spot], starts_line=True, starts_paragraph=True)
        pieces[spot:spot] = run


def _sentences(pieces: Sequence[_Piece]) -> tuple[Sentence, ...]:
    line = paragraph = 0
    sentences = []
    for index, piece in enumerate(pieces):
        if index:
            line += int(piece.starts_line or piece.starts_paragraph)
            paragraph += int(piece.starts_paragraph)
        sentences.append(Sentence(index, piece.text, line, paragraph))
    return tuple(sentences)
