"""How the review looks: Textual's own colours, so that dark and light both read well."""

from __future__ import annotations

from typing import Final

CSS: Final = """
Screen { layers: base; }
#header { height: 1; background: $primary-darken-2; color: $text; }
#body { height: 1fr; layout: vertical; }
.-wide #body { layout: horizontal; }
PairsPane { height: 1fr; width: 1fr; }
WordsPane { height: 8; border-top: solid $primary-darken-1; border-title-color: $text-muted; }
.-wide WordsPane { width: 52; height: 1fr; border-top: none; border-left: solid $primary-darken-1; }
WordsPane:focus { border-top: solid $accent; }
.-wide WordsPane:focus { border-top: none; border-left: solid $accent; }
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
