"""What the tagger gets wrong and the dictionary can see, mended before headwords are looked for.

What cannot be the verb that it was tagged as (`cards.verb_tags`) and what must be one
(`cards.lost_verbs`) comes first; then a capital that is no name (*Ophaalbrug weigert dienst*), and
nouns and adjectives taken for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards import nouns, verb_tags
from cards.diminutives import diminutive_base
from cards.lexicon import Lexicon
from cards.lost_verbs import SKIPPED, TAKEN_FOR, LostVerbs
from cards.model import Token
from cards.noun_heads import cuts
from cards.particle_features import is_finite
from cards.verb_forms import VerbForms

_BULLETS = frozenset("–—-•|*")
_SOMETHING = frozenset("iets niets wat veel weinig zoiets".split())


class Corrector:
    """Mends the tags of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.forms = VerbForms(lexicon)
        self._verbs = LostVerbs(lexicon, self.forms)

    def correct(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens with better tags; their texts and places stay."""
        tokens = verb_tags.mend(tokens, self.forms, self._lexicon)
        return tuple(
            self._verbs.mended(tokens, index) or self._mended(tokens, index)
            for index in range(len(tokens))
        )

    def _mended(self, tokens: Sequence[Token], index: int) -> Token:
        token = tokens[index]
        if token.upos not in TAKEN_FOR:
            return token
        return (
            self._no_name(tokens, index)
            or self._no_verb(token)
            or self._diminutive(token)
            or self._after_something(tokens, index)
            or self._predicate(tokens, index)
            or self._without_noun(tokens, index)
            or token
        )

    def _no_name(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*Webwinkel*, *Zojuist*, *Zwitsers*: a capital that is no name."""
        token = tokens[index]
        if token.upos != "PROPN":
            return None
        if token.text in self._lexicon.adjectives and _upos(tokens, index + 1) == "NOUN":
            return replace(token, upos="ADJ", lemma=token.text)
        if token.text in self._lexicon.nouns:
            return replace(token, upos="NOUN", lemma=token.text)
        return self._people(tokens, index) or (
            self._common_word(token) if self._may_be_common(tokens, index) else None
        )

    def _people(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*de Denen*: a plural that keeps its capital."""
        if not index or tokens[index - 1].upos not in ("DET", "ADJ", "NUM"):
            return None
        people = nouns.singular_candidates(tokens[index].text)
        if one := next((noun for noun in people if noun in self._lexicon.nouns), None):
            return replace(tokens[index], upos="NOUN", xpos="N|soort|mv|basis", lemma=one)
        return None

    def _may_be_common(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a capital may be there for its place only, at the start or in a list."""
        word = tokens[index].text
        capitals = [token.text[:1].isupper() for token in tokens[index + 1 : index + 3]]
        first = all(other.upos in SKIPPED for other in tokens[:index])
        title = first and capitals == [True, True]  # "Bruid Yara Benali"
        if word.islower() or (title and word.lower() in self._lexicon.nouns):
            return True
        listed = index > 0 and tokens[index - 1].text in _BULLETS  # "Nieuws – Sport – Webwinkel"
        adverb = word.lower() in self._lexicon.adverbs
        return (first or listed or adverb) and not any(capitals[:1])

    def _common_word(self, token: Token) -> Token | None:
        """The token as an adverb or noun, if its small-letter form is one."""
        lower = token.text.lower()
        if lower in self._lexicon.adverbs:
            return replace(token, upos="ADV", lemma=lower)
        known = lower in self._lexicon.nouns or diminutive_base(lower, self._lexicon.nouns)
        if known or nouns.split_compound(lower, self._lexicon.nouns) or self._has_stem(lower):
            return replace(token, upos="NOUN", lemma=lower)
        return None

    def _has_stem(self, noun: str) -> bool:
        """*ophaalbrug*: a compound whose first part is the stem of a separable verb."""
        return any(
            first.startswith(particle) and particle + verb in self._lexicon.verbs
            for first, _ in cuts(noun, self._lexicon.nouns, shortest=4)
            for particle in self._lexicon.particles
            if (verb := self.forms.stems.get(first.removeprefix(particle)))
        )

    def _diminutive(self, token: Token) -> Token | None:
        """*blikjes tonijn*, tagged as an adjective like *netjes*."""
        if token.upos != "ADJ" or "dim" not in token.xpos:
            return None
        lower = token.text.lower()
        others = self._lexicon.adverbs, self._lexicon.adjectives
        listed = any(word in table for word in (lower, token.lemma.lower()) for table in others)
        base = diminutive_base(lower, self._lexicon.nouns)
        if listed or base is None:
            return None
        number = "mv" if lower.endswith("s") else "ev"
        return replace(token, upos="NOUN", xpos=f"N|soort|{number}|dim", lemma=base)

    def _after_something(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*iets vrolijks*, *niets ergers*: an adjective, also compared, with the -s of a part."""
        token = tokens[index]
        form = token.text.lower()
        if not index or tokens[index - 1].text.lower() not in _SOMETHING or form[-1] != "s":
            return None
        known = self._lexicon.adjectives
        base = next((x for x in (form[:-1], form.removesuffix("ers")) if x in known), None)
        if base is None or form in self._lexicon.nouns or form in known:  # *niets nieuws*
            return None
        return replace(token, upos="ADJ", xpos="ADJ|postnom|basis|met-s", lemma=base)

    def _predicate(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*De messen zijn bot*: what an adjective says, taken for the noun that looks like it."""
        token = tokens[index]
        if token.upos != "NOUN" or token.text not in self._lexicon.adjectives or not index:
            return None
        last = index + 1 == len(tokens) or tokens[index + 1].upos in ("PUNCT", "CCONJ")
        before = tokens[index - 1]
        if last and before.upos == "AUX" and before.lemma == "zijn" and is_finite(before):
            return replace(token, upos="ADJ", xpos="ADJ|vrij|basis|zonder", lemma=token.text)
        return None

    def _without_noun(self, tokens: Sequence[Token], index: int) -> Token | None:
        """*een gepensioneerde verpleegkundige, …*: as if a noun followed, where none does."""
        token, after = tokens[index], [token.upos for token in tokens[index + 1 : index + 3]]
        listed = token.text in self._lexicon.nouns
        if not listed or token.upos != "ADJ" or "prenom" not in token.xpos or not index:
            return None
        ends = after[:1] in (["VERB"], ["AUX"]) or (
            after[:1] == ["PUNCT"] and not {"ADJ", "ADV"}.intersection(after[1:])
        )
        if not ends or tokens[index - 1].upos not in ("DET", "ADJ", "VERB"):
            return None
        return replace(token, upos="NOUN", xpos="N|soort|ev|basis", lemma=token.text)

    def _no_verb(self, token: Token) -> Token | None:
        """*Weggooien is zonde*: an infinitive that no dictionary lists as a noun."""
        lower = token.text.lower()
        listed = {lower, token.lemma.lower()} & self._lexicon.nouns.keys()
        if token.upos == "NOUN" and lower in self._lexicon.verbs and not listed:
            return replace(token, upos="VERB", xpos="WW|inf|nom|zonder", lemma=lower)
        return None


def _upos(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].upos if index < len(tokens) else ""
