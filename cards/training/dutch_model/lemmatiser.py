"""Train Stanza's lemmatiser on surface lemmas: network for the new, dictionary for the rest.

The network learns from every distinct (form, UPOS, lemma) of the treebank and of our own
dictionary's commoner forms; its dictionary holds the treebank's words, the same with the capital of
a sentence, and all forms of our own dictionary that the treebank does not decide.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cards.analysis import typewritten
from cards.frequency import zipf
from cards.lexicon_forms import Triple
from cards.training.dutch_model import runs
from cards.training.dutch_model.treebank import TreebankSentence

# A sentence begins with a word that somebody uses.
_LEAST_ZIPF_WITH_CAPITAL = 2.5
_ANY_PART = "*"
_NO_NAMES = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ"})


@dataclass(frozen=True, slots=True)
class LemmatiserOptions:
    """The settings of a run; forms of our dictionary below `least_zipf` are no examples."""

    steps: int = 6000
    batch: int = 64
    rate: float = 3e-3
    hidden: int = 150
    least_zipf: float = 2.0
    seed: int = 1
    evaluate_every: int = 1000
    save_every: int = 200


@dataclass(frozen=True, slots=True)
class LemmaAccuracy:
    """Shares of words with the right surface lemma, their UPOS given; `unknown` of new pairs."""

    lemma: float
    unknown: float


def train(
    train_set: Sequence[TreebankSentence],
    dev_set: Sequence[TreebankSentence],
    listed: Sequence[Triple],
    folder: Path,
    options: LemmatiserOptions,
    device: str,
    *,
    earlier: Path | None = None,
    on_step: Callable[[int], None] = lambda _step: None,
) -> Path:
    """Train, or go on with a run that was broken off; returns the best weights on the dev set.

    `listed` are the forms of our dictionary. `earlier` are weights of a finished run, to be trained
    further; its dictionary is made anew. `on_step` is told each step that is done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    journal = runs.Journal(folder / "lemmatiser.jsonl")
    best_file, state_file = folder / "lemmatiser.pt", folder / "lemmatiser.state"
    gold = triples_of(train_set)
    examples = sorted(set(gold) | {row for row in listed if zipf(row[0]) >= options.least_zipf})
    trainer, loader = _start(examples, options, device, earlier)
    trainer.pos_dict = dictionary(gold, listed)
    described = asdict(options) | {
        "examples": len(examples),
        "earlier": earlier.name if earlier else "",
    }
    state = runs.load(state_file, described)
    step, best = 0, -1.0
    if state is not None:
        step, best = state.step, state.saved["best"]
        trainer.model.load_state_dict(state.saved["model"])
        trainer.optimizer.load_state_dict(state.saved["optimizer"])
    entries = sum(map(len, trainer.pos_dict.values()))
    journal.write(note="lemmatiser", step=step, entries=entries, **described)
    rows = [row for batch in loader.data for row in batch]
    while step < options.steps:
        began = time.perf_counter()
        runs.seed(options.seed, step)
        trainer.update_lr(options.rate * (1 - step / options.steps))
        loader.data = [[rows[i] for i in runs.batch(len(rows), options.batch, step, options.seed)]]
        loss = float(trainer.update(loader[0]))
        step += 1
        journal.write(step=step, loss=round(loss, 5), s=round(time.perf_counter() - began, 3))
        if step % options.evaluate_every == 0 or step == options.steps:
            found = evaluate(trainer, dev_set, set(gold))
            journal.write(step=step, tags="lemma", **asdict(found))
            if found.lemma > best:
                best = found.lemma
                fresh = best_file.with_name(best_file.name + ".new")
                trainer.save(str(fresh))
                fresh.replace(best_file)
        if step % options.save_every == 0 or step == options.steps:
            weights = {
                "model": trainer.model.state_dict(),
                "optimizer": trainer.optimizer.state_dict(),
                "best": best,
            }
            runs.save(state_file, runs.State(step, weights), described)
        on_step(step)
    return best_file


def triples_of(sentences: Iterable[TreebankSentence]) -> list[Triple]:
    """Form, UPOS and surface lemma of every word, in order."""
    return [
        (typewritten(word.form), word.upos, typewritten(word.surface_lemma))
        for sentence in sentences
        for word in sentence.words
    ]


def dictionary(gold: Iterable[Triple], listed: Iterable[Triple]) -> dict[str, dict[str, str]]:
    """Lemma by form by UPOS; of a pair that the treebank knows the commonest lemma wins.

    Stanza looks up a pair that is not here by its form alone, under "*". Stanza's own training puts
    every form there, so that *graven*, seen as a noun, has the noun's lemma as a verb too. Ours
    puts there only what the treebank gives one lemma throughout, which mends what the tagger gets
    wrong; the rest goes to the network. The capital of a sentence is put on the gold words, and on
    listed forms that are in use.
    """
    counted = Counter(gold)
    entries: dict[tuple[str, str], str] = {}
    for (form, upos, lemma), _count in counted.most_common():
        entries.setdefault((form, upos), lemma)
    seen = set(entries)
    for form, upos, lemma in listed:
        entries.setdefault((form, upos), lemma)
    for (form, upos), lemma in list(entries.items()):
        used = (form, upos) in seen or zipf(form) >= _LEAST_ZIPF_WITH_CAPITAL
        if upos in _NO_NAMES and form.islower() and used:
            entries.setdefault((form[0].upper() + form[1:], upos), lemma)
    by_part: dict[str, dict[str, str]] = {}
    for (form, upos), lemma in entries.items():
        by_part.setdefault(upos, {})[form] = lemma
    lemmas = defaultdict[str, set[str]](set)
    for form, _upos, lemma in counted:
        lemmas[form].add(lemma)
    by_part[_ANY_PART] = {form: next(iter(one)) for form, one in lemmas.items() if len(one) == 1}
    return by_part


def evaluate(
    trainer: Any, dev_set: Sequence[TreebankSentence], known: set[Triple]
) -> LemmaAccuracy:
    """Lemmas of the dev set, each pair of form and UPOS looked at once."""
    import torch
    from stanza.models.lemma.data import DataLoader

    gold = triples_of(dev_set)
    pairs = sorted({(form, upos) for form, upos, _ in gold})
    data = DataLoader(_document(pairs), 1000, trainer.args, vocab=trainer.vocab, evaluation=True)
    found: list[str] = []
    edits: list[int] = []
    with torch.inference_mode():
        for batch in data:
            texts, kinds = trainer.predict(batch)
            found += texts
            edits += kinds or []
    found = trainer.postprocess([form for form, _ in pairs], found, edits=edits)
    lemmas = dict(zip(pairs, trainer.ensemble(pairs, found), strict=True))
    seen = {(form, upos) for form, upos, _ in known}
    right = [lemmas[form, upos] == lemma for form, upos, lemma in gold]
    new = [ok for ok, (form, upos, _) in zip(right, gold, strict=True) if (form, upos) not in seen]
    return LemmaAccuracy(round(sum(right) / len(right), 5), round(sum(new) / max(1, len(new)), 5))


def _start(
    examples: Sequence[Triple], options: LemmatiserOptions, device: str, earlier: Path | None
) -> tuple[Any, Any]:
    """A trainer with fresh or earlier weights, and the loader that turns examples into batches."""
    from stanza.models import lemmatizer
    from stanza.models.lemma.data import DataLoader
    from stanza.models.lemma.trainer import Trainer

    given = {
        "shorthand": "nl_cards",
        "hidden_dim": options.hidden,
        "dropout": 0.3,
        "emb_dropout": 0.2,
        "pos_dropout": 0.2,
        "batch_size": options.batch,
        "lr": options.rate,
    }
    arguments = lemmatizer.parse_args([f"--{name}={value}" for name, value in given.items()])
    arguments["device"] = device
    runs.seed(options.seed)
    if earlier is not None:
        trainer = Trainer(model_file=str(earlier), args={}, device=device)
        rows, size = _document(examples), options.batch
        return trainer, DataLoader(rows, size, trainer.args, vocab=trainer.vocab)
    loader = DataLoader(_document(examples), options.batch, arguments)
    arguments["vocab_size"] = loader.vocab["char"].size
    arguments["pos_vocab_size"] = loader.vocab["pos"].size
    return Trainer(args=arguments, vocab=loader.vocab, device=device), loader


def _document(rows: Iterable[Sequence[str]]) -> Any:
    """A Stanza document of one sentence, from rows of form, UPOS and perhaps a lemma."""
    from stanza.models.common.doc import Document

    names = ("text", "upos", "lemma")
    words = [
        {"id": number, "head": number - 1, "deprel": "dep"} | dict(zip(names, row, strict=False))
        for number, row in enumerate(rows, start=1)
    ]
    return Document([words])
