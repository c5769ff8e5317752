"""Separable verbs put together, counted on the treebank where it is at hand."""

from __future__ import annotations

import lzma

from cards.headwords import HeadwordFinder
from cards.training.particles import Choice, fit
from cards.training.score_verbs import pairs_of, read_trees


def test_particles_find_their_verbs_on_the_treebank(shared, lexicon):
    finder = HeadwordFinder(lexicon)
    right = found = there = 0
    for tree in read_trees(shared / "treebank" / "dev.conllu.xz"):
        pairs = pairs_of(finder, tree.tokens)
        right += len(pairs & tree.pairs)
        found += len(pairs)
        there += len(tree.pairs)
    assert there > 90
    assert 2 * right / (found + there) > 0.93


def test_a_tree_asks_for_particles_and_not_for_other_words_of_a_phrase(tmp_path):
    path = tmp_path / "own.conllu.xz"
    rows = (
        ("Hij", "hij", "PRON", 2, "nsubj"),
        ("laat", "over_laten", "VERB", 0, "root"),
        ("dat", "dat", "PRON", 2, "obj"),
        ("zien", "zien", "VERB", 2, "compound:prt"),
        ("over", "over", "ADP", 2, "compound:prt"),
    )
    lines = [
        f"{n}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_"
        for n, (form, lemma, upos, head, deprel) in enumerate(rows, 1)
    ]
    text = " ".join(row[0] for row in rows)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([f"# text = {text}", *lines, "", ""]))
    (tree,) = read_trees(path)
    assert tree.pairs == {(text.index("laat"), text.index("over"))}


def test_what_tells_right_verbs_gets_a_weight_above_what_tells_wrong_ones():
    right, wrong = {"listed": 1.0}, {"unlisted": 1.0}
    choices = [Choice([wrong, right], 1, 1.0)] * 5 + [Choice([wrong], None, 1.0)] * 5
    listed, unlisted = fit(choices, ["listed", "unlisted"])
    assert listed > 0 > unlisted


def test_a_choice_that_counts_for_nothing_teaches_nothing():
    assert fit([Choice([{"listed": 1.0}], 0, 0.0)], ["listed"]) == [0.0]
