"""De or het, plural, principal parts: what a learner must know beside the headword.

The dictionary answers first, the rules of `cards.nouns` and `cards.conjugation` where it ends, the
tagger's gender last; each article says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cards import nouns
from cards.bound_prepositions import is_bound
from cards.compounds import Composer, Made
from cards.conjugation import principal_parts
from cards.diminutives import diminutive_base
from cards.english import LIGHT_VERBS, without_preposition
from cards.headword import Headword
from cards.lexicon import Lexicon
from cards.model import Forms, Gloss, Source, Token


@dataclass(frozen=True, slots=True)
class Grammar:
    """The grammar of one headword; `senses` are its English equivalents, commonest first.

    `prepositions` are the meanings that a verb has with each fixed preposition (*op*: wait for),
    `plain` those that it has without any, `bound` the prepositions that it mostly goes with.
    `articles` gives the article of a sense where that decides (*de* for a look, *het* for a tin).
    `lent` gives for each sense that comes from a dictionary of the user's the name of that. The
    user's own word (`cards.overrides`) shows in the last two: whether it names the headword at all,
    and whether it gives the senses.
    """

    article: str
    article_source: Source
    forms: Forms
    senses: tuple[str, ...]
    parts: tuple[str, ...]
    note: str
    prepositions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    plain: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()
    lent: Mapping[str, str] = field(default_factory=dict)
    attested: bool = False
    decided: bool = False
    part_senses: tuple[tuple[str, ...], ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[str, ...]:
        """The senses that some dictionary or the user gives, none put together by rule."""
        lent = self.lent or (self.senses if self.decided else ())
        return tuple(lent) if self.parts else self.senses

    @property
    def composed(self) -> bool:
        """Whether the senses were put together from the parts of a compound."""
        return bool(self.parts and self.senses) and not self.lent and not self.decided

    @property
    def particle(self) -> str:
        """What separates from a verb that no dictionary lists, as far as its parts tell."""
        return "" if self.part_senses or len(self.parts) != 2 else self.parts[0]

    def senses_beside(self, preposition: str) -> tuple[str, ...]:
        """The senses, those first that a verb likely has beside the `preposition` of its sentence.

        What it means with that one goes before the plain senses if it is `bound` to it. Senses that
        it has only with another go last and without it: who *explains* something need not *explain*
        it *to* anyone.
        """
        if not self.prepositions:
            return self.senses
        fixed = dict(self.prepositions)
        own = fixed.pop(preposition, ())
        foreign = {sense for senses in fixed.values() for sense in senses}.difference(self.plain)
        loose = foreign.difference(fixed.get("te", ()))  # "be about to" is no "be about"
        bare = (without_preposition(sense) for sense in self.senses if sense in loose)
        rest = (sense for sense in bare if sense not in LIGHT_VERBS or sense in foreign)
        here = (sense for sense in self.senses if sense not in foreign)
        near = (*own, *here) if preposition in self.bound else (*here, *own)
        return tuple(dict.fromkeys((*near, *rest)))

    def sign(self, gloss: Gloss) -> Gloss:
        """A gloss with its source: the user, or the dictionary that lent the sense.

        Where the user gave the senses, what was found chooses among them and does no more.
        """
        if self.decided:
            text = gloss.text if gloss.text in self.senses else self.senses[0]
            return Gloss(text, Source.USER, 1.0)
        if gloss.text not in self.lent:
            return gloss
        if gloss.source is Source.LEXICON:
            return replace(gloss, source=Source.DICTIONARY, dictionary=self.lent[gloss.text])
        return replace(gloss, dictionary=self.lent[gloss.text])

    def article_of(self, gloss: Gloss | None) -> str:
        """*de* of *de/het* where the meaning decides, if that is more than a likely sense."""
        if gloss is None or gloss.source is Source.LEXICON or "/" not in self.article:
            return self.article
        return self.articles.get(gloss.text, self.article)

    def settle(self, gloss: Gloss) -> Gloss:
        """The meaning in a sentence, signed: a lent sense goes before ours only if it is there."""
        if gloss.source is Source.LEXICON and gloss.text in self.lent:
            ours = (sense for sense in self.senses if sense not in self.lent)
            gloss = gloss if self.parts else replace(gloss, text=next(ours, gloss.text))
        return self.sign(gloss)


class Grammarian:
    """Knows the grammar of a headword from the dictionary, or works it out."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._composer = Composer(lexicon)

    def describe(self, word: Headword, tokens: Sequence[Token]) -> Grammar:
        """The grammar of `word`; `tokens` are where it was met (for the tagger's gender)."""
        if word.upos == "NOUN":
            return self._noun(word, tokens)
        if word.upos == "VERB":
            return self._verb(word)
        tables = (self._lexicon.adjectives, self._lexicon.adverbs)
        tables = tables[::-1] if word.upos == "ADV" else tables
        entries = [table[word.lemma] for table in tables if word.lemma in table]
        entries = entries[:1] if word.upos == "ADV" else entries
        senses = tuple(dict.fromkeys(sense for entry in entries for sense in entry.glosses))
        note = entries[0].note if entries else ""
        return Grammar("", Source.UNKNOWN, Forms(), senses, (), note)

    def _noun(self, word: Headword, tokens: Sequence[Token]) -> Grammar:
        entry = self._lexicon.nouns.get(word.lemma)
        if entry is not None:
            forms = Forms(
                plural=entry.plurals[0] if entry.plurals else "-", diminutive=entry.diminutive
            )
            article = "/".join(entry.articles)
            return Grammar(
                article,
                Source.LEXICON,
                forms,
                entry.glosses,
                (),
                entry.note,
                articles=entry.articles_by_sense if len(entry.articles) > 1 else {},
            )
        if word.base or word.lemma.endswith("je"):
            base = self._lexicon.nouns.get(word.base)
            note = f"diminutive of {word.base}" if base else "diminutive"
            forms = Forms(plural=word.lemma + "s")
            if base:
                return Grammar("het", Source.RULE, forms, base.glosses, (), note)
            whole = diminutive_base(word.lemma, self._lexicon.nouns) or word.lemma
            return self._compound(Grammar("het", Source.RULE, forms, (), (), note), whole)
        article, source = self._article(word.lemma, tokens)
        plural = nouns.plural_by_rule(word.lemma, self._plurals) or ""
        plain = Grammar(article, source, Forms(plural=plural), (), (), "")
        return self._compound(plain, word.lemma)

    def _compound(self, grammar: Grammar, noun: str) -> Grammar:
        """The grammar of an unlisted noun with its parts, if it has any, and what they make."""
        return _with_parts(grammar, self._composer.noun(noun))

    def _article(self, lemma: str, tokens: Sequence[Token]) -> tuple[str, Source]:
        ruled = nouns.article_by_rule(lemma, self._articles)
        if ruled is not None:
            return ruled[0], Source.RULE
        for token in tokens:
            if "Gender=Neut" in token.feats:
                return "het", Source.MODEL
            if "Gender=Com" in token.feats:
                return "de", Source.MODEL
        return "", Source.UNKNOWN

    @cached_property
    def _articles(self) -> Mapping[str, str]:
        return {
            noun.lemma: noun.articles[0]
            for noun in self._lexicon.nouns.values()
            if len(noun.articles) == 1
        }

    @cached_property
    def _plurals(self) -> Mapping[str, str]:
        return {n.lemma: n.plurals[0] for n in self._lexicon.nouns.values() if n.plurals}

    def _verb(self, word: Headword) -> Grammar:
        uses = self._lexicon.verbs.get(word.plain, ())
        fitting = [use for use in uses if use.particle == word.particle] or list(uses)
        fitting = [use for use in fitting if use.reflexive == word.reflexive] or fitting
        senses = tuple(dict.fromkeys(sense for use in fitting for sense in use.glosses))
        if fitting:
            use = fitting[0]
            forms = Forms(
                past=_first(use.past),
                past_plural=_first(use.past_plural),
                participle=_first(use.participle),
                auxiliary="hebben" if word.reflexive else _auxiliary(use.auxiliary),
            )
            fixed = tuple((p, use.glosses) for use in fitting for p in use.prepositions)
            plain = tuple(s for use in fitting if not use.prepositions for s in use.glosses)
            bound = frozenset(p for p, _ in fixed if word.reflexive or is_bound(word.plain, p))
            return Grammar("", Source.UNKNOWN, forms, senses, (), use.note, fixed, plain, bound)
        forms = principal_parts(word.plain, word.particle or None).forms()
        forms = replace(forms, auxiliary=_auxiliary(forms.auxiliary))
        unlisted = Grammar("", Source.UNKNOWN, forms, (), (), "")
        return _with_parts(unlisted, self._composer.verb(word.plain, word.particle))


def _with_parts(grammar: Grammar, made: Made) -> Grammar:
    return replace(grammar, parts=made.parts, part_senses=made.meanings, senses=made.senses)


def _auxiliary(cell: str) -> str:
    return "hebben/zijn" if cell == "both" else cell


def _first(cell: str) -> str:
    return cell.split(";", maxsplit=1)[0].strip()
