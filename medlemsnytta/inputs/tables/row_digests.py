"""A short digest of each row that a report rests on, so that it can be told later which rows have changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence

import pandas as pd

from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM, Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS

LENGTH = 16
"""Hexadecimal digits of the SHA-256 that are kept: enough to tell rows apart, and no secret to guard."""

RowDigests = dict[str, dict[str, str]]
"""By the table's place ("data/huddinge/excerpts.csv") and the row's number there."""


def row_digests(tables: Tables) -> RowDigests:
    """The digests of a report's rows, which are chosen already."""
    found: RowDigests = {}
    for name in LAYOUTS:
        frame = tables.frame(name)
        if frame.empty:
            continue
        names = {column.name for column in LAYOUTS[name].columns if column.added}
        added = [each in names for each in frame]
        cells = zip(*(frame[each].tolist() for each in frame), strict=True)
        for row, values in zip(frame.index.tolist(), cells, strict=True):
            own = row >= OWN_ROWS_FROM
            place = (tables.own_origins[name] if own else tables.origin(name)).whole
            found.setdefault(place, {})[str(row % OWN_ROWS_FROM)] = _digest(values, added)
    return dict(sorted(found.items()))


def changed_rows(
    earlier: Mapping[str, Mapping[str, str]], today: Mapping[str, Mapping[str, str]]
) -> dict[str, list[int]]:
    """The rows that are other than they were, gone or new, by place; rows that only moved are told as changed."""
    changed = {}
    for place in sorted({*earlier, *today}):
        before, now = earlier.get(place, {}), today.get(place, {})
        if rows := sorted(int(row) for row in {*before, *now} if before.get(row) != now.get(row)):
            changed[place] = rows
    return changed


def _digest(values: Sequence[object], added: Sequence[bool]) -> str:
    """A column that was added later counts only where something stands in it: the row is else the one it was before."""
    cells = [cell for value, late in zip(values, added, strict=True) if (cell := _text(value)) or not late]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:LENGTH]


def _text(value: object) -> str:
    """What is not known is nothing: None, pandas' NA, and what is not equal to itself."""
    if isinstance(value, str):
        return value
    return "" if value is None or value is pd.NA or value != value else str(value)
