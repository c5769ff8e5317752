"""What users bring about words: their decisions win, their dictionaries come after ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import overrides, vocabulary
from cards.dictionaries.entries import Dictionary, Entry
from cards.errors import InputError
from cards.grammar import Grammarian
from cards.headword import Headword
from cards.model import Bead, Gloss, Source, Token
from cards.overrides import Overrides
from cards.references import References
from tests.conftest import SAMPLE, told


def load(folder, content):
    path = folder / "words.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return overrides.load(path)


@pytest.fixture
def decide(tmp_path, lexicon):
    """The grammar of a headword under a table of overrides."""

    def grammar(table, lemma, upos, *own, **more):
        references = References(own, load(tmp_path, table) if table else Overrides())
        word = Headword(lemma, upos, (0,), **more)
        return references.complete(word, Grammarian(lexicon).describe(word, ()))

    return grammar


def lent(name, *entries):
    return Dictionary(name, {entry.lemma: (entry,) for entry in entries})


# Overrides ------------------------------------------------------------------------------------


def test_a_filled_cell_wins_and_an_empty_one_stays_as_found(decide):
    word = decide("lemma\tarticle\tgloss\tplural\nhuis\tde\t\thuisen\n", "huis", "NOUN")
    assert (word.article, word.article_source) == ("de", Source.USER)
    assert word.forms.plural == "huisen"
    assert word.forms.diminutive == "huisje"
    assert "house" in word.senses


def test_a_gloss_of_the_user_replaces_all_senses(decide):
    word = decide("lemma\tgloss\nhuis\tdwelling; den\n", "huis", "NOUN")
    assert word.senses == ("dwelling", "den")
    assert word.sign(Gloss("den", Source.CONFIRMED, 0.97)) == Gloss("den", Source.USER, 1.0)
    assert word.sign(Gloss("pig", Source.ALIGNMENT, 0.6)) == Gloss("dwelling", Source.USER, 1.0)


def test_verb_forms_go_to_verbs_only(decide):
    table = "lemma\tpast\tauxiliary\nvissen\tviste (rare)\tboth\n"
    assert decide(table, "vissen", "VERB").forms.past == "viste (rare)"
    assert decide(table, "vissen", "VERB").forms.auxiliary == "hebben/zijn"
    assert decide(table, "vissen", "NOUN").forms.past == ""


def test_the_row_with_the_part_of_speech_goes_first(decide):
    table = "lemma\tpos\tgloss\nopen\t\tajar\nopen\tbw\topenly\n"
    assert decide(table, "open", "ADV").senses == ("openly",)
    assert decide(table, "open", "ADJ").senses == ("ajar",)


def test_a_reflexive_verb_is_found_without_zich(decide):
    table = "lemma\tgloss\nvergissen\tslip up\n"
    assert decide(table, "zich vergissen", "VERB", reflexive=True).senses == ("slip up",)


def test_a_lemma_may_carry_its_article(decide):
    word = decide("lemma\tgloss\nhet schuur\tbarn\n", "schuur", "NOUN")
    assert (word.article, word.senses) == ("het", ("barn",))


def test_bom_crlf_comments_and_blank_lines_are_no_matter(decide):
    table = "\ufeff# mine\r\nlemma\tgloss\r\n\r\nhuis\tden\r\n"
    assert decide(table, "huis", "NOUN").senses == ("den",)


def lesson_words(references, lexicon):
    """Headwords of *huis huis kelder* beside "house cellar", glossed from their first sense."""
    tokens = tuple(
        Token(text, text, "NOUN", "N|soort|ev|basis|onz|stan", "Number=Sing", i * 7, i * 7 + 6)
        for i, text in enumerate(("huis", "huis", "kelder"))
    )
    grammarian = Grammarian(lexicon)

    class Finder:
        def find(self, words):
            return tuple(Headword(t.lemma, t.upos, (i,)) for i, t in enumerate(words))

    def describe(word, met):
        return references.complete(word, grammarian.describe(word, met))

    beads = [Bead((0,), (0,), 1.0)]

    def is_left_out(word):
        return references.excludes(word) or references.knows(word)

    found = vocabulary.collect(beads, [tokens], Finder(), describe, is_left_out=is_left_out)

    def gloss_beads(numbers):
        terms = found.terms(0, [tokens])
        return {n: [Gloss(term.senses[0], Source.LEXICON, 0.7) for term in terms] for n in numbers}

    return vocabulary.add_glosses(found, beads, [tokens], gloss_beads)


def test_an_excluded_word_and_a_known_one_become_no_cards(tmp_path, lexicon):
    assert [word.lemma for word in lesson_words(References(), lexicon)] == ["huis", "kelder"]
    for column in ("exclude", "known"):
        left_out = References((), load(tmp_path, f"lemma\t{column}\nhuis\tyes\n"))
        assert [word.lemma for word in lesson_words(left_out, lexicon)] == ["kelder"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "words.tsv: this table is empty"),
        (b"lema\tgloss\n", "words.tsv:1: there is no column “lema”. Did you mean “lemma”?"),
        (b"pos\tgloss\nn\tden\n", "words.tsv:1: the column “lemma” is missing"),
        (
            b"lemma\tpos\nhuis\tnuon\n",
            "words.tsv:2: “nuon” is no part of speech. Did you mean “noun”",
        ),
        (b"lemma\tarticle\nhuis\tdet\n", "words.tsv:2: “det” is no article"),
        (b"lemma\tauxiliary\nlopen\theben\n", "words.tsv:2: “heben” is no auxiliary. Did you mean"),
        (b"lemma\texclude\nhuis\tperhaps\n", "words.tsv:2: “perhaps” in exclude is neither yes"),
        (b"lemma\tgloss\nhuis\ta\nkat\tb\nhuis\tc\n", "words.tsv:4: huis stands in line 2 too"),
        (b"lemma\tpos\nhuis\tn\nhuis\tnoun\n", "words.tsv:3: huis (NOUN) stands in line 2 too"),
        (b"lemma\tgloss\nhuis   den\n", "words.tsv:2: there is no tab"),
        (b"lemma\tgloss\nhuis\tden\tx\n", "words.tsv:2: this line has 3 cells, the header 2"),
        (b"lemma\tgloss\nhuis\td\xe9n\n", "words.tsv:2: byte 7 of this line is not UTF-8"),
        (b"lemma\tpos\tplural\nlopen\tv\tlopens\n", "words.tsv:2: “v” goes without plural"),
        (b"lemma\tpos\tpast\nhuis\tn\thuisde\n", "words.tsv:2: “n” goes without past"),
        (b"lemma\tarticle\nhet huis\tde\n", "words.tsv:2: the lemma says “het”, the article “de”"),
        (b"lemma\tgloss\n\tden\n", "words.tsv:2: the lemma is missing"),
    ],
)
def test_a_bad_table_is_told_with_its_line(tmp_path, content, place):
    with pytest.raises(InputError, match=r"words\.tsv") as caught:
        load(tmp_path, content)
    assert place in str(caught.value)


cells = st.sampled_from(
    [
        "lemma",
        "gloss",
        "pos",
        "known",
        "huis",
        "n",
        "yes",
        "de",
        "\t",
        "\t",
        "\n",
        "\r",
        '"',
        "#",
        "",
    ]
)


@given(content=st.lists(cells, max_size=30).map("".join) | st.text(max_size=60))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_is_read_or_told(tmp_path, content):
    try:
        found = load(tmp_path, content.encode("utf-8", "surrogatepass"))
    except InputError:
        return
    assert all(lemma for lemma, _ in found.rows)


# Dictionaries after ours ----------------------------------------------------------------------


def test_a_dictionary_tells_what_ours_does_not_know(decide):
    own = lent("mine", Entry("xarp", ("sort of carp",), "NOUN", "het"))
    word = decide("", "xarp", "NOUN", own, listed=False)
    assert (word.article, word.article_source) == ("het", Source.DICTIONARY)
    gloss = word.sign(Gloss("sort of carp", Source.LEXICON, 0.75))
    assert (gloss.source, gloss.dictionary) == (Source.DICTIONARY, "mine")
    gloss = word.sign(Gloss("sort of carp", Source.CONFIRMED, 0.97))
    assert (gloss.source, gloss.dictionary) == (Source.CONFIRMED, "mine")


def test_its_senses_come_after_ours_each_once(decide):
    before = decide("", "huis", "NOUN").senses
    own = lent("mine", Entry("huis", ("House", "a drum"), "NOUN", "de"))
    word = decide("", "huis", "NOUN", own)
    assert word.senses == (*before, "drum")
    assert word.lent == {"drum": "mine"}
    assert (word.article, word.article_source) == ("het", Source.LEXICON)


def test_the_first_dictionary_named_goes_first(decide):
    first, second = (lent(n, Entry("xarp", (n, "both"), "NOUN", a)) for n, a in ("ah", "be"))
    assert decide("", "xarp", "NOUN", first, second, listed=False).lent == {
        "a": "a",
        "both": "a",
        "b": "b",
    }


def test_a_compound_that_a_dictionary_lists_is_no_longer_composed(decide):
    assert decide("", "kersenhuis", "NOUN", listed=False).composed
    own = lent("mine", Entry("kersenhuis", ("core",)))
    word = decide("", "kersenhuis", "NOUN", own, listed=False)
    assert (word.senses[0], word.listed, word.composed) == ("core", ("core",), False)
    assert word.parts[-1] == "huis"


def test_a_piece_of_one_of_our_senses_is_no_new_sense(decide):
    assert "fill in" in decide("", "invullen", "VERB", particle="in").senses
    own = lent("mine", Entry("invullen", ("fill", "jot down")))
    assert decide("", "invullen", "VERB", own, particle="in").lent == {"jot down": "mine"}


def test_beside_our_senses_a_lent_one_must_stand_in_the_sentence(decide):
    word = decide("", "huis", "NOUN", lent("mine", Entry("huis", ("drum",))))
    assert word.settle(Gloss("drum", Source.LEXICON, 0.75)).text == word.senses[0]
    assert word.settle(Gloss("drum", Source.CONFIRMED, 0.97)).text == "drum"
    unknown = decide("", "xarp", "NOUN", lent("mine", Entry("xarp", ("a", "b"))), listed=False)
    assert unknown.settle(Gloss("b", Source.LEXICON, 0.75)).text == "b"


def test_verbs_lose_their_to(decide):
    own = lent("mine", Entry("xarpen", ("to carp",)))
    assert decide("", "xarpen", "VERB", own, listed=False).senses == ("carp",)


# From the command line ------------------------------------------------------------------------

TEXTS = SAMPLE / "article.en.txt", SAMPLE / "article.nl.txt"


def test_words_say_which_dictionary_or_the_user_without_a_new_analysis(run, tmp_path):
    run("words", *TEXTS)
    (tmp_path / "mine.tsv").write_text("gemeente\ttown\n")
    (tmp_path / "words.tsv").write_text("lemma\tgloss\texclude\nladder\tsteps\t\nschuur\t\tyes\n")
    result = run("words", *TEXTS, "--dictionary", "mine.tsv", "--overrides", "words.tsv")
    assert result.returncode == 0, told(result)
    assert "Finding the meanings" in told(result)
    assert "Analysing" not in told(result)
    rows = {row["lemma"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert (rows["ladder"]["gloss"], rows["ladder"]["gloss_source"]) == ("steps", "user")
    assert rows["gemeente"]["gloss"] == "town"
    assert rows["gemeente"]["gloss_source"] == "alignment+dictionary:mine"
    assert "schuur" not in rows


@pytest.mark.parametrize(
    ("option", "content"), [("--dictionary", "a\tb\tc\n"), ("--overrides", "lema\tgloss\n")]
)
def test_a_bad_file_is_code_three_before_any_work(run, tmp_path, option, content):
    (tmp_path / "bad.tsv").write_text(content)
    for command in (("demo",), ("build", *TEXTS), ("preview", *TEXTS)):
        output = () if command[0] == "preview" else ("-o", "deck.apkg")
        result = run(*command, option, "bad.tsv", *output)
        assert result.returncode == 3
        assert "bad.tsv:1" in told(result)
        assert "…" not in told(result)
        assert not (tmp_path / "deck.apkg").exists()
