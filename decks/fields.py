"""From a note to the fields of its Anki note: escaped HTML, and grammar in a learner's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cards.model import (
    ClozeNote,
    Gloss,
    Note,
    Segment,
    SentenceNote,
    Source,
    VocabularyEntry,
    WordNote,
)
from decks.identity import plain

SURE_FROM: Final = 0.85
"""Confidence from which a gloss that no dictionary confirms goes without its question mark."""

_MOST_OTHER_GLOSSES: Final = 4

# Braces and brackets are escaped as well as HTML: in a field `{{c1::x}}` would be a cloze,
# `[sound:x]` a recording and `[latex]` a picture. The layouts themselves switch off MathJax.
_ESCAPES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "{": "&#123;",
        "}": "&#125;",
        "[": "&#91;",
    }
)

_PARTS_OF_SPEECH: Final = {
    "NOUN": "noun",
    "PROPN": "name",
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adjective",
    "ADV": "adverb",
    "ADP": "preposition",
    "PRON": "pronoun",
    "DET": "determiner",
    "NUM": "numeral",
    "CCONJ": "conjunction",
    "SCONJ": "conjunction",
    "INTJ": "interjection",
}
_ROUTES: Final = {
    Source.USER: "Your own gloss",
    Source.LEXICON: "From the dictionary",
    Source.DICTIONARY: "From your own dictionary",
    Source.ALIGNMENT: "From the English sentence; no dictionary confirms it",
    Source.CONFIRMED: "From the English sentence, confirmed by the dictionary",
    Source.RULE: "By rule; no dictionary confirms it",
    Source.MODEL: "Guessed by a language model; no dictionary confirms it",
    Source.UNKNOWN: "Source unknown",
}
_WEB_ADDRESS: Final = re.compile(r"https?://(?P<host>[^\s/?#]+)\S*", re.IGNORECASE)
_AUXILIARIES: Final = {"hebben": "heeft", "zijn": "is"}


def escaped(text: str) -> str:
    """`text` as HTML that Anki shows literally, in a field or in an attribute."""
    return plain(text).translate(_ESCAPES)


def with_highlights(segments: Iterable[Segment]) -> str:
    """A sentence as HTML with the taught word, or both its parts, in `<b>`."""
    return "".join(
        f"<b>{escaped(part.text)}</b>" if part.marked else escaped(part.text) for part in segments
    )


def with_gaps(segments: Iterable[Segment], hint: str) -> str:
    """A sentence as cloze text; all gaps are one card, and the first carries `hint`.

    Inside a gap the first `::` would start the hint, so the writer's own colons are escaped. White
    space at the edge of a marked segment stays outside the gap.
    """
    cue = _in_gap(hint).strip()
    text = ""
    for part in segments:
        words = plain(part.text)
        answer = words.strip()
        if not (part.marked and answer):
            text += escaped(words)
            continue
        before, _, after = words.partition(answer)
        gap = _in_gap(answer) + (f"::{cue}" if cue else "")
        text += f"{escaped(before)}{{{{c1::{gap}}}}}{escaped(after)}"
        cue = ""
    return text


def _in_gap(text: str) -> str:
    return escaped(text).replace(":", "&#58;")


def has_gap(note: ClozeNote) -> bool:
    """Whether anything is left to fill in."""
    return any(part.marked and plain(part.text).strip() for part in note.dutch)


def glosses_here(entry: VocabularyEntry, sentence: int) -> tuple[Gloss | None, tuple[str, ...]]:
    """What `entry` means in `sentence`, and a few of its other senses."""
    here = [o.gloss for o in entry.occurrences if o.sentence == sentence and o.gloss]
    glosses = [gloss for gloss in (*here[:1], *entry.glosses) if gloss.text.strip()]
    if not glosses:
        return None, ()
    others = {gloss.text.casefold(): gloss.text for gloss in reversed(glosses)}
    del others[glosses[0].text.casefold()]
    return glosses[0], tuple(reversed(others.values()))[:_MOST_OTHER_GLOSSES]


def is_sure(gloss: Gloss) -> bool:
    """Whether a gloss needs no question mark."""
    return gloss.source in (Source.USER, Source.CONFIRMED) or gloss.confidence >= SURE_FROM


def is_sure_article(entry: VocabularyEntry) -> bool:
    """Whether the article, if any, comes from more than a guess."""
    return not entry.article or entry.article_source not in (Source.MODEL, Source.UNKNOWN)


def has_sure_article(note: Note) -> bool:
    """Whether `note` is about a noun that is *de* or *het*, not both, and by more than a guess."""
    if not isinstance(note, WordNote) or note.entry.upos != "NOUN":
        return False
    return note.entry.article in ("de", "het") and is_sure_article(note.entry)


def is_reflexive(entry: VocabularyEntry) -> bool:
    """Whether the headword is learnt with *zich*."""
    return entry.lemma.startswith("zich ")


def part_of_speech(entry: VocabularyEntry) -> str:
    """*noun*, *separable verb*, *reflexive verb*; empty for what a learner need not name."""
    name = _PARTS_OF_SPEECH.get(entry.upos, "")
    if name != "verb":
        return name
    first, _, particle = entry.forms.past.rpartition(" ")
    infinitive = entry.lemma.removeprefix("zich ")
    separable = bool(first) and infinitive.startswith(particle)
    kinds = ("separable" * separable, "reflexive" * is_reflexive(entry), name)
    return " ".join(kind for kind in kinds if kind)


def past(entry: VocabularyEntry) -> str:
    """*belde op*, *vergiste zich*, *kwam aan, kwamen aan*.

    The plural is told unless it only adds *-n*, as every weak past does (*belden*).
    """
    forms = entry.forms
    told = [forms.past] if forms.past else []
    if (
        forms.past
        and forms.past_plural
        and forms.past_plural.split()[0] != (forms.past.split()[0] + "n")
    ):
        told.append(forms.past_plural)
    if is_reflexive(entry):
        told = [re.sub(r"^\S+", r"\g<0> zich", form) for form in told]
    return ", ".join(told)


def perfect(entry: VocabularyEntry) -> str:
    """*heeft opgebeld*, *is vertrokken*, *heeft/is gevlogen*, *heeft zich vergist*."""
    if not entry.forms.participle:
        return ""
    auxiliaries = re.findall(r"\w+", entry.forms.auxiliary)
    words = ["/".join(_AUXILIARIES.get(word, word) for word in auxiliaries)]
    words += ["zich"] * is_reflexive(entry) + [entry.forms.participle]
    return " ".join(word for word in words if word)


def diminutive(entry: VocabularyEntry) -> str:
    """*het huisje*: every diminutive takes *het*."""
    form = entry.forms.diminutive.removeprefix("het ")
    return f"het {form}" if form else ""


def frequency_band(zipf: float) -> str:
    """A Zipf frequency in words; 0 is unknown and stays unsaid.

    On this scale 3 is once, 4 ten times and 5 a hundred times in a million words (van Heuven et
    al. 2014).
    """
    if zipf <= 0:
        return ""
    for floor, band in ((5, "very common"), (4, "common"), (3, "less common")):
        if zipf >= floor:
            return band
    return "rare"


def needs_checking(note: Note) -> bool:
    """Whether a person had better look: an unsure translation, gloss, article or headword."""
    if note.confidence < SURE_FROM:
        return True
    if isinstance(note, SentenceNote):
        return False
    gloss, _ = glosses_here(note.entry, note.sentence)
    return not (note.entry.known and is_sure_article(note.entry) and gloss and is_sure(gloss))


def remarks(entry: VocabularyEntry) -> str:
    """What else is to be said of the headword."""
    notes = [entry.note] if entry.note else []
    if entry.preposition:
        notes.insert(0, f"{entry.lemma} {entry.preposition}.")
    if not entry.known:
        notes.append("Not in the dictionary: check the form.")
    return " ".join(notes)


def word_fields(entry: VocabularyEntry, sentence: int) -> dict[str, str]:
    """The fields about the headword as it is used in `sentence`."""
    gloss, others = glosses_here(entry, sentence)
    values = {
        "Word": entry.lemma,
        "Article": entry.article,
        "ArticleUnsure": "" if is_sure_article(entry) else "Guessed: no dictionary has this noun",
        "PartOfSpeech": part_of_speech(entry),
        "Gloss": gloss.text if gloss else "",
        "GlossSource": _route(gloss) if gloss else "",
        "GlossUnsure": "?" if gloss and not is_sure(gloss) else "",
        "OtherGlosses": ", ".join(others),
        "Plural": entry.forms.plural,
        "Diminutive": diminutive(entry),
        "Past": past(entry),
        "Perfect": perfect(entry),
        "Parts": " + ".join(entry.parts) if len(entry.parts) > 1 else "",
        "Note": remarks(entry),
        "Frequency": frequency_band(entry.zipf),
    }
    fields = {name: escaped(value.strip()) for name, value in values.items()}
    if fields["Plural"] == "-":
        fields["Plural"] = '<i lang="en">none</i>'
    return fields


def _route(gloss: Gloss) -> str:
    """Where a gloss comes from, with the name of a dictionary that the user gave."""
    return _ROUTES[gloss.source] + (f" ({gloss.dictionary})" if gloss.dictionary else "")


def source_fields(name: str, url: str) -> dict[str, str]:
    """Where the text comes from; only a web address becomes a link."""
    address = _WEB_ADDRESS.fullmatch(url.strip())
    return {
        "Source": escaped(name.strip() or (address["host"] if address else "")),
        "SourceLink": escaped(address[0]) if address else "",
    }


def note_fields(note: Note) -> dict[str, str]:
    """The fields that come from `note` itself, by name, as HTML."""
    english = escaped(note.english)
    match note:
        case WordNote():
            own = {"Sentence": with_highlights(note.dutch), "English": english}
            return word_fields(note.entry, note.sentence) | own
        case ClozeNote():
            own = {"Text": with_gaps(note.dutch, note.hint), "English": english}
            return word_fields(note.entry, note.sentence) | own
        case SentenceNote():
            return {"Dutch": escaped(note.dutch), "English": english}
