"""What a command was given to work on, two texts or a lesson file, as a `Lesson`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cards.errors import NothingToWriteError, Problem
from cards.model import Decisions
from decks import console, inputs
from decks.pairs import SUFFIXES, is_pairs, load
from decks.workbench import workshop

if TYPE_CHECKING:
    from cards.lesson_file import LessonRead
    from cards.model import Bead, Lesson, Sentence, TextSource, VocabularyEntry
    from cards.pairing import PairsRead
    from decks.inputs import Options

LESSON_SUFFIX = ".json"


def lesson(given: Sequence[Path], options: Options, saved: Path | None = None) -> Lesson:
    """The lesson of what was given.

    A lesson file is taken as it is, unless flags ask for other cards, dictionaries or overrides, or
    it was edited since. With texts or pairs the decisions in the lesson file `saved`, if it is
    there, are kept.

    Raises:
        click.UsageError: neither two texts nor one file with both were given.
        InputError: a file cannot be read.
        NotTranslationsError: the texts are not translations of each other.
    """
    if is_lesson(given):
        made = _opened(given[0], options)
        spare_other(made, saved)
        return made
    texts, paired = _read_both(given, options)
    old = read(saved).lesson if saved is not None and saved.exists() else None
    decisions = paired.decisions if paired else Decisions()
    if saved is not None and old is not None:
        decisions = _carried(old, texts, paired, saved)
    beads = paired.beads if paired else None
    made = inputs.lesson(texts, options, decisions=decisions, beads=beads)
    for name, version in made.versions.items():
        console.detail(f"{name}: {version}")
    return replace(made, sources=_completed(made.sources, old.sources)) if old else made


def require_pairs(path: Path) -> Path:
    """`path` if it is named like a file of pairs.

    Raises:
        click.UsageError: it is not.
    """
    if not is_pairs(path):
        raise click.UsageError(f"{path}: a file of pairs ends in {SUFFIXES}.")
    return path


def is_lesson(given: Sequence[Path]) -> bool:
    """Whether a lesson was given, rather than texts or pairs.

    Raises:
        click.UsageError: it is neither two texts nor one file with both.
    """
    both = [path for path in given if path.suffix.lower() == LESSON_SUFFIX or is_pairs(path)]
    if len(given) == 2 and not both:
        return False
    if len(given) == 1 and both:
        return not is_pairs(given[0])
    if both:
        raise click.UsageError(f"{both[0]} holds both texts: give it alone.")
    raise click.UsageError(
        "Give the English text and its Dutch translation, or one file that holds both: "
        f"a lesson (.json) or pairs ({SUFFIXES})."
    )


def _read_both(given: Sequence[Path], options: Options) -> tuple[inputs.Texts, PairsRead | None]:
    """Two texts, with their pairs if it was those that were given."""
    if len(given) == 2:
        return inputs.read_texts(*given, presplit=options.presplit), None
    paired = load(given[0])
    for document in paired.documents:
        for problem in document.problems:
            console.report_problem(problem)
    title = inputs.title_from(given[0])
    return inputs.Texts(title, paired.documents, paired.english, paired.dutch), paired


def _carried(old: Lesson, texts: inputs.Texts, paired: PairsRead | None, saved: Path) -> Decisions:
    """What was decided in the lesson `old`, and is not decided otherwise by the pairs."""
    from cards.carrying import carry

    carried = carry(old, texts.english, texts.dutch)
    _tell_carried(saved, carried.decisions, carried.lost)
    if paired is None:
        return carried.decisions
    there = {(bead.english, bead.dutch) for bead in paired.beads}
    kept = {
        (bead.english, bead.dutch): bead
        for bead in (*paired.decisions.beads, *carried.decisions.beads)
        if (bead.english, bead.dutch) in there
    }
    ordered = sorted(kept.values(), key=lambda bead: (bead.dutch, bead.english))
    return replace(carried.decisions, beads=tuple(ordered))


@dataclass(frozen=True, slots=True)
class Paired:
    """Two texts and which of their sentences belong together."""

    english: tuple[Sentence, ...]
    dutch: tuple[Sentence, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Headwords with the sentences that they stand in."""

    entries: tuple[VocabularyEntry, ...]
    dutch: tuple[Sentence, ...]
    english_of: Callable[[int], str]


def pairs(given: Sequence[Path], options: Options) -> Paired:
    """Which sentences translate each other; see `lesson`."""
    if is_lesson(given):
        made = read(given[0]).lesson
        return Paired(made.english, made.dutch, made.beads)
    texts, paired = _read_both(given, options)
    beads = paired.beads if paired else inputs.beads(texts, options)
    return Paired(texts.english, texts.dutch, beads)


def words(given: Sequence[Path], options: Options) -> Words:
    """The headwords: of two texts all of them, of a lesson or pairs those of the sure pairs."""
    if is_lesson(given) or len(given) == 1:
        made = lesson(given, options)
        english_of = inputs.english_of(made.beads, made.english)
        return Words(made.vocabulary, made.dutch, english_of)
    texts = inputs.read_texts(*given, presplit=options.presplit)
    entries, english_of = inputs.vocabulary(texts, options)
    return Words(entries, texts.dutch, english_of)


def read(path: Path) -> LessonRead:
    """The lesson in the file at `path`; what was not understood is told.

    Raises:
        InputError: it cannot be read.
    """
    from cards import lesson_file

    found = lesson_file.load(path)
    for problem in found.problems:
        console.report_problem(problem)
    return found


def save(made: Lesson, path: Path) -> None:
    """Write the lesson in one step.

    Raises:
        NothingToWriteError: the file cannot be written.
    """
    from cards import lesson_file
    from decks.files import write_whole

    write_whole(path, lesson_file.to_json(made).encode())


def as_saved(path: Path, options: Options) -> Lesson:
    """The lesson in a file with what the flags say; not current where that asks for other cards.

    Raises:
        InputError: the file cannot be read.
    """
    saved = read(path).lesson
    wanted = replace(
        saved,
        title=options.title or saved.title,
        choice=inputs.choice(options, saved.choice),
        sources=_told(saved.sources, options),
    )
    is_referred = bool(options.dictionaries or options.overrides)
    is_current = saved.is_current and wanted.choice == saved.choice and not is_referred
    return replace(wanted, is_current=is_current)


def _opened(path: Path, options: Options) -> Lesson:
    for name in ("model", "presplit"):
        source = click.get_current_context().get_parameter_source(name)
        if source is ParameterSource.COMMANDLINE:
            console.report_problem(
                Problem(
                    str(path),
                    0,
                    f"--{name} changes nothing: what was found is in the lesson.",
                    "Give the two texts to have them read anew, with --lesson to keep decisions.",
                )
            )
    wanted = as_saved(path, options)
    if wanted.is_current:
        return wanted
    from cards.pipeline import remake

    with console.progress() as progress:
        return remake(wanted, workshop(progress, options))


def spare_other(made: Lesson, saved: Path | None) -> None:
    """Refuse to write a lesson over another one with decisions of its own.

    Raises:
        NothingToWriteError: they would be lost.
    """
    if saved is None or not saved.exists():
        return
    there = read(saved).lesson.decisions
    if there and there != made.decisions:
        raise NothingToWriteError(
            f"{saved} holds other decisions, which would be lost.", "Name another file to save to."
        )


def _told(sources: Sequence[TextSource], options: Options) -> tuple[TextSource, ...]:
    """Where the texts come from, with what the flags say of both."""
    flags: dict[str, Any] = {
        "title": options.source_title,
        "author": options.source_author,
        "url": options.source_url,
        "date": options.source_date,
        "licence": options.source_licence,
    }
    said = {name: value for name, value in flags.items() if value}
    return tuple(replace(source, **said) for source in sources)


def _completed(sources: Sequence[TextSource], old: Sequence[TextSource]) -> tuple[TextSource, ...]:
    """`sources` with what only the older lesson tells of them."""
    before = {source.language: source for source in old}

    def completed(source: TextSource) -> TextSource:
        older = before.get(source.language, source)
        names = ("title", "author", "url", "date", "licence")
        told: dict[str, Any] = {n: getattr(source, n) or getattr(older, n) for n in names}
        return replace(source, **told)

    return tuple(map(completed, sources))


def _tell_carried(saved: Path, kept: Decisions, lost: Sequence[str]) -> None:
    count = len(kept.beads) + len(kept.texts) + len(kept.words)
    if count:
        console.talk().print(f"Decisions kept from {saved}: {count}.", markup=False)
    for decision in lost:
        advice = "Decide again if it still matters."
        message = f"The texts have changed; this decision has lost its sentences: {decision}."
        console.report_problem(Problem(str(saved), 0, message, advice))
