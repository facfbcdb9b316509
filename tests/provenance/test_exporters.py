"""What nbconvert writes by our names is what a build writes, recipe and all."""

import pytest

from medlemsnytta.files import program
from medlemsnytta.pages import making
from medlemsnytta.provenance.exporters import AccessibleHTMLExporter, AccessiblePDFExporter, with_recipe
from medlemsnytta.provenance.recipe import versions
from tests.golden.report_text import NAMES, executed_in_process

ROOT = program.FILES


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_an_exporter_gives_the_very_bytes_of_a_build(kind):
    exporter = {"html": AccessibleHTMLExporter, "pdf": AccessiblePDFExporter}[kind]
    notebook = executed_in_process(ROOT, NAMES[0])
    given = exporter().from_notebook_node(notebook)[0]
    assert (given.encode() if kind == "html" else given) == making.render(notebook, [f"x.{kind}"])[1][f"x.{kind}"]


def test_a_record_is_completed_with_program_and_versions():
    record = {"notebook": "evaluation.ipynb", "parameters": {"year": 2026}, "data": {}}
    completed = with_recipe({"record": record})["record"]
    assert completed.items() > record.items()
    assert {len(digest) for digest in completed["program"].values()} == {64}
    assert completed["versions"] == versions()


def test_a_document_without_a_record_is_left_as_it_is():
    assert with_recipe({"blocks": [], "record": None}) == {"blocks": [], "record": None}
