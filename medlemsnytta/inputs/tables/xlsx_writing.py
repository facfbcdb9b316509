"""Workbooks written: the same bytes for the same content, and no cell a formula; a person's are written by `starting`."""

import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from medlemsnytta.files.zips import zipped
from medlemsnytta.inputs.tables.sheets import Cell, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

AUTHOR = "Medlemsnytta"
_PROPERTIES = "docProps/core.xml"
_STAMP_TEXT = "2000-01-01T00:00:00Z"
_ESCAPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook cannot hold as it is, and what would be read as one of these."""


def tables_alone(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with these tables and nothing else, each cell where it stood: no other sheet, comment, format or property."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        written = book.create_sheet(sheet.origin.sheet)
        for number, cells in ((1, sheet.origin.headings), *sheet.rows):
            for place, value in enumerate(cells, start=1):
                if value == "":
                    continue
                cell = written.cell(number, place, _as_typed(value))
                if isinstance(value, str):
                    # Whatever it looks like: a formula, an error, a number.
                    cell.data_type = "s"
    if not book.sheetnames:
        book.create_sheet()
    return same_bytes(book, zipfile.ZIP_STORED)


def escaped(text: str) -> str:
    """The text as a workbook holds it."""
    return _ESCAPED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def _as_typed(value: Cell) -> object:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return value


def same_bytes(book: "Workbook", compression: int) -> bytes:
    """The workbook without the hour at which it was made."""
    saved = io.BytesIO()
    book.properties.creator = AUTHOR
    book.save(saved)
    return packed_alike(saved.getvalue(), compression)


def packed_alike(content: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An Office file packed without the hour at which it was."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[_PROPERTIES] = re.sub(rb">[0-9-]+T[0-9:.]+Z?<", f">{_STAMP_TEXT}<".encode(), parts[_PROPERTIES])
    return zipped(parts.items(), compression)
