"""A short digest of each row that a report rests on, so that it can be told later which rows have changed.

`internal` statements have none: nothing of them leaves their table.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM, Tables
from medlemsnytta.inputs.tables.layouts import BOTH, LAYOUTS

LENGTH = 16
"""Hexadecimal digits of the SHA-256 that are kept: enough to tell rows apart, and no secret to guard."""

RowDigests = dict[str, dict[str, str]]
"""By the table's place ("data/huddinge/excerpts.csv") and the row's number there."""


def row_digests(tables: Tables, parameters: Parameters) -> RowDigests:
    """The digests of all rows of the municipality's tables, and of its own and its networks' rows in the shared ones."""
    found: RowDigests = {}
    for name in LAYOUTS:
        frame = tables.frame(name)
        if frame.empty:
            continue
        column, rested_on = _chosen(name, parameters)
        cells = zip(*(frame[each].tolist() for each in frame), strict=True)
        for row, chosen_by, values in zip(frame.index, frame[column], cells, strict=True):
            if rested_on(chosen_by):
                own = row >= OWN_ROWS_FROM
                place = (tables.own_origins[name] if own else tables.origin(name)).whole
                found.setdefault(place, {})[str(row % OWN_ROWS_FROM)] = _digest(values)
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


def _chosen(name: str, parameters: Parameters) -> tuple[str, Callable[[str], bool]]:
    """The column that tells which of a table's rows a report rests on, and whether it does by what stands there."""
    layout = LAYOUTS[name]
    if name == "excerpts":
        return "consent", lambda consent: consent != "internal"
    if layout.reference and "code" in layout.column_names:
        return "code", lambda code: code == parameters.municipality_code
    if layout.reference and "network_id" in layout.column_names:
        return "network_id", lambda network: network in (*parameters.networks, BOTH)
    return layout.column_names[0], lambda _: True


def _digest(values: Sequence[object]) -> str:
    cells = [value if isinstance(value, str) else "" if pd.isna(value) else str(value) for value in values]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:LENGTH]
