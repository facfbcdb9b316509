"""Whether the fee rows leave exactly one rule for each day and each number of inhabitants; nothing is settled here."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.tables import OWN_ROWS_FROM, Tables

_PART = ("network_id", "member_type", "part")
_FIX_SCALE = "Rätta tier_from eller tier_to. Säger källan inget om antalet: fråga nätverket."

_FeeRow = Any
"""A row of the fees table as a named tuple, `Index` being its row in the spreadsheet."""


def overlapping_validity(tables: Tables) -> list[Problem]:
    """Two rules of the same part on the same day, unless they are steps of one scale."""
    problems = []
    for rows in _grouped(tables.fees, lambda row: tuple(getattr(row, name) for name in _PART)):
        rows.sort(key=lambda row: (row.valid_from, _last_day(row), _is_step(row), row.Index))
        for position, later in enumerate(rows):
            earlier = next((row for row in rows[:position] if _collide(row, later)), None)
            if earlier is not None:
                at_once = tables.row_words("fees", earlier.Index, later.Index)
                what = f"regeln gäller {_validity(later)}, samtidigt som {at_once} ({_validity(earlier)})."
                fix = "Rätta valid_from eller valid_to, så att varje dag har en enda regel."
                problems.append(Problem(tables.place("fees", later.Index), what, fix))
    return problems


def broken_scales(tables: Tables) -> list[Problem]:
    """The steps of a scale start at 0 and follow on each other; only the last may be open upwards."""
    problems = []
    steps = tables.fees[tables.fees["tier_from"].notna() | tables.fees["tier_to"].notna()]
    for rows in _grouped(steps, lambda row: (*(getattr(row, name) for name in _PART), row.valid_from, _last_day(row))):
        for row, what, fix in _breaks(rows):
            problems.append(Problem(tables.place("fees", row.Index), what, fix))
    return problems


def _grouped(fees: pd.DataFrame, key: Callable[[_FeeRow], tuple]) -> list[list[_FeeRow]]:
    groups = defaultdict(list)
    for row in fees.itertuples():
        if row.valid_from is not None:
            groups[key(row)].append(row)
    return list(groups.values())


def _collide(earlier: _FeeRow, later: _FeeRow) -> bool:
    same_validity = (earlier.valid_from, _last_day(earlier)) == (later.valid_from, _last_day(later))
    if same_validity and _is_step(earlier) and _is_step(later):
        return False
    return later.valid_from <= _last_day(earlier)


def _breaks(rows: list[_FeeRow]) -> Iterator[tuple[_FeeRow, str, str]]:
    unstarted = [row for row in rows if pd.isna(row.tier_from)]
    for row in unstarted:
        yield row, "tier_to är ifyllt, men tier_from är tomt.", "Skriv stegets första antal invånare i tier_from."
    if unstarted or any(row.tier_to < row.tier_from for row in rows if pd.notna(row.tier_to)):
        return
    rows = sorted(rows, key=lambda row: (row.tier_from, _last_number(row), row.Index))
    if rows[0].tier_from > 0:
        yield (
            rows[0],
            f"{_span(0, rows[0].tier_from - 1)} har ingen avgift: första steget börjar inte på 0.",
            _FIX_SCALE,
        )
    for lower, upper in pairwise(rows):
        if pd.isna(lower.tier_to):
            yield (
                lower,
                f"steget är öppet uppåt, men rad {upper.Index % OWN_ROWS_FROM} har ett steg ovanför.",
                "Fyll i tier_to.",
            )
        elif upper.tier_from > lower.tier_to + 1:
            gap = _span(lower.tier_to + 1, upper.tier_from - 1)
            yield (
                upper,
                f"{gap} har ingen avgift: steget på rad {lower.Index % OWN_ROWS_FROM} slutar före det.",
                _FIX_SCALE,
            )
        elif upper.tier_from <= lower.tier_to:
            shared = _span(upper.tier_from, min(lower.tier_to, _last_number(upper)))
            yield (
                upper,
                f"{shared} har två avgifter: steget på rad {lower.Index % OWN_ROWS_FROM} slutar inte före detta.",
                _FIX_SCALE,
            )


def _is_step(row: _FeeRow) -> bool:
    return pd.notna(row.tier_from) or pd.notna(row.tier_to)


def _last_day(row: _FeeRow) -> date:
    return row.valid_to or date.max


def _last_number(row: _FeeRow) -> float:
    return float("inf") if pd.isna(row.tier_to) else row.tier_to


def _validity(row: _FeeRow) -> str:
    return f"{row.valid_from}–{row.valid_to}" if row.valid_to else f"från {row.valid_from}"


def _span(first: int, last: int) -> str:
    spaced = [f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") for number in dict.fromkeys((first, last))]
    return f"{'–'.join(spaced)} invånare"


FEE_RULES = (overlapping_validity, broken_scales)
