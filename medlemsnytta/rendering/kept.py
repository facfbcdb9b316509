"""The executed notebook as the file that is kept: every chart also as a picture, so that any reader of notebooks shows it."""

import copy

import nbformat
from nbformat import NotebookNode

from medlemsnytta.presentation.bundles import CHART_MIME
from medlemsnytta.rendering.svg import chart_svg

PICTURE_MIME = "image/svg+xml"


def kept_notebook(executed: NotebookNode) -> bytes:
    """The whole file; `executed` is not changed."""
    notebook = copy.deepcopy(executed)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if chart := output.get("data", {}).get(CHART_MIME):
                output.data[PICTURE_MIME] = chart_svg(chart["spec"])
    return notebook_bytes(notebook)


def notebook_bytes(notebook: NotebookNode) -> bytes:
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()
