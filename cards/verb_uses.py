"""How a sentence uses a verb: reflexively, with a fixed preposition, in which of two readings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from cards.lexicon import VerbEntry
from cards.model import Token

# The pronoun that makes each subject's verb reflexive.
REFLEXIVES: Mapping[str, frozenset[str]] = {
    "me": frozenset({"ik"}), "mij": frozenset({"ik"}), "mezelf": frozenset({"ik"}),
    "ons": frozenset({"we", "wij"}), "je": frozenset({"jij", "jullie"}),
    "u": frozenset({"u"}),
}  # fmt: skip
_PRONOUN_BEFORE = re.compile(r"^(?:er|daar|waar|hier)(?=.)")
_PRONOUN = re.compile(r"(?:er|d'r|daar|waar|hier)(?:\w+)?|ergens|nergens|overal|wie|wat|die|dat")
_STRANDED: Mapping[str, str] = {"met": "mee", "tot": "toe"}
# With these verbs an adjective tells what something is, becomes or seems.
_PREDICATING = frozenset(
    """blijken blijven eruitzien heten houden klinken lijken maken noemen raken ruiken schijnen
    smaken uitzien vinden voelen worden zien zijn zitten""".split()
)
_MODALS = frozenset("hoeven kunnen moeten mogen willen zullen".split())
_CLAUSE_END = frozenset({";", ":", "?", "!", ".", "–", "—"})


def refers_back(tokens: Sequence[Token], index: int, clause: range) -> bool:
    """Whether *me*, *je*, *ons* stands for its own subject, or an imperative's (*Meld je aan*)."""
    word = tokens[index].text.lower()
    if _owns(tokens, index):
        return False
    others = [tokens[i].text.lower() for i in clause if i != index]
    if any(other in REFLEXIVES[word] for other in others):
        return True
    if word not in ("je", "u") or not index:
        return False
    opens = index == 1 or tokens[index - 2].upos in ("PUNCT", "NUM", "CCONJ")
    if opens and tokens[index - 1].upos == "VERB":  # but not *Voelde je de bal?*, *Vindt u …*
        return not {"verl", "met-t"} & set(tokens[index - 1].xpos.split("|"))
    subjects = (i for i in clause if i < index and not _owns(tokens, i))
    return word in (tokens[i].text.lower() for i in subjects)


def _owns(tokens: Sequence[Token], index: int) -> bool:
    """*je jas*, *ons huis*: a pronoun before its noun."""
    if "bez" in tokens[index].xpos.split("|"):
        return True
    after = [token.upos for token in tokens[index + 1 : index + 3]]
    attributed = after[:1] == ["ADJ"] and "prenom" in tokens[index + 1].xpos
    return after[:1] == ["NOUN"] or (attributed and after[1:] == ["NOUN"])


def reading(
    tokens: Sequence[Token], index: int, uses: tuple[VerbEntry, ...]
) -> tuple[VerbEntry, ...]:
    """The uses of a doublet that a form written as one word can have.

    *voorkwam* in a main clause, *heeft voorkomen* and *te voorkomen* are to prevent (stress on the
    verb); *voorgekomen* is to occur. A subclause does not tell: the dictionary's first answers.
    """
    inseparable = tuple(use for use in uses if not use.particle)
    separable_ones = tuple(use for use in uses if use.particle)
    if not inseparable or not separable_ones:
        return uses
    form = tokens[index].text.lower()
    if form.startswith(separable_ones[0].particle + "ge"):
        return separable_ones
    clause = clause_of(tokens, index)
    perfect = any(tokens[i].lemma in ("hebben", "worden", "zijn") for i in clause if i != index)
    after_te = index > 0 and tokens[index - 1].text.lower() == "te"
    finite = "pv" in tokens[index].xpos.split("|")
    main = (
        finite
        and index + 1 < clause.stop
        and tokens[index + 1].upos not in ("VERB", "AUX", "PUNCT")
    )
    if after_te or main or (not finite and perfect):
        return inseparable
    return inseparable if not uses[0].particle else separable_ones


def preposition(
    tokens: Sequence[Token], verb: int, particles: Collection[int], wanted: Collection[str]
) -> str:
    """The nearest of the prepositions that a verb can have: *wacht op*, *waar … op*, *erop*.

    `particles` belong to verbs already, and the *om* of *om te gaan* to no verb. What ends a clause
    without *er* or *waar* governs nothing: *zij stonden met 9-3 voor*.
    """
    clause = clause_of(tokens, verb)
    governs = any(_PRONOUN.fullmatch(tokens[place].text.lower()) for place in clause)
    found = [
        (abs(place - verb), preposition)
        for place in clause
        if place not in particles and tokens[place].upos in ("ADP", "ADV", "PRON")
        if governs or tokens[place].xpos != "VZ|fin"
        for preposition in wanted
        if _PRONOUN_BEFORE.sub("", tokens[place].text.lower())
        in (preposition, _STRANDED.get(preposition))
        and not (preposition == "om" and _opens_infinitive(tokens, place))
    ]
    return min(found, default=(0, ""))[1]


def _opens_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """*om naar huis te gaan*: whether an infinitive with *te* comes in the same clause."""
    return any(tokens[i].text.lower() == "te" for i in clause_of(tokens, index) if i > index)


def is_adverbial(tokens: Sequence[Token], index: int) -> bool:
    """Whether an adjective tells how it is done: *praat zacht*, but not *vindt het zacht*."""
    if "vrij" not in tokens[index].xpos.split("|"):
        return False
    clause = [tokens[i] for i in clause_of(tokens, index) if i != index]
    verbs = {token.lemma for token in clause if token.upos == "VERB"}
    helpers = {token.lemma for token in clause if token.upos == "AUX"}
    return not verbs & _PREDICATING if verbs else bool(helpers) and helpers <= _MODALS


def clause_of(tokens: Sequence[Token], index: int) -> range:
    """The stretch around a token up to the nearest strong stop, comma or subordinator."""

    def ends(i: int) -> bool:
        return tokens[i].text in _CLAUSE_END or tokens[i].text == "," or tokens[i].upos == "SCONJ"

    start = index
    while start > 0 and not ends(start - 1):
        start -= 1
    end = index + 1
    while end < len(tokens) and not ends(end):
        end += 1
    return range(start, end)
