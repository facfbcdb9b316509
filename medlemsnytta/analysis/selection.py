"""Rows of a table chosen and listed cell by cell, which for tables as small as these takes less time than masks do."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

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


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as its cells by column, None where a number is unknown; the same as pandas' own, but for the time."""
    if frame.empty:
        return []
    columns = list(frame.columns)
    cells = ([None if cell is pd.NA else cell for cell in frame[column].tolist()] for column in columns)
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]
