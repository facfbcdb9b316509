"""Every problem in tables that could be read: cell by cell here, then across tables; never repair, never guess."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.cells import TEXT_KINDS
from medlemsnytta.inputs.code_words import meant_by
from medlemsnytta.inputs.coding_checks import CODING_RULES
from medlemsnytta.inputs.columns import Column, TableLayout
from medlemsnytta.inputs.cross_checks import CROSS_RULES
from medlemsnytta.inputs.fee_checks import FEE_RULES, FEE_TABLES
from medlemsnytta.inputs.layouts import LAYOUTS
from medlemsnytta.inputs.places import in_order, nearest, shown
from medlemsnytta.inputs.tables import Tables

if TYPE_CHECKING:
    import pandera.pandas as pandera

_DISTINCT = "distinct"


def check_tables(tables: Tables) -> list[Problem]:
    """All problems of all tables, in the order of their places."""
    problems = [problem for name in LAYOUTS for problem in check_cells(tables, name)]
    for rule in (*CROSS_RULES, *CODING_RULES):
        problems.extend(rule(tables))
    problems.extend(_unless_sound(tables, FEE_TABLES, lambda: [each for rule in FEE_RULES for each in rule(tables)]))
    return in_order(problems)


def check_cells(tables: Tables, name: str) -> list[Problem]:
    """What one table's own columns refuse: empty cells, values that do not exist, the same key twice."""
    if tables.frame(name).empty:
        return []
    return _unless_sound(tables, (name,), lambda: _refused(tables, LAYOUTS[name]))


_SOUND: set[bytes] = set()
"""The digests of what was found to have no problem, for the many reports that share their rows."""


def _unless_sound(tables: Tables, names: Sequence[str], check: Callable[[], list[Problem]]) -> list[Problem]:
    """What `check` finds, which looks at these tables alone; it need not look at the same rows twice to find nothing."""
    content = _digest(tables, names)
    if content in _SOUND:
        return []
    problems = check()
    if not problems:
        _SOUND.add(content)
    return problems


def _digest(tables: Tables, names: Sequence[str]) -> bytes:
    """The tables' names, row numbers and cells, with all that tells one cell from another."""
    content = []
    for name in names:
        frame = tables.frame(name)
        content.append((name, frame.index.tolist(), [frame[column].tolist() for column in LAYOUTS[name].column_names]))
    return hashlib.sha256(repr(content).encode()).digest()


def _refused(tables: Tables, layout: TableLayout) -> list[Problem]:
    # Half a second that those who only read a table need not wait for.
    import pandera.errors

    try:
        _schema(layout.name).validate(tables.frame(layout.name).sort_index(), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        failures = errors.failure_cases
        twice = failures["check"] == _DISTINCT
        cells = failures.loc[~twice, ["column", "index"]].drop_duplicates()
        return [
            *(_cell_problem(tables, layout, column, row) for column, row in cells.itertuples(index=False)),
            *(_key_problem(tables, layout, row) for row in failures.loc[twice, "index"].unique()),
        ]
    return []


@cache
def _schema(name: str) -> "pandera.DataFrameSchema":
    import pandera.pandas as pandera

    layout = LAYOUTS[name]

    def distinct(frame: pd.DataFrame) -> pd.Series:
        return ~(frame.duplicated(list(layout.key)) & _key_filled(frame, layout))

    columns = {
        column.name: pandera.Column(nullable=column.kind in TEXT_KINDS or not column.required, checks=checks)
        for column in layout.columns
        if (checks := _column_checks(column)) or column.required
    }
    return pandera.DataFrameSchema(
        columns, checks=[pandera.Check(distinct, name=_DISTINCT, ignore_na=False)] if layout.key else []
    )


def _column_checks(column: Column) -> list["pandera.Check"]:
    """An empty cell is refused by the first check alone, or by the schema where the kind has a null."""
    import pandera.pandas as pandera

    checks = []
    if column.kind in TEXT_KINDS and column.required:
        checks.append(pandera.Check.ne(""))
    if column.allowed:
        checks.append(pandera.Check.isin(["", *column.allowed] if column.kind in TEXT_KINDS else column.allowed))
    if column.minimum is not None:
        checks.append(pandera.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pandera.Check.le(column.maximum))
    if column.pattern is not None:
        checks.append(pandera.Check(lambda cells: (cells == "") | cells.str.fullmatch(column.pattern)))
    return checks


def _key_filled(frame: pd.DataFrame, layout: TableLayout) -> pd.Series:
    required = [column.name for column in layout.columns if column.required and column.name in layout.key]
    return frame[required].astype("object").fillna("").ne("").all(axis="columns")


def _cell_problem(tables: Tables, layout: TableLayout, name: str, row: int) -> Problem:
    column = next(column for column in layout.columns if column.name == name)
    value = tables.frame(layout.name).at[row, name]
    empty = pd.isna(value) or value == ""
    what = f"kolumnen {name}: cellen är tom." if empty else f"kolumnen {name}: {shown(value)} finns inte."
    meant = None if empty or column.kind not in TEXT_KINDS else _meant(str(value), column)
    return Problem(tables.place(layout.name, row, name), what, f"Menade du '{meant}'?" if meant else column.fix)


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
