"""The shipped aligner on folders of pairs that it was not trained on, from raw text.

Run as `python -m cards.training.score_pairs FOLDER …`, each FOLDER holding pairs with en.txt,
nl.txt and gold.jsonl. Prints strict F1 by pair and in all.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cards.alignment.scoring import shipped_model
from cards.encoder import BundledEncoder
from cards.training.align import raw_counts
from cards.training.bead_scores import Counts


def main(folders: list[str]) -> None:
    """Print one line a pair, then the total of each folder."""
    encoder, model = BundledEncoder(), shipped_model()
    for folder in map(Path, folders):
        total = Counts()
        for gold in sorted(folder.glob("*/gold.jsonl")):
            counts = raw_counts(gold.parent, encoder, model)
            total += counts
            print(f"{gold.parent.name:12} {counts.f1:.3f}")
        print(f"{folder.name:12} {total.f1:.4f}  strict F1, raw text")


if __name__ == "__main__":
    main(sys.argv[1:])
