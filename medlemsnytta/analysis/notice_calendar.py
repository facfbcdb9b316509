"""The calendar of a membership: the last day to give notice, the first year in which that saves anything, what waiting costs.

A fee period is a year from `fee_period_start`. Notice given so many months before a period begins, or earlier, ends the
membership before that period; what is given later is given for the next one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from medlemsnytta.analysis.facts import Fact, Row
from medlemsnytta.analysis.periods import months_before


@dataclass(frozen=True)
class NoticeTerms:
    """What is known of a membership's notice: whole months, and a day on which some fee period begins."""

    network_id: str
    notice_months: int
    period_start: date
    rows: tuple[Row, ...] = ()

    def last_day_before(self, period: date) -> date:
        """The last day to give notice so that no fee is due for the period that begins on the day `period`."""
        return months_before(period, self.notice_months) - timedelta(days=1)

    def first_period_saved(self, notice: date) -> date:
        """The first day of the first fee period that notice given on that day saves."""
        period = _in_year(self.period_start, notice.year)
        while self.last_day_before(period) < notice:
            period = _in_year(self.period_start, period.year + 1)
        while self.last_day_before(earlier := self.period_before(period)) >= notice:
            period = earlier
        return period

    def period_before(self, period: date) -> date:
        """The first day of the fee period before the one that begins on the day `period`."""
        return _in_year(self.period_start, period.year - 1)

    def last_notice_day(self, today: date) -> Fact:
        """The next last day to act, on or after `today`: a leave by then saves the first period that still can be saved."""
        return self._fact("last_notice_day", self.last_day_before(self.first_period_saved(today)), today)

    def first_year_saved(self, today: date) -> Fact:
        """The year in which that period begins."""
        return self._fact("first_year_saved", self.first_period_saved(today).year, today)

    def periods_paid_by_waiting(self, today: date, until: date) -> Fact:
        """How many more yearly fees are due if notice is given on the day `until` and not `today`."""
        first, later = self.first_period_saved(today), self.first_period_saved(max(today, until))
        return self._fact("periods_paid_by_waiting", later.year - first.year, until)

    def _fact(self, kind: str, value: int | date, day: date) -> Fact:
        return Fact(kind, value, self.network_id, day.isoformat(), self.rows)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February is 28 where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def notice_terms(
    network_id: str, notice_months: int | None, period_start: date | None, rows: tuple[Row, ...]
) -> NoticeTerms | None:
    """The terms, None where the notice or the fee period is not known: then there is no last day, but a question."""
    if notice_months is None or period_start is None:
        return None
    return NoticeTerms(network_id, notice_months, period_start, rows)
