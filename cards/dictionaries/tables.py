"""Dictionaries in a tab-separated table: lemma and gloss, and where named pos and article.

The lemma may carry its article, as word lists do: *het huis*, *huis, het*.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cards.dictionaries import labels
from cards.dictionaries.entries import Entry, split_glosses, tidy, without_article
from cards.tsv import Row, choose, read_rows

COLUMNS = ("lemma", "gloss", "pos", "article")


def read(path: Path) -> Iterator[Entry]:
    """The entries of a table.

    Raises:
        InputError: with the line, for whatever does not fit.
    """
    for row in read_rows(path, COLUMNS, ("lemma", "gloss"), unnamed=("lemma", "gloss")):
        lemma = tidy(row["lemma"])
        if not lemma:
            raise row.error("the lemma is missing.", "Fill it in or remove the line.")
        upos = read_part_of_speech(row)
        article = read_article(row)
        if upos in ("", "NOUN"):
            lemma, written = without_article(lemma)
            article = article or written
        yield Entry(lemma, split_glosses(row["gloss"]), upos, article)


def read_part_of_speech(row: Row) -> str:
    """The tag in the cell `pos`, "" if it is empty.

    Raises:
        InputError: it is no part of speech.
    """
    upos = labels.part_of_speech(row["pos"]) if row["pos"] else ""
    if upos is None:
        usual = ("noun", "verb", "adjective", "adverb")
        raise row.error(f"“{row['pos']}” is no part of speech.", choose(row["pos"], usual))
    return upos


def read_article(row: Row) -> str:
    """The article in the cell `article`, "" if it is empty.

    Raises:
        InputError: it is no article.
    """
    article = labels.article(row["article"]) if row["article"] else ""
    if article is None:
        known = ("de", "het", "de/het")
        raise row.error(f"“{row['article']}” is no article.", choose(row["article"], known))
    return article
