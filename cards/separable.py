"""Separable verbs put together again: *belt … op* → *opbellen*, *op te bellen* → *opbellen*.

Decided from the tags and a list of verbs, not from a parse: the treebanks' small parsers find fewer
(F1 .53) than these rules do. Order matters and is told at each rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cards.model import Token

# is_verb(particle, lemma): whether the dictionary lists that separable verb.
IsVerb = Callable[[str, str], bool]

_R_PRONOUNS = frozenset({"er", "daar", "waar", "hier", "d'r", "ergens", "nergens"})
# Adverbs and nouns that stand free far more often than they belong to the verb.
_RARELY = frozenset("weer verder samen thuis veel langer".split())
# These join almost any verb of moving and doing, so an unlisted verb may still be one.
_PRODUCTIVE = frozenset(
    "af bij door los mee na op opzij rond terug toe uit vast voort voorbij weg".split()
)
_NEVER_STRANDED = frozenset("uit af toe terug weg".split())
_SELDOM_BEFORE_ADVERB = frozenset("aan af mee op toe uit".split())
_NEVER_BASE = frozenset(
    "zijn worden zullen kunnen mogen moeten willen hoeven blijken schijnen dienen".split()
)
_OPENERS = frozenset("wie wat hoe waar wanneer waarom hoeveel of dat omdat als".split())


def join(tokens: Sequence[Token], particles: frozenset[str], is_verb: IsVerb) -> Mapping[int, int]:
    """Verb index → index of its particle, for every split separable verb of a sentence."""
    joined: dict[int, int] = {}
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if word not in particles or not _may_be_particle(tokens, index):
            continue
        verb = _following(tokens, index)
        if verb is None or verb in joined or not _belongs(tokens, verb, index, is_verb):
            verb = _governor(tokens, index, joined, is_verb)
        if verb is not None:
            joined[verb] = index
    return joined


def base_lemma(token: Token) -> str:
    """The verb's lemma without what the model already joined to it (`aan_sporen` → sporen)."""
    return token.lemma.rsplit("_", 1)[-1].lower()


def _may_be_particle(tokens: Sequence[Token], index: int) -> bool:
    """Not *de weg*, *een open deur*, *in plaats van*: words that belong to a noun phrase."""
    token = tokens[index]
    if token.upos in ("DET", "PRON", "AUX", "PROPN", "CCONJ", "SCONJ", "NUM"):
        return False
    if token.upos == "ADP" or not index:
        return token.upos == "ADP"
    before = tokens[index - 1]
    return before.upos not in ("DET", "ADP", "NUM") and "prenom" not in before.xpos


def _following(tokens: Sequence[Token], index: int) -> int | None:
    """The verb behind: *op te bellen*, *mee te kunnen doen*, *op moeten letten*, *bij blijft*."""
    if "init" in tokens[index].xpos and tokens[index].text.lower() in ("om", "aan", "in", "tot"):
        return None
    start = index + 1
    if start < len(tokens) and tokens[start].text.lower() == "te":
        start += 1
    elif tokens[index].upos == "ADP" and "fin" not in tokens[index].xpos:
        return None
    for verb in range(start, min(start + 3, len(tokens))):
        if tokens[verb].upos == "VERB":
            return verb if start > index + 1 or _ends_clause(tokens, verb) else None
        if tokens[verb].upos != "AUX":
            return None
    return None


def _ends_clause(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb stands last, as in a subclause, or before other verbs or a mark."""
    if verb + 1 == len(tokens):
        return True
    return tokens[verb + 1].upos in ("PUNCT", "VERB", "AUX", "CCONJ", "SCONJ")


def _belongs(tokens: Sequence[Token], verb: int, particle: int, is_verb: IsVerb) -> bool:
    """Whether the verb behind a particle is listed with it, or likely to be one unlisted."""
    if _is_stranded(tokens, particle):
        return False
    if _fits(tokens, verb, particle, is_verb):
        return True
    after_te = tokens[particle + 1].text.lower() == "te"
    after_om = particle > 0 and tokens[particle - 1].text.lower() == "om"
    return after_te and not after_om and _joins_anything(tokens, verb, particle)


def _governor(
    tokens: Sequence[Token], index: int, joined: Mapping[int, int], is_verb: IsVerb
) -> int | None:
    """The finite verb before a particle that ends its clause."""
    if not _closes(tokens, index) or _is_stranded(tokens, index):
        return None
    free = [
        verb for verb in range(index - 1, -1, -1) if _is_finite(tokens[verb]) and verb not in joined
    ]
    for verb in free[:3]:
        if _fits(tokens, verb, index, is_verb):
            return verb
    return free[0] if free and _joins_anything(tokens, free[0], index) else None


def _closes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands where a particle stands: not before the noun phrase that it governs."""
    token = tokens[index]
    if "fin" in token.xpos or token.upos != "ADP":
        return token.text.lower() not in _RARELY
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.upos in ("PUNCT", "CCONJ", "SCONJ"):
        return True
    if following.upos in ("ADV", "ADP"):  # "raadt iedereen aan minstens …", "bloeide op dankzij …"
        return token.text.lower() in _SELDOM_BEFORE_ADVERB
    return following.text.lower() in _OPENERS


def _is_stranded(tokens: Sequence[Token], index: int) -> bool:
    """*waar zij op wacht*, *er lang over praten*: the preposition of er, daar, waar or hier."""
    if tokens[index].upos != "ADP":
        return False
    for before in range(index - 1, max(-1, index - 8), -1):
        if tokens[before].upos == "PUNCT":
            return False
        if before == index - 1 and tokens[before].upos == "ADP":  # "er naar uit": naar is the one
            return False
        if tokens[before].text.lower() in _R_PRONOUNS:
            return tokens[index].text.lower() not in _NEVER_STRANDED
    return False


def _is_finite(token: Token) -> bool:
    return token.upos == "VERB" and ("VerbForm=Fin" in token.feats or "pv" in token.xpos.split("|"))


def _fits(tokens: Sequence[Token], verb: int, particle: int, is_verb: IsVerb) -> bool:
    """Whether verb and particle are a verb that the dictionary lists."""
    lemma, word = base_lemma(tokens[verb]), tokens[particle].text.lower()
    return lemma not in _NEVER_BASE and is_verb(word, lemma)


def _joins_anything(tokens: Sequence[Token], verb: int, particle: int) -> bool:
    """Whether verb and particle may be a verb that no dictionary lists (*terugfietsen*)."""
    between = tokens[verb + 1 : particle]
    ends = particle + 1 == len(tokens) or tokens[particle + 1].upos in ("PUNCT", "CCONJ")
    return (
        tokens[verb].upos == "VERB"
        and base_lemma(tokens[verb]) not in _NEVER_BASE
        and tokens[particle].text.lower() in _PRODUCTIVE
        and ("fin" in tokens[particle].xpos or (tokens[particle].upos != "ADP" and ends))
        and not any(t.upos in ("AUX", "SCONJ") or t.text.lower() == "dat" for t in between)
    )
