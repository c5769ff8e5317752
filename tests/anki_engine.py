"""The real Anki engine without its window: imports packages and renders cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from anki import import_export_pb2 as conditions
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


class Update(Enum):
    """Anki's "Update notes" and "Update note types"."""

    IF_NEWER = conditions.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    ALWAYS = conditions.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
    NEVER = conditions.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_NEVER


@dataclass(frozen=True, slots=True)
class Imported:
    """How many notes an import found, and what became of them."""

    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """One card as Anki shows it: HTML of both sides, without the style, which is `css`."""

    deck: str
    note_type: str
    template: str
    due: int
    fields: dict[str, str]
    tags: tuple[str, ...]
    front: str
    back: str
    css: str
    front_sounds: int
    back_sounds: int


@contextmanager
def collection() -> Iterator[Collection]:
    """An empty collection that is gone afterwards."""
    with TemporaryDirectory() as folder:
        opened = Collection(str(Path(folder) / "collection.anki2"))
        try:
            yield opened
        finally:
            opened.close()


def import_package(
    col: Collection,
    path: Path,
    *,
    presets: bool = False,
    update: Update = Update.IF_NEWER,
    merge: bool = False,
) -> Imported:
    """Import `path` as Anki does when a learner opens it and leaves the options as they are.

    With `presets`, deck presets too; `update` is the choice for notes and note types, and with
    `merge`, note types of the same id that differ become one.
    """
    options = ImportAnkiPackageOptions(
        with_deck_configs=presets,
        update_notes=update.value,
        update_notetypes=update.value,
        merge_notetypes=merge,
    )
    request = ImportAnkiPackageRequest(package_path=str(path.resolve()), options=options)
    log = col.import_anki_package(request).log
    return Imported(
        found=log.found_notes,
        new=len(log.new),
        updated=len(log.updated),
        duplicate=len(log.duplicate),
        conflicting=len(log.conflicting),
    )


def export_package(col: Collection, path: Path, *, old: bool, scheduling: bool = False) -> None:
    """Export the whole collection; `old` is "Support older Anki versions"."""
    options = ExportAnkiPackageOptions(
        with_scheduling=scheduling, with_deck_configs=scheduling, with_media=True, legacy=old
    )
    col.export_anki_package(out_path=str(path), options=options, limit=None)


def rendered(col: Collection) -> list[Rendered]:
    """Every card of the collection, by deck and then in the order of learning."""
    cards = [col.get_card(card) for card in col.find_cards("")]
    result = []
    for card in cards:
        note = card.note()
        output = card.render_output()
        result.append(
            Rendered(
                deck=col.decks.name(card.did),
                note_type=card.note_type()["name"],
                template=card.template()["name"],
                due=card.due,
                fields=dict(note.items()),
                tags=tuple(note.tags),
                front=output.question_text,
                back=output.answer_text,
                css=output.css,
                front_sounds=len(output.question_av_tags),
                back_sounds=len(output.answer_av_tags),
            )
        )
    return sorted(result, key=lambda card: (card.deck, card.due, card.template))


def typed(col: Collection, cloze_text: str, answer: str | None = None) -> str:
    """What Anki shows for `answer` typed into the gaps of a cloze; None types one letter wrong."""
    expected = col.extract_cloze_for_typing(cloze_text, 1)
    given = expected[:-1] + "x" if answer is None else answer
    return col.compare_answer(expected, given)


def empty_cards(col: Collection) -> int:
    """How many notes Anki reports as having cards that are empty."""
    return len(col.get_empty_cards().notes)


def render_package(path: Path) -> list[Rendered]:
    """Every card of the package at `path`, rendered in a collection of its own."""
    with collection() as col:
        import_package(col, path)
        return rendered(col)
