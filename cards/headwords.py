"""From tagged tokens to the words that a dictionary lists and a learner learns.

Separable verbs come back together, reflexive verbs carry *zich*, diminutives stay themselves,
participles that live as adjectives are adjectives, and a lemma that the dictionary does not know is
held against the form once more. Names, numbers and function words are not vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cards import adjective_uses, nouns, separable, verb_uses
from cards.conjugation import conjugate, principal_parts
from cards.corrections import Corrector
from cards.diminutives import diminutive_base
from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import base_lemma
from cards.set_phrases import SetPhrases

LONGEST_WORD = 400  # letters
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’-]?")
_INFINITIVE = re.compile(r"[^\W\d_]{2,}[nN]")
# Numbers are no vocabulary, in words neither: *vierhonderd*, *je achttiende*, *halftwaalf*.
_NUMBER = re.compile(
    r"(?:half)?(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|veer|"
    r"tach|twin|der|ti|honderd|duizend|e[nr]|ën|tig)+)(?:de|ste)?n?"
)
_DIMINUTIVE = re.compile(r".{2,}[^aeiou]jes?$|.{2,}[aeiou]tjes?$")
_AUXILIARIES = frozenset("zijn hebben worden zullen kunnen mogen moeten willen hoeven".split())
# Adverbs that hold a sentence together rather than mean something that a card could ask.
_FUNCTION_ADVERBS = frozenset(
    """niet ook nog wel er hier daar waar dan al maar zo te heel eens even toch dus net hoe waarom
    wanneer toe mee af op aan uit in door over om ja nee neen zoals als zowel evenals elkaar
    iets niets alles allemaal meer meest minder zelf
    """.split()
)
_PRONOMINAL = re.compile(
    r"(?:er|daar|waar|hier)(?:aan|achter|af|beneden|bij|binnen|boven|buiten|door|heen|in|langs|mee|na|"
    r"naar|naast|om|omheen|onder|op|over|rond|tegen|tegenover|toe|tussen|uit|van|vandaan|voor)"
)


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


class HeadwordFinder:
    """Finds the headwords of a sentence with the help of a dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._corrector = Corrector(lexicon)
        self._phrases = SetPhrases(lexicon.adverbs)

    def find(self, tokens: Sequence[Token]) -> tuple[Headword, ...]:
        """The headwords of one sentence, in the order of their first token."""
        tokens = self._corrector.correct(tokens)
        particles = separable.join(tokens, self._lexicon)
        reflexives = dict(self._reflexives(tokens, particles))
        taken = {*particles.values(), *reflexives.values()}
        phrases = self._phrases.find(tokens, {*taken, *particles})
        taken.update(index for place in phrases.values() for index in place)
        found = {
            index: self._headword(tokens, index, particles, index in reflexives)
            for index in range(len(tokens))
            if index not in taken and _is_word(tokens[index].text)
        }
        found |= {start: _phrase(tokens, place) for start, place in phrases.items()}
        return tuple(
            word for _, word in sorted(found.items(), key=lambda item: item[0]) if word is not None
        )

    def _headword(
        self, tokens: Sequence[Token], index: int, particles: Mapping[int, int], reflexive: bool
    ) -> Headword | None:
        token = tokens[index]
        if _PRONOMINAL.fullmatch(token.text.lower()):
            return None
        if token.upos == "VERB" or (token.upos == "AUX" and index in particles):
            parts = token.xpos.split("|")
            participle = "nom" in parts and "inf" not in parts  # *verdachten*, not *het laden*
            noun = self._nominalised(token, index) if participle else None
            return (
                noun
                or self._participle(tokens, index)
                or self._plural_noun(token, index)
                or self._verb(tokens, index, particles, reflexive)
            )
        word = None
        if token.upos == "ADJ" and "prenom" not in token.xpos and self._is_unlisted_noun(token):
            return Headword(token.text.lower(), "NOUN", (index,), listed=False)
        if token.upos == "ADJ" and "nom" in token.xpos.split("|"):
            word = self._nominalised(token, index)
        if token.upos in ("NOUN", "PROPN"):
            word = self._noun(token, index)
        elif word is None and token.upos in ("ADJ", "ADV"):
            word = self._adjective(tokens, index)
        if word is not None and not word.listed and _NUMBER.fullmatch(word.lemma):
            return None
        if word is None or word.listed or self._is_compound(word.lemma):
            return word
        return self._elsewhere(token, index) or word

    def _nominalised(self, token: Token, index: int) -> Headword | None:
        """*jongeren*, *een zieke*, *de verdachten*: adjective or participle, listed as a noun."""
        form = _decapitalised(token)
        choices = (form, *nouns.singular_candidates(form, self._lexicon.nouns))
        noun = next((noun for noun in choices if noun in self._lexicon.nouns), None)
        return Headword(noun, "NOUN", (index,)) if noun and noun.endswith("e") else None

    def _elsewhere(self, token: Token, index: int) -> Headword | None:
        """A word that is listed as another part of speech than it was tagged."""
        form = _decapitalised(token)
        if form in self._lexicon.nouns:
            return Headword(form, "NOUN", (index,))
        if verbs := self._corrector.forms.verbs.get(form.lower()):
            return Headword(max(verbs, key=zipf), "VERB", (index,))
        for lemma in (form, form.removesuffix("e"), token.lemma):
            if lemma in self._lexicon.adjectives:
                return Headword(lemma, "ADJ", (index,))
            if lemma in self._lexicon.adverbs:
                return Headword(lemma, "ADV", (index,))
        singulars = nouns.singular_candidates(form, self._lexicon.nouns)
        return Headword(singulars[0], "NOUN", (index,)) if singulars else None

    # Verbs -----------------------------------------------------------------------------------

    def _verb(
        self, tokens: Sequence[Token], index: int, particles: Mapping[int, int], reflexive: bool
    ) -> Headword | None:
        particle = particles.get(index)
        apart = tokens[particle].text.lower() if particle is not None else ""
        lemma = self._infinitive(tokens[index], apart)
        if not apart and lemma in _AUXILIARIES:
            return None
        lemma = apart + lemma
        uses = self._lexicon.verbs.get(lemma, ())
        reflexive = reflexive or (bool(uses) and all(use.reflexive for use in uses))
        uses = verb_uses.reading(tokens, index, uses) if not apart else uses
        joined = apart or next((use.particle for use in uses if use.particle), "")
        wanted = {
            preposition
            for use in uses
            if use.particle == joined and use.reflexive == reflexive
            for preposition in use.prepositions
        }
        parts = sorted(i for i in (index, particle) if i is not None)
        return Headword(
            lemma=f"zich {lemma}" if reflexive else lemma,
            upos="VERB",
            tokens=tuple(parts),
            particle=joined,
            reflexive=reflexive,
            preposition=verb_uses.preposition(tokens, index, particles.values(), wanted),
            listed=bool(uses),
        )

    def _infinitive(self, token: Token, apart: str) -> str:
        """The lemma of a verb form, without the particle that stands `apart` from it, if any.

        A lemma that cannot have this form gives way to a listed verb that can.
        """
        form = token.text.lower()
        base = base_lemma(token)
        lemma = base if apart else token.lemma.replace("_", "").lower()
        listed = {lemma, apart + lemma} & self._lexicon.verbs.keys()
        if listed and (apart or _is_form_of(token, form, lemma)):
            return lemma
        others = [
            verb
            for verb in self._corrector.forms.verbs.get(form, ())
            if _is_form_of(token, form, verb)
        ]
        return max(others, key=zipf, default=lemma)

    def _participle(self, tokens: Sequence[Token], index: int) -> Headword | None:
        """*de verzwikte enkel*, *hij was opgewekt*: a participle listed as an adjective."""
        token = tokens[index]
        parts = token.xpos.split("|")
        if not {"vd", "od"} & set(parts):
            return None
        form = token.text.lower()
        lemma = next((x for x in (form, form[:-1]) if x in self._lexicon.adjectives), None)
        verb = token.lemma.replace("_", "").lower()
        if verb == form and verb not in self._lexicon.verbs and lemma:  # *geboren*
            return Headword(lemma, "ADJ", (index,))
        if lemma is None or ("vrij" in parts and not self._is_state(tokens, index)):
            return None
        return Headword(lemma, "ADJ", (index,))

    def _is_state(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a free participle tells a state: *zijn* beside a verb that takes *hebben*.

        So it does before a noun without any helping verb, *afgelopen maart*, and beside what goes
        with adjectives only, *heel gespannen*, *breed en verweerd*; but not when the maker or the
        matter is told: *door hem geschreven*, *uit hout gesneden*.
        """
        if adjective_uses.stands_by_adjective(tokens, index):
            return True
        clause = verb_uses.clause_of(tokens, index)
        helpers = {tokens[i].lemma for i in clause if tokens[i].upos == "AUX"}
        after = tokens[index + 1 : index + 2]
        if not helpers and after and after[0].upos in ("NOUN", "PROPN"):
            return True
        uses = self._lexicon.verbs.get(tokens[index].lemma.replace("_", "").lower(), ())
        made = any(tokens[i].text.lower() in ("door", "uit") for i in clause)
        told = bool(helpers & {"hebben", "worden"}) or made
        return not told and all(use.auxiliary == "hebben" for use in uses)

    def _plural_noun(self, token: Token, index: int) -> Headword | None:
        """*houtschroeven*: no verb that anyone lists, but the plural of a noun or a compound."""
        form = token.text.lower()
        if "inf" not in token.xpos or form in self._lexicon.verbs or self._base_is_verb(form):
            return None
        if token.lemma.replace("_", "") in self._lexicon.verbs:  # *bespoten*, no *bes-poot*
            return None
        for noun in nouns.singular_candidates(form):
            if noun in self._lexicon.nouns or self._is_compound(noun):
                return Headword(noun, "NOUN", (index,), listed=noun in self._lexicon.nouns)
        return None

    def _base_is_verb(self, infinitive: str) -> bool:
        return any(
            infinitive.removeprefix(particle) in self._lexicon.verbs
            for particle in self._lexicon.particles
            if infinitive.startswith(particle)
        )

    def _reflexives(
        self, tokens: Sequence[Token], particles: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Verb index and the index of the *zich* (me, je, ons) that belongs to it."""
        used: set[int] = set()
        for index, token in enumerate(tokens):
            word = token.text.lower()
            sure = word in ("zich", "zichzelf")
            if not sure and word not in verb_uses.REFLEXIVES:
                continue
            clause = verb_uses.clause_of(tokens, index)
            if not sure and not verb_uses.refers_back(tokens, index, clause):
                continue
            if index and tokens[index - 1].upos == "ADP" and tokens[index - 1].xpos != "VZ|fin":
                continue  # "om zich heen", "bij zich"
            verb = self._reflexive_verb(tokens, index, clause, particles, sure=sure)
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
        """The nearest verb that is listed as reflexive; after *zich* the only verb in any case."""
        verbs = [i for i in clause if tokens[i].upos == "VERB" and "prenom" not in tokens[i].xpos]
        for verb in sorted(verbs, key=lambda verb: (abs(verb - pronoun), verb)):
            apart = tokens[particles[verb]].text.lower() if verb in particles else ""
            lemma = apart + self._infinitive(tokens[verb], apart)
            if any(use.reflexive for use in self._lexicon.verbs.get(lemma, ())):
                return verb
        return verbs[0] if sure and len(verbs) == 1 else None

    # Nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token, index: int) -> Headword | None:
        if token.upos == "PROPN" and not (
            token.text.islower() and token.text in self._lexicon.nouns
        ):
            return None
        form = _decapitalised(token).rstrip("-'’")
        if len(form) == 1:  # the letter of a crossword
            return None
        if "-" in form and token.text[0].isupper() and index:  # "Taliban-autoriteiten"
            form = form.rsplit("-", 1)[-1]
        if _DIMINUTIVE.match(form):
            singular = form.removesuffix("s")
            base = diminutive_base(form, self._lexicon.nouns)
            if singular in self._lexicon.nouns:
                return Headword(singular, "NOUN", (index,))
            if base:
                return Headword(singular, "NOUN", (index,), base=base)
        lemma = self._noun_lemma(form, token)
        return Headword(lemma, "NOUN", (index,), listed=lemma in self._lexicon.nouns)

    def _noun_lemma(self, form: str, token: Token) -> str:
        """The listed noun that the form belongs to; a singular is its own lemma."""
        lemma = token.lemma.replace("_", "").rstrip("-'’")
        if "-" in token.text and "-" not in form:
            lemma = lemma.rsplit("-", 1)[-1]
        if "mv" not in token.xpos.split("|"):
            listed = self._lexicon.nouns
            singulars = nouns.singular_candidates(form, listed)
            choices = (form, lemma, form.capitalize(), *singulars)
            return next((noun for noun in choices if noun in listed), form)
        candidates = nouns.singular_candidates(form)
        for noun in (lemma, lemma.capitalize(), *candidates, form):
            if noun in self._lexicon.nouns:
                return noun
        if lemma not in candidates or lemma == form:
            return next((noun for noun in candidates if self._is_compound(noun)), lemma)
        if self._is_compound(form) and not self._is_compound(lemma):  # *koffiemolen* is one
            return form
        return lemma

    def _is_unlisted_noun(self, token: Token) -> bool:
        """*tentdoek*, taken for an adjective: a compound that is listed as nothing else."""
        forms = token.text.lower(), token.lemma.lower()
        others = self._lexicon.adjectives, self._lexicon.adverbs
        listed = any(form in table for form in forms for table in others)
        return not listed and self._is_compound(token.text.lower())  # *eindelijk* ends in no *lijk*

    def _is_compound(self, noun: str) -> bool:
        return nouns.split_compound(noun, self._lexicon.nouns) is not None

    # Adjectives and adverbs ------------------------------------------------------------------

    def _adjective(self, tokens: Sequence[Token], index: int) -> Headword | None:
        token = tokens[index]
        form = _decapitalised(token)
        lemma = token.lemma.replace("_", "")
        if form in _FUNCTION_ADVERBS or _PRONOMINAL.fullmatch(form) or token.xpos.startswith("TW"):
            return None
        if form in self._lexicon.adverbs and form != lemma:  # "vroeger" is no mere "early"
            return Headword(form, "ADV", (index,))
        if lemma.lower() in _FUNCTION_ADVERBS:  # but *netjes*, which the model derives from *net*
            return None
        own = adjective_uses.own_superlative(token, lemma, self._lexicon.adjectives)
        for candidate in (own, lemma, lemma.capitalize(), form, form.removesuffix("e")):
            both = {"ADJ": self._lexicon.adjectives, "ADV": self._lexicon.adverbs}
            upos = [part for part, listed in both.items() if candidate in listed]
            if len(upos) == 2:  # *tegenwoordig*
                upos = ["ADV"] if adjective_uses.is_adverb(tokens, index) else ["ADJ"]
            if upos:
                return Headword(candidate, upos[0], (index,))
        if index and token.text[0].isupper():  # a name
            return None
        return Headword(lemma, token.upos, (index,), listed=False)


def _phrase(tokens: Sequence[Token], place: range) -> Headword:
    lemma = " ".join(tokens[index].text.lower() for index in place).replace("’", "'")
    return Headword(lemma, "ADV", tuple(place))


def _is_word(text: str) -> bool:
    """Whether somebody might look it up; a text without blanks is one word of 200 kB."""
    return len(text) <= LONGEST_WORD and _WORD.fullmatch(text) is not None


def _is_form_of(token: Token, form: str, lemma: str) -> bool:
    """Whether a verb has this form, as a past if that is how it was tagged (*wezen*: wijzen)."""
    if not _INFINITIVE.fullmatch(lemma):
        return False
    if "verl" in token.xpos.split("|"):
        parts = principal_parts(lemma)
        pasts = [past for cell in (parts.past, parts.past_plural) for past in cell.split(";")]
        joined = ("".join(reversed(past.split(" "))) for past in pasts)
        return form in {past.split(" ")[0] for past in pasts} or form in joined
    return form in conjugate(lemma)


def _decapitalised(token: Token) -> str:
    """The form as it stands inside a sentence: a capital stays only if the lemma has one."""
    return token.text if token.lemma[:1].isupper() else token.text[:1].lower() + token.text[1:]
