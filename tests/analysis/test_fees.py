"""What a membership costs, öre for öre."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.analysis import fee_scenarios, fees, working_time
from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.fee_rules import FeePart, FeeTables, Payer, nearest_year_with_rule
from medlemsnytta.analysis.fees import TierUndefined, annual_fee_ore
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.tables.frames import OWN_ROWS_FROM

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


ROW = {
    "network_id": "alfa", "member_type": "kommun", "member_class": "", "valid_from": date(2025, 1, 1),
    "valid_to": date(2025, 12, 31), "part": "medlemsavgift", "fixed_sek": Decimal(4000),
    "per_inhabitant_sek": Decimal("0.30"), "tax_base_permille": None, "tax_base_reference": "", "floor_sek": None,
    "cap_sek": None, "cap_inhabitants": pd.NA, "tier_from": pd.NA, "tier_to": pd.NA, "currency": "SEK", "vat": "unknown",
    "pop_reference": "unknown", "undefined": "", "status": "observed", "source": "x", "note": "",
}  # fmt: skip
RATES = pd.DataFrame(
    [
        {"currency": "EUR", "date": day, "sek": Decimal(rate)}
        for day, rate in [(date(2024, 1, 2), "11.00"), (date(2025, 1, 2), "11.50"), (date(2025, 12, 1), "12.00")]
    ]
)
TAX_BASE = pd.DataFrame([{"year": 2024, "sek_per_inhabitant": Decimal(250_000)}])


def _book(*rows: dict, **changes) -> FeeTables:
    """A fee book with one row that differs from the usual by `changes`, or with several."""
    frame = pd.DataFrame([ROW | changes | row for row in rows or ({},)])
    return FeeTables(frame, RATES, TAX_BASE, date(2025, 4, 1), "data/alfa")


def _fee(book: FeeTables, inhabitants: int = 114_304, year: int = 2025, fee_class: str = "") -> fees.Fee:
    known = {2017: inhabitants, 2024: inhabitants, 2023: 10}
    return fees.fee_of(book, Payer("kommun", known, fee_class), "alfa", year)


def test_the_population_is_that_of_the_year_before():
    fee = _fee(_book())
    assert (fee.ore, fee.population_year) == (3_829_120, 2024)


def test_a_lagged_population_is_that_of_two_years_before():
    assert _fee(_book(pop_reference="two_years_before")).ore == 400_300


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_year_without_a_rule_is_unknown(year):
    payer = Payer("kommun", {2023: 1, 2024: 1, 2025: 1})
    assert fees.fee_history(_book(), payer, "alfa", [year]) == ((year, None),)
    with pytest.raises(ProblemsFound, match=rf"avgiftsregel för alfa \(kommun\) saknas för {year}"):
        fees.fee_of(_book(), payer, "alfa", year)


def test_a_rule_for_regions_is_not_one_for_municipalities():
    with pytest.raises(ProblemsFound, match=r"avgiftsregel för alfa \(kommun\) saknas för 2025"):
        _fee(_book(member_type="region"))


def test_a_rule_that_its_source_does_not_date_is_told_never_used():
    with pytest.raises(ProblemsFound, match="är odaterad: källan säger inte om den gäller 2025"):
        _fee(_book(valid_from=None, valid_to=None))


def test_a_missing_population_is_named():
    with pytest.raises(ProblemsFound, match=r"population\.csv: folkmängd saknas .* räknas på, 2024"):
        fees.fee_of(_book(), Payer("kommun", {2020: 1}), "alfa", 2025)


def test_inhabitants_that_no_tier_holds_are_told_to_the_strategist():
    with pytest.raises(
        ProblemsFound, match=r"fees\.csv, rad 0: regeln för alfa \(kommun\) 2025 ger inte en enda avgift"
    ):
        _fee(_book(tier_from=0, tier_to=100), 101)


def test_what_a_source_leaves_undefined_is_an_error_that_says_so():
    hole = {
        "fixed_sek": None,
        "per_inhabitant_sek": None,
        "tier_from": 100,
        "tier_to": 100,
        "undefined": "Exakt 100 saknas.",
    }
    book = _book({"tier_from": 0, "tier_to": 99}, hole, {"tier_from": 101})
    assert _fee(book, 99).ore > 0
    assert _fee(book, 101).ore > 0
    with pytest.raises(
        ProblemsFound, match=r"rad 1: medlemsavgift för alfa 2025 är inte känd för 100 invånare: Exakt 100"
    ):
        _fee(book, 100)


@pytest.mark.parametrize(("inhabitants", "ore"), [(19_999, 230_000), (20_001, 230_012), (2_000_000, 17_250_000)])
def test_a_fee_in_euro_is_worked_out_by_the_newest_rate_known_at_the_reports_date(inhabitants, ore):
    part = {"fixed_sek": Decimal(0), "per_inhabitant_sek": Decimal("0.01"), "currency": "EUR"}
    fee = _fee(_book(part | {"floor_sek": Decimal(200), "cap_sek": Decimal(15_000)}), inhabitants)
    assert (fee.ore, fee.rule.parts[0].rate_date) == (ore, date(2025, 1, 2))


def test_a_rate_older_than_the_year_before_is_not_used():
    book = _book(currency="EUR", valid_from=date(2018, 1, 1), valid_to=None)
    assert _fee(book, year=2025).rule.parts[0].sek_per_unit == Decimal("11.50")
    with pytest.raises(ProblemsFound, match=r"exchange_rates\.csv: ingen kurs för EUR finns från 2017 eller 2018"):
        _fee(book, year=2018)


SHARE_OF_TAX_BASE = {
    "fixed_sek": Decimal(0), "per_inhabitant_sek": Decimal(0), "tax_base_permille": Decimal("0.12"),
    "tax_base_reference": "year_before",
}  # fmt: skip


def test_a_share_of_the_tax_base_is_charged_for_each_inhabitant():
    fee = _fee(_book(SHARE_OF_TAX_BASE), 10_000)
    assert (fee.ore, fee.rule.parts[0].tax_base_year) == (30_000_000, 2024)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("two_years_before", r"tax_base\.csv: medelskattekraften 2023 saknas"),
        ("unknown", "andel av skattekraften, men källan säger inte vilket års"),
    ],
)
def test_a_tax_base_that_nobody_has_given_is_named(reference, said):
    with pytest.raises(ProblemsFound, match=said):
        _fee(_book(SHARE_OF_TAX_BASE | {"tax_base_reference": reference}))


CLASSES = ({"member_class": "nära", "per_inhabitant_sek": Decimal(1)}, {"member_class": "långt bort"})


def test_the_class_that_the_municipality_is_in_is_charged():
    assert _fee(_book(*CLASSES), 1_000, fee_class="nära").ore == 500_000
    assert _fee(_book(*CLASSES), 1_000, fee_class="långt bort").ore == 430_000


@pytest.mark.parametrize(
    ("fee_class", "said"),
    [
        ("", r"data/alfa/memberships\.csv: fee_class saknas för alfa.*Skriv någon av: långt bort; nära"),
        ("näära", "fee_class 'näära' finns inte .* Menade du 'nära'"),
    ],
)
def test_a_class_that_is_not_given_or_not_known_is_asked_for(fee_class, said):
    with pytest.raises(ProblemsFound, match=said):
        _fee(_book(*CLASSES), fee_class=fee_class)


def test_vat_is_told_beside_the_fee_never_in_it():
    parts = (
        {"vat": "no"},
        {"part": "serviceavgift", "fixed_sek": Decimal("9500.10"), "per_inhabitant_sek": Decimal(0), "vat": "yes"},
    )
    fee = _fee(_book(*parts), 10)
    assert (fee.ore, fee.vat_ore) == (400_300 + 950_010, 237_503)


def _changes(book: FeeTables, inhabitants: int = 114_304) -> dict:
    return {each.kind: each.change_ore for each in fee_scenarios.fee_scenarios(_fee(book, inhabitants))}


def test_scenarios_change_one_thing_each():
    assert _changes(_book()) == {
        "unchanged": 0,
        "rate_plus_5_ore": 571_520,
        "plus_10_percent": 382_912,
        "population_plus_1000": 30_000,
        "population_minus_1000": -30_000,
    }


FLAT = {"fixed_sek": Decimal(100), "per_inhabitant_sek": Decimal(0)}


def test_only_what_can_change_the_fee_of_such_a_rule_is_told():
    steps = ({"tier_from": 0, "tier_to": 999}, {"tier_from": 1_000, "fixed_sek": Decimal(300)})
    assert list(_changes(_book(FLAT))) == ["unchanged", "plus_10_percent"]
    stepped = {"population_plus_1000": 20_000, "population_minus_1000": 0, "next_tier": 20_000}
    assert (
        _changes(_book(*(FLAT | step for step in steps)), 999) == {"unchanged": 0, "plus_10_percent": 1_000} | stepped
    )
    assert _changes(_book(FLAT | {"currency": "EUR"})) == {
        "unchanged": 0, "plus_10_percent": 11_500, "currency_plus_10_percent": 11_500,
    }  # fmt: skip
    assert _changes(_book(SHARE_OF_TAX_BASE), 10_000)["tax_base_plus_10_percent"] == 3_000_000


def test_a_scenario_that_the_rule_leaves_undefined_has_no_amount():
    assert _changes(_book(FLAT | {"tier_from": 0, "tier_to": 1_000}), 500)["next_tier"] is None


def test_an_earlier_fee_is_told_in_later_prices_by_one_index():
    assert fees.deflated_ore(1_000_000, Decimal("320"), Decimal("416")) == 1_300_000


def test_working_hours_follow_the_salary():
    cost = working_time.hourly_cost_sek(35_800)
    assert round(cost, 2) == Fraction("388.25")
    assert round(working_time.working_hours(3_829_120, cost), 1) == Fraction("98.6")


TIME_LOG = pd.DataFrame(
    [
        {"network_id": "alfa", "year": year, "hours": Decimal(hours), "hourly_cost_sek": cost, "travel_sek": travel, "how": "lista"}
        for year, hours, cost, travel in [(2023, 10, None, None), (2024, 20, Decimal(500), Decimal("99.50")), (2025, 90, None, None)]
    ]
)  # fmt: skip


def test_total_cost_is_fee_hours_and_journeys_of_the_newest_year_that_has_ended():
    found = working_time.total_cost(TIME_LOG, "alfa", 100_000, date(2025, 6, 1), Fraction(400))
    assert found == working_time.TotalCost(2024, Decimal(20), 1_000_000, 9_950, 1_109_950, "lista")
    assert working_time.total_cost(TIME_LOG, "alfa", 0, date(2024, 6, 1), Fraction(400)).ore == 400_000


@pytest.mark.parametrize(("network", "cost"), [("beta", Fraction(400)), ("alfa", None)], ids=["no log", "no cost"])
def test_without_hours_or_their_cost_the_fee_stands_alone(network, cost):
    assert working_time.total_cost(TIME_LOG.head(1), network, 100_000, date(2025, 6, 1), cost) is None


@pytest.mark.parametrize(
    ("ore", "stated", "agrees"),
    [
        (3_829_120, 40_000, True),
        (3_500_001, 40_000, True),
        (3_500_000, 40_000, False),
        (4_500_000, 40_000, False),
        (819_400, 8_200, True),
        (814_999, 8_200, False),
        (1_500_000, 15_000, True),
        (1_500_000, 20_000, False),
        (911_750, 9_117, False),
        (911_750, 9_118, False),
        (0, 0, True),
    ],
)
def test_a_stated_amount_is_agreed_with_to_the_precision_in_which_it_is_stated(ore, stated, agrees):
    assert fees.agrees_with_stated(ore, stated) is agrees


PAYER = Payer("kommun", {2023: 100, 2024: 1_000})


def _best(book: FeeTables, year: int = 2025, stated: dict | None = None, payer: Payer = PAYER) -> fees.YearlyFee:
    row = stated and Record({"stated_fee_sek": 900, "stated_fee_year": year} | stated, Row("memberships", 2))
    return fees.best_known_fee(book, payer, "alfa", year, row)


def test_the_rule_of_the_year_is_the_best_that_is_known():
    found = _best(_book(), stated={"stated_fee_sek": 900})
    assert (found.basis, found.ore, found.rule_year) == ("rule", 430_000, 2025)


def test_the_municipalitys_own_row_goes_before_the_shared_one():
    book = _book({}, {"fixed_sek": Decimal(1)})
    book.fees.index = [5, 5 + OWN_ROWS_FROM]
    book.fees.index.name = "fees"
    found = _best(book)
    assert (found.basis, found.ore) == ("own", 30_100)
    assert found.amount.rows == (Row("fees", 5, own=True),)


def test_what_the_source_states_goes_before_an_assumed_rule():
    found = _best(_book(), 2027, {"stated_fee_sek": 12_000})
    assert (found.basis, found.ore, found.amount.rows) == ("stated", 1_200_000, (Row("memberships", 2),))
    assert "saknas för 2027" in str(found.lacking)


BETWEEN = ({"valid_from": date(2023, 1, 1), "valid_to": date(2023, 12, 31)}, {"valid_to": None})


@pytest.mark.parametrize(
    ("year", "rule_year", "population_year"),
    [(2024, 2023, 2023), (2027, 2025, 2024), (2022, 2023, 2023)],
    ids=["between two", "after the last", "before the first"],
)
def test_the_nearest_known_rule_is_assumed_and_its_year_is_kept(year, rule_year, population_year):
    rows = (BETWEEN[0], {"valid_to": date(2025, 12, 31)})
    found = _best(_book(*rows), year)
    assert (found.basis, found.rule_year, found.fee.population_year) == ("assumed", rule_year, population_year)


def test_an_open_rule_holds_with_the_nearest_population():
    found = _best(_book(*BETWEEN), 2030)
    assert (found.basis, found.rule_year, found.fee.population_year) == ("assumed", 2030, 2024)


def test_an_undated_rule_is_assumed_without_a_year():
    found = _best(_book(valid_from=None, valid_to=None))
    assert (found.basis, found.rule_year, found.ore) == ("assumed", None, 430_000)


def test_an_amount_stated_for_another_year_is_better_than_nothing():
    found = _best(_book(network_id="beta"), stated={"stated_fee_year": 2020})
    assert (found.basis, found.ore) == ("stated", 90_000)


@pytest.mark.parametrize("payer", [PAYER, Payer("region", {}), Payer("kommun", {})], ids=["none", "region", "nobody"])
def test_a_fee_that_nobody_knows_stops_no_report(payer):
    found = _best(_book(network_id="beta"), payer=payer)
    assert (found.basis, found.ore, found.amount.value) == ("unknown", None, None)


def test_a_class_that_is_lacking_is_a_question_and_one_mistyped_is_an_error():
    assert _best(_book(*CLASSES)).basis == "unknown"
    with pytest.raises(ProblemsFound, match="finns inte bland avgiftsklasserna"):
        _best(_book(*CLASSES), payer=Payer("kommun", {2024: 1}, "näära"))


@given(st.integers(1990, 2060), st.lists(st.tuples(st.integers(2000, 2040), st.integers(0, 5)), max_size=4))
def test_an_assumed_rule_is_never_farther_off_than_another(year, spans):
    rows = [{"valid_from": date(first, 1, 1), "valid_to": date(first + more, 12, 31)} for first, more in spans]
    book = _book(*rows) if rows else _book(network_id="beta")
    known = {each for first, more in spans for each in range(first, first + more + 1)}
    found = nearest_year_with_rule(book, PAYER, "alfa", year)
    assert found == (min(known, key=lambda each: (abs(each - year), each)) if known else None)


def test_an_entry_fee_is_paid_once_and_half_of_it_by_one_who_comes_back():
    fee = _best(_book(entry_fee_sek=Decimal(5_000), reentry_share=Decimal("0.5"))).fee
    assert (fee.entry_fee_ore, fee.reentry_fee_ore, _best(_book()).fee.entry_fee_ore) == (500_000, 250_000, None)


@given(st.permutations(range(3)))
def test_the_order_of_fee_rows_never_changes_the_fee(order):
    rows = [
        FLAT | {"part": "a"},
        {"part": "b", "tier_from": 0, "tier_to": 200_000},
        {"part": "b", "tier_from": 200_001},
    ]
    assert _fee(_book(*(rows[place] for place in order))).ore == 3_839_120
