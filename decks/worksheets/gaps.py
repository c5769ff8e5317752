"""Which words of a text become gaps: each with one defensible answer, well apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from cards.model import Occurrence, Token, VocabularyEntry
from decks.fields import frequency_band, glosses_here, is_sure, is_sure_article
from decks.worksheets.text import ClassText


class Words(StrEnum):
    """Which words are asked for; `EVERY` takes each n-th word, `LIST` those of a word list."""

    CONTENT = "content"
    NOUNS = "nouns"
    VERBS = "verbs"
    ADJECTIVES = "adjectives"
    ADVERBS = "adverbs"
    ARTICLES = "articles"
    PREPOSITIONS = "prepositions"
    EVERY = "every"
    LIST = "list"


class Hint(StrEnum):
    """What stands with a gap."""

    NONE = "none"
    FIRST = "first"
    LEMMA = "lemma"
    ENGLISH = "english"


class Difficulty(StrEnum):
    """How common the words in the gaps are (`decks.fields.frequency_band`)."""

    ANY = "any"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class GapRules:
    """What to look for. `distance` is the least number of words between two gaps."""

    words: Words = Words.CONTENT
    most: int = 12
    hint: Hint = Hint.NONE
    difficulty: Difficulty = Difficulty.ANY
    distance: int = 4
    every: int = 7
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A word to leave out: its tokens (two for a separable verb) and what is known of it.

    `place` counts the words of the text before it; `entry` is None for articles and prepositions.
    """

    sentence: int
    tokens: tuple[int, ...]
    answers: tuple[str, ...]
    upos: str
    lemma: str
    place: int
    entry: VocabularyEntry | None = None
    english: str = ""
    ordinary: bool = True

    @property
    def answer(self) -> str:
        """The answer as the bank and the key show it: *belt … op*."""
        return " … ".join(self.answers)


_PARTS: Final = {
    Words.CONTENT: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.EVERY: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.LIST: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.NOUNS: ("NOUN",),
    Words.VERBS: ("VERB",),
    Words.ADJECTIVES: ("ADJ",),
    Words.ADVERBS: ("ADV",),
}
_BANDS: Final = {
    Difficulty.EASY: ("very common",),
    Difficulty.MEDIUM: ("common",),
    Difficulty.HARD: ("less common", "rare"),
}
PREPOSITIONS: Final = (
    "aan", "achter", "bij", "binnen", "boven", "buiten", "door", "in", "langs", "met", "na",
    "naar", "naast", "om", "onder", "op", "over", "per", "rond", "sinds", "tegen", "tijdens",
    "tot", "tussen", "uit", "van", "vanaf", "via", "voor", "volgens", "zonder",
)  # fmt: skip
# A verb or adverb as common as this (Zipf) fits in many places.
_GLUE = 5.7
# One order of picking may block itself; of so many, the one with most gaps is taken.
_TRIES = 20


def choose(
    text: ClassText, rules: GapRules, rng: Random, spared: Collection[int] = ()
) -> tuple[Chosen, ...]:
    """The gaps of a text, in its order: as many as there are up to `rules.most`.

    No gap stands in the first sentence or in a heading, none is a name or a number, there is at
    most one in a sentence (save where every n-th word is asked for) and none is nearer to another
    than `distance` words. Neighbours never have the same answer; with only *de* and *het* to
    choose from they may, since their order would otherwise give the answers away. A word is asked
    for twice only where there are too few others. Sentences in `spared` have no gap.
    """
    open_to_gaps = set(text.sentences[1:]).difference(spared)
    candidates = [c for c in _candidates(text, rules) if c.sentence in open_to_gaps]
    if rules.words is Words.EVERY:
        return _every(sorted(candidates, key=_by_place), rules, rng)
    best: tuple[Chosen, ...] = ()
    for _ in range(_TRIES):
        rng.shuffle(candidates)
        chosen = _pick(sorted(candidates, key=lambda c: not c.ordinary), rules)
        best = max(best, chosen, key=len)
        if len(best) == rules.most:
            break
    return tuple(sorted(best, key=_by_place))


def _pick(candidates: Sequence[Chosen], rules: GapRules) -> tuple[Chosen, ...]:
    """Take what fits, in the order given; a word again only if the others do not suffice."""
    chosen: list[Chosen] = []
    repeats = rules.words in (Words.ARTICLES, Words.PREPOSITIONS)
    for may_repeat in (False, True):
        for candidate in candidates:
            new = repeats or may_repeat or all(c.lemma != candidate.lemma for c in chosen)
            if len(chosen) < rules.most and new and _fits(candidate, chosen, rules):
                chosen.append(candidate)
    return tuple(chosen)


def _by_place(candidate: Chosen) -> int:
    return candidate.place


def _fits(candidate: Chosen, chosen: Sequence[Chosen], rules: GapRules) -> bool:
    """Whether a gap keeps its distance from those there are, and differs from its neighbours."""
    if any(c.sentence == candidate.sentence for c in chosen):
        return False
    if any(abs(c.place - candidate.place) <= rules.distance for c in chosen):
        return False
    if rules.hint is Hint.NONE and any(_interchangeable(candidate, c) for c in chosen):
        return False
    if rules.words is Words.ARTICLES:
        return True
    before = max((c for c in chosen if c.place < candidate.place), key=_by_place, default=None)
    after = min((c for c in chosen if c.place > candidate.place), key=_by_place, default=None)
    return all(c is None or c.answer.lower() != candidate.answer.lower() for c in (before, after))


def _interchangeable(one: Chosen, other: Chosen) -> bool:
    """Whether two words of the bank would each fit the other's gap: *dingen* and *spullen*."""
    if one.entry is None or other.entry is None or one.lemma == other.lemma:
        return False
    senses = {gloss.text.casefold() for gloss in one.entry.glosses}
    return one.upos == other.upos and any(g.text.casefold() in senses for g in other.entry.glosses)


def _every(candidates: Sequence[Chosen], rules: GapRules, rng: Random) -> tuple[Chosen, ...]:
    """Each n-th word, or the next one that may be a gap; where to begin is up to chance."""
    chosen: list[Chosen] = []
    due = candidates[0].place + rng.randrange(rules.every) if candidates else 0
    for candidate in candidates:
        again = chosen and chosen[-1].answer.lower() == candidate.answer.lower()
        clear = not again and not any(_interchangeable(candidate, c) for c in chosen)
        if candidate.place >= due and clear and len(chosen) < rules.most:
            chosen.append(candidate)
            due = candidate.place + rules.every
    return tuple(chosen)


def _candidates(text: ClassText, rules: GapRules) -> Iterator[Chosen]:
    places = _places(text)
    if rules.words is Words.ARTICLES:
        yield from _articles(text, places)
    elif rules.words is Words.PREPOSITIONS:
        yield from _closed(text, places, _is_preposition)
    else:
        yield from _content(text, rules, places)


def _places(text: ClassText) -> dict[int, list[int]]:
    """For each sentence, how many words of the text stand before each of its tokens."""
    places: dict[int, list[int]] = {}
    count = 0
    for sentence in text.sentences:
        places[sentence] = []
        for token in text.lesson.words[sentence]:
            places[sentence].append(count)
            count += token.upos != "PUNCT"
    return places


def _content(text: ClassText, rules: GapRules, places: dict[int, list[int]]) -> Iterator[Chosen]:
    listed = {word.casefold() for word in rules.listed}
    for entry in text.entries():
        if rules.words is Words.LIST:
            if not _is_listed(entry, text, listed):
                continue
        elif entry.upos not in _PARTS[rules.words] or not _suits(entry, rules):
            continue
        for occurrence in entry.occurrences:
            if occurrence.sentence in places:
                found = _gap_of(text, entry, occurrence, rules, places[occurrence.sentence])
                if found is not None:
                    yield found


def _suits(entry: VocabularyEntry, rules: GapRules) -> bool:
    if rules.difficulty is Difficulty.ANY:
        return rules.words is not Words.CONTENT or not is_glue(entry)
    return frequency_band(entry.zipf) in _BANDS[rules.difficulty]


def is_glue(entry: VocabularyEntry) -> bool:
    """Whether a word means little without its sentence: *doen, gaan, ook, nog*."""
    return entry.upos in ("VERB", "ADV") and entry.zipf >= _GLUE


def _is_listed(entry: VocabularyEntry, text: ClassText, listed: set[str]) -> bool:
    words = text.lesson.words
    forms = {words[o.sentence][i].text.casefold() for o in entry.occurrences for i in o.tokens}
    lemma = entry.lemma.casefold()
    return bool(listed & {lemma, lemma.removeprefix("zich "), *forms})


def _gap_of(
    text: ClassText,
    entry: VocabularyEntry,
    occurrence: Occurrence,
    rules: GapRules,
    places: Sequence[int],
) -> Chosen | None:
    """The gap that an occurrence would be, or None if no one answer could be defended."""
    tokens = text.lesson.words[occurrence.sentence]
    indices = tuple(sorted(i for i in occurrence.tokens if tokens[i].upos != "PRON"))
    if not indices or not all(_is_plain(tokens, i) for i in indices):
        return None
    answers = tuple(_decapitalised(tokens, i) for i in indices)
    own = {answer.casefold() for answer in answers}
    if any(t.text.casefold() in own for i, t in enumerate(tokens) if i not in indices):
        return None  # the answer stands beside the gap
    gloss, _ = glosses_here(entry, occurrence.sentence)
    sure = gloss is not None and is_sure(gloss)
    if rules.hint is Hint.ENGLISH and not sure:
        return None
    if rules.hint is Hint.LEMMA and answers == (entry.lemma,):
        return None  # nothing to do
    return Chosen(
        occurrence.sentence,
        indices,
        answers,
        entry.upos,
        entry.lemma,
        places[indices[0]],
        entry,
        gloss.text if gloss else "",
        ordinary=sure and entry.known and entry.upos != "ADV",
    )


def _is_plain(tokens: Sequence[Token], index: int) -> bool:
    """A word of letters, and no name."""
    token = tokens[index]
    if token.upos in ("PROPN", "NUM") or not token.text.replace("-", "").isalpha():
        return False
    if token.text.startswith("-") or token.text.endswith("-"):
        return False  # energie- en infrastructuurprojecten
    return token.text.islower() or (_is_first(tokens, index) and token.text[1:].islower())


def _is_first(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word begins its sentence, or speech within it: there the capital means nothing."""
    before = index - 1
    while before >= 0 and tokens[before].upos == "PUNCT" and tokens[before].text not in (".", ":"):
        before -= 1
    return before < 0 or tokens[before].text == ":"


def _decapitalised(tokens: Sequence[Token], index: int) -> str:
    text = tokens[index].text
    return text.lower() if _is_first(tokens, index) else text


def _articles(text: ClassText, places: dict[int, list[int]]) -> Iterator[Chosen]:
    """*De* and *het* before a singular noun of which the dictionary is sure.

    Every plural takes *de*, so a gap before one would ask nothing.
    """
    nouns = {
        (o.sentence, o.tokens[-1]): entry
        for entry in text.entries()
        if entry.upos == "NOUN" and entry.article in ("de", "het") and is_sure_article(entry)
        for o in entry.occurrences
    }

    def is_article(sentence: int, tokens: Sequence[Token], index: int) -> bool:
        form = tokens[index].text.lower()
        if tokens[index].upos != "DET" or form not in ("de", "het"):
            return False
        for after in range(index + 1, min(index + 4, len(tokens))):
            noun = nouns.get((sentence, after))
            if noun is not None:
                return noun.article == form and "Number=Plur" not in tokens[after].feats
            if tokens[after].upos not in ("ADJ", "VERB", "ADV", "NUM"):
                return False
        return False

    yield from _closed(text, places, is_article)


def _is_preposition(_sentence: int, tokens: Sequence[Token], index: int) -> bool:
    """A preposition before what it governs: not the particle at the end, not *om … te*."""
    token = tokens[index]
    if token.upos != "ADP" or token.text.lower() not in PREPOSITIONS or index + 1 >= len(tokens):
        return False
    governed = tokens[index + 1]
    rest = {t.text.lower() for t in tokens[index + 1 :]}
    if token.text.lower() == "om" and "te" in rest:
        return False
    return governed.upos in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")


def _closed(
    text: ClassText,
    places: dict[int, list[int]],
    wanted: Callable[[int, Sequence[Token], int], bool],
) -> Iterator[Chosen]:
    """Function words: they have no entry of their own."""
    particles = {
        (o.sentence, i) for e in text.lesson.vocabulary for o in e.occurrences for i in o.tokens[1:]
    }
    for sentence in text.sentences:
        tokens = text.lesson.words[sentence]
        for index, token in enumerate(tokens):
            if (sentence, index) not in particles and wanted(sentence, tokens, index):
                form = token.text.lower()
                yield Chosen(sentence, (index,), (form,), token.upos, form, places[sentence][index])
