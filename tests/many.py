"""Lessons of any size, made of dictionary words at random, which pack worse than real text does."""

from __future__ import annotations

import random

from cards.lexicon import Lexicon
from cards.model import Lesson, Note
from tests.lessons import cloze, entry, gloss, lesson, sentence, word


def many_notes(count: int) -> Lesson:
    """Two words in four notes, then a cloze and a sentence, no two alike."""
    chance = random.Random(5)
    words = sorted(Lexicon().nouns)
    notes: list[Note] = []
    for number in range(count):
        lemma = words[number % len(words)] + ("" if number < len(words) else f"-{number}")
        dutch = " ".join(chance.choices(words, k=10))
        english = " ".join("".join(chance.sample(word, len(word))) for word in dutch.split())
        item = entry(lemma, article="de", here=gloss(english.split()[0]), zipf=3.5)
        marked = f"{dutch.capitalize()} *{lemma}* {number}."
        match number % 4:
            case 2:
                notes.append(cloze(item, marked, english))
            case 3:
                notes.append(sentence(marked.replace("*", ""), english))
            case _:
                notes.append(word(item, marked, english))
    return lesson(*notes, title=f"{count} notes")
