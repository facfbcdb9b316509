"""A table of reports, one row each: the column `report` names it, the others are parameters, as a params file has them.

An empty cell is a parameter left out. A row with nothing but a name is the report that has a params file of that name.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.params import schema
from medlemsnytta.inputs.parameters.reports import is_report_name, page_called, parameter_file
from medlemsnytta.inputs.parameters.yaml_lines import Located, read_value
from medlemsnytta.inputs.places import Origin, nearest, shown
from medlemsnytta.inputs.tables.sheets import Cell, Sheet
from medlemsnytta.inputs.tables.table_files import read_table

NAME_COLUMN = "report"
SHEET = "rapporter"


def read_batch(root: Path, path: str) -> dict[str, Located | None]:
    """The parameters of each report as they stand in the table, in its order; None where a params file has them.

    Raises ProblemsFound with everything that is wrong with the table itself; the values are checked with each report.
    """
    file, known = root / path, schema()["properties"]
    if not file.is_file():
        raise ProblemsFound([Problem(path, "tabellen finns inte.", "Kontrollera namnet och mappen.")])
    sheet = read_table(file, path, SHEET, (NAME_COLUMN, *known))
    problems = [*sheet.problems, *_wrong_columns(sheet, known)]
    rows: dict[str, Located | None] = {}
    for number, cells in sheet.rows if not problems else ():
        values = {name: cell for name, cell in zip(sheet.header, cells, strict=False) if name and cell != ""}
        name = str(values.pop(NAME_COLUMN, ""))
        try:
            _demand_name(name, rows, sheet.origin.place(number, NAME_COLUMN))
            rows[name] = _located(values, known, sheet.origin, number) if values else None
            if not values:
                parameter_file(root, name)
        except ProblemsFound as found:
            problems.extend(found.problems)
    if not rows and not problems:
        problems = [Problem(path, "tabellen har inga rader.", "Skriv en rad för varje rapport.")]
    if problems:
        raise ProblemsFound(problems)
    return rows


def _wrong_columns(sheet: Sheet, known: Mapping[str, Any]) -> Iterator[Problem]:
    where = sheet.origin.place(1)
    if sheet.header and NAME_COLUMN not in sheet.header:
        yield Problem(
            where, f"kolumnen {NAME_COLUMN} saknas.", "Lägg till den, med ett namn som lycksele-2025 på varje rad."
        )
    for name in dict.fromkeys(filter(None, sheet.header)):
        if sheet.header.count(name) > 1:
            yield Problem(where, f"kolumnen {name} finns flera gånger.", "Ta bort alla utom en.")
        elif name != NAME_COLUMN and name not in known:
            near = nearest(name, known)
            fix = f"Menade du '{near}'?" if near else "Ta bort den. De namn som finns står i params/schema.json."
            yield Problem(where, f"okänd kolumn {shown(name)}.", fix)


def _demand_name(name: str, taken: Mapping[str, object], where: str) -> None:
    if not name:
        raise ProblemsFound([Problem(where, "rapporten har inget namn.", "Skriv till exempel lycksele-2025.")])
    if page := page_called(name):
        fix = "Välj ett annat namn, till exempel lycksele-2025."
        raise ProblemsFound([Problem(where, f"{shown(name)} heter redan filerna för {page}.", fix)])
    if not is_report_name(name):
        fix = "Skriv små bokstäver, siffror och bindestreck, till exempel lycksele-2025."
        raise ProblemsFound([Problem(where, f"{shown(name)} kan inte vara en rapports namn.", fix)])
    if name in taken:
        raise ProblemsFound([Problem(where, f"{name} står på flera rader.", "Ta bort den ena, eller byt namn på den.")])


def _located(values: Mapping[str, Cell], known: Mapping[str, Any], origin: Origin, number: int) -> Located:
    """A row as if it were a params file whose lines are the row's cells."""
    where = origin.place(number)
    row = Located(where, {})
    problems = []
    for name, cell in values.items():
        place = f"{origin.place(number, name)}, kolumnen {name}" if not origin.sheet else origin.place(number, name)
        try:
            row = row.with_override(name, _value(name, cell, known[name], place))
        except ProblemsFound as found:
            problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    return row


def _value(name: str, cell: Cell, described: Mapping[str, Any], place: str) -> Located:
    """The cell as its parameter is written: text as it stands, lists with commas between, the rest as in YAML."""
    kinds = [described, *described.get("anyOf", ())]
    typed = cell.isoformat() if isinstance(cell, date) else format(cell, "f") if isinstance(cell, Decimal) else cell
    if any(kind.get("type") == "string" for kind in kinds):
        return Located(place, {name: typed}, {(name,): place}, {})
    if any(kind.get("type") == "array" for kind in kinds) and not typed.startswith("["):
        return Located(place, {name: [part.strip() for part in typed.split(",") if part.strip()]}, {(name,): place}, {})
    return read_value(name, typed, place)
