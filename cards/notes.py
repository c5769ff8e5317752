"""From what was selected to the three kinds of note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cards import verb_uses
from cards.analysis import Analysis
from cards.model import (
    Bead,
    ClozeNote,
    Note,
    Segment,
    Sentence,
    SentenceNote,
    VocabularyEntry,
    WordNote,
)
from cards.selection import Selection


def make_notes(
    selection: Selection,
    beads: Sequence[Bead],
    english: Sequence[Sentence],
    dutch: Sequence[Sentence],
    words: Sequence[Analysis],
) -> tuple[Note, ...]:
    """Word notes and cloze notes most useful first, sentence notes in the order of the text."""
    home = {sentence: bead for bead in beads for sentence in bead.dutch}

    def word_notes() -> Iterator[Note]:
        for entry in selection.words:
            place = entry.occurrences[0]
            bead = home[place.sentence]
            tokens = _with_pronoun(entry, words[place.sentence])
            segments = _marked(bead, place.sentence, tokens, dutch, words)
            cue = _joined(english, bead.english)
            yield WordNote(entry, segments, cue, place.sentence, bead.confidence)

    def cloze_notes() -> Iterator[Note]:
        for entry in selection.clozes:
            place = entry.occurrences[0]
            bead = home[place.sentence]
            segments = _marked(bead, place.sentence, place.tokens, dutch, words)
            cue = _joined(english, bead.english)
            hint = _hint(entry, segments)
            yield ClozeNote(entry, segments, cue, hint, place.sentence, bead.confidence)

    def sentence_notes() -> Iterator[Note]:
        for bead in selection.sentences:
            number = bead.dutch[0]
            cue = _joined(english, bead.english)
            yield SentenceNote(dutch[number].text, cue, number, bead.confidence)

    return (*word_notes(), *cloze_notes(), *sentence_notes())


def _joined(sentences: Sequence[Sentence], numbers: Sequence[int]) -> str:
    return " ".join(sentences[number].text for number in numbers)


def _hint(entry: VocabularyEntry, segments: Sequence[Segment]) -> str:
    """The first letter leaves one answer where the English alone would allow a synonym."""
    first = next(segment.text for segment in segments if segment.marked)
    return f"{entry.glosses[0].text}: {first[0]}…"


def _with_pronoun(entry: VocabularyEntry, tokens: Analysis) -> tuple[int, ...]:
    """The tokens of the first occurrence, with the *zich* (me, je, ons) of a reflexive verb."""
    here = entry.occurrences[0].tokens
    if not entry.lemma.startswith("zich "):
        return here
    clause = verb_uses.clause_of(tokens, here[0])
    said = {i: tokens[i].text.lower() for i in clause if i not in here}
    sure = [i for i, word in said.items() if word in ("zich", "zichzelf")]
    others = [
        i
        for i, word in said.items()
        if word in verb_uses.REFLEXIVES and verb_uses.refers_back(tokens, i, clause)
    ]
    nearest = sorted(sure or others, key=lambda i: abs(i - here[0]))[:1]
    return tuple(sorted((*here, *nearest)))


def _marked(
    bead: Bead,
    sentence: int,
    tokens: Sequence[int],
    dutch: Sequence[Sentence],
    words: Sequence[Analysis],
) -> tuple[Segment, ...]:
    """The Dutch side of a bead with the tokens of one of its sentences marked."""
    text = dutch[sentence].text
    segments: list[Segment] = []
    end = 0
    for token in (words[sentence][i] for i in tokens):
        segments += [Segment(text[end : token.start]), Segment(token.text, marked=True)]
        end = token.end
    segments.append(Segment(text[end:]))
    before = _joined(dutch, [i for i in bead.dutch if i < sentence])
    after = _joined(dutch, [i for i in bead.dutch if i > sentence])
    segments = [Segment(before + " " if before else ""), *segments]
    segments.append(Segment(" " + after if after else ""))
    return tuple(segment for segment in segments if segment.text)
