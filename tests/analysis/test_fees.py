"""What a membership costs, öre for öre."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.analysis import fees
from medlemsnytta.analysis.fees import FeePart, TierUndefined, annual_fee_ore
from medlemsnytta.errors import ProblemsFound

HUDDINGE = FeePart("medlemsavgift", 400_000, Decimal(30))
TIERS = tuple(
    FeePart("medlemsavgift", amount, Decimal(0), tier_from=low, tier_to=high)
    for amount, low, high in [(500_000, 0, 9_999), (1_000_000, 10_000, 29_999), (2_500_000, 100_001, None)]
)


def test_fee_is_fixed_part_plus_rate_per_inhabitant():
    assert annual_fee_ore(114_304, [HUDDINGE]) == 3_829_120


@pytest.mark.parametrize(
    ("part", "inhabitants", "ore"),
    [
        (FeePart("a", 0, Decimal(125), floor_ore=3_500_000), 10_000, 3_500_000),
        (FeePart("a", 0, Decimal(125), floor_ore=3_500_000), 28_001, 3_500_125),
        (FeePart("a", 400_000, Decimal(25), cap_ore=3_600_000), 128_001, 3_600_000),
        (FeePart("a", 400_000, Decimal(30), cap_inhabitants=150_000), 150_000, 4_900_000),
        (FeePart("a", 400_000, Decimal(30), cap_inhabitants=150_000), 990_000, 4_900_000),
        (FeePart("a", 400_000, Decimal(30)), 990_000, 30_100_000),
        (FeePart("a", 4_900_000, Decimal(0)), 350_000, 4_900_000),
        (FeePart("a", 0, Decimal("0.5")), 1, 1),
    ],
    ids=[
        "below the floor",
        "above the floor",
        "capped amount",
        "at the capped number",
        "above it",
        "no cap",
        "flat",
        "half an öre",
    ],
)
def test_floor_cap_and_flat_fee(part, inhabitants, ore):
    assert annual_fee_ore(inhabitants, [part]) == ore


@pytest.mark.parametrize(
    ("inhabitants", "ore"),
    [(0, 500_000), (9_999, 500_000), (10_000, 1_000_000), (29_999, 1_000_000), (100_001, 2_500_000)],
)
def test_the_tier_that_holds_the_inhabitants_is_charged(inhabitants, ore):
    assert annual_fee_ore(inhabitants, TIERS) == ore


@pytest.mark.parametrize("inhabitants", [30_000, 100_000])
def test_a_number_that_no_tier_defines_is_an_error(inhabitants):
    with pytest.raises(TierUndefined, match=str(inhabitants)):
        annual_fee_ore(inhabitants, TIERS)


def test_several_parts_add_up():
    assert (
        annual_fee_ore(
            20_000, [FeePart("medlemsavgift", 50_000, Decimal(0)), FeePart("serviceavgift", 0, Decimal(217))]
        )
        == 4_390_000
    )


@given(st.permutations(TIERS), st.integers(0, 29_999))
def test_the_order_of_rows_never_matters(rows, inhabitants):
    assert annual_fee_ore(inhabitants, rows) == annual_fee_ore(inhabitants, TIERS)


@given(
    st.integers(0, 10**7),
    st.decimals("0", "500", places=2),
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.one_of(st.none(), st.integers(0, 10**6)),
    st.integers(0, 10**6),
    st.integers(0, 10**5),
)
def test_the_fee_never_falls_when_the_population_rises(fixed, rate, floor, cap_inhabitants, inhabitants, more):
    part = FeePart("a", fixed, rate, floor_ore=floor, cap_inhabitants=cap_inhabitants)
    assert annual_fee_ore(inhabitants + more, [part]) >= annual_fee_ore(inhabitants, [part])


def _table(**changes) -> pd.DataFrame:
    row = {
        "network_id": "alfa", "member_type": "kommun", "valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31),
        "part": "medlemsavgift", "fixed_sek": Decimal(4000), "per_inhabitant_sek": Decimal("0.30"), "floor_sek": None,
        "cap_sek": None, "cap_inhabitants": pd.NA, "tier_from": pd.NA, "tier_to": pd.NA, "currency": "SEK",
        "pop_reference": "unknown", "status": "observed", "source": "x", "note": "",
    }  # fmt: skip
    return pd.DataFrame([row | changes])


def test_the_population_is_that_of_the_year_before():
    fee = fees.fee_of(_table(), {2023: 1, 2024: 114_304}, "alfa", "kommun", 2025)
    assert (fee.ore, fee.population_year) == (3_829_120, 2024)


def test_a_lagged_population_is_that_of_two_years_before():
    fee = fees.fee_of(_table(pop_reference="two_years_before"), {2023: 10, 2024: 114_304}, "alfa", "kommun", 2025)
    assert fee.ore == 400_300


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_year_without_a_rule_is_unknown(year):
    assert fees.fee_in_year(_table(), {2023: 1, 2024: 1, 2025: 1}, "alfa", "kommun", year) is None


def test_a_rule_for_regions_is_not_one_for_municipalities():
    with pytest.raises(ProblemsFound, match=r"avgiftsregel för alfa \(kommun\) saknas för 2025"):
        fees.fee_of(_table(member_type="region"), {2024: 1}, "alfa", "kommun", 2025)


def test_a_missing_population_is_named():
    with pytest.raises(ProblemsFound, match=r"population\.csv: folkmängd saknas"):
        fees.fee_of(_table(), {2020: 1}, "alfa", "kommun", 2025)


def test_inhabitants_that_no_tier_holds_are_told_to_the_strategist():
    with pytest.raises(ProblemsFound, match=r"fees\.csv: regeln för alfa \(kommun\) 2025 ger inte en enda avgift"):
        fees.fee_of(_table(tier_from=0, tier_to=100), {2024: 101}, "alfa", "kommun", 2025)


def test_a_fee_in_euro_is_refused_not_read_as_kronor():
    with pytest.raises(ProblemsFound, match="EUR"):
        fees.fee_of(_table(currency="EUR"), {2024: 1}, "alfa", "kommun", 2025)


def test_scenarios_change_one_thing_each():
    fee = fees.fee_of(_table(), {2024: 114_304}, "alfa", "kommun", 2025)
    changes = {scenario.kind: scenario.change_ore for scenario in fees.fee_scenarios(fee)}
    assert changes == {
        "unchanged": 0,
        "rate_plus_5_ore": 571_520,
        "plus_10_percent": 382_912,
        "population_plus_1000": 30_000,
        "population_minus_1000": -30_000,
    }


def test_working_hours_follow_the_salary():
    cost = fees.hourly_cost_sek(Decimal(35_800))
    assert round(cost, 2) == Decimal("388.25")
    assert round(fees.working_hours(3_829_120, cost), 1) == Decimal("98.6")


@pytest.mark.parametrize(
    ("ore", "agrees"), [(3_829_120, True), (3_500_000, True), (3_499_999, False), (4_500_000, False)]
)
def test_cirka_40_000_is_agreed_with_to_tens_of_thousands(ore, agrees):
    assert fees.agrees_with_stated(ore, 40_000) is agrees
