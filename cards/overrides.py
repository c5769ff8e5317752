"""What the user has decided about words: a table that wins over every other source.

Only `lemma` is needed; an empty cell means "as found". A row without a part of speech holds for
every use of the lemma, one with it goes before that. `exclude` and `known` leave the
word out, as no word for a card or as one that the learner knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from cards.dictionaries.entries import tidy, without_article
from cards.dictionaries.tables import read_article, read_part_of_speech
from cards.headword import Headword
from cards.model import Forms
from cards.tsv import Row, choose, read_rows

FORMS = tuple(form.name for form in fields(Forms))
COLUMNS = ("lemma", "pos", "article", "gloss", *FORMS, "note", "exclude", "known")
_NOUN_ONLY = ("article", "plural", "diminutive")
_VERB_ONLY = ("past", "past_plural", "participle", "auxiliary")
_AUXILIARIES = {
    "": "",
    "hebben": "hebben",
    "zijn": "zijn",
    "hebben/zijn": "hebben/zijn",
    "zijn/hebben": "hebben/zijn",
    "hebben;zijn": "hebben/zijn",
    "both": "hebben/zijn",
}
_ANSWERS = {"": False, "no": False, "nee": False, "0": False, "false": False}
_ANSWERS |= {"yes": True, "ja": True, "1": True, "true": True, "x": True}


@dataclass(frozen=True, slots=True)
class Override:
    """The user's word on a headword; whatever is empty stays as found."""

    lemma: str
    upos: str = ""
    article: str = ""
    glosses: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    exclude: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Overrides:
    """All that the user decided, by lemma and part of speech ("" for any)."""

    rows: Mapping[tuple[str, str], Override] = field(default_factory=dict)

    def find(self, word: Headword) -> Override | None:
        """The row for a headword, if any; *vergissen* serves for *zich vergissen*."""
        for lemma in (word.lemma, word.plain):
            for upos in (word.upos, ""):
                if row := self.rows.get((lemma, upos)):
                    return row
        return None


def load(path: Path) -> Overrides:
    """Read a table of overrides.

    Raises:
        InputError: with the line, for whatever does not fit.
    """
    found: dict[tuple[str, str], Override] = {}
    places: dict[tuple[str, str], int] = {}
    for row in read_rows(path, COLUMNS, ("lemma",)):
        override = _override(row)
        key = override.lemma, override.upos
        if key in found:
            told = f"{override.lemma} ({override.upos})" if override.upos else override.lemma
            raise row.error(f"{told} stands in line {places[key]} too.", "Keep one of them.")
        found[key], places[key] = override, row.line
    return Overrides(found)


def _override(row: Row) -> Override:
    upos = read_part_of_speech(row)
    lemma, article = tidy(row["lemma"]), read_article(row)
    if upos in ("", "NOUN"):
        lemma, written = without_article(lemma)
        if article and written and article != written:
            raise row.error(f"the lemma says “{written}”, the article “{article}”.", "Choose one.")
        article = article or written
    if not lemma:
        raise row.error("the lemma is missing.", "Fill it in or remove the line.")
    for allowed, columns in (("NOUN", _NOUN_ONLY), ("VERB", _VERB_ONLY)):
        filled = [column for column in columns if row[column]]
        if upos not in ("", allowed) and filled:
            raise row.error(
                f"“{row['pos']}” goes without {filled[0]}.",
                f"Empty the cell or make it a {allowed}.",
            )
    forms = {form: tidy(row[form]) for form in FORMS} | {"auxiliary": _auxiliary(row)}
    return Override(
        lemma=lemma,
        upos=upos,
        article=article,
        glosses=tuple(filter(None, map(tidy, row["gloss"].split(";")))),
        forms={form: value for form, value in forms.items() if value},
        note=tidy(row["note"]),
        exclude=_answer(row, "exclude"),
        known=_answer(row, "known"),
    )


def _auxiliary(row: Row) -> str:
    value = _AUXILIARIES.get(row["auxiliary"].lower().replace(" ", ""))
    if value is None:
        told, known = row["auxiliary"], ("hebben", "zijn", "hebben/zijn")
        raise row.error(f"“{told}” is no auxiliary.", choose(told, known))
    return value


def _answer(row: Row, column: str) -> bool:
    value = _ANSWERS.get(row[column].lower())
    if value is None:
        raise row.error(f"“{row[column]}” in {column} is neither yes nor no.", "Write yes or no.")
    return value
