"""The grammar and senses of a headword in the light of what the user brought.

Our own dictionary answers first; the user's dictionaries tell what it does not know and add their
senses after its own; the user's overrides win over all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cards.dictionaries.entries import Dictionary, Entry
from cards.grammar import Grammar
from cards.headword import Headword
from cards.model import Forms, Source
from cards.overrides import Override, Overrides

# Senses that a user's dictionaries may add: each one is looked for in every sentence of the word.
MOST_LENT = 12
_BEFORE_EQUIVALENT = {"VERB": ("to ",), "NOUN": ("a ", "an ", "the ")}


@dataclass(frozen=True, slots=True)
class References:
    """The user's dictionaries, in the order in which they were named, and overrides."""

    dictionaries: tuple[Dictionary, ...] = ()
    overrides: Overrides = field(default_factory=Overrides)

    def complete(self, word: Headword, grammar: Grammar) -> Grammar:
        """What is known of `word` from all sources, given what we know of it ourselves."""
        grammar = _with_dictionaries(word, grammar, self.dictionaries)
        override = self.overrides.find(word)
        return _overridden(word, grammar, override) if override else grammar

    def excludes(self, word: Headword) -> bool:
        """Whether the user wants no card for `word`."""
        override = self.overrides.find(word)
        return override is not None and override.exclude

    def knows(self, word: Headword) -> bool:
        """Whether the user says that the learner knows `word`."""
        override = self.overrides.find(word)
        return override is not None and override.known


def _with_dictionaries(
    word: Headword, grammar: Grammar, dictionaries: Sequence[Dictionary]
) -> Grammar:
    """Add what the user's dictionaries know; what is theirs says so."""
    seen = {sense.casefold() for sense in grammar.senses}
    longer = [set(sense.split()) for sense in grammar.senses]
    lent: dict[str, str] = {}
    for dictionary in dictionaries:
        for entry in _entries(dictionary, word):
            for gloss in entry.glosses:
                sense = _as_sense(gloss, word.upos)
                part = any(set(sense.split()) < words for words in longer)  # "fill" of "fill in"
                if sense.casefold() not in seen and not part and len(lent) < MOST_LENT:
                    seen.add(sense.casefold())
                    lent[sense] = dictionary.name
            if word.upos == "NOUN" and entry.article and _is_open(word, grammar):
                article, source = entry.article, Source.DICTIONARY
                grammar = replace(grammar, article=article, article_source=source)
    if not lent:
        return grammar
    # What we put together for a compound is worth less than what a dictionary lists.
    both = (*lent, *grammar.senses) if grammar.parts else (*grammar.senses, *lent)
    return replace(grammar, senses=both, lent=lent)


def _entries(dictionary: Dictionary, word: Headword) -> tuple[Entry, ...]:
    found = dictionary.find(word.lemma, word.upos)
    return found or dictionary.find(word.plain, word.upos)


def _as_sense(gloss: str, upos: str) -> str:
    """*to walk* and *a house* as our own dictionary writes them: *walk*, *house*."""
    for before in _BEFORE_EQUIVALENT.get(upos, ()):
        gloss = gloss.removeprefix(before)
    return gloss


def _is_open(word: Headword, grammar: Grammar) -> bool:
    """Whether a dictionary may still decide the article: not ours to know, and no diminutive."""
    decided = (Source.LEXICON, Source.DICTIONARY)
    return grammar.article_source not in decided and not word.base


def _overridden(word: Headword, grammar: Grammar, override: Override) -> Grammar:
    """Put the cells that the user filled in the place of what was found."""
    noun, verb = word.upos == "NOUN", word.upos == "VERB"
    fitting = {
        form: value
        for form, value in override.forms.items()
        if (noun if form in ("plural", "diminutive") else verb)
    }
    forms: Forms = replace(grammar.forms, **fitting)
    if noun and override.article:
        grammar = replace(grammar, article=override.article, article_source=Source.USER)
    if override.glosses:
        grammar = replace(grammar, senses=override.glosses, lent={})
    return replace(
        grammar,
        forms=forms,
        note=override.note or grammar.note,
        attested=True,
        decided=bool(override.glosses),
    )
