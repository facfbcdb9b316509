"""The notebook file is written as nbformat writes it, byte for byte."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from medlemsnytta.rendering.ipynb import notebook_bytes
from tests.conftest import ROOT

DATA = {
    "text/plain": "en rad\nen till",
    "text/html": "<p>å</p>\n",
    "image/svg+xml": "<svg>\n</svg>",
    "application/json": {"b": [1, 2.5, None, True, -0.0, 1e-9], "a": {}, "å": [], "": [[], {}, '\u2028\t"\\']},
}
OUTPUTS = [
    new_output("stream", name="stdout", text="ett\ntvå\n"),
    new_output("display_data", data=DATA, metadata={"z": 1, "a": {"isolated": True}}),
    new_output("execute_result", data=DATA, execution_count=3),
    new_output("error", ename="E", evalue="å\nä", traceback=["a\nb", "c"]),
]
PICTURE = {"a.png": {"image/png": "aGVq", "text/plain": "a\nb"}}
CELLS = [
    new_markdown_cell("# Rubrik\n\nText", id="1", attachments=PICTURE),
    new_code_cell("a = 1\na", id="2", execution_count=3, outputs=OUTPUTS, metadata={"tags": ["b", "a"]}),
    new_raw_cell("rå", id="3"),
    new_code_cell("", id="4"),
]
NOTEBOOKS = {
    "every kind of cell and output": new_notebook(cells=CELLS, metadata={"language_info": {"name": "python"}}),
    "no cells": new_notebook(),
    **{path.stem: nbformat.read(path, as_version=4) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))},
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_bytes_are_nbformats_and_the_notebook_is_not_changed(name):
    notebook = NOTEBOOKS[name]
    before = copy.deepcopy(notebook)
    written = notebook_bytes(notebook)
    assert written.decode() == nbformat.writes(notebook).rstrip("\n") + "\n"
    assert notebook == before
    assert json.dumps(notebook) == json.dumps(before)
