"""The stages put together: two documents in, a `Lesson` out.

Every stage is a plain function of what came before; what is dear (vectors, tags) is kept in a cache
between runs and its heavy libraries are not even imported when the cache answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from importlib.metadata import version
from operator import attrgetter
from typing import Any

from cards import notes, selection, vocabulary
from cards.alignment import align
from cards.analysis import Analyser, Analysis
from cards.cache import Cache
from cards.candidates import Term
from cards.encoder import Encoder
from cards.glosses import Glosser
from cards.grammar import Grammar, Grammarian
from cards.headwords import Headword, HeadwordFinder
from cards.known import NOTHING_KNOWN, KnownWords
from cards.lexicon import Lexicon
from cards.model import (
    Bead,
    Document,
    Gloss,
    Lesson,
    Sentence,
    Source,
    Token,
    VocabularyEntry,
)
from cards.references import References
from cards.selection import Choice

# Told at the start of each stage, with its name in plain words.
Progress = Callable[[str], None]
# So many of the most useful words are glossed at once, whatever number is asked for.
_GLOSSED_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Workshop:
    """The tools that the stages share; each loads its heavy parts when first used."""

    encoder: Encoder
    analyser: Analyser
    lexicon: Lexicon = field(default_factory=Lexicon)
    references: References = field(default_factory=References)
    cache: Cache = field(default_factory=lambda: Cache(None))
    progress: Progress = lambda _stage: None


def pair(
    english: Sequence[Sentence], dutch: Sequence[Sentence], tools: Workshop
) -> tuple[Bead, ...]:
    """Align the sentences; answers of earlier runs are reused."""
    key = [
        tools.encoder.name,
        tools.encoder.version,
        *(f"{s.line} {s.paragraph} {s.text}" for s in (*english, *dutch)),
        str(len(english)),
    ]
    stored = tools.cache.get("beads", key)
    if stored is not None:
        return tuple(Bead(tuple(e), tuple(d), c) for e, d, c in stored)
    tools.progress("Aligning the sentences")
    beads = align(english, dutch, tools.encoder)
    tools.cache.put("beads", key, [(b.english, b.dutch, b.confidence) for b in beads])
    return beads


def analyse(sentences: Sequence[str], tools: Workshop) -> tuple[Analysis, ...]:
    """Tag and lemmatise Dutch sentences; answers of earlier runs are reused."""
    key = [tools.analyser.fingerprint, *sentences]
    stored = tools.cache.get("words", key)
    if stored is not None:
        return tuple(tuple(Token(*token) for token in sentence) for sentence in stored)
    tools.progress("Analysing the Dutch")
    analyses = tools.analyser.analyse(sentences)
    tools.cache.put("words", key, [[_row(token) for token in words] for words in analyses])
    return analyses


def vocabulary_of(
    beads: Sequence[Bead],
    english: Sequence[Sentence],
    words: Sequence[Analysis],
    tools: Workshop,
    most: int | None = None,
    known: KnownWords = NOTHING_KNOWN,
) -> tuple[tuple[VocabularyEntry, ...], int]:
    """The glossed headwords of the Dutch sentences in `beads`, most useful first.

    Those that are `known` are left out; how many is the second value.
    """
    finder, grammarian = HeadwordFinder(tools.lexicon), Grammarian(tools.lexicon)

    def describe(word: Headword, tokens: Sequence[Token]) -> Grammar:
        return tools.references.complete(word, grammarian.describe(word, tokens))

    def is_known(word: Headword) -> bool:
        return (word.lemma, word.upos) in known or tools.references.leaves_out(word)

    found = vocabulary.collect(beads, words, finder, describe, most, is_known)
    glosser = Glosser(tools.encoder, tools.lexicon.english_no_nouns)

    def gloss_beads(numbers: Sequence[int]) -> dict[int, tuple[Gloss | None, ...]]:
        pairs = [
            (found.terms(n, words), " ".join(english[i].text for i in beads[n].english))
            for n in numbers
        ]
        return dict(zip(numbers, _glosses(pairs, glosser, tools), strict=True))

    entries = vocabulary.add_glosses(found, beads, words, gloss_beads)
    return entries, found.known


def make_lesson(
    title: str,
    english: tuple[Sentence, ...],
    dutch: tuple[Sentence, ...],
    choice: Choice,
    tools: Workshop,
    documents: Sequence[Document] = (),
) -> Lesson:
    """From two lists of sentences to everything known of them."""
    beads = pair(english, dutch, tools)
    words = analyse([sentence.text for sentence in dutch], tools)
    sure, dropped = selection.sure_beads(beads, choice)
    most = max(_GLOSSED_AT_ONCE, 3 * choice.max_words)
    entries, known = vocabulary_of(sure, english, words, tools, most, choice.known)
    familiar = {"words that you know or leave out": known} if known else {}
    chosen = selection.select(entries, sure, words, english, choice)
    return Lesson(
        title=title,
        english=english,
        dutch=dutch,
        beads=beads,
        words=words,
        vocabulary=entries,
        notes=notes.make_notes(chosen, sure, english, dutch, words),
        dropped={**dropped, **familiar, **chosen.dropped},
        problems=tuple(problem for document in documents for problem in document.problems),
        versions={
            "kaartenbak": version("kaartenbak"),
            "encoder": f"{tools.encoder.name} {tools.encoder.version}",
            "analyser": tools.analyser.fingerprint,
        },
    )


def _glosses(
    pairs: Sequence[tuple[tuple[Term, ...], str]], glosser: Glosser, tools: Workshop
) -> list[tuple[Gloss | None, ...]]:
    """The glosses of each (terms, English text), all in one cache entry."""
    key = [
        tools.encoder.name,
        tools.encoder.version,
        *(repr((terms, text)) for terms, text in pairs),
    ]
    stored: Any = tools.cache.get("glosses", key) if pairs else []
    if stored is None:
        tools.progress("Finding the meanings")
        glosser.prepare(pairs)
        found = [glosser.gloss(terms, text) for terms, text in pairs]
        stored = [[g and (g.text, g.source.value, g.confidence) for g in row] for row in found]
        tools.cache.put("glosses", key, stored)
    return [tuple(Gloss(g[0], Source(g[1]), g[2]) if g else None for g in row) for row in stored]


_row = attrgetter(*(field.name for field in fields(Token)))
