"""Dutch verbs: principal parts, and every form a verb takes in a text.

Verbs that no rule gets right come from a hand-made table, all others from the spelling rules of
the *Woordenlijst Nederlandse Taal*. A prefixed verb inherits from its base: *aanbieden* from
*bieden*. Equally right forms are joined by ";", the commonest first.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from cards.model import Source
from cards.strong_verbs import BOTH, HEBBEN, ZIJN, PrincipalParts, StrongVerbs, strong_verbs
from cards.verb_prefixes import fixed_prefix, root_of, split_separable, with_particle
from cards.verb_spelling import after_e, spell_stem, weak_parts

_PRESENT = {
    "zijn": "ben bent is zijn wees weest zij zijt ware",
    "wezen": "wezen wees weest",
    "hebben": "heb hebt heeft hebben",
    "kunnen": "kan kun kunt kunnen",
    "mogen": "mag mogen moge",
    "willen": "wil wilt willen",
    "zullen": "zal zul zult zullen",
    "komen": "kom komt komen",
    "gaan": "ga gaat gaan",
    "staan": "sta staat staan",
    "slaan": "sla slaat slaan",
    "doen": "doe doet doen",
    "zien": "zie ziet zien",
    "houden": "houd hou houdt houden",
    "rijden": "rijd rij rijdt rijden",
    "snijden": "snijd snij snijdt snijden",
    "glijden": "glijd glij glijdt glijden",
}


def principal_parts(
    infinitive: str, particle: str | None = None, strong: StrongVerbs | None = None
) -> PrincipalParts:
    """Past, participle and auxiliary of any Dutch verb, given without *zich*.

    `particle` says which part separates, "" for none; None leaves it to `split_separable`.
    `strong` replaces the bundled table.
    """
    table = strong_verbs() if strong is None else strong
    verb = unicodedata.normalize("NFC", infinitive)
    if particle is None:
        split = split_separable(verb, strong=table)
        particle = split[0] if split else ""
    if (verb, particle) in table:
        return table[verb, particle]
    return _separable_parts(verb, particle, table) if particle else _whole_parts(verb, table)


def _separable_parts(verb: str, particle: str, table: StrongVerbs) -> PrincipalParts:
    base = principal_parts(verb.removeprefix(particle).removeprefix("-"), "", table)
    # A verb of motion with a particle names a goal or a change: is weggelopen, is opgestegen.
    goal = base.note.startswith("motion")
    return replace(
        base,
        infinitive=verb,
        particle=particle,
        past=_each(base.past, "{} " + particle),
        past_plural=_each(base.past_plural, "{} " + particle),
        participle=_each(base.participle, particle + "{}"),
        auxiliary=ZIJN if goal else base.auxiliary,
        note="",
        auxiliary_source=Source.RULE if goal else base.auxiliary_source,
    )


def _whole_parts(verb: str, table: StrongVerbs) -> PrincipalParts:
    prefix = fixed_prefix(verb, table)
    root = root_of(verb, prefix)
    base = table.get((root, "")) if prefix else None
    if base is None:
        past, participle = weak_parts(root)
        past, participle = after_e(prefix, past), after_e(prefix or "ge", participle)
        return PrincipalParts(verb, "", past, past + "n", participle, HEBBEN)
    return replace(
        base,
        infinitive=verb,
        past=_prefixed(prefix, base.past),
        past_plural=_prefixed(prefix, base.past_plural),
        participle=_prefixed(prefix, base.participle),
        auxiliary=_inherited_auxiliary(prefix, base.auxiliary),
        note="",
        auxiliary_source=Source.RULE,
    )


def conjugate(
    infinitive: str, particle: str | None = None, strong: StrongVerbs | None = None
) -> frozenset[str]:
    """Every form the verb takes in a text, to check a form against a lemma.

    For a separable verb these are the joined forms of a subclause (*opbelt*, *opgebeld*), the
    infinitive with *te* (*op te bellen*), and the finite forms that stand alone (*belt*).
    """
    parts = principal_parts(infinitive, particle, strong)
    lead = parts.particle
    whole = parts.infinitive.removeprefix(lead).removeprefix("-") if lead else parts.infinitive
    prefix = fixed_prefix(whole, strong_verbs() if strong is None else strong)
    root = root_of(whole, prefix)
    pasts = {
        form.partition(" ")[0]
        for cell in (parts.past, parts.past_plural)
        for form in cell.split(";")
    }
    finite = {after_e(prefix, form) for form in _present_forms(root)} | pasts
    # A weak past of the table shows the stem too: monterde op, hij montert op.
    stems = {past[:-2] for past in pasts if past.endswith(("de", "te"))}
    finite |= stems | {stem + "t" for stem in stems if not stem.endswith("t")}
    participles = {p for p in parts.participle.split(";") if p}
    inflected = {_attributive(participle, root) for participle in participles}
    present_participles = {whole + ending for ending in ("d", "de", "den")}
    forms = finite | participles | inflected | {form + "n" for form in inflected}
    forms |= present_participles | {parts.infinitive}
    if lead:
        forms |= {with_particle(lead, form) for form in finite | present_participles}
        forms.add(f"{lead} te {whole}")
    return frozenset(forms)


def stem_of(infinitive: str) -> str:
    """The first person of a verb without a particle, which is its imperative: *eet*, *giet*."""
    prefix = fixed_prefix(infinitive, strong_verbs())
    root = root_of(infinitive, prefix)
    forms = _present_forms(root)
    return after_e(prefix, forms[0] if root in _PRESENT else forms[1])


def _present_forms(root: str) -> tuple[str, ...]:
    if root in _PRESENT:
        return tuple(_PRESENT[root].split())
    _, stem = spell_stem(root)
    # judoën: hij judoot; skiën: ik ski, hij skiet; leve!: the old subjunctive.
    closed = stem + stem[-1] if stem[-1] in "ao" else stem
    third = closed if stem.endswith("t") else closed + "t"
    first = stem[:-1] if root.endswith("iën") else stem
    return stem, first, third, root, root[:-1]


def _attributive(participle: str, root: str) -> str:
    """Before a noun: *gebelde*, *gezette*, *vergrote*, *gedane*, *gevangene* (as a noun)."""
    raw, stem = spell_stem(root)
    if participle.endswith("aan"):
        return participle[:-2] + "ne"
    if stem[-1] in "dt" and participle.endswith(stem):
        return participle.removesuffix(stem) + raw + "e"
    return participle + "e"


def _each(cell: str, template: str) -> str:
    return ";".join(template.format(form) for form in cell.split(";") if form)


def _prefixed(prefix: str, cell: str) -> str:
    """The forms of a base under a fixed prefix, participles without their ge-."""
    forms = (root_of(form, "ge" if form.startswith("ge") else "") for form in cell.split(";"))
    return ";".join(after_e(prefix, form) for form in forms)


def _inherited_auxiliary(prefix: str, base: str) -> str:
    """*Begaan, bereizen, overtreden* take an object; *vergaan, ontglijden* tell of a change."""
    if base == BOTH:
        return ZIJN if prefix == "ont" else HEBBEN
    return base if base == HEBBEN or prefix in ("ver", "ont", "er", "ge") else HEBBEN
