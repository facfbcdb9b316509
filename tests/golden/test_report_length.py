"""How much a council member has to read: the summary on page one, few pages before the appendices, no page nearly empty."""

import io
from functools import cache

import pypdf
import pytest
from report_text import ROOT, executed_in_process

from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.params import read_parameters
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.pdf import council_pdf

pytestmark = pytest.mark.slow

NAMES = reports.report_names(ROOT)


@cache
def _pages(name: str) -> list[str]:
    pdf = council_pdf(document(executed_in_process(ROOT, name)))
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def _first_page_with(name: str, words: str) -> int:
    return next(number for number, text in enumerate(_pages(name), start=1) if words in text)


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_ends_on_the_first_page(name):
    assert "Sammanfattning" in _pages(name)[0]
    assert "1 Uppdrag och beslut" in _pages(name)[0] + _pages(name)[1]
    assert _first_page_with(name, "Metoden beslutar inte") == 1
    assert "förtroendevalda beslutar" in _pages(name)[0]
    assert "Diagram 1. " in _pages(name)[0]


MOST_PAGES = {1: (6, 12), 2: (6, 12), 3: (7, 12), 11: (10, 15)}
"""Before the appendices and in all, by the number of networks."""


@pytest.mark.parametrize("name", NAMES)
def test_the_appendices_begin_after_few_pages_and_the_whole_has_not_many(name):
    before, whole = MOST_PAGES[len(read_parameters(ROOT / "params" / f"{name}.yaml").networks)]
    assert _first_page_with(name, "Bilaga A. ") <= before + 1
    assert len(_pages(name)) <= whole


@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_a_few_lines(name):
    assert min(map(len, _pages(name))) > 600
