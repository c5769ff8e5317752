"""What stands before a Dutch verb: particles that separate (*op-bellen*), prefixes that do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from cards.strong_verbs import StrongVerbs, strong_verbs
from cards.verb_spelling import VOWELS, is_unstressed

# Every part that can separate from a verb; any verb may follow (*wegmoffelen, goedpraten*).
PARTICLES = frozenset(
    """aan aaneen achter achteraan achterna achterom achterop achterover achteruit adem af auto
    bang beet bekend bezig bij bijeen binnen blind bloot boek borg bot boven buit buiten deel
    dicht dienst diep dood door droog dwars eruit feest fijn flauw fout gaar gade gebruik
    geheim gelijk geluk gereed gerust gevangen gewaar glad goed groot hard heen heilig hoog
    huis in ineen instand kaal kapot kennis klaar klein klem koffie kort krom kwaad kwijt lam
    langs lastig leeg leiding lek les lief lip los mede mee mis na naast nader nat neer om
    omheen omhoog omlaag omver onder onderuit op opeen open opzij over overeen overeind
    overheen overhoop paard piano plaats plat post prijs raak recht rond ruzie samen schadeloos
    scheef scherp schoon schuil spaak stand stijf stil stop strak stuk tegemoet tegen tegenover
    tekeer tekort teleur teloor teniet tentoon terecht terneer terug tevreden teweeg tewerk
    thuis toe toneel touwtje tussen uit uiteen vaarwel vast veilig verdacht verder vet vlak vol
    voor vooraan vooraf voorbij voorop voorover voort vooruit vorm vreemd vrij waar wakker warm
    weder weer weg wijs wit zaak ziek zoek zoet zwart""".split()
)
# Prefixes that separate before some verbs only: the bases that do not separate (*overleven*) ...
_INSEPARABLE = {
    "aan": "bidden schouwen vaarden",
    "achter": "halen volgen",
    "door": """boren breken drenken gronden kruisen leven ploegen spekken staan stralen vorsen waden
        weken weven woelen worstelen zeven zien zoeken""",
    "om": """armen cirkelen geven gorden grenzen heinen helzen hullen kaderen klemmen knellen
        kransen lijnen lijsten mantelen muren randen ringen schrijven singelen sluieren
        sluiten spannen spoelen strengelen vatten winden zeilen zomen zwachtelen zwermen""",
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
    "mis": "gaan gokken gooien grijpen kopen koppen lopen rijden schieten slaan tasten zitten",
    "onder": """binden brengen dekken doen dompelen duiken duwen komen kotsen lopen schuiven smeren
        sneeuwen spuiten stoppen verdelen""",
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
        for particle in _leading(infinitive)
        if _separates(particle, infinitive)
    ]
    for particle, base in splits:
        # voor-trekken before voort-rekken: a base that we know decides.
        if (infinitive, particle) in table or base in known or (base, "") in table:
            return particle, base
    return next((split for split in splits if _new_separable(*split)), None)


def _leading(infinitive: str) -> Iterator[str]:
    """The particles that a verb begins with, longest first."""
    for end in range(len(infinitive), 0, -1):
        if infinitive[:end] in PARTICLES:
            yield infinitive[:end]


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


def fixed_prefix(verb: str, table: StrongVerbs) -> str:
    """What keeps ge- away: *ver-delen, over-leven*, also *her-ver-delen, ver-ge-lijken*; or ""."""
    prefix = _outer_prefix(verb)
    root = root_of(verb, prefix)
    # her-beginnen: the table has the base whole.
    inner = fixed_prefix(root, table) if prefix and (root, "") not in table else ""
    return prefix + inner


def _outer_prefix(verb: str) -> str:
    if verb in _WHOLE:
        return ""
    if verb in _GE_ER_VERBS:
        return verb[:2]
    for prefix in _FIXED_PREFIXES:
        if verb.startswith(prefix) and _VERB_SHAPE.fullmatch(root_of(verb, prefix)):
            return prefix
    for prefix in (*_INSEPARABLE, *_SEPARABLE):
        # Who calls has ruled out the separable verb: door-léven, over-gíeten.
        if verb.startswith(prefix) and _VERB_SHAPE.fullmatch(root_of(verb, prefix)):
            return prefix
    return ""


def root_of(verb: str, prefix: str) -> str:
    """The verb without its prefix, and without the trema that the prefix asked for."""
    root = verb.removeprefix(prefix)
    if prefix and root[:1] in "ëïü":
        return unicodedata.normalize("NFD", root[0])[0] + root[1:]
    return root


def with_particle(particle: str, form: str) -> str:
    """Particle and form, with the hyphen of *mee-eten* and *na-apen* where vowels meet."""
    clash = particle[-1] + form[0] in ("aa", "ae", "ai", "au", "ee", "ei", "eu", "oe", "oi", "oo")
    return f"{particle}-{form}" if clash else particle + form
