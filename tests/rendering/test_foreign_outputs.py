"""Whatever somebody's own cell shows comes out in both files as what it is, and as accessible as it can be."""

import io
import json
import re

import altair as alt
import nbformat
import page
import pandas as pd
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.rendering import foreign_outputs, html_text, vega_lite_outputs
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.embedded import source
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.ipynb import kept_notebook
from medlemsnytta.rendering.pdf import council_pdf
from medlemsnytta.rendering.texts import page_lines, texts_of
from tests.rendering import foreign_notebook
from tests.rendering.foreign_notebook import CELLS, FRAME, of_class, result
from tests.rendering.sample_notebook import HEAD, notebook_of, shown


def blocks_of(*cells: nbformat.NotebookNode) -> list[dict]:
    return document(notebook_of(shown(HEAD), *cells))["blocks"]


@pytest.fixture(scope="module")
def report() -> dict:
    return document(foreign_notebook.notebook())


@pytest.fixture(scope="module")
def pdf(report: dict) -> bytes:
    return council_pdf(report)


@pytest.fixture(scope="module")
def html(report: dict) -> str:
    return CouncilHTMLExporter().page(report)


SAID = {
    "a DataFrame": "Ekokommunerna <SEKOM>",
    "a DataFrame with two levels": "Klimatkommunerna, 2024",
    "a wide DataFrame": "kolumn 18",
    "a long DataFrame": "100 rader × 1 kolumn",
    "an Altair chart": "Stapeldiagram med år vågrätt, kronor lodrätt, färg efter nätverk",
    "an Altair chart under its own type": "Vad kostar det?",
    "an SVG": "Tabell → svar",
    "Markdown": "under ett",
    "HTML": "Ett stycke med fetstil.",
    "a print": "utskrivet <b>",
    "an object": "<någon.Sak>",
    "a script": "[Cellen visade något av slaget application/javascript, som en rapport inte kan visa.]",
    "half a picture": "[Cellen visade något av slaget image/png, som en rapport inte kan visa.]",
}
ALTERNATIVES = {
    "a formula": "a^2 + b^2",
    "an Altair chart": ("Stapeldiagram med år vågrätt, kronor lodrätt, färg efter nätverk. 2 rader i underlaget."),
    "an Altair chart under its own type": (
        "Vad kostar det? Stapeldiagram med år vågrätt, kronor lodrätt, färg efter nätverk. 2 rader i underlaget."
    ),
    "a matplotlib figure": "Bild ur anteckningsboken: Figure size 640x480 with 1 Axes.",
    "a matplotlib figure as SVG": "Bild med orden: Avgift per år, 2025",
    "a described picture": "Blå yta",
    "an SVG": "Vägen. Från tabell till svar.",
}


def test_every_kind_of_cell_is_looked_for():
    assert SAID.keys() | ALTERNATIVES.keys() == CELLS.keys()


@pytest.mark.parametrize("cell", SAID)
def test_it_stands_in_both_files(cell, html, pdf):
    assert SAID[cell] in list(texts_of(html.encode(), ".html")) or SAID[cell] in " ".join(
        texts_of(html.encode(), ".html")
    )
    assert SAID[cell] in " ".join(page_lines(pdf)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("cell", ALTERNATIVES)
def test_what_is_drawn_has_its_text_alternative_in_both_files(cell, html, pdf):
    assert f'"{ALTERNATIVES[cell]}"' in html
    with pikepdf.open(io.BytesIO(pdf)) as file:
        figures = [str(each.Alt) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert ALTERNATIVES[cell] in figures


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=str)
def test_the_pdf_keeps_both_standards(pdf, profile):
    assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant


def test_nothing_of_somebodys_markup_style_or_script_is_in_the_page(html):
    assert "alert(" not in html
    assert "color: red" not in html
    assert "onclick" not in html
    assert re.findall(r".{2}https://example.org.", html) == [": https://example.org]"]  # as words
    assert "cdn.jsdelivr.net" not in html
    assert re.findall(r"<script.*?</script", html, re.DOTALL) == [f"<script>{source('reading').strip()}</script"]


def test_a_data_frame_is_a_table_with_headers_and_its_numbers_to_the_right():
    (table,) = blocks_of(CELLS["a DataFrame"]())
    assert table["columns"] == [
        {"name": "Rad", "kind": "text", "unit": ""},
        {"name": "år", "kind": "number", "unit": ""},
        {"name": "avgift", "kind": "number", "unit": ""},
        {"name": "nätverk", "kind": "text", "unit": ""},
    ]
    assert table["rows"][1] == ["1", "2025", "44000.0", "Ekokommunerna <SEKOM>"]
    assert table["caption"] == "Tabell med år, avgift och nätverk"


def test_several_levels_of_an_index_and_of_columns_are_joined_into_one_header_each():
    frame = pd.concat({"före": FRAME, "efter": FRAME}, axis=1).set_index([("före", "nätverk"), ("före", "år")])
    (table,) = blocks_of(result("x", text_html=frame._repr_html_()))
    assert [column["name"] for column in table["columns"]] == [
        "(före, nätverk), (före, år)",
        "före, avgift",
        "efter, år",
        "efter, avgift",
        "efter, nätverk",
    ]
    assert table["rows"][0][0] == "Klimatkommunerna, 2024"


def test_cells_that_span_rows_and_columns_stand_in_each_of_them():
    (table,) = html_text.blocks(
        '<table><tr><th>a<th colspan=2>b<tr><th rowspan=2>r<td>1<td>2<tr><td colspan="99">3</table>'
    )[:1]
    assert [row[:3] for row in table["rows"]] == [["r", "1", "2"], ["r", "3", "3"]]


@pytest.mark.parametrize(
    "broken",
    [
        "<table>",
        "<table><tr>",
        "<td>a",
        "<table><td>a<table><td>b",
        "<ul><li>a",
        "</table></ul>",
        "<tr><td colspan=x>a",
        "<!--",
        "<pre>",
        "&#0;<b",
    ],
)
def test_broken_html_stops_nothing(broken):
    assert isinstance(html_text.blocks(broken), list)
    blocks_of(of_class("HTML", text_html=broken))


def test_an_empty_data_frame_is_a_table_without_rows():
    (table,) = blocks_of(result("x", text_html=pd.DataFrame({"a": []})._repr_html_()))
    assert table["rows"] == []


CHARTS = {
    "layers": alt.layer(
        alt.Chart(FRAME).mark_line().encode(x="år:O", y="mean(avgift):Q"),
        alt.Chart(FRAME).mark_rule().encode(y="avgift:Q"),
    ),
    "side by side": alt.hconcat(foreign_notebook.figure(), foreign_notebook.figure()),
    "panels": alt.Chart(FRAME).mark_point().encode(x="år:O", y="count()").facet("nätverk:N"),
    "repeated": alt.Chart(FRAME).mark_bar().encode(x=alt.X(alt.repeat(), type="quantitative")).repeat(["år", "avgift"]),
    "that can be moved": alt.Chart(FRAME).mark_point().encode(x="år", y="avgift", href="nätverk:N").interactive(),
    "in a typeface of its own": foreign_notebook.figure()
    .configure(font="Comic Sans MS")
    .configure_axis(labelFont="Arial"),
    "without words": alt.Chart(FRAME).mark_bar().encode(x=alt.X("år", axis=None)),
    "of an arc": alt.Chart(FRAME).mark_arc().encode(theta="avgift", color="nätverk"),
    "very tall": alt.vconcat(*[foreign_notebook.figure()] * 6),
}
WORDS = {
    "layers": "Linjediagram och linjer med år vågrätt, medelvärdet av avgift lodrätt. 2 rader i underlaget.",
    "panels": "Punktdiagram med år vågrätt, antal lodrätt, en ruta för varje nätverk. 2 rader i underlaget.",
    "of an arc": "Cirkeldiagram med avgift som vinkel, färg efter nätverk. 2 rader i underlaget.",
}


@pytest.mark.parametrize("chart", CHARTS)
def test_charts_of_any_shape_are_drawn_in_both_files(chart):
    shown_as = CHARTS[chart]._repr_mimebundle_()["text/html"]
    report = document(notebook_of(shown(HEAD), result("alt.Chart(...)", text_html=shown_as)))
    (block,) = report["blocks"]
    assert block["type"] == "chart"
    assert block["alternative"] == WORDS.get(chart, block["alternative"])
    assert set(re.findall('font-family="([^"]*)"', block["svg"])) == {"Source Sans Pro"}
    assert "<a" not in block["svg"]
    assert block["svg"] in CouncilHTMLExporter(static=True).page(report)
    assert council_pdf(report).startswith(b"%PDF")


def test_a_very_tall_chart_stands_on_its_page():
    shown_as = CHARTS["very tall"]._repr_mimebundle_()["text/html"]
    pdf = council_pdf(document(notebook_of(shown(HEAD), result("x", text_html=shown_as))))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        boxes = [
            each.A for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        (box,) = [one.BBox for each in boxes for one in each if "/BBox" in one]
    assert float(box[1]) >= 0


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": "bar", "data": {"url": "https://example.org/a.csv"}, "encoding": {"x": {"field": "a"}}},
        {"mark": "finns inte", "encoding": 3},
        {"layer": "nej"},
        {},
    ],
    ids=str,
)
def test_a_chart_that_cannot_be_drawn_is_said_in_words(spec):
    spec = {**spec, "title": "Avgifter"}
    cell = nbformat.v4.new_code_cell("visa()")
    data = {"application/vnd.vegalite.v5+json": spec, "text/plain": "alt.Chart(...)"}
    cell.outputs = [nbformat.from_dict({"output_type": "display_data", "data": data, "metadata": {}})]
    words = json.dumps(blocks_of(cell), ensure_ascii=False)
    assert "Avgifter" in words


def test_a_chart_of_many_rows_has_the_first_of_them_as_its_table():
    chart = alt.Chart(pd.DataFrame({"a": range(100), "hemlig": range(100)})).mark_bar().encode(x="a:Q")
    (block,) = vega_lite_outputs.blocks(chart.to_dict())
    assert len(block["table"]["rows"]) == 40
    assert block["table"]["notes"] == ["De första 40 av 100 rader."]
    assert [column["name"] for column in block["table"]["columns"]] == ["a"]


def test_the_kept_notebook_has_a_picture_of_a_foreign_chart_and_is_the_same_each_time():
    first, second = (kept_notebook(notebook_of(shown(HEAD), CELLS["an Altair chart"]())) for _ in range(2))
    assert first == second
    data = nbformat.reads(first.decode(), as_version=4).cells[1].outputs[0].data
    assert sorted(data) == ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]


def test_a_picture_too_large_for_a_page_is_said_in_words():
    (block,) = blocks_of(of_class("Image", image_png="A" * 8_000_000))
    assert block["content"][0]["text"] == "[Bild på 6 MB, för stor för rapporten.]"


PIECES = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "<td",
        "colspan=2>",
        "<td",
        "rowspan=0>",
        "<th>",
        "<thead>",
        "<tbody>",
        "<caption>",
        "<ul>",
        "<li>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<p>",
        "<br>",
        "<h2>",
        "<script>",
        "</script>",
        "<style>",
        "<img>",
        "<img/alt='x'>",
        "<iframe>",
        "<svg>",
        "&amp;",
        "&#0;",
        "text",
        "12,5",
        "|",
        "-",
        "#",
        ">",
        "```",
        "![](a)",
        "**",
        "---",
        "<!--",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from(["text/html", "text/markdown"]))
@settings(max_examples=300, deadline=None)
def test_no_html_and_no_markdown_stops_a_report(written, mime):
    for block in foreign_outputs.blocks(nbformat.v4.new_output("display_data", data={mime: written})):
        if block["type"] == "table":
            assert all(len(row) == len(block["columns"]) for row in block["rows"])


JSON = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["bar", "a", "x"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["field", "type", "name", "values"]), inner)
    ),
    max_leaves=5,
)
PARTS = st.sampled_from(
    ["mark", "encoding", "layer", "data", "datasets", "title", "facet", "spec", "hconcat", "config"]
)


@given(st.dictionaries(PARTS, JSON))
@settings(max_examples=100, deadline=None)
def test_no_chart_stops_a_report(spec):
    assert list(vega_lite_outputs.blocks(spec))
