"""The stages put together: two documents in, a `Lesson` out.

Every stage is a plain function of what came before; what is dear (vectors, tags) is kept in a cache
between runs and its heavy libraries are not even imported when the cache answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from importlib.metadata import version
from operator import attrgetter
from typing import Any

from cards import notes, selection, vocabulary
from cards.alignment import align
from cards.analysis import Analyser, Analysis
from cards.cache import Cache
from cards.candidates import Term
from cards.decisions import (
    CorrectedFinder,
    about,
    decided_beads,
    decided_entry,
    decided_texts,
    dropped_beads,
)
from cards.encoder import Encoder
from cards.glosses import Glosser
from cards.grammar import Grammar, Grammarian
from cards.headword import Headword
from cards.headwords import HeadwordFinder
from cards.known import NOTHING_KNOWN, known_of
from cards.lexicon import Lexicon
from cards.model import (
    Bead,
    Choice,
    Decisions,
    Document,
    Gloss,
    KnownWords,
    Language,
    Lesson,
    Sentence,
    Source,
    TextSource,
    Token,
    VocabularyEntry,
    WordDecision,
)
from cards.references import References

# Told at the start of each stage, with its name in plain words.
Progress = Callable[[str], None]
UNDECIDED = Decisions()
# So many of the most useful words are glossed at once, whatever number is asked for.
_GLOSSED_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Headwords that become no cards because the learner knows them, or does not want them.

    Each is a lemma with its part of speech.
    """

    known: tuple[tuple[str, str], ...]
    excluded: tuple[tuple[str, str], ...]


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
    decisions: Decisions = UNDECIDED,
) -> tuple[tuple[VocabularyEntry, ...], LeftOut]:
    """The glossed headwords of the Dutch sentences in `beads`, most useful first.

    Those that are `known`, or that `decisions` or overrides leave out, are told apart.
    """
    finder = CorrectedFinder(HeadwordFinder(tools.lexicon), decisions)
    grammarian, glosser = (
        Grammarian(tools.lexicon),
        Glosser(tools.encoder, tools.lexicon.english_no_nouns),
    )
    references, decided = tools.references, about(decisions)

    def decision(lemma: str, upos: str) -> WordDecision:
        return decided.get((lemma, upos), WordDecision(lemma, upos))

    def is_excluded(word: Headword) -> bool:
        return decision(word.lemma, word.upos).excluded or references.excludes(word)

    def is_known(word: Headword) -> bool:
        told = (word.lemma, word.upos) in known or decision(word.lemma, word.upos).known
        return told or references.knows(word)

    def describe(word: Headword, tokens: Sequence[Token]) -> Grammar:
        return references.complete(word, grammarian.describe(word, tokens))

    found = vocabulary.collect(
        beads, words, finder, describe, most, lambda word: is_excluded(word) or is_known(word)
    )

    def gloss_beads(numbers: Sequence[int]) -> dict[int, tuple[Gloss | None, ...]]:
        pairs = [
            (found.terms(n, words), " ".join(english[i].text for i in beads[n].english))
            for n in numbers
        ]
        return dict(zip(numbers, _glosses(pairs, glosser, tools), strict=True))

    entries = vocabulary.add_glosses(found, beads, words, gloss_beads)
    left = LeftOut(
        known=tuple((word.lemma, word.upos) for word in found.left_out if is_known(word)),
        excluded=tuple((word.lemma, word.upos) for word in found.left_out if is_excluded(word)),
    )
    return tuple(decided_entry(entry, decision(entry.lemma, entry.upos)) for entry in entries), left


def make_lesson(
    title: str,
    english: tuple[Sentence, ...],
    dutch: tuple[Sentence, ...],
    choice: Choice,
    tools: Workshop,
    documents: Sequence[Document] = (),
    *,
    sources: tuple[TextSource, ...] = (),
    decisions: Decisions = UNDECIDED,
    beads: tuple[Bead, ...] | None = None,
) -> Lesson:
    """From two lists of sentences to everything known of them.

    `beads` are known where the pairs were given; else the sentences are aligned here.
    """
    found = pair(english, dutch, tools) if beads is None else beads
    lesson = Lesson(
        title=title,
        english=english,
        dutch=dutch,
        beads=found,
        words=((),) * len(dutch),
        vocabulary=(),
        notes=(),
        problems=tuple(problem for document in documents for problem in document.problems),
        sources=sources,
        choice=choice,
        decisions=decisions,
    )
    return remake(lesson, tools)


def remake(lesson: Lesson, tools: Workshop) -> Lesson:
    """`lesson` with its vocabulary and notes as beads, decisions and choice have them now.

    Only Dutch sentences without tokens are analysed.
    """
    decisions, choice = lesson.decisions, lesson.choice
    english = decided_texts(lesson.english, Language.ENGLISH, decisions)
    dutch = decided_texts(lesson.dutch, Language.DUTCH, decisions)
    beads = decided_beads(lesson.beads, decisions)
    words = _completed(lesson.words, dutch, tools)
    unwanted = dropped_beads(decisions)
    wanted = [bead for bead in beads if (bead.english, bead.dutch) not in unwanted]
    sure, dropped = selection.sure_beads(wanted, choice)
    most = max(_GLOSSED_AT_ONCE, 3 * choice.max_words)
    entries, left = vocabulary_of(sure, english, words, tools, most, choice.known, decisions)
    chosen = selection.select(entries, sure, words, english, choice)
    known = known_of(word for word in left.known if word in choice.known)
    own = {
        "pairs that you dropped": len(beads) - len(wanted),
        "words that you know": len(left.known),
        "words that you left out": len(left.excluded),
    }
    return replace(
        lesson,
        beads=beads,
        words=words,
        vocabulary=entries,
        notes=notes.make_notes(chosen, sure, english, dutch, words),
        dropped={**dropped, **{k: n for k, n in own.items() if n}, **chosen.dropped},
        versions={
            "kaartenbak": version("kaartenbak"),
            "encoder": f"{tools.encoder.name} {tools.encoder.version}",
            "analyser": tools.analyser.fingerprint,
        },
        choice=replace(choice, known=known),
        is_current=True,
    )


def _completed(
    words: tuple[Analysis, ...], dutch: Sequence[Sentence], tools: Workshop
) -> tuple[Analysis, ...]:
    """`words` with the sentences analysed that have none."""
    missing = [number for number, tokens in enumerate(words) if not tokens]
    if not missing:
        return words
    new = dict(zip(missing, analyse([dutch[n].text for n in missing], tools), strict=True))
    return tuple(new.get(number, tokens) for number, tokens in enumerate(words))


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
