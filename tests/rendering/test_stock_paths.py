"""What a stock Jupyter does with our notebook: opens it with charts and tables, and exports it by our names."""

import os
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from medlemsnytta.rendering.bundles import CHART_MIME, TABLE_MIME, VEGALITE_MIME
from medlemsnytta.rendering.html import TEMPLATES, CouncilHTMLExporter
from medlemsnytta.rendering.ipynb import PICTURE_MIME, kept_notebook
from medlemsnytta.rendering.pdf import CouncilPDFExporter
from tests.rendering import pdf_sample

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
CHARTS, TABLES = 5, 11


@pytest.fixture(scope="module")
def kept() -> NotebookNode:
    return nbformat.reads(kept_notebook(pdf_sample.notebook()).decode(), as_version=4)


@pytest.fixture(scope="module")
def kept_file(kept: NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("någon annanstans") / "sample-2026.ipynb"
    nbformat.write(kept, path)
    return path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment as after `pip install -e .`: the package on the path, its entry points declared."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    folder = tmp_path_factory.mktemp("site") / f"medlemsnytta-{declared['version']}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: medlemsnytta\nVersion: {declared['version']}\n")
    lines = [
        f"[{group}]\n" + "\n".join(f"{name} = {place}" for name, place in entries.items())
        for group, entries in declared["entry-points"].items()
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder.parent)])}


def outputs(notebook: NotebookNode, mime: str) -> list[dict]:
    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", [])]
    return [data for data in shown if mime in data]


def exported(kept_file: Path, environment: dict[str, str], folder: Path, *words: str) -> bytes:
    command = [sys.executable, "-m", "nbconvert", *words, "--output-dir", str(folder), str(kept_file)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    return file.read_bytes()


def test_every_chart_has_a_form_that_the_installed_jupyterlab_draws(kept: NotebookNode) -> None:
    assert len(outputs(kept, CHART_MIME)) == CHARTS
    assert len(outputs(kept, VEGALITE_MIME)) == CHARTS
    lab = Path(str(metadata.distribution("jupyterlab").locate_file("."))).parents[2] / "share/jupyter/lab/static"
    assert any(VEGALITE_MIME.encode() in script.read_bytes() for script in lab.glob("*.js"))


def test_every_chart_is_kept_as_a_picture_too_for_readers_that_draw_none(kept: NotebookNode) -> None:
    pictures = outputs(kept, PICTURE_MIME)
    assert len(pictures) == CHARTS
    assert all(CHART_MIME in data and "Kronor per år" in data[PICTURE_MIME] for data in pictures)


def test_keeping_changes_nothing_in_the_executed_notebook() -> None:
    executed = pdf_sample.notebook()
    kept_notebook(executed)
    assert outputs(executed, PICTURE_MIME) == []


def test_stock_nbconvert_shows_every_chart_and_table(kept: NotebookNode) -> None:
    page = HTMLExporter().from_notebook_node(kept)[0]
    assert page.count('src="data:image/svg+xml') == CHARTS
    assert page.count("<caption") == len(outputs(kept, TABLE_MIME)) == TABLES


def test_both_exporters_have_their_first_names_too() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    exporters = declared["nbconvert.exporters"]
    for kind in ("html", "pdf"):
        assert exporters[f"medlemsnytta-{kind}"] == exporters[f"accessible-{kind}"]


def test_pdf_by_its_name_is_the_very_file_that_the_front_door_writes(
    kept_file: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    by_name = exported(kept_file, installed, tmp_path, "--to", "accessible-pdf")
    assert by_name == CouncilPDFExporter().from_notebook_node(pdf_sample.notebook())[0]


def test_html_by_its_name_and_template_is_the_very_file_that_the_front_door_writes(
    kept_file: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    by_name = exported(kept_file, installed, tmp_path, "--to", "accessible-html", "--template", "council")
    assert by_name.decode() == CouncilHTMLExporter().from_notebook_node(pdf_sample.notebook())[0]


def test_another_template_can_extend_ours(kept: NotebookNode, tmp_path: Path) -> None:
    own = tmp_path / "egen"
    own.mkdir()
    (own / "conf.json").write_text('{"base_template": "council", "mimetypes": {"text/html": true}}')
    (own / "index.html.j2").write_text('{% extends "council/index.html.j2" %}')
    exporter = CouncilHTMLExporter(template_name="egen", extra_template_basedirs=[str(tmp_path), str(TEMPLATES)])
    assert exporter.from_notebook_node(kept)[0] == CouncilHTMLExporter().from_notebook_node(kept)[0]
