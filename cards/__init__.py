"""Language: from an English text and its Dutch translation to a `Lesson`.

Nothing in this package prints, reads the environment or knows Anki; that is `decks`.
"""
