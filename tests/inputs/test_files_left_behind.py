"""What editors and systems leave behind is no report and no table, and a link that leads to itself stops nothing else."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook
from small_tables import FILES, FOLDER, loading_problems, write
from wrong_files import saved

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.tables.csv_files import parse_csv
from medlemsnytta.inputs.tables.xlsx_files import parse_workbook
from tests.systems import LINKS

LEFT = ["._huddinge-2026.yaml", "~$huddinge-2026.yaml", ".#huddinge-2026.yaml", ".huddinge-2026.yaml.swp.yaml"]


@pytest.mark.parametrize("name", LEFT)
def test_what_a_program_leaves_in_params_is_no_report(tmp_path, name):
    (tmp_path / "params").mkdir()
    for each in (name, "huddinge-2026.yaml"):
        (tmp_path / "params" / each).write_text("a: 1\n", "utf-8")
    assert reports.report_names(tmp_path) == ["huddinge-2026"]


@pytest.mark.parametrize("name", ["._excerpts.csv", "~$underlag.xlsx", ".#excerpts.csv"])
def test_what_a_program_leaves_among_the_tables_is_no_table(tmp_path, name):
    write(tmp_path)
    (tmp_path / FOLDER / name).write_bytes(b"\x00\x05\x16\x07")
    assert loading_problems(tmp_path) == []


@LINKS
@pytest.mark.parametrize("name", ["._excerpts.csv", ".#excerpts.csv"])
def test_a_lock_link_that_leads_nowhere_is_passed_by(tmp_path, name):
    write(tmp_path)
    (tmp_path / FOLDER / name).symlink_to("någon@dator.123")
    assert loading_problems(tmp_path) == []


@LINKS
def test_a_link_that_leads_to_itself_is_told(tmp_path):
    write(tmp_path)
    loop = tmp_path / FOLDER / "themes.csv"
    loop.symlink_to(loop.name)
    assert "filen är en länk ut ur projektet." in [problem.what for problem in loading_problems(tmp_path)]
    (tmp_path / "params").mkdir()
    loop = tmp_path / "params" / "huddinge-2026.yaml"
    loop.symlink_to(loop.name)
    with pytest.raises(ProblemsFound, match="länk"):
        reports.parameter_file(tmp_path, "huddinge-2026")


def test_two_byte_order_marks_are_no_part_of_the_first_column():
    text = FILES["data/exempel/speakers.csv"]
    sheet = parse_csv(("\ufeff\ufeff" + text).encode(), "x.csv", ["speaker"])
    assert (sheet.header[0], sheet.problems) == ("speaker", ())


def test_strict_open_xml_is_read_as_the_usual_kind_is():
    book, packed = Workbook(), io.BytesIO()
    book.active.append(["speaker", "persons", "description"])
    book.active.append(["S1", 2, "kommunens företrädare"])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            usual = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/")
            new.writestr(part, usual.sub(rb"http://purl.oclc.org/ooxml/\1/", old.read(part)))
    sheet = parse_workbook(packed.getvalue(), "x.xlsx", "speakers", ("speaker",))
    assert (sheet.problems, sheet.rows) == ((), ((2, ("S1", Decimal(2), "kommunens företrädare")),))
