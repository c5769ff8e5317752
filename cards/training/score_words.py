"""Headwords, grammar and glosses against hand-made words, from the raw texts to the end.

Run as `python -m cards.training.score_words DATA [PAIRS …]`: DATA is the shared data folder, PAIRS
further folders of pairs, each with en.txt, nl.txt and words.tsv. Prints one row a set.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cards import dutch_models, english, pipeline, sentences
from cards.analysis import StanzaAnalyser
from cards.documents import load_document
from cards.encoder import BundledEncoder
from cards.model import Language, Sentence, Source, VocabularyEntry

_GRAMMAR = ("article", "plural", "past", "participle", "auxiliary")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that differs from the gold: what, of which word, ours, theirs."""

    what: str
    lemma: str
    ours: str
    gold: str


def main(arguments: list[str]) -> None:
    """Print the table; with `-v` every miss."""
    folders = [Path(argument) for argument in arguments if argument != "-v"]
    tools = pipeline.Workshop(BundledEncoder(), StanzaAnalyser(dutch_models.bundled()))
    data, *more = folders
    sets = {"seed": [(data / "seed", data / "lexical" / "gold-gloss-dev.tsv")]}
    for folder in (data / "pairs-dev", *more):
        sets[folder.name] = [(p.parent, p) for p in sorted(folder.glob("*/words.tsv"))]
    print("set        words  recall " + " ".join(f"{name:>10}" for name in (*_GRAMMAR, "gloss")))
    for name, pairs in sets.items():
        total: Counter[str] = Counter()
        misses: list[Miss] = []
        for folder, gold in pairs:
            misses += _compare(list(rows(gold)), _entries(folder, tools), total)
        print(_line(name, total))
        if "-v" in arguments:
            for miss in misses:
                print(f"  {miss.what:10} {miss.lemma:22} {miss.ours!r} for {miss.gold!r}")


def split_texts(folder: Path) -> Mapping[Language, tuple[Sentence, ...]]:
    """The sentences of both texts of a pair."""
    stem = "article." if (folder / "article.en.txt").exists() else ""
    return {
        language: sentences.split(load_document(folder / f"{stem}{language}.txt", language))
        for language in Language
    }


def _entries(folder: Path, tools: pipeline.Workshop) -> tuple[VocabularyEntry, ...]:
    texts = split_texts(folder)
    english_text, dutch_text = texts[Language.ENGLISH], texts[Language.DUTCH]
    beads = pipeline.pair(english_text, dutch_text, tools)
    words = pipeline.analyse([sentence.text for sentence in dutch_text], tools)
    entries, _known = pipeline.vocabulary_of(beads, english_text, words, tools)
    return entries


def rows(path: Path) -> Iterator[Row]:
    """The gold words of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in row.items()} | {
                "auxiliary": (row.get("aux") or "").strip()
            }


def _compare(
    gold: Iterable[Row], entries: Iterable[VocabularyEntry], total: Counter[str]
) -> Iterator[Miss]:
    by_lemma: dict[str, VocabularyEntry] = {}
    for entry in entries:
        by_lemma.setdefault(entry.lemma.casefold(), entry)
    for row in gold:
        total["words"] += 1
        wanted = row["lemma"].casefold()
        found = by_lemma.get(wanted) or by_lemma.get(f"zich {wanted}")
        if found is None:
            yield Miss("headword", row["lemma"], "", row["form"])
            continue
        total["recall"] += 1
        for what in _GRAMMAR:
            if row.get(what, "") not in ("", "-"):
                total[f"{what} asked"] += 1
                ours = found.article if what == "article" else getattr(found.forms, what)
                if set(ours.split("/")) & set(row[what].split(";")):
                    total[what] += 1
                else:
                    yield Miss(what, row["lemma"], ours, row[what])
        gloss = found.glosses[0] if found.glosses else None
        confirmed = gloss is not None and gloss.source is Source.CONFIRMED
        total["gloss asked"] += 1
        total["confirmed asked"] += confirmed
        if gloss is not None and fold(gloss.text) in map(fold, row["glosses"].split(";")):
            total["gloss"] += 1
            total["confirmed"] += confirmed
        else:
            told = f"{gloss.text} ({gloss.source.value})" if gloss else ""
            yield Miss("gloss", row["lemma"], told, row["glosses"])


def fold(gloss: str) -> tuple[frozenset[str], ...]:
    """A gloss as it is compared: whatever the inflection and the spelling."""
    return tuple(word.keys for word in english.words(gloss.strip().lower()))


def _line(name: str, total: Counter[str]) -> str:
    rates = [total["recall"] / max(1, total["words"])]
    rates += [total[w] / max(1, total[f"{w} asked"]) for w in (*_GRAMMAR, "gloss")]
    confirmed = f"{total['confirmed']}/{total['confirmed asked']} where confirmed"
    return (
        f"{name:10} {total['words']:5} {rates[0]:7.3f} "
        + " ".join(f"{rate:10.3f}" for rate in rates[1:])
        + f"  ({confirmed})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
