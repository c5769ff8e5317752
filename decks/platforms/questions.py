"""From a lesson to the questions about its words and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from cards.errors import NothingToWriteError, Problem
from cards.lexicon import Lexicon
from cards.model import ClozeNote, Language, Lesson, NoteKind, WordNote
from decks.fields import has_gap, has_sure_article
from decks.formats import ExportOptions
from decks.platforms.quiz import Choice, GapText, Match, Open, Question, Quiz, Short
from decks.platforms.words import listed, marked, text_of, with_gaps
from decks.worksheets.make import Exercise, SheetOptions, make, source_of
from decks.worksheets.model import Gap, Items, Run, Section, Table, Worksheet, gaps
from decks.worksheets.phrases import PHRASES, Phrases
from decks.worksheets.text import class_text

_WRONG = 3


def make_quiz(lesson: Lesson, options: ExportOptions) -> Quiz:
    """Every question that the lesson allows, of the kinds that the options ask for.

    Vocabulary gives *de* or *het*, the meaning of each word and a matching question; cloze gives
    the text with gaps and the sentences with one.

    Raises:
        NothingToWriteError: there is no question.
    """
    phrases = PHRASES[options.language]
    questions: list[Question] = []
    problems: tuple[Problem, ...] = ()
    if NoteKind.VOCABULARY in options.deck.kinds:
        words, problems = listed(lesson)
        questions += _articles(lesson, phrases)
        questions += _meanings(words, phrases, options.seed)
    questions += _exercises(lesson, options)
    if NoteKind.CLOZE in options.deck.kinds:
        questions += _sentences(lesson, phrases)
    if not questions:
        raise NothingToWriteError(
            "There is no question to write.",
            "Ask for vocabulary or cloze notes, or for more of them.",
        )
    source, address = source_of(lesson)
    return Quiz(
        options.title(lesson),
        tuple(questions),
        options.deck.source_name or source,
        options.deck.source_url or address,
        problems,
    )


def _articles(lesson: Lesson, phrases: Phrases) -> Iterator[Choice]:
    """*De* or *het*, for the nouns of which the dictionary is sure."""
    for note in lesson.notes:
        if isinstance(note, WordNote) and has_sure_article(note):
            noun = note.entry
            ask = phrases.ask_article.format(word=noun.lemma)
            yield Choice(
                name=ask,
                ask=ask,
                context=(),
                options=("de", "het"),
                right=("de", "het").index(noun.article),
                language=Language.DUTCH,
                after=(Run(f"{noun.article} {noun.lemma}", language=Language.DUTCH),),
            )


def _meanings(words: list[tuple[WordNote, str]], phrases: Phrases, seed: int) -> Iterator[Choice]:
    """What a word means in its sentence, among meanings of words like it."""
    from decks.platforms.meanings import wrong_meanings

    lexicon = Lexicon()
    for note, meaning in words:
        entry = note.entry
        if meaning.casefold() == entry.lemma.casefold():
            continue  # *de week*: nothing to know
        rng = Random(f"{seed}/{entry.lemma}/{entry.upos}")  # noqa: S311
        options = [meaning, *wrong_meanings(entry, meaning, _WRONG, lexicon, rng)]
        if len(options) > 1:
            rng.shuffle(options)
            ask = phrases.ask_meaning.format(word=entry.lemma)
            yield Choice(
                name=ask,
                ask=ask,
                context=marked(note.dutch),
                options=tuple(options),
                right=options.index(meaning),
                language=Language.ENGLISH,
                after=(Run(note.english, language=Language.ENGLISH),),
            )


def _exercises(lesson: Lesson, options: ExportOptions) -> Iterator[Question]:
    """The matching exercise and the text with gaps, as a worksheet has them."""
    wanted = {Exercise.MATCHING: NoteKind.VOCABULARY, Exercise.GAPS: NoteKind.CLOZE}
    exercises = tuple(e for e, kind in wanted.items() if kind in options.deck.kinds)
    if not exercises or not class_text(lesson).paragraphs:
        return
    sheet = SheetOptions(exercises=exercises, seed=options.seed, language=options.language)
    try:
        made = make(lesson, sheet).sheet
    except NothingToWriteError:
        return
    for section in made.sections:
        yield from of_section(section, made.phrases)


def of_sheet(sheet: Worksheet) -> Quiz:
    """A whole worksheet as questions."""
    title = " ".join(filter(None, (sheet.title, sheet.version)))
    asked = [q for section in sheet.sections for q in of_section(section, sheet.phrases)]
    return Quiz(title, tuple(asked), sheet.source, sheet.source_url)


def of_section(section: Section, phrases: Phrases) -> Iterator[Question]:
    """The questions that an exercise of a worksheet is."""
    pairs = tuple(_pairs(section))
    if pairs:
        yield Match(section.title, phrases.ask_match, pairs)
    elif any(not gap.scored for gap in gaps(section)):
        yield from _open(section)
    else:
        yield GapText(section.title, section)


def _open(section: Section) -> Iterator[Open]:
    for block in section.blocks:
        for number, item in enumerate(block.items if isinstance(block, Items) else (), 1):
            told = tuple(part for part in item if isinstance(part, Run))
            model = " ".join(part.answer for part in item if isinstance(part, Gap))
            yield Open(f"{section.title} {number}", section.instruction, told, model)


def _pairs(section: Section) -> Iterator[tuple[str, str]]:
    """The words of a matching exercise with their meanings."""
    for block in section.blocks:
        if isinstance(block, Table) and not block.ruled:
            meanings = {text_of(row[3]): text_of(row[4]) for row in block.rows}
            for _, word, (gap,), *_ in block.rows:
                if isinstance(gap, Gap):
                    yield text_of(word), meanings[gap.answer]


def _sentences(lesson: Lesson, phrases: Phrases) -> Iterator[Short]:
    """A sentence with one word missing, or both parts of a separable verb."""
    for note in lesson.notes:
        if isinstance(note, ClozeNote) and has_gap(note):
            context = with_gaps(note)
            parts = [part.answer for part in context if isinstance(part, Gap)]
            several = len(parts) > 1
            yield Short(
                name=f"{phrases.gaps}: {note.entry.lemma}",
                ask=phrases.ask_words if several else phrases.ask_word,
                context=context,
                answers=tuple(dict.fromkeys(join.join(parts) for join in (" ", ", ", " … "))),
                after=(Run(note.english, language=Language.ENGLISH),),
            )
