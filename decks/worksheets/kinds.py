"""Words that would fit each other's gaps though they mean different things.

*Negen vrijwilligers staan achter de balie*: with *leden* or *oprichters* in the bank as well, a gap
there has three answers. Words of one kind are therefore not asked for on one sheet. A word too many
in a kind costs a gap, one too few an answer that can be disputed: in doubt it is in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

_PERSON: Final = "person"
_LISTS: Final = """
NOUN person: agent arts baas baby beambte bewoner bezoeker bondgenoot broer burger buur chef dame
  dief dochter dokter echtgenoot familie gast gezin heer held jongen kameraad kapitein kind klant
  kok koning koningin leerling leraar lerares lid mama man meisje mens minister moeder neef nicht
  oma oom opa ouder papa partner passagier patiënt piloot politie president prins prinses
  slachtoffer soldaat student tante vader vijand vluchteling volwassene vriend vriendin
  vrijwilliger vrouw zoon zus zuster
NOUN period: seconde minuut kwartier uur halfuur moment dag etmaal nacht ochtend morgen middag
  avond week weekend weekeinde maand kwartaal jaar decennium eeuw periode tijd seizoen zomer
  winter lente herfst voorjaar najaar schooljaar vakantie
NOUN date: maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april
  mei juni juli augustus september oktober november december
NOUN place: straat buurt wijk stad dorp gemeente provincie land gebied regio streek plaats plein
  park
NOUN building: huis woning gebouw kantoor school winkel fabriek hotel restaurant café ziekenhuis
  kerk museum theater boerderij schuur
ADP place: aan achter naast onder boven tegen langs bij voor tussen
ADP time: sinds na tijdens rond vanaf
ADP inside: in binnen
VERB saying: zeggen vertellen verklaren melden meedelen antwoorden roepen fluisteren schrijven
  denken vinden geloven weten beseffen merken horen lezen beweren stellen benadrukken toevoegen
  uitleggen waarschuwen hopen vrezen vermoeden concluderen begrijpen bevestigen ontkennen erkennen
  aankondigen
VERB going: gaan komen lopen rijden fietsen rennen reizen vertrekken wandelen varen vliegen
  stappen
VERB trade: kopen verkopen lenen uitlenen huren verhuren krijgen geven aanschaffen betalen
VERB begin: beginnen starten stoppen ophouden eindigen doorgaan
ADV often: altijd nooit soms vaak dikwijls zelden meestal regelmatig steeds telkens
ADV when: inmiddels tegenwoordig nu toen vroeger later eerst daarna ooit onlangs binnenkort straks
  gisteren vandaag morgen intussen ondertussen eindelijk meteen direct onmiddellijk al nog
ADV degree: heel erg zeer nogal vrij tamelijk echt bijzonder vooral juist
ADJ size: groot klein lang kort hoog laag breed smal dik dun zwaar licht enorm
ADJ colour: wit zwart rood blauw groen geel bruin grijs oranje paars roze
ADJ worth: goed slecht mooi lelijk leuk fijn prettig vreselijk verschrikkelijk geweldig prachtig
  vervelend aardig gezellig bijzonder vreemd raar gewoon normaal belangrijk
ADJ age: oud jong nieuw modern ouderwets
ADJ order: vorig volgend afgelopen komend laatst eerst tweede
ADJ some: veel weinig meerdere verschillende enkele sommige ander
"""
# Endings of words for people, and of their English.
_PEOPLE: Final = ("ist", "loog", "kundige", "genoot", "man", "vrouw", "ambtenaar", "functionaris")
_WHO: Final = ("er", "or", "ist")


def _read(lists: str) -> Mapping[tuple[str, str], str]:
    kinds: dict[tuple[str, str], str] = {}
    upos = kind = ""
    for word in lists.split():
        if word.isupper():
            upos = word
        elif word.endswith(":"):
            kind = word[:-1]
        else:
            kinds.setdefault((word, upos), kind)
    return MappingProxyType(kinds)


_KINDS: Final = _read(_LISTS)


def kind_of(lemma: str, upos: str, english: Collection[str]) -> str:
    """The kind of a word that has these English meanings; "" if it is of none.

    Compounds are of the kind of their last part (*woensdagavond*), if that is a long one.
    """
    kind = _KINDS.get((lemma, upos), "")
    if kind or upos != "NOUN":
        return kind
    if lemma.endswith(_PEOPLE) or _is_doer(lemma, english):
        return _PERSON
    parts = (lemma[start:] for start in range(2, len(lemma) - 3))
    return next((_KINDS[part, upos] for part in parts if (part, upos) in _KINDS), "")


def _is_doer(lemma: str, english: Collection[str]) -> bool:
    """*Schrijver*, writer; *directeur*, director: not *kamer*, room, nor *computer*."""
    ends = lemma.endswith(("er", "aar", "eur", "or", "ster"))
    return ends and any(word.endswith(_WHO) and word != lemma for word in english)
