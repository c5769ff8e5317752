"""The verbs of the dictionary by their forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from cards.conjugation import conjugate, principal_parts, stem_of
from cards.frequency import zipf
from cards.lexicon import Lexicon


class VerbForms:
    """Tables from a form to the listed verbs that have it, each made when it is first needed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def verbs(self) -> Mapping[str, Sequence[str]]:
        """Verbs by any form; a separable verb by its joined forms only (*opbelt*)."""
        table = defaultdict[str, list[str]](list)
        for infinitive, uses in self._lexicon.verbs.items():
            for form in conjugate(infinitive):
                if form.startswith(uses[0].particle):
                    table[form].append(infinitive)
        return dict(table)

    @cached_property
    def pasts(self) -> Mapping[str, str]:
        """The commonest verb with this past singular, as in a subclause (*opbelde*, *vroeg*)."""
        forms: dict[str, str] = {}
        for infinitive in sorted(self._lexicon.verbs, key=zipf, reverse=True):
            for past in principal_parts(infinitive).past.split(";"):
                forms.setdefault("".join(reversed(past.split(" "))), infinitive)
        return forms

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """The commonest verb with this stem, which is its imperative, *houd* or *hou*.

        A separable verb counts by its base.
        """
        verbs = self._lexicon.verbs.items()
        bases = {infinitive.removeprefix(uses[0].particle) for infinitive, uses in verbs}
        stems: dict[str, str] = {}
        for base in sorted(bases, key=lambda verb: (-zipf(verb), verb)):
            stem = stem_of(base)
            stems.setdefault(stem, base)
            if stem.endswith(("oud", "ijd")):
                stems.setdefault(stem[:-1], base)
        return stems

    def is_prefixed(self, infinitive: str) -> bool:
        """Whether it is a listed verb with a particle before it, listed or not (*opruwen*)."""
        verbs, particles = self._lexicon.verbs, self._lexicon.particles
        cuts = range(1, len(infinitive))
        return any(infinitive[cut:] in verbs and infinitive[:cut] in particles for cut in cuts)
