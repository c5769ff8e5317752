"""Lines that other programs read: JSON Lines, TSV, CoNLL-U. All text, all UTF-8, nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cards.model import Bead, Document, Gloss, Sentence, Source, Token, VocabularyEntry

Row = Mapping[str, Any]


def bead_rows(
    beads: Iterable[Bead], english: Sequence[Sentence], dutch: Sequence[Sentence]
) -> Iterator[Row]:
    """One row a bead; indices are 0-based over the sentences in the order of the text."""
    for bead in beads:
        yield {
            "english": [english[i].text for i in bead.english],
            "dutch": [dutch[i].text for i in bead.dutch],
            "english_index": list(bead.english),
            "dutch_index": list(bead.dutch),
            "confidence": round(bead.confidence, 4),
        }


def word_rows(
    entries: Iterable[VocabularyEntry],
    english_of: Callable[[int], str],
    dutch: Sequence[Sentence],
) -> Iterator[Row]:
    """One row a headword; several equally right values stand in one cell, parted by ";"."""
    for entry in entries:
        gloss = entry.glosses[0] if entry.glosses else None
        sentence = entry.occurrences[0].sentence
        forms = {
            "plural": entry.forms.plural if entry.forms.plural != "-" else "",
            "diminutive": entry.forms.diminutive,
            "past": entry.forms.past,
            "participle": entry.forms.participle,
            "auxiliary": entry.forms.auxiliary.replace("/", ";"),
            "preposition": entry.preposition,
        }
        yield {
            "lemma": entry.lemma,
            "pos": entry.upos,
            "article": entry.article.replace("/", ";"),
            "gloss": gloss.text if gloss else "",
            "gloss_source": _origin(gloss) if gloss else "",
            "gloss_confidence": round(gloss.confidence, 3) if gloss else 0.0,
            "other_glosses": [g.text for g in entry.glosses[1:]],
            "forms": {name: form for name, form in forms.items() if form},
            "zipf": entry.zipf,
            "count": entry.count,
            "example_dutch": dutch[sentence].text,
            "example_english": english_of(sentence),
        }


def _origin(gloss: Gloss) -> str:
    """A source by its name, and a dictionary of the user's by its own: *dictionary:mine*."""
    if not gloss.dictionary:
        return gloss.source.value
    confirmed = "alignment+" if gloss.source is Source.CONFIRMED else ""
    return f"{confirmed}dictionary:{gloss.dictionary}"


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)


def json_text(value: Any) -> Iterator[str]:
    """One JSON value, laid out for reading."""
    yield json.dumps(value, ensure_ascii=False, indent=2)


def tsv(rows: Iterable[Row]) -> Iterator[str]:
    """A header, then one line a row; lists are joined by " | ", tabs and newlines become blanks."""
    header: Sequence[str] | None = None
    for row in rows:
        if header is None:
            header = list(row)
            yield "\t".join(header)
        yield "\t".join(_cell(row[name]) for name in header)


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        value = [f"{name}={form}" for name, form in value.items()]
    if isinstance(value, list):
        value = " | ".join(map(str, value))
    return " ".join(str(value).split())


def conllu(
    document: Document, sentences: Sequence[Sentence], words: Sequence[Sequence[Token]]
) -> Iterator[str]:
    """CoNLL-U with `TokenRange` counting in the clean text; a flat tree where no parser ran."""
    place = _places(document, sentences)
    paragraph = None
    for sentence, tokens, start in zip(sentences, words, place, strict=True):
        if not tokens:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield "# newpar"
        yield f"# sent_id = {sentence.index + 1}"
        yield f"# text = {sentence.text}"
        for number, token in enumerate(tokens, 1):
            following = tokens[number] if number < len(tokens) else None
            misc = [f"TokenRange={start + token.start}:{start + token.end}"]
            if following is not None and following.start == token.end:
                misc.insert(0, "SpaceAfter=No")
            yield "\t".join((str(number), *_columns(token, number), "_", "|".join(misc)))
        yield ""


def _columns(token: Token, number: int) -> tuple[str, ...]:
    """FORM to DEPREL."""
    if token.head is None:
        head, deprel = (0, "root") if number == 1 else (1, "dep")
    else:
        head, deprel = token.head + 1, token.deprel or "dep"
    named = (token.text, token.lemma, token.upos, token.xpos or "_", token.feats or "_")
    return (*named, str(head), deprel)


def _places(document: Document, sentences: Sequence[Sentence]) -> Iterator[int]:
    """Where each sentence begins in the lines of the document, joined by newlines."""
    line = offset = column = 0
    for sentence in sentences:
        while line < sentence.line:
            offset += len(document.lines[line]) + 1
            line, column = line + 1, 0
        column = document.lines[line].index(sentence.text, column)
        yield offset + column
        column += len(sentence.text)
