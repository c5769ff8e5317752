"""`align`, `words`, `analyse` and `preview`: see what would become cards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from decks import console
from decks.commands import sections
from decks.commands.options import (
    cached,
    choosing,
    formats,
    knowing,
    modelled,
    presplit,
    reaching_anki,
    referring,
    two_texts,
)


@click.command(cls=sections.Command)
@two_texts
@formats("jsonl", "tsv")
@click.option("--all", "everything", is_flag=True, help="Unaligned sentences too.")
@presplit
@cached
def align(
    english: Path, dutch: Path, form: str, everything: bool, presplit: bool, **options: Any
) -> None:
    """Print which sentences translate each other, one bead a line, with a confidence.

    \b
    Example:
      kaartenbak align article.en.txt article.nl.txt --format tsv
    """  # noqa: D301 - click wants the character itself
    from decks import inputs, tables

    texts = inputs.read_texts(english, dutch, presplit=presplit)
    beads = inputs.beads(texts, inputs.Options(**options))
    kept = [bead for bead in beads if everything or bead.is_pair]
    _print(form, tables.bead_rows(kept, texts.english, texts.dutch))


@click.command(cls=sections.Command)
@two_texts
@formats("jsonl", "tsv", "table")
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def words(english: Path, dutch: Path, form: str, presplit: bool, **options: Any) -> None:
    """Print the vocabulary of the Dutch text: headword, article, meaning here, forms, example.

    \b
    Example:
      kaartenbak words article.en.txt article.nl.txt --format table
    """  # noqa: D301 - click wants the character itself
    from decks import inputs, tables

    texts = inputs.read_texts(english, dutch, presplit=presplit)
    entries, english_of = inputs.vocabulary(texts, inputs.Options(**options))
    if form == "table":
        from decks.preview import words_table

        console.page().print(words_table(entries))
    else:
        _print(form, tables.word_rows(entries, english_of, texts.dutch))


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


@click.command(cls=sections.Command)
@two_texts
@choosing
@knowing
@reaching_anki()
@referring
@presplit
@modelled
@cached
def preview(english: Path, dutch: Path, **options: Any) -> None:
    """Show the pairs, the words and the cards in the terminal.

    \b
    Example:
      kaartenbak preview article.en.txt article.nl.txt | less -R
    """  # noqa: D301 - click wants the character itself
    from decks import inputs
    from decks import preview as views

    texts = inputs.read_texts(english, dutch, presplit=options["presplit"])
    made = inputs.lesson(texts, inputs.Options(**options))
    page = console.page()
    for part in views.preview(made):
        page.print(part)


def _print(form: str, rows: Iterable[Any]) -> None:
    from decks import tables

    console.write_data(tables.json_lines(rows) if form == "jsonl" else tables.tsv(rows))
