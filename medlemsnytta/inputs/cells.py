"""One cell's text read as the kind of value its column holds; what cannot be read without guessing is refused."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "integer", "decimal", "date", "partial_date"]

TEXT_KINDS: tuple[Kind, ...] = ("text", "partial_date")
"""The kinds whose values are text, "" when unknown; the others have a null."""

WHAT_IS_WRONG: dict[Kind, str] = {
    "text": "innehåller ett osynligt styrtecken",
    "integer": "är inget heltal",
    "decimal": "är inget tal",
    "date": "är inget datum som finns",
    "partial_date": "är inget årtal, ingen månad och inget datum som finns",
}

# Fifteen digits are more than any figure here needs and fewer than a 64-bit integer holds.
_WHOLE = r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4})"
_INTEGER = re.compile(_WHOLE)
_DECIMAL = re.compile(_WHOLE + r"(?:[.,][0-9]{1,15})?")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_GROUPING = re.compile(r"[ \u00a0\u202f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def read_cell(cell: str, kind: Kind) -> object:
    """The value of a cell that is not empty; raises ValueError when it is not of its `kind`."""
    return _READERS[kind](cell)


def _text(cell: str) -> str:
    if _CONTROL.search(cell):
        raise ValueError(cell)
    return cell


def _integer(cell: str) -> int:
    return int(_plain_number(cell, _INTEGER))


def _decimal(cell: str) -> Decimal:
    return Decimal(_plain_number(cell, _DECIMAL).replace(",", "."))


def _plain_number(cell: str, pattern: re.Pattern[str]) -> str:
    """Excel saves a number as it shows it, so groups of three digits and a real minus sign are numbers too."""
    typed = cell.replace("\N{MINUS SIGN}", "-")
    if not pattern.fullmatch(typed):
        raise ValueError(cell)
    return _GROUPING.sub("", typed)


def _date(cell: str) -> date:
    if len(cell) != len("2025-04-01"):
        raise ValueError(cell)
    return date.fromisoformat(_partial_date(cell))


def _partial_date(cell: str) -> str:
    parts = _PARTIAL_DATE.fullmatch(cell)
    if parts is None:
        raise ValueError(cell)
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    date(year, month, day)
    return cell


_READERS: dict[Kind, Callable[[str], object]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "partial_date": _partial_date,
}
