"""Rows of a table chosen and listed cell by cell, which for tables as small as these takes less time than masks do."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from medlemsnytta.analysis.facts import Record, row_of

Condition = Collection[str] | Callable[[Any], bool]
"""The texts that a cell may be, never one text alone, or a test of what stands in it."""


def where(frame: pd.DataFrame, **conditions: Condition) -> pd.DataFrame:
    """The rows that meet the condition of every column named."""
    if frame.empty:
        return frame
    kept = [True] * len(frame)
    for column, condition in conditions.items():
        if isinstance(condition, str):
            raise TypeError(f"{column}: one text alone would be met by any part of it")
        met = condition if callable(condition) else condition.__contains__
        kept = [so_far and bool(met(cell)) for so_far, cell in zip(kept, frame[column].tolist(), strict=True)]
    return frame if all(kept) else frame[kept]


def records(frame: pd.DataFrame) -> list[Record]:
    """Each row as its cells by column, None where a number is unknown, with the place of the row."""
    if frame.empty:
        return []
    columns, table = list(frame.columns), str(frame.index.name or "")
    cells = ([None if cell is pd.NA else cell for cell in frame[column].tolist()] for column in columns)
    rows = zip(frame.index.tolist(), zip(*cells, strict=True), strict=True)
    return [Record(dict(zip(columns, row, strict=True)), row_of(table, index)) for index, row in rows]
