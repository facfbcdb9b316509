"""Whether the fee rows leave exactly one rule for each day and each number of inhabitants; nothing is settled here.

A row without `valid_from` is a rule whose source gives no year. A row with `undefined` marks what a source leaves open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM, Tables

_PART = ("network_id", "member_type", "member_class", "part")
_FIX_SCALE = "Rätta tier_from eller tier_to. Säger källan inget om antalet: fråga nätverket."

_FeeRow = Any
"""A row of the fees table as a named tuple, `Index` being its row in the spreadsheet."""


def overlapping_validity(tables: Tables) -> list[Problem]:
    """Two rules of the same part on the same day, unless they are steps of one scale."""
    problems = []
    for rows in _grouped(tables.fees, lambda row: tuple(getattr(row, name) for name in _PART)):
        rows.sort(key=lambda row: (_first_day(row), _last_day(row), _is_step(row), row.Index))
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
    for rows in _grouped(steps, lambda row: (*(getattr(row, name) for name in _PART), _first_day(row), _last_day(row))):
        for row, what, fix in _breaks(rows):
            problems.append(Problem(tables.place("fees", row.Index), what, fix))
    return problems


def _grouped(fees: pd.DataFrame, key: Callable[[_FeeRow], tuple]) -> list[list[_FeeRow]]:
    groups = defaultdict(list)
    for row in fees.itertuples():
        groups[key(row)].append(row)
    return list(groups.values())


def _collide(earlier: _FeeRow, later: _FeeRow) -> bool:
    same_validity = (_first_day(earlier), _last_day(earlier)) == (_first_day(later), _last_day(later))
    if same_validity and _is_step(earlier) and _is_step(later):
        return False
    return _first_day(later) <= _last_day(earlier)


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


def _first_day(row: _FeeRow) -> date:
    return row.valid_from or date.min


def _last_day(row: _FeeRow) -> date:
    return row.valid_to or date.max


def _last_number(row: _FeeRow) -> float:
    return float("inf") if pd.isna(row.tier_to) else row.tier_to


def _validity(row: _FeeRow) -> str:
    if row.valid_from is None:
        return f"till {row.valid_to}" if row.valid_to else "utan datum"
    return f"{row.valid_from}–{row.valid_to}" if row.valid_to else f"från {row.valid_from}"


def _span(first: int, last: int) -> str:
    spaced = [f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") for number in dict.fromkeys((first, last))]
    return f"{'–'.join(spaced)} invånare"


def amounts_that_nobody_gave(tables: Tables) -> list[Problem]:
    """Each row has its amounts, or says what its source leaves undefined; never both, never neither."""
    problems = []
    for row in tables.fees.itertuples():
        place = tables.place("fees", row.Index)
        empty = [name for name in _AMOUNTS if getattr(row, name) is None]
        given = [name for name in (*_AMOUNTS, "tax_base_permille") if getattr(row, name)]
        if row.undefined and given:
            what = f"undefined säger att källan inte anger något, men {given[0]} är ifylld."
            problems.append(Problem(place, what, "Töm den ena cellen."))
        elif not row.undefined:
            problems += [
                Problem(place, f"kolumnen {name}: cellen är tom.", "Skriv ett tal som är minst 0.") for name in empty
            ]
        if row.tax_base_permille is not None and not row.tax_base_reference:
            what = "kolumnen tax_base_reference: cellen är tom, men tax_base_permille är ifylld."
            problems.append(Problem(place, what, "Skriv vilket års skattekraft som gäller."))
    return problems


def undated_beside_dated(tables: Tables) -> list[Problem]:
    """A row without a date beside dated ones would be left out of the sum without a word."""
    problems = []
    for rows in _grouped(tables.fees, lambda row: (row.network_id, row.member_type, row.Index < OWN_ROWS_FROM)):
        undated = [row for row in rows if row.valid_from is None]
        if undated and len(undated) < len(rows):
            what = "kolumnen valid_from: cellen är tom, men nätverket har andra rader med datum."
            fix = "Skriv datumet som ÅÅÅÅ-MM-DD."
            problems += [Problem(tables.place("fees", row.Index), what, fix) for row in undated]
    return problems


def parts_of_different_populations(tables: Tables) -> list[Problem]:
    """All parts of a rule rest on one population."""
    problems = []
    for rows in _grouped(tables.fees, lambda row: (row.network_id, row.member_type, _first_day(row), _last_day(row))):
        differing = [row for row in rows if row.pop_reference != rows[0].pop_reference]
        for row in differing:
            same_rule = tables.row_words("fees", rows[0].Index, row.Index)
            what = f"pop_reference är {row.pop_reference}, men {rows[0].pop_reference} på {same_rule}, i samma regel."
            problems.append(Problem(tables.place("fees", row.Index), what, "Rätta det ena."))
    return problems


def several_price_indexes(tables: Tables) -> list[Problem]:
    """Amounts of several years are compared by one index."""
    names = sorted(set(tables.price_index["index"]) - {""})
    if len(names) < 2:
        return []
    rows = tables.price_index.index[tables.price_index["index"] != names[0]]
    what = f"tabellen har flera prisindex: {', '.join(names)}."
    return [Problem(tables.place("price_index", rows[0]), what, "Behåll ett av dem.")]


_AMOUNTS = ("fixed_sek", "per_inhabitant_sek")

FEE_RULES = (
    overlapping_validity,
    broken_scales,
    amounts_that_nobody_gave,
    undated_beside_dated,
    parts_of_different_populations,
    several_price_indexes,
)
