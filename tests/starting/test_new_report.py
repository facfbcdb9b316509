"""A new report: its files explain themselves, stand the checks as they are, and never take another's place."""

import csv
import io
import zipfile
from itertools import cycle
from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsnytta.commands import cli
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.pages import report
from medlemsnytta.starting.new_report import begin
from tests.loaded import load_tables


@pytest.fixture
def said(project, monkeypatch, capsys):
    """Run a command line in the copied project; returns its exit code and all that it said."""
    monkeypatch.chdir(project)

    def run(*words: str) -> tuple[int, str]:
        code = cli.main(words)
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


@pytest.mark.slow
@pytest.mark.parametrize("flags", [[], ["--excel"]], ids=["CSV", "Excel"])
def test_a_new_report_can_be_checked_at_once_and_knows_its_fee(project, said, flags):
    code, words = said("new", "botkyrka", "--year", "2026", "--networks", "klimatkommunerna,sekom", *flags)
    assert code == 0
    assert "33\N{NO-BREAK SPACE}025\N{NO-BREAK SPACE}kr år 2026" in words
    evaluation = report.page(project, "botkyrka-2026").check()
    assert evaluation.municipality.name == "Botkyrka"
    assert [network.fee.ore for network in evaluation.networks] == [3_302_500, 3_302_500]
    assert [network.cell for network in evaluation.networks] == ["not_enough", "not_enough"]
    assert {"membership", "channels", "case_number"} <= set(evaluation.gaps.kinds)


def test_nothing_that_stands_is_overwritten(project, said):
    assert said("new", "botkyrka", "--year", "2026")[0] == 0
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, words = said("new", "botkyrka", "--year", "2026")
    assert code == 1
    assert "params/botkyrka-2026.yaml: filen finns redan." in words
    code, words = said("new", "botkyrka", "--year", "2027", "--networks", "sekom", "--excel")
    assert code == 1
    assert "data/botkyrka: mappen har redan tabeller" in words
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_another_year_of_the_same_municipality_uses_the_tables_that_stand(project, said):
    said("new", "botkyrka", "--year", "2025")
    code, words = said("new", "botkyrka", "--year", "2026")
    assert (code, "data/botkyrka" in words) == (0, False)


def test_a_fee_that_nobody_knows_is_reported_with_where_to_write_it(said):
    code, words = said("new", "botkyrka", "--year", "2035", "--networks", "sekom")
    assert code == 0
    assert "avgiftsregel för sekom (kommun) saknas för 2035" in words


def test_a_misspelt_network_or_municipality_writes_nothing(project, said):
    before = sorted(project.rglob("*"))
    code, words = said("new", "botkyrka", "--year", "2026", "--networks", "sekon")
    assert (code, "Menade du 'sekom'?" in words) == (1, True)
    code, words = said("new", "botkryka", "--year", "2026")
    assert (code, "Menade du Botkyrka (0127)?" in words) == (1, True)
    assert said("new", "botkyrka")[0] == 2
    assert sorted(project.rglob("*")) == before


def test_the_parameter_file_explains_every_parameter_and_is_the_same_each_time(project):
    text = begin(project, "botkyrka", 2026, ["sekom"], excel=False).written[0].read_text("utf-8")
    lines = text.splitlines()
    for name, field in Parameters.model_fields.items():
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:"))
        assert lines[place - 1].startswith("#"), name
        assert field.description.split()[0] in text


def test_each_table_has_its_heading_and_the_read_me_explains_every_column(project):
    begun = begin(project, "botkyrka", 2026, ["sekom"], excel=False)
    own = [
        each for each in LAYOUTS.values() if not each.reference or each.name in ("networks", "network_years", "fees")
    ]
    explained = (project / "data/botkyrka/LAS-MIG.txt").read_text("utf-8")
    for layout in own:
        heading = (project / f"data/botkyrka/{layout.name}.csv").read_text("utf-8-sig").strip()
        assert heading.split(";") == list(layout.column_names)
        assert [name for name in layout.column_names if f"\n  {name}: " not in explained] == []
    assert len(begun.written) == len(own) + 2


def _book(project: Path, slug: str = "botkyrka") -> bytes:
    begin(project, slug, 2026, ["sekom"], excel=True)
    return (project / f"data/{slug}/underlag.xlsx").read_bytes()


def test_the_workbook_has_a_sheet_a_table_with_lists_formats_and_frozen_headings(project):
    book = load_workbook(io.BytesIO(_book(project)))
    assert book.sheetnames[0] == "Läs mig"
    assert book["Listor"].sheet_state == "hidden"
    sheet = book["excerpts"]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == list(LAYOUTS["excerpts"].column_names)
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    letter = {cell.value: cell.column_letter for cell in sheet[1]}
    assert rules[letter["form"]].formula1 == '"quote,paraphrase"'
    assert rules[letter["network_id"]].formula1 == "lista_network_id"
    assert rules[letter["speaker"]].formula1.startswith("speakers!")
    assert rules[letter["intensity"]].formula2 == "4"
    assert "4 löpande" in rules[letter["intensity"]].prompt
    first_day = next(cell.column_letter for cell in book["fees"][1] if cell.value == "valid_from")
    assert book["fees"].column_dimensions[first_day].number_format == "yyyy-mm-dd"
    assert sheet.column_dimensions[letter["date"]].number_format == "@"
    assert all(len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules.values())


@pytest.mark.slow
def test_the_workbook_is_the_same_bytes_each_time(project, tmp_path_factory):
    first = _book(project)
    (project / "params/botkyrka-2026.yaml").unlink()
    (project / "data/botkyrka/underlag.xlsx").unlink()
    assert _book(project) == first
    assert len(first) < 200_000


FORMULAS = ("=1+1", "+46 8 535 300 00", "-2+3", "@SUM(A1)", "=HYPERLINK(A1)", "=cmd|' /C calc'!A0", "{=1+1}", "  =1")


@pytest.mark.trust
def test_no_cell_of_the_workbook_is_a_formula_whatever_networks_and_municipalities_are_called(project, counted):
    for file, column in (("networks", 1), ("municipalities", 1)):
        path = project / f"data/reference/{file}.csv"
        header, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
        for row, formula in zip(rows, cycle(FORMULAS)):
            row[column] = formula if file == "networks" or row[0] == "0127" else row[column]
        with path.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows([header, *rows])
    begin(project, "0127", 2026, [], excel=True)
    written = next((project / "data").glob("*/underlag.xlsx"))
    cells = [cell for sheet in load_workbook(written) for row in sheet.iter_rows() for cell in row if cell.value]
    hostile = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(hostile) >= 2
    assert all(cell.quotePrefix for cell in hostile)
    with zipfile.ZipFile(written) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]
    counted("spreadsheets: cells of our workbook searched, formulas", f"{len(cells)}, 0")


def _add(path: Path, **cells: str) -> None:
    """One more row in a table that `new` has made, as somebody types it in Excel."""
    names = path.read_text("utf-8-sig").splitlines()[0].split(";")
    row = {"source": "Nätverkets webbplats", "source_date": "2026", "status": "observed", **cells}
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(";".join(row.get(name, "") for name in names) + "\r\n")


def test_a_network_that_the_program_has_never_seen_is_rows_and_no_code(project, said):
    begin(project, "botkyrka", 2026, ["sekom"], excel=False)
    folder = project / "data/botkyrka"
    _add(folder / "networks.csv", network_id="nytt", name="Nätverket Nytt", short="Nytt", source_kind="network_own")
    tiers = {"network_id": "nytt", "member_type": "kommun", "valid_from": "2026-01-01", "currency": "SEK", "vat": "no"}
    tiers |= {"pop_reference": "year_before", "part": "medlemsavgift"}
    _add(folder / "fees.csv", **tiers, fixed_sek="1000", per_inhabitant_sek="0", tier_from="0", tier_to="49999")
    _add(folder / "fees.csv", **tiers, fixed_sek="2500,50", per_inhabitant_sek="0,10", tier_from="50000")
    params = project / "params/botkyrka-2026.yaml"
    params.write_text(params.read_text("utf-8").replace("  - sekom\n", "  - sekom\n  - nytt\n"), "utf-8")
    assert said("check", "botkyrka-2026")[0] == 0
    network = report.page(project, "botkyrka-2026").check().network("nytt")
    assert (network.name, network.fee.ore) == ("Nätverket Nytt", 250_050 + 967_500)


@pytest.mark.parametrize("excel", [False, True], ids=["CSV", "Excel"])
def test_a_network_that_nobody_has_heard_of_begins_as_rows_in_the_municipalitys_own_tables(project, said, excel):
    shared = {path: path.read_bytes() for path in (project / "data/reference").glob("*.csv")}
    begun = begin(project, "botkyrka", 2026, ["SEKOM", "Håll Sverige Rent"], excel=excel)
    assert "Håll Sverige Rent: fyll i raden i tabellen networks, och avgiften i fees." in begun.lacking
    tables = load_tables(project, "data/botkyrka")
    own = tables.networks[tables.networks["network_id"] == "hall_sverige_rent"]
    assert own["name"].tolist() == ["Håll Sverige Rent"]
    assert tables.fees[tables.fees["network_id"] == "hall_sverige_rent"]["undefined"].tolist() == [
        "Avgiften är inte känd än."
    ]
    assert check_tables(tables) == []
    assert {path: path.read_bytes() for path in (project / "data/reference").glob("*.csv")} == shared
    assert "  - sekom\n  - hall_sverige_rent\n" in (project / "params/botkyrka-2026.yaml").read_text("utf-8")


def test_a_candidate_begins_as_a_row_among_the_memberships(project, said):
    code, _ = said("new", "Region Halland", "--year", "2023", "--join", "klimatkommunerna")
    assert code == 0
    text = (project / "params/region-halland-2023.yaml").read_text("utf-8")
    assert "title: Ska Region Halland gå med i Klimatkommunerna?" in text
    assert 'municipality_code: "13"' in text
    memberships = load_tables(project, "data/region-halland").memberships
    assert memberships[["network_id", "state"]].values.tolist() == [["klimatkommunerna", "candidate"]]
