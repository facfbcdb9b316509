"""Days that are known to the year, the month or the day, and periods of whole months."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

UNDATED = date.min
"""What has no day is older than all that has one."""


@lru_cache(maxsize=1024)
def first_day(partial: str) -> date:
    """The first day of a year, a month or a day; of nothing the first of all days."""
    if not partial:
        return UNDATED
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(maxsize=1024)
def last_day(partial: str) -> date:
    """The last day of a year, a month or a day."""
    parts = [int(part) for part in partial.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of a month that is too short."""
    if (count := day.year * 12 + day.month - 1 - months) < 12:
        return UNDATED
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_ending(last: date) -> date:
    """The first day of the twelve months that end with `last`."""
    return months_before(last + timedelta(days=1), 12)


def whole_months(first: date, last: date) -> int:
    """How many whole months the days from `first` to `last` hold, both included."""
    after = last + timedelta(days=1)
    return (after.year - first.year) * 12 + after.month - first.month - (after.day < first.day)
