"""A name that a cell needs and that no cell before it has made: which cell makes it, in words for whoever moved it."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined")


def explanation(error: str, notebook: "NotebookNode", original: "NotebookNode | None") -> str:
    """Where the name of a NameError is made, in `notebook` itself or else in the `original` of it; empty where unknown."""
    found = _NOT_DEFINED.search(error)
    if found is None:
        return ""
    name = found[1]
    if cell := _maker(name, notebook.cells):
        return f"{name} görs av en cell som står längre ner, {cell}. Flytta upp den."
    if original is not None and (cell := _maker(name, original.cells)):
        return (
            f"{name} görs av en cell som saknas, {cell}. Lägg tillbaka den, eller ta bort cellerna som använder {name}."
        )
    return ""


def _maker(name: str, cells: "Iterable[NotebookNode]") -> str:
    """The first cell that makes the name, by the line that does so."""
    for cell in cells:
        if cell.cell_type == "code":
            for made, line in _made(cell.source):
                if made == name:
                    return f"»{cell.source.splitlines()[line - 1].strip()}«"
    return ""


def _made(source: str) -> Iterator[tuple[str, int]]:
    """Every name that some source assigns or imports, and on which of its lines."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((each.asname or each.name.partition(".")[0], node.lineno) for each in node.names)
