"""The tools that the flags of a command ask for: model, cache, dictionaries, known words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cards.known import NOTHING_KNOWN
from decks import console
from decks.places import cache_directory, model_directory

if TYPE_CHECKING:
    from cards.cache import Cache
    from cards.model import KnownWords
    from cards.pipeline import Workshop
    from cards.references import References
    from decks.inputs import Options


def workshop(progress: Callable[[str], None], options: Options) -> Workshop:
    """The tools that the options ask for; nothing heavy is loaded yet."""
    from cards import dutch_models
    from cards.analysis import StanzaAnalyser
    from cards.encoder import BundledEncoder
    from cards.pipeline import Workshop

    model = dutch_models.find(model_name(options), options.model_dir or model_directory())
    kept = cache(options)
    console.detail(f"Answers of earlier runs: {kept.directory or 'not used'}")
    encoder = BundledEncoder()
    return Workshop(
        encoder,
        StanzaAnalyser(model, encoder),
        references=references(options),
        cache=kept,
        progress=progress,
    )


def cache(options: Options) -> Cache:
    """Where answers are kept between runs, with room made for new ones; nowhere if so asked."""
    from cards.cache import Cache

    kept = Cache(None if options.no_cache else options.cache_dir or cache_directory())
    kept.trim()
    return kept


def references(options: Options) -> References:
    """What the user brings about words.

    Raises:
        InputError: one of the files does not fit.
    """
    from cards import dictionaries, overrides
    from cards.references import References

    found = tuple(dictionaries.load(path) for path in options.dictionaries)
    return References(
        found, overrides.load(options.overrides) if options.overrides else overrides.Overrides()
    )


def model_name(options: Options) -> str:
    """Which Dutch model is meant; a folder without a name means Stanza's own."""
    from cards.dutch_models import BUNDLED

    return options.model or ("nl" if options.model_dir else BUNDLED)


def known_words(options: Options) -> KnownWords:
    """The words that the learner knows, with what was noticed told.

    Raises:
        InputError: a list, collection or package cannot be read.
        AnkiError: Anki is asked and cannot be reached.
    """
    if not options.known and not options.known_from:
        return NOTHING_KNOWN
    from cards.lexicon import Lexicon
    from decks.ankiconnect import AnkiConnect
    from decks.learnt import known_words as read

    anki = AnkiConnect(options.anki_url, options.anki_key)
    known, problems = read(options.known, options.known_from, options.known_field, anki, Lexicon())
    for problem in problems:
        console.report_problem(problem)
    console.talk().print(f"You know {len(known)} words; they are left out.", markup=False)
    return known
