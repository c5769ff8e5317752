"""Questions and word lists for learning platforms, made from the same lesson as the deck.

`questions` makes one `Quiz` of a lesson and `words` one list; each other module writes one format
of them, escaped by its rules. Every word of a question comes from the lesson or from
`decks.worksheets.phrases`.
"""
