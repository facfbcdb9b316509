"""What editors and systems leave behind is no report and no table, and a link that leads to itself stops nothing else."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook
from small_tables import FILES, FOLDER, loading_problems, write
from wrong_files import saved

from medlemsnytta.commands import cli
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


@pytest.mark.parametrize(
    "name",
    [
        "._excerpts.csv", "~$underlag.xlsx", ".#excerpts.csv", "desktop.ini", "Thumbs.db", ".DS_Store", "~WRL0001.tmp",
        ".~lock.excerpts.csv#", "excerpts.csv~", "excerpts.csv.tmp", "excerpts.bak", "excerpts.lnk", "Icon\r",
    ],
)  # fmt: skip
def test_what_a_program_leaves_among_the_tables_is_no_table(tmp_path, name):
    write(tmp_path)
    (tmp_path / FOLDER / name).write_bytes(b"\x00\x05\x16\x07")
    assert loading_problems(tmp_path) == []


COPIES = [
    "excerpts (1).csv", "uttalanden (1).csv", "excerpts - kopia.csv", "Kopia av excerpts.csv", "excerpts-konflikt.csv",
    "excerpts-DESKTOP-AB12CD3.csv", "excerpts (Zyx konfliktkopia 2026-03-01).csv", "excerpts.sync-conflict-20260301-1.csv",
    "underlag (1).xlsx", "underlag-konflikt.xlsx", "Kopia av underlag.xlsx", "Excerpts.csv", "EXCERPTS.CSV", "excerpts .csv",
    "excerpts..csv", "con.csv", "nul.csv",
]  # fmt: skip
"""As OneDrive, Dropbox, Syncthing, Windows and people call a copy; and other spellings, which Windows takes for one."""


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_among_the_tables_is_told_and_never_read(tmp_path, name):
    write(tmp_path)
    (tmp_path / FOLDER / name).write_bytes(FILES[f"{FOLDER}/excerpts.csv"].encode())
    assert [(one.where, one.what) for one in loading_problems(tmp_path)] == [
        (f"{FOLDER}/{name}", "ingen tabell heter så.")
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["huddinge-2026 (1)", "Huddinge-2026", "huddinge-2026-DESKTOP", "huddinge-2026.", "con", "Kopia av huddinge-2026"],
)
def test_a_copy_of_a_params_file_is_told_and_stops_no_other_report(project, capsys, monkeypatch, name):
    (project / "params" / f"{name}.yaml").write_bytes((project / "params" / "huddinge-2026.yaml").read_bytes())
    monkeypatch.chdir(project)
    assert cli.main(["check", name]) == 1
    assert "en rapport kan inte heta så" in capsys.readouterr().err
    assert cli.main(["check", "huddinge-2026"]) == 0


def test_two_rows_of_a_table_of_reports_that_differ_in_case_are_told(project, capsys, monkeypatch):
    header = "report,municipality_code,year,title,report_date,networks,data_folder"
    row = "lycksele-2025,2481,2025,Prov,2025-12-31,sekom,data/utan-underlag"
    (project / "alla.csv").write_text(f"{header}\n{row}\n{row.replace('lycksele', 'Lycksele')}\n", "utf-8")
    monkeypatch.chdir(project)
    assert cli.main(["check", "--table", "alla.csv"]) == 1
    assert "Lycksele-2025" in capsys.readouterr().err


LONG = "x" * 300
WORDS = [
    [LONG], ["huddinge-2025", "--output", LONG], ["huddinge-2025", "--output", f"{LONG}/{LONG}"], ["check", LONG],
    ["check", "--table", f"{LONG}.csv"], ["verify", f"{LONG}.pdf"], ["archive", LONG], ["import", "huddinge-2025", f"{LONG}.docx"],
    ["import", LONG, "x.docx"], ["new", LONG, "--year", "2026"], ["workbook", LONG], ["guide", LONG], ["tjansteskrivelse", LONG],
    ["huddinge-2025", "-p", f"data_folder=data/{LONG}"], ["huddinge-2025", "-p", f"logo={LONG}.svg"], ["init", LONG],
    ["compare", LONG, LONG],
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("words", WORDS, ids=lambda words: f"{words[0][:9]} {words[-1][:20]}")
def test_names_longer_than_any_system_takes_are_told(project, capsys, monkeypatch, words):
    monkeypatch.chdir(project)
    assert cli.main(words) in (1, 2)
    assert capsys.readouterr().err.strip()


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
