"""The keys of the review, in one table: what binds them, the footer and the help all read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Pane(StrEnum):
    """Where a key works."""

    PAIRS = "pairs"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or several that do the same, by the names that Textual has for them.

    The footer has `shown`, perhaps with a key that is its counterpart, and `label`; where that is
    empty, it has neither. `told` is for the help.
    """

    pane: Pane
    names: tuple[str, ...]
    action: str
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

KEYS: Final = (
    Key(_P, ("space", "enter"), "right", "space", "right", "right as it is; next doubtful pair"),
    Key(_P, ("n",), "doubtful(1)", "n N", "doubts", "next doubtful pair, the least sure first"),
    Key(_P, ("N",), "doubtful(-1)", "", "", "the doubtful pair before it"),
    Key(_P, ("J", "shift+down"), "push(1)", "J K", "move", "this sentence goes a pair down"),
    Key(_P, ("K", "shift+up"), "push(-1)", "", "", "this sentence goes a pair up"),
    Key(_P, ("m",), "merge(1)", "m M", "merge", "merge with the pair below, or the marked one"),
    Key(_P, ("M",), "merge(-1)", "", "", "merge with the pair above"),
    Key(_P, ("s",), "split", "s", "split", "split the pair before this sentence"),
    Key(_P, ("x",), "unlink", "x", "part", "part the pair: no translations of each other"),
    Key(_P, ("d",), "drop", "d", "drop", "drop the pair from the cards, or take it back"),
    Key(_P, ("e",), "reword", "e", "edit", "edit the sentence as it reads on the cards"),
    Key(_P, ("v",), "mark", "v", "mark", "mark the pair, to merge it with one further away"),
    Key(_P, ("h", "left"), "side('en')", "", "", "to the English"),
    Key(_P, ("l", "right"), "side('nl')", "", "", "to the Dutch"),
    Key(_P, ("f", "pagedown"), "page(1)", "", "", "a screen further down"),
    Key(_P, ("b", "pageup"), "page(-1)", "", "", "a screen back up"),
    Key(_P, ("home",), "end(-1)", "", "", "to the first pair"),
    Key(_P, ("end",), "end(1)", "", "", "to the last pair"),
    Key(
        _W, ("g", "enter", "space"), "meaning", "g", "meaning", "choose or write what it means here"
    ),
    Key(_W, ("a",), "article", "a", "article", "de, het or de/het"),
    Key(_W, ("l",), "lemma", "l", "lemma", "write the right lemma"),
    Key(_W, ("y",), "known", "y", "known", "the learner knows it: no cards; again: cards"),
    Key(_W, ("x",), "exclude", "x", "leave out", "leave the word out; again: take it back"),
    Key(_B, ("j", "down"), "step(1)", "", "", "down"),
    Key(_B, ("k", "up"), "step(-1)", "", "", "up"),
    Key(
        _B,
        ("tab", "shift+tab"),
        "other_pane",
        "tab",
        "words",
        "from the pairs to the words, and back",
    ),
    Key(_B, ("slash",), "search", "/", "search", "search both languages; / and enter: the next"),
    Key(_B, ("u",), "undo", "u", "undo", "undo the last correction"),
    Key(_B, ("r", "ctrl+r"), "redo", "r", "redo", "do again what was undone"),
    Key(_B, ("w", "ctrl+s"), "save", "w", "save", "save the lesson"),
    Key(_B, ("t",), "theme", "t", "theme", "dark or light"),
    Key(_B, ("question_mark",), "help", "?", "help", "these keys"),
    Key(_B, ("q", "ctrl+q"), "leave", "q", "quit", "quit; asks if something is not saved"),
)


def keys_in(pane: Pane) -> tuple[Key, ...]:
    """The keys that work in a pane, in the order of the footer."""
    return tuple(key for key in KEYS if key.pane in (pane, Pane.BOTH))
