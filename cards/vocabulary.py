"""The headwords of a lesson: where each occurs, how useful it is, what it means here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cards import english as english_words
from cards import verb_uses
from cards.analysis import Analysis
from cards.candidates import Term
from cards.compounds import NUMBERS
from cards.decisions import Finder
from cards.frequency import zipf
from cards.grammar import Grammar
from cards.headword import Headword
from cards.model import (
    Bead,
    Gloss,
    Occurrence,
    Source,
    Token,
    VocabularyEntry,
)

# Numbers of beads → for each of them, one gloss (or None) per headword.
GlossBeads = Callable[[Sequence[int]], Mapping[int, Sequence[Gloss | None]]]
# A headword and the tokens where it was met → its grammar.
Describe = Callable[[Headword, Sequence[Token]], Grammar]
Key = tuple[str, str]

_GOOD_LENGTH = range(5, 19)  # words: long enough to show the use, short enough for a card
_EXAMPLES = 3
_OTHER_SENSES = 2
_SENSE_CONFIDENCE = 0.5
_SHORTEST_COMPOUND = 7  # letters


@dataclass(frozen=True, slots=True)
class Met:
    """A headword met in sentence `sentence` of bead number `bead`."""

    word: Headword
    sentence: int
    bead: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headwords of the aligned sentences, and by bead for the one-to-one linking of glosses.

    `entries` come without glosses, most useful first; `left_out` holds the headwords that shall
    be none of them; `grammar` and `places`, of every headword, are keyed by lemma and part of
    speech, `met` by bead number.
    """

    entries: tuple[VocabularyEntry, ...]
    left_out: tuple[Headword, ...]
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
        places = [(offsets[m.sentence] + m.word.tokens[0]) / max(1, total - 1) for m in met]
        return tuple(
            _term(m.word, words[m.sentence], self.grammar[m.word.lemma, m.word.upos], place)
            for m, place in zip(met, places, strict=True)
        )


def _term(word: Headword, sentence: Analysis, grammar: Grammar, place: float) -> Term:
    """A headword as the glosser wants it; `place` says where it stands (0 to 1)."""
    return Term(
        form=" ".join(sentence[i].text for i in word.tokens),
        lemma=word.base or word.plain,
        position=place,
        senses=grammar.senses_beside(word.preposition),
        compound=word.upos == "NOUN" and (grammar.composed or _may_be_compound(word)),
        composed=grammar.composed,
        parts=grammar.part_senses,
        upos=word.upos,
        particle=word.particle
        or (grammar.parts[0] if word.upos == "VERB" and grammar.parts else ""),
        small=bool(word.base),
        counts=any(part in NUMBERS for part in grammar.parts[:1]),
        adverbial=word.upos == "ADJ" and verb_uses.is_adverbial(sentence, word.tokens[0]),
    )


def _may_be_compound(word: Headword) -> bool:
    """Whether an unlisted noun is long enough to have two parts: *flosdraad*, but not *derby*."""
    return not word.listed and len(word.lemma) >= _SHORTEST_COMPOUND


def collect(
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    finder: Finder,
    describe: Describe,
    most: int | None = None,
    is_left_out: Callable[[Headword], bool] = lambda _word: False,
) -> Vocabulary:
    """Find, count and rank the headwords of the Dutch sentences in `beads`, paired or not.

    `usefulness` says how they rank; of those not left out only the first `most` become entries.
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
    places = {key: tuple(mets) for key, mets in by_key.items()}
    grammar = _Described(places, words, describe)
    left_out = {key: mets[0].word for key, mets in places.items() if is_left_out(mets[0].word)}
    wanted = [key for key in places if key not in left_out]
    best = sorted(wanted, key=lambda key: _rank(places[key]))[:most]
    entries = tuple(_entry(places[key], grammar[key]) for key in best)
    return Vocabulary(entries, tuple(left_out.values()), grammar, places, by_bead)


class _Described(dict[Key, Grammar]):
    """The grammar of each headword, looked up when it is asked for: few words become cards."""

    def __init__(
        self,
        places: Mapping[Key, Sequence[Met]],
        words: Sequence[Analysis],
        describe: Describe,
    ) -> None:
        self._places = places
        self._words = words
        self._describe = describe

    def __missing__(self, key: Key) -> Grammar:
        mets = self._places[key]
        tokens = [self._words[m.sentence][i] for m in mets for i in m.word.tokens]
        self[key] = self._describe(mets[0].word, tokens)
        return self[key]


def _rank(mets: Sequence[Met]) -> tuple[float, float, int]:
    """The most useful first, of equals the commonest, of those the one that comes first."""
    common = zipf(mets[0].word.plain)
    return -usefulness(common, len(mets)), -common, mets[0].sentence


def usefulness(common: float, count: int) -> float:
    """How much a learner gains by a word: its Zipf frequency plus log2 of its count in the text.

    Above Zipf 5 (a hundred times in a million words) a word is as useful as a word can be, so that
    what the text is about is not crowded out by *jaar* and *nu*.
    """
    return min(common, 5.0) + math.log2(count)


def add_glosses(
    vocabulary: Vocabulary,
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    gloss_beads: GlossBeads,
) -> tuple[VocabularyEntry, ...]:
    """Give each entry its meaning in its best example, which then comes first.

    The first example whose gloss the dictionary confirms is the best. The others are looked at
    only while there is none, a turn for all entries at once.
    """
    examples = [example_beads(entry, vocabulary, beads, words) for entry in vocabulary.entries]
    glosses: dict[int, Sequence[Gloss | None]] = {}
    open_ones = examples
    for turn in range(_EXAMPLES):
        numbers = {places[turn].bead for places in open_ones if turn < len(places)}
        glosses.update(gloss_beads(sorted(numbers - glosses.keys())))
        open_ones = [
            places
            for places in open_ones
            if not any(map(_is_sure, _found(places[: turn + 1], vocabulary, glosses)))
        ]
    return tuple(
        _glossed(entry, vocabulary, _found(places, vocabulary, glosses))
        for entry, places in zip(vocabulary.entries, examples, strict=True)
    )


def example_beads(
    entry: VocabularyEntry,
    vocabulary: Vocabulary,
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    most: int = _EXAMPLES,
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


def _found(
    examples: Sequence[Met],
    vocabulary: Vocabulary,
    glosses: Mapping[int, Sequence[Gloss | None]],
) -> list[tuple[Gloss | None, Met]]:
    """The gloss of a headword in each of its examples that has been looked at."""
    return [
        (gloss, m)
        for m in examples
        if m.bead in glosses
        for other, gloss in zip(vocabulary.met[m.bead], glosses[m.bead], strict=True)
        if other is m
    ]


def _is_sure(found: tuple[Gloss | None, Met]) -> bool:
    return found[0] is not None and found[0].source is Source.CONFIRMED


def _glossed(
    entry: VocabularyEntry,
    vocabulary: Vocabulary,
    found: Sequence[tuple[Gloss | None, Met]],
) -> VocabularyEntry:
    best, place = next(filter(_is_sure, found), found[0])
    grammar = vocabulary.grammar[entry.lemma, entry.upos]
    best = best and grammar.settle(best)
    first = Occurrence(place.sentence, place.word.tokens, best)
    here = (first.sentence, first.tokens)
    rest = tuple(o for o in entry.occurrences if (o.sentence, o.tokens) != here)
    others = tuple(
        grammar.sign(Gloss(sense, Source.LEXICON, _SENSE_CONFIDENCE))
        for sense in grammar.listed
        if best is None or sense != best.text
    )[:_OTHER_SENSES]
    return replace(
        entry,
        glosses=((best, *others) if best else others),
        occurrences=(first, *rest),
        preposition=_preposition(place.word, best, grammar),
        article=grammar.article_of(best),
    )


def _preposition(word: Headword, gloss: Gloss | None, grammar: Grammar) -> str:
    """The fixed preposition beside a verb, if its meaning here is the one that it has with it.

    *op* for "wait" in *wacht op de bus*, not for "fall" in *valt op de grond*, nor *van* for "make"
    in *een taart maken van appels*: a verb that has its meaning without the preposition too must
    mostly go with it.
    """
    if gloss is None:
        return ""
    senses = dict(grammar.prepositions).get(word.preposition, ())
    if gloss.text in senses and gloss.text not in grammar.plain:
        return word.preposition
    told = _first_keys(gloss.text)
    close = any(told & _first_keys(sense) for sense in senses)
    return word.preposition if close and word.preposition in grammar.bound else ""


def _first_keys(gloss: str) -> frozenset[str]:
    """The base forms of the first word of a gloss."""
    return next((word.keys for word in english_words.words(gloss)), frozenset())


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
        known=word.listed or bool(grammar.parts or grammar.lent) or grammar.attested,
    )
