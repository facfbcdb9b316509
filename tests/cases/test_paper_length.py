"""How much paper the shortest and the longest of the cases take."""

import io

import pypdf
import pytest
from report_text import executed_in_process

from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.pdf import council_pdf
from tests.cases import folders


@pytest.mark.slow
def test_one_membership_takes_at_most_four_pages_before_the_appendices(tmp_path):
    root = folders.lay_out("02-small-municipality", tmp_path / "arbetsmapp")
    pdf = council_pdf(document(folders.executed(root, "arboga-2025")))
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert next(number for number, text in enumerate(pages) if "Bilaga A. " in text) <= 4
    assert "Metoden beslutar inte" in pages[0]


@pytest.mark.slow
def test_twelve_memberships_take_at_most_ten_pages_before_the_appendices(tmp_path, monkeypatch):
    root = folders.lay_out("08-whole-portfolio", tmp_path / "arbetsmapp")
    monkeypatch.chdir(root)
    pdf = council_pdf(document(executed_in_process(root, "norrkoping-2023")))
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert next(number for number, text in enumerate(pages) if "Bilaga A. " in text) <= 10
    assert "Diagram 1. Underlaget talar närmast för medlemskap i fyra nätverk" in pages[0]
    assert len(pages) <= 12
