"""Words of the two texts that render each other by the project's dictionary.

A rendering that is found counts by how unlikely it would be in a sentence taken at random, a known
word without one by how sure it was to be found elsewhere. Where the Dutch side is not Dutch
nothing is known, and all of this is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards.alignment.windows import over_runs
from cards.alignment.words import WORD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]
    Rows = tuple[npt.NDArray[np.int64], ...]

KNOWN = 0.5  # share of words known from which a text is Dutch: .88 is usual, French has .17
FOUND = 0.6  # how often a word of a true bead is rendered as the dictionary says
SAMPLE = 300  # sentences that show whether a text is Dutch
NAME = 4  # letters from which a word may stand unchanged on the other side


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word types of one text that have anything to do with the dictionary.

    `found` and `missed` (types,) are what a word says for a bead if a rendering is on the other
    side, and against it if none is, in nats; `rows` holds the types of each sentence.
    """

    found: Floats
    missed: Floats
    rows: Rows


@dataclass(frozen=True, slots=True)
class Translations:
    """Both vocabularies; `partners` holds, for each English type, the Dutch types it may render.

    `trusted` says whether the Dutch side is Dutch.
    """

    english: Vocabulary
    dutch: Vocabulary
    partners: Rows
    trusted: bool


def is_dutch(texts: Sequence[str]) -> bool:
    """Whether the dictionary knows most words of a sample of the sentences."""
    from cards.alignment.dictionary import renderings

    step = max(1, len(texts) // SAMPLE)
    seen = [word for text in texts[::step] for word in _words(text) if not word[0].isdigit()]
    return sum(bool(renderings(word)) for word in seen) > KNOWN * len(seen)


def translations_of(english: Sequence[str], dutch: Sequence[str]) -> Translations:
    """Look up the words of both texts."""
    import numpy as np

    empty = np.zeros(0, np.float32)
    if not is_dutch(dutch):
        none = np.zeros(0, np.int64)
        sides = [Vocabulary(empty, empty, tuple(none for _ in side)) for side in (english, dutch)]
        return Translations(sides[0], sides[1], (), trusted=False)
    from cards.alignment.dictionary import renderings

    left_types, left_rows = _numbered([_english_words(text) for text in english])
    spoken = [_words(text) for text in dutch]
    right_types, right_rows = _numbered([_with_particles(bag) for bag in spoken])
    spots: defaultdict[str, list[int]] = defaultdict(list)
    right_known = np.zeros(len(right_types), bool)
    for place, word in enumerate(right_types):
        words = renderings(word)
        right_known[place] = bool(words)
        for rendering in words or (word,):
            if words or len(word) >= NAME or word[0].isdigit():
                spots[rendering].append(place)
    partners, left_known = _partners(left_types, spots)
    share_left = _shares(left_rows, len(left_types))
    share_right = _shares(right_rows, len(right_types))
    chance_left = np.array([share_right[theirs].sum() for theirs in partners], np.float32)
    chance_right = np.zeros(len(right_types), np.float32)
    for place, theirs in enumerate(partners):
        chance_right[theirs] += share_left[place]
    left = _weighed(chance_left, left_known, left_rows, len(dutch))
    right = _weighed(chance_right, right_known, right_rows, len(english))
    return Translations(left, right, partners, trusted=True)


def _partners(
    types: Sequence[str], spots: Mapping[str, Sequence[int]]
) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """The Dutch types that each English type may render, and whether any Dutch word might have."""
    import numpy as np

    from cards.alignment.dictionary import dictionary
    from cards.english import keys

    english = dictionary().english
    partners = []
    known = np.zeros(len(types), bool)
    for place, word in enumerate(types):
        forms = keys(word) | {word}
        if forms.isdisjoint(english):  # *tvs*, *gameboys*
            forms |= {word.removesuffix("s")}
        known[place] = not forms.isdisjoint(english)
        found = {spot for form in forms for spot in spots.get(form, ())}
        partners.append(np.array(sorted(found), np.int64))
    return tuple(partners), known


def _words(text: str) -> list[str]:
    """Words in small letters, with the apostrophe of the dictionary (*auto's*)."""
    return WORD.findall(text.lower().replace("’", "'"))


def _english_words(text: str) -> list[str]:
    """Words in small letters, *it's* also as *it*."""
    found = []
    for word in _words(text):
        found.append(word)
        stem, apostrophe, _ = word.partition("'")
        if apostrophe and stem:
            found.append(stem)
    return found


def _with_particles(bag: Sequence[str]) -> list[str]:
    """The words of a sentence, and verb forms with each particle that may be theirs."""
    from cards.alignment.dictionary import dictionary

    separated, particles = dictionary().separated, dictionary().particles
    apart = [word for word in dict.fromkeys(bag) if word in particles]
    verbs = [f"{word} {end}" for end in apart for word in bag if (word, end) in separated]
    return [*bag, *verbs]


def _numbered(bags: Sequence[Sequence[str]]) -> tuple[list[str], Rows]:
    """The types in order of appearance, and each bag as their numbers, each once."""
    import numpy as np

    index: dict[str, int] = {}
    rows = tuple(
        np.array([index.setdefault(word, len(index)) for word in dict.fromkeys(bag)], np.int64)
        for bag in bags
    )
    return list(index), rows


def _shares(rows: Rows, size: int) -> Floats:
    """The share of the sentences that hold each type."""
    import numpy as np

    counts = np.bincount(np.concatenate(rows), minlength=size) if rows else np.zeros(size)
    shares: Floats = (counts / max(len(rows), 1)).astype(np.float32)
    return shares


def _weighed(
    chance: Floats, known: npt.NDArray[np.bool_], rows: Rows, sentences: int
) -> Vocabulary:
    """Weights from the chance of each type to meet a rendering in a random sentence."""
    import numpy as np

    # A little is added for renderings that happen not to occur in a short text.
    chance = np.clip((chance * sentences + 0.5) / (sentences + 10.0), 1e-4, FOUND)
    found = np.log(FOUND / chance)
    missed = np.where(known, np.log((1 - chance) / (1 - FOUND)), 0.0)
    return Vocabulary(found.astype(np.float32), missed.astype(np.float32), rows)


@dataclass(frozen=True, slots=True)
class Renderings:
    """Part of both texts compared: sums over the words of every pair of runs.

    By shape, `found_english` sums what rendered English words say, `missed_english` what the
    others say against.
    """

    found_english: dict[tuple[int, int], Floats]
    missed_english: dict[tuple[int, int], Floats]
    found_dutch: dict[tuple[int, int], Floats]
    missed_dutch: dict[tuple[int, int], Floats]
    trusted: bool


def renderings_within(
    translations: Translations,
    rows: tuple[slice, slice],
    shapes: Sequence[tuple[int, int]],
) -> Renderings:
    """Compare the given sentences of both texts, in runs of the given shapes."""
    import numpy as np

    english, dutch = translations.english, translations.dutch
    left, right = english.rows[rows[0]], dutch.rows[rows[1]]
    types_x, present_x = _present(left)
    types_y, present_y = _present(right)
    link = np.zeros((len(types_x), len(types_y)), np.float32)
    theirs = [translations.partners[which] for which in types_x]
    pairs = np.repeat(np.arange(len(theirs)), [len(spots) for spots in theirs])
    spots = np.concatenate([np.zeros(0, np.int64), *theirs])
    places = np.searchsorted(types_y, spots)
    here = places < len(types_y)
    here[here] = types_y[places[here]] == spots[here]
    link[pairs[here], places[here]] = 1.0
    hits_x = (present_y @ link.T > 0).astype(np.float32)  # (Dutch sentences, English types)
    hits_y = (present_x @ link > 0).astype(np.float32)
    back = [(b, a) for a, b in shapes]
    one = _sums(present_x, hits_x, english.found[types_x], english.missed[types_x], shapes)
    two = _sums(present_y, hits_y, dutch.found[types_y], dutch.missed[types_y], back)
    return Renderings(
        *one,
        {(a, b): two[0][b, a].T for a, b in shapes},
        {(a, b): two[1][b, a].T for a, b in shapes},
        translations.trusted,
    )


def _present(bags: Rows) -> tuple[npt.NDArray[np.int64], Floats]:
    """The types that occur, and 1 where a sentence holds one: (sentences, types)."""
    import numpy as np

    words = np.concatenate([np.zeros(0, np.int64), *bags])
    types, places = np.unique(words, return_inverse=True)
    present = np.zeros((len(bags), len(types)), np.float32)
    present[np.repeat(np.arange(len(bags)), [len(bag) for bag in bags]), places] = 1.0
    return types, present


def _sums(
    present: Floats,
    hits: Floats,
    found: Floats,
    missed: Floats,
    shapes: Sequence[tuple[int, int]],
) -> tuple[dict[tuple[int, int], Floats], dict[tuple[int, int], Floats]]:
    """What is found and what is missed, by (run of this side, run of the other)."""
    import numpy as np

    longest = max(a for a, _ in shapes)
    tops = [hits]
    for k in range(1, max(b for _, b in shapes)):
        tops.append(np.maximum(tops[-1][:-1], hits[k:]) if k < len(hits) else hits[:0])
    totals = over_runs((present @ missed)[:, None], longest)
    one = [over_runs((present * found) @ top.T, longest) for top in tops]
    two = [over_runs((present * missed) @ top.T, longest) for top in tops]
    good = {(a, b): one[b - 1][a - 1] for a, b in shapes}
    bad: dict[tuple[int, int], Floats] = {
        (a, b): totals[a - 1] - two[b - 1][a - 1] for a, b in shapes
    }
    return good, bad
