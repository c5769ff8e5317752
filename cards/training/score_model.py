"""Every Dutch tagger and lemmatiser on this machine against a treebank, in one run.

Run as `python -m cards.training.score_model FILE [--train FILE …] [--models DIR] [--model DIR …]`:
FILE is CoNLL-U, packed with xz or not; `--train` the treebanks that the bundled model has seen, to
tell which words are unknown; `--models` the folder of downloaded models, `--model` further folders
in Stanza's layout. `--held-out 10` scores on what a training with `--hold-out 10` had kept apart of
FILE, and takes the rest for seen. Scores are F1 of the scorer of the CoNLL 2018 shared task, in per
cent.

A lemma is scored twice: as UD writes it, and as a learner looks it up (`treebank.surface_lemma`).
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cards import dutch_models
from cards.analysis import StanzaAnalyser
from cards.corrections import Corrector
from cards.errors import MissingPartError
from cards.lexicon import Lexicon
from cards.training import rivals
from cards.training.dutch_model import treebank
from cards.training.dutch_model.treebank import TreebankSentence, Word

COLUMNS = ("Tokens", "UPOS", "XPOS", "UFeats", "UD lemma", "Lemma", "Lemma, any case", "Content")
# Words that a learner would look up.
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_TIMED_FOR = 15  # seconds of work at least
Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Gold:
    """A treebank to score against, and the words (in small letters) that were trained on."""

    sentences: tuple[TreebankSentence, ...]
    seen: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[rivals.Words, ...]:
        """The words of every sentence."""
        return tuple(sentence.words for sentence in self.sentences)


def main(arguments: list[str]) -> None:
    """Print three tables: gold words, unknown words among them, and end to end; then the speed."""
    parser = argparse.ArgumentParser(prog="score_model", description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--train", type=Path, action="append", default=[])
    parser.add_argument("--models", type=Path, help="where downloaded models lie")
    parser.add_argument("--model", type=Path, action="append", default=[])
    parser.add_argument("--held-out", type=int, metavar="N", help="score one block in N of FILE")
    parser.add_argument("--no-speed", action="store_true")
    given = parser.parse_args(arguments)
    sentences = treebank.read(given.treebank)
    training = tuple(s for path in given.train for s in treebank.read(path))
    if given.held_out:
        training, sentences = treebank.hold_out(treebank.alike(sentences), given.held_out)
    gold = Gold(sentences, words_of(training))
    models = find_models(given.models, given.model)
    for table in tables(gold, find_systems(models)):
        print(table, flush=True)
    texts = [sentence.text for sentence in gold.sentences]
    for model in models if not given.no_speed else ():
        print(f"{model.name}: {speed(model, texts):,.0f} words/s with one thread, {_load(model)}")


def words_of(sentences: Iterable[TreebankSentence]) -> frozenset[str]:
    """All words in small letters."""
    return frozenset(word.form.lower() for sentence in sentences for word in sentence.words)


def tables(gold: Gold, systems: Sequence[rivals.System]) -> Iterator[str]:
    """The scores of all systems, as tables in Markdown."""
    tells = {system.name: system.tells for system in systems}
    given = {system.name: system.of_words(_forms(gold)) for system in systems}
    yield _table("Words given", {n: of_words(gold, w, tells[n]) for n, w in given.items()})
    if gold.seen:
        count = sum(word.form.lower() not in gold.seen for words in gold.words for word in words)
        unknown = {n: of_unknown(gold, w, tells[n]) for n, w in given.items()}
        yield _table(f"Of these the {count} unknown words", unknown)
    texts = [sentence.text for sentence in gold.sentences]
    whole = {system.name: system.of_texts(texts) for system in systems}
    rows = {n: score(gold, w, tells[n]) for n, w in whole.items() if w is not None}
    yield _table("End to end, sentences given", rows)


def find_models(folder: Path | None, more: Sequence[Path]) -> list[dutch_models.InstalledModel]:
    """The bundled model, those of the folder, and one from each further folder."""
    models = list(dutch_models.installed(folder)) if folder else [dutch_models.bundled()]
    for directory in more:
        models.append(replace(dutch_models.read(directory), name=directory.name))
    return models


def find_systems(models: Sequence[dutch_models.InstalledModel]) -> list[rivals.System]:
    """All that can be scored here."""
    systems: list[rivals.System] = []
    corrector = Corrector(Lexicon())
    for model in models:
        analyser = StanzaAnalyser(model)
        systems.append(rivals.Ours(model.name, analyser))
        systems.append(rivals.Ours(f"{model.name}, corrected", analyser, corrector))
    if rivals.frog_is_installed():
        systems.append(rivals.Frog())
    return [*systems, rivals.Simplemma()]


def of_words(gold: Gold, found: Sequence[rivals.Words], tells: Sequence[str]) -> Scores:
    """Shares of words that are right, their boundaries given."""
    return _shares(gold, found, tells, lambda _word: True)


def of_unknown(gold: Gold, found: Sequence[rivals.Words], tells: Sequence[str]) -> Scores:
    """The same on words that the training data lacks."""
    return _shares(gold, found, tells, lambda word: word.form.lower() not in gold.seen)


def score(gold: Gold, found: Sequence[rivals.Words], tells: Sequence[str]) -> Scores:
    """F1 by the scorer of the shared task, words cut by the system."""
    raw = _evaluate(gold.words, found)
    surface = _evaluate(_surface(gold.words), found)
    folded = _evaluate(_folded(_surface(gold.words)), _folded(found))
    scores = {"Tokens": raw["Tokens"]}
    scores |= {name: raw[name] for name in ("UPOS", "XPOS", "UFeats") if name in tells}
    lemmas = (raw["Lemmas"], surface["Lemmas"], folded["Lemmas"])
    return scores | dict(zip(COLUMNS[4:7], lemmas, strict=True))


def _shares(
    gold: Gold,
    found: Sequence[rivals.Words],
    tells: Sequence[str],
    counts: Callable[[Word], bool],
) -> Scores:
    """Percentages of the words that count."""
    pairs = [
        (word, ours)
        for words, theirs in zip(gold.words, found, strict=True)
        for word, ours in zip(words, theirs, strict=True)
        if counts(word)
    ]
    content = [pair for pair in pairs if pair[0].upos in _CONTENT]
    scores: Scores = {}
    for name, column in (("UPOS", "upos"), ("XPOS", "xpos"), ("UFeats", "feats")):
        if name in tells:
            scores[name] = _share(getattr(w, column) == getattr(o, column) for w, o in pairs)
    scores["UD lemma"] = _share(w.lemma == o.lemma for w, o in pairs)
    scores["Lemma"] = _share(w.surface_lemma == o.lemma for w, o in pairs)
    scores["Lemma, any case"] = _share(w.surface_lemma.lower() == o.lemma.lower() for w, o in pairs)
    scores["Content"] = _share(w.surface_lemma == o.lemma for w, o in content)
    return scores


def _share(right: Iterator[bool]) -> float:
    answers = list(right)
    return 100 * sum(answers) / max(1, len(answers))


def _forms(gold: Gold) -> list[list[str]]:
    return [[word.form for word in words] for words in gold.words]


def _surface(sentences: Sequence[rivals.Words]) -> list[rivals.Words]:
    return [tuple(replace(w, lemma=w.surface_lemma) for w in words) for words in sentences]


def _folded(sentences: Sequence[rivals.Words]) -> list[rivals.Words]:
    return [tuple(replace(w, lemma=w.lemma.lower()) for w in words) for words in sentences]


def _evaluate(gold: Sequence[rivals.Words], found: Sequence[rivals.Words]) -> Scores:
    scorer = _scorer()
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for name, sentences in (("gold", gold), ("found", found)):
            path = Path(folder) / name
            path.write_text(_conllu(sentences), encoding="utf-8")
            sides.append(scorer.load_conllu_file(str(path)))
    return {name: 100 * result.f1 for name, result in scorer.evaluate(*sides).items()}


def _conllu(sentences: Sequence[rivals.Words]) -> str:
    """What the scorer reads; the trees are flat and their scores are not looked at."""
    lines: list[str] = []
    for words in sentences:
        for number, word in enumerate(words, start=1):
            tree = "0\troot" if number == 1 else "1\tdep"
            lines.append(f"{number}\t{_cells(word)}\t{tree}\t_\t_")
        lines.append("")
    return "\n".join(lines) + "\n"


def _cells(word: Word) -> str:
    return "\t".join((word.form, word.lemma, word.upos, word.xpos, word.feats))


def _scorer() -> Any:
    """The scorer that Stanza brings along; as of 1.11 it lies in `udtools`."""
    for name in ("udtools.udeval", "stanza.utils.conll18_ud_eval"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise MissingPartError("Stanza brings no scorer.", "Install stanza 1.11 or newer.")


def speed(model: dutch_models.InstalledModel, texts: Sequence[str]) -> float:
    """Words a second of tokenising, tagging and lemmatising with one thread, after a first run."""
    import torch

    torch.set_num_threads(1)
    analyser = StanzaAnalyser(model)
    analyser.analyse(texts[:50])
    began, words = time.process_time(), 0
    while (spent := time.process_time() - began) < _TIMED_FOR or not words:
        words += sum(map(len, analyser.analyse(texts)))
    return words / spent


def _load(model: dutch_models.InstalledModel) -> str:
    """How long a fresh process takes to its first sentence, beyond importing torch."""
    code = f"""
import time, torch
began = time.process_time()
from pathlib import Path
from cards import dutch_models
from cards.analysis import StanzaAnalyser
StanzaAnalyser(dutch_models.find({model.name!r}, Path({str(model.directory)!r}))).analyse(["Ja."])
print(time.process_time() - began)
"""
    ran = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        return "which does not load by name"
    return f"first sentence after {float(ran.stdout):.1f} s beyond importing torch"


def _table(title: str, rows: Mapping[str, Scores]) -> str:
    lines = [title, "", f"| | {' | '.join(COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for name, scores in rows.items():
        cells = (f"{scores[c]:.2f}" if c in scores else "–" for c in COLUMNS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main(sys.argv[1:])
