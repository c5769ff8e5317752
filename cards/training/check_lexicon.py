"""How far the lexicon agrees with lists that others made, and where it does not.

Run as `python -m cards.training.check_lexicon LISTS [-v]`: LISTS is the folder with gender_all.tsv,
plural.tsv, verbs.tsv and nl_en.tsv. Prints the rows shared, the same and different for each list;
with `-v` every disagreement that nobody has decided yet. A decision is a row of `decisions.tsv`
beside this module: it stands as long as our value is the one that was decided about.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.lexicon import Lexicon, VerbEntry

DECISIONS = Path(__file__).with_name("decisions.tsv")
VERDICTS = ("ours", "both", "list wrong")
_LINE = "{:15}{:10}{:12}" + "{:>11}" * (4 + len(VERDICTS))

# Words that say nothing of the meaning: "look at" and "at the top" share none.
_SMALL = frozenset(
    """a an the to of in on at for up out off down away be with by into from over as or and
    oneself someone something somebody one one's sb sth""".split()
)
_ENDING = re.compile(r"(?:ies|es|s|ly|ing|ed|e|y)$")
_AMERICAN = tuple(
    (re.compile(british + r"\b"), american)
    for british, american in (("isation", "ization"), ("ise", "ize"), ("our", "or"), ("tre", "ter"))
)

Reference = Mapping[str, tuple[str, ...]]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One cell of ours beside what a list says of the same word."""

    part_of_speech: str
    column: str
    lemma: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    same: bool

    @property
    def key(self) -> Key:
        """Under which it is decided; of glosses only the first, since others come and go."""
        ours = self.ours[:1] if self.column == "glosses" else self.ours
        return self.lemma, self.part_of_speech, self.column, ";".join(ours)


def main(arguments: list[str]) -> None:
    """Print the table; with `-v` the disagreements that are not decided."""
    folder = Path(next(argument for argument in arguments if argument != "-v"))
    decisions = read_decisions(DECISIONS.read_text(encoding="utf-8"))
    undecided: list[Comparison] = []
    titles = ("list", "part", "column", "shared", "same", "different", *VERDICTS, "open")
    print(_LINE.format(*titles))
    for name, comparisons in compare(Lexicon(), folder):
        columns = defaultdict[tuple[str, str], list[Comparison]](list)
        for comparison in comparisons:
            columns[comparison.part_of_speech, comparison.column].append(comparison)
        for key, rows in columns.items():
            different = [row for row in rows if not row.same]
            verdicts = [decided(row, decisions) for row in different]
            undecided += [row for row in different if decided(row, decisions) is None]
            counts = (verdicts.count(verdict) for verdict in (*VERDICTS, None))
            same = len(rows) - len(different)
            print(_LINE.format(name, *key, len(rows), same, len(different), *counts))
    if "-v" in arguments:
        for row in undecided:
            print(*row.key[:3], ";".join(row.ours), "|".join(row.theirs), sep="\t")


def decided(row: Comparison, decisions: Mapping[Key, str]) -> str | None:
    """The verdict on this disagreement, or on its whole class; None if nobody gave one."""
    return decisions.get(row.key) or decisions.get(("*", *row.key[1:]))


def compare(lexicon: Lexicon, folder: Path) -> Iterator[tuple[str, list[Comparison]]]:
    """Every list of the folder by name, with a comparison for each cell that both have."""
    yield "gender_all.tsv", list(_articles(lexicon, read_list(folder / "gender_all.tsv", "/")))
    yield "plural.tsv", list(_plurals(lexicon, read_list(folder / "plural.tsv", "|")))
    yield "verbs.tsv", list(_verb_parts(lexicon, folder / "verbs.tsv"))
    yield "nl_en.tsv", list(_glosses(lexicon, read_list(folder / "nl_en.tsv", "|")))


def read_list(path: Path, separator: str) -> Reference:
    """A list of two columns: lemma in small letters, values."""
    found = defaultdict[str, tuple[str, ...]](tuple)
    for line in path.read_text(encoding="utf-8").splitlines():
        lemma, _, values = line.partition("\t")
        found[lemma.lower()] += tuple(value.strip() for value in values.split(separator))
    return found


def read_decisions(text: str) -> Mapping[Key, str]:
    """Verdicts by lemma, part of speech, column and our value; lemma `*` decides a whole class.

    Raises:
        ValueError: a row without six cells, with an unknown verdict, or decided twice.
    """
    verdicts: dict[Key, str] = {}
    for number, line in enumerate(text.splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 6 or cells[4] not in VERDICTS:
            raise ValueError(f"decisions.tsv, line {number}: {line!r} is not a decision")
        key = (cells[0], cells[1], cells[2], cells[3])
        if key in verdicts:
            raise ValueError(f"decisions.tsv, line {number}: {cells[0]} is decided twice")
        verdicts[key] = cells[4]
    return verdicts


def _articles(lexicon: Lexicon, reference: Reference) -> Iterator[Comparison]:
    for noun in lexicon.nouns.values():
        if theirs := reference.get(noun.lemma.lower()):
            same = set(noun.articles) == set(theirs)
            yield Comparison("noun", "article", noun.lemma, noun.articles, theirs, same)


def _plurals(lexicon: Lexicon, reference: Reference) -> Iterator[Comparison]:
    """The same if one form is: nearly all the lists name one where Dutch often has two."""
    for noun in lexicon.nouns.values():
        if theirs := reference.get(noun.lemma.lower()):
            ours = noun.plurals or ("-",)
            same = any(form.lower() in theirs for form in ours)
            mass = not noun.plurals and theirs == (noun.lemma.lower(),)
            yield Comparison("noun", "plural", noun.lemma, ours, theirs, same or mass)


def _verb_parts(lexicon: Lexicon, path: Path) -> Iterator[Comparison]:
    for line in path.read_text(encoding="utf-8").splitlines():
        infinitive, past, participle = line.split("\t")
        if uses := lexicon.verbs.get(infinitive):
            for column, theirs in (("past", past), ("participle", participle)):
                ours = _forms(uses, column)
                yield Comparison("verb", column, infinitive, ours, (theirs,), theirs in ours)


def _forms(uses: Sequence[VerbEntry], column: str) -> tuple[str, ...]:
    cells = (use.past if column == "past" else use.participle for use in uses)
    return tuple(dict.fromkeys(form for cell in cells for form in cell.split(";")))


def _glosses(lexicon: Lexicon, reference: Reference) -> Iterator[Comparison]:
    for part, lemma, ours in _our_glosses(lexicon):
        if entries := reference.get(lemma.lower()):
            theirs = tuple(dict.fromkeys(entry.split(":")[1] for entry in entries if ":" in entry))
            same = not _content(ours).isdisjoint(_content(theirs))
            yield Comparison(part, "glosses", lemma, ours, theirs, same)


def _our_glosses(lexicon: Lexicon) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for noun in lexicon.nouns.values():
        yield "noun", noun.lemma, noun.glosses
    for infinitive, uses in lexicon.verbs.items():
        yield "verb", infinitive, tuple(gloss for use in uses for gloss in use.glosses)
    for adjective in lexicon.adjectives.values():
        yield "adjective", adjective.lemma, adjective.glosses
    for adverb in lexicon.adverbs.values():
        yield "adverb", adverb.lemma, adverb.glosses


def _content(glosses: Iterable[str]) -> set[str]:
    """The stems that carry meaning; a gloss of small words only counts as a whole."""
    stems: set[str] = set()
    for gloss in glosses:
        folded = gloss.lower()
        for british, american in _AMERICAN:
            folded = british.sub(american, folded)
        words = [word for word in re.findall(r"\w+", folded) if word not in _SMALL]
        stems.update((_ENDING.sub("", word) or word for word in words) if words else (folded,))
    return stems


if __name__ == "__main__":
    main(sys.argv[1:])
