"""Dutch verbs: principal parts, separability, and every form a verb takes in a text.

Verbs that no rule gets right come from a hand-made table, all others from the spelling rules of
the *Woordenlijst Nederlandse Taal*. A prefixed verb inherits from its base: *aanbieden* from
*bieden*. Equally right forms are joined by ";", the commonest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from cards.model import Forms, Source
from cards.verb_spelling import VOWELS, after_e, is_unstressed, spell_stem, weak_parts

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
"""The table by infinitive and particle: *voorkomen* stands in it with "" and with "voor"."""

# Every part that can separate from a verb; any verb may follow (*wegmoffelen, goedpraten*).
PARTICLES = frozenset(
    """aan aaneen achter achteraan achterna achterom achterop achterover achteruit adem af auto
    beet bekend bezig bij bijeen binnen bloot boek borg bot boven buit buiten deel dicht
    dienst diep dood door droog dwars eruit feest fijn flauw fout gade gebruik geheim gelijk
    geluk gereed gerust gevangen gewaar glad goed groot hard heen hoog huis in ineen
    instand kaal kapot kennis klaar klein klem koffie kort krom kwaad kwijt lam langs
    lastig leeg leiding lek les lief lip los mede mee mis na nader neer om omheen omhoog
    omlaag omver onder onderuit op opeen open opzij over overeen overeind overhoop paard
    piano plaats plat post prijs raak recht rond ruzie samen scheef schoon schuil spaak
    stand stil stop stuk tegemoet tegen tegenover tekeer tekort teleur teloor teniet
    tentoon terecht terneer terug tevreden teweeg tewerk thuis toe touwtje uit uiteen
    vaarwel vast veilig verdacht verder vlak vol voor vooraan vooraf voorbij voorop
    voorover voort vooruit vorm vreemd vrij waar wakker warm weder weer weg wijs zaak
    ziek zoek zwart""".split()
)
_LONGEST_FIRST = tuple(sorted(PARTICLES, key=lambda particle: (-len(particle), particle)))
# Prefixes that separate before some verbs only: the bases that do not separate (*overleven*) ...
_INSEPARABLE = {
    "aan": "bidden schouwen vaarden",
    "achter": "halen volgen",
    "door": """boren breken drenken gronden kruisen leven ploegen spekken staan stralen vorsen waden
        weken weven woelen worstelen zeven zien zoeken""",
    "om": """armen cirkelen geven gorden heinen helzen hullen kaderen klemmen knellen kransen
        lijnen lijsten mantelen muren randen ringen schrijven singelen sluieren
        sluiten spannen spoelen strengelen vatten zeilen zomen zwachtelen zwermen""",
    "over": """belasten belichten bevolken bluffen bruggen dekken denken donderen drijven eten
        handigen heersen horen klassen koepelen komen laden lappen leggen leven
        lijden mannen meesteren nachten peinzen prikkelen reden rompelen rulen
        schaduwen schatten schreeuwen schrijden spannen spoelen stelpen stemmen
        stijgen stromen treden treffen troeven tuigen vallen verhitten vleugelen
        voeden voeren vragen waarderen wegen weldigen welven winnen winteren
        woekeren zien""",
    "vol": "brengen doen eindigen harden staan tooien trekken voeren",
    "voor": "komen spellen voelen zien",
}
# ... and, for prefixes that mostly do not, the bases that do (*onderbrengen*).
_SEPARABLE = {
    "mis": "gaan grijpen lopen rijden schieten slaan tasten zitten",
    "onder": "brengen dekken doen dompelen duiken lopen schuiven sneeuwen stoppen verdelen",
    "weer": "geven keren komen vinden zien",
}
_FIXED_PREFIXES = ("be", "her", "ont", "ver")
_GE_ER_VERBS = frozenset(
    """gebaren gebeuren gebieden gebruiken gedenken gedijen gedogen gedragen gehoorzamen gelasten
    geleiden gelieven gelijken geloven gelukken genezen genieten geraken gerieven geschieden
    getroosten getuigen gevoelen gewagen gewennen erbarmen erkennen erlangen ervaren""".split()
)
# Verbs that only look prefixed, and take ge-: *open-en*, *be-delen* (beg), *ver-nissen*.
_WHOLE = frozenset(
    """afficheren affronteren bedelen beelden beiden beieren beitelen beitsen bengelen beteren
    beuken beulen beunhazen beuren beuzelen bezemen bezigen bijten boekstaven boteren
    bottelen buitelen doodverven dwarsbomen herbergen hersenspoelen huisvesten
    instagrammen internetten interviewen kleineren kortwieken lamenteren lammeren
    liefhebberen liefkozen naaien naasten naderen nagelen openbaren openen opereren
    opiniëren opperen opponeren opteren postuleren rechtvaardigen stileren toeteren
    toetsen uiten verbaliseren verifiëren vernissen vlakgommen volleyballen volleyen
    vrijbuiten vrijwaren waarborgen waarderen waarmerken waarschuwen wedijveren
    weerlichten""".split()
)
_VERB_SHAPE = re.compile(
    r"(?:sch[mr]?|[ct]hr|s[pt][rl]?|s[cklmn]|zw|kn|gn|wr|[dt]w|[bcfgkpv][lr]|[dt]r|[cst]h|kw|qu"
    r"|[bcdfghjklmnprstvwz])?(?:[aeiouyëïü].*(?:[eë]n|gaan|slaan|staan)|(?:g|st|sl)aan)"
)
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


def split_separable(
    infinitive: str, known: Container[str] = (), strong: StrongVerbs | None = None
) -> tuple[str, str] | None:
    """The particle and base of a verb if it is separable: *opbellen* → ("op", "bellen").

    `known` holds infinitives of other verbs, which help to recognise a base. Where a verb is both
    (*voorkomen*, *ondergaan*), the answer is that of the inseparable verb.
    """
    table = strong_verbs() if strong is None else strong
    if infinitive in _WHOLE or (infinitive, "") in table:
        return None
    splits = [
        (particle, infinitive.removeprefix(particle).removeprefix("-"))
        for particle in _LONGEST_FIRST
        if infinitive.startswith(particle) and _separates(particle, infinitive)
    ]
    for particle, base in splits:
        # voor-trekken before voort-rekken: a base that we know decides.
        if (infinitive, particle) in table or base in known or (base, "") in table:
            return particle, base
    return next((split for split in splits if _new_separable(*split)), None)


def _separates(particle: str, infinitive: str) -> bool:
    """Whether the lists of prefixes allow this particle before this base."""
    base = infinitive.removeprefix(particle)
    if particle in _SEPARABLE:
        return base in _SEPARABLE[particle].split()
    return base not in _INSEPARABLE.get(particle, "").split()


def _new_separable(particle: str, base: str) -> bool:
    """Whether a particle may stand before this word, which no list has."""
    if not _VERB_SHAPE.fullmatch(base):
        return False
    # in-formeren, na-vigeren: borrowed verbs in stressed -eren that begin like a particle.
    borrowed = re.search(rf"[{VOWELS}].*[^{VOWELS}]eren$|[iu][eë]ren$", base)
    risky = particle in ("in", "na") or base.endswith("iseren")
    return not (borrowed and risky and not is_unstressed(base))


def join_particle(
    particle: str, lemma: str, known: Container[str] = (), strong: StrongVerbs | None = None
) -> str | None:
    """The separable verb of a particle and the verb it was found with, or None.

    The lemma may hold the particle already (*opbellen*, *op_bellen*). None where the two make no
    plausible verb: an unknown particle, a base that is no verb or has a particle of its own.
    """
    particle, lemma = particle.lower(), lemma.replace("_", "").lower()
    if particle not in PARTICLES:
        return None
    own = split_separable(lemma, known, strong)
    if lemma.startswith(particle) and (lemma in known or own) and len(lemma) > len(particle) + 2:
        return lemma
    joined = _join(particle, lemma)
    if joined in known:
        return joined
    table = strong_verbs() if strong is None else strong
    plausible = lemma in known or (lemma, "") in table or bool(_VERB_SHAPE.fullmatch(lemma))
    return joined if plausible and not own and not _outer_prefix(lemma) else None


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
    prefix = _fixed_prefix(verb, table)
    root = _root(verb, prefix)
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
    prefix = _fixed_prefix(whole, strong_verbs() if strong is None else strong)
    root = _root(whole, prefix)
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
        forms |= {_join(lead, form) for form in finite | present_participles}
        forms.add(f"{lead} te {whole}")
    return frozenset(forms)


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


def _fixed_prefix(verb: str, table: StrongVerbs) -> str:
    """What keeps ge- away: *ver-delen, over-leven*, also *her-ver-delen, ver-ge-lijken*; or ""."""
    prefix = _outer_prefix(verb)
    root = _root(verb, prefix)
    # her-beginnen: the table has the base whole.
    inner = _fixed_prefix(root, table) if prefix and (root, "") not in table else ""
    return prefix + inner


def _outer_prefix(verb: str) -> str:
    if verb in _WHOLE:
        return ""
    if verb in _GE_ER_VERBS:
        return verb[:2]
    for prefix in _FIXED_PREFIXES:
        if verb.startswith(prefix) and _VERB_SHAPE.fullmatch(_root(verb, prefix)):
            return prefix
    for prefix in (*_INSEPARABLE, *_SEPARABLE):
        # Who calls has ruled out the separable verb: door-léven, over-gíeten.
        if verb.startswith(prefix) and _VERB_SHAPE.fullmatch(_root(verb, prefix)):
            return prefix
    return ""


def _root(verb: str, prefix: str) -> str:
    """The verb without its prefix, and without the trema that the prefix asked for."""
    root = verb.removeprefix(prefix)
    if prefix and root[:1] in "ëïü":
        return unicodedata.normalize("NFD", root[0])[0] + root[1:]
    return root


def _join(particle: str, form: str) -> str:
    """Particle and form, with the hyphen of *mee-eten* and *na-apen* where vowels meet."""
    clash = particle[-1] + form[0] in ("aa", "ae", "ai", "au", "ee", "ei", "eu", "oe", "oi", "oo")
    return f"{particle}-{form}" if clash else particle + form


def _each(cell: str, template: str) -> str:
    return ";".join(template.format(form) for form in cell.split(";") if form)


def _prefixed(prefix: str, cell: str) -> str:
    """The forms of a base under a fixed prefix, participles without their ge-."""
    forms = (_root(form, "ge" if form.startswith("ge") else "") for form in cell.split(";"))
    return ";".join(after_e(prefix, form) for form in forms)


def _inherited_auxiliary(prefix: str, base: str) -> str:
    """*Begaan, bereizen, overtreden* take an object; *vergaan, ontglijden* tell of a change."""
    if base == BOTH:
        return ZIJN if prefix == "ont" else HEBBEN
    return base if base == HEBBEN or prefix in ("ver", "ont", "er", "ge") else HEBBEN
