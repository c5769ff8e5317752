"""From the arguments of a command to texts and to the stages of `cards.pipeline`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cards import languages, sentences
from cards.documents import load_document, read_document
from cards.errors import NotTranslationsError
from cards.model import Choice, Decisions, Document, Language, NoteKind, Sentence, TextSource
from decks import console
from decks.identity import NAMESPACE
from decks.workbench import cache, known_words, workshop

if TYPE_CHECKING:
    from cards.analysis import Analysis
    from cards.model import Bead, Lesson, VocabularyEntry
    from decks.extras import Wanted
    from decks.records import DeckOptions

STDIN = Path("-")
# Texts of which less than this share of the shorter one finds a partner are no translations.
_LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Options:
    """What the flags of a command say; a command has only some of them.

    None where a flag was not given and something else than its default may hold.
    """

    presplit: bool = False
    model: str | None = None
    model_dir: Path | None = None
    no_cache: bool = False
    cache_dir: Path | None = None
    title: str | None = None
    kinds: tuple[str, ...] | None = None
    max_words: int | None = None
    max_clozes: int | None = None
    max_sentences: int | None = None
    min_confidence: float | None = None
    both_directions: bool = False
    production: bool = False
    article_cards: bool = False
    typed_cloze: bool = False
    tap_english: bool = False
    speech: bool = True
    source_title: str = ""
    source_author: str = ""
    source_url: str = ""
    source_date: str = ""
    source_licence: str = ""
    audio: str | None = None
    audio_command: str | None = None
    ipa: bool = False
    known: tuple[Path, ...] = ()
    known_from: tuple[str, ...] = ()
    known_field: str = ""
    anki_url: str = ""
    anki_key: str = ""
    dictionaries: tuple[Path, ...] = ()
    overrides: Path | None = None
    namespace: str = NAMESPACE
    memory: Path | None = None
    adopt: Path | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """Two documents in the right order, in sentences."""

    title: str
    documents: tuple[Document, Document]
    english: tuple[Sentence, ...]
    dutch: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """What to call both in messages."""
        return " and ".join(document.name for document in self.documents)


def read_texts(english: Path, dutch: Path, *, presplit: bool) -> Texts:
    """Read and split both texts; the order is mended, and what was noticed is told.

    Raises:
        InputError: a text cannot be read.
        NotTranslationsError: the two are not an English and a Dutch text.
    """
    if english == dutch == STDIN:
        raise click.UsageError("Only one of the two texts can come from standard input.")
    if english != STDIN and english.exists() and dutch.exists() and english.samefile(dutch):
        raise NotTranslationsError(
            f"{english} was given twice.", "Give the English text, then its Dutch translation."
        )
    pair = (
        _read(english, Language.ENGLISH, presplit=presplit),
        _read(dutch, Language.DUTCH, presplit=presplit),
    )
    return _checked(pair, title_from(dutch if english == STDIN else english), presplit=presplit)


def read_sample() -> Texts:
    """The article that comes with the package."""
    folder = resources.files("cards") / "data" / "sample"
    pair = tuple(
        read_document((folder / f"article.{language}.txt").read_bytes(), "the sample", language)
        for language in Language
    )
    return _checked((pair[0], pair[1]), "Kaartenbak demo", presplit=False)


def read_dutch(dutch: Path, *, presplit: bool) -> tuple[Document, tuple[Sentence, ...]]:
    """Read and split a Dutch text alone."""
    document = _read(dutch, Language.DUTCH, presplit=presplit)
    for problem in (*document.problems, *languages.check_alone(document)):
        console.report_problem(problem)
    return document, _split(document, presplit=presplit)


def title_from(path: Path) -> str:
    """A deck title from a file name: "my-article.en.txt" gives "My article"."""
    words = path.name.split(".")[0].replace("-", " ").replace("_", " ").split()
    return " ".join(words).capitalize() or "Kaartenbak"


def choice(options: Options, base: Choice) -> Choice:
    """`base` with what the flags say."""
    told: dict[str, Any] = {
        name: getattr(options, name)
        for name in ("max_words", "max_clozes", "max_sentences", "min_confidence")
        if getattr(options, name) is not None
    }
    if options.kinds is not None:
        told["kinds"] = tuple(NoteKind(kind) for kind in options.kinds)
    return replace(base, **told, known=base.known | known_words(options))


def sources(texts: Texts, options: Options) -> tuple[TextSource, ...]:
    """Where the texts come from: their files, and what the flags say of both."""
    return tuple(
        TextSource(
            document.language,
            name=Path(document.name).name,
            title=options.source_title,
            author=options.source_author,
            url=options.source_url,
            date=options.source_date,
            licence=options.source_licence,
        )
        for document in texts.documents
    )


def lesson(
    texts: Texts,
    options: Options,
    *,
    decisions: Decisions | None = None,
    beads: tuple[Bead, ...] | None = None,
) -> Lesson:
    """The whole lesson, with the stages told on stderr; pairs that are known are not aligned."""
    from cards.pipeline import make_lesson

    wanted = choice(options, Choice())
    with console.progress() as progress:
        made = make_lesson(
            options.title or texts.title,
            texts.english,
            texts.dutch,
            wanted,
            workshop(progress, options),
            texts.documents,
            sources=sources(texts, options),
            decisions=decisions or Decisions(),
            beads=beads,
        )
    if beads is None:
        _require_translations(texts, made.beads)
    return made


def beads(texts: Texts, options: Options) -> tuple[Bead, ...]:
    """The alignment alone."""
    from cards.pipeline import pair

    with console.progress() as progress:
        found = pair(texts.english, texts.dutch, workshop(progress, options))
    _require_translations(texts, found)
    return found


def vocabulary(
    texts: Texts, options: Options
) -> tuple[tuple[VocabularyEntry, ...], Callable[[int], str]]:
    """Every headword of the Dutch text, and what gives the English of a Dutch sentence."""
    from cards import pipeline

    known = known_words(options)
    with console.progress() as progress:
        tools = workshop(progress, options)
        found = pipeline.pair(texts.english, texts.dutch, tools)
        _require_translations(texts, found)
        words = pipeline.analyse([sentence.text for sentence in texts.dutch], tools)
        entries, _ = pipeline.vocabulary_of(found, texts.english, words, tools, known=known)
    return entries, english_of(found, texts.english)


def english_of(beads: Sequence[Bead], english: Sequence[Sentence]) -> Callable[[int], str]:
    """What gives the English of a Dutch sentence, by its number."""
    home = {sentence: bead for bead in beads for sentence in bead.dutch}
    return lambda sentence: " ".join(english[i].text for i in home[sentence].english)


def analysis(text: tuple[Sentence, ...], options: Options) -> tuple[Analysis, ...]:
    """The tokens of a Dutch text."""
    from cards.pipeline import analyse

    with console.progress() as progress:
        return analyse([sentence.text for sentence in text], workshop(progress, options))


def deck_options(output: Path | None, options: Options) -> DeckOptions:
    """How to write the notes; beside `output`, if any, lies the memory of earlier exports."""
    from decks.memory import memory_path
    from decks.records import DeckOptions

    return DeckOptions(
        title=options.title or "",
        namespace=options.namespace,
        kinds=tuple(NoteKind(kind) for kind in options.kinds or NoteKind),
        both_directions=options.both_directions,
        production=options.production,
        article_cards=options.article_cards,
        typed_cloze=options.typed_cloze,
        tap_english=options.tap_english,
        speech=options.speech,
        source_name=options.source_title,
        source_url=options.source_url,
        memory=options.memory or (memory_path(output) if output else None),
        adopt=options.adopt,
    )


def extras_wanted(options: Options) -> Wanted:
    """What a deck shall hold beside the lesson; what is missing for it is told before the work.

    Raises:
        MissingPartError: a program or package is not installed.
    """
    from decks.extras import wanted

    if options.audio and options.audio_command:
        raise click.UsageError("Choose one voice: --audio or --audio-command.")
    try:
        return wanted(options.audio, options.audio_command, ipa=options.ipa)
    except ValueError as error:
        reason = str(error).rstrip(".")
        raise click.UsageError(f"--audio-command cannot be used: {reason}.") from error


def with_extras(made: Lesson, deck: DeckOptions, wanted: Wanted, options: Options) -> DeckOptions:
    """`deck` with the extras of the lesson, the stages told on stderr."""
    with console.progress() as progress:
        return replace(deck, extras=wanted.of(made.notes, cache(options), progress))


def _read(path: Path, language: Language, *, presplit: bool) -> Document:
    if path == STDIN:
        data = sys.stdin.buffer.read()
        return read_document(data, "standard input", language, keep_lines=presplit)
    return load_document(path, language, keep_lines=presplit)


def _checked(pair: tuple[Document, Document], title: str, *, presplit: bool) -> Texts:
    english, dutch, problems = languages.check_pair(*pair)
    for problem in (*english.problems, *dutch.problems, *problems):
        console.report_problem(problem)
    return Texts(
        title,
        (english, dutch),
        _split(english, presplit=presplit),
        _split(dutch, presplit=presplit),
    )


def _split(document: Document, *, presplit: bool) -> tuple[Sentence, ...]:
    return sentences.presplit(document) if presplit else sentences.split(document)


def _require_translations(texts: Texts, found: tuple[Bead, ...]) -> None:
    """Refuse texts of which next to nothing matches.

    Raises:
        NotTranslationsError: fewer than a tenth of the shorter text found a likely partner.
    """
    likely = [bead for bead in found if bead.is_pair and bead.confidence >= 0.5]
    english = sum(len(bead.english) for bead in likely)
    dutch = sum(len(bead.dutch) for bead in likely)
    share = max(english / max(1, len(texts.english)), dutch / max(1, len(texts.dutch)))
    if not likely or share < _LEAST_SHARE:
        raise NotTranslationsError(
            f"{texts.name} do not look like translations of each other: "
            f"{len(likely)} of {len(texts.dutch)} Dutch sentences found a partner.",
            "Check that they are the same text in both languages.",
        )
