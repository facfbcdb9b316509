"""What people type in a cell has one meaning or is refused, and a hint never becomes a value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.inputs.tables.cells import WHAT_IS_WRONG, Unreadable, read_cell

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni",
          "juli", "augusti", "september", "oktober", "november", "december")  # fmt: skip


@settings(max_examples=3 * settings.default.max_examples)
@given(day=st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_a_day_is_read_only_with_the_year_first(day):
    assert read_cell(day.isoformat(), "date") == day
    assert read_cell(day, "date") == day
    assert read_cell(day, "partial_date") == day.isoformat()
    year, month, number = day.isoformat().split("-")
    for spelling in (
        *(mark.join((number, month, year)) for mark in "/.- "),
        f"{month}/{number}/{year}",
        f"{year}{month}{number}",
        f"{year[2:]}-{month}-{number}",
        f"{number} {MONTHS[day.month - 1]} {year}",
    ):
        with pytest.raises(Unreadable):
            read_cell(spelling, "date")


@given(day=st.dates(date(1900, 3, 1), date(2100, 12, 31)))
def test_the_remedy_for_a_day_written_otherwise_names_that_very_day(day):
    with pytest.raises(Unreadable) as refused:
        read_cell(f"{day.day}/{day.month}/{day.year}", "date")
    assert day.isoformat() in refused.value.fix
    assert ("tvetydigt" in refused.value.what) == (day.day <= 12 and day.day != day.month)


@settings(max_examples=3 * settings.default.max_examples)
@given(number=st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_is_the_same_with_comma_point_groups_and_from_a_workbook(number):
    spellings = [f"{number}", f"{number}".replace(".", ","), f"{number:,}".replace(",", " ").replace(".", ",")]
    assert [read_cell(spelling, "decimal") for spelling in spellings] == [number] * 3
    assert read_cell(number, "decimal") == number


@given(whole=st.integers(1, 999), thousandths=st.integers(0, 999), mark=st.sampled_from(",."))
def test_three_digits_after_a_mark_may_be_thousands_and_are_refused(whole, thousandths, mark):
    with pytest.raises(Unreadable, match="kan betyda både"):
        read_cell(f"{whole}{mark}{thousandths:03}", "decimal")


def test_three_decimals_are_read_where_they_cannot_be_thousands():
    assert read_cell("0,125", "decimal") == Decimal("0.125")
    assert read_cell("1,1250", "decimal") == Decimal("1.125")
    assert read_cell(Decimal("1.125"), "decimal") == Decimal("1.125")


@pytest.mark.parametrize("kind", WHAT_IS_WRONG)
@settings(max_examples=3 * settings.default.max_examples)
@given(cell=st.one_of(st.text(min_size=1, max_size=25), st.from_regex(r"[0-9 .,/:-]{1,12}", fullmatch=True)))
def test_any_text_is_a_value_or_is_refused_with_words(kind, cell):
    try:
        value = read_cell(cell, kind)
    except Unreadable as refused:
        assert refused.what
    else:
        assert isinstance(value, {"integer": int, "decimal": Decimal, "date": date}.get(kind, str))


@pytest.mark.parametrize("kind", WHAT_IS_WRONG)
@given(cell=st.one_of(st.decimals(allow_nan=False, allow_infinity=False), st.dates()))
def test_any_number_or_day_of_a_workbook_is_a_value_or_is_refused(kind, cell):
    try:
        read_cell(cell, kind)
    except Unreadable as refused:
        assert refused.what


def test_a_year_in_a_workbook_is_a_number_and_reads_as_a_year():
    assert read_cell(Decimal(2025), "partial_date") == "2025"


def test_a_code_that_a_workbook_made_a_number_of_keeps_no_exponent():
    assert read_cell(Decimal("1.26E+2"), "text") == "126"
