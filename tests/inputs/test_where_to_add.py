"""Whoever is told of a row that is lacking is told the table to write it in; never to make a file that hides the program's."""

import pytest

from medlemsnytta.commands import cli
from tests.loaded import load_tables

pytestmark = pytest.mark.slow

NAME = "nacka-2025"
REFERENCE = "data/reference"


@pytest.fixture(params=["csv", "excel"])
def begun(request, tmp_path, monkeypatch, capsys):
    """A working folder with one report; the shared tables are the program's."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "."]) == 0
    assert cli.main(["new", "Nacka", "--year", "2025", *(["--csv"] if request.param == "csv" else [])]) == 0
    capsys.readouterr()
    return tmp_path


def told(capsys, *words):
    assert cli.main(words) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err


def test_a_municipality_that_is_not_known_is_to_be_written_in_the_own_table(begun, capsys):
    said = told(capsys, "check", NAME, "-p", 'municipality_code="9999"', "-p", "mismatch_reason=Koden är ny.")
    assert "data/nacka/" in said
    assert REFERENCE not in said


def test_a_network_that_is_not_known_is_to_be_written_in_the_own_table(begun, capsys):
    said = told(capsys, "check", NAME, "-p", "networks=[ekonomerna]")
    assert "data/nacka/" in said
    assert REFERENCE not in said


def test_a_year_that_no_fee_is_known_of_is_told_without_a_file_that_is_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "."]) == 0
    assert REFERENCE not in told(capsys, "new", "Nacka", "--year", "2000")


def test_a_row_that_stood_in_the_own_table_is_to_be_written_there_again(project):
    own = project / "data/huddinge/fees.csv"
    own.write_text((project / REFERENCE / "fees.csv").read_text("utf-8").splitlines()[0], "utf-8")
    tables = load_tables(project, "data/huddinge")
    assert tables.where_to_add("fees") == "data/huddinge/fees.csv"
    assert tables.where_to_add("networks") == f"{REFERENCE}/networks.csv"
