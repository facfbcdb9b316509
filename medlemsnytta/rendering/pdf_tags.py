"""The step after Typst, for those who listen or search: row headers, and plain spaces; the one module that knows pikepdf.

Typst tags column headers but has no switch for row headers from Python, and a screen reader needs both to say what a
number belongs to. A hard space keeps a number on its line, but a voice reads "38 291" with one as two numbers, and a
search for it finds nothing: so the file says a plain space, and the page keeps its look.
"""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_SINGLE_GLYPHS = re.compile(rb"beginbfchar.*?endbfchar", re.DOTALL)
_HARD_SPACE = re.compile(rb"(<[0-9A-Fa-f]+>\s*)<00A0>", re.IGNORECASE)
_ENDS_IN_RETURN = b"\r\nendstream"
"""A packed stream that by chance ends so seems a byte longer than it says, and a checker complains of its length."""

_MAY_STAND_APART = ("/MarkInfo", "/ViewerPreferences")
"""Parts of the catalogue that, given a number of their own, move all later numbers, and so the chance."""

_HOLDERS = {"/Document", "/Part", "/Sect", "/Div", "/Table", "/TBody"}


def made_audible(pdf: bytes) -> bytes:
    """The same file, packed, with `TH` and `Scope=Row` on the first cell of every row, and hard spaces said as plain."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        for meanings in _character_maps(file):
            said = _SINGLE_GLYPHS.sub(lambda part: _HARD_SPACE.sub(rb"\1<0020>", part[0]), meanings.read_bytes())
            meanings.write(said)
        for row in _body_rows(file.Root.StructTreeRoot):
            cells = _children(row)
            if cells and cells[0].S == pikepdf.Name.TD:
                _make_row_header(cells[0])
        packed = _lengthened(_packed(file))
        for name in _MAY_STAND_APART:
            if _ENDS_IN_RETURN not in packed:
                break
            file.Root[name] = file.make_indirect(file.Root[name])
            packed = _lengthened(_packed(file))
    return packed


FEW_LINES = 15_000
"""Bytes that place a page's words: of a full page there are some fifty thousand, of a third of a page as many as these."""


def nearly_empty_pages(pdf: bytes) -> int:
    """How many pages after the first have a few lines alone."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        return sum(len(page.Contents.read_bytes()) < FEW_LINES for page in list(file.pages)[1:])


def _lengthened(packed: bytes) -> bytes:
    """The file, whose packed streams that end so have a byte after their end, which no reader unpacks."""
    import pikepdf

    if _ENDS_IN_RETURN not in packed:
        return packed
    with pikepdf.open(io.BytesIO(packed)) as file:
        streams = [each for each in file.objects if isinstance(each, pikepdf.Stream) and "/Filter" in each]
        seeming = [(each, raw) for each in streams if (raw := each.read_raw_bytes()).endswith(b"\r")]
        for each, raw in seeming:
            each.write(raw + b"\n", filter=each.Filter, decode_parms=each.get("/DecodeParms"))
        return _packed(file) if seeming else packed


def _packed(file: "pikepdf.Pdf") -> bytes:
    import pikepdf

    packed = io.BytesIO()
    file.save(
        packed,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return packed.getvalue()


def _character_maps(file: "pikepdf.Pdf") -> Iterator["pikepdf.Object"]:
    """What each glyph of each font says, once; fonts stand with the pages and with the drawings on them."""
    seen = set()
    holders = [page.obj for page in file.pages]
    while holders:
        for kind, named in holders.pop().get("/Resources", {}).items():
            if kind not in ("/Font", "/XObject"):
                continue
            for _, each in named.items():
                if each.objgen in seen:
                    continue
                seen.add(each.objgen)
                if kind == "/XObject":
                    holders.append(each)
                elif "/ToUnicode" in each:
                    yield each.ToUnicode


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
