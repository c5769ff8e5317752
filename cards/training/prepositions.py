"""Count with which prepositions the verbs of a treebank go.

Run as `python -m cards.training.prepositions TREEBANK`: TREEBANK is a .conllu.xz file. A phrase
counts that hangs on a verb as `obl` and has a preposition as its `case`. Kept are the pairs that
the dictionary lists and the treebank has twice or more.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cards import bound_prepositions
from cards.bound_prepositions import Count, Pair
from cards.lexicon import Lexicon
from cards.training.score_verbs import Tree, read_trees

_LEAST = 2


def main(arguments: list[str]) -> None:
    """Write cards/data/bound_prepositions.tsv."""
    (treebank,) = arguments
    counts = count(read_trees(Path(treebank)), Lexicon())
    bound_prepositions.write(counts)
    print(f"{len(counts)} pairs → {bound_prepositions.COUNTS}")


def count(trees: Iterable[Tree], lexicon: Lexicon) -> dict[Pair, Count]:
    """How often each listed pair was met, and its verb with any preposition."""
    met = Counter(pair for tree in trees for pair in _pairs(tree))
    with_any: Counter[str] = Counter()
    for (verb, _), times in met.items():
        with_any[verb] += times
    listed = (
        (infinitive, preposition)
        for infinitive, uses in lexicon.verbs.items()
        for use in uses
        for preposition in use.prepositions
    )
    return {pair: (met[pair], with_any[pair[0]]) for pair in listed if met[pair] >= _LEAST}


def _pairs(tree: Tree) -> Iterator[Pair]:
    for token in tree.tokens:
        if token.deprel != "case" or token.head is None:
            continue
        phrase = tree.tokens[token.head]
        verb = tree.tokens[phrase.head] if phrase.head is not None else None
        if verb is not None and verb.upos == "VERB" and phrase.deprel.startswith("obl"):
            yield verb.lemma.replace("_", ""), token.text.lower()


if __name__ == "__main__":
    main(sys.argv[1:])
