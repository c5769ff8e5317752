"""From trained weights to the files that ship: halves, sums, a listing, scores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cards import dutch_models
from cards.tag_choice import WholeTag
from cards.word_vectors import Projection

STEM = "cards_nocharlm"
_PARTS = ("pos", "lemma")


def package(
    tagger: Path,
    lemmatiser: Path,
    axes: Projection,
    tags: Iterable[WholeTag],
    folder: Path,
) -> None:
    """Write a model folder in Stanza's layout, with sums; `SCORES.md` is written by who measures.

    The weights are kept in half precision: Stanza reads them into floats, and no tag of the dev
    set changes.
    """
    for part, source in zip(_PARTS, (tagger, lemmatiser), strict=True):
        halve(source, folder / "nl" / part / f"{STEM}.pt")
    vectors = folder / dutch_models.VECTORS
    vectors.parent.mkdir(parents=True, exist_ok=True)
    axes.write(vectors, tags=[list(astuple(tag)) for tag in tags])
    (folder / "resources.json").write_text(_listing(), encoding="utf-8")
    sums = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.glob("nl/*/*.pt"))
    )
    (folder / dutch_models.SUMS).write_text("".join(sums), encoding="utf-8")


def halve(source: Path, target: Path) -> None:
    """Write weights in half precision, without the paths of the machine that trained them."""
    import torch

    saved = torch.load(source, map_location="cpu", weights_only=True)
    saved["model"] = {
        name: weight.half() if weight.is_floating_point() else weight.clone()
        for name, weight in saved["model"].items()
    }
    saved["config"] = dict(_without_places(saved["config"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".new")
    torch.save(saved, fresh, _use_new_zipfile_serialization=False)
    fresh.replace(target)


def _without_places(config: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The settings of a run, those that name files or the machine emptied."""
    for name, value in config.items():
        place = name.endswith(("_dir", "_file")) or name == "save_name"
        if name == "device":
            yield name, "cpu"
        else:
            yield name, None if place else value


def _listing() -> str:
    """What Stanza looks for: which model is which part."""
    needs = {"dependencies": [{"model": "pretrain", "package": dutch_models.VECTORS.stem}]}
    parts = {"pos": {STEM: needs}, "lemma": {STEM: {}}}
    default = {"tokenize": "cards"} | dict.fromkeys(_PARTS, STEM)
    dutch = {
        "lang_name": "Dutch",
        "stanza": version("stanza"),
        "tokenize": {"cards": {}},
        **parts,
        "packages": {"default": default},
    }
    return json.dumps({"nl": dutch}, indent=1) + "\n"
