"""Options and arguments that several commands share, as decorators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from cards.model import Choice
from decks.commands.sections import under
from decks.console import set_volume

Command = TypeVar("Command", bound=Callable[..., Any])

# What holds unless a flag, a configuration file or a lesson says otherwise.
_USUAL = Choice()
KINDS = tuple(kind.value for kind in _USUAL.kinds)


def texts_or_lesson(command: Command) -> Command:
    """Two texts, English first, or one file that holds both; `decks.given` opens them."""
    place = click.Path(path_type=Path)
    return click.argument("given", nargs=-1, metavar="EN NL | LESSON.json", type=place)(command)


def presplit(command: Command) -> Command:
    """One sentence a line."""
    told = "Each line is one sentence; do not split further."
    return click.option("--presplit", is_flag=True, help=told)(command)


@under("Model and cache")
def cached(command: Command) -> Command:
    """Whether and where answers are kept between runs."""
    told = "Keep answers between runs here (default: the user's cache directory)."
    place = click.Path(path_type=Path, file_okay=False)
    command = click.option("--cache-dir", type=place, metavar="DIR", help=told)(command)
    told = "Neither read nor keep answers of earlier runs."
    return click.option("--no-cache", is_flag=True, help=told)(command)


@under("Model and cache")
def modelled(command: Command) -> Command:
    """Which Dutch model, and where it lies."""
    told = "Where downloaded models lie (default: the user's data directory)."
    place = click.Path(path_type=Path, file_okay=False)
    command = click.option("--model-dir", type=place, metavar="DIR", help=told)(command)
    told = "The Dutch model: bundled, nl (Stanza's own) or nl-PACKAGE."
    return click.option("--model", metavar="NAME", help=told)(command)


@under("Words")
def knowing(command: Command) -> Command:
    """Words that the learner knows already."""
    told = "The field that holds the word on the notes of --known-from."
    command = click.option("--known-field", default="", metavar="NAME", help=told)(command)
    told = "Leave out words that you have learnt: collection.anki2, DECK.apkg or anki:QUERY."
    source = click.Path(path_type=str)  # completed as a path, which it mostly is
    command = click.option("--known-from", multiple=True, type=source, metavar="SOURCE", help=told)(
        command
    )
    told = "Leave out the words of this list: one a line, perhaps a tab and a part of speech."
    place = click.Path(path_type=Path)
    return click.option("--known", multiple=True, type=place, metavar="FILE", help=told)(command)


def reaching_anki(url: str = "--anki-url", key: str = "--anki-key") -> Callable[[Command], Command]:
    """Where AnkiConnect listens, under the names that suit the command."""

    @under("Anki")
    def decorated(command: Command) -> Command:
        told = "The key of AnkiConnect, if you set one."
        command = click.option(
            key,
            "anki_key",
            default="",
            envvar="KAARTENBAK_ANKI_KEY",
            show_envvar=True,
            hide_input=True,  # `kaartenbak config` does not show it
            help=told,
        )(command)
        return click.option(
            url,
            "anki_url",
            default="http://127.0.0.1:8765",
            show_default=True,
            metavar="URL",
            help="Where AnkiConnect listens.",
        )(command)

    return decorated


@under("Words")
def referring(command: Command) -> Command:
    """What the user brings about words: dictionaries and a table of decisions."""
    file = click.Path(path_type=Path, dir_okay=False)
    told = "A table (TSV) of what you decide about words; it wins over everything."
    command = click.option("--overrides", type=file, metavar="FILE.tsv", help=told)(command)
    told = "A dictionary of your own, used after ours: dictd, StarDict, TEI or TSV. Repeatable."
    return click.option(
        "--dictionary", "dictionaries", type=file, multiple=True, metavar="FILE", help=told
    )(command)


@under("Cards")
def choosing(command: Command) -> Command:
    """Options that say which cards are made."""
    probability = click.FloatRange(0.0, 1.0)
    for option in (
        click.option(
            "--min-confidence",
            type=probability,
            default=_USUAL.min_confidence,
            show_default=True,
            callback=_if_given,
            help="How sure the aligner must be of a pair that becomes a card.",
        ),
        *(
            click.option(
                flag,
                type=click.IntRange(0),
                default=most,
                show_default=True,
                callback=_if_given,
                help=f"Most {notes}.",
            )
            for flag, most, notes in (
                ("--max-sentences", _USUAL.max_sentences, "sentence notes"),
                ("--max-clozes", _USUAL.max_clozes, "cloze notes"),
                ("--max-words", _USUAL.max_words, "vocabulary notes"),
            )
        ),
        click.option(
            "--cards",
            "kinds",
            default=",".join(KINDS),
            show_default=True,
            metavar="LIST",
            callback=_read_kinds,
            help="Kinds of card, parted by commas.",
        ),
        click.option("--title", metavar="TEXT", help="Title of the deck (default: from the file)."),
    ):
        command = option(command)
    return command


@under("Notes")
def noting(command: Command) -> Command:
    """Options that say what stands on the notes."""
    for name, metavar, told in (
        ("licence", "TEXT", "Under which licence the text may be used, for the lesson file."),
        ("date", "DATE", "When the text appeared, for the lesson file."),
        ("author", "NAME", "Who wrote the text, for the lesson file."),
        ("title", "TEXT", "What the text is called, for the cards."),
        ("url", "URL", "Where the text comes from, for the cards."),
    ):
        option = click.option(f"--source-{name}", default="", metavar=metavar, help=told)
        command = option(command)
    told = "The pronunciation of words, where two sources agree (needs kaartenbak[ipa], espeak-ng)."
    command = click.option("--ipa", is_flag=True, help=told)(command)
    for flag, told in (
        ("--tap-english", "Hide the English sentence until it is tapped."),
        ("--typed-cloze", "A box to type the missing word into."),
        ("--article-cards", "Cards that ask for de or het as well."),
        ("--production", "Word cards from meaning to Dutch as well."),
        ("--both-directions", "Sentence cards from English to Dutch as well."),
    ):
        command = click.option(flag, is_flag=True, help=told)(command)
    return command


@under("Sound")
def speaking(command: Command) -> Command:
    """Which voice says the words and sentences."""
    told = (
        "A program that speaks, such as 'piper -m nl.onnx -f {output}': {text} is the text, which "
        "is on standard input otherwise, {output} the sound file to write."
    )
    command = click.option("--audio-command", metavar="COMMAND", help=told)(command)
    told = "Let this voice say the words and sentences (needs espeak-ng and kaartenbak[audio])."
    return click.option("--audio", type=click.Choice(("espeak",)), help=told)(command)


def talkative(command: click.Command) -> click.Command:
    """The command, and those under it, with -q and -v."""
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        talkative(inner)
    for flags, volume, told in (
        (("-q", "--quiet"), -1, "Say nothing but errors."),
        (("-v", "--verbose"), 1, "Say more: what each stage took, and what was used."),
    ):
        command.params.append(
            click.Option(
                flags,
                is_flag=True,
                expose_value=False,
                callback=_sets_volume(volume),
                help=told,
            )
        )
    return command


def _sets_volume(volume: int) -> Callable[[click.Context, click.Parameter, bool], None]:
    def callback(context: click.Context, _option: click.Parameter, is_given: bool) -> None:
        if is_given:
            set_volume(context, volume)

    return callback


def _if_given(context: click.Context, option: click.Parameter, value: Any) -> Any:
    """The value, or None where nobody gave one: then a lesson keeps what it was made with."""
    usual = context.get_parameter_source(str(option.name)) is ParameterSource.DEFAULT
    return None if usual else value


def _read_kinds(
    context: click.Context, option: click.Parameter, value: str
) -> tuple[str, ...] | None:
    if _if_given(context, option, value) is None:
        return None
    kinds = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    for kind in kinds:
        if kind not in KINDS:
            raise click.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}.")
    if not kinds:
        raise click.BadParameter(f"name at least one of {', '.join(KINDS)}.")
    return kinds


def formats(*names: str) -> Callable[[Command], Command]:
    """What the data is printed as; the first of `names` unless told otherwise."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True
    )
