"""The membership, and how many members the sources give a network."""

from fractions import Fraction

import pandas as pd
import pytest

from medlemsnytta.analysis import rows
from medlemsnytta.analysis.members import Membership, membership_of
from medlemsnytta.inputs.parameters.params import parameters_from
from tests.inputs.small_tables import FOLDER, PARAMETERS, write
from tests.loaded import load_tables

NO_MEMBERSHIP = pd.DataFrame(
    columns=["network_id", "since", "state", "notice_months", "stated_fee_sek", "stated_fee_year"]
)
COLUMNS = ["year", "members", "qualifier", "engagement", "said_by"]


def membership(*rows: tuple, memberships: pd.DataFrame = NO_MEMBERSHIP, year: int = 2025) -> Membership:
    sizes = pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "members": "Int64", "engagement": "Int64"})
    return membership_of(memberships, sizes.assign(network_id="alfa", source="x", note=""), "alfa", year)


def test_the_newest_dated_count_is_the_latest_and_cirka_is_kept():
    found = membership((2025, 100, "cirka", None, "kommunen"), (2021, 108, "exact", None, "nätverket"))
    assert (found.latest.year, found.latest.members, found.latest.qualifier) == (2025, 100, "cirka")
    assert [count.members for count in found.earlier] == [108]


def test_every_count_between_the_first_and_the_latest_is_kept_the_newest_first():
    found = membership(*((year, size, "exact", None, "x") for year, size in [(2019, 20), (2024, 50), (2021, 60)]))
    assert [(count.year, count.members) for count in found.earlier] == [(2021, 60), (2019, 20)]


def test_a_count_from_after_the_year_is_not_used():
    found = membership((2024, 52, "exact", None, "nätverket"), (2026, 60, "exact", None, "nätverket"))
    assert (found.latest.members, found.earlier) == (52, ())


def test_an_undated_count_is_kept_apart_and_never_the_latest():
    found = membership((None, 92, "exact", None, "nätverket"))
    assert (found.latest, found.share_of_municipalities.value) == (None, None)
    assert [count.members for count in found.undated] == [92]


def test_the_share_is_of_290_municipalities():
    assert membership((2025, 29, "exact", None, "nätverket")).share_of_municipalities.value == Fraction(1, 10)


def test_engagement_is_the_newest_with_who_said_it():
    found = membership((2025, None, "", -1, "föreningen själv"), (2020, None, "", 1, "kommunen"))
    assert (found.mood["engagement"], found.mood["said_by"]) == (-1, "föreningen själv")
    assert found.counts == ()


def test_a_membership_without_a_row_is_unknown():
    found = membership()
    assert (found.since, found.state, found.notice_months, found.stated_fee_sek) == ("", "unknown", None, None)
    assert found.mood is None


def test_the_membership_row_is_that_of_the_network():
    own = pd.DataFrame(
        [("beta", "1996", "left", 3, 1, 2020), ("alfa", "2022", "member", 12, 40_000, 2025)],
        columns=NO_MEMBERSHIP.columns,
    )
    found = membership(memberships=own)
    assert (found.since, found.state, found.notice_months, found.stated_fee_sek) == ("2022", "member", 12, 40_000)


SIZES = """\
network_id,year,members,qualifier,engagement,said_by,source,source_date,status,note
alfa,2024,37,exact,,föreningen,https://a.example,2024-12,observed,
alfa,2025,40,exact,,tidningen,https://b.example,2025-05,observed,
alfa,,92,exact,,föreningen,https://c.example,,observed,
alfa,,89,exact,,tidningen,https://d.example,,observed,
"""


@pytest.fixture
def small(tmp_path):
    write(tmp_path)
    (tmp_path / "data" / "reference" / "network_years.csv").write_text(SIZES, "utf-8")
    return load_tables(tmp_path, FOLDER), parameters_from(PARAMETERS, "prov")


def test_a_source_that_is_younger_than_the_report_is_not_known_to_it(small):
    tables, parameters = small
    sizes = rows.until_report_date(tables, parameters).network_years
    assert sizes["members"].tolist() == [37, 92, 89]


def test_the_sources_are_those_of_the_counts_that_are_told(small):
    tables, parameters = small
    known = rows.until_report_date(tables, parameters)
    named = rows.sources_named(known, parameters, {})
    assert [source for source in named if source.startswith("https")] == ["https://a.example", "https://c.example"]
