"""Separable verbs put together, against the treebank's trees.

Run as `python -m cards.training.score_verbs TREEBANK [PART/PARTS] [-v] [--tagged]`: TREEBANK is a
.conllu.xz file, `1/4` every fourth block of a hundred sentences from the second on (0 is the
first), `-v` prints what was missed and what was made up, `--tagged` takes the bundled model's tags
and lemmas instead of the treebank's.

What counts is a verb and the word that its dictionary form begins with, written apart from it. In
the trees that is a `compound:prt` under a verb whose lemma begins with that word and an underscore
(*belt … op* with `op_bellen`), or the *uit* of *er goed uitzien*. Other dependents of that name are
no separable verbs and are not asked for: verbs (*laten zien*), nouns and adjectives of set phrases
(*prijs stellen op*, *beschikbaar stellen*), their prepositions and articles (*in stand houden*),
and what goes with *zijn* (*weg zijn*, *uit zijn*), which no spelling joins.

The treebank writes *omhooggaan* in one tree as one verb, in the next as a verb and its adverb. The
first F1 takes every tree at its word; the second leaves aside the pairs that we join and the tree
has as a verb with its own adverb, predicate or object (*gaat omhoog*, *houdt … open*).
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.headwords import HeadwordFinder
from cards.lexicon import Lexicon
from cards.model import Token

# Where the verb and its particle begin in the sentence.
Pair = tuple[int, int]
BLOCK = 100  # sentences; neighbours in the treebank are often alike, so parts are cut in blocks


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence of the treebank and its separable verbs."""

    text: str
    tokens: tuple[Token, ...]
    pairs: frozenset[Pair]
    undecided: frozenset[Pair]


def main(arguments: list[str]) -> None:
    """Print precision, recall and F1; with `-v` every difference, marked - or +."""
    path, *rest = [argument for argument in arguments if not argument.startswith("-")]
    part, parts = map(int, rest[0].split("/")) if rest else (0, 1)
    trees = [tree for n, tree in enumerate(read_trees(Path(path))) if n // BLOCK % parts == part]
    sentences: Sequence[Sequence[Token]] = [tree.tokens for tree in trees]
    if "--tagged" in arguments:
        sentences = StanzaAnalyser(dutch_models.bundled()).analyse([tree.text for tree in trees])
    finder = HeadwordFinder(Lexicon())
    right = found = there = undecided = 0
    for tree, tokens in zip(trees, sentences, strict=True):
        pairs = pairs_of(finder, tokens)
        right += len(pairs & tree.pairs)
        found += len(pairs)
        there += len(tree.pairs)
        undecided += len(pairs & tree.undecided)
        if "-v" in arguments:
            _tell("-", tree.pairs - pairs, tree)
            _tell("+", pairs - tree.pairs, tree)
    print(
        f"{len(trees)} sentences, {there} verbs: precision {right / max(1, found):.3f}, "
        f"recall {right / max(1, there):.3f}, F1 {2 * right / max(1, found + there):.3f}; "
        f"{undecided} left aside: F1 {2 * right / max(1, found - undecided + there):.3f}"
    )


def pairs_of(finder: HeadwordFinder, tokens: Sequence[Token]) -> frozenset[Pair]:
    """The separable verbs written apart that the finder puts together."""
    apart = [word for word in finder.find(tokens) if word.upos == "VERB" and len(word.tokens) == 2]
    pairs = []
    for word in apart:
        first, second = (tokens[index] for index in word.tokens)
        before = first.text.lower() == word.particle  # *op te bellen*
        pairs.append((second.start, first.start) if before else (first.start, second.start))
    return frozenset(pairs)


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a .conllu.xz file, each token with its place in the text."""
    text, rows = "", list[list[str]]()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ").rstrip("\n")
            elif len(columns) == 10 and columns[0].isdigit():
                rows.append(columns)
            elif not line.strip() and rows:
                yield _tree(text, rows)
                rows = []


def _tree(text: str, rows: Sequence[Sequence[str]]) -> Tree:
    tokens: list[Token] = []
    for _, form, lemma, upos, xpos, feats, head, deprel, *_ in rows:
        start = text.index(form, tokens[-1].end if tokens else 0)
        place = (start, start + len(form))
        tokens.append(Token(form, lemma, upos, xpos, feats, *place, int(head) - 1, deprel))
    pairs = frozenset(_pairs(tokens))
    undecided = frozenset(
        (tokens[token.head].start, token.start)
        for token in tokens
        if token.head is not None and token.deprel in ("advmod", "xcomp", "obj")
    )
    return Tree(text, tuple(tokens), pairs, undecided - pairs)


def _pairs(tokens: Sequence[Token]) -> Iterator[Pair]:
    for token in tokens:
        head = tokens[token.head or 0]
        particle = token.text.lower()
        prefixes = (f"{particle}_", f"er{particle}_")
        is_verb = (
            not head.lemma.endswith("_zijn")
            and head.upos in ("VERB", "AUX")
            and head.lemma.lower().startswith(prefixes)
        )
        if token.deprel == "compound:prt" and is_verb:
            yield head.start, token.start
        if token.deprel == "case" and (head.text.lower(), head.deprel) == ("er", "compound:prt"):
            yield tokens[head.head or 0].start, token.start


def _tell(sign: str, pairs: frozenset[Pair], tree: Tree) -> None:
    for verb, particle in sorted(pairs):
        words = {token.start: token for token in tree.tokens}
        told = (words[place].text if place in words else "?" for place in (verb, particle))
        print(sign, " … ".join(told), "|", tree.text)


if __name__ == "__main__":
    main(sys.argv[1:])
