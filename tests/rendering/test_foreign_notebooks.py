"""Every kind of notebook that is not ours comes out whole: in both files, in order, with headers and alternatives."""

import base64
import csv
import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsnytta.rendering import bundles, html_text, markdown_text, page_words
from medlemsnytta.rendering.blocks import document
from medlemsnytta.rendering.foreign_notebooks import any_document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import council_pdf
from medlemsnytta.rendering.reading import Reading
from medlemsnytta.rendering.texts import texts_of
from tests.golden.report_text import NAMES, OVERVIEW, ROOT, executed_in_process
from tests.rendering import foreign_notebooks, pdf_reading
from tests.rendering.foreign_notebooks import ALL, cell, markdown, notebook, result

every_notebook = pytest.mark.parametrize("name", ALL)
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


@cache
def read(name: str) -> dict:
    return any_document(foreign_notebooks.saved(ALL[name]()), name, None, "AccessibleHTMLExporter")


@cache
def html(name: str) -> str:
    return CouncilHTMLExporter().page(read(name))


@cache
def pdf(name: str) -> bytes:
    return council_pdf(read(name))


@cache
def spoken(name: str) -> str:
    """The PDF's elements, as they are read, one after another."""
    return " ".join(pdf_reading.read(pdf(name)).spoken.replace("\N{NO-BREAK SPACE}", " ").split())


def of(*cells: nbformat.NotebookNode, **metadata: object) -> dict:
    return any_document(foreign_notebooks.saved(notebook(*cells, **metadata)), "name", None, "X")


IN_ORDER = {
    "data frames": ["A plain one", "Klimatkommunerna", "Fees by year", "2024", "38 291.20", "site", "region, year", "before, fee", "south, 2025"],
    "large tables": ["Long", "word 199", "Shown here: 200 of 3 000 rows.",
        "All of it is in the attached file table-01.csv.", "part 4 of 4", "Shown here: 20 of 61 columns.", "line 199", "Shown here: 200 of 5 000 lines. All of it is in the attached file text-01.txt.", "xxx", "Shown here: 20 000 of 150 000 characters."],
    "Altair charts": ["Bar chart with år horizontally, kronor vertically", "What does it cost?", "The fee rises from 38 to 44 thousand.", "Two bars, the second taller.", "Data of the charts"],
    "Vega charts": ["Bar chart with a horizontally", "Plain Vega", "[A chart that could not be drawn here.] Bar chart with miles horizontally.", "Bar chart with miles horizontally."],
    "matplotlib figures": ["Fees over the years", "Image from the notebook with the title “Fees”, “kronor” on the vertical axis.", "Image with the words: Avgift per år, 2025", "in the section “Fees over the years”", "A slope", "A dot"],
    "pictures": ["A blue field", "beside words", "[image: From afar]", "An img", "[image: missing.png]", "Vägen. Från tabell till svar.", "A grey square", "Within words", "and on", "half a picture"],
    "Markdown": ["Words in bold, italic, struck and code, a link", "HTML in bold", "a link in HTML", "alert(1)", "Lists of lists", "first", "under first", "further down", "second", "with a paragraph and code:", 'print("in a list")', "[x] done", "What it means", "relative link", "SEKOM", "site", "A level that is skipped", "Hidden words.", "box ─┬─ drawing [U+1F600]", "The first note, with emphasis.", "The second.", "Again", "Of another cell.", "Appendix A. Beside"],
    "formulas": ["In a line", "\\frac{a}{b}", "\\sum_{i=1}^n x_i", "it costs $5 and then $10.", "\\begin{pmatrix}", "\\begin{align}", "$\\nosuchcommand{x}$", "\\alpha", "\\displaystyle x^{2} + 1", "e^{i\\pi}", "\\frac{"],
    "streams": ["first", "second", "careful", "100 %|##########|", "Traceback (most recent call last)", "----> 1 1/0", "division by zero", "hidden code", "shown = 1", "shown code", "tagged = 1"],
    "raw cells": ["Åsa Öberg", "Rått och blandat", "Råa celler", "som det är skrivet <b>", "av HTML", "av Markdown", "\\section{LaTeX}"],
    "widgets": ["IntSlider(value=7, max=10)", "[The cell showed something of the kind application/vnd.plotly.v1+json, text/html", "application/javascript", '"a": [', "a page", "<some.Thing>"],
    "HTML": ["Loud", "One div", "in another", "a", "b", "term", "what", "[iframe, which this document cannot show: https://example.org/frame]", "[video, which this document cannot show: https://example.org/v.mp4]", "bad link", "good link", "Send", "as  it is", "said", "in Row a table", "in a cell", "<script>alert(2)</script> typed"],
}  # fmt: skip


def test_every_kind_of_notebook_is_looked_for():
    assert IN_ORDER.keys() == ALL.keys()
    assert len(ALL) == 12


@pytest.mark.slow
@every_notebook
def test_all_is_read_in_its_order(name):
    place, whole = 0, spoken(name)
    for words in IN_ORDER[name]:
        found = whole.find(" ".join(words.split()), place)
        assert found >= 0, f"{words!r} after {whole[max(0, place - 80) : place]!r}"
        place = found


@every_notebook
@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_the_pdf_keeps_both_standards(name, profile):
    checked = page.validate_pdf_bytes(pdf(name), profile=profile)
    assert [failure.rule_id for failure in checked.failures] == []
    assert checked.is_compliant


@every_notebook
def test_nothing_of_somebodys_markup_goes_further(name):
    written = html(name)
    for part in ("<script>", "<iframe", "<form", "<input", "onclick=", "javascript:", "color: red", "<link", "_blank"):
        assert part not in written, part
    fetched = re.findall(r'(?:src|poster|srcset|data)="(?!data:image/)([^"]*)"', written)
    assert fetched == []


@pytest.mark.slow
@every_notebook
def test_the_same_notebook_gives_the_same_bytes(name):
    again = any_document(foreign_notebooks.saved(ALL[name]()), name, None, "AccessibleHTMLExporter")
    assert CouncilHTMLExporter().page(again) == html(name)
    assert council_pdf(again) == pdf(name)


WARNED = {
    "data frames": [],
    "large tables": [],
    "Altair charts": ["cell 2: the chart's text alternative was made by the program"],
    "Vega charts": ["cell 2: the chart's", "cell 4: a chart could not be drawn here", "cell 5: a chart could not be drawn"],
    "matplotlib figures": ["cell 2: the image's", "cell 3: the image's", "cell 4: the image's"],
    "pictures": ["cell 1: the image's", "cell 1: the page fetches nothing", "cell 1: the page fetches nothing", "cell 5: output of the kind image/png"],
    "Markdown": ["the notebook: the link leads neither"],
    "formulas": ["cell 1: the formula could not be read"],
    "streams": [],
    "raw cells": [],
    "widgets": ["cell 2: output of the kind application/vnd.jupyter", "cell 3: scripts are not run", "cell 3: output of the kind application/vnd.plotly", "cell 4: output of the kind application/javascript", "cell 6: output of the kind application/pdf"],
    "HTML": ["cell 2: scripts are not run", "cell 2: the page fetches nothing", "cell 2: the page fetches nothing", "the notebook: the link leads neither"],
}  # fmt: skip


@every_notebook
def test_what_could_not_be_carried_over_is_told_with_its_cell_and_its_remedy(name):
    told = read(name)["warnings"]
    assert len(told) == len(WARNED[name]), list(map(str, told))
    for warning, expected in zip(told, WARNED[name], strict=True):
        assert str(warning).startswith(expected)
        assert warning.fix


def test_title_language_and_authors_are_those_that_the_notebook_says():
    assert '<html lang="sv">' in html("raw cells")
    assert "<title>Rått och blandat – Åsa Öberg</title>" in html("raw cells")
    assert '<time datetime="2026-03-01">' in html("raw cells")
    with pikepdf.open(io.BytesIO(pdf("data frames"))) as file:
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo.Title) == "Frames of data"
        assert str(file.docinfo.Author) == "Ada Lovelace, Grace Hopper"
    with pikepdf.open(io.BytesIO(pdf("raw cells"))) as file:
        assert str(file.Root.Lang) == "sv-SE"


TITLES = {
    "by its only first heading": (["# A title\n\n## One"], "A title", ["One"]),
    "by its first heading of several, which stays": (["# One\n\n## Under", "# Two"], "One", ["One", "Under", "Two"]),
    "by its file": (["## One"], "name", ["One"]),
}


@pytest.mark.parametrize("how", TITLES)
def test_a_notebook_without_a_title_is_called(how):
    written, title, headings = TITLES[how]
    made = of(*map(markdown, written))
    assert made["head"]["title"] == title
    assert [block["content"][0]["text"] for block in made["blocks"]] == headings
    assert {block["level"] for block in made["blocks"]} <= {2, 3}


def test_a_notebook_that_does_not_say_its_language_is_taken_for_english_with_a_warning():
    made = of(markdown("## Hej"), lang="")
    assert made["language"] == "en"
    assert "lang" in made["warnings"][0].fix
    assert any_document(notebook(markdown("Hej")), "n", None, "X", language="sv")["language"] == "sv"


def words_of(read: dict) -> str:
    return " ".join(bundles.inline_text(block["content"]) for block in read["blocks"])


def test_a_heading_that_is_not_the_title_stays_when_the_title_is_given():
    assert "Pilot" in words_of(of(markdown("# Pilot\n\nwords"), title="Results"))
    assert "Pilot" not in words_of(of(markdown("# Pilot\n\nwords"), title="Pilot"))


def test_a_head_that_names_itself_over_and_over_is_no_title():
    """Nine lists of nine lists: written out, they would be a thousand million words."""
    levels = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))]
    bomb = "\n".join(["---", *levels, "title: *a9", "description: *a9", "authors: *a9", "keywords: *a9", "---"])
    read = of(nbformat.v4.new_raw_cell(bomb), markdown("words"))
    assert read["head"]["title"] == "name"
    assert read["head"]["municipality"] == read["head"]["description"] == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a &eacute; &amp; &#8211; b", "a é & – b"),
        ("AT&T and `&amp;`", "AT&T and &amp;"),
        ("vector<int> of <your name>", "vector<int> of <your name>"),
        ("x<y and a>b", "x<y and a>b"),
        ("a <b>bold</b> <kbd>Ctrl</kbd>", "a bold Ctrl"),
    ],
)
def test_a_named_character_is_one_and_what_is_no_element_is_words(written, shown):
    assert words_of(of(markdown(written), lang="en")).replace("  ", " ") == shown


TOO_MUCH = {
    "lists in each other": ("\n".join(f"{'  ' * depth}- level{depth}" for depth in range(60)), "level59"),
    "a heading without an end": (f"## {'word ' * 9_000}last", "last"),
    "a word without an end": (f"{'x' * 40_000} last", "last"),
    "a cell without an end": (f"|a|b|\n|-|-|\n|{'x' * 40_000}|last|", "last"),
    "a formula without an end": (f"$${'+'.join(['x'] * 4_000)}$$\n\nlast", "last"),
}


@pytest.mark.parametrize("much", TOO_MUCH)
def test_what_a_pdf_cannot_hold_is_made_into_what_it_can(much):
    written, last = TOO_MUCH[much]
    made = council_pdf(of(markdown(written), title="Much", lang="en"))
    assert last in pdf_reading.read(made).spoken.replace("\N{ZERO WIDTH SPACE}", "")
    assert page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)" width="9" height="9"/>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<a href="java&#115;cript&#58;alert(1)"><text>x</text></a>',
        '<foreignObject><iframe src="page.html"/></foreignObject>',
        '<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>',
        '<rect width="9" height="9"><set attributeName="href" to="x"/></rect>',
    ],
)
def test_a_drawing_that_runs_something_is_left_out_with_a_word(inner):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="99">'
        f"{inner}</svg>"
    )
    read = of(cell(result({"image/svg+xml": drawing, "text/plain": "a drawing"})), lang="en")
    assert not [block for block in read["blocks"] if block["type"] == "picture"]
    assert read["warnings"]


@pytest.mark.parametrize(("language", "beginning"), [("ar", '<html lang="ar" dir="rtl">'), ("en", '<html lang="en">')])
def test_a_page_is_read_from_the_side_that_its_language_is(language, beginning):
    assert beginning in CouncilHTMLExporter().page(of(markdown("words"), lang=language))


def test_headings_that_their_author_has_counted_get_no_other_numbers():
    counted = of(markdown("## 1. First\n\n## 2. Second"))
    assert [block["number"] for block in counted["blocks"]] == ["", ""]
    assert [block["number"] for block in of(markdown("## First\n\n## Second"))["blocks"]] == ["1", "2"]


def test_rows_and_columns_of_several_levels_have_a_header_each_in_the_pdf():
    tables = list(pdf_reading.read(pdf("data frames")).all("Table"))
    levels = next(table for table in tables if "before, fee" in table.spoken)
    heads = [(each.spoken, each.scopes) for each in levels.all("TH")]
    assert heads[:5] == [
        ("region, year", ("Column",)),
        ("before, fee", ("Column",)),
        ("before, use", ("Column",)),
        ("after, fee", ("Column",)),
        ("after, use", ("Column",)),
    ]
    assert heads[5:] == [(row, ("Row",)) for row in ("north, 2024", "north, 2025", "south, 2024", "south, 2025")]


def test_what_is_bounded_is_attached_whole():
    with pikepdf.open(io.BytesIO(pdf("large tables"))) as file:
        files = {name: each.get_file().read_bytes().decode("utf-8-sig") for name, each in file.attachments.items()}
    rows = list(csv.reader(io.StringIO(files["table-01.csv"]), delimiter=";"))
    assert (len(rows), rows[-1]) == (3001, ["2999", "2999", "word 2999"])
    assert len(next(csv.reader(io.StringIO(files["table-02.csv"]), delimiter=";"))) == 61
    assert files["text-01.txt"].endswith("line 4998\nline 4999")
    assert len(files["text-02.txt"]) == 150_000


def test_a_page_shows_a_thousand_rows_and_holds_the_rest_as_a_file():
    written = html("large tables")
    assert "word 999<" in written
    assert "word 1000<" not in written
    assert "Shown here: 1 000 of 3 000 rows." in written.replace("\N{NO-BREAK SPACE}", " ")
    found = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)" download="table-01.csv"', written)
    assert base64.b64decode(found[1]).decode("utf-8-sig").count("\r\n") == 3001
    assert 'class="table wide"' in written
    assert {"word 2999", "line 4999"} <= set(texts_of(written.encode(), ".html"))


def test_a_formula_is_mathml_with_its_latex_and_money_is_none():
    written = html("formulas")
    assert 'alttext="\\frac{a}{b}"' in written
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in written
    assert "it costs $5 and then $10." in written
    kinds = {each.alternative for each in pdf_reading.read(pdf("formulas")).all("Formula")}
    assert {"\\frac{a}{b}", "\\alpha", "e^{i\\pi}"} < {" ".join(kind.split()) for kind in kinds} | {
        "\\begin{equation}e^{i\\pi}\\end{equation}"
    } | {"e^{i\\pi}"}


@pytest.mark.parametrize("latex", ["\\href{javascript:alert(1)}{x}", "\\style{color:red}{x}", "\\class{a}{x}"])
def test_no_formula_carries_a_link_or_a_style(latex):
    written = CouncilHTMLExporter().page(of(markdown(f"A ${latex}$ b")))
    maths = " ".join(re.findall(r"<math.*?</math>", written))
    assert not re.search(r'\s(href|style|class)="', maths)


def test_links_within_a_notebook_lead_to_its_headings_and_notes_to_and_fro():
    written = html("Markdown")
    assert '<a href="#lists-of-lists">below</a>' in written
    assert '<sup><a id="not--1--plats" href="#not--1">1</a></sup>' in written
    assert 'id="not--1"><a href="#not--1--plats"' in written
    assert 'id="not--3"' in written


def test_only_pictures_in_the_notebooks_own_folder_are_read(tmp_path):
    own = tmp_path / "own"
    (own / "pictures").mkdir(parents=True)
    dot = base64.b64decode(foreign_notebooks.png(4, 4))
    (own / "pictures" / "a b.png").write_bytes(dot)
    (tmp_path / "secret.png").write_bytes(dot)
    (own / "secret.txt").write_text("secret")
    (own / "led.png").symlink_to(tmp_path / "secret.png")
    for address, is_read in {
        "pictures/a%20b.png": True,
        "../secret.png": False,
        "led.png": False,
        "secret.txt": False,
        str(tmp_path / "secret.png"): False,
        "file:///etc/passwd": False,
    }.items():
        found = list(markdown_text.blocks(f"![x]({address})", (), Reading(own=False, folder=own)))
        assert [block["type"] for block in found] == ["picture" if is_read else "paragraph"], address


@pytest.mark.parametrize(
    "given",
    [{"alt": "Said"}, {"source": "#| fig-alt: Said\nshow()"}, {"source": '#| label: x\n#| fig-alt: "Said"'}],
    ids=str,
)
def test_a_cell_gives_its_picture_an_alternative(given):
    made = of(cell(result({"image/png": foreign_notebooks.png()}), **given))
    assert made["blocks"][0]["alternative"] == "Said"
    assert made["warnings"] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*NAMES, OVERVIEW])
def test_every_picture_and_chart_of_our_own_notebooks_has_a_real_alternative(name):
    assert document(executed_in_process(ROOT, name))["warnings"] == []


def test_a_picture_without_one_in_a_notebook_of_ours_is_told_of():
    shown = cell(result({"image/png": foreign_notebooks.png(), "text/plain": "<Figure>"}))
    reading = Reading()
    with pytest.raises(ValueError, match="huvud"):
        document(notebook(shown), reading)
    assert "fig-alt" in reading.warnings[0].fix


def test_deep_and_broken_html_stops_nothing():
    deep = "<div>" * 3000 + "deep" + "<table>" * 500
    assert "deep" in str(html_text.blocks(deep))
    assert html_text.blocks("\x00\ud800<b>") == []


PIECES = st.sampled_from(
    [
        *(
            "# a\n\n",
            "## b\n\n",
            "###### c\n\n",
            "$x$",
            "$$y$$",
            "$$\n\\frac{a}{b}\n$$\n\n",
            "- a\n",
            "  - b\n",
            "1. c\n",
        ),
        *(
            "    code\n\n",
            "```\nx\n```\n\n",
            "[^1]",
            "[^1]: note\n\n",
            "[^2]: - list\n\n",
            "![](x.png)",
            "[l](#a)",
            "[l](x)",
        ),
        *(
            "**b**",
            "> q\n\n",
            "| a | b |\n|---|---|\n| $x$ | [^1] |\n\n",
            "<table><tr><td>",
            "</table>",
            "<div>",
            "</div>\n\n",
        ),
        *(
            "<b>",
            "</b>",
            "<a href='#a'>",
            "</a>",
            "<a id='z'></a>\n\n",
            "<svg><text>t</text></svg>",
            "<h1>H</h1>\n\n",
            "<ul><li>",
        ),
        *(
            "Term\n: def\n\n",
            "- [x] t\n",
            "\n\n",
            "text ",
            "😀中",
            "<br>",
            "<script>a</script>",
            "<!-- c -->",
            "<iframe src=x>",
        ),
    ]
)


@pytest.mark.slow
@given(st.lists(st.lists(PIECES, min_size=1, max_size=20).map("".join), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_no_text_stops_a_page_or_a_pdf(written):
    made = of(*map(markdown, written), cell(result({"text/html": written[0]})))
    assert CouncilHTMLExporter().page(made)
    assert council_pdf(made)


MANY = """
import re
from tests.rendering.foreign_notebooks import cell, markdown, notebook, result, saved, stream
from tests.rendering.foreign_notebook import png
import base64, os, random, zlib, struct
random.seed(1)
def noise(size):
    rows = b"".join(b"\\0" + random.randbytes(size * 3) for _ in range(size))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    content = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return base64.encodebytes(b"\\x89PNG\\r\\n\\x1a\\n" + content).decode()
frame = "<table><thead><tr><th></th>" + "<th>c</th>" * 20 + "</tr></thead><tbody>" + ("<tr><th>r</th>" + "<td>1234.5678</td>" * 20 + "</tr>") * 8000 + "</tbody></table>"
cells = [cell(result({"image/png": noise(500), "text/plain": "<Figure>"})) for _ in range(13)]
cells += [cell(result({"text/html": frame})), cell(stream("a line of output that goes on\\n" * 110_000))]
made = saved(notebook(*cells))
from medlemsnytta.provenance.exporters import AccessibleHTMLExporter, AccessiblePDFExporter
for exporter in (AccessibleHTMLExporter, AccessiblePDFExporter):
    size = len(exporter().from_notebook_node(made)[0])
import nbformat
# VmHWM is this program's own; ru_maxrss begins at the size of the process that started it
peak = re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]
print(size, len(nbformat.writes(made)) // 1_000_000, int(peak) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts the process's memory as Linux does")
def test_twenty_megabytes_of_outputs_take_at_most_600_megabytes():
    run = subprocess.run([sys.executable, "-c", MANY], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    written, memory = map(int, run.stdout.split()[-2:])
    assert written >= 20
    assert memory <= 600


def test_a_page_says_the_same_things_in_both_languages():
    swedish, english = page_words.words("sv-SE"), page_words.words("de")
    assert swedish.keys() == english.keys()
    for name, said in swedish.items():
        assert set(re.findall(r"{\w+}", said)) == set(re.findall(r"{\w+}", english[name])), name
