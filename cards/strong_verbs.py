"""Principal parts, and the hand-made table of the verbs that no rule gets right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from cards.model import Forms, Source

HEBBEN, ZIJN, BOTH = "hebben", "zijn", "both"


@dataclass(frozen=True, slots=True)
class PrincipalParts:
    """Past, participle and auxiliary of a verb; `particle` is empty unless it separates.

    Separable pasts stand as in a main clause (*belde op*). `auxiliary` is "hebben", "zijn" or
    "both". A source is LEXICON where the table knows the verb or its base, else RULE.
    """

    infinitive: str
    particle: str
    past: str
    past_plural: str
    participle: str
    auxiliary: str
    note: str = ""
    forms_source: Source = Source.RULE
    auxiliary_source: Source = Source.RULE

    def forms(self) -> Forms:
        """The parts as a card holds them: of alternatives, the commonest."""
        past, plural, participle = (
            cell.split(";", maxsplit=1)[0]
            for cell in (self.past, self.past_plural, self.participle)
        )
        return Forms(past=past, past_plural=plural, participle=participle, auxiliary=self.auxiliary)


StrongVerbs = Mapping[tuple[str, str], PrincipalParts]


def read_strong_verbs(text: str) -> StrongVerbs:
    """The table of verbs that no rule gets right, from tab-separated text with a header.

    Raises:
        ValueError: a line has other than six fields, or repeats a verb.
    """
    table: dict[tuple[str, str], PrincipalParts] = {}
    for line in text.splitlines()[1:]:
        infinitive, past, plural, participle, auxiliary, note = line.split("\t")
        particle = past.partition(";")[0].partition(" ")[2]
        if (infinitive, particle) in table:
            raise ValueError(f"{infinitive} stands twice in the table of strong verbs")
        known = Source.LEXICON
        table[infinitive, particle] = PrincipalParts(
            infinitive, particle, past, plural, participle, auxiliary, note, known, known
        )
    return MappingProxyType(table)


@cache
def strong_verbs() -> StrongVerbs:
    """The bundled table of strong and irregular verbs."""
    folder = resources.files("cards") / "data" / "lexicon"
    return read_strong_verbs((folder / "strong_verbs.tsv").read_text(encoding="utf-8"))
