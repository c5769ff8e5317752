"""The words of the pair under the cursor, and what the keys of their list do to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from cards import editing
from cards.decisions import about, decided_entry
from cards.model import (
    Bead,
    ClozeNote,
    Lesson,
    SentenceNote,
    VocabularyEntry,
    WordDecision,
    WordNote,
)
from decks import fields
from decks.review import state
from decks.review.state import Review, edited, told

ARTICLES: Final = ("de", "het", "de/het")
NO_WORD: Final = "There is no word here."
_CARDS: Final = {WordNote: "word", ClozeNote: "cloze"}


@dataclass(frozen=True, slots=True)
class Word:
    """A headword of the pair. `cards` names the cards it is on; `left_out` why it is on none."""

    lemma: str
    upos: str
    article: str = ""
    meanings: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    left_out: str = ""
    decided: bool = False


def words_of(review: Review) -> tuple[Word, ...]:
    """The words of the pair, most useful first, then those that were left out for good.

    A pair that is not sure enough for cards has none worked out.
    """
    bead = review.bead
    if bead is None:
        return ()
    lesson, source = review.lesson, review.with_words
    found: dict[tuple[str, str], Word] = {}
    for entry in source.vocabulary:
        if any(place.sentence in bead.dutch for place in entry.occurrences):
            word = _word(entry, lesson, source)
            found.setdefault((word.lemma, word.upos), word)
    for word in _left_out(lesson, bead):
        found.setdefault((word.lemma, word.upos), word)
    return tuple(found.values())


def chosen(review: Review) -> Word | None:
    """The word under the cursor."""
    words = words_of(review)
    return words[min(review.word, len(words) - 1)] if words else None


def with_made(review: Review, source: Lesson, made: Lesson) -> Review:
    """With the vocabulary that was worked out from `source`, and the cursor on the same word."""
    before = chosen(review)
    after = state.with_made(review, source, made)
    keys = [(word.lemma, word.upos) for word in words_of(after)]
    if before is not None and (before.lemma, before.upos) in keys:
        return replace(after, word=keys.index((before.lemma, before.upos)))
    return after


def stepped(review: Review, step: int) -> Review:
    """The word below or above."""
    last = len(words_of(review)) - 1
    return replace(review, word=min(max(review.word + step, 0), max(0, last)), message="")


def meaning(review: Review, gloss: str) -> Review:
    """What the word means here; an empty text takes the choice back."""
    message = f"It means “{gloss}” here." if gloss.strip() else "It means what was found."
    return _said(review, partial(editing.choose_gloss, gloss=gloss), message)


def article(review: Review) -> Review:
    """The next of *de*, *het* and both."""
    word = chosen(review)
    if word is not None and word.upos != "NOUN":
        return told(review, f"“{word.lemma}” is no noun and has no article.")
    now = word.article if word else ""
    after = ARTICLES[(ARTICLES.index(now) + 1) % len(ARTICLES) if now in ARTICLES else 0]
    edit = partial(editing.choose_article, article=after)
    return _said(review, edit, f"{after} {word.lemma}." if word else "")


def headword(review: Review, lemma: str) -> Review:
    """The right lemma of the word."""
    message = f"The word is “{' '.join(lemma.split())}”."
    return _said(review, partial(editing.choose_lemma, headword=lemma), message)


def known(review: Review) -> Review:
    """The learner knows the word; or, said again, does not."""
    was = _decision(review).known
    message = "It gets cards again." if was else "Known: on no word or cloze card."
    return _said(review, partial(editing.set_known, known=not was), message)


def excluded(review: Review) -> Review:
    """The word shall be on no card; or, said again, may be."""
    was = _decision(review).excluded
    message = "It gets cards again." if was else "Left out: on no word or cloze card."
    return _said(review, partial(editing.exclude, excluded=not was), message)


def _said(review: Review, edit: Callable[[Lesson, str, str], Lesson], message: str) -> Review:
    """After an edit of the word under the cursor, which stays under it as far as may be."""
    word = chosen(review)
    if word is None:
        return told(review, NO_WORD)
    after = edited(review, lambda lesson: edit(lesson, word.lemma, word.upos), message)
    return replace(after, word=review.word)


def _decision(review: Review) -> WordDecision:
    word = chosen(review)
    key = (word.lemma, word.upos) if word else ("", "")
    return about(review.lesson.decisions).get(key, WordDecision(*key))


def _word(entry: VocabularyEntry, lesson: Lesson, source: Lesson) -> Word:
    """An entry of `source` with what was decided in `lesson` since."""
    decided = about(lesson.decisions)
    decision = decided.get((entry.lemma, entry.upos))
    lemma = entry.lemma
    if decision is not None and decision.headword:
        lemma = decision.headword
        decision = decided.get((lemma, entry.upos))
    if decision is not None:
        entry = decided_entry(entry, decision)
    gloss, _ = fields.glosses_here(entry, entry.occurrences[0].sentence)
    meanings = dict.fromkeys(one.text for one in (gloss, *entry.glosses) if one and one.text)
    kinds = {type(note) for note in _notes(source, entry)}
    return Word(
        lemma,
        entry.upos,
        entry.article,
        tuple(meanings),
        tuple(name for kind, name in _CARDS.items() if kind in kinds),
        _why_not(decision),
        lemma != entry.lemma or decision is not None,
    )


def _notes(source: Lesson, entry: VocabularyEntry) -> Iterator[WordNote | ClozeNote]:
    """The notes about a headword."""
    for note in source.notes:
        if not isinstance(note, SentenceNote) and note.entry.lemma == entry.lemma:
            yield from [note] * (note.entry.upos == entry.upos)


def _why_not(decision: WordDecision | None) -> str:
    if decision is None:
        return ""
    return "left out" if decision.excluded else "known" if decision.known else ""


def _left_out(lesson: Lesson, bead: Bead) -> Iterator[Word]:
    """Words of the pair that were left out by hand, which no vocabulary has any more."""
    tokens = [token for number in bead.dutch for token in lesson.words[number]]
    lemmas = {token.lemma.replace("_", "") for token in tokens}
    for word in lesson.decisions.words:
        if _why_not(word) and word.lemma.removeprefix("zich ") in lemmas:
            meanings = (word.gloss,) if word.gloss else ()
            yield Word(word.lemma, word.upos, word.article, meanings, (), _why_not(word), True)
