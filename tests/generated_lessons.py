"""Lessons made up by hypothesis: any that could be saved, with and without decisions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from cards import editing
from cards.editing import EditError
from cards.errors import Problem
from cards.model import (
    Bead,
    Choice,
    ClozeNote,
    Forms,
    Gloss,
    KnownWords,
    Language,
    Lesson,
    NoteKind,
    Occurrence,
    Segment,
    Sentence,
    SentenceNote,
    Source,
    TextSource,
    Token,
    VocabularyEntry,
    WordNote,
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()))
WORDS = st.sampled_from(["huis", "zich vergissen", "'s ochtends", "café", "opbellen", "“ja”"])
UPOS = st.sampled_from(["NOUN", "VERB", "ADJ"])
SHARE = st.floats(0, 1)


def sentences(count: int) -> st.SearchStrategy[tuple[Sentence, ...]]:
    return st.lists(TEXT, min_size=count, max_size=count).map(
        lambda texts: tuple(Sentence(n, text, n * 2, n // 3) for n, text in enumerate(texts))
    )


@st.composite
def beads(draw: st.DrawFn, english: int, dutch: int) -> tuple[Bead, ...]:
    """Beads in text order that hold each sentence once."""
    made: list[Bead] = []
    e = d = 0
    while e < english or d < dutch:
        take_e = draw(st.integers(0, min(2, english - e)))
        take_d = draw(st.integers(0 if take_e else min(1, dutch - d), min(2, dutch - d)))
        if not take_e and not take_d:
            take_e = 1
        if not take_d:
            take_e = 1
        made.append(Bead((*range(e, e + take_e),), (*range(d, d + take_d),), draw(SHARE)))
        e, d = e + take_e, d + take_d
    return tuple(made)


@st.composite
def tokens(draw: st.DrawFn) -> tuple[Token, ...]:
    words = draw(st.lists(WORDS, min_size=1, max_size=3))
    head = st.none() | st.integers(-1, 2)
    return tuple(
        Token(word, word.lower(), draw(UPOS), "", "Number=Sing", n, n + len(word), draw(head))
        for n, word in enumerate(words)
    )


@st.composite
def entries(draw: st.DrawFn, count: int) -> tuple[VocabularyEntry, ...]:
    keys = draw(st.lists(st.tuples(WORDS, UPOS), unique=True, max_size=3)) if count else []
    gloss = st.builds(Gloss, TEXT, st.sampled_from(Source), SHARE, st.sampled_from(["", "mine"]))
    return tuple(
        VocabularyEntry(
            lemma,
            upos,
            article=draw(st.sampled_from(["", "de", "het", "de/het"])),
            article_source=draw(st.sampled_from(Source)),
            forms=Forms(plural=draw(st.sampled_from(["", "-", "huizen"]))),
            glosses=tuple(draw(st.lists(gloss, max_size=2))),
            occurrences=(
                Occurrence(draw(st.integers(0, count - 1)), (0,), draw(st.none() | gloss)),
            ),
            zipf=draw(st.floats(0, 8)),
            parts=tuple(draw(st.lists(WORDS, max_size=2))),
            note=draw(st.just("") | TEXT),
            known=draw(st.booleans()),
            preposition=draw(st.sampled_from(["", "op"])),
        )
        for lemma, upos in keys
    )


@st.composite
def lessons(draw: st.DrawFn, least: int = 0) -> Lesson:
    counts = draw(st.integers(least, 5)), draw(st.integers(least, 5))
    english, dutch = draw(sentences(counts[0])), draw(sentences(counts[1]))
    vocabulary = draw(entries(counts[1]))
    marked = (Segment("Zij "), Segment("belt", marked=True), Segment(" op."))
    notes = [
        *(WordNote(e, marked, "She calls.", 0, draw(SHARE)) for e in vocabulary),
        *(ClozeNote(replace(e, note="other"), marked, "", "b…", 0, 0.5) for e in vocabulary[:1]),
        *(SentenceNote(s.text, "x", s.index, 1.0) for s in dutch[:1]),
    ]
    known = st.frozensets(st.tuples(WORDS, UPOS), max_size=2).map(KnownWords)
    return Lesson(
        title=draw(TEXT),
        english=english,
        dutch=dutch,
        beads=draw(beads(*counts)),
        words=tuple(draw(tokens()) for _ in dutch),
        vocabulary=vocabulary,
        notes=tuple(notes),
        dropped=draw(st.dictionaries(TEXT, st.integers(1, 9), max_size=2)),
        problems=draw(st.just(()) | st.builds(Problem, TEXT, st.integers(0, 9), TEXT).map(_one)),
        versions=draw(st.dictionaries(TEXT, TEXT, max_size=2)),
        sources=tuple(TextSource(language, draw(TEXT)) for language in draw(st.sets(LANGUAGES))),
        choice=Choice(
            kinds=draw(st.just(tuple(NoteKind)) | st.just((NoteKind.CLOZE,))),
            max_words=draw(st.integers(0, 99)),
            min_confidence=draw(SHARE),
            known=draw(known),
        ),
    )


def _one(problem: Problem) -> tuple[Problem, ...]:
    return (problem,)


LANGUAGES = st.sampled_from(Language)
_NUMBER = st.integers(0, 5)

# An edit as its function and its arguments; many make no sense for the lesson they meet.
EDITS = st.one_of(
    st.tuples(st.just(editing.confirm), st.tuples(_NUMBER)),
    st.tuples(st.just(editing.merge), st.tuples(_NUMBER, _NUMBER)),
    st.tuples(st.just(editing.split), st.tuples(_NUMBER, _NUMBER, _NUMBER)),
    st.tuples(st.just(editing.move), st.tuples(LANGUAGES, _NUMBER, _NUMBER)),
    st.tuples(st.just(editing.unlink), st.tuples(_NUMBER)),
    st.tuples(st.just(editing.drop), st.tuples(_NUMBER)),
    st.tuples(st.just(editing.edit_text), st.tuples(LANGUAGES, _NUMBER, TEXT)),
    st.tuples(st.just(editing.choose_gloss), st.tuples(WORDS, UPOS, st.just("") | TEXT)),
    st.tuples(
        st.just(editing.choose_article), st.tuples(WORDS, UPOS, st.sampled_from(["", "de", "het"]))
    ),
    st.tuples(st.just(editing.choose_lemma), st.tuples(WORDS, UPOS, WORDS)),
    st.tuples(st.just(editing.set_known), st.tuples(WORDS, UPOS)),
    st.tuples(st.just(editing.exclude), st.tuples(WORDS, UPOS)),
)


def edited(lesson: Lesson, edit: tuple) -> Lesson:
    """`lesson` after the edit, or as it was where the edit makes no sense."""
    function, arguments = edit
    try:
        return function(lesson, *arguments)
    except EditError:
        return lesson


@st.composite
def decided_lessons(draw: st.DrawFn, least: int = 0) -> Lesson:
    lesson = draw(lessons(least))
    for edit in draw(st.lists(EDITS, max_size=6)):
        lesson = edited(lesson, edit)
    return lesson
