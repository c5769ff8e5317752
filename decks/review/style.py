"""How the review looks: Textual's own colours, so that dark and light both read well."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    "kaartenbak-dark",
    primary="#4a90c4",
    secondary="#c678b5",
    accent="#e0a458",
    warning="#e0a030",
    error="#e06c60",
    success="#7fbf7f",
    foreground="#dcdcdc",
    background="#16181a",
    surface="#1e2124",
    panel="#2a2f34",
    dark=True,
)
LIGHT: Final = Theme(
    "kaartenbak-light",
    primary="#1f5f93",
    secondary="#8a2f7a",
    accent="#9a5a00",
    warning="#b06a00",
    error="#b3261e",
    success="#2e7d32",
    foreground="#1c1c1c",
    background="#fbfbf8",
    surface="#f2f2ee",
    panel="#e3e6e8",
    dark=False,
)

CSS: Final = """
Screen { layers: base; }
#header { height: 1; background: $primary-darken-1; color: $text; }
#body { height: 1fr; layout: vertical; }
.-wide #body { layout: horizontal; }
PairsPane { height: 1fr; width: 1fr; }
WordsPane { height: 7; }
.-low WordsPane { height: 3; }
.-middling WordsPane.-empty { height: 3; }
.-tall WordsPane { height: 10; }
.-wide WordsPane {
    width: 32%; min-width: 40; max-width: 60; height: 1fr;
    border-left: solid $foreground 20%;
}
#message { height: 1; color: $text-accent; }
#footer { height: 2; background: $panel; }

.pairs--here { background: $panel; }
.pairs--sentence { text-style: bold; }
.pairs--nr { color: $text-muted; }
.pairs--doubtful { background: $warning-muted; color: $text-warning; text-style: bold; }
.pairs--unlikely { background: $error-muted; color: $text-error; text-style: bold; }
.pairs--hand { color: $text-success; }
.pairs--faint { color: $text-muted; text-style: italic; }
.pairs--found { text-style: reverse; }
.words--here { background: $panel; }
.words--de { color: $text-primary; }
.words--het { color: $text-secondary; }
.words--faint { color: $text-muted; }
.words--hand { color: $text-success; }
.words--focus { color: $accent; text-style: bold; }

ModalScreen { align: center middle; }
.box {
    width: 90%; max-width: 76; height: auto; max-height: 90%;
    border: round $primary; background: $surface; padding: 0 1;
}
.box Static { width: 1fr; }
.keys { margin-bottom: 1; }
.box Input, .box TextArea { margin: 1 0; }
.box TextArea { height: 6; }
.box OptionList { height: auto; max-height: 12; margin: 1 0; }
"""
