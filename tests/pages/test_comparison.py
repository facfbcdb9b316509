"""`compare`: two reports of one municipality as a page of its own, or an answer in words."""

import json
import os
import subprocess
import sys

import pytest

from medlemsnytta.analysis.changes import compare
from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files.temporary import temporary_files
from medlemsnytta.inputs.parameters.compared import compared_reports, comparison_name
from medlemsnytta.pages import comparison, making, report
from medlemsnytta.presentation.sections import since
from medlemsnytta.rendering.bundles import inline_text
from tests.cases import folders
from tests.conftest import ROOT

NAME = "jamforelse-huddinge-2025-huddinge-2026"


def _refused(one: str, other: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        compared_reports(ROOT, one, other)
    return " ".join(str(problem) for problem in found.value.problems)


def test_the_earlier_report_comes_first_in_whichever_order_they_are_named():
    both = [
        compared_reports(ROOT, *names)
        for names in (("huddinge-2026", "huddinge-2025"), ("huddinge-2025", "huddinge-2026"))
    ]
    assert [[name for name, _ in named] for named in both] == [["huddinge-2025", "huddinge-2026"]] * 2
    assert comparison_name(both[0]) == NAME


def test_the_same_report_twice_is_refused():
    assert "nämnd två gånger" in _refused("huddinge-2025", "huddinge-2025")


def test_both_unknown_names_are_answered_at_once_with_the_nearest():
    said = _refused("hudinge-2025", "huddinge-2062")
    assert "Menade du huddinge-2025?" in said
    assert "Menade du huddinge-2026?" in said


def test_two_municipalities_are_not_compared():
    said = _refused("exempelkommun-2025", "huddinge-2026")
    assert "olika kommuner (9999 och 0126)" in said
    assert "går inte att jämföra" in said


@pytest.mark.slow
def test_the_page_says_what_section_twelve_says():
    compared = compare(comparison.read("huddinge-2026", "huddinge-2025", ROOT))
    evaluation = compared.later
    told = report.since_previous(evaluation)
    assert told.reports == ("huddinge-2025", "")
    values = [
        [{key: fact.value for key, fact in figures.items()} for figures in each.figures] for each in (compared, told)
    ]
    assert values[0] == values[1]


def test_what_the_comparison_follows_from_is_both_params_files_and_the_data(monkeypatch):
    monkeypatch.chdir(ROOT)
    made_from = comparison.record("huddinge-2025", "huddinge-2026")
    assert made_from.parameters == {"earlier": "huddinge-2025", "later": "huddinge-2026"}
    assert {"params/huddinge-2025.yaml", "params/huddinge-2026.yaml", "data/huddinge/excerpts.csv"} <= set(
        made_from.data
    )


def test_refused_names_end_with_one_and_write_nothing(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(["compare", "huddinge-2025", "exempelkommun-2025"]) == 1
    assert "Jämförelsen gjordes inte" in capsys.readouterr().err
    assert not (project / "output").exists()


@pytest.mark.notebook
def test_the_front_door_writes_the_page_once_and_finds_it_current(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(["compare", "huddinge-2026", "huddinge-2025"]) == 0
    names = sorted(path.name for path in (project / "output").glob("jamforelse*"))
    assert names == [f"{NAME}.{suffix}" for suffix in ("html", "ipynb", "manifest.json", "pdf")]
    capsys.readouterr()
    assert cli.main(["verify", f"output/{NAME}.manifest.json"]) == 0
    assert f"{NAME}.manifest.json: stämmer." in capsys.readouterr().out
    page = (project / "output" / f"{NAME}.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "Avgiften är vardera 115 kr högre för Klimatkommunerna och SEKOM." in page
    recorded = json.loads((project / "output" / f"{NAME}.manifest.json").read_bytes())["recipe"]
    assert recorded["parameters"] == {"earlier": "huddinge-2025", "later": "huddinge-2026"}
    capsys.readouterr()
    assert cli.main(["compare", "huddinge-2025", "huddinge-2026"]) == 0
    assert "redan aktuell" in capsys.readouterr().out
    changed = project / "params/huddinge-2026.yaml"
    changed.write_text(changed.read_text("utf-8").replace("evidence_months: 36", "evidence_months: 24"), "utf-8")
    assert cli.main(["verify", f"output/{NAME}.pdf"]) == 1
    assert "params/huddinge-2026.yaml är ändrad sedan jämförelsen byggdes." in capsys.readouterr().err


@pytest.mark.notebook
def test_stock_papermill_shows_the_same_comparison(tmp_path):
    executed = tmp_path / "out.ipynb"
    run = [sys.executable, "-m", "papermill", "notebooks/comparison.ipynb", str(executed), "--no-progress-bar"]
    run += ["-p", "earlier", "exempelkommun-2025", "-p", "later", "exempelkommun-2026"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True, env=environment)
    assert "Slutsatsen och rekommendationen är omskrivna." in executed.read_text("utf-8")


def test_reports_that_look_back_on_others_are_compared_where_only_what_is_sent_is_there(tmp_path, monkeypatch):
    """A comparison sends the parameters of every evaluation that its own lead back to, and it leads with what has ceased."""
    root = folders.lay_out("09-four-years", tmp_path / "arbetsmapp")
    job = making.plan(comparison.page(root, "trosa-2024", "trosa-2025"), root / "output", making.BuildOptions()).job
    with temporary_files(job.data) as sent:
        monkeypatch.chdir(sent)
        said = since.text(compare(comparison.read("trosa-2024", "trosa-2025", sent)))
    assert "har upphört" in inline_text(said.blocks[1]["content"])
