"""Rules for every chart: it says in words what it shows, and is read without colour."""

import math
import re
from itertools import combinations
from typing import Any

import altair as alt
import pytest

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.pages import report
from medlemsnytta.presentation import charts
from medlemsnytta.presentation.charts import drawing
from medlemsnytta.presentation.charts.canvas import Letters
from medlemsnytta.rendering import theme, vega_lite_outputs
from medlemsnytta.rendering.bundles import Chart, Column, Table
from medlemsnytta.rendering.cited_text import plain
from medlemsnytta.rendering.colours import _linear, _oklab, contrast
from tests.conftest import ROOT
from tests.loaded import decided, load_tables

REPORTS = ("huddinge-2025", "huddinge-2026", "exempelkommun-2026")

SEEN_BY = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What a colour becomes, in linear red, green and blue (Machado, Oliveira and Fernandes 2009, at full severity)."""

STAGES = {"timeline": "memberships", "channels": "usage", "two_questions": "answers"}

TOLD_APART = 0.05
"""In Oklab; about twice the least difference that is seen between two patches side by side."""


@pytest.fixture(scope="module", params=REPORTS)
def evaluation(request: pytest.FixtureRequest) -> Evaluation:
    return report.page(ROOT, request.param).check()


def _stage(evaluation: Evaluation, chart: str) -> Any:
    """What the chart of that name is made of."""
    if chart in STAGES:
        return getattr(evaluation, STAGES[chart])
    parameters = evaluation.parameters
    return decided(load_tables(ROOT, parameters.data_folder), parameters).options


@pytest.fixture(scope="module")
def drawn(evaluation: Evaluation) -> list[Chart]:
    made = (getattr(charts, name)(_stage(evaluation, name)) for name in charts.__all__)
    return [chart for chart in made if isinstance(chart, Chart)]


@pytest.mark.slow
def test_every_chart_is_allowed_by_the_schema_that_is_not_asked_when_it_is_made(drawn: list[Chart]) -> None:
    for chart in drawn:
        alt.Chart.from_dict(chart.spec, validate=True)


@pytest.mark.slow
def test_every_chart_is_the_same_as_when_altair_checks_its_parts(evaluation: Evaluation) -> None:
    for name in charts.__all__:
        assembled = getattr(charts, name)
        assert assembled(_stage(evaluation, name)) == assembled.__wrapped__(_stage(evaluation, name)), name


@pytest.mark.slow
def test_every_chart_is_altairs_own_too_and_can_be_drawn_another_way_in_a_line(drawn: list[Chart]) -> None:
    for chart in drawn:
        restyled = chart.altair.configure_axis(labelFontSize=18).properties(background="#eeeeee").to_dict()
        assert restyled["datasets"] == chart.spec["datasets"]
        assert restyled["config"]["axis"]["labelFontSize"] == 18
        (block,) = vega_lite_outputs.blocks(restyled)
        assert (block["question"], block["alternative"]) == (plain(chart.question), plain(chart.alternative))
        assert 'fill="#eeeeee"' in block["svg"]


def test_the_text_alternative_says_the_main_values_in_whole_sentences(drawn: list[Chart]) -> None:
    for chart in drawn:
        alternative = plain(chart.alternative)
        assert re.search(r"\d|ofta|ibland|löpande|litet|delvis|vet vi inte", alternative), chart.chart_id
        assert alternative[0].isupper()
        assert alternative.endswith(".")
        assert len(alternative) > 60


def test_the_title_says_what_the_chart_shows(drawn: list[Chart]) -> None:
    titles = [plain(chart.question) for chart in drawn]
    assert all(title[0].isupper() and len(title.split()) > 3 for title in titles)
    assert not [title for title in titles if title.endswith(("?", "."))]


def test_a_line_below_says_where_dates_and_costs_are_from(drawn: list[Chart]) -> None:
    lines = {chart.chart_id: plain(chart.source) for chart in drawn}
    assert lines["diagram-tid"].startswith("Källa: ")
    assert all(line.startswith("Källa: ") and line.endswith(".") for line in lines.values() if line)


def _laid_out(chart: Chart) -> list[dict[str, Any]]:
    return [each for each in (chart.spec, chart.narrow) if each]


def test_no_label_is_cut_wide_or_narrow(drawn: list[Chart]) -> None:
    tried = 0
    for spec in (each for chart in drawn for each in _laid_out(chart)):
        for layer in spec["layer"]:
            if (mark := layer["mark"])["type"] != "text":
                continue
            letters = Letters(mark["fontSize"], mark["fontWeight"] == 600)
            for row in spec["datasets"][layer["data"]["name"]]:
                wide = letters.wide(row["words"])
                left = row["left"] - {"left": 0, "center": wide / 2, "right": wide}[mark["align"]]
                tried += 1
                assert -1 <= left <= spec["width"] + 1 - wide, row["words"]
    assert tried > 20


def test_a_phone_is_shown_every_mark(drawn: list[Chart]) -> None:
    def told(spec: dict[str, Any]) -> list[tuple[str, ...]]:
        rows = [row for layer in spec["layer"] for row in spec["datasets"][layer["data"]["name"]]]
        fields = ("name", "part", "amount", "day", "event", "network", "channel", "label")
        return sorted(
            tuple(str(row.get(field)) for field in fields) for row in rows if {"day", "amount", "label"} & set(row)
        )

    for chart in drawn:
        assert chart.narrow
        assert chart.narrow["width"] <= 284
        assert told(chart.narrow) == told(chart.spec)


@pytest.mark.parametrize("room", [40, 80, 200])
def test_a_line_has_room_even_for_a_word_that_must_be_broken(room: int) -> None:
    lines = Letters(13).lines("Medborgarförslagshandläggning i nätverket", room)
    assert "".join(lines).replace(" ", "") == "Medborgarförslagshandläggninginätverket"
    assert max(map(Letters(13).wide, lines)) <= room


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


def _difference(one: str, other: str, seen: tuple[tuple[float, ...], ...]) -> float:
    def look(colour: str) -> tuple[float, float, float]:
        mixed = (sum(share * part for share, part in zip(row, _linear(colour), strict=True)) for row in seen)
        return _oklab(tuple(max(0.0, share) for share in mixed))

    return math.dist(look(one), look(other))


@pytest.mark.parametrize("seen", SEEN_BY.values(), ids=SEEN_BY.keys())
def test_colours_of_three_networks_are_told_apart_by_the_colour_blind(seen: tuple[tuple[float, ...], ...]) -> None:
    assert min(_difference(*pair, seen) for pair in combinations(theme.SERIES[:3], 2)) > TOLD_APART


def test_simulation_finds_red_and_green_alike_to_the_red_and_green_blind() -> None:
    alike = {name: _difference("#a4550b", "#3f6b1f", seen) < TOLD_APART for name, seen in SEEN_BY.items()}
    assert alike == {"everyone": False, "protanopia": True, "deuteranopia": False, "tritanopia": False}


def test_every_mark_that_is_coloured_by_network_has_its_network_s_shape_or_place(drawn: list[Chart]) -> None:
    """What colour tells is told without it: each colour of a point has a shape of its own."""
    rows = [row for chart in drawn for data in chart.spec["datasets"].values() for row in data if "shape" in row]
    looks = {(row["colour"], row["shape"]) for row in rows}
    assert len(looks) == len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) >= 1


@pytest.mark.parametrize(
    ("name", "limit"), [("SEKOM", 0), ("Ett nätverk med ett mycket långt namn", theme.LABEL_LIMIT)]
)
def test_only_labels_that_may_be_long_are_measured_to_be_cut(name: str, limit: int) -> None:
    bars = drawing.view(alt.MarkDef(type="bar"), drawing.encoding(y=alt.Y("name:N")))
    spec = drawing.finished(bars, drawing.Data([{"name": name}]), typed=[name])
    assert spec["config"]["axis"]["labelLimit"] == spec["config"]["legend"]["labelLimit"] == limit
