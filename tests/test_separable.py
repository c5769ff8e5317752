"""Separable verbs put together, counted on the treebank where it is at hand."""

from __future__ import annotations

import lzma

import pytest

from cards.headwords import HeadwordFinder
from cards.model import Token
from cards.separable import join


def treebank(path):
    """Sentences of tokens, each with the gold particle of every verb that holds it."""
    tokens, gold = [], {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                number, head = int(columns[0]) - 1, int(columns[6]) - 1
                tokens.append(Token(*columns[1:6], 0, 0, head, columns[7]))
                if columns[7] == "compound:prt":
                    gold[number] = head
            elif not line.strip() and tokens:
                yield tokens, gold
                tokens, gold = [], {}


@pytest.mark.parametrize("name", ["dev"])
def test_particles_find_their_verbs_on_the_treebank(name, shared, lexicon):
    finder = HeadwordFinder(lexicon)
    right = found = there = 0
    for tokens, gold in treebank(shared / "treebank" / f"{name}.conllu.xz"):
        joined = join(tokens, lexicon.particles, finder._is_separable)
        pairs = {
            (verb, particle)
            for particle, verb in gold.items()
            if tokens[verb].upos in ("VERB", "AUX")
            and tokens[verb].lemma.lower().startswith(tokens[particle].text.lower() + "_")
        }
        right += len(pairs & set(joined.items()))
        found += len(joined)
        there += len(pairs)
    assert there > 50
    assert 2 * right / (found + there) > 0.85
