"""Words of the dictionary that no teacher hands out unasked: it has them, since texts do."""

from __future__ import annotations

from typing import Final

from cards.lexicon import Lexicon

# What the dictionary remarks on such words.
_REMARKS: Final = ("vulgar", "offens", "rude")
# Meanings that do no harm in a text, and do among wrong answers.
_MEANINGS: Final = frozenset(
    "sex porn pornography penis vagina rape suicide prostitute brothel whore orgy incest "
    "paedophile condom erotic gypsy virgin slave nazi heroin cocaine weed cancer corpse fart poo "
    "urine terrorist torture".split()
)


def is_for_class(lemma: str, upos: str, lexicon: Lexicon) -> bool:
    """Whether a word may stand on a sheet though it is not in the text."""
    told = _told(lemma, upos, lexicon)
    remarked = any(remark in note for note, _ in told for remark in _REMARKS)
    meant = {word for _, glosses in told for gloss in glosses for word in gloss.casefold().split()}
    return not remarked and not meant & _MEANINGS


def _told(lemma: str, upos: str, lexicon: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """The remarks and meanings that the dictionary has of a word."""
    match upos:
        case "NOUN" if lemma in lexicon.nouns:
            return [(lexicon.nouns[lemma].note, lexicon.nouns[lemma].glosses)]
        case "VERB" if lemma in lexicon.verbs:
            return [(use.note, use.glosses) for use in lexicon.verbs[lemma]]
        case "ADJ" if lemma in lexicon.adjectives:
            return [(lexicon.adjectives[lemma].note, lexicon.adjectives[lemma].glosses)]
        case "ADV" if lemma in lexicon.adverbs:
            return [(lexicon.adverbs[lemma].note, lexicon.adverbs[lemma].glosses)]
    return []
