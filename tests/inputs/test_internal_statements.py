"""A statement that may not be shown leaves no trace in any file that is built, the executed notebook included."""

import re
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pytest

from medlemsnytta.pages import report
from tests.built import build

MARKS = ("INTERNAL-KLIMAT-7731", "namngiven kollega", "INTERNAL-EUROPA-4402", "bad att få stryka")
NAME = "exempelkommun-2026"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("output")
    build(report.page(Path(__file__).resolve().parents[2], NAME), output)
    return output


def _everything_in(path: Path) -> str:
    """A file's bytes as text; of a PDF also its words, every stream unpacked and every attachment."""
    parts = [path.read_bytes()]
    if path.suffix == ".pdf":
        parts.append("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).encode())
        with pikepdf.open(path) as pdf:
            parts += [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream) and _readable(each)]
    return re.sub(r"\s+", " ", b"\n".join(parts).decode("utf-8", "replace"))


def _readable(stream: pikepdf.Stream) -> bool:
    try:
        stream.read_bytes()
    except (pikepdf.PdfError, zlib.error):
        return False
    return True


@pytest.mark.notebook
def test_internal_statements_leave_no_trace_in_any_file(built):
    excerpts = (Path(__file__).resolve().parents[2] / "data/exempelkommun/excerpts.csv").read_text("utf-8")
    assert [mark for mark in MARKS if mark not in excerpts] == []
    files = sorted(path for path in built.rglob("*") if path.is_file())
    assert {path.suffix for path in files} >= {".html", ".pdf", ".ipynb", ".json"}
    assert {(path.name, mark) for path in files for mark in MARKS if mark in _everything_in(path)} == set()


@pytest.mark.notebook
def test_the_search_would_find_a_statement_that_is_shown(built):
    shown = "Vattenplanens mål bygger på förbundets mätningar"
    found = {path.suffix for path in built.iterdir() if shown in _everything_in(path)}
    assert found >= {".html", ".pdf", ".ipynb"}


@pytest.mark.notebook
def test_what_may_only_be_paraphrased_is_never_shown_as_a_quote(built):
    page = _everything_in(built / f"{NAME}.html")
    assert "Alliansen hjälpte ofta till med en ansökan" in page
    assert "”Alliansen hjälpte ofta till med en ansökan" not in page
    assert "”Nyhetsbrevet läser jag ibland.”" in page
