"""Names and paths that would lead elsewhere are refused in words."""

import os
from pathlib import Path

import pytest
from small_tables import FOLDER, write

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.cells import MAX_LETTERS, Unreadable, read_cell
from tests.loaded import load_tables
from tests.systems import LINKS
from tests.trust.payloads import REFUSED

PARAMETERS = {
    "municipality_code": "0001",
    "year": 2025,
    "title": "U",
    "report_date": "2025-04-01",
    "networks": ["alfa"],
}


@pytest.mark.parametrize(
    "folder",
    [
        "../data", "data/../..", "/etc", "C:/data", "data\\huddinge", "data//x", ".", "data/.", "data/CON", "nul", "data/com1.csv",
        "data/LPT9", "data/x.", "data/ x", "~/data", "data/x|y", "data/...", "//server/share", "data/aux.d/x",
    ],
)  # fmt: skip
def test_a_data_folder_is_a_folder_of_the_project(folder):
    with pytest.raises(ProblemsFound, match="data_folder"):
        parameters_from(PARAMETERS | {"data_folder": folder}, "p.yaml")


def test_a_data_folder_may_be_called_what_people_call_things():
    for folder in ("data/huddinge", "data/Åre", "data/kommun 2", "data/connie", "underlag"):
        assert parameters_from(PARAMETERS | {"data_folder": folder}, "p.yaml").data_folder == folder


@LINKS
def test_a_table_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path):
    root = write(tmp_path / "projekt")
    outside = tmp_path / "annat.csv"
    (root / FOLDER / "uses.csv").rename(outside)
    (root / FOLDER / "uses.csv").symlink_to(outside)
    with pytest.raises(ProblemsFound, match=r"uses\.csv: filen är en länk ut ur projektet"):
        load_tables(root, FOLDER)


@LINKS
def test_a_data_folder_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path):
    root = write(tmp_path / "projekt")
    (root / FOLDER).rename(tmp_path / "annan")
    (root / FOLDER).symlink_to(tmp_path / "annan")
    with pytest.raises(ProblemsFound, match="mappen är en länk ut ur projektet"):
        load_tables(root, FOLDER)


@pytest.mark.parametrize(
    "name", ["nul", "con", "com1", "../huddinge-2025", "a/b", "a\\b", "a b", "A", "", ".", "x.yaml"]
)
def test_a_report_is_called_by_a_plain_name(tmp_path: Path, name):
    (tmp_path / "params").mkdir()
    devices = () if os.name == "nt" else ("nul", "con", "com1")  # no files can be called so on Windows
    for known in (*devices, "a b", "A"):
        (tmp_path / "params" / f"{known}.yaml").write_text("")
    with pytest.raises(ProblemsFound):
        reports.parameter_file(tmp_path, name)


@LINKS
def test_a_params_file_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path):
    (tmp_path / "projekt" / "params").mkdir(parents=True)
    (tmp_path / "hemlig").write_text("lösen")
    (tmp_path / "projekt" / "params" / "x-2025.yaml").symlink_to(tmp_path / "hemlig")
    with pytest.raises(ProblemsFound, match="länk ut ur projektet"):
        reports.parameter_file(tmp_path / "projekt", "x-2025")


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_marks_that_nobody_sees_are_refused_in_cells_and_parameters(text):
    with pytest.raises(Unreadable):
        read_cell(text, "text")
    with pytest.raises(ProblemsFound, match="title"):
        parameters_from(PARAMETERS | {"title": text, "data_folder": "data/x"}, "p.yaml")


def test_a_cell_holds_what_excel_holds_and_no_more():
    assert read_cell("å" * MAX_LETTERS, "text") == "å" * MAX_LETTERS
    with pytest.raises(Unreadable, match="1000000 tecken"):
        read_cell("x" * 1_000_000, "text")
