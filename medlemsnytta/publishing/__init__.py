"""How files come to stand in the output folder: whole or not at all, each with its manifest."""
