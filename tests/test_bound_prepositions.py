"""Which verbs mostly go with which preposition, as counted on trees."""

from __future__ import annotations

import lzma

from cards import bound_prepositions
from cards.bound_prepositions import is_bound
from cards.training.prepositions import count
from cards.training.score_verbs import read_trees

TREE = """# text = Zij wachtten daar op de bus
1\tZij\tzij\tPRON\t_\t_\t2\tnsubj\t_\t_
2\twachtten\twachten\tVERB\t_\t_\t0\troot\t_\t_
3\tdaar\tdaar\tADV\t_\t_\t2\tadvmod\t_\t_
4\top\top\tADP\t_\t_\t6\tcase\t_\t_
5\tde\tde\tDET\t_\t_\t6\tdet\t_\t_
6\tbus\tbus\tNOUN\t_\t_\t2\tobl\t_\t_

"""


def test_verbs_go_with_prepositions_or_merely_stand_beside_them():
    assert is_bound("bestaan", "uit")
    assert is_bound("deelnemen", "aan")
    assert not is_bound("staan", "op")
    assert not is_bound("komen", "door")
    assert not is_bound("xyzzy", "op")


def test_listed_pairs_that_come_twice_are_counted(lexicon, tmp_path):
    path = tmp_path / "trees.conllu.xz"
    twice, by_train = TREE * 2, TREE.replace("op", "met")
    path.write_bytes(lzma.compress((twice + by_train).encode()))
    assert count(read_trees(path), lexicon) == {("wachten", "op"): (2, 3)}


def test_what_is_written_can_be_read(monkeypatch, tmp_path):
    monkeypatch.setattr(bound_prepositions, "COUNTS", tmp_path / "counts.tsv")
    bound_prepositions.write({("wachten", "op"): (2, 3), ("denken", "aan"): (5, 6)})
    assert bound_prepositions.bundled.__wrapped__() == {
        ("denken", "aan"): (5, 6),
        ("wachten", "op"): (2, 3),
    }
