"""Which words of a text may become gaps: those with one answer that can be defended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cards.model import Occurrence, Token, VocabularyEntry
from decks.fields import frequency_band, glosses_here, is_sure, is_sure_article
from decks.worksheets.gap_rules import Chosen, Difficulty, GapRules, Hint, Words
from decks.worksheets.kinds import kind_of
from decks.worksheets.text import ClassText

_PARTS: Final = {
    Words.CONTENT: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.EVERY: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.LIST: ("NOUN", "VERB", "ADJ", "ADV"),
    Words.NOUNS: ("NOUN",),
    Words.VERBS: ("VERB",),
    Words.ADJECTIVES: ("ADJ",),
    Words.ADVERBS: ("ADV",),
}
_BANDS: Final = {
    Difficulty.EASY: ("very common",),
    Difficulty.MEDIUM: ("common",),
    Difficulty.HARD: ("less common", "rare"),
}
PREPOSITIONS: Final = (
    "aan", "achter", "bij", "binnen", "boven", "buiten", "door", "in", "langs", "met", "na",
    "naar", "naast", "om", "onder", "op", "over", "per", "rond", "sinds", "tegen", "tijdens",
    "tot", "tussen", "uit", "van", "vanaf", "via", "voor", "volgens", "zonder",
)  # fmt: skip
# A verb or adverb as common as this (Zipf) fits in many places.
_GLUE = 5.7
# What stands between things of a row.
_BETWEEN = (",", "en", "of")
# A sentence of fewer words tells little of what is missing.
_ENOUGH = 5


def candidates(text: ClassText, rules: GapRules) -> Iterator[Chosen]:
    """Every word that `rules` ask for and that could be a gap."""
    places = _places(text)
    if rules.words is Words.ARTICLES:
        yield from _articles(text, places)
    elif rules.words is Words.PREPOSITIONS:
        yield from _closed(text, places, _is_preposition)
    else:
        yield from _content(text, rules, places)


def _places(text: ClassText) -> dict[int, list[int]]:
    """For each sentence, how many words of the text stand before each of its tokens."""
    places: dict[int, list[int]] = {}
    count = 0
    for sentence in text.sentences:
        places[sentence] = []
        for token in text.lesson.words[sentence]:
            places[sentence].append(count)
            count += token.upos != "PUNCT"
    return places


def _content(text: ClassText, rules: GapRules, places: dict[int, list[int]]) -> Iterator[Chosen]:
    listed = {word.casefold() for word in rules.listed}
    for entry in text.entries():
        if rules.words is Words.LIST:
            if not _is_listed(entry, text, listed):
                continue
        elif entry.upos not in _PARTS[rules.words] or not _suits(entry, rules):
            continue
        for occurrence in entry.occurrences:
            if occurrence.sentence in places:
                found = _gap_of(text, entry, occurrence, rules, places[occurrence.sentence])
                if found is not None:
                    yield found


def _suits(entry: VocabularyEntry, rules: GapRules) -> bool:
    if rules.difficulty is Difficulty.ANY:
        return rules.words is not Words.CONTENT or not is_glue(entry)
    return frequency_band(entry.zipf) in _BANDS[rules.difficulty]


def is_glue(entry: VocabularyEntry) -> bool:
    """Whether a word means little without its sentence: *doen, gaan, ook, nog*."""
    return entry.upos in ("VERB", "ADV") and entry.zipf >= _GLUE


def _is_listed(entry: VocabularyEntry, text: ClassText, listed: set[str]) -> bool:
    words = text.lesson.words
    forms = {words[o.sentence][i].text.casefold() for o in entry.occurrences for i in o.tokens}
    lemma = entry.lemma.casefold()
    return bool(listed & {lemma, lemma.removeprefix("zich "), *forms})


def _gap_of(
    text: ClassText,
    entry: VocabularyEntry,
    occurrence: Occurrence,
    rules: GapRules,
    places: Sequence[int],
) -> Chosen | None:
    """The gap that an occurrence would be, or None if no one answer could be defended."""
    tokens = text.lesson.words[occurrence.sentence]
    indices = tuple(sorted(i for i in occurrence.tokens if tokens[i].upos != "PRON"))
    if not indices or not all(_is_plain(tokens, i) for i in indices):
        return None
    if entry.upos == "VERB" and _is_adjective(tokens[indices[0]]):
        return None
    answers = tuple(_decapitalised(tokens, i) for i in indices)
    own = {answer.casefold() for answer in answers}
    first = tokens[indices[0]]
    if any(t.text.casefold() in own for i, t in enumerate(tokens) if i not in indices):
        return None  # the answer stands beside the gap
    gloss, _ = glosses_here(entry, occurrence.sentence)
    sure = gloss is not None and is_sure(gloss)
    if not _suits_hint(rules.hint, first, sure=sure, same=answers == (entry.lemma,)):
        return None
    return Chosen(
        occurrence.sentence,
        indices,
        answers,
        entry.upos,
        entry.lemma,
        places[indices[0]],
        entry,
        gloss.text if gloss else "",
        ordinary=sure and entry.known and _is_told(tokens, indices[0]),
        kind=_kind(entry, first),
        past="Tense=Past" in first.feats and "VerbForm=Fin" in first.feats,
    )


def _suits_hint(hint: Hint, first: Token, *, sure: bool, same: bool) -> bool:
    """Whether a hint leaves one answer to find; `same` says that the dictionary form is it."""
    match hint:
        case Hint.ENGLISH:  # *our best help*: "good" would tell of *goede*
            return sure and "Degree=Sup" not in first.feats
        case Hint.LEMMA:
            return not same and "Degree=Sup" not in first.feats
        case _:
            return True


def _is_told(tokens: Sequence[Token], index: int) -> bool:
    """Whether the sentence tells what is missing: most adverbs may be left away or changed."""
    enough = sum(token.upos != "PUNCT" for token in tokens) >= _ENOUGH
    return enough and tokens[index].upos != "ADV" and not _is_in_a_row(tokens, index)


def _is_in_a_row(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun is one of several: *een tent, een pan of een* …, where any thing would do."""
    if tokens[index].upos != "NOUN":
        return False
    before, after = index - 1, index + 2
    while before > 0 and tokens[before].upos in ("DET", "ADJ", "NUM"):
        before -= 1
    while after < len(tokens) and tokens[after].upos in ("DET", "ADJ", "NUM"):
        after += 1
    follows = before > 0 and tokens[before].text in _BETWEEN and tokens[before - 1].upos == "NOUN"
    leads = after < len(tokens) and tokens[index + 1].text in _BETWEEN
    return follows or (leads and tokens[after].upos == "NOUN")


def _kind(entry: VocabularyEntry, token: Token) -> str:
    """The kind of a word, singular and plural apart: *lid* does not fit where *leden* stood."""
    kind = kind_of(entry.lemma, entry.upos, [gloss.text for gloss in entry.glosses])
    return kind and f"{kind} {'plural' if 'Number=Plur' in token.feats else ''}"


def _is_adjective(token: Token) -> bool:
    """Whether a participle is inflected, and so stands for an adjective: *de opgezette snoek*."""
    return "VerbForm=Part" in token.feats and token.text.endswith("e")


def _is_plain(tokens: Sequence[Token], index: int) -> bool:
    """A word of letters, and no name."""
    token = tokens[index]
    if token.upos in ("PROPN", "NUM") or not token.text.replace("-", "").isalpha():
        return False
    if token.text.startswith("-") or token.text.endswith("-"):
        return False  # energie- en infrastructuurprojecten
    return token.text.islower() or (_is_first(tokens, index) and token.text[1:].islower())


def _is_first(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word begins its sentence, or speech within it: there the capital means nothing."""
    before = index - 1
    while before >= 0 and tokens[before].upos == "PUNCT" and tokens[before].text not in (".", ":"):
        before -= 1
    return before < 0 or tokens[before].text == ":"


def _decapitalised(tokens: Sequence[Token], index: int) -> str:
    text = tokens[index].text
    return text.lower() if _is_first(tokens, index) else text


def _articles(text: ClassText, places: dict[int, list[int]]) -> Iterator[Chosen]:
    """*De* and *het* before a singular noun of which the dictionary is sure.

    Every plural takes *de*, so a gap before one would ask nothing.
    """
    nouns = {
        (o.sentence, o.tokens[-1]): entry
        for entry in text.entries()
        if entry.upos == "NOUN" and entry.article in ("de", "het") and is_sure_article(entry)
        for o in entry.occurrences
    }

    def is_article(sentence: int, tokens: Sequence[Token], index: int) -> bool:
        form = tokens[index].text.lower()
        if tokens[index].upos != "DET" or form not in ("de", "het"):
            return False
        for after in range(index + 1, min(index + 4, len(tokens))):
            noun = nouns.get((sentence, after))
            if noun is not None:
                return noun.article == form and "Number=Plur" not in tokens[after].feats
            if tokens[after].upos not in ("ADJ", "VERB", "ADV", "NUM"):
                return False
        return False

    yield from _closed(text, places, is_article)


def _is_preposition(_sentence: int, tokens: Sequence[Token], index: int) -> bool:
    """A preposition before what it governs: not the particle at the end, not *om … te*."""
    token = tokens[index]
    if token.upos != "ADP" or token.text.lower() not in PREPOSITIONS or index + 1 >= len(tokens):
        return False
    governed = tokens[index + 1]
    rest = {t.text.lower() for t in tokens[index + 1 :]}
    if token.text.lower() == "om" and "te" in rest:
        return False
    return governed.upos in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")


def _closed(
    text: ClassText,
    places: dict[int, list[int]],
    wanted: Callable[[int, Sequence[Token], int], bool],
) -> Iterator[Chosen]:
    """Function words: they have no entry of their own."""
    particles = {
        (o.sentence, i) for e in text.lesson.vocabulary for o in e.occurrences for i in o.tokens[1:]
    }
    for sentence in text.sentences:
        tokens = text.lesson.words[sentence]
        for index, token in enumerate(tokens):
            if (sentence, index) not in particles and wanted(sentence, tokens, index):
                form = token.text.lower()
                place, kind = places[sentence][index], kind_of(form, token.upos, ())
                yield Chosen(sentence, (index,), (form,), token.upos, form, place, kind=kind)
