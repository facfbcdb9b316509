"""How another municipality begins: a params file and empty tables that explain themselves; nothing is overwritten."""
