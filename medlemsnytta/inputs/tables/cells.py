"""One cell read as the kind of value its column holds; what cannot be read without guessing is refused."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

from medlemsnytta.inputs.invisible_characters import INVISIBLE
from medlemsnytta.inputs.tables import mistyped
from medlemsnytta.inputs.tables.sheets import Cell

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
_THOUSANDS_OR_THOUSANDTHS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MIDNIGHT = re.compile(r"(?<=[0-9])[ T]00:00(:00(\.0+)?)?$")
_GROUPING = re.compile(r"[ \u00a0\u202f]")
_MOST = Decimal(10) ** 15
MAX_LETTERS = 32_767
"""What a cell in Excel holds."""


class Unreadable(ValueError):
    """A cell that is not of its column's kind: what is wrong with it, and a remedy closer than the column's own."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def read_cell(cell: Cell, kind: Kind) -> object:
    """The value of a cell that is not empty; raises Unreadable when it is not of its `kind`."""
    try:
        return _READERS[kind](cell)
    except Unreadable:
        raise
    except ValueError:
        what, fix = mistyped.explained(cell, kind) or (WHAT_IS_WRONG[kind], "")
        raise Unreadable(what, fix) from None


def _text(cell: Cell) -> str:
    text = plain_text(cell)
    if len(text) > MAX_LETTERS:
        raise Unreadable(f"har {len(text)} tecken", f"Korta texten; en cell i Excel rymmer {MAX_LETTERS}.")
    if INVISIBLE.search(text):
        raise Unreadable(WHAT_IS_WRONG["text"], "Skriv om cellen för hand; tecknet följde med från ett annat program.")
    return text


def as_typed(cell: Cell) -> str:
    """A cell as a Swedish spreadsheet shows it, for a problem."""
    return plain_text(cell).replace(".", ",") if isinstance(cell, Decimal) else plain_text(cell)


def plain_text(cell: Cell) -> str:
    """A cell as it would be typed: numbers without exponent, days as 2025-04-01."""
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _integer(cell: Cell) -> int:
    if isinstance(cell, Decimal):
        if cell != cell.to_integral_value() or abs(cell) >= _MOST:
            raise ValueError(cell)
        return int(cell)
    return int(_plain_number(cell, _INTEGER))


def _decimal(cell: Cell) -> Decimal:
    if isinstance(cell, Decimal):
        if abs(cell) >= _MOST:
            raise ValueError(cell)
        return cell
    if isinstance(cell, str) and _THOUSANDS_OR_THOUSANDTHS.fullmatch(cell):
        whole, decimals = re.split("[.,]", cell)
        what = f"kan betyda både {whole}{decimals} och {whole},{decimals.rstrip('0') or '0'}"
        raise Unreadable(what, f"Skriv {whole}{decimals}, eller {whole},{decimals}0 med fyra decimaler.")
    return Decimal(_plain_number(cell, _DECIMAL).replace(",", "."))


def _plain_number(cell: Cell, pattern: re.Pattern[str]) -> str:
    """Excel saves a number as it shows it, so groups of three digits and a real minus sign are numbers too."""
    typed = cell.replace("\N{MINUS SIGN}", "-") if isinstance(cell, str) else ""
    if not pattern.fullmatch(typed):
        raise ValueError(cell)
    return _GROUPING.sub("", typed)


def _date(cell: Cell) -> date:
    if isinstance(cell, date):
        return cell
    whole = _partial_date(cell)
    if len(whole) != len("2025-04-01"):
        raise ValueError(cell)
    return date.fromisoformat(whole)


def _partial_date(cell: Cell) -> str:
    typed = _MIDNIGHT.sub("", plain_text(cell))
    parts = _PARTIAL_DATE.fullmatch(typed)
    if parts is None:
        raise ValueError(cell)
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    date(year, month, day)
    return typed


_READERS: dict[Kind, Callable[[Cell], object]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "partial_date": _partial_date,
}
