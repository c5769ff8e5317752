"""Lessons for the tests of learning platforms, and text with what each format might misread."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from cards.model import Language, Lesson
from decks.formats import ExportOptions
from decks.platforms import blooket, csv_words, gift, kahoot, moodle, quizlet, xlsx_words
from tests.class_lessons import GARDEN_CLASS
from tests.lessons import (
    GARDEN,
    cloze,
    entry,
    gloss,
    lesson,
    segments,
    word,
)

PLATFORMS = {
    "gift": gift,
    "moodle": moodle,
    "kahoot": kahoot,
    "blooket": blooket,
    "quizlet": quizlet,
    "csv": csv_words,
    "xlsx": xlsx_words,
}
WHOLE = replace(GARDEN_CLASS, notes=GARDEN.notes)
ENGLISH = ExportOptions()
DUTCH = ExportOptions(language=Language.DUTCH)

# Each of these begins something in one of the formats.
SIGNS = "ab é…„=+-@~#{}[]()<>:;&%$*_`'\"\\/|,.!?\t\n\u2028"
written = st.text(SIGNS, min_size=1, max_size=14).filter(lambda text: text.strip("* \t\n\u2028"))


def clean(text: str) -> str:
    """`text` on one line, every run of white space as one blank."""
    return " ".join(text.split())


def about(lemma: str, meaning: str, dutch: str, english: str) -> Lesson:
    """A lesson of one word and one sentence."""
    noun = entry(lemma, article="de", glosses=[gloss(meaning)], zipf=4.2)
    note = replace(word(noun, "", english), dutch=segments("Dit is *x*."))
    gap = replace(cloze(noun, "", english), dutch=segments("Dit is *x*, zei ze."))
    parts = (replace(note.dutch[0], text=f"{dutch} "), *note.dutch[1:])
    holes = (replace(gap.dutch[0], text=f"{dutch} "), replace(gap.dutch[1], text=lemma))
    return lesson(replace(note, dutch=parts), replace(gap, dutch=(*holes, *gap.dutch[2:])))
