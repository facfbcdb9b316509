"""A workbook that LibreOffice has opened and saved says what it said."""

import shutil
import subprocess

import pandas as pd
import pytest

from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import Reading
from medlemsnytta.starting.workbook_files import make_csv, make_workbook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine"),
]
FOLDER = "data/huddinge"


def test_the_tables_are_the_same_after_libreoffice_has_saved_the_workbook(project, tmp_path):
    before = Reading(project).whole(FOLDER)
    make_workbook(project, FOLDER, everything=True)
    file = project / FOLDER / "underlag.xlsx"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "sparad"), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert (tmp_path / "sparad" / file.name).read_bytes() != file.read_bytes()
    shutil.copy(tmp_path / "sparad" / file.name, file)
    for _ in ("as a workbook", "and as CSV files again"):
        after = Reading(project).whole(FOLDER)
        for name in LAYOUTS:
            pd.testing.assert_frame_equal(after.frame(name), before.frame(name))
        if file.is_file():
            make_csv(project, FOLDER)
