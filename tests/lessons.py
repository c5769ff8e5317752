"""Small lessons made by hand, for the tests of everything that writes."""

from __future__ import annotations

from collections.abc import Iterable

from cards.model import (
    ClozeNote,
    Forms,
    Gloss,
    Lesson,
    Note,
    Occurrence,
    Segment,
    SentenceNote,
    Source,
    VocabularyEntry,
    WordNote,
)


def lesson(*notes: Note, title: str = "De volkstuin") -> Lesson:
    return Lesson(
        title=title,
        english=(),
        dutch=(),
        beads=(),
        words=(),
        vocabulary=(),
        notes=notes,
    )


def segments(text: str) -> tuple[Segment, ...]:
    """A sentence in which the words between stars are marked: `Zij *belt* haar *op*.`"""
    parts = enumerate(text.split("*"))
    return tuple(Segment(part, index % 2 == 1) for index, part in parts if part)


def gloss(text: str, source: Source = Source.CONFIRMED, confidence: float = 0.98) -> Gloss:
    return Gloss(text, source, confidence)


def entry(
    lemma: str = "tuin",
    upos: str = "NOUN",
    *,
    glosses: Iterable[Gloss] = (),
    here: Gloss | None = None,
    article: str = "",
    article_source: Source = Source.LEXICON,
    forms: Forms | None = None,
    zipf: float = 0.0,
    parts: tuple[str, ...] = (),
    note: str = "",
    known: bool = True,
) -> VocabularyEntry:
    return VocabularyEntry(
        lemma=lemma,
        upos=upos,
        article=article,
        article_source=article_source,
        forms=forms or Forms(),
        glosses=tuple(glosses),
        occurrences=(Occurrence(0, (1,), here),) if here else (),
        zipf=zipf,
        parts=parts,
        note=note,
        known=known,
    )


def word(entry: VocabularyEntry, dutch: str = "", english: str = "") -> WordNote:
    return WordNote(entry, segments(dutch), english, 0, 0.99)


def cloze(entry: VocabularyEntry, dutch: str, english: str = "", hint: str = "") -> ClozeNote:
    return ClozeNote(entry, segments(dutch), english, hint, 0, 0.99)


def sentence(dutch: str, english: str = "") -> SentenceNote:
    return SentenceNote(dutch, english, 0, 0.99)


SHED = entry(
    "schuur",
    article="de",
    here=gloss("shed"),
    glosses=(gloss("barn", Source.LEXICON), gloss("garage", Source.LEXICON)),
    forms=Forms(plural="schuren", diminutive="schuurtje"),
    zipf=3.9,
)
VEGETABLE_GARDEN = entry(
    "moestuin",
    article="de",
    here=gloss("vegetable garden"),
    glosses=(gloss("kitchen garden", Source.LEXICON),),
    forms=Forms(plural="moestuinen", diminutive="moestuintje"),
    zipf=3.1,
    parts=("moes", "tuin"),
)
PATH = entry(
    "pad",
    article="het",
    here=gloss("path"),
    glosses=(gloss("track", Source.LEXICON), gloss("toad", Source.LEXICON)),
    forms=Forms(plural="paden", diminutive="paadje"),
    zipf=4.4,
    note="De pad is a toad.",
)
CALL = entry(
    "opbellen",
    "VERB",
    here=gloss("call"),
    glosses=(gloss("ring up", Source.LEXICON), gloss("phone", Source.LEXICON)),
    forms=Forms(past="belde op", past_plural="belden op", participle="opgebeld", auxiliary="heeft"),
    zipf=3.7,
)
ARRIVE = entry(
    "aankomen",
    "VERB",
    here=gloss("arrive"),
    glosses=(gloss("put on weight", Source.LEXICON),),
    forms=Forms(past="kwam aan", past_plural="kwamen aan", participle="aangekomen", auxiliary="is"),
    zipf=4.6,
)
BE_MISTAKEN = entry(
    "zich vergissen",
    "VERB",
    here=gloss("be mistaken"),
    forms=Forms(past="vergiste", past_plural="vergisten", participle="vergist", auxiliary="heeft"),
    zipf=3.4,
)
FLY = entry(
    "vliegen",
    "VERB",
    here=gloss("fly"),
    forms=Forms(past="vloog", past_plural="vlogen", participle="gevlogen", auxiliary="heeft/is"),
    zipf=4.7,
)
INSURANCE = entry(
    "aansprakelijkheidsverzekering",
    article="de",
    here=gloss("liability insurance", Source.ALIGNMENT, 0.71),
    forms=Forms(plural="aansprakelijkheidsverzekeringen"),
    zipf=2.6,
    parts=("aansprakelijkheid", "verzekering"),
)
GRUBBY = entry(
    "groezelig",
    "ADJ",
    here=gloss("grubby", Source.MODEL, 0.6),
    zipf=1.9,
    known=False,
)

GARDEN = lesson(
    word(
        SHED,
        "Achter de *schuur* stond een oude kruiwagen.",
        "An old wheelbarrow stood behind the shed.",
    ),
    word(
        PATH,
        "Het smalle *pad* loopt langs de sloot.",
        "The narrow path runs along the ditch.",
    ),
    word(
        CALL,
        "Zodra de aardbeien rijp zijn, *belt* Marijke haar zus *op*.",
        "As soon as the strawberries are ripe, Marijke calls her sister.",
    ),
    word(
        VEGETABLE_GARDEN,
        "Elke zaterdag werkt mijn opa in zijn *moestuin*.",
        "Every Saturday my grandad works in his vegetable garden.",
    ),
    word(
        BE_MISTAKEN,
        "De buurman *vergiste zich* en gaf de verkeerde planten water.",
        "The neighbour was mistaken and watered the wrong plants.",
    ),
    word(
        INSURANCE,
        "Gelukkig had de vereniging een *aansprakelijkheidsverzekering*.",
        "Fortunately the club had liability insurance.",
    ),
    word(
        FLY, "De spreeuwen *vlogen* in een grote zwerm over.", "The starlings flew over in a flock."
    ),
    word(GRUBBY, "Hij veegde zijn *groezelige* handen af.", "He wiped his grubby hands."),
    cloze(
        CALL,
        "Zodra de aardbeien rijp zijn, *belt* Marijke haar zus *op*.",
        "As soon as the strawberries are ripe, Marijke calls her sister.",
        "opbellen",
    ),
    cloze(
        ARRIVE,
        "De eerste ooievaars *kwamen* al in februari *aan*.",
        "The first storks already arrived in February.",
    ),
    cloze(
        PATH,
        "Het smalle *pad* loopt langs de sloot.",
        "The narrow path runs along the ditch.",
    ),
    sentence("Wie zaait, zal oogsten.", "You reap what you sow."),
    sentence(
        "Na de regen rook de hele tuin naar munt.",
        "After the rain the whole garden smelt of mint.",
    ),
)
