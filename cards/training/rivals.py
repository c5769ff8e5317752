"""Whatever tags or lemmatises Dutch, behind one signature, so that all are scored in one run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cards.analysis import StanzaAnalyser
from cards.corrections import Corrector
from cards.errors import KaartenbakError
from cards.model import Token
from cards.training.dutch_model.treebank import Word

Words = tuple[Word, ...]
TAGS = ("UPOS", "XPOS", "UFeats", "Lemmas")


class System(Protocol):
    """Something that analyses Dutch; `tells` names the columns that it fills."""

    @property
    def name(self) -> str:
        """What to call it in a table."""

    @property
    def tells(self) -> tuple[str, ...]:
        """Of UPOS, XPOS, UFeats and Lemmas those that it fills."""

    def of_words(self, sentences: Sequence[Sequence[str]]) -> tuple[Words, ...]:
        """Analyse sentences whose words are given."""

    def of_texts(self, texts: Sequence[str]) -> tuple[Words, ...] | None:
        """Analyse sentences as they are printed; None where it cannot cut words."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A Stanza model as the program uses it; with a corrector what a card is made from."""

    name: str
    analyser: StanzaAnalyser
    corrector: Corrector | None = None

    @property
    def tells(self) -> tuple[str, ...]:
        """All."""
        return TAGS

    def of_words(self, sentences: Sequence[Sequence[str]]) -> tuple[Words, ...]:
        """See `System`."""
        return self._words(self.analyser.analyse_words(sentences))

    def of_texts(self, texts: Sequence[str]) -> tuple[Words, ...]:
        """See `System`; words are cut by `cards.tokens`."""
        return self._words(self.analyser.analyse(texts))

    def _words(self, analyses: Iterable[Sequence[Token]]) -> tuple[Words, ...]:
        mend = self.corrector.correct if self.corrector else tuple
        return tuple(
            tuple(Word(t.text, t.lemma, t.upos, t.xpos or "_", t.feats or "_") for t in mend(found))
            for found in analyses
        )


@dataclass(frozen=True, slots=True)
class Simplemma:
    """The lemmatiser that every program can have: a word list and rules, no context."""

    name: str = "simplemma"

    @property
    def tells(self) -> tuple[str, ...]:
        """Lemmas only."""
        return ("Lemmas",)

    def of_words(self, sentences: Sequence[Sequence[str]]) -> tuple[Words, ...]:
        """See `System`."""
        from simplemma import lemmatize

        return tuple(
            tuple(Word(word, lemmatize(word, lang="nl"), "_", "_", "_") for word in words)
            for words in sentences
        )

    def of_texts(self, texts: Sequence[str]) -> None:
        """See `System`."""


@dataclass(frozen=True, slots=True)
class Frog:
    """Frog (Tilburg and Nijmegen), which Debian has; GPL, so for comparison only."""

    name: str = "Frog"

    @property
    def tells(self) -> tuple[str, ...]:
        """Frog knows the tags of the Spoken Dutch Corpus, which are the XPOS of the treebanks."""
        return ("XPOS", "Lemmas")

    def of_words(self, sentences: Sequence[Sequence[str]]) -> tuple[Words, ...]:
        """See `System`; Frog is told not to cut words."""
        return self._run([" ".join(words) for words in sentences], skipped="tacnmp")

    def of_texts(self, texts: Sequence[str]) -> tuple[Words, ...]:
        """See `System`."""
        return self._run(texts, skipped="acnmp")

    def _run(self, lines: Sequence[str], skipped: str) -> tuple[Words, ...]:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in.txt"
            source.write_text("\n".join(lines) + "\n", encoding="utf-8")
            command = ["frog", f"--skip={skipped}", "-n", "--threads=1", "-t", str(source)]
            ran = subprocess.run(  # noqa: S603 - a fixed command
                command, capture_output=True, check=False, cwd=folder
            )
        if ran.returncode:
            raise KaartenbakError("Frog failed: " + ran.stderr.decode(errors="replace")[-300:])
        return tuple(frog_sentences(ran.stdout.decode("utf-8")))


def frog_sentences(output: str) -> Iterator[Words]:
    """Frog's columns: number, word, lemma, morphology, tag, and more; a blank line ends a sentence.

    `N(soort,ev)` is written `N|soort|ev` in the treebanks.
    """
    words: list[Word] = []
    for line in [*output.splitlines(), ""]:
        if line.strip():
            _number, form, lemma, _morphology, tag, *_ = line.split("\t")
            name, _, features = tag.removesuffix(")").partition("(")
            xpos = "|".join((name, *(f for f in features.split(",") if f)))
            words.append(Word(form, lemma, "_", xpos, "_"))
        elif words:
            yield tuple(words)
            words = []


def frog_is_installed() -> bool:
    """Whether the command is there and works: its data are a package of their own."""
    if shutil.which("frog") is None:
        return False
    try:
        return bool(Frog().of_texts(["Ja."]))
    except KaartenbakError:
        return False
