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
    assert tables.municipalities["code"].nunique() == 290
    counts = tables.population.groupby("code")["year"].agg(["min", "max", "count"])
    assert len(counts) == 290
    assert set(counts.itertuples(index=False, name=None)) == {(2000, 2025, 26)}


@pytest.mark.parametrize(("year", "total"), [(2023, 10_551_707), (2024, 10_587_710)])
def test_populations_sum_to_the_national_figure(tables, year, total):
    assert tables.population[tables.population["year"] == year]["inhabitants"].sum() == total


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
