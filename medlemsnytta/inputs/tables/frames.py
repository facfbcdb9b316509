"""The tables read from their files into typed frames; whether values are allowed and agree is in `checks`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import pandas as pd

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.project import REFERENCE_FOLDER
from medlemsnytta.inputs.places import Origin, in_order, nearest, shown
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.cells import TEXT_KINDS, Kind, Unreadable, as_typed, read_cell
from medlemsnytta.inputs.tables.columns import Column, TableLayout
from medlemsnytta.inputs.tables.filled_in import fill_in
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.one_spelling import unify
from medlemsnytta.inputs.tables.sheets import Sheet
from medlemsnytta.inputs.tables.table_files import TableFolder, own_folder, shared_folder
from medlemsnytta.inputs.tables.waiting_rows import Waiting, answers_waiting, without_waiting

OWN_ROWS_FROM = 10_000_000
"""Added to the row numbers of a municipality's own additions to a reference table, so that each row is one row."""

_DTYPES: dict[Kind, str] = {
    "text": "str",
    "partial_date": "str",
    "integer": "Int64",
    "decimal": "object",
    "date": "object",
}


@dataclass(frozen=True, eq=False)
class Tables:
    """One frame a table, indexed by the row that the spreadsheet shows; the index has the table's name.

    Text is `str` ("" when unknown), whole numbers `Int64`; decimals are `Decimal | None` and dates `date | None`.
    """

    data_folder: str
    municipalities: pd.DataFrame
    population: pd.DataFrame
    networks: pd.DataFrame
    network_years: pd.DataFrame
    fees: pd.DataFrame
    exchange_rates: pd.DataFrame
    tax_base: pd.DataFrame
    price_index: pd.DataFrame
    themes: pd.DataFrame
    key_figures: pd.DataFrame
    memberships: pd.DataFrame
    decisions: pd.DataFrame
    speakers: pd.DataFrame
    documents: pd.DataFrame
    channels: pd.DataFrame
    uses: pd.DataFrame
    use_logs: pd.DataFrame
    events: pd.DataFrame
    overlaps: pd.DataFrame
    survey: pd.DataFrame
    indicators: pd.DataFrame
    excerpts: pd.DataFrame
    time_log: pd.DataFrame
    privacy_exceptions: pd.DataFrame
    network_members: pd.DataFrame
    peer_decisions: pd.DataFrame
    entry_requirements: pd.DataFrame
    alternatives: pd.DataFrame
    candidates: pd.DataFrame
    origins: Mapping[str, Origin] = field(default_factory=dict)
    own_origins: Mapping[str, Origin] = field(default_factory=dict)
    additions: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, Mapping[int, Waiting]] = field(default_factory=dict)
    """By table, the rows of the municipality's own that no frame has, because nobody has accepted them."""

    def frame(self, name: str) -> pd.DataFrame:
        return getattr(self, LAYOUTS[name].name)

    def place(self, name: str, row: int, column: str = "") -> str:
        """Where a row is, for a problem; in a workbook the cell, where the `column` is known."""
        return self.origin_of(name, row).place(row % OWN_ROWS_FROM, column)

    def origin_of(self, name: str, row: int) -> Origin:
        """Where the table that the row stands in was read."""
        return self.origin(name) if row < OWN_ROWS_FROM else self.own_origins[name]

    def origin(self, name: str) -> Origin:
        """Where a table was read, or would have been; of a reference table the shared one."""
        return self.origins.get(name) or Origin(path_of(LAYOUTS[name], self.data_folder))

    def where_to_add(self, name: str) -> str:
        """The table that a row which is lacking is to be written in: the municipality's own, where it has one, or where the
        shared one is the program's; a file made beside that would hide it."""
        own = self.own_origins.get(name)
        return self.additions.get(name) or (own or self.origin(name)).whole

    def row_words(self, name: str, row: int, seen_from: int) -> str:
        """A row as told about another row of the table: "rad 5", with the file where that is another one."""
        if (row < OWN_ROWS_FROM) == (seen_from < OWN_ROWS_FROM):
            return f"rad {row % OWN_ROWS_FROM}"
        path, _, number = self.place(name, row).rpartition(", ")
        return f"{number} i {path}"


Read = tuple[Tables, list[Problem], frozenset[str]]


def read_tables(shared: TableFolder, own: TableFolder) -> Read:
    """What can be read of every table, every problem, and the names of the tables that were read whole."""
    frames, origins, own_origins, problems = {}, {}, {}, [*shared.unexpected_files(), *own.unexpected_files()]
    whole = set()
    for name, layout in LAYOUTS.items():
        frames[name], origins[name], found = _read(shared if layout.reference else own, layout)
        if layout.reference and own.has(name):
            added, own_origins[name], more = _read(own, layout)
            frames[name] = _together(layout, frames[name], added)
            found = [*found, *more]
        problems.extend(found)
        if not found:
            whole.add(name)
    fill_in(frames)
    unify(frames)
    additions = {name: own.whole_of(name) for name in shared.programs_tables()}
    waiting = {name: rows for name in LAYOUTS if own.has(name) and (rows := answers_waiting(own.read(LAYOUTS[name])))}
    tables = Tables(
        own.folder, **frames, origins=origins, own_origins=own_origins, additions=additions, waiting=waiting
    )
    return tables, in_order(problems), frozenset(whole)


def problems_in(folder: TableFolder) -> list[Problem]:
    """What cannot be read of the tables that stand in the folder, and the files there that are no tables."""
    there = [layout for name, layout in LAYOUTS.items() if folder.has(name)]
    return in_order([*folder.unexpected_files(), *(each for layout in there for each in _read(folder, layout)[2])])


def load_table(root: Path, data_folder: str | None, name: str) -> pd.DataFrame:
    """One table; a missing file that may be missing is a table without rows. Without a folder the shared rows alone."""
    shared, own = shared_folder(root), own_folder(root, data_folder or REFERENCE_FOLDER)
    layout = LAYOUTS[name]
    frame, _, problems = _read(shared if layout.reference else own, layout)
    if layout.reference and data_folder is not None and own.has(name):
        added, _, found = _read(own, layout)
        frame, problems = _together(layout, frame, added), [*problems, *found]
    if problems:
        raise ProblemsFound(in_order(problems))
    return frame


def path_of(layout: TableLayout, data_folder: str) -> str:
    """The table's file, from the project's root, where it is a CSV file; as problems name it on every system."""
    return f"{REFERENCE_FOLDER if layout.reference else data_folder}/{layout.name}.csv"


def _together(layout: TableLayout, frame: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    added.index = added.index + OWN_ROWS_FROM
    if layout.own_row_replaces:
        frame = frame[[not replaced for replaced in _replaced(layout.own_row_replaces, frame, added)]]
    return pd.concat([frame, added]).astype(frame.dtypes)


def _replaced(columns: Sequence[str], frame: pd.DataFrame, added: pd.DataFrame) -> Iterator[bool]:
    """For each of the shared rows, whether an own row says something else of the same thing at the same time."""
    own: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for key, period in zip(_keys(columns, added), _periods(added), strict=True):
        own.setdefault(key, []).append(period)
    for key, (first, last) in zip(_keys(columns, frame), _periods(frame), strict=True):
        yield any(begins <= last and first <= ends for begins, ends in own.get(key, ()))


def _keys(columns: Sequence[str], frame: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    return zip(*(map(as_read, frame[column].tolist()) for column in columns), strict=True)


def _periods(frame: pd.DataFrame) -> list[tuple[date, date]]:
    """The first and the last day of each row, which without dates is always."""
    if "valid_from" not in frame:
        return [(date.min, date.max)] * len(frame)
    days = zip(frame["valid_from"].tolist(), frame["valid_to"].tolist(), strict=True)
    return [(first or date.min, last or date.max) for first, last in days]


def _read(folder: TableFolder, layout: TableLayout) -> tuple[pd.DataFrame, Origin, list[Problem]]:
    sheet = folder.read(layout)
    if sheet not in _TYPED:
        _TYPED[sheet] = _typed(sheet, layout.name)
    frame, problems = _TYPED[sheet]
    return _whole_copy(frame), sheet.origin, [*sheet.problems, *problems]


def _whole_copy(frame: pd.DataFrame) -> pd.DataFrame:
    """What shares nothing: of every frame and column made of another's, pandas keeps a reference in that, thousands a report."""
    copied = frame.copy()
    copied.index, copied.columns = frame.index.copy(deep=True), frame.columns.copy(deep=True)
    return copied


def _typed(sheet: Sheet, name: str) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    layout, sheet = LAYOUTS[name], without_waiting(sheet)
    problems = [*_header_problems(sheet, layout)] if sheet.header else []
    values = {}
    for column in layout.columns:
        if sheet.header.count(column.name) == 1:
            values[column.name], unreadable = _values(sheet, column)
            problems.extend(unreadable)
    if not sheet.rows:
        return _empty(name), tuple(problems)
    return _frame(layout, [number for number, _ in sheet.rows], values), tuple(problems)


_TYPED: WeakKeyDictionary[Sheet, tuple[pd.DataFrame, tuple[Problem, ...]]] = WeakKeyDictionary()
"""A sheet is typed once, for as long as it is remembered; whoever is given a frame changes a copy of it."""


@cache
def _empty(name: str) -> pd.DataFrame:
    """Most tables of most municipalities."""
    return _frame(LAYOUTS[name], [], {})


def _frame(layout: TableLayout, numbers: Sequence[int], values: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    cells = {
        column.name: pd.array(
            values.get(column.name) or [_nothing_typed(column)] * len(numbers), dtype=_DTYPES[column.kind]
        )
        for column in layout.columns
    }
    return pd.DataFrame(cells, index=pd.Index(numbers, dtype="int64", name=layout.name))


def _values(sheet: Sheet, column: Column) -> tuple[list[object], list[Problem]]:
    position = sheet.header.index(column.name)
    unknown, untyped = "" if column.kind in TEXT_KINDS else None, _nothing_typed(column)
    values, problems = [], []
    for number, cells in sheet.rows:
        cell = cells[position]
        try:
            values.append(read_cell(cell, column.kind) if cell != "" else untyped)
        except Unreadable as refused:
            values.append(unknown)
            called = sheet.origin.called(column.name)
            what = f"kolumnen {called}: {shown(as_typed(cell))} {refused.what}."
            problems.append(Problem(sheet.origin.place(number, column.name), what, refused.fix or column.fix(called)))
    return values, problems


def _nothing_typed(column: Column) -> object:
    """What an empty cell says."""
    return "" if column.default is None and column.kind in TEXT_KINDS else column.default


def _header_problems(sheet: Sheet, layout: TableLayout) -> Iterator[Problem]:
    where, header = sheet.origin.place(1), sheet.header
    missing = [name for name in layout.column_names if name not in header]
    demanded = [column.name for column in layout.columns if not column.may_be_left_out]
    for name in dict.fromkeys(name for name in header if name):
        if name in layout.column_names and header.count(name) > 1:
            yield Problem(where, f"kolumnen {sheet.origin.called(name)} finns flera gånger.", "Ta bort alla utom en.")
        elif name not in layout.column_names:
            meant = nearest(name, missing)
            fix = f"Menade du '{meant}'?" if meant else f"Tabellens kolumner är: {', '.join(layout.column_names)}."
            yield Problem(where, f"okänd kolumn {shown(name)}.", fix)
    for name in [name for name in demanded if name in missing]:
        yield Problem(where, f"kolumnen {name} saknas.", "Lägg till den i rubrikraden.")
