"""Verbs as a dictionary lists them: put together again, with *zich* and the fixed preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cards import verb_uses
from cards.conjugation import conjugate, principal_parts
from cards.frequency import zipf
from cards.headword import Headword
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_features import base_lemma
from cards.verb_forms import VerbForms

_INFINITIVE = re.compile(r"[^\W\d_]{2,}[nN]")
_AUXILIARIES = frozenset("zijn hebben worden zullen kunnen mogen moeten willen hoeven".split())


class VerbHeadwords:
    """Finds the verb that a token stands for; `particles` map a verb's index to its particle's."""

    def __init__(self, lexicon: Lexicon, forms: VerbForms) -> None:
        self._lexicon = lexicon
        self._forms = forms

    def verb(
        self, tokens: Sequence[Token], index: int, particles: Mapping[int, int], *, reflexive: bool
    ) -> Headword | None:
        """The verb at `index`; None for an auxiliary. `reflexive` if a *zich* belongs to it."""
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

    def reflexives(
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
            verb for verb in self._forms.verbs.get(form, ()) if _is_form_of(token, form, verb)
        ]
        return max(others, key=zipf, default=lemma)


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
