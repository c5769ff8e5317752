"""Every word on a sheet that is not from the lesson, in the two languages of instruction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cards.model import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language of instruction; braces name what is put in."""

    name: str
    group: str
    date: str
    version: str
    source: str
    page: str
    key: str
    dutch: str
    english: str
    forms: str
    example: str
    no_plural: str
    # The titles of the exercises, and what to do.
    gaps: str
    gaps_bank: str
    gaps_extra: str
    gaps_articles: str
    gaps_first: str
    gaps_lemma: str
    gaps_english: str
    gaps_bare: str
    gaps_pairs: str
    past: str
    vocabulary: str
    vocabulary_test: str
    vocabulary_test_dutch: str
    vocabulary_test_english: str
    translation: str
    translation_to_english: str
    translation_to_dutch: str
    matching: str
    matching_do: str
    scramble: str
    scramble_do: str
    reading: str
    bilingual: str
    flashcards: str
    # What a learning platform asks, and the last heading of a word list.
    ask_article: str
    ask_meaning: str
    ask_word: str
    ask_words: str
    ask_match: str
    translated: str
    # What the exercise on the screen says.
    check: str
    gap_of: str
    again: str
    show: str
    score: str
    compare: str
    turn: str
    choose: str
    pick: str


ENGLISH: Final = Phrases(
    name="Name",
    group="Class",
    date="Date",
    version="Version {letter}",
    source="Source",
    page="Page {page} of {pages}",
    key="Answer key",
    dutch="Dutch",
    english="English",
    forms="Forms",
    example="In the text",
    no_plural="no plural",
    gaps="Fill in the gaps",
    gaps_bank="Choose the right word for each gap. Use every word once.",
    gaps_extra="Choose the right word for each gap. Some words are left over.",
    gaps_articles="Fill in de or het.",
    gaps_first="Complete the words. The first letter is given.",
    gaps_lemma="Fill in the right form of the word in brackets.",
    gaps_english="Fill in the Dutch for the English word in brackets, in the right form.",
    gaps_bare="Fill in the missing words.",
    gaps_pairs="Two gaps with the same number are the two parts of one verb.",
    past="past",
    vocabulary="Vocabulary",
    vocabulary_test="Vocabulary test",
    vocabulary_test_dutch="Write the Dutch word. Write nouns with de or het.",
    vocabulary_test_english="Write what the word means in the text.",
    translation="Translate",
    translation_to_english="Translate into English.",
    translation_to_dutch="Translate into Dutch.",
    matching="Match the words",
    matching_do="Which meaning belongs to which word? Write the letter.",
    scramble="Make sentences",
    scramble_do="Put the words in the right order. The word in bold comes first.",
    reading="Read the text",
    bilingual="The text in two languages",
    flashcards="Flashcards",
    ask_article="de or het: {word}?",
    ask_meaning="What does “{word}” mean?",
    ask_word="Fill in the missing word.",
    ask_words="Fill in the missing words, with a space between them.",
    ask_match="Which meaning belongs to which word?",
    translated="Translation",
    check="Check",
    gap_of="Answer {number}",
    again="Start again",
    show="Show the answers",
    score="{right} of {total} right",
    compare="Compare: {answer}",
    turn="Turn the card",
    choose="choose",
    pick="Put “{word}” in the gap",
)

DUTCH: Final = Phrases(
    name="Naam",
    group="Klas",
    date="Datum",
    version="Versie {letter}",
    source="Bron",
    page="Pagina {page} van {pages}",
    key="Antwoorden",
    dutch="Nederlands",
    english="Engels",
    forms="Vormen",
    example="In de tekst",
    no_plural="geen meervoud",
    gaps="Vul in",
    gaps_bank="Kies bij elk nummer het juiste woord. Gebruik elk woord één keer.",
    gaps_extra="Kies bij elk nummer het juiste woord. Er blijven woorden over.",
    gaps_articles="Vul in: de of het.",
    gaps_first="Maak de woorden af. De eerste letter staat er al.",
    gaps_lemma="Vul de juiste vorm in van het woord tussen haakjes.",
    gaps_english="Vul het Nederlandse woord in. Het Engels staat tussen haakjes; let op de vorm.",
    gaps_bare="Vul de ontbrekende woorden in.",
    gaps_pairs="Twee keer hetzelfde nummer? Dat zijn de twee delen van één werkwoord.",
    past="verleden tijd",
    vocabulary="Woordenlijst",
    vocabulary_test="Woordentoets",
    vocabulary_test_dutch="Schrijf het Nederlandse woord op, een naamwoord met de of het.",
    vocabulary_test_english="Schrijf op wat het woord in de tekst betekent.",
    translation="Vertaal",
    translation_to_english="Vertaal in het Engels.",
    translation_to_dutch="Vertaal in het Nederlands.",
    matching="Zoek bij elkaar",
    matching_do="Welke betekenis hoort bij welk woord? Schrijf de letter op.",
    scramble="Maak zinnen",
    scramble_do="Zet de woorden in de goede volgorde. Het vette woord is het eerste.",
    reading="Lees de tekst",
    bilingual="De tekst in twee talen",
    flashcards="Woordkaartjes",
    ask_article="de of het: {word}?",
    ask_meaning="Wat betekent „{word}”?",
    ask_word="Vul het ontbrekende woord in.",
    ask_words="Vul de ontbrekende woorden in, met een spatie ertussen.",
    ask_match="Welke betekenis hoort bij welk woord?",
    translated="Vertaling",
    check="Kijk na",
    gap_of="Antwoord {number}",
    again="Begin opnieuw",
    show="Toon de antwoorden",
    score="{right} van de {total} goed",
    compare="Vergelijk: {answer}",
    turn="Draai het kaartje om",
    choose="kies",
    pick="Zet „{word}” in het gat",
)

PHRASES: Final[Mapping[Language, Phrases]] = MappingProxyType(
    {Language.ENGLISH: ENGLISH, Language.DUTCH: DUTCH}
)
