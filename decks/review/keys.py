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
    """A key, or several that do the same: the first is shown in the footer as `label`.

    `names` are those of Textual; `shown` is how a person would write them; an empty `label` keeps
    the key out of the footer. `told` is for the help.
    """

    pane: Pane
    names: tuple[str, ...]
    action: str
    shown: str
    label: str
    told: str


_P, _W, _B = Pane.PAIRS, Pane.WORDS, Pane.BOTH

KEYS: Final = (
    Key(_P, ("space", "enter"), "right", "space", "right", "right as it is; next doubtful pair"),
    Key(_P, ("n",), "doubtful(1)", "n", "next", "next doubtful pair, the least certain first"),
    Key(_P, ("N",), "doubtful(-1)", "N", "last", "doubtful pair before it"),
    Key(_P, ("J", "shift+down"), "push(1)", "J", "down", "sentence (and those below) a pair down"),
    Key(_P, ("K", "shift+up"), "push(-1)", "K", "up", "sentence (and those above) a pair up"),
    Key(_P, ("m",), "merge(1)", "m", "merge", "merge with the pair below, or with the marked one"),
    Key(_P, ("M",), "merge(-1)", "M", "", "merge with the pair above"),
    Key(_P, ("v",), "mark", "v", "mark", "mark the pair, to merge it with one far away"),
    Key(_P, ("s",), "split", "s", "split", "split the pair before this sentence"),
    Key(_P, ("x",), "unlink", "x", "part", "part the pair: no translations of each other"),
    Key(_P, ("d",), "drop", "d", "drop", "drop the pair from the cards, or take it back"),
    Key(_P, ("e",), "reword", "e", "edit", "edit the text of the sentence on the cards"),
    Key(_P, ("h", "left"), "side('en')", "←", "", "the English side"),
    Key(_P, ("l", "right"), "side('nl')", "→", "", "the Dutch side"),
    Key(_P, ("f", "pagedown"), "page(1)", "f", "", "further down"),
    Key(_P, ("b", "pageup"), "page(-1)", "b", "", "back up"),
    Key(_P, ("home",), "end(-1)", "home", "", "the first pair"),
    Key(_P, ("end",), "end(1)", "end", "", "the last pair"),
    Key(_W, ("g", "enter", "space"), "meaning", "g", "meaning", "choose or write its meaning here"),
    Key(_W, ("a",), "article", "a", "article", "de, het, de/het"),
    Key(_W, ("l",), "lemma", "l", "lemma", "the right lemma"),
    Key(_W, ("y",), "known", "y", "known", "I know it: no cards, or cards again"),
    Key(_W, ("x",), "exclude", "x", "leave out", "leave the word out, or take it back"),
    Key(_B, ("j", "down"), "step(1)", "j", "", "down"),
    Key(_B, ("k", "up"), "step(-1)", "k", "", "up"),
    Key(
        _B, ("tab", "shift+tab"), "other_pane", "tab", "words", "from the pairs to the words, back"
    ),
    Key(_B, ("slash",), "search", "/", "search", "search both languages; enter again: next"),
    Key(_B, ("u",), "undo", "u", "undo", "undo"),
    Key(_B, ("r", "ctrl+r"), "redo", "r", "redo", "do again what was undone"),
    Key(_B, ("w", "ctrl+s"), "save", "w", "save", "save the lesson"),
    Key(_B, ("t",), "theme", "t", "", "dark or light"),
    Key(_B, ("question_mark",), "help", "?", "help", "these keys"),
    Key(_B, ("q", "ctrl+q"), "leave", "q", "quit", "quit; asks if something is not saved"),
)


def keys_in(pane: Pane) -> tuple[Key, ...]:
    """The keys that work in a pane, in the order of the footer."""
    return tuple(key for key in KEYS if key.pane in (pane, Pane.BOTH))
