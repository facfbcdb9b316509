"""The tables read from their files into typed frames; whether values are allowed and agree is in `checks`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.cells import TEXT_KINDS, WHAT_IS_WRONG, Kind, read_cell
from medlemsnytta.inputs.columns import Column, TableLayout
from medlemsnytta.inputs.csv_files import Sheet, read_sheet
from medlemsnytta.inputs.layouts import LAYOUTS
from medlemsnytta.inputs.places import in_order, nearest, place, shown

REFERENCE_FOLDER = "data/reference"

OWN_ROWS_FROM = 10_000_000
"""Added to the row numbers of a municipality's own additions to a reference table, so that each row is one row."""

_DTYPES: dict[Kind, str] = {
    "text": "str",
    "partial_date": "str",
    "integer": "Int64",
    "decimal": "object",
    "date": "object",
}
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, eq=False)
class Tables:
    """One frame a table, indexed by the row that the spreadsheet shows.

    Text is `str` ("" when unknown), whole numbers `Int64`; decimals are `Decimal | None` and dates `date | None`.
    """

    data_folder: str
    municipalities: pd.DataFrame
    population: pd.DataFrame
    networks: pd.DataFrame
    network_years: pd.DataFrame
    fees: pd.DataFrame
    price_index: pd.DataFrame
    key_figures: pd.DataFrame
    memberships: pd.DataFrame
    decisions: pd.DataFrame
    speakers: pd.DataFrame
    documents: pd.DataFrame
    channels: pd.DataFrame
    uses: pd.DataFrame
    indicators: pd.DataFrame
    excerpts: pd.DataFrame
    time_log: pd.DataFrame
    privacy_exceptions: pd.DataFrame

    def frame(self, name: str) -> pd.DataFrame:
        return getattr(self, LAYOUTS[name].name)

    def place(self, name: str, row: int) -> str:
        """Where a row is, for a problem."""
        return row_place(name, row, self.data_folder)

    def row_words(self, name: str, row: int, seen_from: int) -> str:
        """A row as told about another row of the table: "rad 5", with the file where that is another one."""
        if (row < OWN_ROWS_FROM) == (seen_from < OWN_ROWS_FROM):
            return f"rad {row % OWN_ROWS_FROM}"
        path, _, number = self.place(name, row).partition(", ")
        return f"{number} i {path}"


def row_place(name: str, row: int, data_folder: str) -> str:
    """Where a row of the table `name` is: in the shared file, or in the municipality's own additions to it."""
    layout = LAYOUTS[name]
    if row < OWN_ROWS_FROM:
        return place(path_of(layout, data_folder), row)
    return place(own_path_of(layout, data_folder), row - OWN_ROWS_FROM)


def load_tables(root: Path, data_folder: str) -> Tables:
    """Every table of the reference folder and of `data_folder`, both under `root`; raises ProblemsFound with all.

    A reference table may stand in `data_folder` too: those rows are added to the shared ones for this municipality alone.
    """
    frames, problems = {}, list(_strays(root, data_folder))
    for name, layout in LAYOUTS.items():
        frames[name], found = _read(root, data_folder, layout)
        problems.extend(found)
    if problems:
        raise ProblemsFound(in_order(problems))
    return Tables(data_folder, **frames)


def load_table(root: Path, data_folder: str, name: str) -> pd.DataFrame:
    """One table; a missing file that may be missing is a table without rows."""
    frame, problems = _read(root, data_folder, LAYOUTS[name])
    if problems:
        raise ProblemsFound(in_order(problems))
    return frame


def path_of(layout: TableLayout, data_folder: str) -> str:
    """The table's file, from the project's root, as problems name it on every system."""
    return f"{REFERENCE_FOLDER if layout.reference else data_folder}/{layout.name}.csv"


def own_path_of(layout: TableLayout, data_folder: str) -> str:
    """Where a municipality's own rows stand; for a reference table, those that are added to the shared ones."""
    return f"{data_folder}/{layout.name}.csv"


def data_files(root: Path, data_folder: str) -> tuple[Path, ...]:
    """The files that `load_tables` reads: those of the tables' files that are there."""
    layouts = LAYOUTS.values()
    paths = (root / path for layout in layouts for path in _paths(layout, data_folder))
    return tuple(path for path in paths if path.is_file())


def _paths(layout: TableLayout, data_folder: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((path_of(layout, data_folder), own_path_of(layout, data_folder))))


def _read(root: Path, data_folder: str, layout: TableLayout) -> tuple[pd.DataFrame, list[Problem]]:
    path, own_path = path_of(layout, data_folder), own_path_of(layout, data_folder)
    frame, problems = _read_file(root, path, layout)
    if own_path == path or not (root / own_path).exists():
        return frame, problems
    own, found = _read_file(root, own_path, layout)
    own.index = own.index + OWN_ROWS_FROM
    return pd.concat([frame, own]).astype(frame.dtypes), [*problems, *found]


def _read_file(root: Path, path: str, layout: TableLayout) -> tuple[pd.DataFrame, list[Problem]]:
    if not (root / path).exists():
        return _frame(layout, [], {}), list(_missing(root, path, layout))
    sheet = read_sheet(root / path, path, layout.column_names)
    problems = [*sheet.problems, *_header_problems(sheet.header, path, layout)] if sheet.header else [*sheet.problems]
    values = {}
    for column in layout.columns:
        if sheet.header.count(column.name) == 1:
            values[column.name], unreadable = _values(sheet, column, path)
            problems.extend(unreadable)
    return _frame(layout, [number for number, _ in sheet.rows], values), problems


def _frame(layout: TableLayout, numbers: Sequence[int], values: dict[str, list[object]]) -> pd.DataFrame:
    index = pd.Index(numbers, dtype="int64", name="row")
    series = {
        column.name: pd.Series(values.get(column.name, [None] * len(index)), index=index, dtype=_DTYPES[column.kind])
        for column in layout.columns
    }
    return pd.DataFrame(series, index=index)


def _values(sheet: Sheet, column: Column, path: str) -> tuple[list[object], list[Problem]]:
    position = sheet.header.index(column.name)
    unknown = "" if column.kind in TEXT_KINDS else None
    values, problems = [], []
    for number, cells in sheet.rows:
        cell = cells[position]
        try:
            values.append(read_cell(cell, column.kind) if cell else unknown)
        except ValueError:
            values.append(unknown)
            what = f"kolumnen {column.name}: {shown(cell)} {WHAT_IS_WRONG[column.kind]}."
            problems.append(Problem(place(path, number), what, column.fix))
    return values, problems


def _header_problems(header: Sequence[str], path: str, layout: TableLayout) -> Iterator[Problem]:
    where, missing = place(path, 1), [name for name in layout.column_names if name not in header]
    for name in dict.fromkeys(name for name in header if name):
        if name in layout.column_names and header.count(name) > 1:
            yield Problem(where, f"kolumnen {name} finns flera gånger.", "Ta bort alla utom en.")
        elif name not in layout.column_names:
            meant = nearest(name, missing)
            fix = f"Menade du '{meant}'?" if meant else f"Tabellens kolumner är: {', '.join(layout.column_names)}."
            yield Problem(where, f"okänd kolumn {shown(name)}.", fix)
    for name in missing:
        yield Problem(where, f"kolumnen {name} saknas.", "Lägg till den i rubrikraden.")


def _missing(root: Path, path: str, layout: TableLayout) -> Iterator[Problem]:
    for ending in _SPREADSHEETS:
        spreadsheet = Path(path).with_suffix(ending).as_posix()
        if (root / spreadsheet).exists():
            fix = f"Välj Spara som i Excel och filtypen CSV UTF-8 (kommaavgränsad), med namnet {layout.name}.csv."
            yield Problem(spreadsheet, "Excelfiler läses inte.", fix)
            return
    if layout.required:
        yield Problem(path, "filen saknas.", f"Skapa den med rubrikraden: {','.join(layout.column_names)}")


def _strays(root: Path, data_folder: str) -> Iterator[Problem]:
    """A misspelt file would otherwise be left out without a word, since most tables may be missing."""
    for folder, reference in ((REFERENCE_FOLDER, True), (data_folder, False)):
        names = {layout.name for layout in LAYOUTS.values() if layout.reference or not reference}
        for file in sorted((root / folder).glob("*.csv")):
            if file.stem not in names and not file.name.startswith((".", "~")):
                meant = nearest(file.stem, names)
                fix = f"Menade du '{meant}.csv'?" if meant else "Flytta den till en annan mapp."
                yield Problem(f"{folder}/{file.name}", "ingen tabell heter så.", fix)
