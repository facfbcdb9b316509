"""Numbers, amounts and dates as Swedish print has them."""

from datetime import date
from fractions import Fraction

import pytest

from medlemsnytta.presentation.words import swedish


def spaced(words: str) -> str:
    """Hard spaces made visible."""
    return words.replace("\N{NO-BREAK SPACE}", "_")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (swedish.number(114_304), "114_304"),
        (swedish.number(-0.5, 1), "−0,5"),
        (swedish.kronor(3_829_120), "38_291,20_kr"),
        (swedish.kronor(4_000_000), "40_000_kr"),
        (swedish.kronor_change(571_520), "+5_715_kr"),
        (swedish.kronor_change(-30_000), "−300_kr"),
        (swedish.kronor_change(0), "±0_kr"),
        (swedish.kronor_a_head(Fraction(3_829_120, 114_304)), "0,33_kr"),
        (swedish.percent(Fraction(1, 2)), "50_%"),
        (swedish.percent(Fraction(1)), "100_%"),
        (swedish.percent(Fraction(999, 1000)), "över_99_%"),
        (swedish.percent(Fraction(1, 1000)), "under_1_%"),
        (swedish.percent(Fraction(0)), "0_%"),
        (swedish.percent_range(Fraction(62, 100), Fraction(86, 100)), "62–86_%"),
        (swedish.long_date(date(2026, 5, 30)), "30_maj_2026"),
        (swedish.weekday(date(2026, 5, 30)), "lördag"),
        (swedish.partial_date("2022-06"), "juni_2022"),
        (swedish.partial_date("1996"), "1996"),
        (swedish.partial_date(""), "uppgift saknas"),
        (swedish.counted(1, "en rad", "rader"), "en rad"),
        (swedish.counted(2, "en rad", "rader"), "två_rader"),
        (swedish.counted(46, "ett uttalande", "uttalanden"), "46_uttalanden"),
        (swedish.listed(["a", "b", "c"]), "a, b och c"),
        (swedish.genitive("Västerås"), "Västerås"),
        (swedish.genitive("Huddinge"), "Huddinges"),
    ],
)
def test_print_is_swedish(words, expected):
    assert spaced(words) == expected


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("19/10", "knappt två timmar"),
        ("2", "två timmar"),
        ("201/100", "två timmar"),
        ("11/5", "drygt två timmar"),
        ("1", "en timme"),
        ("1/3", "cirka 20 minuter"),
        ("1/25", "mindre än 5 minuter"),
        ("1/24", "cirka 5 minuter"),
        ("1/1000", "mindre än 5 minuter"),
        ("0", "0 minuter"),
        ("40", "40 timmar"),
    ],
)
def test_hours_a_week_are_told_as_a_person_would(hours, words):
    assert swedish.hours_a_week(Fraction(hours)).replace("\N{NO-BREAK SPACE}", " ") == words
