"""`align`, `words` and `analyse`: see what would become cards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    cached,
    formats,
    knowing,
    modelled,
    presplit,
    reaching_anki,
    referring,
    texts_or_lesson,
)

if TYPE_CHECKING:
    from decks.given import Paired


def _named_as_pairs(
    _context: click.Context, _option: click.Parameter, path: Path | None
) -> Path | None:
    from decks.pairs import SUFFIXES, is_pairs

    if path is not None and not is_pairs(path):
        raise click.BadParameter(f"name a file that ends in {SUFFIXES}.")
    return path


@click.command(cls=sections.Command)
@texts_or_lesson
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_named_as_pairs,
    help="Write all pairs to a .tsv, .xlsx or .tmx, to correct them and build from that.",
)
@formats("jsonl", "json", "tsv", "table")
@click.option("--all", "everything", is_flag=True, help="Unaligned sentences too.")
@presplit
@cached
def align(
    given: tuple[Path, ...], output: Path | None, form: str, everything: bool, **options: Any
) -> None:
    """Print which sentences translate each other, one bead a line, with a confidence.

    \b
    Examples:
      kaartenbak align article.en.txt article.nl.txt --format tsv
      kaartenbak align article.en.txt article.nl.txt -o pairs.xlsx
    """  # noqa: D301 - click wants the character itself
    from decks import files, inputs, tables
    from decks import given as opening

    if output is not None:
        files.writable(output)
    paired = opening.pairs(given, inputs.Options(**options))
    if output is not None:
        _write_pairs(paired, output, given)
        return
    kept = [bead for bead in paired.beads if everything or bead.is_pair]
    if form == "table":
        from decks.preview import pairs_table

        page = console.page()
        page.print(pairs_table(kept, paired.english, paired.dutch, page.width))
        return
    _print(form, tables.bead_rows(kept, paired.english, paired.dutch))


@click.command(cls=sections.Command)
@texts_or_lesson
@formats("jsonl", "json", "tsv", "table")
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def words(given: tuple[Path, ...], form: str, **options: Any) -> None:
    """Print the vocabulary of the Dutch text: headword, article, meaning here, forms, example.

    \b
    Example:
      kaartenbak words article.en.txt article.nl.txt --format table
    """  # noqa: D301 - click wants the character itself
    from decks import given as opening
    from decks import inputs, tables

    listed = opening.words(given, inputs.Options(**options))
    if form == "table":
        from decks.preview import words_table

        page = console.page()
        page.print(words_table(listed.entries, page.width))
    else:
        _print(form, tables.word_rows(listed.entries, listed.english_of, listed.dutch))


@click.command(cls=sections.Command)
@click.argument("dutch", metavar="NL", type=click.Path(path_type=Path))
@formats("conllu")
@presplit
@modelled
@cached
def analyse(dutch: Path, form: str, presplit: bool, **options: Any) -> None:  # noqa: ARG001
    """Print the analysis of a Dutch text as CoNLL-U.

    \b
    Example:
      kaartenbak analyse article.nl.txt > article.conllu
    """  # noqa: D301 - click wants the character itself
    from decks import inputs, tables

    document, sentences = inputs.read_dutch(dutch, presplit=presplit)
    analyses = inputs.analysis(sentences, inputs.Options(**options))
    console.write_data(tables.conllu(document, sentences, analyses))


def _write_pairs(paired: Paired, output: Path, given: tuple[Path, ...]) -> None:
    from cards.pairing import rows_of
    from decks import files, pairs
    from decks import given as opening

    rows = rows_of(paired.beads, paired.english, paired.dutch)
    files.write_whole(output, pairs.rendered(rows, output))
    talk = console.talk()
    talk.print(f"Wrote {output}: {console.numbered(len(paired.beads), 'rows')}.", markup=False)
    back = f"build --pairs {output} -o deck.apkg"
    if opening.is_lesson(given):
        back = f"review {given[0]} --apply {output}"
    talk.print(f"Correct it as you like, and: kaartenbak {back}", markup=False)


def _print(form: str, rows: Iterable[Any]) -> None:
    from decks import tables

    if form == "json":
        console.write_data(tables.json_text(list(rows)))
    else:
        console.write_data(tables.json_lines(rows) if form == "jsonl" else tables.tsv(rows))
