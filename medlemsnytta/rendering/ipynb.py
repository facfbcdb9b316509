"""The executed notebook as the file that is kept: every chart also as a picture, so that any reader of notebooks shows it."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines

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
    """As nbformat writes it, which copies every node first and then has Python's slow writer: 25 ms of a report, not 10."""
    cells = [_own_outputs(NotebookNode(cell)) for cell in notebook.cells]
    return (_indented(split_lines(NotebookNode({**notebook, "cells": cells}))) + "\n").encode()


def _own_outputs(cell: NotebookNode) -> NotebookNode:
    """The cell with outputs of its own, down to where lines are split."""
    if "attachments" in cell:
        cell["attachments"] = {name: dict(attached) for name, attached in cell["attachments"].items()}
    if "outputs" in cell:
        cell["outputs"] = [NotebookNode(output) for output in cell["outputs"]]
        for output in cell["outputs"]:
            if "data" in output:
                output["data"] = dict(output["data"])
    return cell


def _indented(value: Any, line: str = "\n") -> str:
    """As `json.dumps` with an indent of one, names in order."""
    inner = f"{line} "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) and value:
        named = [f"{encode_basestring(name)}: {_indented(value[name], inner)}" for name in sorted(value)]
        return f"{{{inner}{f',{inner}'.join(named)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(one, inner) for one in value])}{line}]"
    return json.dumps(value)
