"""From tagged tokens to the words that a dictionary lists and a learner learns.

Separable verbs come back together, reflexive verbs carry *zich*, diminutives stay themselves,
participles that live as adjectives are adjectives, and a lemma that the dictionary does not know is
held against the form once more. Names, numbers and function words are not vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cards import nouns, separable
from cards.conjugation import conjugate
from cards.lexicon import Lexicon
from cards.model import Token

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’-]?")
_DIMINUTIVE = re.compile(r".{2,}[^aeiou]jes?$|.{2,}[aeiou]tjes?$")
_AUXILIARIES = frozenset("zijn hebben worden zullen kunnen mogen moeten willen hoeven".split())
# Adverbs that hold a sentence together rather than mean something that a card could ask.
_FUNCTION_ADVERBS = frozenset(
    """niet ook nog wel er hier daar waar toen dan nu al maar zo te heel zeer erg hoe waarom
    wanneer eens even toch dus net weer pas juist bijna enkel slechts veel weinig meer meest
    minder ergens nergens overal zelfs zelf samen toe mee af op aan uit in door over om ja
    nee neen echter immers nou eigenlijk namelijk alleen allemaal alles iets niets ooit
    nooit vandaan heen elkaar zowel evenals zoals als
    """.split()
)
_PRONOMINAL = re.compile(
    r"(?:er|daar|waar|hier)(?:aan|achter|af|beneden|bij|binnen|boven|buiten|door|heen|in|langs|mee|na|"
    r"naar|naast|om|omheen|onder|op|over|rond|tegen|tegenover|toe|tussen|uit|van|vandaan|voor)"
)
# The pronoun that makes each subject's verb reflexive.
_REFLEXIVES: Mapping[str, frozenset[str]] = {
    "me": frozenset({"ik"}), "mij": frozenset({"ik"}), "mezelf": frozenset({"ik"}),
    "ons": frozenset({"we", "wij"}), "je": frozenset({"jij", "jullie"}),
    "u": frozenset({"u"}),
}  # fmt: skip
_CLAUSE_END = frozenset({";", ":", "?", "!", ".", "–", "—"})


@dataclass(frozen=True, slots=True)
class Headword:
    """A dictionary word met in a sentence, with the tokens that make it up, in order.

    `lemma` holds *zich* for a reflexive verb; `base` is the word behind a diminutive; `particle`
    the part that a separable verb loses; `listed` whether our dictionary has it.
    """

    lemma: str
    upos: str
    tokens: tuple[int, ...]
    particle: str = ""
    reflexive: bool = False
    base: str = ""
    listed: bool = True

    @property
    def plain(self) -> str:
        """The lemma without *zich*."""
        return self.lemma.removeprefix("zich ")


class HeadwordFinder:
    """Finds the headwords of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, tokens: Sequence[Token]) -> tuple[Headword, ...]:
        """The headwords of one sentence, in the order of their first token."""
        particles = separable.join(tokens, self._lexicon.particles, self._is_separable)
        reflexives = dict(self._reflexives(tokens, particles))
        taken = {*particles.values(), *reflexives.values()}
        found = (
            self._headword(tokens, index, particles.get(index), reflexives.get(index))
            for index in range(len(tokens))
            if index not in taken and _WORD.fullmatch(tokens[index].text)
        )
        return tuple(word for word in found if word is not None)

    def _headword(
        self, tokens: Sequence[Token], index: int, particle: int | None, pronoun: int | None
    ) -> Headword | None:
        token = tokens[index]
        if token.upos == "VERB":
            return self._participle(token, index) or self._verb(tokens, index, particle, pronoun)
        if token.upos in ("NOUN", "PROPN"):
            return self._noun(token, index)
        if token.upos in ("ADJ", "ADV"):
            return self._adjective(token, index)
        return None

    # Verbs -----------------------------------------------------------------------------------

    def _is_separable(self, particle: str, lemma: str) -> bool:
        uses = self._lexicon.verbs.get(particle + lemma, ())
        return any(use.particle == particle for use in uses)

    def _verb(
        self, tokens: Sequence[Token], index: int, particle: int | None, pronoun: int | None
    ) -> Headword | None:
        lemma = self._infinitive(tokens[index], separated=particle is not None)
        if particle is None and lemma in _AUXILIARIES:
            return None
        apart = tokens[particle].text.lower() if particle is not None else ""
        lemma = apart + lemma
        uses = self._lexicon.verbs.get(lemma, ())
        reflexive = pronoun is not None or (bool(uses) and all(use.reflexive for use in uses))
        joined = apart or next((use.particle for use in uses if use.particle), "")
        parts = sorted(i for i in (index, particle) if i is not None)
        return Headword(
            lemma=f"zich {lemma}" if reflexive else lemma,
            upos="VERB",
            tokens=tuple(parts),
            particle=joined,
            reflexive=reflexive,
            listed=bool(uses),
        )

    def _infinitive(self, token: Token, *, separated: bool) -> str:
        """The lemma of a verb form, without the particle if that stands elsewhere.

        A lemma that the dictionary does not list gives way to a listed verb with this very form.
        """
        form = token.text.lower()
        base = separable.base_lemma(token)
        lemma = base if separated else token.lemma.replace("_", "").lower()
        if lemma in self._lexicon.verbs and (form in conjugate(lemma) or separated):
            return lemma
        others = self._verbs_by_form.get(form, ())
        if len(others) == 1 or (others and lemma not in self._lexicon.verbs):
            return others[0]
        return lemma

    @cached_property
    def _verbs_by_form(self) -> Mapping[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for infinitive in self._lexicon.verbs:
            for form in conjugate(infinitive):
                table[form] = (*table.get(form, ()), infinitive)
        return table

    def _participle(self, token: Token, index: int) -> Headword | None:
        """*de verzwikte enkel*: a participle before its noun, if it is listed as an adjective."""
        parts = token.xpos.split("|")
        if "prenom" not in parts and "od" not in parts:
            return None
        form = token.text.lower()
        for lemma in (form, form.removesuffix("e")):
            if lemma in self._lexicon.adjectives:
                return Headword(lemma, "ADJ", (index,))
        return None

    def _reflexives(
        self, tokens: Sequence[Token], particles: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Verb index and the index of the *zich* (me, je, ons) that belongs to it."""
        used: set[int] = set()
        for index, token in enumerate(tokens):
            word = token.text.lower()
            subjects = _REFLEXIVES.get(word)
            clause = _clause(tokens, index)
            if subjects is None and word not in ("zich", "zichzelf"):
                continue
            if subjects and not any(tokens[i].text.lower() in subjects for i in clause):
                continue
            verb = self._reflexive_verb(tokens, index, clause, particles, sure=subjects is None)
            if verb is not None and verb not in used:
                used.add(verb)
                yield verb, index

    def _reflexive_verb(
        self,
        tokens: Sequence[Token],
        pronoun: int,
        clause: range,
        particles: Mapping[int, int],
        *,
        sure: bool,
    ) -> int | None:
        verbs = [i for i in clause if tokens[i].upos == "VERB" and "prenom" not in tokens[i].xpos]
        nearest = sorted(verbs, key=lambda verb: (abs(verb - pronoun), verb))
        for verb in nearest:
            apart = tokens[particles[verb]].text.lower() if verb in particles else ""
            lemma = apart + self._infinitive(tokens[verb], separated=bool(apart))
            uses = self._lexicon.verbs.get(lemma, ())
            if any(use.reflexive for use in uses):
                return verb
            if not uses and sure and len(verbs) == 1:
                return verb
        return None

    # Nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token, index: int) -> Headword | None:
        if token.upos == "PROPN" and not (
            token.text.islower() and token.text in self._lexicon.nouns
        ):
            return None
        form = _decapitalised(token)
        if "-" in form and form[0].isupper():  # "Taliban-autoriteiten": a name before a noun
            form = form.rsplit("-", 1)[-1]
        lemma = self._noun_lemma(form, token)
        if lemma in self._lexicon.nouns:
            return Headword(lemma, "NOUN", (index,))
        if _DIMINUTIVE.match(form):
            singular = form.removesuffix("s")
            base = nouns.diminutive_base(form, self._lexicon.nouns) or ""
            return Headword(singular, "NOUN", (index,), base=base, listed=bool(base))
        return Headword(lemma, "NOUN", (index,), listed=False)

    def _noun_lemma(self, form: str, token: Token) -> str:
        """The listed noun that the form belongs to; else the model's own lemma."""
        lemma = token.lemma.replace("_", "")
        if "-" in token.text and "-" not in form:
            lemma = lemma.rsplit("-", 1)[-1]
        if _DIMINUTIVE.match(form) and form.removesuffix("s") in self._lexicon.nouns:
            return form.removesuffix("s")
        plural = "mv" in token.xpos.split("|")
        for candidate in (lemma, lemma.capitalize(), *((form,) if not plural else ())):
            if candidate in self._lexicon.nouns:
                return candidate
        for candidate in nouns.singular_candidates(form) if plural else ():
            if candidate in self._lexicon.nouns:
                return candidate
        if plural and lemma == form:
            compounds = (c for c in nouns.singular_candidates(form) if self._is_compound(c))
            return next(compounds, lemma)
        return lemma

    def _is_compound(self, noun: str) -> bool:
        return nouns.split_compound(noun, self._lexicon.nouns) is not None

    # Adjectives and adverbs ------------------------------------------------------------------

    def _adjective(self, token: Token, index: int) -> Headword | None:
        form = _decapitalised(token)
        lemma = token.lemma.replace("_", "")
        if {lemma.lower(), form} & _FUNCTION_ADVERBS or _PRONOMINAL.fullmatch(form):
            return None
        for candidate in (lemma, lemma.capitalize(), form, form.removesuffix("e")):
            if candidate in self._lexicon.adjectives and token.upos == "ADJ":
                return Headword(candidate, "ADJ", (index,))
            if candidate in self._lexicon.adverbs:
                return Headword(candidate, "ADV", (index,))
            if candidate in self._lexicon.adjectives:
                return Headword(candidate, "ADJ", (index,))
        return Headword(lemma, token.upos, (index,), listed=False)


def _decapitalised(token: Token) -> str:
    """The form as it stands inside a sentence: a capital stays only if the lemma has one."""
    return token.text if token.lemma[:1].isupper() else token.text[:1].lower() + token.text[1:]


def _clause(tokens: Sequence[Token], index: int) -> range:
    """The stretch around a token up to the nearest strong stop, comma or subordinator."""

    def ends(i: int) -> bool:
        return tokens[i].text in _CLAUSE_END or tokens[i].text == "," or tokens[i].upos == "SCONJ"

    start = index
    while start > 0 and not ends(start - 1):
        start -= 1
    end = index + 1
    while end < len(tokens) and not ends(end):
        end += 1
    return range(start, end)
