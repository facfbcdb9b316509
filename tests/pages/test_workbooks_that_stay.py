"""A workbook is packed and sent whole, so none with a statement that must stay in its table is packed or sent."""

import csv
import shutil

import openpyxl
import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.pages import archive_package, making, report
from tests.built import build

pytestmark = pytest.mark.notebook


@pytest.mark.parametrize("spoilt", ["huddinge-2025", "huddinge-2026"], ids=["the earlier report's", "its own"])
def test_a_workbook_with_an_internal_statement_is_neither_sent_nor_packed(project, spoilt):
    folder = project / "data" / "gammal"
    shutil.copytree(project / "data/huddinge", folder)
    rows = list(csv.reader((folder / "excerpts.csv").open(encoding="utf-8", newline="")))
    rows[1][rows[0].index("consent")] = "internal"
    (folder / "excerpts.csv").unlink()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.active.title = "excerpts"
    book.save(folder / "excerpts.xlsx")
    params = project / f"params/{spoilt}.yaml"
    params.write_text(params.read_text("utf-8").replace("data/huddinge", "data/gammal"), "utf-8")
    output = project / "output"
    with pytest.raises(ProblemsFound, match="raderna med internal får inte lämna tabellen"):
        making.plan(report.page(project, "huddinge-2026"), output, making.BuildOptions(elsewhere=True))
    build(report.page(project, "huddinge-2026"), output)
    with pytest.raises(ProblemsFound, match="raderna med internal får inte lämna tabellen") as refused:
        archive_package.archive(project, "huddinge-2026", output)
    assert "data/gammal/excerpts.xlsx" in str(refused.value)
