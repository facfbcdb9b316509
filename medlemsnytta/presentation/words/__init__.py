"""Swedish words, numbers and quotations, the same everywhere."""
