"""What working time costs, and what a fee corresponds to in it (indicators I3 and I4)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.selection import records, where

WEEKS_A_YEAR = 52
OLD_SALARY_YEARS = 2
"""A salary of more years ago than these is said to be old."""

WORKING_HOURS_A_MONTH = 142
"""Hours at work in a month of full time, holidays and absence taken off (method, I4)."""

EMPLOYER_COST_FACTOR = Fraction(154, 100)
"""Salary with social fees, pension and overhead, as a multiple of the salary (method, I4)."""


@dataclass(frozen=True)
class TotalCost:
    """Indicator I3: the fee, the hours and the journeys of one year, by `rows`.

    `year` is that of the time log; None where the hours are those that a candidate membership is to be given.
    `travel_ore` is None where nobody has said what the journeys cost, and is then not in the sum.
    """

    year: int | None
    hours: Decimal
    hours_ore: int
    travel_ore: int | None
    ore: int
    how: str
    rows: tuple[Row, ...] = field(default=(), repr=False, compare=False)


def hourly_cost_sek(monthly_salary_sek: int) -> Fraction:
    """What an hour at work costs the employer: salary / 142 × 1,54 kronor."""
    return Fraction(monthly_salary_sek, WORKING_HOURS_A_MONTH) * EMPLOYER_COST_FACTOR


def working_hours(fee_ore: int, hourly_cost: Fraction) -> Fraction:
    """Indicator I4: how many hours at work cost as much as the fee; 52 weeks a year share them."""
    return Fraction(fee_ore, 100) / hourly_cost


def total_cost(
    time_log: pd.DataFrame, network_id: str, fee_ore: int | None, as_of: date, hourly_cost: Fraction | None
) -> TotalCost | None:
    """The fee with the hours and journeys of the newest year that was logged to its end at the report's date.

    None where no time was logged, or where nobody has said what an hour costs: then the fee stands alone.
    """
    rows = where(time_log, network_id=[network_id], year=lambda year: year < as_of.year)
    if rows.empty or fee_ore is None:
        return None
    row = records(rows.sort_values("year", kind="stable"))[-1]
    cost = hourly_cost if row["hourly_cost_sek"] is None else Fraction(row["hourly_cost_sek"])
    if cost is None:
        return None
    hours_ore = _ore(Fraction(row["hours"]) * cost)
    travel_ore = None if row["travel_sek"] is None else _ore(Fraction(row["travel_sek"]))
    total = fee_ore + hours_ore + (travel_ore or 0)
    return TotalCost(int(row["year"]), row["hours"], hours_ore, travel_ore, total, row["how"], (row.row,))


def planned_cost(
    candidates: pd.DataFrame, network_id: str, fee_ore: int | None, hourly_cost: Fraction | None
) -> TotalCost | None:
    """The fee with the hours that are set aside for a membership that is not one yet; None where nobody has set any."""
    rows = records(where(candidates, network_id=[network_id], hours=lambda hours: hours is not None))
    if not rows or fee_ore is None or hourly_cost is None:
        return None
    hours = sum((row["hours"] for row in rows), Decimal(0))
    hours_ore = _ore(Fraction(hours) * hourly_cost)
    return TotalCost(None, hours, hours_ore, None, fee_ore + hours_ore, "", tuple(row.row for row in rows))


def _ore(kronor: Fraction) -> int:
    """Half an öre is rounded up."""
    return int((kronor * 200 + 1) // 2)
