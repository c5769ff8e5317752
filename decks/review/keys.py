"""The keys of the review, in one table: what they do, and what footer and help say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from cards.model import Language
from decks.review import moves, pairs, state, words
from decks.review.state import Review


class Pane(StrEnum):
    """Where a key works."""

    PAIRS = "pairs"
    WORDS = "words"
    BOTH = "both"


class Ask(StrEnum):
    """What only the screen can do: ask something, save, leave."""

    REWORD = "reword"
    MEANING = "meaning"
    LEMMA = "lemma"
    SEARCH = "search"
    PAGE_DOWN = "page_down"
    PAGE_UP = "page_up"
    OTHER_PANE = "other_pane"
    SAVE = "save"
    THEME = "theme"
    HELP = "help"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or several that do the same, by the names that Textual has for them.

    It makes another state of a review, or asks something of the screen. The footer has `shown`,
    perhaps with a key that is its counterpart, and `label`; where that is empty, it has neither.
    `told` is for the help.
    """

    pane: Pane
    names: tuple[str, ...]
    does: Callable[[Review], Review] | Ask
    shown: str
    label: str
    told: str

    @property
    def written(self) -> str:
        """All its names as a person writes them: *k, ↑*."""
        return ", ".join(_SIGNS.get(name, name) for name in self.names)


_SIGNS: Final = {
    "slash": "/",
    "question_mark": "?",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "shift+up": "shift-↑",
    "shift+down": "shift-↓",
    "shift+tab": "shift-tab",
    "pageup": "page up",
    "pagedown": "page down",
    "ctrl+q": "ctrl-q",
    "ctrl+r": "ctrl-r",
    "ctrl+s": "ctrl-s",
}
_P, _W, _B = Pane.PAIRS, Pane.WORDS, Pane.BOTH

_FAR: Final = 10**9  # pairs

KEYS: Final = (
    Key(
        _P, ("space", "enter"), pairs.right, "space", "right", "right as it is; next doubtful pair"
    ),
    Key(_P, ("n",), moves.to_doubtful, "n N", "doubts", "next doubtful pair, the least sure first"),
    Key(_P, ("N",), partial(moves.to_doubtful, step=-1), "", "", "the doubtful pair before it"),
    Key(
        _P,
        ("J", "shift+down"),
        partial(pairs.pushed, step=1),
        "J K",
        "move",
        "this sentence and those below go a pair down",
    ),
    Key(
        _P,
        ("K", "shift+up"),
        partial(pairs.pushed, step=-1),
        "",
        "",
        "this sentence and those above go a pair up",
    ),
    Key(_P, ("m",), pairs.merged, "m M", "merge", "merge with the pair below, or the marked one"),
    Key(_P, ("M",), partial(pairs.merged, step=-1), "", "", "merge with the pair above"),
    Key(_P, ("s",), pairs.split, "s", "split", "split the pair before this sentence"),
    Key(_P, ("x",), pairs.unlinked, "x", "part", "part the pair: no translations of each other"),
    Key(_P, ("d",), pairs.dropped, "d", "drop", "drop the pair from the cards, or take it back"),
    Key(_P, ("e",), Ask.REWORD, "e", "edit", "edit the sentence as it reads on the cards"),
    Key(_P, ("v",), pairs.marked, "v", "mark", "mark the pair, to merge it with one further away"),
    Key(_P, ("escape",), moves.forgotten, "", "", "forget what was sought or marked"),
    Key(_P, ("j", "down"), partial(moves.stepped, step=1), "", "", "a sentence down"),
    Key(_P, ("k", "up"), partial(moves.stepped, step=-1), "", "", "a sentence up"),
    Key(_P, ("h", "left"), partial(moves.sided, side=Language.ENGLISH), "", "", "to the English"),
    Key(_P, ("l", "right"), partial(moves.sided, side=Language.DUTCH), "", "", "to the Dutch"),
    Key(_P, ("f", "pagedown"), Ask.PAGE_DOWN, "", "", "a screen further down"),
    Key(_P, ("b", "pageup"), Ask.PAGE_UP, "", "", "a screen back up"),
    Key(_P, ("home",), partial(moves.paged, step=-_FAR), "", "", "to the first pair"),
    Key(_P, ("end",), partial(moves.paged, step=_FAR), "", "", "to the last pair"),
    Key(
        _W, ("g", "enter", "space"), Ask.MEANING, "g", "meaning", "choose or write its meaning here"
    ),
    Key(_W, ("a",), words.article, "a", "article", "de, het or de/het"),
    Key(_W, ("l",), Ask.LEMMA, "l", "lemma", "write the right lemma"),
    Key(_W, ("y",), words.known, "y", "known", "the learner knows it: no cards; again: cards"),
    Key(_W, ("x",), words.excluded, "x", "leave out", "leave the word out; again: take it back"),
    Key(_W, ("j", "down"), partial(words.stepped, step=1), "", "", "a word down"),
    Key(_W, ("k", "up"), partial(words.stepped, step=-1), "", "", "a word up"),
    Key(_W, ("escape",), Ask.OTHER_PANE, "", "", "back to the pairs"),
    Key(
        _B,
        ("tab", "shift+tab"),
        Ask.OTHER_PANE,
        "tab",
        "words",
        "from the pairs to the words; back",
    ),
    Key(_B, ("slash",), Ask.SEARCH, "/", "search", "search both languages; / and enter: the next"),
    Key(_B, ("u",), state.undone, "u", "undo", "undo the last correction"),
    Key(_B, ("r", "ctrl+r"), state.redone, "r", "redo", "do again what was undone"),
    Key(_B, ("w", "ctrl+s"), Ask.SAVE, "w", "save", "save the lesson"),
    Key(_B, ("t",), Ask.THEME, "t", "theme", "dark or light"),
    Key(_B, ("question_mark",), Ask.HELP, "?", "help", "these keys"),
    Key(_B, ("q", "ctrl+q"), Ask.LEAVE, "q", "quit", "quit; asks if something is not saved"),
)


def keys_in(pane: Pane) -> tuple[Key, ...]:
    """The keys that work in a pane, in the order of the footer."""
    return tuple(key for key in KEYS if key.pane in (pane, Pane.BOTH))


def key_named(name: str, pane: Pane) -> Key | None:
    """The key that Textual calls `name`, if it means something in a pane."""
    return next((key for key in keys_in(pane) if name in key.names), None)
