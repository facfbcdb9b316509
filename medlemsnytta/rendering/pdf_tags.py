"""The step after Typst: the first cell of each body row becomes the row's header; the one module that knows pikepdf.

Typst tags column headers but has no switch for row headers from Python, and a screen reader needs both to say what a
number belongs to.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_HOLDERS = {"/Document", "/Part", "/Sect", "/Div", "/Table", "/TBody"}


def tag_row_headers(pdf: bytes) -> bytes:
    """The same file, packed, with `TH` and `Scope=Row` on the first cell of every row that has none yet."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        for row in _body_rows(file.Root.StructTreeRoot):
            cells = _children(row)
            if cells and cells[0].S == pikepdf.Name.TD:
                _make_row_header(cells[0])
        packed = io.BytesIO()
        file.save(
            packed,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return packed.getvalue()


def _make_row_header(cell: "pikepdf.Object") -> None:
    import pikepdf

    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    attributes = cell.get("/A", pikepdf.Array())
    earlier = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    cell.S = pikepdf.Name.TH
    cell.A = pikepdf.Array([*earlier, scope])


def _body_rows(element: "pikepdf.Object") -> Iterator["pikepdf.Object"]:
    """The rows of every table's body; only what can hold a table is looked into, for each look costs."""
    for child in _children(element):
        kind = str(child.S)
        if kind == "/TR":
            yield child
        elif kind in _HOLDERS:
            yield from _body_rows(child)


def _children(element: "pikepdf.Object") -> list["pikepdf.Object"]:
    """The structure elements directly below; marked content and object references are left out."""
    import pikepdf

    below = element.get("/K", pikepdf.Array())
    candidates = below if isinstance(below, pikepdf.Array) else [below]
    return [child for child in candidates if isinstance(child, pikepdf.Dictionary) and "/S" in child]
