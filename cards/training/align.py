"""Train and score the aligner: `python -m cards.training.align train|score ../shared/data`.

`train` writes `cards/data/alignment.json`; equal data and versions give an equal file. `score`
prints strict F1 by class for the shipped weights, then for weights that never saw the documents
they are scored on: each free pair of `pairs-dev` (and with it one or two of our own), a half of the
NTREX documents and of the Text+Berg yearbooks. Of the long texts, which hold all NTREX documents,
the beads of each half count. Options: `--folds` alone to leave out the first table.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.alignment import align
from cards.alignment.scoring import Model, model_from, shipped_model, weights_from
from cards.encoder import BundledEncoder
from cards.model import Document, Language, Sentence
from cards.sentences import split
from cards.training.bead_augment import augmented
from cards.training.bead_corpora import AlignedTexts, ntrex, pairs, text_berg
from cards.training.bead_examples import Example, Names, example_of
from cards.training.bead_fit import (
    Options,
    batches_of,
    dictionary_columns,
    fit,
    record_of,
    vector_of,
)
from cards.training.bead_scores import Counts, count, reliability, split_alone
from cards.training.remembering import RememberingEncoder
from cards.training.rough_weights import ROUGH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cards.encoder import Encoder
    from cards.model import Bead

FOLDS = 12  # an even number: as many as there are pairs in pairs-dev
COPIES = 6
SEED = 1
OWN_PAIRS = Path(__file__).parent / "pairs"
WEIGHTS = Path(__file__).parent.parent / "data" / "alignment.json"
# How much each source counts, however many beads it has: for texts that the dictionary knows, and
# for others, of which the only ones here are freely translated.
SHARES: Mapping[str, float] = {
    "pairs": 2.0,
    "own": 2.0,
    "pairs augmented": 2.0,
    "own augmented": 2.0,
    "clean": 0.2,
    "del15": 0.5,
    "del30": 0.5,
    "boiler": 0.5,
    "mn": 0.6,
    "mixed": 0.8,
    "reorder": 0.3,
}
OTHER_SHARES: Mapping[str, float] = {
    "text+berg": 8.0,
    "pairs": 2.0,
    "own": 2.0,
    "pairs augmented": 1.0,
    "own augmented": 1.0,
}
# The L2 penalty for the others, who learn from few texts. Strict F1 on Text+Berg, each half by
# weights that learnt from the other: .913 at .006, .915 at .025, .919 at .05, .926 at .1, .925 at
# .15, .926 at .2.
OTHER_SHRINK = 0.15
BEADS_PER_SHARE = 300
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.01)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All texts, those made from the free pairs apart; `folds` says where each is held out."""

    texts: tuple[AlignedTexts, ...]
    made: tuple[AlignedTexts, ...]
    folds: Mapping[str, frozenset[int]]


def read_corpus(data: Path) -> Corpus:
    """Read every source and make the disturbed copies of the free pairs."""
    free = [*pairs(data / "pairs-dev", "pairs"), *pairs(OWN_PAIRS, "own")]
    texts = (
        *free,
        *text_berg(data / "alignment" / "text+berg"),
        *ntrex(data / "alignment" / "ntrex-dev"),
    )
    made = tuple(
        augmented(pair, [other for other in free if other.name != pair.name], SEED, copy)
        for pair in free
        for copy in range(COPIES)
    )
    return Corpus(texts, made, _folds(texts))


def _folds(texts: Iterable[AlignedTexts]) -> dict[str, frozenset[int]]:
    """By group: one fold for free pairs, a half of the folds for the others."""
    seen: dict[str, list[str]] = defaultdict(list)
    folds = {}
    for text in texts:
        family = text.source if text.source in ("pairs", "own", "text+berg") else "ntrex"
        if text.group not in seen[family]:
            seen[family].append(text.group)
        place = seen[family].index(text.group)
        free = family in ("pairs", "own")
        folds[text.group] = frozenset({place % FOLDS} if free else range(place % 2, FOLDS, 2))
    return folds


def examples_of(corpus: Corpus, encoder: Encoder) -> tuple[list[Example], Names]:
    """Everything that is learnt from, as numbers."""
    rough = weights_from(ROUGH)
    used = {**SHARES, **OTHER_SHARES}
    learnt = [text for text in (*corpus.texts, *corpus.made) if text.source in used]
    _, names = example_of(max(learnt, key=lambda text: len(text.english)), encoder, rough)
    return [example_of(text, encoder, rough, names)[0] for text in learnt], names


def train(examples: Sequence[Example], names: Names, seed: int = 0) -> dict[str, Any]:
    """Fit both sets of weights to examples, each source counting its share; as in the file.

    Those for texts that the dictionary knows learn from such texts alone; the others learn from
    free translations, without the dictionary.
    """
    words = dictionary_columns(names)
    known = [example for example in examples if example.trusted]
    return {
        "with dictionary": _trained(known, SHARES, names, words | ~words, Options(seed=seed)),
        "without dictionary": _trained(
            examples, OTHER_SHARES, names, ~words, Options(seed=seed, shrink=OTHER_SHRINK)
        ),
    }


def _trained(
    examples: Sequence[Example],
    shares: Mapping[str, float],
    names: Names,
    learnt: npt.NDArray[np.bool_],
    options: Options,
) -> dict[str, dict[str, float]]:
    chosen = [example for example in examples if example.texts.source in shares]
    sizes: dict[str, int] = defaultdict(int)
    for example in chosen:
        sizes[example.texts.source] += len(example.texts.gold)
    weights = [
        shares[example.texts.source] * BEADS_PER_SHARE / sizes[example.texts.source]
        for example in chosen
    ]
    theta = fit(
        batches_of(chosen, weights, names),
        vector_of(weights_from(ROUGH), names),
        options,
        learnt,
    )
    return record_of(theta, names)


def provenance(data: Path) -> dict[str, str]:
    """What the file says of where the weights come from."""
    return {
        "what": "weights of the log-linear bead model of cards.alignment, by feature",
        "made by": f"python -m cards.training.align train {data.as_posix()}",
        "trained on": "own free English-Dutch pairs (cards/training/pairs and pairs-dev); "
        "disturbed NTREX-128 news (Federmann, Kocmi & Xin 2022, CC BY-SA 4.0); "
        "the Text+Berg corpus (weights without dictionary only)",
        "encoder": f"{BundledEncoder().name} {BundledEncoder().version}",
    }


Pair = tuple[tuple[int, ...], tuple[int, ...]]


def beads_as_pairs(beads: Iterable[Bead]) -> list[Pair]:
    """Beads without their confidence."""
    return [(bead.english, bead.dutch) for bead in beads]


def raw_counts(pair: Path, encoder: Encoder, model: Model) -> Counts:
    """Score a free pair from its raw text, by our own segmentation: a bead is its texts."""
    sides = []
    for name, language in (("en.txt", Language.ENGLISH), ("nl.txt", Language.DUTCH)):
        lines = (pair / name).read_text("utf-8").split("\n")
        sides.append(split(Document(name, language, tuple(lines))))
    beads = align(sides[0], sides[1], encoder, model)
    given = [
        (
            tuple(_spaced(sides[0][i].text) for i in bead.english),
            tuple(_spaced(sides[1][j].text) for j in bead.dutch),
        )
        for bead in beads
    ]
    records = [
        json.loads(line) for line in (pair / "gold.jsonl").read_text("utf-8").splitlines() if line
    ]
    gold = [
        (tuple(map(_spaced, record["english"])), tuple(map(_spaced, record["dutch"])))
        for record in records
    ]
    return count(gold, given)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def score_table(
    corpus: Corpus, data: Path, encoder: Encoder, models: Sequence[Model]
) -> tuple[dict[str, Counts], list[tuple[float, bool]]]:
    """Counts by class, and every bead's confidence and whether it is right.

    With one model all texts are scored by it, with as many as folds each by the one that did not
    see it.
    """
    table: dict[str, Counts] = defaultdict(Counts)
    judged: list[tuple[float, bool]] = []
    for text in corpus.texts:
        if text.source.startswith("long") and len(models) > 1:
            table[text.source] += _long_counts(text, corpus, encoder, models)
            continue
        fold = min(corpus.folds[text.group]) if len(models) > 1 else 0
        beads = align(text.english, text.dutch, encoder, models[fold])
        given = beads_as_pairs(beads)
        table[text.source] += count(text.gold, given)
        gold = split_alone(text.gold)
        judged += [(bead.confidence, pair in gold) for bead, pair in zip(beads, given, strict=True)]
        folder = {"pairs": data / "pairs-dev", "own": OWN_PAIRS}.get(text.source)
        if folder:
            found = raw_counts(folder / text.name, encoder, models[fold])
            table[f"{text.source}, raw text"] += found
            table[f"  {text.name}"] += found
    return table, judged


def _long_counts(
    text: AlignedTexts, corpus: Corpus, encoder: Encoder, models: Sequence[Model]
) -> Counts:
    """Score a text that holds the documents of both halves: each model by those it did not see."""
    homes = [_homes(side, corpus) for side in (text.english, text.dutch)]
    total = Counts()
    for fold in (0, 1):
        given = beads_as_pairs(align(text.english, text.dutch, encoder, models[fold]))
        unseen = [
            [bead for bead in beads if fold in corpus.folds[_home(bead, homes)]]
            for beads in (text.gold, given)
        ]
        total += count(*unseen)
    return total


def _home(bead: Pair, homes: Sequence[Sequence[str]]) -> str:
    return homes[0][bead[0][0]] if bead[0] else homes[1][bead[1][0]]


def _homes(sentences: Sequence[Sentence], corpus: Corpus) -> list[str]:
    """The document that each sentence of a long text comes from.

    A line that was put in, or joined of several, belongs to the document before it.
    """
    clean = [text for text in corpus.texts if text.source == "clean"]
    known = {s.text: text.group for text in clean for s in (*text.english, *text.dutch)}
    home = clean[0].group
    return [home := known.get(sentence.text, home) for sentence in sentences]


def show(title: str, table: Mapping[str, Counts], judged: Sequence[tuple[float, bool]]) -> None:
    """Print strict F1 by class and the reliability of the confidence."""
    print(f"\n{title}\n{'class':24s}strict F1   beads")
    for name, counts in table.items():
        print(f"{name:24s}{counts.f1:9.4f}{counts.wanted:8d}")
    bins, error = reliability(judged, BINS)
    print(f"expected calibration error {error:.4f} over {len(judged)} beads")
    for part in bins:
        print(f"  said {part.confidence:.3f}  was {part.accuracy:.3f}  ({part.count})")


def main(arguments: Sequence[str]) -> int:
    """Run a command; see the head of this module."""
    if len(arguments) < 2 or arguments[0] not in ("train", "score"):
        print(__doc__)
        return 2
    data = Path(arguments[1])
    encoder = RememberingEncoder(BundledEncoder())
    corpus = read_corpus(data)
    if arguments[0] == "train":
        record = {"provenance": provenance(data), **train(*examples_of(corpus, encoder))}
        WEIGHTS.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    if "--folds" not in arguments:
        show("shipped weights", *score_table(corpus, data, encoder, [shipped_model()]))
    examples, names = examples_of(corpus, encoder)
    models = [
        model_from(train([e for e in examples if k not in corpus.folds[e.texts.group]], names, k))
        for k in range(FOLDS)
    ]
    show("weights that did not see the document", *score_table(corpus, data, encoder, models))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
