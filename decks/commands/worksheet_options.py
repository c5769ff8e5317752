"""The many options of `worksheet`, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cards.errors import InputError
from decks.commands.options import Command
from decks.commands.sections import under

if TYPE_CHECKING:
    from decks.worksheets.gap_rules import GapRules
    from decks.worksheets.make import SheetOptions

_EXERCISES: Final = (
    "reading", "bilingual", "gaps", "matching", "scramble", "translation", "vocabulary", "test",
    "flashcards",
)  # fmt: skip
_WORDS: Final = (
    "content", "nouns", "verbs", "adjectives", "adverbs", "articles", "prepositions",
)  # fmt: skip


def _numbers(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    """Read "1-3,5" as numbers."""
    chosen: list[int] = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        found = re.fullmatch(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?", part)
        if not found:
            raise click.BadParameter(f"{part!r} is no number; write, say, 1-3,5.")
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last:
            raise click.BadParameter(f"{part!r}: paragraphs are counted upwards from 1.")
        chosen += range(first, last + 1)
    return tuple(chosen)


def _words(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value in _WORDS or re.fullmatch(r"every:[1-9]\d?", value) or value.startswith("@"):
        return value
    raise click.BadParameter(
        f"{value!r} is none of {', '.join(_WORDS)}, every:N (each n-th word) or @FILE (a list)."
    )


def _card_size(
    _context: click.Context, _option: click.Parameter, value: str
) -> tuple[float, float]:
    found = re.fullmatch(r"(\d{2,3}(?:\.\d+)?)\s*[x×]\s*(\d{2,3}(?:\.\d+)?)", value.strip())
    if not found or min(float(found[1]), float(found[2])) < 20:
        raise click.BadParameter(f"{value!r} is no size in mm of 20 or more, such as 90x54.")
    return float(found[1]), float(found[2])


_EXERCISE: Final = (
    click.option(
        "--exercise",
        "exercises",
        type=click.Choice(_EXERCISES),
        multiple=True,
        help="What to put on the sheet, in this order; may be given several times "
        "(default: gaps, matching, translation).",
    ),
    click.option(
        "--paragraphs",
        default="",
        metavar="LIST",
        callback=_numbers,
        help="Only these paragraphs of the Dutch text, such as 1-3,5.",
    ),
)
_GAPS: Final = (
    click.option(
        "--gaps",
        type=click.IntRange(1, 500),
        help="Most gaps (default: 12; with every:N as many as there are).",
    ),
    click.option(
        "--words",
        default="content",
        show_default=True,
        metavar="WHICH",
        callback=_words,
        help=f"Words to leave out: {', '.join(_WORDS)}, every:N or @FILE with a word a line.",
    ),
    click.option(
        "--hint",
        type=click.Choice(("none", "first", "lemma", "english")),
        default="none",
        show_default=True,
        help="At each gap: the first letter, the dictionary form or the English; none gives "
        "a word bank.",
    ),
    click.option(
        "--difficulty",
        type=click.Choice(("any", "easy", "medium", "hard")),
        default="any",
        show_default=True,
        help="How common the words in the gaps are.",
    ),
    click.option(
        "--distance",
        type=click.IntRange(0, 100),
        default=4,
        show_default=True,
        help="Least number of words between two gaps.",
    ),
    click.option(
        "--distractors",
        type=click.IntRange(0, 20),
        default=0,
        show_default=True,
        help="Words in the bank that fit no gap.",
    ),
)
_OTHERS: Final = (
    click.option(
        "--list-words",
        type=click.IntRange(1),
        default=30,
        show_default=True,
        help="Most words in a vocabulary list, a test or a set of cards.",
    ),
    click.option(
        "--order",
        type=click.Choice(("text", "alphabet", "frequency")),
        default="text",
        show_default=True,
        help="Order of those words.",
    ),
    click.option(
        "--blank",
        type=click.Choice(("nl", "en")),
        default="en",
        show_default=True,
        help="The column of a test that is left blank.",
    ),
    click.option(
        "--pairs",
        type=click.IntRange(2, 26),
        default=10,
        show_default=True,
        help="Most words to match.",
    ),
    click.option(
        "--sentences",
        type=click.IntRange(1, 50),
        default=6,
        show_default=True,
        help="Most sentences to translate or to put in order.",
    ),
    click.option(
        "--translate-to",
        type=click.Choice(("nl", "en")),
        default="en",
        show_default=True,
        help="The language to translate into.",
    ),
)
_PAPER_CARDS: Final = (
    click.option(
        "--turn",
        "sides",
        type=click.Choice(("long-edge", "short-edge", "fold")),
        default="long-edge",
        show_default=True,
        help="How the printer turns the sheet, or one side to fold.",
    ),
    click.option(
        "--card-size",
        default="90x54",
        show_default=True,
        metavar="WxH",
        callback=_card_size,
        help="Size of a paper card in mm.",
    ),
)
_SHEET: Final = (
    click.option(
        "--key",
        type=click.Choice(("end", "separate", "none")),
        default="end",
        show_default=True,
        help="The answers: on a page of their own, in a file of their own, or nowhere.",
    ),
    click.option(
        "--seed",
        type=int,
        default=1,
        show_default=True,
        help="Another number gives another choice; the same number the same.",
    ),
    click.option(
        "--versions",
        type=click.IntRange(1, 6),
        default=1,
        show_default=True,
        help="So many versions (A, B, …), each in a file of its own.",
    ),
    click.option(
        "--lang",
        "language",
        type=click.Choice(("en", "nl")),
        default="en",
        show_default=True,
        help="Language of the instructions.",
    ),
    click.option(
        "--paper",
        type=click.Choice(("a4", "letter")),
        default="a4",
        show_default=True,
        help="Size of the paper.",
    ),
    click.option(
        "--font-size",
        type=click.FloatRange(8, 28),
        metavar="POINTS",
        help="Size of the type (default: 11; large print is 18).",
    ),
    click.option(
        "--easy-reading",
        is_flag=True,
        help="Sans-serif type, wider spacing and no italics, for readers with dyslexia.",
    ),
    click.option("--title", default="", metavar="TEXT", help="Title (default: the headline)."),
    click.option("--source", default="", metavar="TEXT", help="Where the text comes from."),
    click.option("--source-url", default="", metavar="URL", help="Its address."),
)


def asking(command: Command) -> Command:
    """Options that say what stands on a worksheet."""
    for heading, options in (
        ("Sheet", _SHEET),
        ("Paper cards", _PAPER_CARDS),
        ("Other exercises", _OTHERS),
        ("Gaps", _GAPS),
        ("Exercises", _EXERCISE),
    ):
        command = under(heading)(_all(options))(command)
    return command


def _all(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """One decorator out of several."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def sheet_options(options: dict[str, Any]) -> SheetOptions:
    """What the flags ask for."""
    from cards.model import Language
    from decks.worksheets.flashcards import Sides
    from decks.worksheets.make import ONE_HANDOUT, Exercise, SheetOptions
    from decks.worksheets.model import Look, Paper
    from decks.worksheets.vocabulary import Order

    easy = options["easy_reading"]
    return SheetOptions(
        exercises=tuple(map(Exercise, options["exercises"])) or ONE_HANDOUT,
        gaps=_gap_rules(options),
        words_over=options["distractors"],
        paragraphs=options["paragraphs"],
        words=options["list_words"],
        pairs=options["pairs"],
        sentences=options["sentences"],
        order=Order(options["order"]),
        blank=Language(options["blank"]),
        translate_to=Language(options["translate_to"]),
        sides=Sides(options["sides"]),
        card=options["card_size"],
        seed=options["seed"],
        title=options["title"],
        source=options["source"],
        source_url=options["source_url"],
        language=Language(options["language"]),
        look=Look(Paper(options["paper"]), options["font_size"] or (13 if easy else 11), easy),
    )


def _gap_rules(options: dict[str, Any]) -> GapRules:
    from decks.worksheets.gap_rules import Difficulty, GapRules, Hint, Words

    which: str = options["words"]
    listed: tuple[str, ...] = ()
    every = 7
    if which.startswith("@"):
        which, listed = "list", _word_list(Path(which[1:]))
    elif which.startswith("every:"):
        which, every = "every", int(which.removeprefix("every:"))
    return GapRules(
        words=Words(which),
        most=options["gaps"] or (500 if which == "every" else 12),
        hint=Hint(options["hint"]),
        difficulty=Difficulty(options["difficulty"]),
        distance=options["distance"],
        every=every,
        listed=listed,
    )


def _word_list(path: Path) -> tuple[str, ...]:
    """The words of a file: one a line, comments after "#", the article does not matter."""
    from cards.documents import decode, read_bytes

    text, _ = decode(read_bytes(path), str(path))
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    words = tuple(re.sub(r"^(?:de|het)\s+", "", line) for line in lines if line)
    if not words:
        raise InputError(f"{path} holds no words.", "Write one word a line.")
    return words
