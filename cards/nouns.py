"""Dutch nouns where the dictionary ends: de or het, plural and singular, the parts of a compound.

Rules stand in ordered chains; the first that answers wins. Nothing here reads a file: what is known
of other nouns is passed in, as headwords in dictionary spelling. Spelling follows the *Woordenlijst
Nederlandse Taal*, the tendencies the *Algemene Nederlandse Spraakkunst* (ch. 3), each kept only if
it held on one half of a list of nouns; the tests measure the other half.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cards.frequency import zipf
from cards.noun_heads import PARTICLES, cuts, sure_cuts

_SHORT_END = re.compile(r"(?:^|[^aeiouyë]|qu|i(?=[ao])|u(?=[ae])|ë)[aeiouäéèëïöü][bdfgklmnprstz]$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One step of a chain: what the noun looks like, what follows, and a word that shows it."""

    pattern: re.Pattern[str]
    answer: str
    example: str
    name: str


def _table(rows: str) -> tuple[Rule, ...]:
    """Read one rule a line: pattern, answer, example, name; a pattern holds no blank."""
    split = (row.split(maxsplit=3) for row in rows.strip().splitlines())
    return tuple(Rule(re.compile(p), answer, word, name) for p, answer, word, name in split)


def _pairs(rows: str) -> Mapping[str, str]:
    return MappingProxyType(dict(pair.split(">") for pair in rows.split()))


# Firm: these endings close a word whatever stands before them, so they go before the head of a
# compound ("verzekering" is no "ring"). An exception stands above the rule it breaks.
ARTICLES_FIRM = _table(r"""
^[A-Z][a-zë]+s$|isch$ het Engels language
^(?:noord|zuid|oost|west)\w*en$ het zuidoosten compass point
\w(?:rood|geel|blauw|groen|zwart|bruin|grijs|paars)$ het donkerblauw colour
[ao]nje$ de franje -nje
[^aeiou]je$ het huisje diminutive
heid$ de vrijheid -heid
^(?:ge|be|on)?ding$ het geding -ding
.{2}ing$ de regering -ing
teit$ de universiteit -teit
(?:minister|myster|evangel|domicil|^gen)ie$ het ministerie -ie (het)
[^aeiou]ie$ de vakantie -ie
(?:^|schilder|jaarge|^ge|spring|dood)tij$|schilderij$ het schilderij -ij (het)
[^aeiou]ij$ de bakkerij -ij
(?:bood|eigen|weten|gemeen|verwant|vriend|vijand|broeder|zuster)schap$ de vriendschap -schap (de)
(?:gevangen|kameraad|balling|dronken|(?<!vak)man|vennoot)schap$ de manschap -schap (de)
(?:wedden|nalaten|zwanger)schap$ de weddenschap -schap (de)
(?:^blijd|^gram|^reken|^hechten|^beter|verstand)schap$ de blijdschap -schap (de)
.{2}schap$ het landschap -schap
[aiï]sme$ het toerisme -isme
(?<!con)(?<!nsu)(?<!^ce)ment$ het document -ment
(?<!dat)um$ het museum -um
oloog$ de psycholoog -loog
(?:ouder|rijk|was|^a|vrij)dom$ de rijkdom -dom (de)
.{3}dom$ het christendom -dom
""")
# Loose: shapes that yield to a known head ("bestuur" has "stuur", "rijbewijs" has "bewijs").
ARTICLES_LOOSE = _table(r"""
(?:mos|wis|ok|dis|ge|bus|gij|tin|slok)sel$ de mossel -sel (de)
.{2}sel$ het stelsel -sel
^ge(?:berg|boom|been|deel|hal|steen|vaar|vogel)te$ het gebergte ge-te
^ge(?:raam|hemel|blader|dier|boef|bin)te$ het geraamte ge-te
[iox]cide$|oxide$|[io]ride$ het pesticide -ide
[^aeiou](?:te|de)$ de hoogte -te, -de
[^o]nis$ de kennis -nis
^ge[bdfghjklmnprstvwz][^en].*[^er]$ het gebouw ge-
^(?:be|ver|ont)[^aeioun][^aeiou]*(?:[aeiou]{1,2}|ij)[^aeiou]+$ het verslag be-, ver-, ont-
(?:^|aan|af|in|op|over|uit|voor)[^aeiou]*(?:[aeiou]|ie|oe|ij)[^aeiou]{1,2}en$ het zwemmen infinitive
(?:gr[ao]m|[^r]eem|eau)$ het systeem -gram, -eem, -eau
.{2}(?:[^e]er|aar|ster)$ de bakker -er, -aar, -ster
.{2}(?:eur|or|ist|ant|iër|aris|oot|loog|graaf|us|ling|erik|in|cier|nier)$ de journalist person
(?:advoc|sold|kandid|diplom|autom|pir|cr|tom|gran|fan)aat$ de advocaat -aat (de)
.{2}(?:aat|eel)$ het resultaat -aat, -eel
.{2}[eay]$ de machine -e, -a, -y
.{2}(?:tuur|iek|t[ht]?eek|nst|itis)$ de cultuur feminine
.{2,}(?:ouw|eeuw|ei|aard|erd|ang|oon|oop|eek|iet|eut)$ de landouw mostly de
""")
# Plurals: "cut>add" replaces an ending, "~" asks for -en with the rules of spelling.
IRREGULAR_PLURALS = _pairs("""
val>vallen dier>dieren heer>heren rem>remmen gezel>gezellen cel>cellen been>benen teen>tenen
stad>steden schip>schepen kind>kinderen lid>leden smid>smeden blad>bladen lam>lammeren kalf>kalveren
rund>runderen rad>raderen goed>goederen lied>liederen volk>volkeren hoen>hoenderen koe>koeien
vlo>vlooien dag>dagen weg>wegen glas>glazen gat>gaten pad>paden bad>baden vat>vaten dak>daken
graf>graven hof>hoven hol>holen gebed>gebeden gebrek>gebreken gebod>geboden verbod>verboden
bod>boden slot>sloten schot>schoten spel>spelen bevel>bevelen bedrag>bedragen verdrag>verdragen
slag>slagen verslag>verslagen dal>dalen staf>staven god>goden hertog>hertogen oorlog>oorlogen
tred>treden middel>middelen artikel>artikelen engel>engelen wonder>wonderen koopman>kooplieden
zeeman>zeelieden werkman>werklieden gelid>gelederen gemoed>gemoederen aardappel>aardappelen
motor>motoren bal>ballen zoon>zonen schoen>schoenen dieet>diëten verlof>verloven reden>redenen
handvat>handvatten overschot>overschotten schildpad>schildpadden kleinood>kleinodiën plan>plannen
""")
# Too short or too common as an ending to be looked for at the end of other words.
_WHOLE_PLURALS = _pairs("""
ei>eieren lot>loten rede>redes oom>ooms kok>koks heiden>heidenen bacterie>bacteriën porie>poriën
complot>complotten fregat>fregatten alcohol>alcoholen schot>schotten kanon>kanonnen spion>spionnen
baron>baronnen karton>kartonnen demon>demonen model>modellen tabel>tabellen rebel>rebellen
kapel>kapellen
""")
PLURALS_FIRM = _table(r"""
^[A-Z][a-zë]+s$|isch$ - Engels language
^(?:noord|zuid|oost|west)\w*en$ - zuidoosten compass point
heid$ heid>heden vrijheid -heid
[^aeiou]je$ >s huisje diminutive
[aeiou]\w*[^aeiou]ster$ >s schrijfster -ster
(?:kost|alb|parf|vacu|g|dr|^r|geran|gebr|blubb)[uü]m$ >s album -um (-s)
[aeiou]\w*um$ um>a museum Latin -um
""")
PLURALS = _table(r"""
(?:^|-)[b-df-hj-np-tv-xz]+$ >'s pvc abbreviation
icus$ us>i politicus -icus
sis$ sis>ses crisis -sis
ieel$ ieel>iëlen materieel -ieel
(?:ener|reli|^re)gie$ >s energie -gie (-s)
(?:stud|prem|academ|lin|opin|^ser|minister|myster|galler)ie$ >s studie -ie (-s)
(?:[gf]|[aoy]m|[aoeu]n|crat|path|fil|arch|od|[ck]op|str)ie$ >ën melodie stressed -ie
(?:[^s]er|[eo]or|[ao]r|tas|cris|[oe]z|ob|lad|nch|^kn)ie$ >ën theorie stressed -ie
i[eë]$ >s vakantie -ie
(?:monn|omin|ourn|pur|pans|titu|entr|soir|dict|oduc|mploy|hach|abonn|ssel)ee$ >s dominee French -ee
ee$ >ën idee -ee
(?:^[bg]e\w*[^aeiou][dt]|[ts]tend|[nv]end|[aoi]r?end|rd)e$ >n gewonde participle
(?:ig|[lr]oz|lijk|isch|[^aeiou]s|[^h]es|[^a]ch)e$ >n jarige adjective as noun
[iï]sme$ >n organisme -isme
e$ >s ziekte -e
[^aeiou][aoiu]$|[aeiu]o$|[eiu]a$|[^aeiou]y$ >'s pizza open vowel
[aeo]y$|é$|eau$|roe$|[^aeiou]eu$ >s essay French or English
^[^aeiou]+ier$|(?:pap|plez|[mb]an|mul|wart|pul|offic|arab)ier$ ~ papier -ier (-en)
ier$ >s portier -ier
(?:elaar|enaar|nnaar|inaar|eraar)$ >s tovenaar -aar
[aeiou]\w*[^aeiou]eur$|oir$|[^s]ic$ >s chauffeur -eur, -oir
(?:ge|her|be|op|toe|uit|in|voor)stel$ ~ voorstel stressed -stel
[aeiouy]\w*(?:[^aeiou]|[aeo]i|[aeo]u|uw|ij|eu|ui|oe)(?:e[lmnr]|erd)$ >s winkel unstressed
[aeiou]\w*ër$ >s Indiër unstressed
(?:oo|aa)rn$ >s eekhoorn -rn
(?:sh|oach|wich|atch|unch)$ >es coach English_-sh
ea[mlkn]$|oa[dtp]$|ack$|board$|show$|club$|film$|link$|tank$|tweet$ >s team English
(?:amp|park|smok|pierc|cast|brief|hold|meet|rank|dress)ing$ >s camping English -ing
(?:bowl|recycl|coach|str|liv)ing$ >s bowling English -ing
(?:shop|trip|clip|app|ticket|flat|bar|record|chip|song|blog|bag|drug|shirt|point)$ >s trip English
(?:[^s]tip|[ct]ast|view|copyright|script|shoot|target|bug|crew|account)$ >s interview English
[aeiou]\w*[^oaeu]on$|[aeiou]\w*[^mlpaeiou]a[nm]$|[tdlp]ion$ >s station -on, -an, -am
(?:restaurant|luitenant|sultant|condoom|moslim|kapitein|bruidegom)$ >s restaurant French
(?:depot|circuit|(?:sti|ter|rna)val|plafond|boulevard|dessert)$ >s festival French
[^\W\d_]$ ~ boek -en
""")
# -f and -s stay voiceless here, though a long vowel stands before them.
_VOICELESS = re.compile(
    r"(?:[aeiou]\w*[^ae]graaf|paragraaf|s[oa]of|tro[eo]f|roof|kruis|(?:^|[^r])eis|paus|kous|spies|struis"
    r"|kaars)$"
)
_VOICED = re.compile(
    r"(?:(?:aa|ee|oo|uu|ie|eu|oe|ui|ei|ij|au|ou)[fs]|[lr]f"
    r"|(?:gan|gren|len|spon|beur|ver|vaar|laar|hal|el|pol|pel|gem)s)$"
)
_UNDOUBLED = re.compile(r"[aeiou]\w*[^aeiou](?:ik|or)$")


def _match(rules: tuple[Rule, ...], noun: str) -> Rule | None:
    return next((rule for rule in rules if rule.pattern.search(noun)), None)


def article_by_rule(noun: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Give *de* or *het* for a singular noun, and the name of the rule that decided.

    `known` maps headwords to their article; a head with another value ("de/het") decides nothing.
    None means that no rule applies.
    """
    if rule := _match(ARTICLES_FIRM, noun):
        return rule.answer, rule.name
    sure = next(sure_cuts(noun.lower(), known), None)
    rule = None if sure else _match(ARTICLES_LOOSE, noun)
    if rule:
        return rule.answer, rule.name
    _, head = sure or next(cuts(noun.lower(), known, shortest=4), ("", ""))
    return (known[head], f"compound of {head}") if known.get(head) in {"de", "het"} else None


def with_en(noun: str) -> str:
    """Add -en by the rules of spelling: *boot, boten; bal, ballen; brief, brieven*."""
    stem = noun
    if _VOICED.search(noun) and not _VOICELESS.search(noun):
        stem = noun[:-1] + {"f": "v", "s": "z"}[noun[-1]]
    if re.search(r"(?:aa|ee|oo|uu)[bcdfgklmnprstvz]$", stem):
        return stem[:-2] + stem[-1] + "en"
    if _SHORT_END.search(stem) and not _UNDOUBLED.search(stem):
        return stem + stem[-1] + "en"
    return stem + "en"


def _apply(answer: str, noun: str) -> str:
    """Carry out the answer of a plural rule: "cut>add", "~" for -en, "-" for no plural."""
    if answer in {"~", "-"}:
        return with_en(noun) if answer == "~" else "-"
    cut, add = answer.split(">")
    return noun.removesuffix(cut) + add


def plural_by_rule(noun: str, known: Mapping[str, str]) -> str | None:
    """Form the plural of a singular noun; "-" where the kind has none, None for no word.

    `known` maps headwords to their plural ("-" or "" where there is none); a compound takes the
    plural of its head.
    """
    exact = _WHOLE_PLURALS.get(noun) or IRREGULAR_PLURALS.get(noun)
    if exact:
        return exact
    if rule := _match(PLURALS_FIRM, noun):
        return _apply(rule.answer, noun)
    for first, head in sure_cuts(noun, known):
        if known[head] not in {"", "-"}:
            return first + known[head]
    for first, head in cuts(noun, IRREGULAR_PLURALS):
        return first + IRREGULAR_PLURALS[head]
    rule = _match(PLURALS, noun)
    return _apply(rule.answer, noun) if rule else None


_PLURAL_HEADS = MappingProxyType({plural: word for word, plural in IRREGULAR_PLURALS.items()})
_WHOLE_SINGULARS = MappingProxyType({plural: word for word, plural in _WHOLE_PLURALS.items()})
_SINGULAR_ENDINGS = (
    ("heden", "heid"),
    ("ën", ""),
    ("'s", ""),
    ("s", ""),
    ("n", ""),
    ("ici", "icus"),
    ("a", "um"),
)


def singular_candidates(form: str, known: Container[str] | None = None) -> tuple[str, ...]:
    """List the singulars a plural may come from, those that yield it by rule first.

    With `known` only those that it holds, which is much faster.
    """
    stems = [_WHOLE_SINGULARS[form]] if form in _WHOLE_SINGULARS else []
    stems += [_PLURAL_HEADS[form]] if form in _PLURAL_HEADS else []
    stems += [first + _PLURAL_HEADS[head] for first, head in cuts(form, _PLURAL_HEADS)]
    if form.endswith("en") and not form.endswith("heden"):
        stem = form[:-2]
        last = {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
        if re.search(r"([bdfgklmnprst])\1$", stem):
            stems.append(stem[:-1])
        if re.search(r"(?:^|[^aeiou])[aeou][^aeiou]$", stem):
            stems.append(stem[:-2] + stem[-2] * 2 + last)
        stems += [stem[:-1] + last, stem]
    stems += [form.removesuffix(end) + new for end, new in _SINGULAR_ENDINGS if form.endswith(end)]
    unique = dict.fromkeys(
        stem for stem in stems if len(stem) > 1 and (known is None or stem in known)
    )
    return tuple(sorted(unique, key=lambda stem: plural_by_rule(stem, {}) != form))


# Endings that look like a noun: *verzeke-ring*, *bakke-rij*, *schrijf-ster*, *konink-rijk*.
_SHORTEST_OF_THREE = 4
_NO_HEADS = frozenset("ring ding rij ster schap dom naar aal dij set tal tree uur laan".split())


def split_compound(noun: str, known: Container[str]) -> tuple[str, ...] | None:
    """Take a compound apart into known headwords, longest head first: *zonnebloem: zon, bloem*.

    The first part may be a noun (with -s-, -en-, -e- between), a verb stem or an adjective, or a
    compound itself. Where several cuts come out even, the one without a rare word is meant
    (*pannenkoeken-pan*). None for a headword, and for what does not come out even.
    """
    if noun in known:
        return None
    ways = [c for c in cuts(noun, known) if c[0] not in PARTICLES and c[1] not in _NO_HEADS]
    parts = ((_first_part(first.rstrip("-"), known), head) for first, head in ways)
    even = [(first, head) for first, head in parts if first is not None]
    if even:
        return max(even, key=lambda cut: min(map(zipf, cut))) if len(even) > 1 else even[0]
    for first, head in ways:
        deeper = split_compound(first.removesuffix("s"), known)
        # Three short parts are an accident: *maal-tij-den*.
        if deeper and min(map(len, (*deeper, head))) >= _SHORTEST_OF_THREE:
            return *deeper, head
    return None


def _first_part(first: str, known: Container[str]) -> str | None:
    """Find the headword behind the first part of a compound, linking sounds removed."""
    plural = first + "n" if first.endswith("e") else first
    bare = [first, first.removesuffix("s"), with_en(first)]
    if plural.endswith("en"):
        stems = singular_candidates(plural, known)
        ruled = [stem for stem in stems if plural_by_rule(stem, {}) == plural]
        bare = [*ruled, first, first.removesuffix("e")]
    return next((word for word in bare if len(word) > 2 and word in known), None)
