"""Small notebooks for the tests of how notebooks are run."""

from pathlib import Path

import nbformat


def written(folder: Path, *sources: str) -> Path:
    """A notebook of code cells under one heading, with an empty cell for parameters first."""
    new = nbformat.v4
    parameters = new.new_code_cell("", metadata={"tags": ["parameters"]}, id="parameters")
    cells = [new.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    notebook = new.new_notebook(cells=[parameters, new.new_markdown_cell("## Prov", id="heading"), *cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "prov.ipynb"
    nbformat.write(notebook, path)
    return path
