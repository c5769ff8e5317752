"""The three note types, frozen: what learners have in their collections cannot be renamed there.

Adding, removing or reordering a field or a card template under the same model id gives learners a
second note type and strands their notes. So every schema carries two spare fields; ids follow
from the position, and a spare field that comes into use keeps its position. The look of the cards
(`templates/`) may change: set `LOOK_STAMP` to the day, and Anki takes the new look wherever the
learner has not changed it.

`Pronunciation` holds bare IPA, without slashes; `Audio` and `SentenceAudio` hold `[sound:…]` of the
headword and of the sentence, and go before the device's voice, which `Speech` asks for. `Speech`,
`TapEnglish`, `Typed`, `Production`, `ArticleCard` and `BothDirections` are flags: filled is yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from cards.model import NoteKind

LOOK_STAMP: Final = 1_795_305_600
"""Unix time (2026-11-22T00:00:00Z) of the last change to `templates/`."""


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """A kind of card: its name, the two files that lay it out, and the fields it cannot do without.

    A card is made when all `required` fields are filled, whatever the others hold.
    """

    name: str
    front: str
    back: str
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A frozen schema. Anki shows notes in its browser by `sort_field`."""

    kind: NoteKind
    model_id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[CardTemplate, ...]
    sort_field: str
    is_cloze: bool = False

    def field_id(self, name: str) -> int:
        """The lasting id of a field."""
        return self.model_id * 100 + self.fields.index(name)

    def template_id(self, template: CardTemplate) -> int:
        """The lasting id of a card template."""
        return self.model_id * 100 + 90 + self.templates.index(template)


_WORD_FIELDS: Final = (
    "Word",
    "Article",
    "ArticleUnsure",
    "PartOfSpeech",
    "Pronunciation",
    "Gloss",
    "GlossSource",
    "GlossUnsure",
    "OtherGlosses",
    "Plural",
    "Diminutive",
    "Past",
    "Perfect",
    "Parts",
    "Note",
    "Frequency",
)
_ORIGIN_FIELDS: Final = ("Source", "SourceLink")
_SPARE_FIELDS: Final = ("Spare1", "Spare2")

VOCABULARY: Final = NoteType(
    kind=NoteKind.VOCABULARY,
    model_id=1_523_608_001,
    name="Kaartenbak Vocabulary",
    fields=(
        *_WORD_FIELDS,
        "Audio",
        "Sentence",
        "SentenceAudio",
        "English",
        "Examples",
        *_ORIGIN_FIELDS,
        "Speech",
        "TapEnglish",
        "Production",
        "ArticleCard",
        *_SPARE_FIELDS,
    ),
    templates=(
        CardTemplate("Recognition", "vocabulary-front.html", "vocabulary-back.html", ("Word",)),
        CardTemplate(
            "Production", "production-front.html", "production-back.html", ("Gloss", "Production")
        ),
        CardTemplate(
            "Article", "article-front.html", "article-back.html", ("Article", "ArticleCard")
        ),
    ),
    sort_field="Word",
)
CLOZE: Final = NoteType(
    kind=NoteKind.CLOZE,
    model_id=1_523_608_002,
    name="Kaartenbak Cloze",
    fields=(
        "Text",
        "SentenceAudio",
        "English",
        "Typed",
        *_WORD_FIELDS,
        *_ORIGIN_FIELDS,
        "Speech",
        "TapEnglish",
        *_SPARE_FIELDS,
    ),
    templates=(CardTemplate("Cloze", "cloze-front.html", "cloze-back.html", ("Text",)),),
    sort_field="Word",
    is_cloze=True,
)
SENTENCES: Final = NoteType(
    kind=NoteKind.SENTENCES,
    model_id=1_523_608_003,
    name="Kaartenbak Sentences",
    fields=(
        "Dutch",
        "SentenceAudio",
        "English",
        "BothDirections",
        *_ORIGIN_FIELDS,
        "Speech",
        *_SPARE_FIELDS,
    ),
    templates=(
        CardTemplate("Dutch to English", "dutch-front.html", "dutch-back.html", ("Dutch",)),
        CardTemplate(
            "English to Dutch",
            "english-front.html",
            "english-back.html",
            ("English", "BothDirections"),
        ),
    ),
    sort_field="Dutch",
)

NOTE_TYPES: Final = {kind.kind: kind for kind in (VOCABULARY, CLOZE, SENTENCES)}


def layout(name: str) -> str:
    """The template file `name`, with each `{{> part}}` replaced by the file `part`.html."""
    text = (files("decks") / "templates" / name).read_text("utf-8")
    while "{{> " in text:
        before, _, rest = text.partition("{{> ")
        part, _, after = rest.partition("}}")
        text = before + layout(f"{part}.html").strip() + after
    return text
