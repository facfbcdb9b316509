"""The finished files are searched once more, whatever way the words came into them."""

from datetime import date

import pytest

from medlemsnytta.pages.personal_data_check import problems
from medlemsnytta.provenance.recipe import sha256
from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from medlemsnytta.rendering.texts import page_lines, texts_of
from tests.rendering import pdf_sample

LATEST = date(2026, 5, 4)
PERSONAL = "19121212-1212"
PHONE = "070-174 06 05"


@pytest.fixture
def files():
    def made(*shown: object) -> dict[str, bytes]:
        notebook = pdf_sample.small_notebook(*shown)
        page = CouncilHTMLExporter().from_notebook_node(notebook)[0].encode()
        return {"x.html": page, "x.pdf": council_pdf(document(notebook))}

    return made


def told(contents: dict[str, bytes], released: list[dict[str, str]] = ()) -> list[str]:
    return [f"{problem.where}: {problem.what}" for problem in problems(contents, LATEST, released)]


def test_clean_files_pass(files):
    assert told(files(pdf_sample.fees_table())) == []


def test_a_number_that_came_together_of_two_runs_is_found_in_both_files(files):
    shown = b.prose(b.paragraph("Numret är 19121212", b.strong("-1212"), "."))
    what = "den färdiga filen ser ut att innehålla ett personnummer: 19••••••-••••."
    assert told(files(shown)) == [f"x.html: {what}", f"x.pdf: {what}"]


def test_what_is_released_passes(files):
    assert (
        told(files(b.prose(b.paragraph(PERSONAL))), [{"kind": "identity_number", "sha256": sha256(PERSONAL.encode())}])
        == []
    )


def test_a_telephone_number_in_an_attached_table_is_found(files):
    table = b.Table("t", "Kanaler", (b.Column("Kanal"),), ((PHONE,),))
    assert [line.partition(":")[0] for line in told(files(table))] == ["x.html", "x.pdf"]


def test_numbers_side_by_side_in_a_table_are_no_telephone_number(files):
    columns = tuple(b.Column(name, "number") for name in "ABCD")
    assert told(files(b.Table("t", "Tal", columns, (("070", "174", "06", "05"),)))) == []


def test_the_title_is_found_in_the_properties(files):
    contents = files(pdf_sample.fees_table())
    spoiled = contents["x.html"].replace(
        b'name="description" content="', f'name="description" content="{PHONE} '.encode()
    )
    assert told({"x.html": spoiled}) == [
        "x.html: den färdiga filen ser ut att innehålla ett telefonnummer till en person: 07•-••• •• ••."
    ]


def test_json_is_searched_text_by_text():
    assert told({"x.ipynb": f'{{"cells": [{{"outputs": ["{PHONE}"]}}]}}'.encode()}) != []
    assert list(texts_of(b'{"a": ["b", {"c": "d"}], "e": 1}', ".json")) == ["a", "b", "c", "d", "e"]


def test_the_pages_of_a_pdf_are_read_line_by_line(files):
    lines = list(page_lines(files(b.prose(b.paragraph("Åäö sägs här.")))["x.pdf"]))
    assert "Åäö sägs här." in lines
