"""What may be given any bytes at all, and must answer with what it read or with problems in words; with samples to begin from.

Each target takes the bytes of one file. `test_fuzz` gives them what hypothesis makes, `coverage_fuzz` what atheris finds.
"""

import contextlib
import io
import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pikepdf
from small_tables import FILES, PARAMETERS, write

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.invisible_characters import INVISIBLE
from medlemsnytta.inputs.parameters.batch_tables import read_batch
from medlemsnytta.inputs.parameters.params import parameters_from, parameters_in, read_parameters
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.sheets import Sheet
from medlemsnytta.inputs.tables.table_files import read_table
from medlemsnytta.pages import report, verification
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.provenance import currentness, embedded_recipes
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.bundles import Record
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from tests.rendering import pdf_sample

ROOT = Path(__file__).resolve().parents[2]
PARAMS = tuple(path.read_bytes() for path in sorted((ROOT / "params").glob("*.yaml")))
COLUMNS = LAYOUTS["excerpts"].column_names
EXCERPTS = FILES["data/exempel/excerpts.csv"]
BATCH = (
    "report,municipality_code,year,title,report_date,networks,data_folder,evidence_months,recommended_actions\n"
    'lycksele-2025,2481,2025,Prov: ett,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag,3,{sekom: leave}\n'
    "boden-2025,2582,2025,Prov,2025-12-31,[sekom],data/utan-underlag,,\n"
)
MANIFEST = json.dumps(
    {
        "report": "x-2026",
        "recipe": {
            "notebook": "evaluation.ipynb",
            "parameters": PARAMETERS,
            "data": {"data/exempel/excerpts.csv": "1f"},
            "program": {"package": "2e"},
            "versions": {"typst": "0.15"},
            "rows": {"data/exempel/excerpts.csv": {"2": "1f"}},
            "released": [{"kind": "phone", "reason": "x"}],
        },
        "result": {"Alfa": "öppet"},
        "outputs": {"x-2026.html": "3d"},
    }
)
tried: Counter[str] = Counter()


def _told(what: str, run: Callable[[], Any]) -> None:
    """Run, and count how it ended; anything but an answer or problems in words is an error of ours."""
    tried[what] += 1
    try:
        run()
    except ProblemsFound as found:
        assert found.problems
        for problem in found.problems:
            assert problem.where
            assert problem.what
            assert len(str(problem)) < 5000
            assert not INVISIBLE.search(str(problem).replace("\n", ""))


def _file(content: bytes, name: str, run: Callable[[Path], None]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        run(path)


def params_file(content: bytes) -> None:
    _file(content, "x-2026.yaml", lambda path: _told("params", lambda: read_parameters(path)))


def table_text(content: bytes) -> None:
    def read(path: Path) -> None:
        sheet = read_table(path, "excerpts.csv", "excerpts", COLUMNS)
        assert isinstance(sheet, Sheet)
        assert sheet.header or sheet.problems

    _file(content, "excerpts.csv", lambda path: _told("table texts", lambda: read(path)))


def workbook(content: bytes) -> None:
    def read(path: Path) -> None:
        sheet = read_table(path, "excerpts.xlsx", "excerpts", COLUMNS)
        assert sheet.header or sheet.problems

    _file(content, "excerpts.xlsx", lambda path: _told("workbooks", lambda: read(path)))


def batch_table(content: bytes) -> None:
    def read(path: Path) -> None:
        rows = read_batch(path.parent, path.name)
        assert rows
        for row in filter(None, rows.values()):
            _told("rows of batch tables", lambda row=row: parameters_in(row))

    _file(content, "alla.csv", lambda path: _told("batch tables", lambda: read(path)))


def whole_folder(table: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        root = write(Path(folder))
        path = next(path for path in FILES if path.endswith(f"/{table}.csv"))
        (root / path).write_bytes(content)
        parameters = parameters_from(PARAMETERS, "params/exempel-2025.yaml")
        _told("whole folders", lambda: report.open_evaluation(root, parameters))


def manifest_file(content: bytes) -> None:
    def read(path: Path) -> None:
        currentness.standing(path.parent, "x-2026", json.loads(MANIFEST)["recipe"])

    _file(content, "x-2026.manifest.json", lambda path: _told("manifests", lambda: read(path)))


def verified_manifest(content: bytes) -> None:
    """As `manifest_file`, and tried against a small project, whose program is another: nothing is built."""
    with TemporaryDirectory() as folder:
        root = write(Path(folder))
        path = root / "x-2026.manifest.json"
        path.write_bytes(content)
        _told("manifests verified", lambda: verification.verify(root, path))


def finished_file(content: bytes) -> None:
    """Read here and not in the process that ends a PDF which takes too much: what it raises is all the same."""
    ending = ".pdf" if b"%PDF" in content[:20] else ".html"
    with contextlib.suppress(ValueError, pikepdf.PdfError):
        _told("finished files", lambda: embedded_recipes.account("x-2026", ending, content, KINDS))


def sample_book() -> bytes:
    """A workbook as a spreadsheet saves it."""
    book = openpyxl.Workbook()
    for row in (COLUMNS, tuple(f"{name} å" for name in COLUMNS)):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@cache
def finished() -> tuple[bytes, bytes]:
    """A small report as PDF and HTML."""
    notebook = pdf_sample.small_notebook(Record("evaluation.ipynb", {"year": 2026}, {"data/x/a.csv": "1f"}))
    return council_pdf(document(notebook)), CouncilHTMLExporter(static=True).from_notebook_node(notebook)[0].encode()
