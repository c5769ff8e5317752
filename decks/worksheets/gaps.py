"""Which words of a text become gaps: each with one defensible answer, well apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from random import Random

from decks.worksheets.candidates import candidates
from decks.worksheets.gap_rules import Chosen, GapRules, Hint, Words
from decks.worksheets.text import ClassText

# Kinds of word of which there are only a few.
_FEW = frozenset({Words.ARTICLES, Words.PREPOSITIONS})
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
    for twice only where there are too few others; articles and prepositions, which are few, each in
    turn. Sentences in `spared` have no gap.
    """
    open_to_gaps = set(text.sentences[1:]).difference(spared)
    found = [c for c in candidates(text, rules) if c.sentence in open_to_gaps]
    if rules.words is Words.EVERY:
        return _every(sorted(found, key=_by_place), rules, rng)
    best: tuple[Chosen, ...] = ()
    for _ in range(_TRIES):
        rng.shuffle(found)
        in_order = _in_turn(found) if rules.words in _FEW else _ordinary_first(found)
        best = max(best, _pick(in_order, rules), key=_worth)
        if len(best) == rules.most and rules.words not in _FEW:
            break
    return tuple(sorted(best, key=_by_place))


def _worth(chosen: Sequence[Chosen]) -> tuple[int, int]:
    """Most gaps, and then the least often the same answer."""
    often = Counter(candidate.lemma for candidate in chosen)
    return len(chosen), -max(often.values(), default=0)


def _ordinary_first(found: Sequence[Chosen]) -> list[Chosen]:
    return sorted(found, key=lambda candidate: not candidate.ordinary)


def _in_turn(found: Sequence[Chosen]) -> list[Chosen]:
    """Each word once before any comes again, the rarest first: not nine times *de*."""
    total = Counter(candidate.lemma for candidate in found)
    met: Counter[str] = Counter()
    turns = []
    for candidate in found:
        turns.append((met[candidate.lemma], total[candidate.lemma]))
        met[candidate.lemma] += 1
    order = sorted(range(len(found)), key=lambda index: turns[index])
    return [found[index] for index in order]


def _pick(candidates: Sequence[Chosen], rules: GapRules) -> tuple[Chosen, ...]:
    """Take what fits, in the order given; a word again only if the others do not suffice."""
    chosen: list[Chosen] = []
    repeats = rules.words in _FEW
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
    """Whether two words of the bank would each fit the other's gap.

    They do if they have a meaning in common (*dingen* and *spullen*) or are of one kind (*leden*
    and *oprichters*).
    """
    if one.lemma == other.lemma:
        return False
    if one.kind and one.kind == other.kind:
        return True
    if one.entry is None or other.entry is None:
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
