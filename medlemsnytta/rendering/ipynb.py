"""The executed notebook as the file that is kept: every chart also as a picture, so that any reader of notebooks shows it."""

from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from medlemsnytta.rendering.bundles import CHART_MIME, VEGALITE_MIME, VEGALITE_SCHEMA
from medlemsnytta.rendering.foreign_outputs import without_memory_addresses
from medlemsnytta.rendering.svg import chart_svg
from medlemsnytta.rendering.vega_lite_outputs import drawing, spec_of

PICTURE_MIME = "image/svg+xml"


def kept_notebook(executed: NotebookNode) -> bytes:
    """The whole file; `executed` is not changed."""
    cells = [_with_pictures(cell) if cell.cell_type == "code" else cell for cell in executed.cells]
    return notebook_bytes(NotebookNode({**executed, "cells": cells}))


def _with_pictures(cell: NotebookNode) -> NotebookNode:
    return NotebookNode({**cell, "outputs": [_with_picture(output) for output in cell.outputs]})


def _with_picture(output: NotebookNode) -> NotebookNode:
    data = output.get("data", {})
    if chart := data.get(CHART_MIME):
        return _with_data(output, {**data, PICTURE_MIME: chart_svg(chart["spec"])})
    if (spec := spec_of(data)) and (drawn := drawing(spec)):
        # Altair's own page fetches scripts from the net, and has another name in it each time.
        kept = {mime: content for mime, content in data.items() if mime != "text/html"}
        in_jupyter = {VEGALITE_MIME: {**spec, "$schema": VEGALITE_SCHEMA}}
        return _with_data(output, {**in_jupyter, **kept, PICTURE_MIME: drawn})
    if "0x" in (plain := str(data.get("text/plain") or "")):
        return _with_data(output, {**data, "text/plain": without_memory_addresses(plain)})
    return output


def _with_data(output: NotebookNode, data: Mapping[str, Any]) -> NotebookNode:
    return NotebookNode({**output, "data": NotebookNode(data)})


def notebook_bytes(notebook: NotebookNode) -> bytes:
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()
