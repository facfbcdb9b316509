"""The shipped data obey their own rules and the figures that their providers state."""

from pathlib import Path

import pytest

from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from tests.loaded import load_tables

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tables():
    return load_tables(ROOT, "data/huddinge")


def test_the_shipped_tables_have_no_problem(tables):
    assert check_tables(tables) == []


def test_there_are_290_municipalities_with_a_population_for_each_year(tables):
    assert tables.municipalities["type"].value_counts().to_dict() == {"kommun": 290, "region": 20}
    counts = tables.population.groupby("code")["year"].agg(["min", "max", "count"])
    assert len(counts) == 310
    assert set(counts.itertuples(index=False, name=None)) == {(2000, 2025, 26)}


@pytest.mark.parametrize(("year", "total"), [(2023, 10_551_707), (2024, 10_587_710)])
def test_populations_sum_to_the_national_figure(tables, year, total):
    rows = tables.population[(tables.population["year"] == year) & (tables.population["code"].str.len() == 4)]
    assert rows["inhabitants"].sum() == total


def test_a_region_has_the_inhabitants_of_its_municipalities(tables):
    counts = tables.population
    regional = counts["code"].str.len() == 2
    sums = counts[~regional].groupby([counts["code"].str[:2], "year"])["inhabitants"].sum()
    stated = counts[regional].set_index(["code", "year"])["inhabitants"]
    assert stated.to_dict() == {key: total for key, total in sums.to_dict().items() if key[0] != "09"}
    uncertain = counts[regional & (counts["status"] == "estimated")]
    assert set(uncertain["year"]) == {2025}
    assert len(uncertain) == 20


def test_a_region_has_the_code_of_its_county_and_gotland_is_a_municipality(tables):
    rows = tables.municipalities
    regions = rows[rows["type"] == "region"]
    assert (regions["code"] == regions["county_code"]).all()
    assert rows[rows["county_code"] == "09"][["code", "name", "type"]].values.tolist() == [
        ["0980", "Region Gotland", "kommun"]
    ]


def test_a_proposal_is_no_decision(tables):
    stages = tables.peer_decisions.set_index(["code", "network_id"])["stage"].to_dict()
    assert stages["0665", "sekom"] == stages["0126", "sekom"] == "proposed"
    assert "decided" not in stages.values()


@pytest.mark.parametrize(("year", "inhabitants"), [(2024, 114_304), (2025, 114_686)])
def test_huddinge_has_its_inhabitants(tables, year, inhabitants):
    rows = tables.population[(tables.population["code"] == "0126") & (tables.population["year"] == year)]
    assert list(rows["inhabitants"]) == [inhabitants]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_names_its_source_and_none_is_invented(tables, name):
    frame = tables.frame(name)
    assert (frame["source"] != "").all()
    assert "illustrative" not in set(frame["status"])


def test_every_statement_names_its_section(tables):
    assert tables.excerpts["source"].str.match(r"KS-2025/475, \w+").all()
