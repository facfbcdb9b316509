"""The last day to give notice, the first year saved, and what waiting costs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.analysis.notice_calendar import NoticeTerms, notice_terms

CALENDAR_YEAR = NoticeTerms("alfa", 6, date(2020, 1, 1))


def test_six_months_before_new_year_is_the_last_of_june():
    assert CALENDAR_YEAR.last_notice_day(date(2026, 4, 1)).value == date(2026, 6, 30)
    assert CALENDAR_YEAR.first_year_saved(date(2026, 4, 1)).value == 2027


def test_the_last_day_itself_is_in_time_and_the_day_after_saves_a_year_later():
    assert CALENDAR_YEAR.first_year_saved(date(2026, 6, 30)).value == 2027
    assert CALENDAR_YEAR.last_notice_day(date(2026, 7, 1)).value == date(2027, 6, 30)
    assert CALENDAR_YEAR.first_year_saved(date(2026, 7, 1)).value == 2028


@pytest.mark.parametrize(
    ("until", "periods"),
    [(date(2026, 6, 30), 0), (date(2026, 7, 1), 1), (date(2027, 7, 1), 2), (date(2026, 3, 1), 0)],
    ids=["still in time", "a day late", "a year late", "already past"],
)
def test_waiting_costs_a_fee_for_each_last_day_that_passes(until, periods):
    assert CALENDAR_YEAR.periods_paid_by_waiting(date(2026, 4, 1), until).value == periods


def test_without_notice_the_day_before_the_period_is_the_last():
    assert NoticeTerms("alfa", 0, date(2020, 7, 1)).last_notice_day(date(2026, 4, 1)).value == date(2026, 6, 30)


def test_a_period_from_the_last_of_a_month_counts_back_to_the_last_of_a_shorter_one():
    terms = NoticeTerms("alfa", 1, date(2020, 3, 31))
    assert terms.last_notice_day(date(2026, 1, 1)).value == date(2026, 2, 27)
    assert NoticeTerms("alfa", 0, date(2024, 2, 29)).last_notice_day(date(2025, 1, 1)).value == date(2025, 2, 27)


@pytest.mark.parametrize(("months", "start"), [(None, date(2020, 1, 1)), (6, None)])
def test_what_is_not_known_gives_no_last_day(months, start):
    assert notice_terms("alfa", months, start, ()) is None


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, DAYS, st.integers(0, 40))
def test_the_last_day_is_never_past_and_the_day_after_it_saves_a_later_period(today, start, months):
    terms = NoticeTerms("alfa", months, start)
    last = terms.last_notice_day(today).value
    assert last >= today
    assert terms.first_period_saved(today) == terms.first_period_saved(last)
    assert terms.first_period_saved(last + timedelta(days=1)) > terms.first_period_saved(today)


@given(DAYS, DAYS, st.integers(0, 40))
def test_there_are_so_many_months_from_the_notice_to_the_period(today, start, months):
    terms = NoticeTerms("alfa", months, start)
    period, last = terms.first_period_saved(today), terms.last_notice_day(today).value
    after = last + timedelta(days=1)
    assert (period.year - after.year) * 12 + period.month - after.month == months
