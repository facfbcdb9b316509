"""A short digest of each row that a report rests on, so that it can be told later which rows have changed.

`internal` statements have none: nothing of them leaves their table.
"""

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from medlemsnytta.inputs.layouts import BOTH, LAYOUTS
from medlemsnytta.inputs.params import Parameters
from medlemsnytta.inputs.tables import OWN_ROWS_FROM, Tables

LENGTH = 16
"""Hexadecimal digits of the SHA-256 that are kept: enough to tell rows apart, and no secret to guard."""

RowDigests = dict[str, dict[str, str]]
"""By the table's place ("data/huddinge/excerpts.csv") and the row's number there."""


def row_digests(tables: Tables, parameters: Parameters) -> RowDigests:
    """The digests of all rows of the municipality's tables, and of its own and its networks' rows in the shared ones."""
    found: RowDigests = {}
    for name in LAYOUTS:
        frame = _rested_on(name, tables.frame(name), parameters)
        for row, values in zip(frame.index, frame.itertuples(index=False), strict=True):
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


def _rested_on(name: str, frame: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    if name == "excerpts":
        return frame[frame["consent"] != "internal"]
    if "code" in frame and LAYOUTS[name].reference:
        return frame[frame["code"] == parameters.municipality_code]
    if "network_id" in frame and LAYOUTS[name].reference:
        return frame[frame["network_id"].isin([*parameters.networks, BOTH])]
    return frame


def _digest(values: tuple[object, ...]) -> str:
    cells = ["" if pd.isna(value) else str(value) for value in values]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:LENGTH]
