"""A learner who has lived with the deck `GARDEN`: what is theirs must survive every import."""

from __future__ import annotations

from typing import Any

from anki.collection import Collection

EDITED, TAGGED, SUSPENDED, REVIEWED, MOVED = (
    f'note:"Kaartenbak Vocabulary" Word:"{word}"'
    for word in ("pad", "opbellen", "moestuin", "zich vergissen", "vliegen")
)
OWN_DECK, RENAMED = "Eigen", "Gaten in de haag"
OWN_STYLE = ".kb { font-size: 30px; }"


def settle_in(col: Collection) -> None:
    """Edit a field, add a tag, suspend, review and move a card, rename a deck, edit the style."""
    edited = _note(col, EDITED)
    edited["Gloss"] = "my own gloss"
    col.update_note(edited)
    tagged = _note(col, TAGGED)
    tagged.tags.append("mine")
    col.update_note(tagged)
    col.sched.suspend_cards(col.find_cards(SUSPENDED))
    reviewed = col.get_card(col.find_cards(REVIEWED)[0])
    reviewed.start_timer()
    col.sched.answerCard(reviewed, 3)
    col.set_deck(col.find_cards(MOVED), col.decks.id(OWN_DECK))
    col.decks.rename(col.decks.by_name("De volkstuin::Cloze")["id"], RENAMED)
    style = col.models.by_name("Kaartenbak Vocabulary")
    style["css"] += OWN_STYLE
    col.models.update_dict(style)


def belongings(col: Collection) -> dict[str, Any]:
    """Everything that `settle_in` did, as it is in the collection now."""
    edited, tagged = _note(col, EDITED), _note(col, TAGGED)
    reviewed = col.get_card(col.find_cards(REVIEWED)[0])
    return {
        "edited field": dict(edited.items()) | {"tags": edited.tags},
        "own tag": dict(tagged.items()) | {"tags": tagged.tags},
        "suspended card": [col.get_card(card).queue for card in col.find_cards(SUSPENDED)],
        "review history": (
            col.db.all("SELECT cid, ease, ivl, factor, type FROM revlog"),
            (reviewed.type, reviewed.queue, reviewed.reps, reviewed.ivl),
        ),
        "moved card": _decks(col, MOVED),
        "renamed deck": _decks(col, 'note:"Kaartenbak Cloze"'),
        "edited style": OWN_STYLE in col.models.by_name("Kaartenbak Vocabulary")["css"],
    }


def _note(col: Collection, search: str) -> Any:
    return col.get_note(min(col.find_notes(search)))


def _decks(col: Collection, search: str) -> list[str]:
    return [col.decks.name(col.get_card(card).did) for card in sorted(col.find_cards(search))]
