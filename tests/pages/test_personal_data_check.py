"""The finished files are searched once more, whatever way the words came into them."""

import base64
from datetime import date

import nbformat
import pytest

from medlemsnytta.pages.personal_data_check import problems
from medlemsnytta.provenance.recipe import sha256
from medlemsnytta.rendering import bundles as b
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.ipynb import kept_notebook
from medlemsnytta.rendering.pdf import council_pdf
from medlemsnytta.rendering.texts import page_lines, texts_of
from tests.rendering import foreign_notebook, pdf_sample

LATEST = date(2026, 5, 4)
PERSONAL = "18900101-9802"
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
    shown = b.prose(b.paragraph("Numret är 18900101", b.strong("-9802"), "."))
    what = "den färdiga filen ser ut att innehålla ett personnummer: 18••••••-••••."
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


def cell_that_prints(text: str) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("stream", name="stdout", text=text)
    return nbformat.v4.new_code_cell("print(lista)", outputs=[output])


def test_what_an_own_cell_shows_is_told_with_the_cells_place():
    injected = nbformat.v4.new_code_cell("year = 2026", metadata={"tags": ["injected-parameters"]})
    notebook = pdf_sample.small_notebook(pdf_sample.fees_table())
    before = len(notebook.cells)
    notebook.cells += [injected, cell_that_prints(f"numret är {PERSONAL}")]
    contents = {"x.html": CouncilHTMLExporter().from_notebook_node(notebook)[0].encode()}
    (problem,) = problems(contents, LATEST, [], notebook.cells)
    assert problem.what == (
        "den färdiga filen ser ut att innehålla ett personnummer: 18••••••-••••. "
        f"Det står i anteckningsbokens cell {before + 1}, räknat uppifrån."
    )
    assert problem.fix == "Ta bort uppgiften ur det som cellen skriver eller visar. Filen skrevs inte."


def test_every_kind_of_output_in_html_pdf_and_kept_notebook_is_no_false_alarm():
    notebook = foreign_notebook.notebook()
    contents = {
        "x.html": CouncilHTMLExporter().from_notebook_node(notebook)[0].encode(),
        "x.pdf": council_pdf(document(notebook)),
        "x.ipynb": kept_notebook(notebook),
    }
    assert told(contents) == []
    as_stored = {"x.ipynb": nbformat.writes(notebook).encode()}
    assert told(as_stored) == []


def test_words_in_a_picture_that_is_drawn_of_lines_are_searched():
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{PHONE}</text></svg>'
    cell = foreign_notebook.of_class("SVG", **{"image_svg+xml": drawing})
    notebook = pdf_sample.small_notebook(pdf_sample.fees_table())
    notebook.cells.append(cell)
    contents = {
        "x.html": CouncilHTMLExporter().from_notebook_node(notebook)[0].encode(),
        "x.ipynb": kept_notebook(notebook),
    }
    found = problems(contents, LATEST, [], notebook.cells)
    assert [problem.where for problem in found] == ["x.html", "x.ipynb"]
    assert all(f"cell {len(notebook.cells)}," in problem.what for problem in found)


@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_words_in_a_drawing_within_a_drawing_are_searched(attribute):
    inner = base64.b64encode(f"<svg><text>{PHONE}".encode()).decode()
    page = f'<svg><image {attribute}="data:image/svg+xml;base64,{inner}"/></svg>'
    assert len(told({"x.html": page.encode()})) == 1
    assert told({"x.html": f'<image {attribute}="data:image/svg+xml;base64,åä="/>'.encode()}) == []


def test_the_dots_of_a_picture_are_not_taken_for_words():
    dots = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5" * 4
    written = f'["{dots}+46701740605", "{dots}\\n0701740605"]'.encode()
    assert list(texts_of(written, ".json")) == []
