"""What tells whether a verb and a particle written apart are one verb (*belt … op*).

Each feature is a short phrase with a number, 1 for what merely holds; `cards.separable` weighs
them. They come from tags, order, the lexicon and what a treebank has of the pair, not from a parse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from cards.frequency import zipf
from cards.lexicon import Lexicon
from cards.model import Token
from cards.particle_pairs import NEVER, Pair, Seen
from cards.particle_phrases import first_half
from cards.r_pronouns import R_PRONOUNS, presents, r_pronoun

Candidates = Sequence[tuple[int, Sequence[int]]]
"""Each word of a sentence that may be a particle, with the verbs that it may belong to."""

_STRANDED: Mapping[str, str] = {"mee": "met", "toe": "tot"}
# *legt uit wat …*, *schrijft op hoe …*: what opens a clause is no noun phrase.
_OPENERS = frozenset("wie wat hoe waar wanneer waarom hoeveel".split())
# Verbs whose particle may be followed by what they govern: *raadt hem aan minder zout te eten*.
_BEFORE_INFINITIVE = frozenset(
    """aanbevelen aanbieden aandringen aandurven aangeven aankondigen aanleren aanmanen aanmoedigen
    aanraden aansporen aanvaarden afdwingen afleren afraden afspreken klaarspelen meebrengen nalaten
    opdragen oproepen overhalen toegeven toelaten toestaan toezeggen uitdagen uitnodigen volhouden
    voorhouden voornemen voorschrijven voorspiegelen voorstellen voorwenden""".split()
)
_OTHER_INFINITIVE = frozenset(("om", "zonder", "door"))
_OPENING_MARKS = frozenset("'\"‘“„«(")


def base_lemma(token: Token) -> str:
    """The verb's lemma without what the model already joined to it (`aan_sporen` → sporen).

    A form that holds the prefix itself keeps it: *uitmaakt* is no form of *maken*.
    """
    prefix, _, base = token.lemma.lower().rpartition("_")
    return prefix + base if prefix and token.text.lower().startswith(prefix) else base


def describe(
    tokens: Sequence[Token],
    particle: int,
    verb: int,
    candidates: Candidates,
    lexicon: Lexicon,
    pairs: Mapping[Pair, Seen],
) -> Mapping[str, float]:
    """The features of one pair among all `candidates` of its sentence, each with its number."""
    tag = _tag(tokens[particle])
    facts = dict.fromkeys(_facts(tokens, particle, verb, lexicon), 1.0)
    seen = pairs.get((tokens[particle].text.lower(), base_lemma(tokens[verb])), NEVER)
    listed = "listed" if is_listed(tokens[particle], tokens[verb], lexicon) else "unlisted"
    return {
        **facts,
        f"{tag}, rarer than its base": _rarity(tokens, particle, verb, lexicon),
        **_between(tokens[verb + 1 : particle]),
        **_history(seen, tag, listed),
        **_rivals(tokens, particle, verb, candidates, lexicon),
    }


def is_finite(token: Token) -> bool:
    """Whether a verb form shows tense: *belt*, not *bellen* or *gebeld*."""
    return token.upos in ("VERB", "AUX") and "pv" in token.xpos.split("|")


def is_listed(particle: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Whether the lexicon has the verb that the two make, as one that parts there."""
    word, base = particle.text.lower(), base_lemma(verb)
    return any(use.particle == word for use in lexicon.verbs.get(word + base, ()))


def _facts(tokens: Sequence[Token], particle: int, verb: int, lexicon: Lexicon) -> Iterator[str]:
    word, base = tokens[particle].text.lower(), base_lemma(tokens[verb])
    tag, place = _tag(tokens[particle]), _place(tokens, particle, verb)
    listed = "listed" if is_listed(tokens[particle], tokens[verb], lexicon) else "unlisted"
    following = _following(tokens, particle)
    if verb > particle and following == "preposition":  # *mee naar huis nemen*
        following = "finite verb" if is_finite(tokens[verb]) else "other verb"
    uses = lexicon.verbs.get(base, ())
    fixed = any(_STRANDED.get(word, word) in use.prepositions for use in uses)  # *wachten op*
    told = is_finite(tokens[verb]) and listed == "listed"
    if following == "clause" and not fixed and (verb == particle - 1 or (told and verb < particle)):
        tag = "final"  # *schrijf vandaag nog op wie wat leent*, which taggers take for *op wie*
    if verb < particle and word + base in _BEFORE_INFINITIVE and _has_infinitive(tokens, particle):
        tag, following = "final", "infinitive"
    yield f"word {word}"
    yield place
    yield f"{place}, {listed}"
    yield f"{tag}, {listed}"
    yield f"{'verb before' if verb < particle else 'verb behind'}, then {following}"
    yield f"{tag}, then {following}"
    yield f"{tag}, after {_previous(tokens, particle)}"
    if "zich" in (token.text.lower() for token in tokens):
        joined = any(use.reflexive for use in lexicon.verbs.get(word + base, ()))
        alone = any(use.reflexive for use in uses)
        yield f"zich, {'known' if joined else 'new'} of both, {'known' if alone else 'new'} of one"
    if pronoun := r_pronoun(tokens, particle):
        yield f"{pronoun}, {tag}"
        yield f"{pronoun}, {place}"
        yield f"{pronoun}, {listed}"
        yield f"{pronoun}, then {following}"
        if fixed:
            yield f"{pronoun}, base has this preposition"
        if pronoun == "er" and presents(tokens, particle):
            yield f"er presents, {tag}"
            yield f"er presents, {listed}"
        if pronoun == "er" and lexicon.verbs.get(f"er{word}{base}"):
            yield "er is part of the verb"
    if half := first_half(tokens, particle):
        yield f"{half} … {word}"


def _history(seen: Seen, tag: str, listed: str) -> Mapping[str, float]:
    """What the treebank has of the pair elsewhere; counts as logarithms."""
    met = seen.joined or seen.apart
    odds = math.log((seen.joined + 0.3) / (seen.apart + 0.3)) if met else 0.0
    return {
        f"joined rather than apart, {listed}": odds,
        f"never met, {listed}": float(not met and not seen.whole),
        "met as one word": math.log1p(seen.whole),
        f"met joined, {tag}": math.log1p(seen.joined),
        f"met apart, {tag}": math.log1p(seen.apart),
        f"met governing, {tag}": math.log1p(seen.governing),
    }


def _rivals(
    tokens: Sequence[Token],
    particle: int,
    verb: int,
    candidates: Candidates,
    lexicon: Lexicon,
) -> Mapping[str, float]:
    """Other particles that the verb may take, other verbs that may take the particle."""
    particles = [
        other
        for other, verbs in candidates
        if verb in verbs
        and (tokens[other].upos != "NOUN" or is_listed(tokens[other], tokens[verb], lexicon))
    ]
    (verbs,) = (verbs for other, verbs in candidates if other == particle)
    nearer = [other for other in verbs if abs(other - particle) < abs(verb - particle)]
    finite = [other for other in nearer if verb < other < particle and is_finite(tokens[other])]
    behind = [other for other in verbs if other > particle]
    several, place = len(behind) > 1, _place(tokens, particle, verb)
    return {
        f"{place}, last of several": float(several and verb == behind[-1]),
        f"{place}, first of several": float(several and verb == behind[0]),
        "before, others behind": float(bool(behind) and verb < particle),
        "another particle later": float(any(other > particle for other in particles)),
        "another particle earlier": float(any(other < particle for other in particles)),
        "verbs nearer": float(len(nearer)),
        "finite verbs nearer": float(len(finite)),
    }


def _rarity(tokens: Sequence[Token], particle: int, verb: int, lexicon: Lexicon) -> float:
    """How much rarer the joined verb is than its base, on the Zipf scale divided by three."""
    word, base = tokens[particle].text.lower(), base_lemma(tokens[verb])
    uses = [use for use in lexicon.verbs.get(word + base, ()) if use.particle == word]
    forms = [word + base, *(use.participle.split(";")[0] for use in uses)]
    return (zipf(base) - max(map(zipf, forms))) / 3


def _place(tokens: Sequence[Token], particle: int, verb: int) -> str:
    """Where the verb stands: *belt … op*, *op bellen*, *op te bellen*, *op belt*."""
    finite = is_finite(tokens[verb])
    if verb < particle:
        return "finite verb before" if finite else "other verb before"
    if tokens[particle + 1].text.lower() == "te":
        return "verb behind te"
    return "finite verb behind" if finite else "other verb behind"


def _tag(token: Token) -> str:
    """What the particle is tagged as; a `final` preposition has no noun phrase behind it."""
    if token.upos == "ADP":
        return "final" if "fin" in token.xpos else "preposition"
    return token.upos if token.upos in ("ADV", "ADJ", "NOUN") else "other"


def _following(tokens: Sequence[Token], index: int) -> str:
    """The kind of word after the particle."""
    if index + 1 == len(tokens):
        return "end"
    token = tokens[index + 1]
    word = token.text.lower()
    opens = word in _OPENERS and _has_finite_verb(tokens[index + 2 :])
    kinds = {
        "PUNCT": "opening mark" if word in _OPENING_MARKS else "mark",
        "VERB": "finite verb" if is_finite(token) else "other verb",
        "ADP": "te" if word == "te" else "preposition",
        "CCONJ": "conjunction",
        "SCONJ": "clause",
    }
    kinds["AUX"] = kinds["VERB"]
    otherwise = "noun phrase" if _governs(tokens, index) else "loose word"
    return "clause" if opens or word == "dat" else kinds.get(token.upos, otherwise)


def _governs(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun phrase comes next, for a preposition to stand before."""
    for token in tokens[index + 1 :]:
        if token.upos in ("NOUN", "PROPN", "PRON", "NUM", "SYM"):
            return True
        if token.upos not in ("DET", "ADJ", "ADV"):
            return False
    return False


def _has_finite_verb(tokens: Sequence[Token]) -> bool:
    """Whether a verb shows tense before the next mark."""
    clause = takewhile(lambda token: token.upos != "PUNCT", tokens)
    return any(map(is_finite, clause))


def _has_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Whether the clause goes on to an infinitive with *te* alone, without another finite verb."""
    clause = takewhile(
        lambda t: t.upos not in ("PUNCT", "SCONJ", "CCONJ") and not is_finite(t),
        tokens[index + 1 :],
    )
    words = [token.text.lower() for token in clause]
    return "te" in words and not _OTHER_INFINITIVE.intersection(words)


def _previous(tokens: Sequence[Token], index: int) -> str:
    """The kind of word before the particle."""
    if not index:
        return "start"
    token = tokens[index - 1]
    word = token.text.lower()
    if word in ("te", "om"):
        return word
    if token.upos == "ADP":
        return _tag(token)
    if token.upos in ("DET", "NUM") or "prenom" in token.xpos:
        return "determiner"
    if token.upos in ("VERB", "AUX"):
        return "verb"
    return "er" if word in R_PRONOUNS else token.upos


def _between(tokens: Sequence[Token]) -> Mapping[str, float]:
    """How many finite verbs and ends of clauses part a particle from the verb before it."""
    ends = ("PUNCT", "SCONJ", "CCONJ")
    return {
        "finite verbs between": float(sum(map(is_finite, tokens))),
        "clauses between": float(sum(t.upos in ends or "betr" in t.xpos for t in tokens)),
    }
