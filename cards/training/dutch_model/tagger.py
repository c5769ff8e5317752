"""Train Stanza's tagger (UPOS, XPOS, features) so that it can be stopped and go on.

Stanza's own training command cannot resume; its trainer, model, vocabularies and batches are used
as they are, and only the loop is ours.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.training.dutch_model import runs
from cards.training.dutch_model.treebank import TreebankSentence, conllu

if TYPE_CHECKING:
    from cards.word_vectors import Table

WARM_UP = 50
# Words of the training text that are met as unknown ones now and then: they occur this often.
_RARE = 2


@dataclass(frozen=True, slots=True)
class TaggerOptions:
    """The settings that a run is made of.

    A word that occurs less than `cutoff` times has no vector of its own; one that occurs once or
    twice is shown as unknown with the chance `masked`. Either trains what stands for unknown words,
    which the starter never did. The weights at each save of the last `averaged` steps are averaged
    (Izmailov et al. 2018).
    """

    steps: int = 3400
    batch: int = 80
    rate: float = 3e-3
    cutoff: int = 3
    hidden: int = 200
    dropout: float = 0.2
    word_dropout: float = 0.1
    masked: float = 0.5
    seed: int = 1
    evaluate_every: int = 200
    save_every: int = 50
    averaged: int = 600


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of words whose tags are right; `unknown` of UPOS on words not in the training text."""

    upos: float
    xpos: float
    feats: float
    tags: float
    unknown: float


def train(
    train_set: Sequence[TreebankSentence],
    dev_set: Sequence[TreebankSentence],
    folder: Path,
    options: TaggerOptions,
    table: Table | None,
    device: str,
    *,
    earlier: Path | None = None,
    on_step: Callable[[int], None] = lambda _step: None,
) -> Path:
    """Train, or go on with a run that was broken off; returns the mean weights of its last steps.

    The dev set is told of in the journal and chooses nothing. `table` holds vectors of all words of
    both sets. `earlier` are weights of a finished run, to be trained further; its vocabularies and
    sizes stay. `on_step` is told each step that is done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    journal = runs.Journal(folder / "tagger.jsonl")
    mean_file, state_file = folder / "tagger.pt", folder / "tagger.state"
    trainer, data = _start(train_set, options, table, device, earlier)
    rare = _rare(data)
    described = asdict(options) | {
        "sentences": len(train_set),
        "vectors": table is not None,
        "earlier": earlier.name if earlier else "",
    }
    state = runs.load(state_file, described)
    step = 0
    mean: dict[str, Any] = {}
    taken = 0  # states in the mean
    if state is not None:
        step = state.step
        mean, taken = state.saved["mean"], state.saved["taken"]
        trainer.model.load_state_dict(state.saved["model"])
        for name, optimizer in trainer.optimizers.items():
            optimizer.load_state_dict(state.saved["optimizers"][name])
    journal.write(note="tagger", step=step, **described)
    while step < options.steps:
        began = time.perf_counter()
        loss = _step(trainer, data, rare, step, options)
        step += 1
        journal.write(step=step, loss=round(loss, 5), s=round(time.perf_counter() - began, 3))
        if step % options.evaluate_every == 0 or step == options.steps:
            found = evaluate(trainer, dev_set, table, train_set)
            journal.write(step=step, **{k: round(v, 5) for k, v in asdict(found).items()})
        if step % options.save_every == 0 or step == options.steps:
            if step > options.steps - options.averaged:
                mean = averaged(mean, taken, trainer.model.state_dict())
                taken += 1
            weights = {
                "model": trainer.model.state_dict(),
                "optimizers": {name: o.state_dict() for name, o in trainer.optimizers.items()},
                "mean": mean,
                "taken": taken,
            }
            runs.save(state_file, runs.State(step, weights), described)
        on_step(step)
    if not mean_file.exists():
        trainer.model.load_state_dict(mean)
        _save_model(trainer, mean_file)
        found = evaluate(trainer, dev_set, table, train_set)
        scores = {k: round(v, 5) for k, v in asdict(found).items()}
        journal.write(step=step, mean_of=taken, **scores)
    return mean_file


def averaged(mean: Mapping[str, Any], taken: int, new: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of `taken` states, and a new one."""
    if not mean:
        return {name: values.clone() for name, values in new.items()}
    return {name: values + (new[name] - values) / (taken + 1) for name, values in mean.items()}


def evaluate(
    trainer: Any,
    dev_set: Sequence[TreebankSentence],
    table: Table | None,
    train_set: Sequence[TreebankSentence],
) -> Accuracy:
    """The tags of the dev set, its words given."""
    import torch
    from stanza.models.pos.data import Dataset
    from stanza.utils.conll import CoNLL

    known = {word.form.lower() for sentence in train_set for word in sentence.words}
    document = CoNLL.conll2doc(input_str=conllu(dev_set))
    data = Dataset(document, trainer.args, table, vocab=trainer.vocab, evaluation=True)
    words = [word for sentence in dev_set for word in sentence.words]
    found: list[Any] = []
    with torch.inference_mode():
        for batch in data.to_loader(batch_size=100):
            found += [tags for sentence in trainer.predict(batch) for tags in sentence]
    right = [
        (upos == word.upos, xpos == word.xpos, (feats or "_") == word.feats)
        for word, (upos, xpos, feats) in zip(words, found, strict=True)
    ]
    unknown = [
        ok[0] for ok, word in zip(right, words, strict=True) if word.form.lower() not in known
    ]
    upos, xpos, feats = (sum(column) / len(words) for column in zip(*right, strict=True))
    whole = sum(map(all, right)) / len(words)
    return Accuracy(upos, xpos, feats, whole, sum(unknown) / max(1, len(unknown)))


def _start(
    train_set: Sequence[TreebankSentence],
    options: TaggerOptions,
    table: Table | None,
    device: str,
    earlier: Path | None,
) -> tuple[Any, Any]:
    """A trainer with fresh or earlier weights, and the training data."""
    from stanza.models import tagger
    from stanza.models.pos.data import Dataset
    from stanza.models.pos.trainer import Trainer
    from stanza.utils.conll import CoNLL

    arguments = tagger.parse_args([*_arguments(options), *([] if table else ["--no_pretrain"])])
    arguments["device"] = device
    document = CoNLL.conll2doc(input_str=conllu(train_set))
    if earlier is not None:
        trainer = _further(earlier, arguments, table)
        return trainer, Dataset(document, trainer.args, table, vocab=trainer.vocab)
    vocabulary = Dataset.init_vocab([document], arguments, arguments["tag_columns"])
    data = Dataset(document, arguments, table, vocab=vocabulary)
    runs.seed(options.seed)
    return Trainer(args=arguments, vocab=vocabulary, pretrain=table, device=device), data


def _further(earlier: Path, arguments: Mapping[str, Any], table: Table | None) -> Any:
    """A trainer with the weights of a finished run, room made for word vectors if it had none."""
    import torch
    from stanza.models.pos.trainer import Trainer

    changed = {name: arguments[name] for name in ("dropout", "word_dropout", "lr", "device")}
    device = arguments["device"]
    config = torch.load(earlier, map_location="cpu", weights_only=True)["config"]
    if table is None or config["pretrain"]:
        return Trainer(model_file=str(earlier), pretrain=table, device=device, args=changed)
    old = Trainer(model_file=str(earlier), args=changed | {"pretrain": False}, device="cpu")
    size = arguments["transformed_dim"]
    wider = {**old.args, "pretrain": True, "transformed_dim": size}
    trainer = Trainer(args=wider, vocab=old.vocab, pretrain=table, device=device)
    place = slice(wider["word_emb_dim"], wider["word_emb_dim"] + size)
    trainer.model.load_state_dict(
        widened(old.model.state_dict(), trainer.model.state_dict(), place)
    )
    return trainer


def widened(old: Mapping[str, Any], new: Mapping[str, Any], place: slice) -> dict[str, Any]:
    """The old weights in the shapes of the new; columns at `place` begin as zeros.

    So the first answers are those of the old model, and what is new adds to them bit by bit.
    """
    import torch

    result: dict[str, Any] = {}
    for name, fresh in new.items():
        known = old.get(name)
        if known is None or known.shape == fresh.shape:
            result[name] = fresh if known is None else known
        else:
            result[name] = torch.zeros_like(fresh)
            result[name][..., : place.start] = known[..., : place.start]
            result[name][..., place.stop :] = known[..., place.start :]
    return result


def _arguments(options: TaggerOptions) -> list[str]:
    """What Stanza calls our settings."""
    given = {
        "lang": "nl",
        "shorthand": "nl_alpino",  # for which Stanza knows how XPOS is made up
        "hidden_dim": options.hidden,
        "char_hidden_dim": 100,
        "char_emb_dim": 50,
        "deep_biaff_hidden_dim": 200,
        "composite_deep_biaff_hidden_dim": 50,
        "transformed_dim": 100,
        "tag_emb_dim": 30,
        "word_cutoff": options.cutoff,
        "word_dropout": options.word_dropout,
        "dropout": options.dropout,
        "batch_size": options.batch,
        "lr": options.rate,
    }
    return [f"--{name}={value}" for name, value in given.items()]


def _rare(data: Any) -> Any:
    """Which words of the vocabulary occur once or twice: (words,), true or false."""
    import torch
    from stanza.models.common.vocab import VOCAB_PREFIX

    counts = torch.zeros(len(data.vocab["word"]), dtype=torch.long)
    for sample in data.data:
        counts.index_add_(
            0, torch.tensor(sample.word[0]), torch.ones(len(sample.word[0]), dtype=torch.long)
        )
    rare = counts <= _RARE
    rare[: len(VOCAB_PREFIX)] = False
    return rare


def _step(trainer: Any, data: Any, rare: Any, step: int, options: TaggerOptions) -> float:
    """One batch: returns its loss."""
    import torch
    from stanza.models.common.vocab import UNK_ID

    runs.seed(options.seed, step)
    rate = options.rate * min((step + 1) / WARM_UP, 1 - step / options.steps)
    for optimizer in trainer.optimizers.values():
        for group in optimizer.param_groups:
            group["lr"] = rate
    chosen = runs.batch(len(data), options.batch, step, options.seed)
    batch = data.collate_fn([data[index] for index in chosen])
    hidden = rare[batch.words] & (torch.rand(batch.words.shape) < options.masked)
    batch = batch._replace(words=batch.words.masked_fill(hidden, UNK_ID))
    return float(trainer.update(batch))


def _save_model(trainer: Any, path: Path) -> None:
    """Write the weights beside their place and move them there."""
    fresh = path.with_name(path.name + ".new")
    trainer.save(str(fresh))
    fresh.replace(path)
