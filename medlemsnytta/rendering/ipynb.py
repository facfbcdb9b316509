"""The executed notebook as the file that is kept: every chart also as a picture, so that any reader of notebooks shows it."""

import nbformat
from nbformat import NotebookNode

from medlemsnytta.rendering.bundles import CHART_MIME
from medlemsnytta.rendering.svg import chart_svg

PICTURE_MIME = "image/svg+xml"


def kept_notebook(executed: NotebookNode) -> bytes:
    """The whole file; `executed` is not changed."""
    cells = [_with_pictures(cell) if cell.cell_type == "code" else cell for cell in executed.cells]
    return notebook_bytes(NotebookNode({**executed, "cells": cells}))


def _with_pictures(cell: NotebookNode) -> NotebookNode:
    return NotebookNode({**cell, "outputs": [_with_picture(output) for output in cell.outputs]})


def _with_picture(output: NotebookNode) -> NotebookNode:
    chart = output.get("data", {}).get(CHART_MIME)
    if not chart:
        return output
    return NotebookNode({**output, "data": NotebookNode({**output.data, PICTURE_MIME: chart_svg(chart["spec"])})})


def notebook_bytes(notebook: NotebookNode) -> bytes:
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()
