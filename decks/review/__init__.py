"""The full-screen view in which a person corrects a lesson.

What a key does is a plain function from one `state.Review` to the next (`moves`, `pairs`, `words`);
`page` and `panes` draw it, `app` ties both to a terminal. Only `app`, `panes`, `dialogs` and
`style` know Textual, and only the command imports them.
"""
