"""Separable verbs put together again: *belt … op* → *opbellen*, *op te bellen* → *opbellen*.

Decided from the tags and a list of verbs, not from a parse: the treebanks' small parsers find fewer
(F1 .53) than these rules do. A particle belongs to the cluster of verbs behind it (*op te bellen*,
*op laten nemen*) or else to a finite verb before it, unless it is the preposition of *er* or *waar*
or half of a phrase. `cards.training.score_verbs` counts how often that is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cards.model import Token

# is_verb(particle, lemma): whether the dictionary lists that separable verb.
IsVerb = Callable[[str, str], bool]

_R_PRONOUNS = frozenset({"er", "daar", "waar", "hier", "d'r", "ergens", "nergens"})
# Adverbs and adjectives that stand free far more often than they belong to the verb, with the verbs
# that they do belong to.
_RARELY: Mapping[str, frozenset[str]] = {
    "weer": frozenset({"geven"}),
    "verder": frozenset({"gaan"}),
    "samen": frozenset("werken wonen smelten stellen vatten vallen hangen voegen spannen".split()),
    "thuis": frozenset({"komen", "blijven", "horen"}),
    "goed": frozenset({"keuren", "praten"}),
    "terecht": frozenset("komen kunnen staan stellen".split()),
    "hard": frozenset(),
    "veel": frozenset(),
    "langer": frozenset(),
}
# These join almost any verb of moving and doing, so an unlisted verb may still be one.
_PRODUCTIVE = frozenset("af bij door los op opzij rond terug uit vast voort voorbij weg".split())
_NEVER_STRANDED = frozenset("uit af toe terug weg".split())
_SELDOM_BEFORE_ADVERB = frozenset("aan af in mee op toe uit".split())
_NEVER_BASE = frozenset("zijn worden zullen mogen moeten willen hoeven blijken schijnen".split())
# *legt uit wat …*, but *zit op wat …*: these are prepositions before *wat*.
_BEFORE_WAT = frozenset("aan bij in op over voor".split())
_OPENERS = frozenset("wie hoe waar wanneer waarom hoeveel of omdat als".split())
# *Er treedt een gast op*: *er* holds the place of the subject.
_APPEARING = frozenset(
    """overblijven optreden opduiken voordoen afspelen opstaan aankomen omkomen losbreken langskomen
    meegaan binnenkomen""".split()
)
# *Waar groeide je op?*: the word tells a place.
_SOMEWHERE = frozenset("optreden opgroeien langskomen binnenkomen".split())
# Listed with *hebben* (*wat heb je voor?*), but far more often there is another verb to it.
_WITHOUT_HEBBEN = frozenset("om voor mee in tegen".split())
_POSTURES = frozenset("zitten staan liggen zijn hebben".split())
# Verbs whose clause follows the particle: *stelt voor te wachten*, *raadt aan te gaan*.
_BEFORE_CLAUSE = frozenset(
    "voorstellen aanbieden aanraden afraden aankondigen opdragen afspreken toezeggen".split()
)
# *tegen de stroom in*, *naar huis toe*: the second half of a preposition in two parts.
_CIRCUMPOSITIONS: Mapping[str, frozenset[str]] = {
    "in": frozenset({"tegen"}),
    "na": frozenset({"op"}),
    "door": frozenset({"onder", "tussen"}),
    "heen": frozenset("door langs om over voor".split()),
    "toe": frozenset({"naar"}),
    "uit": frozenset({"boven"}),
}
# Phrases of their own, whatever verb there is.
_PHRASES = (
    "begin af,jongs af,nu af,toen af,af aan,stonden aan,af en toe,af en aan,tot nu toe,tot dan toe,"
    "tot nog toe,tot toen toe,ten onder,ten achter,te binnen,naar binnen,naar buiten,naar boven,"
    "naar achter,naar beneden,van binnen uit,op en neer,op en af,honderd uit,rustig aan,"
    "rustiger aan,kalm aan,kalmer aan"
).split(",")
_SUBORDINATE = frozenset({"CCONJ", "SCONJ"})
_OPENING_MARKS = frozenset("'\"‘“„«(")
_QUOTES = frozenset("'\"‘’“”„")


def join(tokens: Sequence[Token], particles: frozenset[str], is_verb: IsVerb) -> Mapping[int, int]:
    """Verb index → index of its particle, for every split separable verb of a sentence."""
    joined: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.text.lower() in particles and _may_be_particle(tokens, index):
            verb = _verb_of(tokens, index, joined, is_verb)
            if verb is not None:
                joined[verb] = index
    return joined


def base_lemma(token: Token) -> str:
    """The verb's lemma without what the model already joined to it (`aan_sporen` → sporen).

    A form that holds the prefix itself keeps it: *uitmaakt* is no form of *maken*.
    """
    prefix, _, base = token.lemma.lower().rpartition("_")
    return prefix + base if prefix and token.text.lower().startswith(prefix) else base


def _verb_of(
    tokens: Sequence[Token], index: int, joined: Mapping[int, int], is_verb: IsVerb
) -> int | None:
    """The verb that a particle belongs to: one that takes a clause, one behind it, one before."""
    cluster = _cluster(tokens, index)
    behind = [verb for verb in cluster if tokens[verb].upos == "VERB" and verb not in joined]
    governor = _governor(tokens, index, joined, is_verb)
    if governor is not None and _joined_lemma(tokens, governor, index) in _BEFORE_CLAUSE:
        return governor
    for verb in behind:
        if _fits(tokens, verb, index, is_verb) and not _is_stranded(tokens, index, verb):
            return verb
    if behind and _is_unlisted_infinitive(tokens, behind[0], index):
        return behind[0]
    return None if cluster else governor


def _continues(tokens: Sequence[Token], after: int) -> bool:
    """Whether a cluster of verbs goes on here; a particle before it belongs there or nowhere."""
    if tokens[after].text.lower() == "te":  # not "te midden van"
        after += 1
    return after < len(tokens) and tokens[after].upos in ("VERB", "AUX")


def _may_be_particle(tokens: Sequence[Token], index: int) -> bool:
    """Not *de weg*, *een open deur*, *in plaats van*: words that belong to a noun phrase."""
    token = tokens[index]
    if token.upos in ("DET", "PRON", "AUX", "PROPN", *_SUBORDINATE, "NUM"):
        return False
    if token.xpos.startswith(("VNW", "WW|pv")) or (index and token.text[0].isupper()):
        return False
    if _is_circumposition(tokens, index):
        return False
    if token.upos == "ADP" or not index:
        return token.upos in ("ADP", "ADJ")
    before = tokens[index - 1]
    if before.upos == "ADP":  # "kijkt erop neer", "om terug te gaan", "door vast te stellen"
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        return before.xpos == "VZ|fin" or after == "te"
    return before.upos not in ("DET", "NUM") and "prenom" not in before.xpos


def _is_circumposition(tokens: Sequence[Token], index: int) -> bool:
    """*van het begin af*, *af en toe*, *tegen de stroom in*: halves of a fixed phrase."""
    word = tokens[index].text.lower()
    around = [token.text.lower() for token in tokens[max(0, index - 2) : index + 3]]
    for phrase in _PHRASES:
        if word in phrase.split() and f" {phrase} " in f" {' '.join(around)} ":
            return True
    if word != "toe" and tokens[min(index + 1, len(tokens) - 1)].text == "te":
        return False
    openers = _CIRCUMPOSITIONS.get(word, frozenset())
    for before in range(index - 1, max(-1, index - 6), -1):
        if tokens[before].upos == "ADP":
            return tokens[before].text.lower() in openers
        if tokens[before].upos in ("VERB", "AUX", "ADV", "PUNCT", *_SUBORDINATE):
            return False
    return False


def _cluster(tokens: Sequence[Token], index: int) -> Sequence[int]:
    """The verbs and auxiliaries behind, last and likeliest first.

    *op te bellen*, *mee te kunnen doen*, *op zien komen*, *tegemoet komt aan …*
    """
    token = tokens[index]
    start = index + 1
    if start < len(tokens) and tokens[start].text.lower() == "te":
        if "init" in token.xpos and token.text.lower() in ("om", "aan", "in", "tot", "door"):
            return ()
        start += 1
    elif token.upos == "ADP" and "fin" not in token.xpos:
        return ()
    end = start
    finite = start > index + 1  # "op te lossen ging ze terug": what is finite comes after
    while end < len(tokens) and _continues(tokens, end):
        if "pv" in tokens[end].xpos:
            if finite or (index and not _may_follow_cluster(tokens, end + 1)):
                break
            finite = True
        end += 1
    return range(end - 1, start - 1, -1)


def _may_follow_cluster(tokens: Sequence[Token], index: int) -> bool:
    """Whether a subclause may end before a word: *… uit vind ik* is another clause."""
    ends = ("PUNCT", "VERB", "AUX", "ADP", *_SUBORDINATE)
    return index == len(tokens) or tokens[index].upos in ends


def _is_unlisted_infinitive(tokens: Sequence[Token], verb: int, particle: int) -> bool:
    """*terug te fietsen*: an infinitive that no dictionary lists with its particle."""
    after_te = tokens[particle + 1].text.lower() == "te"
    after_om = particle > 0 and tokens[particle - 1].text.lower() == "om"
    if not after_te or after_om or _is_stranded(tokens, particle):
        return False
    return _joins_anything(tokens, verb, particle)


def _governor(
    tokens: Sequence[Token], index: int, joined: Mapping[int, int], is_verb: IsVerb
) -> int | None:
    """The finite verb before a particle that ends its clause."""
    if not _closes(tokens, index):
        return None
    free = [
        verb for verb in range(index - 1, -1, -1) if _is_finite(tokens[verb]) and verb not in joined
    ]
    for verb in free[:3]:
        if _fits(tokens, verb, index, is_verb) and not _is_stranded(tokens, index, verb):
            return verb
    if not free or _is_stranded(tokens, index):
        return None
    return free[0] if _joins_anything(tokens, free[0], index) else None


def _closes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands where a particle stands: not before the noun phrase that it governs."""
    token = tokens[index]
    word = token.text.lower()
    if "fin" in token.xpos or token.upos != "ADP":
        return True
    if index + 1 == len(tokens):
        return True
    following, *later = tokens[index + 1 : index + 3]
    closes = {
        "SCONJ": True,
        "PUNCT": following.text not in _OPENING_MARKS,  # "speelt in ‘De wind’"
        "CCONJ": not later or later[0].upos != "ADP",  # "zit op of in de grond"
    }
    if following.upos in ("ADV", "ADP"):  # "raadt af ooit …", not "komt aan ongeveer zestig"
        counts = "prenom" in following.xpos or bool(later and later[0].upos == "NUM")
        return word in _SELDOM_BEFORE_ADVERB and not counts
    if following.text.lower() == "wat":
        return word not in _BEFORE_WAT
    return closes.get(following.upos, following.text.lower() in _OPENERS)


def _is_stranded(tokens: Sequence[Token], index: int, verb: int | None = None) -> bool:
    """*waar zij op wacht*, *er lang over praten*: the preposition of er, daar, waar or hier.

    Not when a nearer preposition has taken that word (*er is aan gedacht op te bellen*), nor when
    *er* is only the place-holder of a subject (*Er treedt een gast op*).
    """
    pronoun = _r_pronoun(tokens, index)
    if pronoun is None or tokens[index].upos != "ADP":
        return False
    if verb is None:  # "Er dwarrelde een papiertje uit"
        return True
    if verb != index + 1:
        expletive = tokens[pronoun].text.lower() == "er"
        if _joined_lemma(tokens, verb, index) in (_APPEARING if expletive else _SOMEWHERE):
            return False
        if expletive and not pronoun:
            return base_lemma(tokens[verb]) in _POSTURES
    return tokens[index].text.lower() not in _NEVER_STRANDED


def _r_pronoun(tokens: Sequence[Token], index: int) -> int | None:
    """The nearest *er*, *daar*, *waar* or *hier* of the clause that no preposition has taken."""
    for before in range(index - 1, max(-1, index - 12), -1):
        token = tokens[before]
        if before == index - 1 and token.upos == "ADP":  # "er naar uit": naar is the one
            return None
        stop = token.upos == "PUNCT" and token.text not in _QUOTES
        if stop or token.upos in _SUBORDINATE or token.xpos == "VZ|fin":
            return None
        if token.text.lower() in _R_PRONOUNS:
            return before
    return None


def _is_finite(token: Token) -> bool:
    finite = "VerbForm=Fin" in token.feats or "pv" in token.xpos.split("|")
    return token.upos == "VERB" and finite


def _joined_lemma(tokens: Sequence[Token], verb: int, particle: int) -> str:
    return tokens[particle].text.lower() + base_lemma(tokens[verb])


def _fits(tokens: Sequence[Token], verb: int, particle: int, is_verb: IsVerb) -> bool:
    """Whether verb and particle are a verb that the dictionary lists."""
    lemma, word = base_lemma(tokens[verb]), tokens[particle].text.lower()
    if lemma == "hebben" and word in _WITHOUT_HEBBEN:
        return False
    return lemma in _RARELY.get(word, {lemma}) and is_verb(word, lemma)


def _joins_anything(tokens: Sequence[Token], verb: int, particle: int) -> bool:
    """Whether verb and particle may be a verb that no dictionary lists (*terugfietsen*)."""
    between = tokens[verb + 1 : particle]
    ends = particle + 1 == len(tokens) or tokens[particle + 1].upos in ("PUNCT", "CCONJ")
    return (
        tokens[verb].upos == "VERB"
        and base_lemma(tokens[verb]) not in _NEVER_BASE
        and tokens[particle].text.lower() in _PRODUCTIVE
        and ("fin" in tokens[particle].xpos or (tokens[particle].upos != "ADP" and ends))
        and not any(t.upos in ("AUX", *_SUBORDINATE) or t.text.lower() == "dat" for t in between)
    )
