"""The recipe of the bundled model: what it prepares, that it resumes, that it learns."""

from __future__ import annotations

import importlib
import lzma
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.encoder import BundledEncoder
from cards.errors import InputError, MissingPartError
from cards.lexicon import Lexicon
from cards.lexicon_forms import triples
from cards.training import rivals
from cards.training.dutch_model import lemmatiser, package, runs, tagger, treebank
from cards.training.dutch_model.treebank import TreebankSentence
from cards.word_vectors import Projection, Table, WordVectors, fit

# Word/UPOS/lemma; XPOS and features follow from the part of speech here.
TEXT = """De/DET/de kat/NOUN/kat slaapt/VERB/slapen op/ADP/op de/DET/de stoel/NOUN/stoel ./PUNCT/.
Een/DET/een hond/NOUN/hond blaft/VERB/blaffen in/ADP/in de/DET/de tuin/NOUN/tuin ./PUNCT/.
De/DET/de honden/NOUN/hond blaffen/VERB/blaffen ./PUNCT/.
Zij/PRON/zij belt/VERB/op_bellen de/DET/de buurvrouw/NOUN/buur_vrouw op/ADP/op ./PUNCT/.
De/DET/de kinderen/NOUN/kind spelen/VERB/spelen in/ADP/in het/DET/het park/NOUN/park ./PUNCT/.
Hij/PRON/hij leest/VERB/lezen een/DET/een boek/NOUN/boek ./PUNCT/.
De/DET/de bakker/NOUN/bakker bakt/VERB/bakken het/DET/het brood/NOUN/brood ./PUNCT/.
Zij/PRON/zij slapen/VERB/slapen op/ADP/op een/DET/een boot/NOUN/boot ./PUNCT/.
"""
XPOS = {
    "DET": "LID|bep",
    "NOUN": "N|soort",
    "VERB": "WW|pv",
    "ADP": "VZ|init",
    "PRON": "VNW|pers",
    "PUNCT": "LET",
}
TAGGING = tagger.TaggerOptions(
    steps=6, batch=4, rate=0.02, cutoff=1, hidden=8, evaluate_every=3, save_every=2
)
LEMMAS = lemmatiser.LemmatiserOptions(
    steps=6, batch=8, hidden=8, least_zipf=9.0, evaluate_every=3, save_every=2
)


class Killed(BaseException):
    """Stands for whatever ends a process between two steps."""


def _conllu(text: str) -> str:
    lines = []
    for sentence in text.splitlines():
        for number, word in enumerate(sentence.split(), start=1):
            form, upos, lemma = word.split("/")
            feats = "Number=Sing" if upos == "NOUN" else "_"
            tags = "\t".join((form, lemma, upos, XPOS[upos], feats))
            lines.append(f"{number}\t{tags}\t0\troot\t_\t_")
        lines.append("")
    return "\n".join(lines)


SENTENCES = tuple(treebank.parse(_conllu(TEXT)))


@pytest.fixture(scope="module")
def axes(encoder: BundledEncoder) -> Projection:
    return fit(encoder, sorted({form for form, _, _ in triples(Lexicon())})[:300])


@pytest.fixture(scope="module")
def table(encoder: BundledEncoder, axes: Projection) -> Table:
    forms = [word.form for sentence in SENTENCES for word in sentence.words]
    return WordVectors(encoder, axes, Lexicon()).table(forms)


def killed_at(step: int) -> Callable[[int], None]:
    def on_step(done: int) -> None:
        if done == step:
            raise Killed

    return on_step


def train_tagger(folder: Path, table: Table | None, **options: Any) -> Path:
    return tagger.train(SENTENCES, SENTENCES, folder, TAGGING, table, "cpu", **options)


def train_lemmatiser(folder: Path, **options: Any) -> Path:
    return lemmatiser.train(SENTENCES, SENTENCES, (), folder, LEMMAS, "cpu", **options)


def weights(path: Path) -> dict[str, Any]:
    import torch

    return dict(torch.load(path, weights_only=True)["model"])


def assert_same_weights(one: Path, other: Path) -> None:
    ours, theirs = weights(one), weights(other)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if not ours[name].equal(theirs[name])] == []


# Preparation -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "lemma", "upos", "surface"),
    [
        ("belde", "op_bellen", "VERB", "bellen"),
        ("opgebeld", "op_bellen", "VERB", "opbellen"),
        ("Opbellen", "op_bellen", "VERB", "opbellen"),
        ("gezondheidszorg", "gezondheid_zorg", "NOUN", "gezondheidszorg"),
        ("Gezondheidszorg", "gezondheid_zorg", "NOUN", "gezondheidszorg"),
        ("boekenkasten", "boek_kast", "NOUN", "boekenkast"),
        ("kinderbijslag", "kind_bij_slag", "NOUN", "kinderbijslag"),
        ("rugzakje", "rug_zak", "NOUN", "rugzak"),
        ("Franstalige", "Frans_talig", "ADJ", "Franstalig"),
        ("oud-collega's", "oud_collega", "NOUN", "oud-collega"),
        ("Amsterdam-West", "Amsterdam_West", "PROPN", "Amsterdam-West"),
        ("huizen", "huis", "NOUN", "huis"),
        ("_", "_", "SYM", "_"),
    ],
)
def test_a_lemma_is_what_a_learner_looks_up(form: str, lemma: str, upos: str, surface: str) -> None:
    assert treebank.surface_lemma(form, lemma, upos) == surface


def test_ranges_and_empty_nodes_are_no_words() -> None:
    row = "\tdit\tdit\tPRON\tVNW\t_\t0\troot\t_\t_\n"
    text = f"# text = Dit.\n1-2{row}1{row}1.1{row}\n"
    (sentence,) = treebank.parse(text)
    assert (sentence.text, len(sentence.words)) == ("Dit.", 1)


def test_a_line_that_is_no_conllu_is_named() -> None:
    with pytest.raises(InputError, match=r"proef:2 has 3 columns"):
        list(treebank.parse("# text = x\n1\tx\ty\n", "proef"))


def test_what_stanza_trains_on_has_surface_lemmas_and_typewriter_marks() -> None:
    quoted = replace(SENTENCES[3].words[1], form="“belt”")
    text = treebank.conllu([replace(SENTENCES[3], words=(quoted, *SENTENCES[3].words[2:]))])
    assert text.splitlines()[0].split("\t")[1:3] == ['"belt"', "bellen"]


def test_every_example_is_met_before_any_comes_again() -> None:
    met = [index for step in range(5) for index in runs.batch(20, 4, step, 1)]
    assert sorted(met) == list(range(20))
    assert runs.batch(20, 4, 5, 1) != runs.batch(20, 4, 0, 1)


def test_our_dictionary_gives_forms_with_their_one_lemma() -> None:
    forms = set(triples(Lexicon()))
    assert {
        ("huizen", "NOUN", "huis"),
        ("huisje", "NOUN", "huis"),
        ("opgebeld", "VERB", "opbellen"),
        ("grotere", "ADJ", "groot"),
    } <= forms
    pairs = [(form, upos) for form, upos, _ in forms]
    assert len(pairs) == len(set(pairs))


def test_the_treebank_decides_before_our_dictionary() -> None:
    gold = [("leden", "NOUN", "lid"), ("leden", "NOUN", "lid"), ("leden", "NOUN", "lede")]
    listed = [("leden", "NOUN", "leden"), ("huizen", "NOUN", "huis")]
    entries = lemmatiser.dictionary(gold, listed)
    assert entries["NOUN"]["leden"] == entries["NOUN"]["Leden"] == "lid"
    assert entries["NOUN"]["Huizen"] == "huis"


def test_a_form_by_itself_has_the_one_lemma_that_the_treebank_gives_it() -> None:
    gold = [("bommen", "NOUN", "bom"), ("slopen", "VERB", "slopen"), ("slopen", "NOUN", "sloop")]
    entries = lemmatiser.dictionary(gold, [("bommen", "VERB", "bommen")])
    assert entries["*"] == {"bommen": "bom"}
    assert entries["VERB"]["bommen"] == "bommen"  # our dictionary knows the pair


# Training ----------------------------------------------------------------------------------------


def test_a_tagger_that_was_killed_ends_with_the_same_weights(tmp_path: Path, table: Table) -> None:
    whole = train_tagger(tmp_path / "whole", table)
    with pytest.raises(Killed):
        train_tagger(tmp_path / "broken", table, on_step=killed_at(3))
    assert_same_weights(whole, train_tagger(tmp_path / "broken", table))
    steps = [entry["step"] for entry in runs.Journal(tmp_path / "broken/tagger.jsonl").entries()]
    assert set(steps) == set(range(7))


def test_a_lemmatiser_that_was_killed_ends_with_the_same_weights(tmp_path: Path) -> None:
    whole = train_lemmatiser(tmp_path / "whole")
    with pytest.raises(Killed):
        train_lemmatiser(tmp_path / "broken", on_step=killed_at(3))
    assert_same_weights(whole, train_lemmatiser(tmp_path / "broken"))


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    first = train_tagger(tmp_path, None)
    before = first.read_bytes()
    train_tagger(tmp_path, None, on_step=killed_at(1))
    assert first.read_bytes() == before


def test_a_run_with_other_settings_is_not_taken_up(tmp_path: Path) -> None:
    train_tagger(tmp_path, None)
    with pytest.raises(InputError, match="other options"):
        tagger.train(SENTENCES, SENTENCES, tmp_path, replace(TAGGING, seed=2), None, "cpu")


def test_a_short_run_beats_the_commonest_tag(tmp_path: Path, table: Table) -> None:
    options = replace(TAGGING, steps=60, evaluate_every=60, save_every=60)
    tagger.train(SENTENCES, SENTENCES, tmp_path, options, table, "cpu")
    last = runs.Journal(tmp_path / "tagger.jsonl").entries()[-1]
    tags = [word.upos for sentence in SENTENCES for word in sentence.words]
    chance = max(map(tags.count, tags)) / len(tags)
    assert last["upos"] > 2 * chance
    assert last["xpos"] > 2 * chance


def test_vectors_are_added_to_a_finished_tagger_without_changing_its_answers(
    tmp_path: Path, table: Table
) -> None:
    earlier = train_tagger(tmp_path / "earlier", None)
    still = replace(TAGGING, steps=1, rate=0.0, evaluate_every=1)
    tagger.train(SENTENCES, SENTENCES, tmp_path / "more", still, table, "cpu", earlier=earlier)
    before, after = (
        runs.Journal(tmp_path / folder / "tagger.jsonl").entries()[-1]
        for folder in ("earlier", "more")
    )
    names = ("upos", "xpos", "feats", "tags")
    assert [before[name] for name in names] == [after[name] for name in names]
    assert weights(tmp_path / "more" / "tagger.pt")["trans_pretrained.weight"].any()


@pytest.mark.parametrize(
    ("tag", "alike"),
    [
        ("SYM SPEC|vreemd _", "X SPEC|vreemd Foreign=Yes"),
        ("ADP VZ|init ExtPos=ADV", "ADP VZ|init _"),
        ("NUM TW|hoofd Case=Nom|ExtPos=PRON", "NUM TW|hoofd Case=Nom"),
        ("NOUN N|soort Number=Sing", "NOUN N|soort Number=Sing"),
        (
            "PROPN N|eigen|ev|basis|genus|stan Number=Sing",
            "PROPN N|eigen|ev|basis|zijd|stan Gender=Com|Number=Sing",
        ),
    ],
)
def test_treebanks_are_made_alike(tag: str, alike: str) -> None:
    word = treebank.Word("woord", "woord", *tag.split())
    (sentence,) = treebank.alike([treebank.TreebankSentence("", (word,))])
    assert sentence.words == (treebank.Word("woord", "woord", *alike.split()),)


def test_a_pair_of_tags_has_the_features_that_it_mostly_has() -> None:
    feats = ("Number=Sing", "Number=Sing", "_")
    words = tuple(treebank.Word("woord", "woord", "NOUN", "N|soort", found) for found in feats)
    (tag,) = treebank.whole_tags([treebank.TreebankSentence("", words)])
    assert (tag.upos, tag.xpos, tag.feats) == ("NOUN", "N|soort", "Number=Sing")


def test_some_blocks_of_neighbours_are_held_out() -> None:
    sentences = tuple(treebank.TreebankSentence(str(n), ()) for n in range(1050))
    train, held = treebank.hold_out(sentences, 5)
    assert {*train, *held} == {*sentences}
    assert [int(s.text) for s in held] == [*range(400, 500), *range(900, 1000)]


def test_a_tag_that_comes_once_is_not_trusted() -> None:
    word = treebank.Word("woord", "woord", "NOUN", "N|soort", "_")
    assert treebank.whole_tags([treebank.TreebankSentence("", (word,))]) == []


# Packaging ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory, table: Table, axes: Projection) -> Path:
    folder = tmp_path_factory.mktemp("model")
    tags, words = train_tagger(folder, table), train_lemmatiser(folder)
    package.package(tags, words, axes, treebank.whole_tags(SENTENCES), folder / "model")
    return folder / "model"


def test_the_packaged_model_analyses(packaged: Path, encoder: BundledEncoder) -> None:
    model = dutch_models.read(packaged)
    assert model.vectors is not None
    (words,) = StanzaAnalyser(model, encoder).analyse(["De kat slaapt."])
    assert [word.lemma for word in words] == ["de", "kat", "slapen", "."]
    assert all(word.upos in XPOS for word in words)


def test_plain_stanza_reads_the_packaged_model(packaged: Path) -> None:
    import stanza

    pipeline = stanza.Pipeline(
        "nl",
        dir=str(packaged),
        processors="tokenize,pos,lemma",
        tokenize_pretokenized=True,
        download_method=None,
        use_gpu=False,
        logging_level="CRITICAL",
    )
    assert pipeline("De kat slaapt .").sentences[0].words[2].lemma == "slapen"


def test_the_packaged_weights_are_halves_and_name_no_place(packaged: Path) -> None:
    import torch

    saved = torch.load(packaged / f"nl/pos/{package.STEM}.pt", weights_only=True)
    assert {str(weight.dtype) for weight in saved["model"].values()} == {"torch.float16"}
    assert "/" not in " ".join(str(value) for value in saved["config"].values())


def test_damage_to_a_packaged_file_is_found(packaged: Path) -> None:
    path = packaged / "nl" / "pretrain" / "cards.pt"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(MissingPartError, match=r"damaged: .*cards\.pt"):
        dutch_models.read(packaged).verify()
    path.write_bytes(whole)


def test_word_vectors_know_what_the_dictionary_knows(
    encoder: BundledEncoder, axes: Projection
) -> None:
    rows = WordVectors(encoder, axes, Lexicon()).of(["kerken", "opgebeld", "qwxz"])
    assert rows[:, 64:68].tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert rows[0, 68] > rows[2, 68] == 0


def test_sentences_have_a_text_when_the_file_gives_none() -> None:
    assert isinstance(SENTENCES[0], TreebankSentence)
    assert SENTENCES[0].text == "De kat slaapt op de stoel ."


def test_one_command_goes_from_treebank_to_a_model_with_its_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = importlib.import_module("cards.training.dutch_model.__main__")
    monkeypatch.setattr(recipe, "_COMMONEST", 200)
    monkeypatch.setattr(rivals, "frog_is_installed", lambda: False)  # takes its time
    packed = tmp_path / "train.conllu.xz"
    packed.write_bytes(lzma.compress(_conllu(TEXT).encode()))
    plain = tmp_path / "dev.conllu"
    plain.write_text(_conllu(TEXT), encoding="utf-8")
    work = tmp_path / "work"
    steps = ["--tagger-steps", "2", "--lemma-steps", "2"]
    recipe.main([str(work), "--train", str(packed), "--dev", str(plain), *steps])
    model = dutch_models.read(work / "model")
    model.verify()
    assert model.processors == ("pos", "lemma")
    assert 0 <= float(model.scores["UPOS"]) <= 100
