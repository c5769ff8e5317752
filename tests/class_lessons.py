"""A whole lesson made by hand, in a notation that says what Stanza would: for the worksheets.

`huis/NOUN` is a word and its part of speech, `belt/VERB:opbellen` one with its headword, and
`op/+` the part that belongs to the verb before it. Marks are set apart by blanks; a plural ends in
`*`. What no slash follows is found in a small table, or is an adverb.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from cards.model import (
    Bead,
    Forms,
    Gloss,
    Lesson,
    Occurrence,
    Sentence,
    Source,
    Token,
    VocabularyEntry,
)

_SMALL = {
    **dict.fromkeys("de het een De Het Een".split(), "DET"),
    **dict.fromkeys("in op aan met van naar voor uit bij achter onder naast In Met".split(), "ADP"),
    **dict.fromkeys("ze zij hij haar zijn ik we Ze Zij Hij Ik We zich die".split(), "PRON"),
    **dict.fromkeys("en maar".split(), "CCONJ"),
    **dict.fromkeys(".,?!:;„”", "PUNCT"),
}
_CONTENT = ("NOUN", "VERB", "ADJ", "ADV")

# Headword, part of speech, article, English, forms, Zipf frequency.
_DICTIONARY = """
tuin|NOUN|de|garden|tuinen|4.6
schuur|NOUN|de|shed|schuren|3.9
bloem|NOUN|de|flower|bloemen|4.3
hek|NOUN|het|fence|hekken|4.1
pad|NOUN|het|path|paden|4.4
sleutel|NOUN|de|key|sleutels|4.4
zus|NOUN|de|sister|zussen|4.8
buurman|NOUN|de|neighbour|buurmannen|4.2
gieter|NOUN|de|watering can|gieters|2.6
emmer|NOUN|de|bucket|emmers|3.7
water|NOUN|het|water|-|5.3
regen|NOUN|de|rain|-|4.6
opbellen|VERB||ring up|belde op,belden op,opgebeld,hebben|3.7
afsluiten|VERB||lock|sloot af,sloten af,afgesloten,hebben|4.4
werken|VERB||work|werkte,werkten,gewerkt,hebben|5.4
vinden|VERB||find|vond,vonden,gevonden,hebben|5.9
vullen|VERB||fill|vulde,vulden,gevuld,hebben|4.1
lachen|VERB||laugh|lachte,lachten,gelachen,hebben|4.9
plukken|VERB||pick|plukte,plukten,geplukt,hebben|3.6
lenen|VERB||lend|leende,leenden,geleend,hebben|4.0
oud|ADJ||old||5.4
droog|ADJ||dry||4.4
smal|ADJ||narrow||3.9
vol|ADJ||full||5.2
luid|ADV||loudly||4.1
zorgvuldig|ADV||carefully||4.0
"""

# Dutch in the notation above, then English; a blank line ends a paragraph.
GARDEN_TEXT = """
De tuin/NOUN van Marijke/PROPN
Marijke's garden

Marijke/PROPN werkt/VERB:werken elke dag in haar tuin/NOUN .
Marijke works in her garden every day.
Achter het hek/NOUN staat/AUX een oude/ADJ:oud schuur/NOUN .
Behind the fence stands an old shed.
Ze vindt/VERB:vinden de sleutel/NOUN onder een emmer/NOUN .
She finds the key under a bucket.

Het is/AUX vandaag heel droog/ADJ .
It is very dry today.
Dus vult/VERB:vullen ze de gieter/NOUN met koud water/NOUN .
So she fills the watering can with cold water.
De buurman/NOUN lacht/VERB:lachen luid/ADV , want hij verwacht/AUX regen/NOUN .
The neighbour laughs loudly, because he expects rain.
Hij leent/VERB:lenen haar zijn grote gieter/NOUN .
He lends her his big watering can.

Daarna belt/VERB:opbellen Marijke/PROPN haar zus/NOUN op/+ .
Then Marijke rings up her sister.
Samen plukken/VERB:plukken ze de bloemen*/NOUN:bloem langs het smalle/ADJ:smal pad/NOUN .
Together they pick the flowers along the narrow path.
De emmer/NOUN is/AUX vol/ADJ .
The bucket is full.
's Avonds sluit/VERB:afsluiten ze de schuur/NOUN zorgvuldig/ADV af/+ .
In the evening she locks the shed carefully.
"""


def class_lesson(text: str = GARDEN_TEXT, title: str = "Garden") -> Lesson:
    """The lesson that `text` writes down."""
    dutch: list[Sentence] = []
    english: list[Sentence] = []
    words: list[tuple[Token, ...]] = []
    met: dict[tuple[str, str], list[Occurrence]] = {}
    for paragraph, block in enumerate(text.strip().split("\n\n")):
        lines = block.split("\n")
        for notation, translation in zip(lines[::2], lines[1::2], strict=True):
            index = len(dutch)
            written, tokens, found = _read(notation)
            for key, places in found:
                met.setdefault(key, []).append(Occurrence(index, places, _gloss(key)))
            dutch.append(Sentence(index, written, 2 * paragraph, paragraph))
            english.append(Sentence(index, translation, 2 * paragraph, paragraph))
            words.append(tokens)
    return Lesson(
        title=title,
        english=tuple(english),
        dutch=tuple(dutch),
        beads=tuple(Bead((i,), (i,), 0.99) for i in range(len(dutch))),
        words=tuple(words),
        vocabulary=tuple(_entry(key, tuple(places)) for key, places in met.items()),
        notes=(),
    )


Key = tuple[str, str]


def _read(notation: str) -> tuple[str, tuple[Token, ...], list[tuple[Key, tuple[int, ...]]]]:
    """A sentence as written, its tokens, and the headwords in it with their tokens."""
    written = ""
    tokens: list[Token] = []
    found: list[tuple[Key, tuple[int, ...]]] = []
    for index, part in enumerate(notation.split(" ")):
        form, slash, rest = part.rpartition("/") if "/" in part[1:] else (part, "", "")
        upos, _, lemma = rest.partition(":") if slash else (_SMALL.get(form, "ADV"), "", "")
        plural = form.endswith("*") and len(form) > 1 and upos == "NOUN"
        form = form.removesuffix("*") if plural else form
        if upos == "+":
            upos, (key, places) = "ADP", found[_last_verb(found)]
            found[_last_verb(found)] = (key, (*places, index))
        elif slash and upos in _CONTENT:
            found.append(((lemma or form, upos), (index,)))
        if written and upos != "PUNCT":
            written += " "
        feats = ("Number=Plur" if plural else "Number=Sing") if upos == "NOUN" else ""
        start = len(written)
        written += form
        tokens.append(Token(form, lemma or form, upos, "", feats, start, len(written)))
    return written, tuple(tokens), found


def _last_verb(found: list[tuple[Key, tuple[int, ...]]]) -> int:
    return max(i for i, (key, _) in enumerate(found) if key[1] == "VERB")


def _row(key: Key) -> list[str]:
    rows = (line.split("|") for line in _DICTIONARY.strip().split("\n"))
    return next((row for row in rows if (row[0], row[1]) == key), [*key, "", key[0], "", "4"])


def _gloss(key: Key) -> Gloss:
    return Gloss(_row(key)[3], Source.CONFIRMED, 0.97)


def _entry(key: Key, places: tuple[Occurrence, ...]) -> VocabularyEntry:
    lemma, upos, article, _, forms, zipf = _row(key)
    parts = forms.split(",")
    return VocabularyEntry(
        lemma=lemma,
        upos=upos,
        article=article,
        article_source=Source.LEXICON,
        forms=Forms(plural=forms)
        if upos == "NOUN"
        else Forms("", "", *parts)
        if len(parts) == 4
        else Forms(),
        glosses=(_gloss(key),),
        occurrences=places,
        zipf=float(zipf),
    )


GARDEN_CLASS = class_lesson()

# What each of these would become if a format took it for markup, it must not become.
STRANGE = (
    "=1+1", "#let", "$x$", "~a~", "{b}", "<i>c</i>", "*d*", "_e_", "\\f", "@g", "`h`", "[i](j)",
    "&amp;", "%k", "//l", "--", "'m'", "</script>", "{{n}}", "|o|", "-p", "+q",
    "<!--", "^r^", "\"s\"",
)  # fmt: skip


def strange_lesson() -> Lesson:
    """The garden with a strange word in every sentence, and strange headwords and meanings."""
    odd = cycle(STRANGE)
    lines = []
    for block in GARDEN_TEXT.strip().split("\n\n"):
        rows = block.split("\n")
        for i, row in enumerate(rows):
            marks = f"{next(odd)} {next(odd)}" if i % 2 == 0 else next(odd)
            rows[i] = f"{marks} {row}".replace("//l", "l")
        lines.append("\n".join(rows))
    lesson = class_lesson("\n\n".join(lines), title=" ".join(STRANGE))
    entries = []
    for entry in lesson.vocabulary:
        meant = replace(entry.glosses[0], text=f"{entry.glosses[0].text} {next(odd)}")
        places = tuple(replace(place, gloss=meant) for place in entry.occurrences)
        entries.append(replace(entry, glosses=(meant,), occurrences=places))
    return replace(lesson, vocabulary=tuple(entries))
