"""What in an English sentence might stand for a Dutch headword: its senses, words, spans.

A sense of the dictionary that stands in the sentence comes first. Beside it every content word is
tried, for a verb also with its particle (*drop it off*), for a compound as a run of words (*school
exercise book*) or with *of* between (*edge of the pool*).
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from cards import english
from cards.compounds import ENGLISH_PARTICLES
from cards.english import EnglishWord

_LONGEST_SPAN = 3
_GAP = 4
_PARTICLE_GAP = 3
PARTICLES = frozenset("up out away off down back along apart together aside ahead forward".split())
# These are mostly prepositions, and particles only beside a Dutch verb that has one itself.
_OTHER_PARTICLES = frozenset("in on over across through around round by".split())
_PREPOSITIONS = frozenset("after and at before by during for from if in of to when with".split())
_LINKS = frozenset("of for from".split())
# What a thing is beside is in its name only if the Dutch says so: *torenklok*, clock on the tower.
_PLACE_LINKS = frozenset("at in on".split())
_ARTICLES = frozenset("a an the".split())
_SUBJECTS = frozenset("that which who he she it".split())
_SMALL = frozenset("little small tiny wee".split())
_COUNTING = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty hundred thousand first second
    third fourth fifth last next several""".split()
)
_VERB_FORM = re.compile(r".{2,}(?:ing|ed)")


@dataclass(frozen=True, slots=True)
class Term:
    """A Dutch headword in its sentence: how to look it up and where it stands (0 to 1).

    `senses` are the dictionary's English equivalents, commonest first. `composed` says that they
    were put together from the parts of a compound, and are no answer unless they stand in the
    sentence; `compound` allows more than one English word without a dictionary (*tankstation*), and
    `parts` are the senses of the first and of the last part. `upos` is the part of speech,
    `particle` is what separates from a verb, `small` says that the noun is a diminutive, `counts`
    that the compound begins with a number (*tweekamerflat*), `adverbial` that an adjective belongs
    to a verb.
    """

    form: str
    lemma: str
    position: float
    senses: tuple[str, ...]
    compound: bool
    composed: bool = False
    parts: tuple[tuple[str, ...], ...] = ()
    upos: str = ""
    particle: str = ""
    small: bool = False
    counts: bool = False
    adverbial: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of the sentence, by number, and the gloss that they would make.

    `position` is that of their middle (0 to 1); `further` the logarithm (base 2) of how many of
    them are content words; `sense` the number of the listed sense they are;
    `parts` how many of the two parts of a compound they begin and end with.
    """

    text: str
    words: frozenset[int]
    position: float
    further: float
    sense: int | None = None
    parts: int = 0


def candidates(
    term: Term, words: Sequence[EnglishWord], no_nouns: Container[str] = ()
) -> Iterator[Candidate]:
    """Dictionary senses found in the sentence, then every content word (or span of them).

    `no_nouns` holds English words with which no span ends, for they are no nouns.
    """
    listed: set[int] = set()
    for number, sense in enumerate(term.senses):
        for span in find(sense, words):
            if number and len(span) == 1 and not words[span[0]].is_content:
                continue  # *liggen* is "be" now and then, but seldom this "be"
            if len(span) == 1 and _is_outdone(sense, words[span[0]], term.senses):
                continue
            listed.update(span if len(span) == 1 else ())
            yield _fuller(term, _candidate(sense, span, words, sense=number), words)
    for start, word in enumerate(words):
        if not word.is_content:
            continue
        if start not in listed:
            yield _candidate(_base(term, word), (start,), words)
            if term.upos == "VERB":
                yield from _with_particle(term, start, words)
    if term.compound:
        yield from _spans(term, words, no_nouns)


def _is_outdone(sense: str, word: EnglishWord, senses: Sequence[str]) -> bool:
    """Whether a word is another sense to the letter: "flood" beside *flooding*."""
    exact = {word.lower, word.lemma}
    return sense not in exact and not exact.isdisjoint(senses)


def find(sense: str, words: Sequence[EnglishWord]) -> Iterator[tuple[int, ...]]:
    """Places of a sense of one or more words, a few words apart at most (*throw it away*)."""
    parts = sense.lower().replace("-", " ").split()
    if not parts:
        return
    for start, word in enumerate(words):
        if not (english.is_form_of(word, parts[0]) or word.lower == sense.lower()):
            continue
        span = [start]
        for part in parts[1:] if word.lower != sense.lower() else ():
            following = range(span[-1] + 1, min(span[-1] + 1 + _GAP, len(words)))
            match = next((i for i in following if english.is_form_of(words[i], part)), None)
            if match is None:
                break
            span.append(match)
        else:
            yield tuple(span)


def _base(term: Term, word: EnglishWord) -> str:
    """The base form, but an English plural stays beside a Dutch singular: *bordes*, steps."""
    if term.upos == "VERB":
        return word.verb
    plural = word.lemma.islower() and word.lower.endswith("s") and not word.lower.endswith("ss")
    if not plural or term.upos != "NOUN":
        return word.lemma
    if term.form == term.lemma:
        return word.lower
    return word.lower[:-1] if word.lemma == word.lower else word.lemma  # "duckboards"


def _candidate(
    text: str, span: Sequence[int], words: Sequence[EnglishWord], sense: int | None = None
) -> Candidate:
    position = sum(span) / len(span) / max(1, len(words) - 1)
    further = math.log2(max(1, sum(words[place].is_content for place in span)))
    return Candidate(text, frozenset(span), position, further, sense)


def _fuller(term: Term, found: Candidate, words: Sequence[EnglishWord]) -> Candidate:
    """A sense with the word beside it that the Dutch has too: *hang out*, *little otter*."""
    if len(found.words) > 1:
        return found
    (place,) = found.words
    after = words[place + 1] if place + 1 < len(words) else None
    if term.small and place and words[place - 1].lower in _SMALL and words[place].follows:
        text = f"{words[place - 1].lower} {found.text}"
        return replace(found, text=text, words=found.words | {place - 1})
    if after and after.follows and _goes_with(term, place + 1, words):
        return replace(found, text=f"{found.text} {after.lower}", words=found.words | {place + 1})
    return found


def _goes_with(term: Term, place: int, words: Sequence[EnglishWord]) -> bool:
    """Whether the word there is the particle that a separable verb has: *ferried across by boys*.

    A preposition is one only where no noun phrase follows.
    """
    word = words[place].lower
    if not term.particle or word in PARTICLES:
        return bool(term.particle)
    after = words[place + 1] if place + 1 < len(words) else None
    ends = after is None or not after.follows or after.lower in _PREPOSITIONS
    return ends and word in ENGLISH_PARTICLES.get(term.particle, ())


def _with_particle(term: Term, start: int, words: Sequence[EnglishWord]) -> Iterator[Candidate]:
    """The verb at `start` with a particle behind it or behind a short object."""
    particles = PARTICLES | _OTHER_PARTICLES if term.particle else PARTICLES
    for place in range(start + 1, min(start + 1 + _PARTICLE_GAP, len(words))):
        if words[place].lower in particles:
            text = f"{words[start].verb} {words[place].lower}"
            yield _candidate(text, (start, place), words)
            return


def _spans(
    term: Term, words: Sequence[EnglishWord], no_nouns: Container[str]
) -> Iterator[Candidate]:
    """Runs of words for a compound, in its own order or turned round with *of*."""
    first, head = [_places(part, words) for part in term.parts] or [frozenset(), frozenset()]
    for start, word in enumerate(words):
        if start in head and word.is_content:
            yield from _turned(start, first, words)
        counts = term.counts and word.lower in _COUNTING
        if not (start in first or counts or _may_open(term, start, words, no_nouns)):
            continue
        for end in _ends(term, start, words, no_nouns):
            known = (start in first) + (end in head)
            if term.parts and not known and _VERB_FORM.fullmatch(word.lower):
                continue  # "making pasta" is no machine
            if start not in first and word.owner.endswith("s"):
                continue  # "Granddad's clock" is no cuckoo clock
            inner = zip(words[start:end], words[start + 1 : end + 1], strict=True)
            before = (_inside(word) + word.owner + after.joint for word, after in inner)
            text = "".join([*before, _base(term, words[end])])
            yield replace(_candidate(text, range(start, end + 1), words), parts=known)


def _may_open(
    term: Term, place: int, words: Sequence[EnglishWord], no_nouns: Container[str]
) -> bool:
    """Whether a compound may begin there: no name (*Nico winger*), no number, no verb in -s."""
    word = words[place]
    if not word.is_content or word.lower in _COUNTING or word.lower in PARTICLES:
        return False
    if _is_foreign_name(term, word):
        return False
    return not _is_verb(words, place, no_nouns)


def _ends(
    term: Term, start: int, words: Sequence[EnglishWord], no_nouns: Container[str]
) -> Iterator[int]:
    """Where a compound that begins at `start` may end: not in a verb, not in "keeper Gerda"."""
    for end in range(start + 1, min(start + _LONGEST_SPAN, len(words))):
        word = words[end]
        inside = word.is_content or word.joint == "-"  # "drop-in evening"
        if not word.follows or not inside or _is_foreign_name(term, word):
            return
        if word.lower in PARTICLES:  # "the ball away time after time"
            return
        if word.is_content and word.lemma not in no_nouns and word.lemma.islower():
            yield end


def _inside(word: EnglishWord) -> str:
    """A word inside a gloss, without the capital that it may have at the start of a sentence."""
    opens = word.text.istitle() and not word.is_name and word.lemma.islower()
    return word.lower if opens else word.text


def _is_foreign_name(term: Term, word: EnglishWord) -> bool:
    return word.is_name and term.form == term.form.lower()


def _is_verb(words: Sequence[EnglishWord], place: int, no_nouns: Container[str]) -> bool:
    """Whether a word with -s is the form of a verb: no compound begins with "makes"."""
    word, before = words[place], words[max(0, place - 1)].lower
    return word.lower.endswith("s") and (word.lemma in no_nouns or before in _SUBJECTS)


def _turned(head: int, first: frozenset[int], words: Sequence[EnglishWord]) -> Iterator[Candidate]:
    """*edge of the pool* for a compound whose last part means edge; *machine for making pasta*."""
    place = head + 2
    if place < len(words) and words[place].lower in _ARTICLES:
        place += 1
    making = place < len(words) and words[place].lower.endswith("ing")
    if making and place not in first:
        place += 1
    if place >= len(words) or not words[place].is_content:
        return
    link = words[head + 1].lower
    if link in _LINKS or (link in _PLACE_LINKS and place in first):
        text = " ".join([words[head].lemma, *(w.text for w in words[head + 1 : place + 1])])
        found = _candidate(text, range(head, place + 1), words)
        yield replace(found, parts=1 + (place in first))


def _places(senses: Sequence[str], words: Sequence[EnglishWord]) -> frozenset[int]:
    """Where the last word of a listed sense of a part stands."""
    return frozenset(span[-1] for sense in senses for span in find(sense, words))
