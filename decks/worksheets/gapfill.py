"""The gap-fill exercise (*invuloefening*): a text with numbered gaps, a word bank, a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from cards.lexicon import Lexicon
from cards.model import Language
from decks.worksheets.gap_rules import Chosen, GapRules, Hint, Words
from decks.worksheets.model import (
    Answer,
    Answers,
    Bank,
    Block,
    Gap,
    Inline,
    Paragraph,
    Run,
    Section,
)
from decks.worksheets.phrases import Phrases
from decks.worksheets.text import ClassText, TextParagraph

_ARTICLES = ("de", "het")


def section(
    text: ClassText,
    chosen: Sequence[Chosen],
    rules: GapRules,
    phrases: Phrases,
    words_over: Sequence[str] = (),
) -> Section:
    """The exercise with the `chosen` gaps; `words_over` are put into the bank to mislead."""
    blocks: list[Block] = []
    if has_bank(rules):
        blocks.append(Bank(_bank(chosen, words_over)))
    numbered = {(c.sentence, i): (n, c) for n, c in enumerate(chosen, 1) for i in c.tokens}
    for paragraph in text.paragraphs:
        content = tuple(_merged(_content(text, paragraph, numbered, rules, phrases)))
        blocks.append(Paragraph(content, paragraph.heading))
    key = Answers(tuple(Answer(n, c.answer) for n, c in enumerate(chosen, 1)), columns=3)
    return Section(
        phrases.gaps, _instruction(chosen, rules, phrases, words_over), tuple(blocks), (key,)
    )


def has_bank(rules: GapRules) -> bool:
    """Whether the words to choose from are given: not beside another hint, nor for *de/het*.

    A preposition has no other form and no one English word, so such hints leave it its bank.
    """
    if rules.words is Words.PREPOSITIONS:
        return rules.hint is not Hint.FIRST
    return rules.hint is Hint.NONE and rules.words is not Words.ARTICLES


def words_over(
    text: ClassText,
    chosen: Sequence[Chosen],
    rules: GapRules,
    most: int,
    lexicon: Lexicon,
    rng: Random,
) -> tuple[str, ...]:
    """Words that belong in no gap, for a bank that is not solved by crossing off."""
    if not most or not has_bank(rules):
        return ()
    from decks.worksheets.distractors import distractors

    return distractors(text, chosen, most, lexicon, rng)


def _bank(chosen: Sequence[Chosen], words_over: Sequence[str]) -> tuple[str, ...]:
    """In the order of the alphabet, which says nothing of the order of the gaps."""
    words = [*(c.answer for c in chosen), *words_over]
    return tuple(sorted(words, key=lambda word: (word.casefold(), word)))


def _instruction(
    chosen: Sequence[Chosen], rules: GapRules, phrases: Phrases, words_over: Sequence[str]
) -> str:
    if rules.words is Words.ARTICLES:
        told = phrases.gaps_articles
    elif has_bank(rules):
        told = phrases.gaps_extra if words_over else phrases.gaps_bank
    else:
        told = {
            Hint.FIRST: phrases.gaps_first,
            Hint.LEMMA: phrases.gaps_lemma,
            Hint.ENGLISH: phrases.gaps_english,
            Hint.NONE: phrases.gaps_bare,
        }[rules.hint]
    pairs = any(len(c.tokens) > 1 for c in chosen)
    return f"{told} {phrases.gaps_pairs}" if pairs else told


def _content(
    text: ClassText,
    paragraph: TextParagraph,
    numbered: dict[tuple[int, int], tuple[int, Chosen]],
    rules: GapRules,
    phrases: Phrases,
) -> Iterator[Inline]:
    for order, sentence in enumerate(paragraph.sentences):
        if order:
            yield Run(" ", language=Language.DUTCH)
        written = text.lesson.dutch[sentence].text
        end = 0
        for index, token in enumerate(text.lesson.words[sentence]):
            if (sentence, index) in numbered:
                number, chosen = numbered[sentence, index]
                yield Run(written[end : token.start], language=Language.DUTCH)
                part = chosen.tokens.index(index)
                yield _gap(number, chosen, part, token.text, rules, phrases)
                end = token.end
        yield Run(written[end:], language=Language.DUTCH)


def _gap(
    number: int, chosen: Chosen, part: int, written: str, rules: GapRules, phrases: Phrases
) -> Gap:
    closed = rules.words is Words.ARTICLES
    last = part == len(chosen.tokens) - 1
    hint = ""
    if rules.hint is Hint.LEMMA and last and chosen.entry is not None:
        hint = chosen.lemma
    elif rules.hint is Hint.ENGLISH and last:
        hint = chosen.english
    if hint and chosen.past:
        hint = f"{hint}, {phrases.past}"
    lead = written[0] if rules.hint is Hint.FIRST and not closed else ""
    choices = _ARTICLES if closed else ()
    return Gap(number, chosen.answers[part], part=part, lead=lead, hint=hint, choices=choices)


def _merged(content: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring runs as one, empty ones away."""
    last: Run | None = None
    for part in content:
        if isinstance(part, Run):
            if part.text:
                last = part if last is None else replace(last, text=last.text + part.text)
            continue
        if last is not None:
            yield last
            last = None
        yield part
    if last is not None:
        yield last
