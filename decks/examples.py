"""Further sentences for a word that several decks have met, as one field of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST_EXAMPLES: Final = 5
"""So many further sentences a note shows: those of the decks that met the word first."""

_ITEM: Final = re.compile(
    r'<li><p lang="nl">(?P<dutch>.*?)</p><p lang="en">(?P<english>.*?)</p></li>'
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which `deck` met the word, and its translation, both as HTML."""

    deck: str
    dutch: str
    english: str


def as_field(examples: Iterable[Example], first: str) -> str:
    """The field `Examples`: the sentences but `first`, which the note shows anyway, each once."""
    unique = {example.dutch: example for example in reversed(list(examples))}
    shown = [one for one in reversed(unique.values()) if one.dutch and one.dutch != first]
    items = (
        f'<li><p lang="nl">{one.dutch}</p><p lang="en">{one.english}</p></li>'
        for one in shown[:MOST_EXAMPLES]
    )
    text = "".join(items)
    return f"<ul>{text}</ul>" if text else ""


def from_field(text: str, deck: str) -> tuple[Example, ...]:
    """The sentences of a field that `as_field` made, as if `deck` had met them."""
    return tuple(Example(deck, item["dutch"], item["english"]) for item in _ITEM.finditer(text))
