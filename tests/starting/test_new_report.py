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
from medlemsnytta.inputs.tables.code_words import column_code
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS
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
@pytest.mark.parametrize("flags", [["--csv"], []], ids=["CSV", "Excel"])
def test_a_new_report_can_be_checked_at_once_and_knows_its_fee(project, said, flags):
    code, words = said("new", "botkyrka", "--year", "2026", "--networks", "klimatkommunerna,sekom", *flags)
    assert code == 0
    assert "33\N{NO-BREAK SPACE}025\N{NO-BREAK SPACE}kr år 2026" in words
    evaluation = report.page(project, "botkyrka-2026").check()
    assert evaluation.municipality.name == "Botkyrka"
    assert [network.fee.ore for network in evaluation.networks] == [3_302_500, 3_302_500]
    assert [network.cell for network in evaluation.networks] == ["not_enough", "not_enough"]
    assert {"membership", "case_number"} <= set(evaluation.gaps.kinds)


def test_nothing_that_stands_is_overwritten(project, said):
    assert said("new", "botkyrka", "--year", "2026")[0] == 0
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, words = said("new", "botkyrka", "--year", "2026")
    assert code == 1
    assert "params/botkyrka-2026.yaml: filen finns redan." in words
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_another_year_of_the_same_municipality_uses_the_tables_that_stand(project, said):
    said("new", "botkyrka", "--year", "2025", "--networks", "sekom")
    code, words = said("new", "botkyrka", "--year", "2026")
    assert (code, "data/botkyrka" in words) == (0, False)
    assert "fortsätter från botkyrka-2025" in words
    text = (project / "params/botkyrka-2026.yaml").read_text("utf-8")
    assert "previous: botkyrka-2025" in text
    assert "networks:\n  - sekom\n" in text


@pytest.mark.parametrize("kept_as", ["CSV", "Excel"])
def test_next_year_holds_on_to_what_holds_and_says_what_has_to_be_asked_anew(project, said, kept_as):
    if kept_as == "Excel":
        assert said("workbook", "huddinge")[0] == 0
    source = (project / "params/huddinge-2026.yaml").read_text("utf-8")
    code, words = said("new", "huddinge", "--year", "2031")
    assert code == 0
    text = (project / "params/huddinge-2031.yaml").read_text("utf-8")
    for name in ("asked_by", "recipient", "coder", "evidence_months"):
        line = next((line for line in source.splitlines() if line.startswith(f"{name}:")), None)
        assert line is None or line in text
    assert "conclusion: null" in text
    assert "Uppföljda nyckeltal: de senaste raderna gäller 2025. Skriv nya för 2031." in words
    assert "är äldre än 36 månader vid årets slut, eller utan datum, och bekräftar inget" in words


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
    text = begin(project, "botkyrka", 2026, ["sekom"], as_csv=True).written[0].read_text("utf-8")
    lines = text.splitlines()
    for name, field in Parameters.model_fields.items():
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:"))
        assert lines[place - 1].startswith("#"), name
        assert field.description.split()[0] in text


def test_the_tables_to_begin_with_have_their_headings_and_the_read_me_explains_every_column(project):
    begun = begin(project, "botkyrka", 2026, ["sekom"], as_csv=True)
    explained = (project / "data/botkyrka/LAS-MIG.txt").read_text("utf-8")
    for name, columns in FIRST_COLUMNS.items():
        headings = (project / f"data/botkyrka/{name}.csv").read_text("utf-8-sig").strip().split(";")
        assert tuple(map(column_code, headings)) == columns
    assert (len(FIRST_COLUMNS), sum(map(len, FIRST_COLUMNS.values()))) == (5, 30)
    for layout in LAYOUTS.values():
        assert [name for name in layout.column_names if f"({name}): " not in explained] == []
    assert len(begun.written) == len(FIRST_COLUMNS) + 2


def _book(project: Path, slug: str = "botkyrka") -> bytes:
    begin(project, slug, 2026, ["sekom"])
    return (project / f"data/{slug}/underlag.xlsx").read_bytes()


def test_the_workbook_begins_with_five_sheets_in_swedish_with_lists_formats_and_frozen_headings(project):
    book = load_workbook(io.BytesIO(_book(project)))
    tables = ["Medlemskap", "Uttalanden", "Användning", "Beslut", "Vem"]
    assert book.sheetnames == ["Läs mig", *tables, "Förklaringar", "Listor"]
    assert book["Listor"].sheet_state == "hidden"
    sheet = book["Uttalanden"]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == [
        *("Nätverk", "Datum", "Text", "Kriterium", "Grad", "Vem", "Får visas", "Utan medlemskap")
    ]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    letter = {cell.value: cell.column_letter for cell in sheet[1]}
    assert rules[letter["Grad"]].formula1 == '"används inte,mycket litet,ibland,ofta,löpande"'
    assert rules[letter["Nätverk"]].formula1 == "lista_network_id"
    assert rules[letter["Vem"]].formula1 == "'Vem'!$A$2:$A$1000"
    assert "4 löpande" in rules[letter["Grad"]].prompt
    chosen = [cell.value for cell in book["Listor"]["A"]]
    assert {"SEKOM", "Klimatkommunerna", "båda"} <= set(chosen)
    assert book["Vem"].column_dimensions["A"].number_format == "@"
    due = next(cell.column_letter for cell in book["Beslut"][1] if cell.value == "Sista dag")
    assert book["Beslut"].column_dimensions[due].number_format == "yyyy-mm-dd"
    every = [rule for name in tables for rule in book[name].data_validations.dataValidation]
    assert all(len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in every)
    assert all(len(rule.formula1 or "") <= 257 for rule in every)


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
    begin(project, "0127", 2026, [])
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
    """One more row in a table of the municipality's own, as somebody types it in Excel."""
    names = LAYOUTS[path.stem].column_names
    if not path.exists():
        path.write_text(";".join(names) + "\r\n", "utf-8", newline="")
    row = {"source": "Nätverkets webbplats", "source_date": "2026", "status": "observed", **cells}
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(";".join(row.get(name, "") for name in names) + "\r\n")


def test_a_network_that_the_program_has_never_seen_is_rows_and_no_code(project, said):
    begin(project, "botkyrka", 2026, ["sekom"], as_csv=True)
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


@pytest.mark.slow
@pytest.mark.parametrize("as_csv", [True, False], ids=["CSV", "Excel"])
def test_a_network_that_nobody_has_heard_of_begins_as_rows_in_the_municipalitys_own_tables(project, said, as_csv):
    shared = {path: path.read_bytes() for path in (project / "data/reference").glob("*.csv")}
    begun = begin(project, "botkyrka", 2026, ["SEKOM", "Håll Sverige Rent"], as_csv=as_csv)
    assert "Håll Sverige Rent: fyll i raden i Nätverk, och avgiften i Avgifter." in begun.lacking
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
