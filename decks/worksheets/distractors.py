"""Words for the bank that belong in no gap: like the answers, and plainly wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from cards.conjugation import conjugate
from cards.frequency import zipf
from cards.lexicon import Lexicon, VerbEntry
from cards.model import Token
from cards.verb_spelling import spell_stem
from decks.fields import frequency_band
from decks.worksheets.candidates import PREPOSITIONS
from decks.worksheets.decency import is_for_class
from decks.worksheets.gap_rules import Chosen
from decks.worksheets.kinds import kind_of
from decks.worksheets.text import ClassText

# What a dictionary lists → its form in the place of an answer, or None if that is not sure.
_Inflect = Callable[[str], str | None]
_SAFE_ENDINGS = ("ig", "lijk", "isch", "end", "zaam")
# Letters: shorter ones are often abbreviations (*apk*).
_SHORTEST, _LONGEST = 4, 14
# Frequencies (Zipf): a word is as common as its model if it is no further from it than this.
_NEAR = 0.7
_KNOWN_FROM = 3.0
_HELPING = frozenset(
    "hebben zijn worden zullen kunnen mogen moeten willen laten hoeven blijken lijken".split()
)


def distractors(
    text: ClassText, gaps: Sequence[Chosen], most: int, lexicon: Lexicon, rng: Random
) -> tuple[str, ...]:
    """Up to `most` words, each of the part of speech, form and frequency band of some answer.

    None stands in the text, shares an English meaning with an answer or is of its kind, so that
    none fits a gap. Adjectives fit nearly everywhere: they are there only if nothing else is asked.
    """
    seen = {t.text.casefold() for tokens in text.lesson.words for t in tokens}
    seen |= {entry.lemma.casefold() for entry in text.lesson.vocabulary}
    kinds = {gap.kind.split()[0] for gap in gaps if gap.kind}
    meant = {gloss.text for gap in gaps if gap.entry for gloss in gap.entry.glosses}
    models = [gap for gap in gaps if _is_model(gap)] or list(gaps)
    rng.shuffle(models)
    found: list[str] = []
    for model in (models * (most // max(1, len(models)) + 1))[: 3 * most + len(models)]:
        if len(found) < most:
            word = next(_like(model, text, lexicon, rng, seen, meant, kinds), None)
            if word is not None:
                found.append(word)
                seen.add(word)
    return tuple(found)


def _is_model(gap: Chosen) -> bool:
    """Whether words like an answer are wrong elsewhere and yet known to the class."""
    return gap.upos != "ADJ" and (gap.entry is None or gap.entry.zipf >= _KNOWN_FROM)


def _like(
    model: Chosen,
    text: ClassText,
    lexicon: Lexicon,
    rng: Random,
    seen: set[str],
    meant: set[str],
    kinds: set[str],
) -> Iterator[str]:
    """Words like one answer, in random order."""
    if model.entry is None:
        free = [word for word in PREPOSITIONS if word not in seen]
        rng.shuffle(free)
        yield from free
        return
    listed, inflect = _shelf(model, text.lesson.words[model.sentence], lexicon)
    lemmas = [
        lemma
        for lemma, senses in listed.items()
        if not meant.intersection(senses)
        and kind_of(lemma, model.upos, senses) not in kinds
        and len(lemma) >= _SHORTEST
    ]
    rng.shuffle(lemmas)
    band = frequency_band(model.entry.zipf)
    for lemma in lemmas:
        plain = lemma.isalpha() and lemma.islower() and len(lemma) <= _LONGEST
        often = zipf(lemma)
        near = abs(often - model.entry.zipf) <= _NEAR and frequency_band(often) == band
        if plain and lemma not in seen and near and is_for_class(lemma, model.upos, lexicon):
            form = inflect(lemma)
            if form is not None and form.isalpha() and form not in seen:
                yield form


def _shelf(
    model: Chosen, tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[dict[str, tuple[str, ...]], _Inflect]:
    """The dictionary's words of the model's part of speech with their senses, and its form."""
    token = tokens[model.tokens[0]]
    if model.upos == "NOUN":
        nouns = lexicon.nouns
        senses = {lemma: entry.glosses for lemma, entry in nouns.items()}
        if "Number=Plur" in token.feats:
            return senses, lambda lemma: next(iter(nouns[lemma].plurals), None)
        return senses, lambda lemma: lemma
    if model.upos == "VERB":
        senses = {
            lemma: tuple(gloss for use in uses for gloss in use.glosses)
            for lemma, uses in lexicon.verbs.items()
            if lemma not in _HELPING and not any(use.particle or use.reflexive for use in uses)
        }
        return senses, lambda lemma: _verb_form(lexicon.verbs[lemma][0], token)
    words = lexicon.adjectives if model.upos == "ADJ" else lexicon.adverbs
    senses = {lemma: entry.glosses for lemma, entry in words.items()}
    if model.upos == "ADJ" and token.text.endswith("e") and not model.lemma.endswith("e"):
        return senses, lambda lemma: lemma + "e" if lemma.endswith(_SAFE_ENDINGS) else None
    return senses, lambda lemma: lemma


def _verb_form(verb: VerbEntry, token: Token) -> str | None:
    """The form of a verb that stands where `token` stands."""
    feats, infinitive = token.feats, verb.infinitive
    if "VerbForm=Part" in feats:
        return verb.participle if not token.text.endswith("e") else None
    if "Tense=Past" in feats:
        return verb.past_plural if "Number=Plur" in feats else verb.past
    if "VerbForm=Inf" in feats or "Number=Plur" in feats:
        return infinitive
    _, stem = spell_stem(infinitive)
    form = stem + "t" if token.text.endswith("t") and not stem.endswith("t") else stem
    # Irregular verbs, and those whose prefix hides the stress, are spelled otherwise.
    return form if form in conjugate(infinitive) else None
