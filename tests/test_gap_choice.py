"""One answer for each gap: which words may not be asked for together, or stand in the bank."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from cards.lexicon import Lexicon
from cards.model import Language, TextSource
from decks.formats import ExportOptions
from decks.platforms import moodle
from decks.platforms.meanings import wrong_meanings
from decks.worksheets.decency import is_for_class
from decks.worksheets.distractors import distractors
from decks.worksheets.gap_rules import GapRules, Hint, Words
from decks.worksheets.gaps import choose
from decks.worksheets.kinds import kind_of
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import Table, gaps
from decks.worksheets.text import class_text
from tests.class_lessons import GARDEN_CLASS, class_lesson
from tests.lessons import SHED

_PEOPLE = """
De club/NOUN
The club

Er/ADV is/AUX veel/ADJ te/ADP doen/VERB .
There is a lot to do.
Elke week/NOUN staan/AUX negen vrijwilligers*/NOUN:vrijwilliger achter de balie/NOUN .
Nine volunteers stand behind the counter each week.
Volgens de bakker/NOUN hadden/AUX de leerlingen*/NOUN:leerling dat niet verwacht/VERB:verwachten .
According to the baker the pupils had not expected that.
Daarna kochten/VERB:kopen alle leden*/NOUN:lid nog een gieter/NOUN .
Then all members bought another watering can.
Op woensdagavond/NOUN waren/AUX de bezoekers*/NOUN:bezoeker een uur/NOUN te laat .
On Wednesday evening the visitors were an hour late.
"""


@pytest.mark.parametrize(
    ("lemma", "upos", "english", "kind"),
    [
        ("vrijwilliger", "NOUN", "volunteer", "person"),
        ("oprichter", "NOUN", "founder", "person"),
        ("kunstenaar", "NOUN", "artist", "person"),
        ("journalist", "NOUN", "journalist", "person"),
        ("verpleegkundige", "NOUN", "nurse", "person"),
        ("directeur", "NOUN", "director", "person"),
        ("kamer", "NOUN", "room", ""),
        ("ladder", "NOUN", "ladder", ""),
        ("computer", "NOUN", "computer", ""),
        ("woensdagavond", "NOUN", "Wednesday evening", "period"),
        ("maart", "NOUN", "March", "date"),
        ("kaart", "NOUN", "card", ""),
        ("verklaren", "VERB", "declare", "saying"),
        ("lenen", "VERB", "lend", "trade"),
        ("vullen", "VERB", "fill", ""),
        ("altijd", "ADV", "always", "often"),
        ("smal", "ADJ", "narrow", "size"),
        ("smal", "NOUN", "narrow", ""),
    ],
)
def test_words_that_fit_the_same_gap_are_of_one_kind(lemma, upos, english, kind) -> None:
    assert kind_of(lemma, upos, [english]) == kind


def test_no_two_gaps_ask_for_people_or_for_times() -> None:
    text = class_text(class_lesson(_PEOPLE))
    for seed in range(60):
        lemmas = {c.lemma for c in choose(text, GapRules(Words.NOUNS, distance=0), Random(seed))}
        assert len(lemmas & {"vrijwilliger", "leerling", "lid", "bezoeker"}) <= 1
        assert len(lemmas & {"week", "woensdagavond", "uur"}) <= 1


def test_with_a_hint_at_each_gap_any_two_may_be_asked_for() -> None:
    text = class_text(class_lesson(_PEOPLE))
    rules = GapRules(Words.NOUNS, distance=0, hint=Hint.FIRST)
    found = [{c.lemma for c in choose(text, rules, Random(seed))} for seed in range(60)]
    assert any(len(lemmas & {"vrijwilliger", "leerling", "lid"}) > 1 for lemmas in found)


def test_no_word_over_is_of_the_kind_of_an_answer() -> None:
    text = class_text(class_lesson(_PEOPLE))
    rules = GapRules(Words.LIST, listed=("vrijwilliger",))
    chosen = choose(text, rules, Random(1))
    assert chosen
    lexicon = Lexicon()
    by_plural = {p: lemma for lemma in lexicon.nouns for p in lexicon.nouns[lemma].plurals}
    for seed in range(40):
        for word in distractors(text, chosen, 3, lexicon, Random(seed)):
            lemma = by_plural.get(word, word)
            assert kind_of(lemma, "NOUN", lexicon.nouns[lemma].glosses) != "person"


def test_an_inflected_participle_is_no_verb_to_fill_in() -> None:
    lesson = class_lesson()
    plucked = next(i for i, s in enumerate(lesson.dutch) if "plukken" in s.text)
    tokens = tuple(
        replace(t, text="geplukte", feats="VerbForm=Part") if t.lemma == "plukken" else t
        for t in lesson.words[plucked]
    )
    words = (*lesson.words[:plucked], tokens, *lesson.words[plucked + 1 :])
    text = class_text(replace(lesson, words=words))
    for seed in range(20):
        assert "plukken" not in {c.lemma for c in choose(text, GapRules(Words.VERBS), Random(seed))}


def test_words_that_offend_stay_out_of_class() -> None:
    lexicon = Lexicon()
    for lemma in ("neger", "slet", "kut", "zelfmoord", "orgie"):
        assert lemma in lexicon.nouns
        assert not is_for_class(lemma, "NOUN", lexicon)
    for lemma in ("tuin", "ladder", "oorlog"):
        assert is_for_class(lemma, "NOUN", lexicon)
    unfit = {
        gloss
        for lemma in lexicon.nouns
        if not is_for_class(lemma, "NOUN", lexicon)
        for gloss in lexicon.nouns[lemma].glosses[:1]
    }
    fit = {
        gloss
        for lemma in lexicon.nouns
        if is_for_class(lemma, "NOUN", lexicon)
        for gloss in lexicon.nouns[lemma].glosses[:1]
    }
    for seed in range(150):
        wrong = wrong_meanings(SHED, "shed", 3, lexicon, Random(seed))
        assert not set(wrong) & (unfit - fit)


def test_a_word_that_is_the_same_in_english_is_not_asked_for() -> None:
    lesson = class_lesson()
    water = next(e for e in lesson.vocabulary if e.lemma == "water")
    assert water.glosses[0].text == "water"
    made = make(lesson, SheetOptions((Exercise.MATCHING, Exercise.TEST), pairs=26))
    assert made.sheet.sections
    for section in made.sheet.sections:
        assert "het water" not in str(section.blocks)
    (listed,) = make(lesson, SheetOptions((Exercise.VOCABULARY,))).sheet.sections
    assert "het water" in str(listed.blocks), "its article is worth knowing"
    dutch = SheetOptions((Exercise.TEST,), blank=Language.DUTCH)
    (asked,) = make(lesson, dutch).sheet.sections
    assert isinstance(asked.blocks[0], Table)
    assert "het water" in {gap.answer for gap in gaps(asked)}, "and to be written"


def test_the_source_is_that_of_the_lesson_unless_told() -> None:
    told = TextSource(
        Language.DUTCH, title="De tuin", author="M. Dolman", url="https://x.nl/", date="2026"
    )
    lesson = replace(GARDEN_CLASS, sources=(TextSource(Language.ENGLISH), told))
    sheet = make(lesson, SheetOptions()).sheet
    assert (sheet.source, sheet.source_url) == ("De tuin, M. Dolman, 2026", "https://x.nl/")
    assert make(lesson, SheetOptions(source="Boek")).sheet.source == "Boek"
    assert b"De tuin, M. Dolman, 2026" in moodle.render(lesson, ExportOptions()).content


_CHAIRS = """
De stoel/NOUN
The chair

Er/ADV staat/AUX een stoel/NOUN .
There is a chair.
De tuin/NOUN ligt/AUX naast de schuur/NOUN .
The garden lies beside the shed.
De bloem/NOUN ligt/AUX onder het hek/NOUN .
The flower lies under the fence.
De zus/NOUN loopt/AUX achter de emmer/NOUN .
The sister walks behind the bucket.
De sleutel/NOUN is/AUX van de buurman/NOUN .
The key is the neighbour's.
De regen/NOUN komt/AUX met de schuur/NOUN over het pad/NOUN .
The rain comes with the shed over the path.
"""


def test_articles_come_in_turn_and_not_nine_times_the_same() -> None:
    text = class_text(class_lesson(_CHAIRS))
    for seed in range(40):
        found = [c.answer for c in choose(text, GapRules(Words.ARTICLES, distance=0), Random(seed))]
        assert found.count("het") == 2, "as many as there are, one a sentence"


def test_prepositions_of_place_are_not_asked_for_together() -> None:
    text = class_text(class_lesson(_CHAIRS))
    rules = GapRules(Words.PREPOSITIONS, distance=0)
    for seed in range(40):
        found = {c.lemma for c in choose(text, rules, Random(seed))}
        assert len(found & {"naast", "onder", "achter"}) == 1
        assert "van" in found


def test_one_thing_of_a_row_is_asked_for_only_if_need_be() -> None:
    row = "Ze leent/VERB:lenen hem een emmer/NOUN , een gieter/NOUN en een sleutel/NOUN .\nx."
    text = class_text(class_lesson(f"{_CHAIRS.strip()}\n{row}\n"))
    for seed in range(40):
        chosen = choose(text, GapRules(Words.NOUNS, most=4, distance=0), Random(seed))
        assert not {"emmer", "gieter"} & {c.lemma for c in chosen if c.sentence == 7}


def test_a_verb_in_the_past_says_so_where_its_dictionary_form_is_given() -> None:
    lesson = class_lesson()
    words = tuple(
        tuple(
            replace(t, text="lachte", feats="Tense=Past|VerbForm=Fin") if t.lemma == "lachen" else t
            for t in tokens
        )
        for tokens in lesson.words
    )
    rules = GapRules(Words.LIST, hint=Hint.LEMMA, listed=("lachte", "vinden"))
    for language, told in ((Language.ENGLISH, "past"), (Language.DUTCH, "verleden tijd")):
        options = SheetOptions((Exercise.GAPS,), gaps=rules, language=language)
        (section,) = make(replace(lesson, words=words), options).sheet.sections
        assert {gap.hint for gap in gaps(section)} == {"vinden", f"lachen, {told}"}
