"""Ids and names that tables are joined by, in one spelling: the one in which they are listed, or stand first.

What is read as the same is the same (`same_text`), so nothing that works with the tables need compare but with `==`.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.layouts import BOTH, BOTH_IN_SWEDISH, IDS, LAYOUTS, SEPARATOR, SEVERAL, ids_in

_NAMES = (
    *(("theme",), ("set",), ("question_id",), ("coder",), ("index",), ("part",), ("demand",)),
    *(("member_class", "fee_class"), ("excerpt_id", "same_as"), ("id",), ("event_id",)),
)
"""Columns whose cells are compared though no table lists what they may be; those of a group with each other."""


def unify(frames: Mapping[str, pd.DataFrame]) -> None:
    """Give each id and name one spelling, in every table."""
    listed: dict[str, str] = {}
    for column, listed_in in IDS.items():
        spellings = dict(_spellings([frames[listed_in][column]]))
        listed |= spellings
        others = spellings | (_network_names(frames["networks"], spellings) if column == "network_id" else {})
        for name, layout in LAYOUTS.items():
            if column in layout.column_names and (name, column) not in SEVERAL:
                _respell(frames[name], column, spellings if name == listed_in else others)
        if column == "network_id":
            listed |= others | {BOTH: BOTH}
    for columns in _NAMES:
        named = [
            (frames[name], each) for name, layout in LAYOUTS.items() for each in columns if each in layout.column_names
        ]
        spellings = dict(_spellings([frame[each] for frame, each in named]))
        for frame, each in named:
            _respell(frame, each, spellings)
    for name, column in SEVERAL:
        _respell(frames[name], column, listed, several=True)


def _network_names(networks: pd.DataFrame, ids: Mapping[str, str]) -> dict[str, str]:
    """The ids by what people call the networks, where that is no other network's id."""
    named = {}
    for column in ("short", "name"):
        for network_id, name in zip(networks["network_id"].tolist(), networks[column].tolist(), strict=True):
            named[as_read(name)] = network_id
    named[BOTH_IN_SWEDISH] = BOTH
    return {name: network_id for name, network_id in named.items() if name and name not in ids}


def _spellings(columns: list[pd.Series]) -> Iterator[tuple[str, str]]:
    """Each text as it is compared, with its first spelling."""
    seen = set()
    for column in columns:
        for typed in column.unique().tolist():
            if typed and (read := as_read(typed)) not in seen:
                seen.add(read)
                yield read, typed


def _respell(frame: pd.DataFrame, column: str, spellings: Mapping[str, str], *, several: bool = False) -> None:
    typed = frame[column].unique().tolist()
    respelt = {cell: _one(cell, spellings, several=several) for cell in typed if cell}
    if changed := {cell: spelt for cell, spelt in respelt.items() if spelt != cell}:
        frame[column] = frame[column].replace(changed)


def _one(cell: str, spellings: Mapping[str, str], *, several: bool) -> str:
    if not several:
        return spellings.get(as_read(cell), cell)
    return SEPARATOR.join(dict.fromkeys(spellings.get(as_read(part), part) for part in ids_in(cell)))
