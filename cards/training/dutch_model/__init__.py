"""The bundled Dutch model, from treebank to the files that ship: see `__main__`."""
