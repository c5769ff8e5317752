"""`models`: the Dutch models on this machine, and the only command that downloads anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from decks import console
from decks.commands.options import formats

_PLACE = click.Path(path_type=Path, file_okay=False)


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the Dutch models, or download one."""
    if context.invoked_subcommand is None:
        context.invoke(list_models)


@models.command("list")
@click.option("--model-dir", type=_PLACE, metavar="DIR")
@formats("tsv", "json")
def list_models(model_dir: Path | None = None, form: str = "tsv") -> None:
    """List the bundled model and those on this disk, with what is known of their quality.

    Per cent of words whose part of speech (UPOS), Dutch tag (XPOS) and dictionary form are right,
    by the page of scores that a model brings along; Stanza's own bring none.
    """
    from cards import dutch_models
    from decks import places, tables

    found = dutch_models.installed(model_dir or places.model_directory())
    if form == "json":
        rows = [
            {
                "name": model.name,
                "processors": [*model.processors],
                "bytes": model.size,
                "scores": dict(model.scores),
            }
            for model in found
        ]
        console.write_data(tables.json_text(rows))
        return
    for model in found:
        parts = ",".join(model.processors)
        click.echo(f"{model.name}\t{parts}\t{model.size / 1e6:.1f} MB\t{_quality(model.scores)}")


def _quality(scores: Mapping[str, str]) -> str:
    """The three figures that matter to somebody who has to choose."""
    told = [f"{name} {scores[name]}" for name in ("UPOS", "XPOS", "Lemma") if name in scores]
    return ", ".join(told) or "not measured"


@models.command()
@click.argument("name")
@click.option("--model-dir", type=_PLACE, metavar="DIR")
@click.option("--url", metavar="URL", help="A mirror in Stanza's own layout.")
def download(name: str, model_dir: Path | None, url: str | None) -> None:
    """Download an official Stanza model: nl, or nl-PACKAGE such as nl-lassysmall."""
    from cards import dutch_models
    from decks import places
    from decks.fetching import fetching

    directory = model_dir or places.model_directory()
    with fetching(directory) as progress:
        model = dutch_models.download(name, directory, url, progress)
    told = f"{model.name}: {model.size / 1e6:.1f} MB in {model.directory}"
    console.talk().print(told, markup=False, soft_wrap=True)
