"""What was tagged as a verb, held against the dictionary: another verb, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards import nouns, verb_uses
from cards.conjugation import principal_parts
from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import Token
from cards.verb_forms import VerbForms

# Verbs beside which an infinitive stands without *te*.
_GOVERNORS = frozenset(
    """kunnen zullen moeten mogen willen hoeven laten gaan komen blijven doen zien horen voelen
    helpen leren vinden""".split()
)
_OBJECT = frozenset({"DET", "NUM", "NOUN", "ADJ"})
_BEFORE_ORDER = frozenset({"PUNCT", "NUM", "SYM"})  # "2." and bullets
_FIRST_AND_SECOND = frozenset("ik 'k jij je u jullie gij ge we wij".split())


def mend(tokens: Sequence[Token], forms: VerbForms, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens, verbs with a better lemma or part of speech if there is one."""
    return tuple(
        _order(tokens, index, forms)
        or (_mended(tokens, index, forms, lexicon) if token.upos == "VERB" else token)
        for index, token in enumerate(tokens)
    )


def _order(tokens: Sequence[Token], index: int, forms: VerbForms) -> Token | None:
    """*Week de bonen*, *Was de sla*: a past that opens a sentence without a subject or a comma."""
    token, after = tokens[index], tokens[index + 1 : index + 2]
    lemma = forms.stems.get(token.text.lower())
    if lemma in (None, token.lemma) or not {"verl", "ev"} <= set(token.xpos.split("|")):
        return None
    if not after or not (after[0].upos in _OBJECT or "bez" in after[0].xpos):
        return None
    if "nomin" in after[0].xpos or not all(t.upos in _BEFORE_ORDER for t in tokens[:index]):
        return None
    told = any("verl" in t.xpos.split("|") for t in tokens[index + 1 :])
    if told or tokens[-1].text not in ".!" or "," in (t.text for t in tokens):
        return None
    feats = "Number=Sing|Tense=Pres|VerbForm=Fin"
    return replace(token, upos="VERB", xpos="WW|pv|tgw|ev", lemma=lemma, feats=feats)


def _finite_after_and(tokens: Sequence[Token], index: int) -> bool:
    """*Ze schrijven het op en kijken na of …*, tagged as an infinitive that nothing governs."""
    before = tokens[:index]
    if "inf" not in tokens[index].xpos.split("|") or not before or before[-1].upos != "CCONJ":
        return False
    verbs = [token for token in before if token.upos in ("VERB", "AUX")]
    plural = any({"pv", "mv"} <= set(token.xpos.split("|")) for token in verbs)
    return plural and not any(token.lemma in _GOVERNORS or _is_bare(token) for token in verbs)


def _tags(token: Token) -> frozenset[str]:
    return frozenset(token.xpos.split("|"))


def _is_bare(token: Token) -> bool:
    return not {"inf", "vd", "od"}.isdisjoint(token.xpos.split("|"))


def _mended(tokens: Sequence[Token], index: int, forms: VerbForms, lexicon: Lexicon) -> Token:
    token = tokens[index]
    if _finite_after_and(tokens, index):
        token = replace(token, xpos="WW|pv|tgw|mv", feats="Number=Plur|Tense=Pres|VerbForm=Fin")
    lemma = token.lemma.replace("_", "").lower()
    base = token.lemma.rpartition("_")[2].lower()
    form = token.text.lower()
    if "inf" in _tags(token) and lemma in lexicon.verbs and _is_past(tokens, index, lemma, lexicon):
        return replace(token, xpos="WW|pv|verl|mv", feats="Number=Plur|Tense=Past|VerbForm=Fin")
    if mended := _never_verb(tokens, index, lexicon):
        return mended
    if (bare := form.removesuffix("-ie")) != form and (verbs := forms.verbs.get(bare)):
        return replace(token, lemma=max(verbs, key=zipf))  # *doet-ie*
    if {lemma, base} & lexicon.verbs.keys() or forms.is_prefixed(lemma):
        return _past(tokens, index, forms) or token
    if verbs := forms.verbs.get(form):
        return replace(token, lemma=max(verbs, key=zipf))
    return _unlisted(tokens, index, lexicon)


def _never_verb(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Token | None:
    """A form that no verb has as it is tagged, or that its neighbours make a noun or adjective."""
    token = tokens[index]
    form, tags = token.text.lower(), token.xpos.split("|")
    if form == "zorgen" and _makes_worries(tokens, index):
        return _noun(token, "mv", "zorg")
    bent = "inf" in tags and not form.endswith("n")  # *het bordes*
    listed = form in lexicon.nouns
    no_participle = (  # *uit verdriet*
        {"vd", "prenom"} & set(tags) == {"vd"} and listed and form not in _participles(token)
    )
    if bent or no_participle or (listed and _follows_finite_verb(tokens, index)):
        return _noun(token, "ev", form)
    if "inf" in tags and form not in lexicon.verbs and "_" not in token.lemma:
        plural = (noun for noun in nouns.singular_candidates(form) if noun in lexicon.nouns)
        if noun := next(plural, None):  # *zonder kusten*, no form of *kussen*
            return _noun(token, "mv", noun)
    before_noun = index + 1 < len(tokens) and tokens[index + 1].upos == "NOUN"
    if "nom" in tags and form in lexicon.adjectives and before_noun:  # *het glazen dak*
        return replace(token, upos="ADJ", xpos="ADJ|prenom|basis|zonder", lemma=form)
    return None


def _follows_finite_verb(tokens: Sequence[Token], index: int) -> bool:
    """*Hij mindert vaart*, *Staat je vraag erbij?*: no clause has two verbs in the present."""
    if not {"pv", "tgw"} <= _tags(tokens[index]) or "mv" in _tags(tokens[index]):
        return False
    clause = verb_uses.clause_of(tokens, index)
    before = tokens[clause.start : index]
    verbs = [i for i, token in enumerate(before) if "pv" in _tags(token)]
    joined = any(
        token.upos == "CCONJ" or not {"betr", "vb"}.isdisjoint(_tags(token)) for token in before
    )
    return bool(verbs) and verbs[-1] + 1 < len(before) and not joined


def _is_past(tokens: Sequence[Token], index: int, infinitive: str, lexicon: Lexicon) -> bool:
    """*De spelers dropen af*: no infinitive, and no noun as in *zonder kusten*."""
    form = tokens[index].text.lower()
    pasts = principal_parts(infinitive).past_plural.split(";")
    if form in lexicon.verbs or form not in {past.split(" ")[0] for past in pasts}:
        return False
    return not index or tokens[index - 1].upos not in ("ADP", "ADJ", "DET")


def _participles(token: Token) -> Sequence[str]:
    infinitive = token.lemma.replace("_", "").lower()
    return principal_parts(infinitive).participle.split(";") if len(infinitive) > 2 else ()


def _unlisted(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Token:
    """A form of no listed verb: the noun that it is, or a verb that nobody lists."""
    token = tokens[index]
    form, lemma = token.text.lower(), token.lemma.replace("_", "").lower()
    for noun in (form, *nouns.singular_candidates(form)):  # *vakwerk*, *viertallen*
        if noun in lexicon.nouns or nouns.split_compound(noun, lexicon.nouns):
            return _noun(token, "ev" if noun == form else "mv", noun)
    if "inf" in token.xpos and index and tokens[index - 1].text.lower() == "te":
        return replace(token, lemma=form)  # *in te dikken*
    if lemma.endswith("n"):
        return token
    return _noun(token, "ev" if lemma == form else "mv", lemma)


def _noun(token: Token, number: str, lemma: str) -> Token:
    return replace(token, upos="NOUN", xpos=f"N|soort|{number}|basis", lemma=lemma)


def _makes_worries(tokens: Sequence[Token], index: int) -> bool:
    """*zich zorgen maken*, taken for two infinitives."""
    words = {token.text.lower() for token in tokens[index + 1 : index + 3]}
    return bool(words & {"maken", "maak", "maakt", "maakte", "maakten", "gemaakt"})


def _past(tokens: Sequence[Token], index: int, forms: VerbForms) -> Token | None:
    """*het rook er naar zijde*: a bare stem after a third person is the past of another verb."""
    token = tokens[index]
    form = token.text.lower()
    verb = forms.pasts.get(form)
    if verb is None or not {"tgw", "ev"} <= set(token.xpos.split("|")) or form[-1] == "t":
        return None
    around = {token.text.lower() for token in tokens[max(0, index - 3) : index + 3]}
    if verb == token.lemma or around & _FIRST_AND_SECOND or not index:
        return None
    before = tokens[index - 1]
    third = before.upos == "NOUN" or "nomin" in before.xpos or before.text.lower() in ("het", "er")
    told = {"verl"} & {tag for other in tokens for tag in other.xpos.split("|")}
    now = any(
        "tgw" in other.xpos.split("|") for place, other in enumerate(tokens) if place != index
    )
    if third or (told and not now):
        return replace(token, lemma=verb, xpos="WW|pv|verl|ev")
    return None
