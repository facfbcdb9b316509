"""Every problem in tables that could be read: cell by cell here, then across tables; never repair, never guess."""

from typing import Any

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import in_order, nearest, shown
from medlemsnytta.inputs.tables.cells import TEXT_KINDS
from medlemsnytta.inputs.tables.code_words import meant_by
from medlemsnytta.inputs.tables.coding_checks import CODING_RULES
from medlemsnytta.inputs.tables.columns import Column, TableLayout
from medlemsnytta.inputs.tables.cross_checks import CROSS_RULES
from medlemsnytta.inputs.tables.fee_checks import FEE_RULES
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS


def check_tables(tables: Tables) -> list[Problem]:
    """All problems of all tables, in the order of their places."""
    problems = [problem for name in LAYOUTS for problem in check_cells(tables, name)]
    for rule in (*CROSS_RULES, *CODING_RULES, *FEE_RULES):
        problems.extend(rule(tables))
    return in_order(problems)


def check_cells(tables: Tables, name: str) -> list[Problem]:
    """What one table's own columns refuse: empty cells, values that do not exist, the same key twice."""
    layout, frame = LAYOUTS[name], tables.frame(name)
    if frame.empty:
        return []
    return [
        *(
            _cell_problem(tables, layout, column, row)
            for column in layout.columns
            for row in _refused(frame[column.name], column)
        ),
        *(_key_problem(tables, layout, row) for row in _same_key_again(frame, layout)),
    ]


def _refused(cells: pd.Series, column: Column) -> list[int]:
    """The rows whose cell the column refuses; each value is looked at once, for most stand in many rows."""
    values = cells.tolist()
    wrong = {value for value in set(values) if not _fits(value, column)}
    return [row for row, value in zip(cells.index, values, strict=True) if value in wrong] if wrong else []


def _fits(value: Any, column: Column) -> bool:
    if pd.isna(value) or value == "":
        return not column.required
    return (
        (not column.allowed or value in column.allowed)
        and not (column.above_zero and value <= 0)
        and (column.minimum is None or value >= column.minimum)
        and (column.maximum is None or value <= column.maximum)
        and (column.pattern is None or column.pattern.fullmatch(value) is not None)
    )


def _same_key_again(frame: pd.DataFrame, layout: TableLayout) -> list[int]:
    """The rows whose key stands in an earlier row; where a part of it is lacking, that is what is told."""
    if not layout.key or not frame.duplicated(list(layout.key)).any():
        return []
    keys = frame[list(layout.key)].sort_index()
    again = keys[keys.duplicated()].astype("object").fillna("")
    required = [column.name for column in layout.columns if column.required and column.name in layout.key]
    return again.index[again[required].ne("").all(axis="columns")].tolist()


def _cell_problem(tables: Tables, layout: TableLayout, column: Column, row: int) -> Problem:
    name, called = column.name, tables.origin_of(layout.name, row).called(column.name)
    value = tables.frame(layout.name).at[row, name]
    empty = pd.isna(value) or value == ""
    what = f"kolumnen {called}: cellen är tom." if empty else f"kolumnen {called}: {shown(value)} finns inte."
    meant = None if empty or column.kind not in TEXT_KINDS else _meant(str(value), column)
    return Problem(tables.place(layout.name, row, name), what, f"Menade du '{meant}'?" if meant else column.fix(called))


def _meant(typed: str, column: Column) -> str | None:
    """The code that a Swedish word, a capital or a slip of the finger stands for."""
    codes = tuple(str(code) for code in column.allowed)
    return meant_by(typed, codes) or nearest(typed, codes)


def _key_problem(tables: Tables, layout: TableLayout, row: int) -> Problem:
    keys = tables.frame(layout.name)[list(layout.key)].sort_index().astype("object").fillna("")
    same = (keys == keys.loc[row]).all(axis="columns")
    words = " och ".join(f"{name} {shown(value)}" for name, value in keys.loc[row].items())
    what = f"{words} finns redan på {tables.row_words(layout.name, same.idxmax(), row)}."
    return Problem(tables.place(layout.name, row), what, "Ta bort den ena raden, eller rätta den.")
