"""Two sources of pronunciation, and their agreement, against a list of Dutch words in IPA.

Run as `python -m cards.training.score_ipa DATA`, DATA holding lexical/ipa_freq.tsv; gruut and
espeak-ng must be installed. Takes headwords of our own dictionary that the list has, every tenth.
Counts the words with the same sounds and those with the same stress too, in the notation and with
the tolerance of `cards.pronunciation.agreed`, and prints what the agreement has wrong.
"""

from __future__ import annotations

import csv
import sys
from importlib import resources
from pathlib import Path

from cards.pronunciation import Agreement, Espeak, Gruut, agreed, same_sounds

_EVERY = 10


def main(data: str) -> None:
    """Print one line a source: answered, right sounds, right sounds and stress."""
    listed: dict[str, list[str]] = {}
    for line in (Path(data) / "lexical" / "ipa_freq.tsv").read_text("utf-8").splitlines():
        word, ipa = line.split("\t")[:2]
        listed.setdefault(word, []).append(ipa)
    words = [word for word in _headwords() if word in listed][::_EVERY]
    gruut, espeak = Gruut(), Espeak("espeak-ng", "")
    both = Agreement(gruut, espeak)
    print(f"{len(words)} words       answered  sounds  and stress")
    for name, source in (("gruut", gruut), ("espeak-ng", espeak), ("agreement", both)):
        said = {word: ipa for word in words if (ipa := source.ipa(word))}
        alike = [w for w, ipa in said.items() if any(same_sounds(ipa, r) for r in listed[w])]
        right = [w for w in alike if any(agreed(said[w], r) for r in listed[w])]
        shares = (len(said) / len(words), len(alike) / len(said), len(right) / len(said))
        print(f"{name:17}" + "".join(f"{share:8.3f}" for share in shares))
    for word, ipa in said.items():
        if word not in right:
            print(f"  {word:24} {ipa:24} {' '.join(listed[word])}")


def _headwords() -> list[str]:
    folder = resources.files("cards") / "data" / "lexicon"
    found: dict[str, None] = {}
    for name in ("nouns", "verbs", "adjectives", "adverbs"):
        lines = (folder / f"{name}.tsv").read_text("utf-8").splitlines()
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        found |= dict.fromkeys(row[0] for row in list(rows)[1:])
    return list(found)


if __name__ == "__main__":
    main(sys.argv[1])
