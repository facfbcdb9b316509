"""The shipped fee rules, each computed below, at and above every limit and for the smallest and largest municipality.

Bjurholm and Stockholm are the smallest and the largest of the years in question. Every amount is written out by hand.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsnytta.analysis import fees
from medlemsnytta.analysis.fee_rules import FeeTables, Payer
from medlemsnytta.errors import ProblemsFound
from tests.loaded import load_tables

ROOT = Path(__file__).resolve().parents[2]
TABLES = load_tables(ROOT, "data/huddinge")
BJURHOLM, STOCKHOLM = 2_387, 975_551
"""Inhabitants on 31 December 2020."""

NEAR, PARTLY = "strandnära, helt inom avrinningsområdet", "strandnära, delvis inom avrinningsområdet"


def _book(year: int, rates: dict | None = None, tax_base: dict | None = None) -> FeeTables:
    """The shipped rules; those that their source does not date are read as rules of `year`, as a municipality would."""
    undated = TABLES.fees["valid_from"].isna()
    dated = TABLES.fees.assign(valid_from=TABLES.fees["valid_from"].where(~undated, date(year, 1, 1)))
    known_rates = pd.DataFrame([{"currency": "EUR", "date": day, "sek": rate} for day, rate in (rates or {}).items()])
    bases = pd.DataFrame([{"year": each, "sek_per_inhabitant": base} for each, base in (tax_base or {}).items()])
    return FeeTables(dated, known_rates, bases, date(2026, 1, 1), "data/huddinge")


def _fee(network: str, year: int, inhabitants: int, fee_class: str = "", member_type: str = "kommun", **given_values):
    payer = Payer(member_type, dict.fromkeys(range(year - 2, year), inhabitants), fee_class)
    return fees.fee_of(_book(year, **given_values), payer, network, year)


def _kronor(*arguments, **given_values) -> Decimal:
    return Decimal(_fee(*arguments, **given_values).ore) / 100


IN_KRONOR = [
    ("klimatkommunerna", 2018, "", [(BJURHOLM, "4596.75"), (127_999, "35999.75"), (128_000, "36000"),
                                    (128_001, "36000"), (STOCKHOLM, "36000")]),
    ("klimatkommunerna", 2023, "", [(BJURHOLM, "4716.10"), (149_999, "48999.70"), (150_000, "49000"),
                                    (150_001, "49000"), (STOCKHOLM, "49000")]),
    ("klimatkommunerna", 2025, "", [(114_304, "38291.20"), (149_999, "48999.70"), (150_001, "49000")]),
    ("sekom", 2025, "", [(BJURHOLM, "4716.10"), (114_304, "38291.20"), (STOCKHOLM, "296665.30")]),
    ("sambruk", 2025, "", [(BJURHOLM, "5000"), (6_999, "5000"), (7_000, "10000"), (14_999, "10000"), (15_001, "25000"),
                           (25_001, "35000"), (50_001, "50000"), (100_001, "65000"), (150_001, "80000")]),
    ("fairtrade_city", 2021, "", [(BJURHOLM, "5000"), (9_999, "5000"), (10_000, "10000"), (10_001, "10000"),
                                  (29_999, "10000"), (30_000, "15000"), (30_001, "15000"), (59_999, "15000"),
                                  (60_000, "20000"), (60_001, "20000"), (99_999, "20000"), (100_001, "25000"),
                                  (STOCKHOLM, "25000")]),
    ("malarens_vattenvardsforbund", 2025, NEAR, [(BJURHOLM, "35000"), (27_999, "35000"), (28_000, "35000"),
                                                 (28_001, "35001.25"), (399_999, "499998.75"), (400_000, "500000"),
                                                 (400_001, "500000"), (STOCKHOLM, "500000")]),
    ("malarens_vattenvardsforbund", 2025, PARTLY, [(BJURHOLM, "35000"), (34_999, "35000"), (35_000, "35000"),
                                                   (35_001, "35001"), (499_999, "499999"), (500_000, "500000"),
                                                   (500_001, "500000"), (STOCKHOLM, "500000")]),
    ("malarens_vattenvardsforbund", 2025, "granne med strandnära kommun", [(BJURHOLM, "25000"), (STOCKHOLM, "25000")]),
    ("malarens_vattenvardsforbund", 2025, "kommun längre bort", [(BJURHOLM, "15000"), (STOCKHOLM, "15000")]),
    ("malarens_vattenvardsforbund", 2025, "dricksvattenkommun utanför avrinningsområdet",
     [(BJURHOLM, "25000"), (STOCKHOLM, "25000")]),
    ("svenska_cykelstader", 2017, "", [(BJURHOLM, "15000"), (STOCKHOLM, "15000")]),
    ("svenska_stadskarnor", 2019, "", [(BJURHOLM, "10000"), (24_999, "10000"), (25_000, "10000"), (25_001, "12300"),
                                       (99_999, "12300"), (100_000, "12300"), (100_001, "15950"),
                                       (STOCKHOLM, "15950")]),
    ("energikontor_ostergotland", 2008, "", [(BJURHOLM, "4774"), (STOCKHOLM, "1951102")]),
    ("sveriges_miljokommuner", 2017, "", [(BJURHOLM, "800"), (9_999, "800"), (10_000, "1500"), (10_001, "1500"),
                                          (29_999, "1500"), (30_000, "1800"), (30_001, "1800"), (49_999, "1800"),
                                          (50_000, "2300"), (50_001, "2300"), (99_999, "2300"), (100_000, "4000"),
                                          (100_001, "4000"), (STOCKHOLM, "4000")]),
    ("sveriges_miljokommuner", 2023, "", [(BJURHOLM, "1000"), (9_999, "1000"), (10_000, "1800"), (29_999, "1800"),
                                          (30_000, "2200"), (49_999, "2200"), (50_000, "2800"), (99_999, "2800"),
                                          (100_000, "4800"), (STOCKHOLM, "4800")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("network", "year", "fee_class", "inhabitants", "kronor"),
    [(network, year, fee_class, *case) for network, year, fee_class, cases in IN_KRONOR for case in cases],
)
def test_fees_in_kronor(network, year, fee_class, inhabitants, kronor):
    assert _kronor(network, year, inhabitants, fee_class) == Decimal(kronor)


@pytest.mark.parametrize(
    ("network", "year", "kronor"),
    [
        ("klimatkommunerna", 2023, 49_000),
        ("fairtrade_city", 2021, 25_000),
        ("malarens_vattenvardsforbund", 2025, 52_500),
    ],
)
@pytest.mark.parametrize("inhabitants", [60_000, 2_400_000])
def test_a_region_pays_its_own_fee(network, year, kronor, inhabitants):
    assert _kronor(network, year, inhabitants, member_type="region") == kronor


@pytest.mark.parametrize(
    ("inhabitants", "kronor"), [(BJURHOLM, "4238.70"), (320_000, "36000"), (319_999, "35999.90"), (2_400_000, "36000")]
)
def test_a_region_paid_ten_ore_an_inhabitant_in_2018(inhabitants, kronor):
    assert _kronor("klimatkommunerna", 2018, inhabitants, member_type="region") == Decimal(kronor)


TEN_KRONOR = {"rates": {date(2018, 1, 2): Decimal(10), date(2025, 1, 2): Decimal(10)}}

IN_EURO = [
    ("climate_alliance", 2018, [(BJURHOLM, 2_200), (30_136, 2_200), (30_137, "2200.00"), (30_138, "2200.07"),
                                (2_054_794, "149999.96"), (2_054_795, 150_000), (STOCKHOLM, "71215.22")]),
    ("iclei", 2025, [(BJURHOLM, 4_500), (49_999, 4_500), (50_000, 4_500), (50_001, 9_000), (100_000, 9_000),
                     (100_001, 13_100), (200_000, 13_100), (200_001, 16_800), (300_000, 16_800), (300_001, 20_600),
                     (500_000, 20_600), (500_001, 26_200), (750_000, 26_200), (750_001, 33_700), (1_000_000, 33_700),
                     (STOCKHOLM, 33_700)]),
    ("innovation_circle", 2025, [(1, 3_000), (BJURHOLM, 3_000), (3_999, 3_000), (4_001, 4_000), (20_000, 4_000),
                                 (20_001, 6_000), (STOCKHOLM, 6_000)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("network", "year", "inhabitants", "kronor"),
    [(network, year, *case) for network, year, cases in IN_EURO for case in cases],
)
def test_fees_in_euro_at_ten_kronor(network, year, inhabitants, kronor):
    assert _kronor(network, year, inhabitants, **TEN_KRONOR) == Decimal(kronor)


@pytest.mark.parametrize(
    ("year", "tax_base", "inhabitants", "kronor"),
    [
        (2018, {2017: Decimal(200_000)}, 2_454, "58748.76"),
        (2018, {2017: Decimal(200_000)}, 935_619, "22398718.86"),
        (2020, {2019: Decimal(220_000)}, 2_450, "61931.10"),
        (2020, {2019: Decimal(220_000)}, 962_154, "24321328.81"),
    ],
)
def test_a_share_of_the_tax_base(year, tax_base, inhabitants, kronor):
    """The tax bases are invented round figures: nobody has given the real ones."""
    assert _kronor("skr", year, inhabitants, tax_base=tax_base) == Decimal(kronor)


def test_vat_is_added_to_the_service_fee_alone():
    assert _fee("svenska_stadskarnor", 2019, 25_000).vat_ore == 237_500


HOLES = [
    ("fairtrade_city", 2021, 100_000, "exakt 100 000 finns inte med"),
    ("sambruk", 2025, 15_000, "exakt 15\N{NO-BREAK SPACE}000 invånare"),
    ("svenskt_vatten", 2022, 10_000, "serviceavgift för svenskt_vatten 2022 är inte känd"),
    ("healthy_cities", 2025, 10_000, "Sidan anger inga belopp"),
    ("energikontor_sydost", 2022, 10_000, "beloppen finns inte i underlaget"),
    ("viable_cities", 2023, 10_000, "Det visar inte att ingen finns"),
    ("skr", 2024, 10_000, "källan säger inte vilket års"),
    ("skr", 2020, 10_000, r"tax_base\.csv: medelskattekraften 2019 saknas"),
    ("climate_alliance", 2018, 10_000, r"exchange_rates\.csv: ingen kurs för EUR"),
    ("malarens_vattenvardsforbund", 2025, 10_000, "fee_class saknas"),
]


@pytest.mark.parametrize(("network", "year", "inhabitants", "said"), HOLES, ids=[hole[0] for hole in HOLES])
def test_what_a_source_leaves_open_is_named(network, year, inhabitants, said):
    with pytest.raises(ProblemsFound, match=said):
        _fee(network, year, inhabitants)


@pytest.mark.parametrize(
    ("network", "inhabitants", "said"),
    [
        ("iclei", 1_000_001, "Över 1 000 000 invånare"),
        ("innovation_circle", 4_000, "exakt 4 000 har två avgifter"),
        ("innovation_circle", 0, "börjar på 1 invånare"),
    ],
)
def test_what_a_scale_in_euro_leaves_open_is_named(network, inhabitants, said):
    with pytest.raises(ProblemsFound, match=said):
        _fee(network, 2025, inhabitants, **TEN_KRONOR)


def test_the_parts_of_svenskt_vatten_that_are_known_rest_on_the_population_two_years_back():
    known = TABLES.fees[(TABLES.fees["network_id"] == "svenskt_vatten") & (TABLES.fees["undefined"] == "")]
    payer = Payer("kommun", {2020: BJURHOLM, 2021: 1})
    fee = fees.fee_of(replace(_book(2022), fees=known), payer, "svenskt_vatten", 2022)
    assert (fee.ore, fee.population_year) == (789_600 + 517_979, 2020)


def test_an_undated_rule_is_never_read_as_this_years():
    book = replace(_book(2025), fees=TABLES.fees)
    with pytest.raises(ProblemsFound, match="är odaterad"):
        fees.fee_of(book, Payer("kommun", {2024: 1}, NEAR), "malarens_vattenvardsforbund", 2025)


RISING = [(network, year, fee_class) for network, year, fee_class, _ in IN_KRONOR]


@given(st.sampled_from(RISING), st.integers(1, 999_998), st.integers(1, 100_000))
def test_no_shipped_fee_falls_when_the_population_rises(rule, inhabitants, more):
    network, year, fee_class = rule
    holes = {"fairtrade_city": {100_000}, "sambruk": {15_000, 25_000, 50_000, 100_000, 150_000}}.get(network, set())
    if holes & {inhabitants, inhabitants + more}:
        return
    assert _kronor(network, year, inhabitants + more, fee_class) >= _kronor(network, year, inhabitants, fee_class)


def test_every_shipped_rule_is_computed_here():
    computed = {network for network, *_ in (*IN_KRONOR, *IN_EURO, *HOLES)}
    assert computed == set(TABLES.fees["network_id"])
