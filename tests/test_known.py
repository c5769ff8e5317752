"""Words that a learner knows: read from a list as people write them, and kept off the cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import pipeline, sentences
from cards.documents import load_document
from cards.errors import InputError
from cards.known import NOTHING_KNOWN, known_word, part_of_speech, read_word_list
from cards.lexicon import Lexicon
from cards.model import Choice, ClozeNote, KnownWords, Language, WordNote
from tests.conftest import SAMPLE

LEXICON = Lexicon()


def words(text):
    return set(read_word_list(text, "list.txt", LEXICON)[0].words)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("fiets", ("fiets", "")),
        ("de fiets", ("fiets", "NOUN")),
        ("De Fiets", ("fiets", "NOUN")),
        ("het huis", ("huis", "NOUN")),
        ("’t huis", ("huis", "NOUN")),
        ("een huis", ("huis", "NOUN")),
        ("de/het moment", ("moment", "NOUN")),
        ("de of het moment", ("moment", "NOUN")),
        ("(het) huis", ("huis", "NOUN")),
        ("fiets, de", ("fiets", "NOUN")),
        ("fiets (de)", ("fiets", "NOUN")),
        ("de fiets (-en)", ("fiets", "NOUN")),
        ("lopen, liep, gelopen", ("lopen", "")),
        ("lopen (liep, heeft/is gelopen)", ("lopen", "")),
        ("lopen – to walk", ("lopen", "")),
        ("lopen = to walk", ("lopen", "")),
        ("zich vergissen", ("zich vergissen", "")),
        ("vergissen (zich)", ("zich vergissen", "")),
        ("  Fietsen.  ", ("fietsen", "")),
        ("afghaans", ("Afghaans", "")),
        ("Afghaans", ("Afghaans", "")),
        ("Pool", ("Pool", "")),
        ("pool", ("pool", "")),
        ("aow", ("AOW", "")),
        ("cafe\u0301", ("café", "")),
        ("’s avonds", ("'s avonds", "")),
        ("heteluchtballon", ("heteluchtballon", "")),
        ("de", ("de", "")),
    ],
)
def test_a_word_is_read_as_people_write_it(written, word):
    assert set(known_word(written, "", LEXICON).words) == {word}


@pytest.mark.parametrize(
    "written", ["", "  ", "123", "—", "(de)", "Het regent al de hele dag.", "<b>"]
)
def test_what_is_no_word_is_nothing(written):
    assert not known_word(written, "", LEXICON)


def test_a_word_that_the_dictionary_lacks_may_begin_its_line_with_a_capital():
    known = known_word("Tuinhuisverhuurderij", "", LEXICON)
    assert ("tuinhuisverhuurderij", "NOUN") in known
    assert len(known) == 1


def test_a_word_is_known_by_headword_and_part_of_speech():
    known = KnownWords(frozenset({("eten", "VERB"), ("snel", "")}))
    assert ("eten", "VERB") in known
    assert ("eten", "NOUN") not in known
    assert ("snel", "ADJ") in known
    assert ("snel", "ADV") in known
    assert ("sneller", "ADJ") not in known
    assert ("eten", "VERB") not in NOTHING_KNOWN


@pytest.mark.parametrize(
    ("name", "upos"),
    [
        ("NOUN", "NOUN"),
        ("noun", "NOUN"),
        ("zn.", "NOUN"),
        ("separable  verb", "VERB"),
        ("AUX", "VERB"),
        ("ww", "VERB"),
        ("adjective", "ADJ"),
        ("bijwoord", "ADV"),
        ("things", None),
    ],
)
def test_a_part_of_speech_has_many_names(name, upos):
    assert part_of_speech(name) == upos


def test_every_part_of_speech_on_our_cards_is_understood():
    from decks.fields import _PARTS_OF_SPEECH

    assert all(part_of_speech(name) for name in _PARTS_OF_SPEECH.values())
    assert all(part_of_speech(tag) for tag in _PARTS_OF_SPEECH)


def test_a_list_has_comments_blank_lines_and_columns():
    text = "# my words\n\nde fiets\nlopen\tVERB\nsnel\t\nlekker\tbn\t tasty # really\r\n"
    assert words(text) == {("fiets", "NOUN"), ("lopen", "VERB"), ("snel", ""), ("lekker", "ADJ")}


def test_the_table_that_words_prints_is_a_list():
    text = "lemma\tpos\tarticle\tgloss\nschuur\tNOUN\tde\tshed\nopbellen\tVERB\t\tcall\n"
    assert words(text) == {("schuur", "NOUN"), ("opbellen", "VERB")}


def test_a_list_of_words_may_hold_the_word_woord():
    assert words("woord\nlemma\n") == {("woord", ""), ("lemma", "")}


def test_each_bad_line_is_told_with_what_to_do():
    text = "fiets\tzn\nlopen\tdoing\nHet regent al de hele dag.\n42\n"
    known, problems = read_word_list(text, "list.txt", LEXICON)
    assert set(known.words) == {("fiets", "NOUN"), ("lopen", "")}
    assert [str(problem) for problem in problems] == [
        "list.txt:2: “doing” is no part of speech. Write NOUN, VERB, ADJ or ADV. "
        "The word counts whatever its part of speech.",
        "list.txt:3: “Het regent al de hele dag.” is not a word. Write one word a line. "
        "This line was left out.",
        "list.txt:4: “42” is not a word. Write one word a line. This line was left out.",
    ]


def test_a_thousand_bad_lines_are_not_told_one_by_one():
    _, problems = read_word_list("fiets\n" + "42\n" * 1000, "list.txt", LEXICON)
    assert len(problems) == 11
    assert "990 more lines" in str(problems[-1])


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "1\n2\n"])
def test_a_list_without_a_word_is_an_error(text):
    with pytest.raises(InputError, match=r"list\.txt: there is no word"):
        read_word_list(text, "list.txt", LEXICON)


@given(st.text(max_size=60))
def test_no_line_breaks_the_reader_and_every_word_is_clean(text):
    for lemma, upos in known_word(text, "", LEXICON).words:
        assert lemma == " ".join(lemma.split())
        assert any(char.isalpha() for char in lemma)
        assert len(lemma.split()) <= 5
        assert upos in ("", "NOUN")


@given(st.sampled_from(sorted(LEXICON.nouns)), st.sampled_from(["", "de ", "Het ", "een "]))
def test_every_noun_of_the_dictionary_is_known_with_and_without_its_article(noun, article):
    assert (noun, "NOUN") in known_word(article + noun, "", LEXICON)


# On the cards --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def make(analyser, encoder, tmp_path_factory):
    from cards.cache import Cache

    tools = pipeline.Workshop(encoder, analyser, cache=Cache(tmp_path_factory.mktemp("cache")))
    texts = [
        sentences.split(load_document(SAMPLE / f"article.{language}.txt", language))
        for language in Language
    ]
    return lambda choice: pipeline.make_lesson("Lesson", *texts, choice, tools)


def taught(lesson):
    return [(n.entry.lemma, n.entry.upos) for n in lesson.notes if isinstance(n, WordNote)]


def test_known_words_become_no_vocabulary_and_no_cloze_and_others_take_their_place(make):
    plain = make(Choice(max_words=10))
    known = KnownWords(frozenset(taught(plain)[:4]))
    rest = make(Choice(max_words=10, known=known))
    assert taught(rest)[:6] == taught(plain)[4:]
    assert len(taught(rest)) == 10
    assert not any(
        (note.entry.lemma, note.entry.upos) in known
        for note in rest.notes
        if isinstance(note, WordNote | ClozeNote)
    )
    assert rest.dropped["words that you know"] == 4
    assert "words that you know" not in plain.dropped


def test_a_word_known_as_another_part_of_speech_is_still_taught(make):
    plain = make(Choice(max_words=10))
    (lemma, upos), *_ = taught(plain)
    other = "NOUN" if upos == "VERB" else "VERB"
    assert taught(make(Choice(max_words=10, known=KnownWords(frozenset({(lemma, other)}))))) == (
        taught(plain)
    )
