"""A CSV file as a spreadsheet saved it, read as numbered rows of text; what the cells mean is not known here."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import place

_SAVE_AS_UTF8 = "Öppna den i Excel, välj Spara som och filtypen CSV UTF-8 (kommaavgränsad)."
_MEND_QUOTES = 'Ett citattecken inleder och avslutar en hel cell; inuti cellen skrivs det dubbelt: "".'


@dataclass(frozen=True)
class Sheet:
    """`rows` are those with something in them, under the number that the spreadsheet shows; cells are trimmed."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...] = ()


def read_sheet(file: Path, path: str, columns: Collection[str]) -> Sheet:
    """Read `file`, called `path` in problems; `columns` are the names that tell comma from semicolon."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable(Problem(path, "filen är inte sparad som UTF-8.", _SAVE_AS_UTF8))
    except OSError:
        fix = "Stäng den i andra program, se efter att du får läsa den och försök igen."
        return _unreadable(Problem(path, "filen går inte att öppna.", fix))
    # A line break within a cell is the same whichever system saved it.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(",;", key=lambda mark: len(set(_header(text, mark)) & set(columns)))
    header = _header(text, delimiter)
    if not set(header) & set(columns):
        what = "rubrikraden har ingen av tabellens kolumner, varken med komma eller semikolon mellan dem."
        return _unreadable(Problem(place(path, 1), what, f"Rad 1 ska vara: {','.join(columns)}"))
    return _body(text, delimiter, header, path)


def _unreadable(problem: Problem) -> Sheet:
    return Sheet((), (), (problem,))


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return next(_records(text, delimiter), ())
    except csv.Error:
        return ()


def _records(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    for record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
        yield tuple(cell.strip() for cell in record)


def _body(text: str, delimiter: str, header: tuple[str, ...], path: str) -> Sheet:
    rows, problems, number = [], [], 0
    try:
        # A record is a row of the spreadsheet, however many lines its cells take up in the file.
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if number == 1 or not any(cells):
                continue
            padded = cells + ("",) * (len(header) - len(cells))
            astray = _first_astray(padded, header)
            if astray is None:
                rows.append((number, padded))
            else:
                what = f"cell {astray + 1} står inte under någon rubrik."
                fix = f"Ta bort den, eller sätt citattecken runt en cell som innehåller '{delimiter}'."
                problems.append(Problem(place(path, number), what, fix))
    except csv.Error:
        problems.append(Problem(place(path, number + 1), "ett citattecken står fel eller saknas.", _MEND_QUOTES))
    return Sheet(header, tuple(rows), tuple(problems))


def _first_astray(cells: tuple[str, ...], header: tuple[str, ...]) -> int | None:
    """The first cell with no name above it. In a row longer than the header even an empty one tells of a shift."""
    unnamed = (position for position, cell in enumerate(cells[: len(header)]) if cell and not header[position])
    return next(unnamed, len(header) if len(cells) > len(header) else None)
