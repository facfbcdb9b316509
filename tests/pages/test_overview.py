"""`overview`: several reports side by side, from the command to the page."""

import json
from dataclasses import replace

import pytest

from medlemsnytta.analysis.changes import figures_of
from medlemsnytta.analysis.facts import Record
from medlemsnytta.analysis.peers import overview_of
from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.borders import read_borders
from medlemsnytta.inputs.parameters import batches
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.inputs.tables.report_rows import read_rows
from medlemsnytta.pages import making, overview, report
from medlemsnytta.presentation import sections
from medlemsnytta.presentation.charts import overview_charts as charts
from medlemsnytta.rendering.bundles import NOTHING
from medlemsnytta.rendering.cited_text import plain
from tests.conftest import ROOT

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
    (batch / "params" / "tre.csv").write_text(BATCH.replace("lycksele-2025,2481,", "prov-2025,9998,"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        overview.read([], ["params/tre.csv"], batch)
    assert str(found.value.problems[0]).startswith("prov-2025, ")


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
def test_the_map_says_what_the_evidence_says_and_of_whom_nothing_is_known(batch):
    shown = overview.read([], ["params/tre.csv"], batch)
    drawn = charts.on_map(shown, read_borders(ROOT))
    said = drawn.alternative.text.replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Karta över tre kommuner, färgad efter vad underlaget säger. Olika för olika nätverk: Huddinge (Stockholms län). "
        "Inget känt: Lycksele (Västerbottens län) och Kiruna (Norrbottens län)."
    )
    assert _rows(drawn.table)[0] == (
        "Huddinge",
        "Stockholms län",
        "Klimatkommunerna och SEKOM",
        "olika för olika nätverk",
    )
    assert _rows(drawn.table)[1][2:] == ("inget känt medlemskap", "inget känt")


def test_a_long_table_is_an_appendix_and_a_short_one_is_not(batch, monkeypatch):
    shown = overview.read([], ["params/tre.csv"], batch)
    assert len(sections.side_by_side.standings(shown).rows) == 6
    assert sections.side_by_side.standings_appendix(shown) is NOTHING
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 5)
    assert len(sections.side_by_side.standings_appendix(shown).rows) == 6


@pytest.mark.slow
def test_of_a_long_table_those_with_answers_stand_in_the_text(batch, monkeypatch):
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 5)
    shown = overview.read([], ["params/tre.csv"], batch)
    assert [plain(row[0]) for row in sections.side_by_side.standings(shown).rows] == ["Huddinge", "Huddinge"]
    assert (
        _plain(sections.side_by_side.standings_text(shown)) == "Varje rapport står i bilagan Rapporterna, rad för rad."
    )
    without = overview.read(["lycksele-2025", "kiruna-2025"], ["params/tre.csv"], batch)
    monkeypatch.setattr(sections.side_by_side, "IN_TEXT", 1)
    assert sections.side_by_side.standings(without) is NOTHING


def test_each_network_is_told_with_who_has_answers_in_which_cells(batch):
    shown = overview.read([], ["params/tre.csv"], batch)
    assert _rows(sections.side_by_side.networks_table(shown)) == [
        ("Klimatkommunerna", "3", "1", "1", "Talar närmast för att stanna (1)", "7 635,40 kr", "38 291,20 kr"),
        ("SEKOM", "3", "1", "1", "Underlaget räcker inte (1)", "7 635,40 kr", "38 291,20 kr"),
    ]
    assert _rows(sections.side_by_side.losses_table(shown)) == [
        ("Klimatkommunerna", "Inte känt", "Vad av det som används skulle gå förlorat utan medlemskapet? (3)"),
        ("SEKOM", "Inte känt", "Hur ofta används det? (3)"),
    ]


def _rows(table) -> list[tuple[str, ...]]:
    return [tuple(plain(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in table.rows]


def test_what_is_no_membership_is_not_counted_as_one(batch, strange):
    said = _plain(sections.side_by_side.summary(overview.read([], ["params/tre.csv"], batch)))
    assert (
        "Rapporterna prövar sex fall: två medlemskap och fyra fall där det inte är känt om kommunen är medlem." in said
    )
    said = _plain(sections.side_by_side.summary(strange))
    assert "Rapporterna prövar sex fall: fyra medlemskap och två möjliga medlemskap." in said


def test_no_map_is_drawn_where_nothing_is_known_of_anybody(batch):
    shown = overview.read(["lycksele-2025", "kiruna-2025"], ["params/tre.csv"], batch)
    assert charts.on_map(shown, read_borders(ROOT)) is NOTHING


def test_memberships_assessed_twice_are_counted_once():
    shown = overview.read(["huddinge-2025", "huddinge-2026"], [], ROOT)
    assert "Om båda finns det svar på om nätverket används." in _plain(sections.side_by_side.summary(shown))


def _plain(shown) -> str:
    return shown._repr_mimebundle_()["text/plain"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def strange(evaluation_2025):
    """A region, a municipality whose fees nobody knows, and one that has not joined yet, in one overview."""
    region, unknown, candidate = (
        replace(
            evaluation_2025,
            memberships=replace(
                evaluation_2025.memberships,
                municipality=replace(evaluation_2025.municipality, code=code, name=name, type=kind),
            ),
        )
        for code, name, kind in (
            ("R01", "Region Norr", "region"),
            ("0114", "Upplands Väsby", "kommun"),
            ("2481", "Lycksele", "kommun"),
        )
    )
    no_fee = [
        replace(each, fees=replace(each.fees, yearly=replace(each.fees.yearly, basis="unknown", ore=None, fee=None)))
        for each in unknown.networks
    ]
    coming = [
        replace(each, own=replace(each.own, membership=replace(each.membership, state="candidate")))
        for each in candidate.networks
    ]
    return overview_of(
        {
            "region": region,
            "okand": replace(unknown, networks=tuple(no_fee)),
            "kandidat": replace(candidate, networks=tuple(coming)),
        }
    )


def test_a_region_an_unknown_fee_and_a_candidate_are_shown_as_what_they_are(strange):
    said = _plain(sections.side_by_side.map_text(strange))
    assert said == (
        "En region har ingen egen gräns på kartan, och räknas inte i diagrammen: dess avgifter följer egna regler."
    )
    assert "Två avgifter är inte kända." in _plain(sections.side_by_side.summary(strange))
    drawn = charts.on_map(strange, read_borders(ROOT))
    assert {row[0]: row[3] for row in _rows(drawn.table)}["Lycksele"] == "olika för olika nätverk"
    classes = {row["municipality"]: row["class"] for row in next(iter(drawn.spec["datasets"].values()))}
    assert (classes["Upplands Väsby"], classes["utanför urvalet"]) == ("olika för olika nätverk", "utanför urvalet")
    assert "Inte på kartan: Region Norr." in drawn.alternative.text
    sizes = charts.by_size(strange)
    assert {row["municipality"] for row in next(iter(sizes.spec["datasets"].values()))} == {"Lycksele"}


def test_where_no_fee_is_known_no_chart_is_drawn(strange):
    alone = overview_of({"okand": strange.reports["okand"]})
    assert charts.by_size(alone) is NOTHING
    said = _plain(sections.side_by_side.summary(alone))
    assert "Vad Klimatkommunerna kostar är inte känt." in said


def test_of_twenty_networks_six_are_drawn_and_all_stand_in_the_tables(evaluation_2025):
    def as_network(number: int):
        own = evaluation_2025.networks[0]
        profile = Record({**own.own.profile, "short": f"Nät {number}"}, own.own.profile.row)
        renamed = replace(own.own, network_id=f"n{number}", short=f"Nät {number}", profile=profile)
        return replace(own, own=renamed)

    shown = overview_of({"a": replace(evaluation_2025, networks=tuple(map(as_network, range(20))))})
    assert len(sections.side_by_side.networks_table(shown).rows) == 20
    assert len(charts.by_size(shown).table.rows) == 20
    drawn = {row["network"] for row in next(iter(charts.by_size(shown).spec["datasets"].values()))}
    assert len(drawn) == 6
    assert "Diagrammet visar sex nätverk; tabellen har de övriga." in plain(charts.by_size(shown).alternative)
    assert "Tabellen Nätverken säger vad 20 nätverk kostar." in _plain(sections.side_by_side.summary(shown))


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
def test_a_kernel_and_a_warm_process_give_the_same_overview(batch, tmp_path):
    made = []
    for engine in ("kernel", "warm"):
        options = making.BuildOptions(engine=engine)
        planned = making.plan(overview.page(batch, [], ["params/tre.csv"]), tmp_path, options)
        made.append(making.make(planned.job).contents)
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
    assert "Om två av dem finns det svar på om nätverket används." in page
    recorded = json.loads((batch / "output" / "overview.manifest.json").read_bytes())["recipe"]
    assert recorded["parameters"] == {"reports": [], "tables": ["params/tre.csv"]}
    assert {"params/tre.csv", "params/huddinge-2025.yaml", "data/borders/municipalities.json"} <= set(recorded["data"])
    capsys.readouterr()
    assert cli.main(ask) == 0
    assert "redan aktuell" in capsys.readouterr().out
    assert cli.main(["verify", "output/overview.manifest.json"]) == 0
    (batch / "output" / "overview.html").write_text(page.replace("Om två av dem", "Om tre av dem"), "utf-8")
    (batch / "params" / "tre.csv").write_text(BATCH.replace("kiruna", "boden").replace("2584", "2582"), "utf-8")
    assert cli.main(["verify", "output/overview.html"]) == 1
    said = capsys.readouterr().err
    assert "overview.html är inte den fil som manifestet bredvid beskriver" in said
    assert "params/tre.csv är ändrad sedan översikten byggdes." in said
