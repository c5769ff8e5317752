"""Weights of the score of a gloss (`cards.glosses.WEIGHTS`), fitted on gold words.

Run as `python -m cards.training.fit_glosses DATA PAIR …`: DATA is the shared data folder, of which
the seed article is taken, each PAIR a folder with en.txt, nl.txt and words.tsv.
Each gold word that the dictionary does not confirm in its sentence is one choice among the
candidates there and "none of them"; the weights are those of a conditional logit (McFadden 1974)
with a small ridge. Prints them, and how often the first choice is right at which confidence, each
folder judged with weights from the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from cards import dutch_models, english, pipeline, vocabulary
from cards.analysis import StanzaAnalyser
from cards.candidates import Term, candidates
from cards.encoder import BundledEncoder
from cards.glosses import Glosser
from cards.grammar import Grammarian
from cards.headwords import HeadwordFinder
from cards.model import Gloss, Language, Source
from cards.training.score_words import fold, rows, split_texts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Booleans = npt.NDArray[np.bool_]

_RIDGE = 0.3
_STEPS = 1500
_RATE = 0.05
_BANDS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one gold word: features (n, k), the last one constant, and the right."""

    folder: str
    features: Floats
    right: Booleans


def main(arguments: list[str]) -> None:
    """Print the weights and the table of confidence."""
    tools = pipeline.Workshop(BundledEncoder(), StanzaAnalyser(dutch_models.bundled()))
    data, *folders = map(Path, arguments)
    pairs = [(data / "seed", data / "lexical" / "gold-gloss-dev.tsv")]
    pairs += [(folder, folder / "words.tsv") for folder in folders]
    choices = [choice for folder, gold in pairs for choice in _choices(folder, gold, tools)]
    *weights, bias = _fit(choices)
    print("weights", [round(float(weight), 2) for weight in weights], "bias", round(float(bias), 2))
    judged: list[tuple[float, bool]] = []
    for folder in sorted({choice.folder for choice in choices}):
        held = [choice for choice in choices if choice.folder == folder]
        fitted = _fit([choice for choice in choices if choice.folder != folder])
        judged += [_first(choice, fitted) for choice in held]
    print("confidence  words  right  promised")
    for low, high in pairwise(_BANDS):
        band = [(sure, right) for sure, right in judged if low <= sure < high]
        if band:
            right = sum(right for _, right in band) / len(band)
            promised = sum(sure for sure, _ in band) / len(band)
            print(f"from {low:4.2f} {len(band):7} {right:6.2f} {promised:9.2f}")


def _choices(folder: Path, words_file: Path, tools: pipeline.Workshop) -> Iterator[Choice]:
    import numpy as np

    texts = split_texts(folder)
    beads = pipeline.pair(texts[Language.ENGLISH], texts[Language.DUTCH], tools)
    words = pipeline.analyse([sentence.text for sentence in texts[Language.DUTCH]], tools)
    finder, grammarian = HeadwordFinder(tools.lexicon), Grammarian(tools.lexicon)
    found = vocabulary.collect(beads, words, finder, grammarian.describe)
    glosser = Glosser(tools.encoder, tools.lexicon.english_no_nouns)
    gold = {row["lemma"].casefold(): row["glosses"] for row in rows(words_file)}
    for number, mets in found.met.items():
        text = " ".join(texts[Language.ENGLISH][i].text for i in beads[number].english)
        terms = found.terms(number, words)
        glosses = glosser.gloss(terms, text)
        sure = _confirmed(terms, glosses, english.words(text))
        for met, term, gloss in zip(mets, terms, glosses, strict=True):
            wanted = gold.get(met.word.lemma.casefold()) or gold.get(met.word.plain.casefold())
            if wanted is None or (gloss and gloss.source is Source.CONFIRMED):
                continue
            right = [fold(one) for one in wanted.split(";")]
            tried = [
                candidate
                for candidate in candidates(
                    term, english.words(text), tools.lexicon.english_no_nouns
                )
                if candidate.sense is None and sure.isdisjoint(candidate.words)
            ]
            if tried:
                values = [(*glosser.features(term, candidate), 1.0) for candidate in tried]
                hits = [fold(candidate.text) in right for candidate in tried]
                yield Choice(folder.name, np.array(values, np.float64), np.array(hits))


def _confirmed(
    terms: Sequence[Term],
    glosses: Sequence[Gloss | None],
    words: Sequence[english.EnglishWord],
) -> frozenset[int]:
    """The English words that some headwords have for certain."""
    return frozenset(
        place
        for term, gloss in zip(terms, glosses, strict=True)
        if gloss and gloss.source is Source.CONFIRMED
        for candidate in candidates(term, words)
        if candidate.sense is not None and candidate.text == gloss.text
        for place in candidate.words
    )


def _fit(choices: Sequence[Choice]) -> Floats:
    """The weights, by Adam (Kingma & Ba 2015) on the whole of the data."""
    import numpy as np

    weights = np.zeros(choices[0].features.shape[1])
    mean, square = np.zeros((2, len(weights)))
    ridge = np.full(len(weights), _RIDGE)
    ridge[-1] = 0.0
    for step in range(1, _STEPS + 1):
        slope = ridge * weights
        for choice in choices:
            odds = np.exp(choice.features @ weights)
            wanted = np.where(choice.right, odds, 0.0)
            wanted /= max(float(wanted.sum()), 1e-300)
            slope += choice.features.T @ (odds / (1.0 + odds.sum()) - wanted)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        move = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = weights - _RATE * move
    return weights


def _first(choice: Choice, weights: Floats) -> tuple[float, bool]:
    """The confidence of the best candidate, and whether it is right."""
    import numpy as np

    odds = np.exp(choice.features @ weights)
    best = int(odds.argmax())
    return float(odds[best] / (1.0 + odds.sum())), bool(choice.right[best])


if __name__ == "__main__":
    main(sys.argv[1:])
