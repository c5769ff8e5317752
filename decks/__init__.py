"""What people hold in their hands: Anki packages, the terminal, the command line.

`decks` imports `cards`; never the reverse.
"""
