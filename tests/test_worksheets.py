"""What stands on a worksheet, whatever the format."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from cards.conjugation import conjugate
from cards.errors import NothingToWriteError
from cards.lexicon import Lexicon
from cards.model import Language
from decks.fields import frequency_band
from decks.worksheets.distractors import distractors
from decks.worksheets.gap_rules import Chosen, Difficulty, GapRules, Hint, Words
from decks.worksheets.gaps import choose
from decks.worksheets.make import Exercise, SheetOptions, make
from decks.worksheets.model import (
    Answers,
    Bank,
    Gap,
    Items,
    Paragraph,
    Reading,
    Run,
    Section,
    Table,
    gaps,
)
from decks.worksheets.phrases import DUTCH, ENGLISH
from decks.worksheets.text import class_text
from decks.worksheets.vocabulary import Order
from tests.class_lessons import GARDEN_CLASS, GARDEN_TEXT, class_lesson

_TEXT = class_text(GARDEN_CLASS)
GARDEN_TEXT_BLOCKS = GARDEN_TEXT.strip().split("\n\n")


def _chosen(rules: GapRules, seed: int = 1) -> tuple[Chosen, ...]:
    return choose(_TEXT, rules, Random(seed))


def _section(exercise: Exercise, **options: object) -> Section:
    made = make(GARDEN_CLASS, SheetOptions(exercises=(exercise,), **options))
    (section,) = made.sheet.sections
    return section


def _answers(section: Section) -> list[str]:
    return [a.text for block in section.key if isinstance(block, Answers) for a in block.answers]


@pytest.mark.parametrize("words", [w for w in Words if w is not Words.LIST])
@pytest.mark.parametrize("hint", Hint)
def test_gaps_keep_the_rules_for_every_choice(words: Words, hint: Hint) -> None:
    for seed in range(40):
        distance = seed % 7
        rules = GapRules(words, 12, hint, distance=distance, every=max(2, distance))
        found = _chosen(rules, seed)
        assert found or (words is Words.ADVERBS and hint is Hint.LEMMA), "no other form"
        sentences = [c.sentence for c in found]
        assert sentences == sorted(sentences)
        assert _TEXT.sentences[0] not in sentences
        assert 0 not in sentences, "the headline"
        if words is not Words.EVERY:
            assert len(set(sentences)) == len(sentences), "one gap a sentence"
        for before, after in pairwise(found):
            assert after.place - before.place > (distance if words is not Words.EVERY else 1)
            assert words is Words.ARTICLES or before.answer.lower() != after.answer.lower()
        for gap in found:
            tokens = GARDEN_CLASS.words[gap.sentence]
            assert all(tokens[i].upos not in ("PROPN", "NUM", "PUNCT") for i in gap.tokens)
            rest = {t.text.lower() for i, t in enumerate(tokens) if i not in gap.tokens}
            closed = words in (Words.ARTICLES, Words.PREPOSITIONS)
            assert closed or not rest & {answer.lower() for answer in gap.answers}


def test_the_words_asked_for_are_the_words_left_out() -> None:
    assert {c.upos for c in _chosen(GapRules(Words.VERBS))} == {"VERB"}
    assert {c.upos for c in _chosen(GapRules(Words.NOUNS))} == {"NOUN"}
    assert {c.answer for c in _chosen(GapRules(Words.ARTICLES))} == {"de", "het"}
    assert {c.lemma for c in _chosen(GapRules(Words.PREPOSITIONS))} <= {"achter", "onder", "met"}
    listed = GapRules(Words.LIST, listed=("sleutel", "opbellen", "lacht"))
    assert {c.lemma for c in _chosen(listed)} == {"sleutel", "opbellen", "lachen"}


def test_an_article_is_asked_for_only_before_a_singular_noun() -> None:
    plural = "de bloemen"
    for seed in range(20):
        for gap in _chosen(GapRules(Words.ARTICLES), seed):
            written = GARDEN_CLASS.dutch[gap.sentence].text
            start = GARDEN_CLASS.words[gap.sentence][gap.tokens[0]].start
            assert not written[start:].startswith(plural)


def test_a_separable_verb_is_a_pair_of_gaps_with_one_number() -> None:
    section = _section(Exercise.GAPS, gaps=GapRules(Words.LIST, listed=("opbellen",)))
    assert [(g.number, g.answer, g.part) for g in gaps(section)] == [(1, "belt", 0), (1, "op", 1)]
    assert _answers(section) == ["belt … op"]
    assert Bank(("belt … op",)) in section.blocks
    assert ENGLISH.gaps_pairs in section.instruction


def test_the_text_is_whole_when_the_gaps_are_filled() -> None:
    for seed in range(20):
        section = _section(Exercise.GAPS, seed=seed)
        paragraphs = [b for b in section.blocks if isinstance(b, Paragraph)]
        filled = [
            "".join(p.answer if isinstance(p, Gap) else p.text for p in b.content)
            for b in paragraphs
        ]
        text = [_TEXT.dutch(p.sentences) for p in _TEXT.paragraphs]
        assert [line.casefold() for line in filled] == [line.casefold() for line in text]


def test_hints_say_what_was_asked_for() -> None:
    by_hint = {hint: next(gaps(_section(Exercise.GAPS, gaps=GapRules(hint=hint)))) for hint in Hint}
    assert (by_hint[Hint.NONE].lead, by_hint[Hint.NONE].hint) == ("", "")
    assert by_hint[Hint.FIRST].lead == by_hint[Hint.FIRST].answer[0]
    only = GapRules(Words.LIST, hint=Hint.LEMMA, listed=("vinden",))
    (find,) = gaps(_section(Exercise.GAPS, gaps=only))
    assert (find.answer, find.hint) == ("vindt", "vinden")
    assert by_hint[Hint.ENGLISH].hint


def test_a_dictionary_form_is_never_its_own_hint() -> None:
    for seed in range(20):
        for gap in _chosen(GapRules(hint=Hint.LEMMA), seed):
            assert gap.answers != (gap.lemma,)


def test_the_bank_stands_only_where_nothing_else_helps() -> None:
    for hint in Hint:
        section = _section(Exercise.GAPS, gaps=GapRules(hint=hint))
        assert any(isinstance(b, Bank) for b in section.blocks) == (hint is Hint.NONE)


def test_a_difficulty_is_a_band_of_frequency() -> None:
    for gap in _chosen(GapRules(difficulty=Difficulty.HARD)):
        assert gap.entry is not None
        assert frequency_band(gap.entry.zipf) in ("less common", "rare")


def test_words_over_are_like_an_answer_and_in_no_sentence() -> None:
    chosen = _chosen(GapRules(Words.NOUNS))
    found = distractors(_TEXT, chosen, 3, Lexicon(), Random(1))
    assert len(set(found)) == 3
    text = {t.text.lower() for tokens in GARDEN_CLASS.words for t in tokens}
    assert not text & set(found)
    nouns = Lexicon().nouns
    plurals = {plural for entry in nouns.values() for plural in entry.plurals}
    assert all(word in nouns or word in plurals for word in found)


def test_verbs_over_are_conjugated_as_the_answers_are() -> None:
    lexicon = Lexicon()
    chosen = [c for c in _chosen(GapRules(Words.VERBS)) if c.answer in ("leent", "lacht")]
    assert chosen
    for seed in range(10):
        for form in distractors(_TEXT, chosen, 4, lexicon, Random(seed)):
            bases = [verb for verb in lexicon.verbs if verb[:2] == form[:2]]
            assert form.endswith("t")
            assert any(form in conjugate(verb) for verb in bases), form


def test_versions_differ_and_come_back_the_same() -> None:
    def text(version: str, seed: int = 3) -> list[str]:
        options = SheetOptions(version=version, seed=seed, exercises=(Exercise.MATCHING,))
        return _answers(make(GARDEN_CLASS, options).sheet.sections[0])

    assert text("A") == text("A")
    assert text("A") != text("B")
    assert text("A") != text("A", seed=4)


def test_the_headline_is_the_title_and_no_part_of_the_exercise() -> None:
    made = make(GARDEN_CLASS, SheetOptions())
    assert made.sheet.title == "De tuin van Marijke"
    assert [s.title for s in made.sheet.sections] == [
        "Fill in the gaps",
        "Match the words",
        "Translate",
    ]
    assert made.sheet.has_key


def test_chosen_paragraphs_are_the_only_text() -> None:
    section = _section(Exercise.GAPS, paragraphs=(2,))
    (paragraph,) = (b for b in section.blocks if isinstance(b, Paragraph))
    first = paragraph.content[0]
    assert isinstance(first, Run)
    assert first.text.startswith("Het is vandaag")
    with pytest.raises(NothingToWriteError, match="no such paragraph"):
        make(GARDEN_CLASS, SheetOptions(paragraphs=(9,)))


def test_a_long_text_is_cut_after_a_paragraph_and_it_is_told() -> None:
    headline, *body = GARDEN_TEXT_BLOCKS
    made = make(class_lesson("\n\n".join([headline, *body * 30])), SheetOptions())
    assert "--paragraphs" in made.remarks[0]


def test_matching_has_one_letter_for_each_word() -> None:
    section = _section(Exercise.MATCHING)
    found = list(gaps(section))
    assert sorted(g.answer for g in found) == sorted(found[0].choices)
    (table,) = section.blocks
    assert isinstance(table, Table)
    meanings = {row[3][0].text: row[4][0].text for row in table.rows}
    english = {e.lemma: e.glosses[0].text for e in GARDEN_CLASS.vocabulary}
    for row, gap in zip(table.rows, found, strict=True):
        assert meanings[gap.answer] == english[row[1][0].text.split()[-1]]


def test_a_scrambled_sentence_has_the_same_words_in_another_order() -> None:
    section = _section(Exercise.SCRAMBLE)
    (items,) = section.blocks
    assert isinstance(items, Items)
    for before, first, after, gap in items.items:
        given = before.text + first.text + after.text
        mixed, mark = given[:-2].split(" / "), given[-1]
        assert first.bold
        assert gap.answer.startswith(first.text)
        words = gap.answer[:-1].split()
        assert sorted(mixed) == sorted(words)
        assert mixed != words
        assert mixed[0] != words[0]
        assert mark == gap.answer[-1]


@pytest.mark.parametrize("exercise", [Exercise.TRANSLATION, Exercise.SCRAMBLE])
def test_no_sentence_with_a_gap_stands_whole_in_another_exercise(exercise: Exercise) -> None:
    for seed in range(20):
        options = SheetOptions(exercises=(Exercise.GAPS, exercise), seed=seed)
        fill_in, whole = make(GARDEN_CLASS, options).sheet.sections
        gapped = "".join(
            part.text if isinstance(part, Run) else "___"
            for block in fill_in.blocks
            if isinstance(block, Paragraph)
            for part in block.content
        )
        pairs = zip(GARDEN_CLASS.english, GARDEN_CLASS.dutch, strict=True)
        english = {one.text: other.text for one, other in pairs}
        for answer in _answers(whole):
            assert english.get(answer, answer) in gapped


@pytest.mark.parametrize("to", Language)
def test_translation_goes_either_way(to: Language) -> None:
    section = _section(Exercise.TRANSLATION, translate_to=to)
    texts = GARDEN_CLASS.dutch if to is Language.DUTCH else GARDEN_CLASS.english
    assert set(_answers(section)) <= {sentence.text for sentence in texts}


def test_a_word_list_has_article_forms_meaning_and_example() -> None:
    section = _section(Exercise.VOCABULARY, order=Order.ALPHABET)
    (table,) = section.blocks
    assert isinstance(table, Table)
    rows = {"".join(p.text for p in row[0]): row for row in table.rows}
    assert list(rows) == sorted(rows, key=lambda word: word.split()[-1])
    shed = ["".join(p.text for p in cell) for cell in rows["de schuur"]]
    assert shed == ["de schuur", "de schuren", "shed", "Achter het hek staat een oude schuur."]
    call = ["".join(p.text for p in cell) for cell in rows["opbellen"]]
    assert call[1] == "belde op, heeft opgebeld"
    assert [p.text for p in rows["opbellen"][3] if p.bold] == ["belt", "op"]


@pytest.mark.parametrize("blank", Language)
def test_a_test_leaves_one_column_blank(blank: Language) -> None:
    section = _section(Exercise.TEST, blank=blank)
    (table,) = section.blocks
    assert isinstance(table, Table)
    column = 1 if blank is Language.DUTCH else 2
    assert all(isinstance(row[column][0], Gap) for row in table.rows)
    assert _answers(section) == [gap.answer for gap in gaps(section)]


def test_lines_are_numbered_through_and_notes_stand_by_their_line() -> None:
    (reading,) = _section(Exercise.READING).blocks
    assert isinstance(reading, Reading)
    lines = [line for passage in reading.passages for line in passage.lines]
    assert [p.first for p in reading.passages] == [
        1 + sum(len(q.lines) for q in reading.passages[:n]) for n in range(len(reading.passages))
    ]
    notes = {n.word: n for p in reading.passages for n in p.notes}
    assert "gieter" in lines[notes["de gieter"].line - 1]
    assert notes["de gieter"].meaning == "watering can"
    assert "het water" not in notes, "what is the same in English needs no note"


def test_what_the_text_does_not_have_is_told_and_the_rest_is_made() -> None:
    flat = class_lesson("Ja ja ja .\nYes yes yes.\n\nNee nee nee .\nNo no no.")
    with pytest.raises(NothingToWriteError, match="No exercise is left"):
        make(flat, SheetOptions(exercises=(Exercise.GAPS,)))
    made = make(flat, SheetOptions(exercises=(Exercise.GAPS, Exercise.BILINGUAL)))
    assert [s.title for s in made.sheet.sections] == [ENGLISH.bilingual]
    assert any("gaps" in remark for remark in made.remarks)


def test_phrases_that_are_filled_in_name_the_same_things_in_both_languages() -> None:
    for name in ENGLISH.__dataclass_fields__:
        braces = [part.split("}")[0] for part in getattr(ENGLISH, name).split("{")[1:]]
        assert braces == [p.split("}")[0] for p in getattr(DUTCH, name).split("{")[1:]], name
