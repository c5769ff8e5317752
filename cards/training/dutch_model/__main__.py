"""One command from treebank to bundled files.

    python -m cards.training.dutch_model WORK --train FILE … --dev FILE

WORK is a folder for checkpoints, the journal of every step, and the finished model in
`WORK/model`. A run that was broken off goes on where it stood when the same command is given
again. The files are CoNLL-U, packed with xz or not: those of `../shared/data/treebank`, or the
`nl_*-ud-train.conllu` files of Universal Dependencies. `--device cuda` trains on a GPU.
`--hold-out 10` keeps a tenth of the training files apart and measures on that as well: what comes
of it is for its figures, not for bundling.

Nothing here looks at a test set. What was tried, and what it gave, is in ABLATIONS.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from cards import dutch_models
from cards.analysis import typewritten
from cards.encoder import BundledEncoder
from cards.lexicon import Lexicon
from cards.lexicon_forms import triples
from cards.training import score_model
from cards.training.dutch_model import lemmatiser, package, tagger, treebank
from cards.training.dutch_model.treebank import TreebankSentence
from cards.word_vectors import Projection, Table, WordVectors, fit

_COMMONEST = 20000
_OWN = "cards.training.dutch_model"


def main(arguments: list[str]) -> None:
    """Prepare, train the tagger and the lemmatiser, package, measure on the dev set."""
    given = _parser().parse_args(arguments)
    _quiet()
    train_set = treebank.alike(s for path in given.train for s in treebank.read(path))
    dev_set = treebank.read(given.dev)
    held: tuple[TreebankSentence, ...] = ()
    if given.hold_out:
        train_set, held = treebank.hold_out(train_set, given.hold_out)
    tagging = replace(tagger.TaggerOptions(seed=given.seed), **_steps(given.tagger_steps))
    lemmas = replace(lemmatiser.LemmatiserOptions(seed=given.seed), **_steps(given.lemma_steps))
    if given.earlier:
        tagging = replace(tagging, rate=given.rate)
    if given.earlier_lemmas:
        lemmas = replace(lemmas, rate=given.rate)
    given.work.mkdir(parents=True, exist_ok=True)
    axes, table = vectors(given.work / "axes.pt", train_set, dev_set)
    tags = tagger.train(
        train_set, dev_set, given.work, tagging, table, given.device, earlier=given.earlier
    )
    forms = tuple(sorted(triples(Lexicon())))
    words = lemmatiser.train(
        train_set, dev_set, forms, given.work, lemmas, given.device, earlier=given.earlier_lemmas
    )
    folder = given.work / "model"
    package.package(tags, words, axes, treebank.whole_tags(train_set), folder)
    count = sum(len(sentence.words) for sentence in train_set)
    seen = score_model.words_of(train_set)
    model = replace(dutch_models.read(folder), name=dutch_models.BUNDLED)
    systems = score_model.find_systems([model])
    tables = list(score_model.tables(score_model.Gold(dev_set, seen), systems))
    if held:
        tables.append(f"The {len(held)} sentences that were held out of the training text:\n")
        tables.extend(score_model.tables(score_model.Gold(held, seen), systems))
    (folder / "SCORES.md").write_text(
        scores(count, given.train, given.dev, "\n".join(tables)), encoding="utf-8"
    )
    print(f"{folder}: to bundle it, copy it over cards/models", flush=True)


def vectors(kept: Path, *treebanks: Iterable[TreebankSentence]) -> tuple[Projection, Table]:
    """Axes through the commonest Dutch words, and the vectors of all words of the treebanks.

    The axes are kept in a file: on another machine they would come out a little different.
    """
    from wordfreq import top_n_list

    encoder = BundledEncoder()
    axes = Projection.read(kept) if kept.exists() else None
    if axes is None:
        axes = fit(encoder, top_n_list("nl", _COMMONEST))
        axes.write(kept)
    forms = [typewritten(w.form) for sentences in treebanks for s in sentences for w in s.words]
    return axes, WordVectors(encoder, axes, Lexicon()).table(forms)


def scores(count: int, train: list[Path], dev: Path, tables: str) -> str:
    """The page that ships beside the weights."""
    names = " and ".join(path.name for path in train)
    return (
        f"# The bundled Dutch model\n\n"
        f"Made on {date.today():%-d %B %Y} with Stanza {version('stanza')} and torch "
        f"{version('torch')} by `{_OWN}` from {count:,} words of {names}.\n"
        f"Measured on {dev.name}, which chose the best step of the lemmatiser; per cent, by "
        f"`cards.training.score_model`.\n\n{tables}"
    )


def _steps(count: int | None) -> dict[str, int]:
    return {} if count is None else {"steps": count}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {_OWN}", description=__doc__)
    parser.add_argument("work", type=Path, metavar="WORK")
    parser.add_argument("--train", type=Path, action="append", required=True, metavar="FILE")
    parser.add_argument("--dev", type=Path, required=True, metavar="FILE")
    parser.add_argument("--hold-out", type=int, metavar="N", help="measure on one block in N too")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tagger-steps", type=int)
    parser.add_argument("--lemma-steps", type=int)
    parser.add_argument("--earlier", type=Path, metavar="FILE", help="a tagger to train further")
    parser.add_argument("--earlier-lemmas", type=Path, metavar="FILE", help="a lemmatiser likewise")
    parser.add_argument("--rate", type=float, default=1e-3, help="their learning rate at first")
    return parser


def _quiet() -> None:
    """Stanza says a lot; the journal has what matters. One thread, since others want theirs."""
    import logging

    import torch

    logging.getLogger("stanza").setLevel(logging.WARNING)
    torch.set_num_threads(1)


if __name__ == "__main__":
    main(sys.argv[1:])
