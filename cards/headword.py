"""A dictionary word met in a sentence, and the form under which a token is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from cards.model import Token


@dataclass(frozen=True, slots=True)
class Headword:
    """A dictionary word met in a sentence, with the tokens that make it up, in order.

    `lemma` holds *zich* for a reflexive verb; `base` is the word behind a diminutive; `particle`
    the part that a separable verb loses; `preposition` the fixed one that its verb has here (*op*
    in *wacht op*); `listed` whether our dictionary has it.
    """

    lemma: str
    upos: str
    tokens: tuple[int, ...]
    particle: str = ""
    reflexive: bool = False
    base: str = ""
    preposition: str = ""
    listed: bool = True

    @property
    def plain(self) -> str:
        """The lemma without *zich*."""
        return self.lemma.removeprefix("zich ")


def decapitalised(token: Token) -> str:
    """The form as it stands inside a sentence: a capital stays only if the lemma has one.

    The apostrophe is the dictionary's (*foto's*).
    """
    text = token.text.replace("’", "'")
    return text if token.lemma[:1].isupper() else text[:1].lower() + text[1:]
