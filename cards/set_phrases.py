"""Set phrases, which a dictionary lists as they are: *ten slotte*, *van tevoren*, *in plaats van*.

Word by word they teach nothing true: *slot* is a lock, and *voren* no word at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from cards.model import Token


class SetPhrases:
    """Knows phrases of two words or more, given as they are written inside a sentence."""

    def __init__(self, listed: Iterable[str]) -> None:
        by_first = defaultdict[str, list[tuple[str, ...]]](list)
        for phrase in listed:
            if " " in phrase:
                first, *rest = phrase.split(" ")
                by_first[first].append(tuple(rest))
        self._by_first: Mapping[str, Sequence[tuple[str, ...]]] = {
            first: sorted(rests, key=len, reverse=True) for first, rests in by_first.items()
        }

    def find(self, tokens: Sequence[Token], taken: Collection[int]) -> Mapping[int, range]:
        """Where phrases stand, longest first, by the index of their first token.

        None of their tokens is among those `taken` by a separable or reflexive verb.
        """
        words = [token.text.lower().replace("’", "'") for token in tokens]
        found: dict[int, range] = {}
        start = 0
        while start < len(words):
            for rest in self._by_first.get(words[start], ()):
                place = range(start, start + 1 + len(rest))
                if tuple(words[start + 1 : place.stop]) == rest and not set(place) & set(taken):
                    found[start] = place
                    start = place.stop - 1
                    break
            start += 1
        return found
