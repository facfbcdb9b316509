"""What was counted of use: logged uses and their cost, and attendance (indicators I8 and I9)."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import pandas as pd

from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.periods import whole_months, year_ending
from medlemsnytta.analysis.selection import records, where

MONTHS_A_YEAR = 12
FEWEST_MONTHS = 3


@dataclass(frozen=True)
class LoggedUse:
    """Uses counted in the last `months` whole months of a log, at most twelve; `a_year` is the number for a whole year."""

    first: date
    last: date
    months: int
    uses: int
    network_id: str = ""
    rows: tuple[Row, ...] = field(default=(), repr=False, compare=False)

    @property
    def uses_fact(self) -> Fact:
        """The uses counted in the log's months."""
        return Fact("logged_uses", self.uses, self.network_id, self.last.isoformat(), self.rows)

    @property
    def a_year(self) -> Fraction:
        return Fraction(self.uses * MONTHS_A_YEAR, self.months)

    def cost_ore(self, yearly_cost_ore: int) -> Fraction | None:
        """Indicator I9: what each use costs; None where nothing was used."""
        return yearly_cost_ore / self.a_year if self.uses else None


@dataclass(frozen=True)
class Attendance:
    """Indicator I8 over the twelve months to the report's date; `unknown` are events whose attendance nobody noted."""

    offered: int
    attended: int
    unknown: int
    person_times: int

    @property
    def share(self) -> Fraction | None:
        known = self.offered - self.unknown
        return Fraction(self.attended, known) if known else None


def logged_use(use_logs: pd.DataFrame, uses: pd.DataFrame, network_id: str, as_of: date) -> LoggedUse | None:
    """The newest log of at least three whole months at the report's date; None where there is none."""
    rows = where(use_logs, network_id=[network_id], date_from=lambda day: day <= as_of)
    if rows.empty:
        return None
    row = max(records(rows), key=lambda each: each["date_from"])
    last = as_of if row["date_to"] is None else min(row["date_to"], as_of)
    first = max(row["date_from"], year_ending(last))
    months = whole_months(first, last)
    if months < FEWEST_MONTHS:
        return None
    counted = _counted(uses, network_id, first, last)
    number = sum(1 if use["count"] is None else int(use["count"]) for use in counted)
    return LoggedUse(first, last, months, number, network_id, (row.row, *(use.row for use in counted)))


def _counted(uses: pd.DataFrame, network_id: str, first: date, last: date) -> list[Record]:
    """The uses dated in the period; a row without a count is one use. A month counts by its first day."""
    rows = uses[(uses["network_id"] == network_id) & (uses["tense"] != "planned") & (uses["date_from"].str.len() >= 7)]
    days = (rows["date_from"] + "-01").str.slice(0, 10)
    return records(rows[(days >= first.isoformat()) & (days <= last.isoformat())])


def attendance_of(events: pd.DataFrame, network_id: str, as_of: date) -> Attendance | None:
    """Attendance of what the network offered in the last twelve months; None where nobody listed that."""
    first = year_ending(as_of)
    rows = where(events, network_id=[network_id], date=lambda day: first <= day <= as_of)
    if rows.empty:
        return None
    persons = rows["persons"]
    return Attendance(
        len(rows), int((persons.fillna(0) > 0).sum()), int(persons.isna().sum()), int(persons.fillna(0).sum())
    )
