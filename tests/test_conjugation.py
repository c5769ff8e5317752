"""Principal parts, separability and forms of Dutch verbs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from cards.conjugation import conjugate, principal_parts, stem_of
from cards.model import Forms, Source
from cards.strong_verbs import read_strong_verbs, strong_verbs
from cards.verb_prefixes import PARTICLES, split_separable

LEXICON = resources.files("cards") / "data" / "lexicon"

# infinitive | past | past plural | participle | auxiliary; checked by hand, not generated.
GOLDEN = """
zijn | was | waren | geweest | zijn
hebben | had | hadden | gehad | hebben
worden | werd | werden | geworden | zijn
kunnen | kon | konden | gekund | hebben
willen | wilde | wilden | gewild | hebben
zeggen | zei | zeiden | gezegd | hebben
brengen | bracht | brachten | gebracht | hebben
kopen | kocht | kochten | gekocht | hebben
doen | deed | deden | gedaan | hebben
weten | wist | wisten | geweten | hebben
lijken | leek | leken | geleken | hebben
bijten | beet | beten | gebeten | hebben
stelen | stal | stalen | gestolen | hebben
varen | voer | voeren | gevaren | both
werken | werkte | werkten | gewerkt | hebben
vriezen | vroor | vroren | gevroren | hebben
verliezen | verloor | verloren | verloren | hebben
vergeten | vergat | vergaten | vergeten | both
bakken | bakte | bakten | gebakken | hebben
lachen | lachte | lachten | gelachen | hebben
heten | heette | heetten | geheten | hebben
vragen | vroeg | vroegen | gevraagd | hebben
genezen | genas | genazen | genezen | both
helpen | hielp | hielpen | geholpen | hebben
komen | kwam | kwamen | gekomen | zijn
leven | leefde | leefden | geleefd | hebben
reizen | reisde | reisden | gereisd | both
maken | maakte | maakten | gemaakt | hebben
praten | praatte | praatten | gepraat | hebben
antwoorden | antwoordde | antwoordden | geantwoord | hebben
zetten | zette | zetten | gezet | hebben
redden | redde | redden | gered | hebben
faxen | faxte | faxten | gefaxt | hebben
lunchen | lunchte | lunchten | geluncht | hebben
pushen | pushte | pushten | gepusht | hebben
duwen | duwde | duwden | geduwd | hebben
studeren | studeerde | studeerden | gestudeerd | hebben
luisteren | luisterde | luisterden | geluisterd | hebben
wandelen | wandelde | wandelden | gewandeld | both
verdelen | verdeelde | verdeelden | verdeeld | hebben
oordelen | oordeelde | oordeelden | geoordeeld | hebben
tekenen | tekende | tekenden | getekend | hebben
ademen | ademde | ademden | geademd | hebben
kopiëren | kopieerde | kopieerden | gekopieerd | hebben
creëren | creëerde | creëerden | gecreëerd | hebben
evacueren | evacueerde | evacueerden | geëvacueerd | hebben
eisen | eiste | eisten | geëist | hebben
eindigen | eindigde | eindigden | geëindigd | both
beëindigen | beëindigde | beëindigden | beëindigd | hebben
beïnvloeden | beïnvloedde | beïnvloedden | beïnvloed | hebben
uiten | uitte | uitten | geuit | hebben
ijken | ijkte | ijkten | geijkt | hebben
skiën | skiede | skieden | geskied | both
judoën | judode | judoden | gejudood | hebben
updaten | updatete | updateten | geüpdatet | hebben
uploaden | uploadde | uploadden | geüpload | hebben
timen | timede | timeden | getimed | hebben
racen | racete | raceten | geracet | both
e-mailen | e-mailde | e-mailden | ge-e-maild | hebben
sms'en | sms'te | sms'ten | ge-sms't | hebben
stofzuigen | stofzuigde | stofzuigden | gestofzuigd | hebben
raadplegen | raadpleegde | raadpleegden | geraadpleegd | hebben
glimlachen | glimlachte | glimlachten | geglimlacht | hebben
herbergen | herbergde | herbergden | geherbergd | hebben
verwelkomen | verwelkomde | verwelkomden | verwelkomd | hebben
ontmoeten | ontmoette | ontmoetten | ontmoet | hebben
ontbijten | ontbeet | ontbeten | ontbeten | hebben
vergelijken | vergeleek | vergeleken | vergeleken | hebben
begrijpen | begreep | begrepen | begrepen | hebben
overleven | overleefde | overleefden | overleefd | hebben
ondernemen | ondernam | ondernamen | ondernomen | hebben
voorkomen | voorkwam | voorkwamen | voorkomen | hebben
aanvaarden | aanvaardde | aanvaardden | aanvaard | hebben
mislukken | mislukte | mislukten | mislukt | zijn
gebeuren | gebeurde | gebeurden | gebeurd | zijn
vertrekken | vertrok | vertrokken | vertrokken | zijn
herverdelen | herverdeelde | herverdeelden | herverdeeld | hebben
opbellen | belde op | belden op | opgebeld | hebben
aanbieden | bood aan | boden aan | aangeboden | hebben
aanvallen | viel aan | vielen aan | aangevallen | hebben
weglopen | liep weg | liepen weg | weggelopen | zijn
opgroeien | groeide op | groeiden op | opgegroeid | zijn
plaatsvinden | vond plaats | vonden plaats | plaatsgevonden | hebben
tegemoetkomen | kwam tegemoet | kwamen tegemoet | tegemoetgekomen | zijn
voorbereiden | bereidde voor | bereidden voor | voorbereid | hebben
aanbevelen | beval aan | bevalen aan | aanbevolen | hebben
afschrikken | schrikte af | schrikten af | afgeschrikt | hebben
mee-eten | at mee | aten mee | meegegeten | hebben
toe-eigenen | eigende toe | eigenden toe | toegeëigend | hebben
goedkeuren | keurde goed | keurden goed | goedgekeurd | hebben
"""


def golden_rows() -> Iterator[tuple[str, ...]]:
    for line in GOLDEN.strip().splitlines():
        yield tuple(cell.strip() for cell in line.split("|"))


@pytest.mark.parametrize(
    ("infinitive", "past", "plural", "participle", "auxiliary"), list(golden_rows())
)
def test_the_parts_of_a_tricky_verb_are_right(
    infinitive: str, past: str, plural: str, participle: str, auxiliary: str
) -> None:
    assert principal_parts(infinitive).forms() == Forms(
        past=past, past_plural=plural, participle=participle, auxiliary=auxiliary
    )


@pytest.mark.parametrize(
    ("particle", "past", "participle"),
    [("", "onderging", "ondergaan"), ("onder", "ging onder", "ondergegaan")],
)
def test_the_particle_tells_two_verbs_of_one_spelling_apart(
    particle: str, past: str, participle: str
) -> None:
    parts = principal_parts("ondergaan", particle)
    assert (parts.past, parts.participle) == (past, participle)


def test_alternatives_stay_in_the_parts_and_a_card_shows_the_commonest() -> None:
    parts = principal_parts("aanraden")
    assert parts.past == "raadde aan;ried aan"
    assert parts.forms().past == "raadde aan"


def test_parts_say_whether_the_table_or_a_rule_gave_them() -> None:
    assert principal_parts("aanbieden").forms_source is Source.LEXICON
    assert principal_parts("bellen").forms_source is Source.RULE


@pytest.mark.parametrize(
    ("infinitive", "split"),
    [
        ("opbellen", ("op", "bellen")),
        ("achternazitten", ("achterna", "zitten")),
        ("voortrekken", ("voor", "trekken")),
        ("voortzetten", ("voort", "zetten")),
        ("deelnemen", ("deel", "nemen")),
        ("mee-eten", ("mee", "eten")),
        ("onderbrengen", ("onder", "brengen")),
        ("wegmoffelen", ("weg", "moffelen")),
        ("ondernemen", None),
        ("overleven", None),
        ("openen", None),
        ("waarschuwen", None),
        ("informeren", None),
        ("naderen", None),
        ("waarderen", None),
    ],
)
def test_separable_verbs_are_told_from_verbs_that_only_look_so(
    infinitive: str, split: tuple[str, str] | None
) -> None:
    assert split_separable(infinitive) == split


def test_forms_of_a_separable_verb_stand_apart_and_joined() -> None:
    forms = conjugate("opbellen")
    assert {"bel", "belt", "belde", "opbelt", "opbelden", "opgebeld", "op te bellen"} <= forms
    assert "opgebelde" in forms
    assert "emmen" not in forms


@pytest.mark.parametrize(
    ("infinitive", "form"),
    [
        ("eten", "eet"),
        ("zijn", "bent"),
        ("vergroten", "vergrote"),
        ("zetten", "gezette"),
        ("rijden", "rij"),
        ("kunnen", "kun"),
        ("doen", "gedane"),
        ("aanbieden", "aanbood"),
        ("bedelen", "bedelt"),
    ],
)
def test_a_form_leads_back_to_its_verb(infinitive: str, form: str) -> None:
    assert form in conjugate(infinitive)


def test_a_form_of_another_verb_does_not() -> None:
    assert "eet" not in conjugate("emmen")
    assert "leden" not in conjugate("leiden")


def test_a_table_that_names_a_verb_twice_is_refused() -> None:
    row = "lopen\tliep\tliepen\tgelopen\tboth\t\n"
    with pytest.raises(ValueError, match="lopen stands twice"):
        read_strong_verbs("infinitive\tpast\tplural\tparticiple\taux\tnote\n" + row + row)


def test_every_row_of_the_table_is_needed_or_says_something() -> None:
    table = strong_verbs()
    for key, row in table.items():
        without = {other: parts for other, parts in table.items() if other != key}
        ruled = principal_parts(*key, strong=without)
        same = (ruled.past, ruled.past_plural, ruled.participle, ruled.auxiliary) == (
            row.past,
            row.past_plural,
            row.participle,
            row.auxiliary,
        )
        assert row.note or not same, f"the rules give {row.infinitive} as well"


def test_every_row_of_the_table_is_well_formed() -> None:
    for (_, particle), row in strong_verbs().items():
        assert row.auxiliary in ("hebben", "zijn", "both")
        assert all(past.endswith(particle) for past in row.past.split(";"))
        assert all(p.startswith(particle) for p in row.participle.split(";"))
        assert not particle or particle in PARTICLES


def test_table_and_rules_alone_give_nearly_every_verb_of_the_dictionary() -> None:
    # The dictionary was reviewed by hand; here only the infinitive is given. Measured: 0.996.
    text = (LEXICON / "verbs.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    right = sum(
        (parts := principal_parts(row["infinitive"])).past == row["past_singular"]
        and parts.participle == row["participle"]
        for row in rows
    )
    assert right / len(rows) > 0.99


def test_the_rules_agree_with_an_independent_list_on_verbs_the_dictionary_lacks(
    shared: Path,
) -> None:
    # A third of the disagreements are infinitives written without their trema (beinvloeden); the
    # list has other faults (ijzen, geïjsd). Measured: 0.937.
    text = (LEXICON / "verbs.tsv").read_text(encoding="utf-8")
    ours = {line.partition("\t")[0] for line in text.splitlines()}
    reference = (shared / "lexical" / "verbs.tsv").read_text(encoding="utf-8")
    new = [line.split("\t") for line in reference.splitlines() if line.split("\t")[0] not in ours]
    right = sum(
        past in (parts := principal_parts(infinitive)).past.split(";")
        and participle in parts.participle.split(";")
        for infinitive, past, participle in new
    )
    assert right / len(new) > 0.93


@pytest.mark.parametrize(
    ("verb", "stem"),
    [("gieten", "giet"), ("vergeten", "vergeet"), ("komen", "kom"), ("leven", "leef")],
)
def test_the_stem_is_the_imperative(verb: str, stem: str) -> None:
    assert stem_of(verb) == stem
