"""Notebooks are thin and not sealed: each stage of the method can be looked at, followed and drawn another way."""

import ast
import os
from collections import Counter
from decimal import Decimal
from functools import cache

import altair as alt
import nbformat
import pytest

from medlemsnytta.presentation.sections import cost
from medlemsnytta.rendering.blocks import ANALYST_TAG
from tests.conftest import ROOT

LOOKED_AT = {"comparison": 6, "evaluation": 6, "overview": 4}
"""How many cells, at least, end in something to look at."""
LONGEST = 500


def _code(name: str) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@cache
def _run(name: str) -> dict[str, object]:
    """Every name that the notebook has made, run as by hand: with its own parameters, in its own folder."""
    made: dict[str, object] = {"display": lambda *_: None}
    here = os.getcwd()
    os.chdir(ROOT / "notebooks")
    try:
        for cell in _code(name):
            exec(compile(cell.source, cell.id, "exec"), made)
    finally:
        os.chdir(here)
    return {key: value for key, value in made.items() if key not in ("__builtins__", "display")}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_stages_end_in_something_to_look_at(name):
    shown = [cell.source for cell in _code(name) if ANALYST_TAG in cell.metadata.get("tags", [])]
    assert all(isinstance(ast.parse(source).body[-1], ast.Expr) for source in shown)
    assert len(shown) >= LOOKED_AT[name]


def test_no_one_object_holds_more_than_half_of_the_report():
    calls = [
        node
        for cell in _code("evaluation")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "display"
    ]
    given = Counter(
        name
        for call in calls
        for name in {
            argument.id
            for inner in ast.walk(call)
            if isinstance(inner, ast.Call)
            for argument in inner.args
            if isinstance(argument, ast.Name)
        }
    )
    assert {name for name, count in given.items() if count > len(calls) / 2} == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", LOOKED_AT)
def test_what_the_notebook_makes_is_told_in_a_line(name):
    assert {key for key, value in _run(name).items() if len(repr(value)) >= LONGEST} == set()


def test_every_stage_has_a_frame_and_a_table_for_jupyterlab():
    made = _run("evaluation")
    stages = ("inputs", "memberships", "fees", "statements", "usage", "evidence", "answers", "evaluation")
    for stage in stages:
        assert len(made[stage].frame) > 0, stage
        assert made[stage]._repr_html_().startswith("<table"), stage


def test_one_fee_is_followed_from_its_row_to_its_sentence():
    made = _run("evaluation")
    shown = made["fees"].frame
    fee = shown[(shown["network"] == "Klimatkommunerna") & (shown["year"] == 2025)].iloc[0]
    row = made["inputs"].tables.fees.loc[int(fee["rows"].rpartition(" ")[2])]
    assert fee["rule"] == "min(49000, 4000 + 0.3 × min(150000, inhabitants))"
    assert (row["fixed_sek"], row["per_inhabitant_sek"], row["cap_sek"]) == (4000, Decimal("0.30"), 49000)
    assert fee["fee_sek"] == float(min(49000, 4000 + Decimal("0.3") * int(fee["inhabitants"])))
    said = cost.text(made["fees"], made["inputs"].parameters)._repr_mimebundle_()["text/plain"]
    kronor = f"{fee['fee_sek']:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
    assert f"{kronor}\N{NO-BREAK SPACE}kr" in said


def test_one_figure_is_drawn_another_way_in_two_lines():
    fees = _run("evaluation")["fees"]
    chart = alt.Chart(fees.frame).mark_line().encode(x="year:O", y="fee_sek:Q", color="network:N")
    drawn = chart.to_dict()
    assert len(next(iter(drawn["datasets"].values()))) == len(fees.frame) == 16


def test_whoever_changes_a_frame_changes_nothing_that_the_report_says():
    fees = _run("evaluation")["fees"]
    changed = fees.frame
    changed.loc[:, "fee_sek"] = 0
    assert fees.frame["fee_sek"].max() > 0
