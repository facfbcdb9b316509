"""A notebook that has been saved gives the very files that it gave when it had just been run."""

import nbformat
import pytest
from report_text import ROOT, executed_in_process

from medlemsnytta.inputs.parameters import reports
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf_page import page

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", reports.report_names(ROOT))
def test_saving_a_notebook_changes_no_byte_of_its_files(name):
    """Saving sorts the names in every output, as text."""
    run = executed_in_process(ROOT, name)
    saved = nbformat.reads(nbformat.writes(run), as_version=4)
    pages = [CouncilHTMLExporter().page(document(each)) for each in (run, saved)]
    assert pages[0] == pages[1]
    set_from = [page(read, read["record"]) for read in (document(run), document(saved))]
    assert set_from[0] == set_from[1]
