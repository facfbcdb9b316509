"""`overview`: several reports side by side, from the command to the page."""

import json

import pytest

from medlemsnytta.analysis.changes import figures_of
from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.execution import fork_server
from medlemsnytta.inputs.borders import read_borders
from medlemsnytta.inputs.parameters import batches
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.inputs.tables.report_rows import read_rows
from medlemsnytta.pages import making, overview, report
from medlemsnytta.presentation import sections
from medlemsnytta.presentation.charts import overview_charts as charts
from medlemsnytta.rendering.bundles import NOTHING
from tests.conftest import ROOT
from tests.systems import FORK

BATCH = """report,municipality_code,year,title,report_date,networks,data_folder
huddinge-2025,,,,,,
lycksele-2025,2481,2025,Vad det kostar,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag
kiruna-2025,2584,2025,Vad det kostar,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag
"""


@pytest.fixture
def batch(project):
    (project / "params" / "tre.csv").write_text(BATCH, "utf-8")
    return project


@pytest.mark.slow
def test_a_report_has_the_figures_that_it_has_alone():
    shown = overview.read(["huddinge-2025", "huddinge-2026", "exempelkommun-2026"], [], ROOT)
    for name, evaluation in shown.reports.items():
        alone = report.page(ROOT, name).check()
        assert figures_of(evaluation) == figures_of(alone)
        assert evaluation.gaps.kinds == alone.gaps.kinds
        assert evaluation.evidence == alone.evidence


def test_rows_of_a_table_and_params_files_stand_together(batch):
    shown = overview.read([], ["params/tre.csv"], batch)
    assert list(shown.reports) == ["huddinge-2025", "lycksele-2025", "kiruna-2025"]
    assert {each.fees.count for each in shown.years if each.fees} == {3}


def test_what_is_wrong_with_any_report_is_told_with_its_name(batch):
    (batch / "params" / "tre.csv").write_text(BATCH.replace(",2481,", ",9998,"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        overview.read([], ["params/tre.csv"], batch)
    assert str(found.value.problems[0]).startswith("lycksele-2025, ")


@pytest.mark.parametrize("table", ["../tre.csv", "/tmp/tre.csv", "C:\\tre.csv"])
def test_a_table_outside_the_project_is_refused(table):
    with pytest.raises(ProblemsFound, match="utanför projektet"):
        batches.read_batch(ROOT, [], [table])


def test_every_municipality_has_an_outline_and_no_other_place_has():
    codes = load_table(ROOT, None, "municipalities").query("type == 'kommun'")["code"]
    outlines = read_borders(ROOT)
    assert set(outlines) == set(codes)
    assert all(each.startswith("M") and each.endswith("Z") for each in outlines.values())


@pytest.mark.slow
def test_the_map_says_where_it_costs_least_and_most(batch):
    shown = overview.read([], ["params/tre.csv"], batch)
    said = charts.on_map(shown, read_borders(ROOT)).alternative.replace("\N{NO-BREAK SPACE}", " ")
    assert "Lägst är 15 270,80 kr: Lycksele (Västerbottens län)." in said
    assert "Högst är 76 582,40 kr: Huddinge (Stockholms län)." in said


def test_a_long_table_is_an_appendix_and_a_short_one_is_not(batch, monkeypatch):
    shown = overview.read([], ["params/tre.csv"], batch)
    assert len(sections.side_by_side.standings(shown).rows) == 6
    assert sections.side_by_side.standings_appendix(shown) is NOTHING
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 5)
    assert len(sections.side_by_side.standings_appendix(shown).rows) == 6


def test_of_a_long_table_the_assessed_stand_in_the_text(batch, monkeypatch):
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 5)
    shown = overview.read([], ["params/tre.csv"], batch)
    assert [row[0] for row in sections.side_by_side.standings(shown).rows] == ["Huddinge", "Huddinge"]
    said = _plain(sections.side_by_side.standings_text(shown))
    assert said == (
        "Två medlemskap har bedömts: lutar åt fortsätt (1) och öppet (1). "
        "För fyra medlemskap är underlaget inte insamlat: uppgift saknas. Alla står i bilagan Alla rapporter."
    )
    without = overview.read(["lycksele-2025", "kiruna-2025"], ["params/tre.csv"], batch)
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 1)
    assert sections.side_by_side.standings(without) is NOTHING
    assert _plain(sections.side_by_side.standings_text(without)).startswith("För fyra medlemskap")


@pytest.mark.slow
def test_sums_of_different_networks_are_told_apart_from_dearer_ones(batch):
    text = BATCH.replace('"klimatkommunerna, sekom",data/utan-underlag\nkiruna', "sekom,data/utan-underlag\nkiruna")
    (batch / "params" / "tre.csv").write_text(text, "utf-8")
    shown = overview.read([], ["params/tre.csv"], batch)
    assert "en högre summa kan bero på fler nätverk" in _plain(sections.side_by_side.sums(shown))
    rows = charts.on_map(shown, read_borders(ROOT)).table.rows
    assert [(row[0], row[2]) for row in rows] == [
        ("Huddinge", "Klimatkommunerna och SEKOM"),
        ("Lycksele", "SEKOM"),
        ("Kiruna", "Klimatkommunerna och SEKOM"),
    ]
    (batch / "params" / "tre.csv").write_text(BATCH, "utf-8")
    assert sections.side_by_side.sums(overview.read([], ["params/tre.csv"], batch)) is NOTHING


def test_memberships_assessed_twice_are_counted_once():
    shown = overview.read(["huddinge-2025", "huddinge-2026"], [], ROOT)
    assert "Båda medlemskapen har bedömts." in _plain(sections.side_by_side.summary(shown))


def _plain(shown) -> str:
    return shown._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")


def test_every_kind_of_gap_has_words():
    from medlemsnytta.analysis.gaps import KINDS
    from medlemsnytta.presentation.sections import side_by_side

    assert list(side_by_side.MISSING) == list(KINDS)


def test_files_are_taken_as_they_are():
    assert (
        read_rows(ROOT, [], ["params/schema.json"]).files["params/schema.json"]
        == (ROOT / "params/schema.json").read_bytes()
    )


@pytest.mark.notebook
@FORK
def test_a_kernel_and_a_fork_give_the_same_overview(batch, tmp_path):
    made = []
    for engine in ("kernel", "fork"):
        options = making.BuildOptions(engine=engine)
        planned = making.plan(overview.page(batch, [], ["params/tre.csv"]), tmp_path, options)
        made.append(making.make(planned.job, fork=fork_server.fork_here if engine == "fork" else None).contents)
    assert set(made[0]) == {"overview.html", "overview.pdf", "overview.ipynb"}
    assert [file for file in made[0] if made[0][file] != made[1][file]] == []


@pytest.mark.notebook
def test_the_front_door_writes_the_overview_once_and_finds_it_current(batch, monkeypatch, capsys):
    monkeypatch.chdir(batch)
    ask = ["overview", "--table", "params/tre.csv"]
    assert cli.main(ask) == 0
    names = sorted(path.name for path in (batch / "output").glob("overview*"))
    assert names == [f"overview.{suffix}" for suffix in ("html", "ipynb", "manifest.json", "pdf")]
    page = (batch / "output" / "overview.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "Två av sex medlemskap har bedömts." in page
    recorded = json.loads((batch / "output" / "overview.manifest.json").read_bytes())["recipe"]
    assert recorded["parameters"] == {"reports": [], "tables": ["params/tre.csv"]}
    assert {"params/tre.csv", "params/huddinge-2025.yaml", "data/borders/municipalities.json"} <= set(recorded["data"])
    capsys.readouterr()
    assert cli.main(ask) == 0
    assert "redan aktuell" in capsys.readouterr().out
    assert cli.main(["verify", "output/overview.manifest.json"]) == 0
    (batch / "output" / "overview.html").write_text(page.replace("Två av sex", "Tre av sex"), "utf-8")
    (batch / "params" / "tre.csv").write_text(BATCH.replace("kiruna", "boden").replace("2584", "2582"), "utf-8")
    assert cli.main(["verify", "output/overview.html"]) == 1
    said = capsys.readouterr().err
    assert "overview.html är ändrad efter bygget" in said
    assert "params/tre.csv är ändrad sedan översikten byggdes." in said
