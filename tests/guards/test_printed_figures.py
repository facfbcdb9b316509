"""Every figure in a table or chart of the reports is defined in docs/method.md by name."""

import re
from pathlib import Path

import pytest
from report_text import OVERVIEW, executed_in_process

from medlemsnytta.pages import report
from medlemsnytta.rendering.blocks import document

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "method.md").read_text("utf-8")
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]
QUANTITIES = {cells[0] for cells in LINES if len(cells) == 5}
PRINTED = {cells[0].strip("`"): cells for cells in LINES if len(cells) == 3 and cells[0].startswith("`")}
REPORTS = ("huddinge-2025", "exempelkommun-2025", "exempelkommun-2026")


def _figures(name: str) -> list[tuple[str, str]]:
    """The table or chart and the column of every figure of one report, without the networks' names and the years."""
    shown = [] if name == OVERVIEW else report.page(ROOT, name).check().networks
    networks = {network.short for network in shown}
    found = []
    for block in document(executed_in_process(ROOT, name))["blocks"]:
        if block["type"] not in ("table", "chart"):
            continue
        columns = block["columns"] if block["type"] == "table" else block["table"]["columns"]
        for column in (each["name"] for each in columns if each["kind"] == "number"):
            plain = re.sub(r"\b\d{4}\b|[,:] |\(kravet\)", " ", column)
            for network in networks:
                plain = plain.replace(network, "")
            found.append((block["id"], plain.strip()))
    return found


@pytest.mark.slow
def test_every_figure_of_the_overview_is_named_on_the_method_page():
    assert _undefined(OVERVIEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_of_a_report_is_named_on_the_method_page(name):
    assert len(_figures(name)) > 15
    assert _undefined(name) == []


def _undefined(name: str) -> list[tuple[str, str]]:
    return [
        (place, figure)
        for place, figure in _figures(name)
        if place not in PRINTED or (figure and figure not in PRINTED[place][1].split(", "))
    ]


def test_every_printed_figure_has_a_quantity_with_its_definition():
    named = {quantity for cells in PRINTED.values() for quantity in cells[2].split("; ")}
    assert len(named) > 15
    assert named - QUANTITIES == set()
