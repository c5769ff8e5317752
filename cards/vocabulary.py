"""The headwords of a lesson: where each occurs, how useful it is, what it means here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cards.analysis import Analysis
from cards.frequency import zipf
from cards.glosses import Term
from cards.grammar import Grammar, Grammarian
from cards.headwords import Headword, HeadwordFinder
from cards.model import (
    Bead,
    Gloss,
    Occurrence,
    Sentence,
    Source,
    VocabularyEntry,
)

# A bead's terms and English text → one gloss (or None) per term.
GlossBead = Callable[[Sequence[Term], str], Sequence[Gloss | None]]
Key = tuple[str, str]

_GOOD_LENGTH = range(5, 19)  # words: long enough to show the use, short enough for a card
_OTHER_SENSES = 2
_SENSE_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Met:
    """A headword met in sentence `sentence` of bead number `bead`."""

    word: Headword
    sentence: int
    bead: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every headword of the aligned sentences, and by bead for the one-to-one linking of glosses.

    `entries` come without glosses, most useful first; `grammar` and `places` are keyed by lemma
    and part of speech, `met` by bead number.
    """

    entries: tuple[VocabularyEntry, ...]
    grammar: Mapping[Key, Grammar]
    places: Mapping[Key, tuple[Met, ...]]
    met: Mapping[int, tuple[Met, ...]]

    def terms(self, number: int, words: Sequence[Analysis]) -> tuple[Term, ...]:
        """The headwords of bead `number` as the glosser wants them."""
        met = self.met[number]
        offsets: dict[int, int] = {}
        total = 0
        for sentence in dict.fromkeys(m.sentence for m in met):
            offsets[sentence] = total
            total += len(words[sentence])
        return tuple(
            Term(
                form=" ".join(words[m.sentence][i].text for i in m.word.tokens),
                lemma=m.word.base or m.word.plain,
                position=(offsets[m.sentence] + m.word.tokens[0]) / max(1, total - 1),
                senses=self.grammar[m.word.lemma, m.word.upos].senses,
                compound=m.word.upos == "NOUN" and not m.word.listed,
                composed=bool(self.grammar[m.word.lemma, m.word.upos].parts),
            )
            for m in met
        )


def collect(
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    finder: HeadwordFinder,
    grammarian: Grammarian,
) -> Vocabulary:
    """Find, count and rank the headwords of the Dutch sentences in `beads`, paired or not.

    `usefulness` says how they rank.
    """
    by_bead: dict[int, tuple[Met, ...]] = {}
    by_key: dict[Key, list[Met]] = {}
    for number, bead in enumerate(beads):
        if bead.dutch:
            by_bead[number] = tuple(
                Met(word, sentence, number)
                for sentence in bead.dutch
                for word in finder.find(words[sentence])
            )
            for met in by_bead[number]:
                by_key.setdefault((met.word.lemma, met.word.upos), []).append(met)
    grammar = {
        key: grammarian.describe(
            mets[0].word, [words[m.sentence][i] for m in mets for i in m.word.tokens]
        )
        for key, mets in by_key.items()
    }
    entries = [_entry(mets, grammar[key]) for key, mets in by_key.items()]
    entries.sort(key=lambda e: (-usefulness(e), -e.zipf, e.occurrences[0].sentence))
    places = {key: tuple(mets) for key, mets in by_key.items()}
    return Vocabulary(tuple(entries), grammar, places, by_bead)


def usefulness(entry: VocabularyEntry) -> float:
    """How much a learner gains by the word: Zipf frequency plus log2 of the count.

    Above Zipf 5 (a hundred times in a million words) a word is as useful as a word can be, so that
    what the text is about is not crowded out by *jaar* and *nu*.
    """
    return min(entry.zipf, 5.0) + math.log2(entry.count)


def add_glosses(
    vocabulary: Vocabulary,
    wanted: Iterable[VocabularyEntry],
    beads: Sequence[Bead],
    english: Sequence[Sentence],
    words: Sequence[Analysis],
    gloss_bead: GlossBead,
) -> tuple[VocabularyEntry, ...]:
    """Give each wanted entry its meaning in its best example, which then comes first."""
    cache: dict[int, Sequence[Gloss | None]] = {}

    def glosses(number: int) -> Sequence[Gloss | None]:
        if number not in cache:
            terms = vocabulary.terms(number, words)
            text = " ".join(english[i].text for i in beads[number].english)
            cache[number] = gloss_bead(terms, text)
        return cache[number]

    return tuple(
        _glossed(entry, vocabulary, example_beads(entry, vocabulary, beads, words), glosses)
        for entry in wanted
    )


def example_beads(
    entry: VocabularyEntry,
    vocabulary: Vocabulary,
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    most: int = 3,
) -> tuple[Met, ...]:
    """The best places to show an entry: sure bead, one sentence a side, of a good length."""

    def cost(m: Met) -> tuple[bool, float, int, int, int]:
        bead = beads[m.bead]
        length = sum(len(words[i]) for i in bead.dutch)
        miss = max(_GOOD_LENGTH.start - length, length - _GOOD_LENGTH.stop, 0)
        shape = len(bead.dutch) + len(bead.english) - 2
        doubt = round(1.0 - bead.confidence, 1)
        return (not bead.is_pair, doubt, shape + miss // 4, miss, m.sentence)

    return tuple(sorted(vocabulary.places[entry.lemma, entry.upos], key=cost)[:most])


def _glossed(
    entry: VocabularyEntry,
    vocabulary: Vocabulary,
    examples: Sequence[Met],
    glosses: Callable[[int], Sequence[Gloss | None]],
) -> VocabularyEntry:
    found = [
        (gloss, m)
        for m in examples
        for other, gloss in zip(vocabulary.met[m.bead], glosses(m.bead), strict=True)
        if other is m
    ]
    sure = [pair for pair in found if pair[0] is not None and pair[0].source is Source.CONFIRMED]
    best, place = (sure or found)[0]
    first = Occurrence(place.sentence, place.word.tokens, best)
    here = (first.sentence, first.tokens)
    rest = tuple(o for o in entry.occurrences if (o.sentence, o.tokens) != here)
    senses = vocabulary.grammar[entry.lemma, entry.upos].senses if not entry.parts else ()
    others = tuple(
        Gloss(sense, Source.LEXICON, _SENSE_CONFIDENCE)
        for sense in senses
        if best is None or sense != best.text
    )[:_OTHER_SENSES]
    return replace(
        entry,
        glosses=((best, *others) if best else others),
        occurrences=(first, *rest),
    )


def _entry(mets: Sequence[Met], grammar: Grammar) -> VocabularyEntry:
    word = mets[0].word
    return VocabularyEntry(
        lemma=word.lemma,
        upos=word.upos,
        article=grammar.article,
        article_source=grammar.article_source,
        forms=grammar.forms,
        occurrences=tuple(Occurrence(m.sentence, m.word.tokens) for m in mets),
        zipf=zipf(word.plain),
        parts=grammar.parts,
        note=grammar.note,
        known=word.listed or bool(grammar.parts),
    )
