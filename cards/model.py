"""Every value that crosses a room of the house: frozen, slotted, free of behaviour.

Indices are 0-based. `start` and `end` count characters (code points) and are half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cards.errors import Problem


class Language(StrEnum):
    """The two languages of a lesson, by ISO 639-1 code."""

    ENGLISH = "en"
    DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Document:
    """A clean text: one string per line, blank lines kept as empty strings.

    `name` is what to call it in messages (a path, or "standard input"). Line `i` of `lines` is
    line `i + 1` of the file that was read.
    """

    name: str
    language: Language
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: `line` of its document, `paragraph` between blank lines."""

    index: int
    text: str
    line: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other (Gale & Church 1993); an empty side is unaligned.

    `english` and `dutch` hold ascending sentence indices; `confidence` is the posterior
    probability, 0 to 1, that exactly this bead is right.
    """

    english: tuple[int, ...]
    dutch: tuple[int, ...]
    confidence: float

    @property
    def is_pair(self) -> bool:
        """Whether both sides have a sentence."""
        return bool(self.english and self.dutch)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a Dutch sentence as the analyser sees it.

    `start` and `end` count from the beginning of the sentence. `upos`, `xpos` and `feats` follow
    Universal Dependencies; `lemma` is the analyser's own (UD style, may hold underscores). `head`
    is the index of the governing token, -1 for the root, None where no parser ran.
    """

    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    start: int
    end: int
    head: int | None = None
    deprel: str = ""


class Source(StrEnum):
    """Where a linguistic decision came from; a person's word wins over all."""

    USER = "user"
    LEXICON = "lexicon"
    DICTIONARY = "dictionary"
    ALIGNMENT = "alignment"
    CONFIRMED = "alignment+lexicon"
    RULE = "rule"
    MODEL = "model"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gloss:
    """An English rendering of a Dutch word, with its source and a confidence from 0 to 1.

    `dictionary` names the user's dictionary that lists it; empty where our own does or none.
    """

    text: str
    source: Source
    confidence: float
    dictionary: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """What a learner must know beside the headword; empty where unknown or not applicable.

    Verbs without *zich*; separable pasts as in a main clause (*belde op*). `plural` is "-" for a
    noun that has none.
    """

    plural: str = ""
    diminutive: str = ""
    past: str = ""
    past_plural: str = ""
    participle: str = ""
    auxiliary: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A headword met in a sentence: the tokens that make it up, and what it means there."""

    sentence: int
    tokens: tuple[int, ...]
    gloss: Gloss | None = None


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A headword of the lesson, with its grammar, its meaning here and where it occurs.

    `lemma` is what a dictionary lists (*opbellen*, *zich vergissen*); `zipf` is the frequency in
    the language on the Zipf scale (log10 per billion words; van Heuven et al. 2014). `known` says
    that a dictionary has the word. `preposition` is the fixed one that gives a verb its meaning in
    the first occurrence (*op* of *wachten op*).
    """

    lemma: str
    upos: str
    article: str = ""
    article_source: Source = Source.UNKNOWN
    forms: Forms = field(default_factory=Forms)
    glosses: tuple[Gloss, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    zipf: float = 0.0
    parts: tuple[str, ...] = ()
    note: str = ""
    known: bool = True
    preposition: str = ""

    @property
    def count(self) -> int:
        """How often the headword occurs in the lesson."""
        return len(self.occurrences)


class NoteKind(StrEnum):
    """The three kinds of note."""

    VOCABULARY = "vocabulary"
    CLOZE = "cloze"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence; `marked` is the word that the card teaches."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class WordNote:
    """A headword with its example sentence and the translation of that sentence."""

    entry: VocabularyEntry
    dutch: tuple[Segment, ...]
    english: str
    sentence: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ClozeNote:
    """A Dutch sentence with one word (or the two parts of a separable verb) to fill in."""

    entry: VocabularyEntry
    dutch: tuple[Segment, ...]
    english: str
    hint: str
    sentence: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """A short Dutch sentence and its English translation."""

    dutch: str
    english: str
    sentence: int
    confidence: float


Note = WordNote | ClozeNote | SentenceNote


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Pairs of headword and UPOS tag; the tag is empty where every part of speech is meant."""

    words: frozenset[tuple[str, str]] = frozenset()

    def __contains__(self, word: tuple[str, str]) -> bool:
        lemma, upos = word[0].replace("’", "'"), word[1]
        return not self.words.isdisjoint({(lemma, upos), (lemma, "")})

    def __len__(self) -> int:
        return len({(lemma.lower(), upos) for lemma, upos in self.words})

    def __or__(self, other: KnownWords) -> KnownWords:
        return KnownWords(self.words | other.words)


@dataclass(frozen=True, slots=True)
class Choice:
    """How many cards of which kind. Lengths count words; a confidence lies between 0 and 1.

    `min_confidence` is for beads, `min_gloss` for the meaning on a card. Words in `known` are on
    no vocabulary or cloze card.
    """

    kinds: tuple[NoteKind, ...] = tuple(NoteKind)
    max_words: int = 40
    max_clozes: int = 20
    max_sentences: int = 20
    min_confidence: float = 0.9
    min_gloss: float = 0.5
    longest_sentence: int = 15
    longest_cloze: int = 30
    known: KnownWords = KnownWords()


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where one of the two texts comes from, as far as the person says; `name` is its file."""

    language: Language
    name: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    date: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class BeadDecision:
    """Sentences that a person put together, or apart: one side may be empty.

    `dropped` keeps them off the cards.
    """

    english: tuple[int, ...]
    dutch: tuple[int, ...]
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class TextDecision:
    """What a sentence shall read on the cards, in place of what stands in the text."""

    language: Language
    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class WordDecision:
    """What a person says of the headword `lemma`; what is empty stays as it was found.

    `headword` is the right lemma where the analysis found a wrong one: the word then goes by it,
    and decisions about it are under that name.
    """

    lemma: str
    upos: str
    headword: str = ""
    article: str = ""
    gloss: str = ""
    known: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that a person decided about a lesson; wins over all that was worked out.

    Each sentence is in one of `beads` at most and has one of `texts` at most; each lemma with its
    part of speech has one of `words` at most. All are in ascending order.
    """

    beads: tuple[BeadDecision, ...] = ()
    texts: tuple[TextDecision, ...] = ()
    words: tuple[WordDecision, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.beads or self.texts or self.words)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Everything known of one pair of texts; the only thing that crosses from cards to decks.

    `english` and `dutch` are the sentences as they stand in the texts; `words` holds the tokens of
    each Dutch sentence, by sentence index, as it reads after `decisions` (none where it was edited
    since). `choice` is what `notes` were chosen by. `is_current` says that vocabulary and notes
    follow from the beads and the decisions; an edit leaves that to `pipeline.remake`.
    """

    title: str
    english: tuple[Sentence, ...]
    dutch: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    words: tuple[tuple[Token, ...], ...]
    vocabulary: tuple[VocabularyEntry, ...]
    notes: tuple[Note, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[TextSource, ...] = ()
    choice: Choice = field(default_factory=Choice)
    decisions: Decisions = field(default_factory=Decisions)
    is_current: bool = True
