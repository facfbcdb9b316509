"""Whoever is told of a row that is lacking is told the table to write it in; never to make a file that hides the program's."""

import pytest

from medlemsnytta.commands import cli

pytestmark = pytest.mark.slow

NAME = "nacka-2025"
REFERENCE = "data/reference"


@pytest.fixture(params=["csv", "excel"])
def begun(request, tmp_path, monkeypatch, capsys):
    """A working folder with one report, and where its table fees is; the shared tables are the program's."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "."]) == 0
    assert cli.main(["new", "Nacka", "--year", "2025", *(["--excel"] if request.param == "excel" else [])]) == 0
    capsys.readouterr()
    fees = {"csv": "data/nacka/fees.csv", "excel": "data/nacka/underlag.xlsx"}[request.param]
    return tmp_path, fees


def told(capsys, *words):
    assert cli.main(words) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_missing_fee_is_to_be_written_in_the_municipalitys_own_table(begun, capsys, command):
    """`check` reads the folder itself, a build the copies that the notebook is given."""
    _, fees = begun
    said = told(capsys, command, NAME, "-p", "year=2000", "-p", "report_date=2025-12-31")
    assert fees in said
    assert "avgiftsregel för klimatkommunerna (kommun) saknas för 2000." in said
    assert REFERENCE not in said


def test_a_municipality_that_is_not_known_is_to_be_written_in_the_own_table(begun, capsys):
    said = told(capsys, "check", NAME, "-p", 'municipality_code="9999"')
    assert "data/nacka/" in said
    assert REFERENCE not in said


def test_a_network_that_is_not_known_is_to_be_written_in_the_own_table(begun, capsys):
    said = told(capsys, "check", NAME, "-p", "networks=[ekonomerna]")
    assert "data/nacka/" in said
    assert REFERENCE not in said


def test_where_the_project_has_the_shared_table_the_row_is_to_be_written_there(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    said = told(capsys, "build", "huddinge-2025", "-p", "year=2000", "-p", "previous=null")
    assert "data/reference/fees.csv: avgiftsregel för" in said


def test_a_year_that_no_fee_is_known_of_is_told_without_a_file_that_is_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "."]) == 0
    assert REFERENCE not in told(capsys, "new", "Nacka", "--year", "2000")
