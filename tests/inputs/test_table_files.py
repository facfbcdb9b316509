"""The same tables from files of their own and from one workbook; what is read is also what the manifest counts."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from small_tables import FOLDER, PARAMETERS, small_tables, write
from wrong_files import READ, underlag, xlsx

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import read_report
from tests.loaded import load_tables


def with_workbook(root):
    write(root)
    for file in (root / FOLDER).iterdir():
        file.unlink()
    (root / FOLDER / "underlag.xlsx").write_bytes(underlag()["underlag.xlsx"])
    return root


def test_a_workbook_gives_the_same_tables_as_files_of_their_own(tmp_path):
    read = load_tables(with_workbook(tmp_path), FOLDER)
    for name in LAYOUTS:
        assert_frame_equal(read.frame(name), small_tables().frame(name))


@pytest.mark.slow
def test_rows_of_a_workbook_keep_the_numbers_that_the_spreadsheet_shows(tmp_path):
    root = write(tmp_path)
    (root / FOLDER / "uses.csv").unlink()
    (root / FOLDER / "uses.xlsx").write_bytes(xlsx("uses", lambda sheet: sheet.insert_rows(2, 3))["uses.xlsx"])
    assert list(load_tables(root, FOLDER).uses.index) == [5]


def test_a_place_in_a_workbook_is_a_cell(tmp_path):
    tables = load_tables(with_workbook(tmp_path), FOLDER)
    assert tables.place("excerpts", 2, "intensity") == "data/exempel/underlag.xlsx, excerpts!I2"
    assert tables.place("excerpts", 2) == "data/exempel/underlag.xlsx, bladet excerpts, rad 2"
    assert tables.place("fees", 2, "cap_sek") == "data/reference/fees.csv, rad 2"


def test_the_files_read_are_the_workbook_and_the_reference_tables(tmp_path):
    files = read_report(with_workbook(tmp_path), parameters_from(PARAMETERS, "p.yaml")).files
    assert [file for file in files if file.startswith("data/exempel")] == ["data/exempel/underlag.xlsx"]
    assert "data/reference/fees.csv" in files


def test_excels_own_lock_file_is_nothing(tmp_path):
    root = with_workbook(tmp_path)
    (root / FOLDER / "~$underlag.xlsx").write_bytes(b"\x05")
    assert isinstance(load_tables(root, FOLDER).uses, pd.DataFrame)


def test_a_formula_that_libreoffice_has_worked_out_is_its_value(tmp_path):
    root = write(tmp_path)
    (root / FOLDER / "uses.csv").unlink()
    (root / FOLDER / "uses.xlsx").write_bytes(READ["libreoffice-med-formel.xlsx"]["uses.xlsx"])
    uses = load_tables(root, FOLDER).uses
    assert_frame_equal(uses, small_tables().uses)
    assert uses.at[2, "count"] == 4


def test_a_folder_spelt_with_other_capitals_is_missing_on_every_system(tmp_path):
    root = write(tmp_path)
    with pytest.raises(ProblemsFound, match=r"data/Exempel/uses\.csv: filen saknas"):
        load_tables(root, "data/Exempel")
