"""How a notebook becomes the contents of files: executed, read as blocks, written as HTML and PDF."""
