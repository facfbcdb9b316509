"""What an executed notebook shows becomes one document, whatever its cells showed and however it is ordered."""

import json

import nbformat
import pytest

from medlemsnytta.rendering.blocks import NotebookNotReadable, document
from medlemsnytta.rendering.bundles import Column, Table
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from medlemsnytta.rendering.texts import page_lines
from tests.rendering.sample_notebook import HEAD, notebook_of, said, shown

V4 = nbformat.v4
STATIC = CouncilHTMLExporter(static=True)


def of(*cells: nbformat.NotebookNode) -> dict:
    return document(notebook_of(shown(HEAD), *cells))


def showing(kind: str, **content: object) -> nbformat.NotebookNode:
    return V4.new_code_cell("visa()", outputs=[V4.new_output(kind, **content)])


OUTPUTS = {
    "a plain result": (showing("execute_result", data={"text/plain": "2"}), "2"),
    "a print": (showing("stream", name="stdout", text="\nrad 1\n  rad 2\n"), "rad 1\n  rad 2"),
    "a table of another make": (showing("display_data", data={"text/html": "<b>", "text/plain": "a\n1"}), "a\n1"),
    "an error that was to come": (showing("error", ename="ValueError", evalue="nej", traceback=[]), "ValueError: nej"),
    "colours of a terminal": (showing("stream", name="stdout", text="\x1b[31mröd\x1b[0m\x00"), "röd"),
    "half a picture": (
        showing("display_data", data={"image/png": "AA=="}),
        "[Cellen visade något av slaget image/png, som en rapport inte kan visa.]",
    ),
    "an object in memory": (showing("execute_result", data={"text/plain": "<a.B at 0x7f3a5c0d1e20>"}), "<a.B>"),
    "code in Markdown": (said("```\na  b\n```"), "a  b"),
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_is_no_bundle_stands_as_its_plain_text(output):
    cell, text = OUTPUTS[output]
    assert of(cell)["blocks"] == [{"type": "preformatted", "text": text}]


@pytest.mark.parametrize("output", [{"name": "stderr", "text": "varning"}, {"name": "stdout", "text": "\n"}], ids=str)
def test_a_warning_and_an_empty_line_are_left_out(output):
    assert of(showing("stream", **output))["blocks"] == []


def test_plain_text_comes_out_in_both_files_line_by_line():
    report = of(showing("stream", name="stdout", text="första <b>\nandra & sista"))
    assert "första &lt;b&gt;\nandra &amp; sista</pre>" in STATIC.page(report)
    lines = [line.strip() for line in page_lines(council_pdf(report))]
    assert lines.index("andra & sista") == lines.index("första <b>") + 1


ODD_HEADINGS = {
    "none": [],
    "one that begins too deep": ["#### Djup", "# Grund", "#### Djup igen"],
    "an empty one": ["##", "text"],
}


@pytest.mark.parametrize("headings", ODD_HEADINGS)
def test_headings_of_any_kind_give_both_files(headings):
    report = of(*(said(f"{each}\n\nEn mening.") for each in ODD_HEADINGS[headings]))
    levels = [block["level"] for block in report["blocks"] if block["type"] == "heading"]
    assert all(level in (2, 3) for level in levels)
    assert STATIC.page(report).count("<h1>") == 1
    assert council_pdf(report).startswith(b"%PDF")


FLATTENED = {
    "a quotation": ("> citat", {"type": "quote", "content": [{"type": "text", "text": "citat"}], "attribution": ""}),
    "a picture": ("![alt](bild.png)", "[bild: alt]"),
    "a picture without words": ("![](bild.png)", "[bild: bild.png]"),
    "HTML": ("<div>ett <b>två</b></div>", "ett två"),
    "HTML in a line": ("ett <b>två</b>", "ett två"),
}


@pytest.mark.parametrize("markdown", FLATTENED)
def test_markdown_that_a_report_has_no_form_for_comes_out_as_its_words(markdown):
    text, expected = FLATTENED[markdown]
    (block,) = of(said(text))["blocks"]
    if isinstance(expected, dict):
        assert block == expected
    elif isinstance(expected, list):
        assert ["".join(run["text"] for run in item) for item in block["items"]] == expected
    else:
        assert "".join(run["text"] for run in block["content"]) == expected


def test_a_line_across_the_page_says_nothing():
    assert of(said("---"))["blocks"] == []


def test_a_table_in_markdown_is_a_table():
    (table,) = of(said("| Nätverk | kr |\n|---|---|\n| SEKOM | 38 291 |"))["blocks"]
    assert [column["kind"] for column in table["columns"]] == ["text", "number"]
    assert table["rows"] == [["SEKOM", "38 291"]]


def test_a_cell_of_ours_that_stands_twice_gets_another_anchor():
    table = Table("avgifter", "Avgifter", (Column("Nätverk"),), (("SEKOM",),))
    assert [block["id"] for block in of(shown(table), shown(table))["blocks"]] == ["avgifter", "avgifter-2"]


def test_a_cell_for_the_analyst_is_not_shown():
    cell = showing("stream", name="stdout", text="mellanled")
    cell.metadata["tags"] = ["analyst"]
    assert of(cell)["blocks"] == []


def test_a_notebook_without_a_head_is_told_in_swedish():
    with pytest.raises(NotebookNotReadable) as refused:
        document(notebook_of(said("## Rubrik")))
    assert "huvud" in refused.value.what


def test_an_empty_item_of_a_list_is_an_empty_item():
    assert json.loads(json.dumps(of(said("- \n- två"))["blocks"][0]["items"][0])) == []
