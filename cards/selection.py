"""Which words and sentences become cards: few, most useful first, and only sure ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cards.analysis import Analysis
from cards.model import Bead, Choice, NoteKind, Sentence, Source, VocabularyEntry


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen, in learning order, and how much was left out for each reason."""

    words: tuple[VocabularyEntry, ...]
    clozes: tuple[VocabularyEntry, ...]
    sentences: tuple[Bead, ...]
    dropped: Mapping[str, int]


def sure_beads(beads: Sequence[Bead], choice: Choice) -> tuple[tuple[Bead, ...], Mapping[str, int]]:
    """The pairs that may become cards; the counts say what was left out."""
    pairs = [bead for bead in beads if bead.is_pair]
    sure = tuple(bead for bead in pairs if bead.confidence >= choice.min_confidence)
    dropped = {
        "English sentences without a Dutch one": sum(
            len(b.english) for b in beads if not b.is_pair
        ),
        "Dutch sentences without an English one": sum(len(b.dutch) for b in beads if not b.is_pair),
        "pairs the aligner is not sure of": len(pairs) - len(sure),
    }
    return sure, {reason: count for reason, count in dropped.items() if count}


def select(
    entries: Sequence[VocabularyEntry],
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    english: Sequence[Sentence],
    choice: Choice,
) -> Selection:
    """Choose from glossed `entries` (most useful first) and sure `beads`."""
    sure = [entry for entry in entries if entry.glosses and _confidence(entry) >= choice.min_gloss]
    wanted = set(choice.kinds)
    taught = tuple(sure[: choice.max_words]) if NoteKind.VOCABULARY in wanted else ()
    clozes = tuple(_clozes(sure, beads, words, choice)) if NoteKind.CLOZE in wanted else ()
    short = [bead for bead in beads if _is_short(bead, words, english, choice)]
    sentences = tuple(short[: choice.max_sentences]) if NoteKind.SENTENCES in wanted else ()
    dropped = {
        "words without a sure meaning": len(entries) - len(sure),
        "words beyond the limit": len(sure) - len(taught) if taught else 0,
        "short sentences beyond the limit": len(short) - len(sentences) if sentences else 0,
    }
    return Selection(taught, clozes, sentences, {k: n for k, n in dropped.items() if n})


def _confidence(entry: VocabularyEntry) -> float:
    return entry.glosses[0].confidence


def _clozes(
    entries: Sequence[VocabularyEntry],
    beads: Sequence[Bead],
    words: Sequence[Analysis],
    choice: Choice,
) -> Iterator[VocabularyEntry]:
    """Words whose English stands in the cue, once in the sentence, one gap a sentence."""
    home = {sentence: bead for bead in beads for sentence in bead.dutch}
    used: set[int] = set()
    for entry in entries:
        place = entry.occurrences[0]
        bead = home.get(place.sentence)
        if bead is None or place.sentence in used or len(used) >= choice.max_clozes:
            continue
        confirmed = entry.glosses[0].source in (Source.CONFIRMED, Source.USER)
        tokens = words[place.sentence]
        length = sum(1 for token in tokens if token.upos != "PUNCT")
        once = sum(o.sentence == place.sentence for o in entry.occurrences) == 1
        if confirmed and once and 4 <= length <= choice.longest_cloze:
            used.add(place.sentence)
            yield entry


def _is_short(
    bead: Bead, words: Sequence[Analysis], english: Sequence[Sentence], choice: Choice
) -> bool:
    """One sentence a side, of a length that can be said from memory, and no mere label."""
    if len(bead.dutch) != 1 or len(bead.english) != 1:
        return False
    tokens = words[bead.dutch[0]]
    spoken = sum(1 for token in tokens if token.upos not in ("PUNCT", "SYM"))
    has_verb = any(token.upos in ("VERB", "AUX") for token in tokens)
    longest = max(spoken, len(english[bead.english[0]].text.split()))
    return (
        has_verb
        and spoken >= 3
        and longest <= choice.longest_sentence + 5
        and (spoken <= choice.longest_sentence)
    )
