"""One table as it stands in a file, numbered rows under a header; what the cells mean is not known here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import Origin
from medlemsnytta.inputs.tables.code_words import column_code

Cell = str | Decimal | date
"""Text as it was typed, "" where nothing was; a workbook also has numbers and days."""

MAX_ROWS = 50_000
MAX_COLUMNS = 200
TOO_LARGE = f"fler än {MAX_ROWS:,} rader eller {MAX_COLUMNS} kolumner".replace(",", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, eq=False)
class Sheet:
    """`rows` are those with something in them, under the number that the spreadsheet shows; texts are trimmed.

    A sheet that cannot be read has no header, and `problems` that say why.
    """

    origin: Origin
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def sheet_of(
    origin: Origin,
    headings: Sequence[str],
    numbered: Iterable[tuple[int, tuple[Cell, ...]]],
    astray_fix: str,
    problems: Sequence[Problem] = (),
) -> Sheet:
    """The rows below the headings that have something in them; a cell under no name is a problem."""
    header = tuple(map(column_code, headings))
    origin = Origin(origin.path, origin.sheet, header, tuple(headings))
    rows, found = [], list(problems)
    for number, cells in numbered:
        if not any(cell != "" for cell in cells):
            continue
        padded = cells + ("",) * (len(header) - len(cells))
        astray = next(_astray(padded, header), None)
        if astray is None:
            rows.append((number, padded))
        else:
            what = f"cell {astray + 1} står inte under någon rubrik."
            found.append(Problem(origin.cell(number, astray), what, astray_fix))
    return Sheet(origin, origin.header, tuple(rows), tuple(found))


def unreadable(origin: Origin, where: str, what: str, fix: str) -> Sheet:
    """A sheet of which nothing could be read, for one reason."""
    return Sheet(origin, problems=(Problem(where, what, fix),))


def no_header(origin: Origin, columns: Iterable[str], how: str = "") -> Sheet:
    """A sheet whose first row names none of the table's `columns`."""
    what = f"rubrikraden har ingen av tabellens kolumner{how}."
    return unreadable(origin, origin.place(1), what, f"Rad 1 ska vara: {','.join(columns)}")


def _astray(cells: Sequence[Cell], header: Sequence[str]) -> Iterator[int]:
    """Cells with no name above them. In a row longer than the header even an empty one tells of a shift."""
    yield from (place for place, cell in enumerate(cells[: len(header)]) if cell != "" and not header[place])
    if len(cells) > len(header):
        yield len(header)
