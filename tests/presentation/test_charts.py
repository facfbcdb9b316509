"""Rules for every chart: it says in words what it shows, and is read without colour."""

import re
from itertools import combinations

import pytest

from medlemsnytta import pipeline
from medlemsnytta.inputs.colours import contrast
from medlemsnytta.presentation import charts, theme
from medlemsnytta.presentation.bundles import Chart, Column, Table
from tests.conftest import ROOT

REPORTS = ("huddinge-2025", "huddinge-2026", "exempelkommun-2026")


@pytest.fixture(scope="module", params=REPORTS)
def drawn(request: pytest.FixtureRequest) -> list[Chart]:
    evaluation = pipeline.examine(ROOT, request.param)[1]
    return [chart for name in charts.__all__ if (chart := getattr(charts, name)(evaluation))]


def test_the_text_alternative_says_the_main_values_in_whole_sentences(drawn: list[Chart]) -> None:
    for chart in drawn:
        assert re.search(r"\d|ofta|ibland|löpande|litet", chart.alternative), chart.chart_id
        assert chart.alternative[0].isupper()
        assert chart.alternative.endswith(".")
        assert len(chart.alternative) > 60


def test_the_title_is_the_question_that_the_chart_answers(drawn: list[Chart]) -> None:
    assert all(chart.question.endswith("?") for chart in drawn)


def test_every_chart_has_its_rows_in_a_table(drawn: list[Chart]) -> None:
    assert all(chart.table.rows for chart in drawn)


@pytest.mark.parametrize("alternative", ["", "  ", "\n"])
def test_a_chart_without_a_text_alternative_stops_the_report(alternative: str) -> None:
    with pytest.raises(ValueError, match="no text alternative"):
        Chart("c", "Fråga?", alternative, {}, Table("t", "T", (Column("A"),), ()))


def test_networks_differ_by_shape_and_not_by_colour_alone() -> None:
    assert len(set(theme.SHAPES)) == len(theme.SHAPES) >= len(theme.SERIES)


@pytest.mark.parametrize("colour", [*theme.SERIES, theme.INK, theme.MUTED])
def test_marks_and_letters_are_read_on_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


def test_the_two_first_networks_differ_in_grey_too() -> None:
    one, other = theme.SERIES[:2]
    assert contrast(one, other) > 1.5
    assert all(contrast(*pair) > 1 for pair in combinations(theme.SERIES, 2))
