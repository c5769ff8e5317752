"""Wrong meanings for a multiple-choice question: like the right one, and plainly wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from random import Random

from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import VocabularyEntry
from decks.fields import frequency_band
from decks.worksheets.decency import is_for_class


def wrong_meanings(
    entry: VocabularyEntry, right: str, most: int, lexicon: Lexicon, rng: Random
) -> tuple[str, ...]:
    """Meanings of `most` other words of the same part of speech and frequency band.

    No such word shares an English meaning with `entry`, and no two answers share a word; nor is one
    a phrase among single words. There may be fewer than `most`; there are none for a part of speech
    that the dictionary does not list.
    """
    own = {right, *(gloss.text for gloss in entry.glosses), *_senses(entry.lemma, entry, lexicon)}
    seen = set().union(*map(_words, own))
    band = frequency_band(entry.zipf)
    found: list[str] = []
    for lemma in _shuffled(_listed(entry, lexicon), rng):
        if len(found) == most:
            break
        senses = _senses(lemma, entry, lexicon)
        if not senses or own.intersection(senses) or frequency_band(zipf(lemma)) != band:
            continue
        if not is_for_class(lemma, entry.upos, lexicon):
            continue
        words = _words(senses[0])
        if words and not seen & words and _looks_like(senses[0], right):
            found.append(senses[0])
            seen |= words
    return tuple(found)


def _listed(entry: VocabularyEntry, lexicon: Lexicon) -> Iterable[str]:
    """The words of the dictionary that are of the same part of speech."""
    match entry.upos:
        case "NOUN":
            return lexicon.nouns
        case "VERB":
            return lexicon.verbs
        case "ADJ":
            return lexicon.adjectives
        case "ADV":
            return lexicon.adverbs
    return ()


def _senses(lemma: str, entry: VocabularyEntry, lexicon: Lexicon) -> tuple[str, ...]:
    """What a word means when it is of the same part of speech; nothing if it is not listed."""
    lemma = lemma.removeprefix("zich ")
    match entry.upos:
        case "NOUN" if lemma in lexicon.nouns:
            return lexicon.nouns[lemma].glosses
        case "VERB" if lemma in lexicon.verbs:
            return tuple(gloss for use in lexicon.verbs[lemma] for gloss in use.glosses)
        case "ADJ" if lemma in lexicon.adjectives:
            return lexicon.adjectives[lemma].glosses
        case "ADV" if lemma in lexicon.adverbs:
            return lexicon.adverbs[lemma].glosses
    return ()


def _shuffled(lemmas: Iterable[str], rng: Random) -> Iterator[str]:
    """In random order, without shuffling thousands of which a few are used."""
    rest = list(lemmas)
    while rest:
        index = rng.randrange(len(rest))
        rest[index], rest[-1] = rest[-1], rest[index]
        yield rest.pop()


def _looks_like(meaning: str, right: str) -> bool:
    return (" " in meaning, meaning.islower()) == (" " in right, right.islower())


def _words(meaning: str) -> set[str]:
    """The words of a meaning; the shortest, such as *to* and *be*, say nothing."""
    return {word for word in re.findall(r"\w+", meaning.casefold()) if len(word) > 2}
