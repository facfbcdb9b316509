"""Whatever stands in the files, the outcome is a report or problems told in words: never a traceback, never a hang.

A small seeded set runs with every test run; `python -m pytest -m trust` runs twenty thousand.
"""

import io
import json
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fuzzing
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_tables import FILES, FOLDER, write

from medlemsnytta import opening
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.batch_tables import read_batch
from medlemsnytta.inputs.invisible import INVISIBLE
from medlemsnytta.inputs.layouts import LAYOUTS
from medlemsnytta.inputs.params import parameters_from, parameters_in, read_parameters
from medlemsnytta.inputs.sheets import Sheet
from medlemsnytta.inputs.table_files import read_table
from medlemsnytta.presentation.bundles import Record
from medlemsnytta.publishing import manifest, recorded
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from tests.rendering import pdf_sample

pytestmark = pytest.mark.trust
ROOT = Path(__file__).resolve().parents[2]
PARAMS = tuple(path.read_text("utf-8") for path in sorted((ROOT / "params").glob("*.yaml")))
PARAMETERS = {
    "municipality_code": "0001",
    "year": 2025,
    "title": "Utvärdering",
    "report_date": "2025-04-01",
    "networks": ["alfa"],
    "data_folder": FOLDER,
}
COLUMNS = LAYOUTS["excerpts"].column_names
SECONDS = 20
tried: Counter[str] = Counter()


def _sample_book() -> bytes:
    book = openpyxl.Workbook()
    for row in (COLUMNS, tuple(f"{name} å" for name in COLUMNS)):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


BOOK = _sample_book()
MANIFEST = json.dumps(
    {
        "report": "x-2026",
        "recipe": {"parameters": {"year": 2026}, "data": {"a.csv": "1f"}, "program": {"package": "2e"}, "versions": {"typst": "0.15"}},
        "result": {"Alfa": "öppet"},
        "outputs": {"x-2026.html": "3d"},
    }
)  # fmt: skip


def _told(what: str, run: Any) -> None:
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


def _file(content: bytes, name: str, run: Any) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        run(path)


def params_text(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    _file(content, "x-2026.yaml", lambda path: _told("params", lambda: read_parameters(path)))


def table_text(text: str) -> None:
    def read(path: Path) -> None:
        sheet = read_table(path, "excerpts.csv", "excerpts", COLUMNS)
        assert isinstance(sheet, Sheet)
        assert sheet.header or sheet.problems

    content = text.encode("utf-8", "surrogatepass")
    _file(content, "excerpts.csv", lambda path: _told("table texts", lambda: read(path)))


def workbook(content: bytes) -> None:
    def read(path: Path) -> None:
        sheet = read_table(path, "excerpts.xlsx", "excerpts", COLUMNS)
        assert sheet.header or sheet.problems

    _file(content, "excerpts.xlsx", lambda path: _told("workbooks", lambda: read(path)))


def batch_table(text: str) -> None:
    def read(path: Path) -> None:
        rows = read_batch(path.parent, path.name)
        assert rows
        for row in filter(None, rows.values()):
            _told("rows of batch tables", lambda row=row: parameters_in(row))

    content = text.encode("utf-8", "surrogatepass")
    _file(content, "alla.csv", lambda path: _told("batch tables", lambda: read(path)))


def whole_folder(spoiled: tuple[str, str]) -> None:
    table, text = spoiled
    with TemporaryDirectory() as folder:
        root = write(Path(folder))
        path = next(path for path in FILES if path.endswith(f"/{table}.csv"))
        (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        parameters = parameters_from(PARAMETERS, "params/exempel-2025.yaml")
        _told("whole folders", lambda: opening.open_evaluation(root, parameters))


def manifest_text(text: str) -> None:
    def read(path: Path) -> None:
        manifest.standing(path.parent, "x-2026", json.loads(MANIFEST)["recipe"])

    content = text.encode("utf-8", "surrogatepass")
    _file(content, "x-2026.manifest.json", lambda path: _told("manifests", lambda: read(path)))


def finished_file(content: bytes) -> None:
    ending = "pdf" if b"%PDF" in content[:20] else "html"
    _file(content, f"x-2026.{ending}", lambda path: _told("finished files", lambda: recorded.read(path)))


@cache
def _finished() -> tuple[bytes, bytes]:
    notebook = pdf_sample.small_notebook(Record("evaluation.ipynb", {"year": 2026}, {"data/x/a.csv": "1f"}))
    return council_pdf(document(notebook)), CouncilHTMLExporter(static=True).from_notebook_node(notebook)[0].encode()


BATCH = (
    "report,municipality_code,year,title,report_date,networks,data_folder,requirement_level,recommended_actions\n"
    'lycksele-2025,2481,2025,Prov: ett,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag,3,{sekom: leave}\n'
    "boden-2025,2582,2025,Prov,2025-12-31,[sekom],data/utan-underlag,,\n"
)
EXCERPTS = FILES["data/exempel/excerpts.csv"]
SPOILED_TABLES = st.sampled_from(sorted(FILES)).flatmap(
    lambda path: st.tuples(st.just(Path(path).stem), fuzzing.mutated((FILES[path],)))
)
TARGETS = {
    "params": (params_text, fuzzing.mutated(PARAMS), 7_000, 40),
    "table texts": (table_text, fuzzing.mutated((EXCERPTS, EXCERPTS.replace(",", ";"))), 6_000, 40),
    "workbooks of cells": (workbook, fuzzing.workbooks(COLUMNS), 1_500, 10),
    "spoiled workbooks": (workbook, fuzzing.spoiled_bytes((BOOK,)), 1_500, 10),
    "batch tables": (batch_table, fuzzing.mutated((BATCH, BATCH.replace(",", ";"))), 3_000, 40),
    "whole folders": (whole_folder, SPOILED_TABLES, 1_000, 8),
    "finished files": (finished_file, st.deferred(lambda: fuzzing.spoiled_bytes(_finished())), 1_000, 6),
    "manifests": (manifest_text, fuzzing.mutated((MANIFEST,)), 3_000, 40),
}
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def _fuzz(target: str, examples: int) -> None:
    body, strategy, _, _ = TARGETS[target]
    phases = (Phase.explicit, Phase.generate)
    chosen = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=SECONDS * 1000,
        suppress_health_check=QUIET,
        phases=phases,
    )
    chosen(given(strategy)(body))()


@pytest.mark.parametrize("target", TARGETS)
def test_few_inputs(target):
    _fuzz(target, TARGETS[target][3])


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_many_inputs(target, counted):
    _fuzz(target, TARGETS[target][2])
    counted("fuzz: inputs, tracebacks", f"{sum(tried.values())}, 0")
