"""Edits of a lesson, each a plain function: a lesson in, a corrected lesson out.

An edit changes the beads and the decisions; vocabulary and notes wait for `pipeline.remake`, which
a lesson says with `is_current`. What was decided before and is not touched stays decided. Beads
are named by their place in `lesson.beads`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cards.decisions import decided_beads
from cards.model import (
    Bead,
    BeadDecision,
    Decisions,
    Language,
    Lesson,
    TextDecision,
    WordDecision,
)

_ARTICLES = ("de", "het", "de/het")


class EditError(ValueError):
    """An edit that makes no sense for this lesson; says why in words for a person."""


def confirm(lesson: Lesson, number: int) -> Lesson:
    """Bead `number` is right as it stands."""
    return set_beads(lesson, [_bead(lesson, number)])


def merge(lesson: Lesson, number: int, other: int) -> Lesson:
    """Beads `number` and `other` are one."""
    if number == other:
        raise EditError("A pair cannot be merged with itself.")
    one, two = _bead(lesson, number), _bead(lesson, other)
    return set_beads(lesson, [_joined(one.english + two.english, one.dutch + two.dutch)])


def split(lesson: Lesson, number: int, english: int, dutch: int) -> Lesson:
    """Bead `number` is two: so many of its first `english` and `dutch` sentences, and the rest."""
    bead = _bead(lesson, number)
    parts = (
        Bead(bead.english[:english], bead.dutch[:dutch], 1.0),
        Bead(bead.english[english:], bead.dutch[dutch:], 1.0),
    )
    inside = 0 <= english <= len(bead.english) and 0 <= dutch <= len(bead.dutch)
    if not inside or not all(part.english or part.dutch for part in parts):
        raise EditError("One of the two halves would be empty.")
    return set_beads(lesson, parts)


def move(lesson: Lesson, language: Language, sentence: int, to: int) -> Lesson:
    """A sentence belongs to bead `to` instead of where it is.

    The boundary between two beads moves by a sentence when `to` is a neighbour.
    """
    target = _bead(lesson, to)
    home = next((b for b in lesson.beads if sentence in _side(b, language)), None)
    if home is None:
        raise EditError(f"There is no sentence {sentence + 1}.")
    if home is target:
        raise EditError("The sentence is there already.")
    if language is Language.ENGLISH:
        new = _joined((*target.english, sentence), target.dutch)
        left = Bead(tuple(i for i in home.english if i != sentence), home.dutch, 1.0)
    else:
        new = _joined(target.english, (*target.dutch, sentence))
        left = Bead(home.english, tuple(i for i in home.dutch if i != sentence), 1.0)
    return set_beads(lesson, [new, *([left] if left.is_pair else _alone(left))])


def unlink(lesson: Lesson, number: int) -> Lesson:
    """The sentences of bead `number` are no translations of each other, or of anything."""
    return set_beads(lesson, _alone(_bead(lesson, number)))


def drop(lesson: Lesson, number: int, *, dropped: bool = True) -> Lesson:
    """The sentences of bead `number` shall be on no card."""
    return set_beads(lesson, [_bead(lesson, number)], dropped=dropped)


def set_beads(lesson: Lesson, beads: Sequence[Bead], *, dropped: bool = False) -> Lesson:
    """These beads by hand; older decisions about other beads stay."""
    english = {i for bead in beads for i in bead.english}
    dutch = {i for bead in beads for i in bead.dutch}
    kept = [
        decision
        for decision in lesson.decisions.beads
        if english.isdisjoint(decision.english) and dutch.isdisjoint(decision.dutch)
    ]
    new = [BeadDecision(bead.english, bead.dutch, dropped) for bead in beads]
    ordered = sorted((*kept, *new), key=lambda decision: (decision.dutch, decision.english))
    decisions = replace(lesson.decisions, beads=tuple(ordered))
    made = _decided(lesson, decisions)
    return replace(made, beads=decided_beads(lesson.beads, decisions))


def edit_text(lesson: Lesson, language: Language, sentence: int, text: str) -> Lesson:
    """What the sentence shall read on the cards; its own text takes the decision back."""
    sentences = lesson.english if language is Language.ENGLISH else lesson.dutch
    text = " ".join(text.split())
    if not 0 <= sentence < len(sentences):
        raise EditError(f"There is no sentence {sentence + 1}.")
    if not text:
        raise EditError("A sentence cannot be empty; drop the pair instead.")
    kept = {(edit.language, edit.sentence): edit for edit in lesson.decisions.texts}
    before = kept.pop((language, sentence), None)
    if text == (before.text if before else sentences[sentence].text):
        return lesson
    if text != sentences[sentence].text:
        kept[language, sentence] = TextDecision(language, sentence, text)
    texts = tuple(kept[key] for key in sorted(kept))
    words = lesson.words
    if language is Language.DUTCH:
        words = tuple(() if n == sentence else tokens for n, tokens in enumerate(words))
    return _decided(replace(lesson, words=words), replace(lesson.decisions, texts=texts))


def choose_gloss(lesson: Lesson, lemma: str, upos: str, gloss: str) -> Lesson:
    """What the headword means here; an empty text takes the decision back."""
    return _say(lesson, replace(_said(lesson, lemma, upos), gloss=" ".join(gloss.split())))


def choose_article(lesson: Lesson, lemma: str, upos: str, article: str) -> Lesson:
    """*de*, *het* or *de/het*; an empty text takes the decision back."""
    if article and article not in _ARTICLES:
        raise EditError(f"“{article}” is no article: choose de, het or de/het.")
    return _say(lesson, replace(_said(lesson, lemma, upos), article=article))


def set_known(lesson: Lesson, lemma: str, upos: str, *, known: bool = True) -> Lesson:
    """The learner knows the word already."""
    return _say(lesson, replace(_said(lesson, lemma, upos), known=known))


def exclude(lesson: Lesson, lemma: str, upos: str, *, excluded: bool = True) -> Lesson:
    """The word shall be on no vocabulary or cloze card."""
    return _say(lesson, replace(_said(lesson, lemma, upos), excluded=excluded))


def choose_lemma(lesson: Lesson, lemma: str, upos: str, headword: str) -> Lesson:
    """The headword is another: all that goes by `lemma` goes by `headword` from now on.

    What was decided of it goes along, unless something was decided of the other already.
    """
    headword = " ".join(headword.split())
    if not headword:
        raise EditError("A word cannot be empty; exclude it instead.")
    if headword == lemma:
        return lesson
    said = {(word.lemma, word.upos): word for word in lesson.decisions.words}
    old = said.pop((lemma, upos), WordDecision(lemma, upos))
    said = {
        key: replace(word, headword=headword)
        if (word.headword, word.upos) == (lemma, upos)
        else word
        for key, word in said.items()
    }
    there = replace(said.get((headword, upos), WordDecision(headword, upos)), headword="")
    moved = replace(old, lemma=headword, headword="")
    said[headword, upos] = moved if _is_empty(there) else there
    said[lemma, upos] = WordDecision(lemma, upos, headword=headword)
    return _with_words(lesson, said.values())


@dataclass(frozen=True, slots=True)
class History:
    """A lesson with what came before it and what was undone, newest last."""

    present: Lesson
    past: tuple[Lesson, ...] = ()
    future: tuple[Lesson, ...] = ()

    def then(self, lesson: Lesson) -> History:
        """After an edit that gave `lesson`; one that changed nothing leaves no trace."""
        if lesson == self.present:
            return self
        return History(lesson, (*self.past, self.present))

    def undo(self) -> History:
        """One edit back, if there is one."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redo(self) -> History:
        """The edit that was last undone, if any."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.present), self.future[:-1])


def _bead(lesson: Lesson, number: int) -> Bead:
    if not 0 <= number < len(lesson.beads):
        raise EditError(f"There is no pair {number + 1}: there are {len(lesson.beads)}.")
    return lesson.beads[number]


def _side(bead: Bead, language: Language) -> tuple[int, ...]:
    return bead.english if language is Language.ENGLISH else bead.dutch


def _joined(english: Sequence[int], dutch: Sequence[int]) -> Bead:
    return Bead(tuple(sorted(english)), tuple(sorted(dutch)), 1.0)


def _alone(bead: Bead) -> list[Bead]:
    return [
        *(Bead((i,), (), 1.0) for i in bead.english),
        *(Bead((), (i,), 1.0) for i in bead.dutch),
    ]


def _said(lesson: Lesson, lemma: str, upos: str) -> WordDecision:
    key = (lemma, upos)
    words = (word for word in lesson.decisions.words if (word.lemma, word.upos) == key)
    return next(words, WordDecision(lemma, upos))


def _say(lesson: Lesson, decision: WordDecision) -> Lesson:
    said = {(word.lemma, word.upos): word for word in lesson.decisions.words}
    said[decision.lemma, decision.upos] = decision
    return _with_words(lesson, said.values())


def _with_words(lesson: Lesson, words: Iterable[WordDecision]) -> Lesson:
    kept = (word for word in words if not _is_empty(word))
    ordered = tuple(sorted(kept, key=lambda word: (word.lemma, word.upos)))
    return _decided(lesson, replace(lesson.decisions, words=ordered))


def _is_empty(decision: WordDecision) -> bool:
    return decision == WordDecision(decision.lemma, decision.upos)


def _decided(lesson: Lesson, decisions: Decisions) -> Lesson:
    if decisions == lesson.decisions:
        return lesson
    return replace(lesson, decisions=decisions, is_current=False)
