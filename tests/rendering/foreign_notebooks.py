"""Twelve executed notebooks that are not ours, one of each kind that Jupyter people make; English but for one."""

import base64

import nbformat
import pandas as pd
from nbformat import NotebookNode

from tests.rendering.foreign_notebook import FRAME, MATPLOTLIB_SVG, WORDS_SVG, figure, png

V4 = nbformat.v4


def notebook(*cells: NotebookNode, **metadata: object) -> NotebookNode:
    for place, cell in enumerate(cells):
        cell["id"] = f"c{place}"
    return V4.new_notebook(cells=list(cells), metadata={"lang": "en", **metadata})


def markdown(text: str, **more: object) -> NotebookNode:
    return V4.new_markdown_cell(text, **more)


def cell(*outputs: NotebookNode, source: str = "show()", **metadata: object) -> NotebookNode:
    return V4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def result(data: dict[str, object], metadata: dict[str, object] | None = None) -> NotebookNode:
    return V4.new_output("execute_result", data=data, metadata=metadata or {}, execution_count=1)


def stream(text: str, name: str = "stdout") -> NotebookNode:
    return V4.new_output("stream", name=name, text=text)


def frame_result(frame: pd.DataFrame, rows: int | None = None) -> NotebookNode:
    with pd.option_context("display.max_rows", rows, "display.max_columns", None):
        return result({"text/html": frame._repr_html_(), "text/plain": repr(frame)[:100]})


STYLER = (
    '<style type="text/css">#T_1 th { color: red }</style><table id="T_1"><caption>Fees by year</caption><thead><tr>'
    '<th class="blank level0" >&nbsp;</th><th id="T_1_level0_col0" class="col_heading level0 col0" >fee</th>'
    '<th class="col_heading level0 col1" >site</th></tr></thead><tbody><tr>'
    '<th id="T_1_level0_row0" class="row_heading level0 row0" >2024</th><td id="T_1_row0_col0" >38 291.20</td>'
    '<td><a href="https://example.org/fees" target="_blank">the <b>site</b></a></td></tr></tbody></table>'
)
LEVELS = pd.DataFrame(
    [[1.5, 2.0, 3.0, 4.0]] * 4,
    index=pd.MultiIndex.from_product([["north", "south"], [2024, 2025]], names=["region", "year"]),
    columns=pd.MultiIndex.from_product([["before", "after"], ["fee", "use"]], names=["when", "what"]),
)


def data_frames() -> NotebookNode:
    return notebook(
        markdown("# Frames\n\nA plain one, a styled one and one of several levels."),
        cell(frame_result(FRAME)),
        cell(result({"text/html": STYLER, "text/plain": "<pandas.io.formats.style.Styler at 0x7f00aa00bb00>"})),
        cell(frame_result(LEVELS)),
        authors=[{"name": "Ada Lovelace"}, {"name": "Grace Hopper"}],
        title="Frames of data",
    )


def large_tables() -> NotebookNode:
    long = pd.DataFrame({"number": range(3000), "word": [f"word {n}" for n in range(3000)]})
    wide = pd.DataFrame([[n * 1000 + m for m in range(60)] for n in range(30)], columns=[f"c{m}" for m in range(60)])
    lines = "".join(f"line {n}\n" for n in range(5000))
    return notebook(
        markdown("# Large\n\n## Long"),
        cell(frame_result(long)),
        markdown("## Wide"),
        cell(frame_result(wide)),
        markdown("## Printed"),
        cell(stream(lines[:100]), stream(lines[100:])),
        cell(stream("x" * 150_000)),
    )


def altair_charts() -> NotebookNode:
    described = figure().properties(title="What does it cost?", description="The fee rises from 38 to 44 thousand.")
    return notebook(
        markdown("# Charts"),
        cell(result({"text/html": figure()._repr_mimebundle_()["text/html"], "text/plain": "alt.Chart(...)"})),
        cell(result({"application/vnd.vegalite.v5+json": described.to_dict(), "text/plain": "alt.Chart(...)"})),
        cell(
            result({"application/vnd.vegalite.v5+json": figure().to_dict(), "text/plain": "alt.Chart(...)"}),
            source="#| fig-alt: Two bars, the second taller.\nshow()",
        ),
    )


def vega_charts() -> NotebookNode:
    plain = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": 120,
        "height": 60,
        "title": "Plain Vega",
        "data": [{"name": "t", "values": [{"v": 20}, {"v": 50}]}],
        "marks": [
            {"type": "rect", "from": {"data": "t"}, "encode": {"enter": {"y": {"field": "v"}, "width": {"value": 20}}}}
        ],
    }
    elsewhere = {"mark": "bar", "data": {"url": "https://example.org/cars.json"}, "encoding": {"x": {"field": "miles"}}}
    return notebook(
        markdown("# Vega and Vega-Lite"),
        cell(result({"application/vnd.vegalite.v4+json": _lite(), "text/plain": "<VegaLite 4 object>"})),
        cell(result({"application/vnd.vega.v5+json": plain, "text/plain": "<Vega 5 object>"})),
        cell(result({"application/vnd.vegalite.v5+json": elsewhere, "text/plain": "alt.Chart(...)"})),
        cell(result({"application/vnd.vegalite.v5+json": elsewhere, "image/png": png(80, 40)})),
    )


def _lite() -> dict[str, object]:
    rows = [{"a": "A", "b": 28}, {"a": "B", "b": 55}]
    encoding = {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}
    return {"data": {"values": rows}, "mark": "bar", "encoding": encoding}


def matplotlib_figures() -> NotebookNode:
    plain = {"text/plain": "<Figure size 640x480 with 1 Axes>"}
    return notebook(
        markdown("# Figures\n\n## Fees over the years"),
        cell(result({"image/png": png(), **plain}), source="plt.title('Fees')\nplt.ylabel('kronor')"),
        cell(result({"image/svg+xml": MATPLOTLIB_SVG, **plain})),
        cell(result({"image/png": png(1200, 300), **plain}, {"image/png": {"width": 400, "height": 100}})),
        cell(result({"image/png": png(), **plain}), result({"image/png": png(90, 60)}), alt=["A slope", "A dot"]),
    )


def pictures() -> NotebookNode:
    dots = "".join(png(60, 40).split())
    jpeg = base64.b64encode(_jpeg()).decode()
    return notebook(
        markdown(
            "# Pictures\n\n![A blue field](attachment:blue.png) beside words.\n\n"
            f"![](data:image/png;base64,{dots})\n\n![From afar](https://example.org/far.png)\n\n"
            f'<img src="data:image/png;base64,{dots}" alt="An img"> <img src="missing.png">',
            attachments={"blue.png": {"image/png": png(50, 50)}},
        ),
        cell(result({"image/svg+xml": WORDS_SVG, "text/plain": "<IPython.core.display.SVG object>"})),
        cell(result({"image/jpeg": jpeg, "text/plain": "<IPython.core.display.Image object>"}), alt="A grey square"),
        cell(result({"text/html": f"<p>Within words {WORDS_SVG} and on</p>"})),
        cell(result({"image/png": "AA==", "text/plain": "half a picture"})),
    )


def _jpeg() -> bytes:
    """The smallest grey square."""
    return base64.b64decode(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
        "wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
    )


WRITTEN = """# All of Markdown

Words in **bold**, *italic*, ~~struck~~ and `code`, a [link](https://example.org), one [below](#Lists-of-lists), and a
note.[^1] Another[^2]. <b>HTML in bold</b>, <a href="https://example.org/html">a link in HTML</a> and <script>alert(1)</script>.

## Lists of lists

1. first
   - under **first**
     - further down
   - a formula $x_1$
2. second

   with a paragraph and code:

   ```python
   print("in a list")
   ```

- [x] done
- [ ] to do

Term
: What it means

> A quotation with a [relative link](other.ipynb).

| Network | Fee | Site |
|---------|----:|------|
| SEKOM   | 38 291 | [site](https://example.org/t) |
| one more | | `code` |

#### A level that is skipped

<details><summary>More</summary>

Hidden words.

</details>

<table>
<tr><th>a</th><th>b</th></tr>

<tr><td>1</td><td>2</td></tr>
</table>

```
box ─┬─ drawing 😀
     └─ 中
```

[^1]: The first note, with *emphasis*.
[^2]: The second.
"""


def markdown_text() -> NotebookNode:
    return notebook(
        markdown(WRITTEN),
        markdown("## Again\n\nA note of the same name.[^1]\n\n[^1]: Of another cell."),
        markdown("## Beside\n\nApart.", metadata={"tags": ["appendix"]}),
    )


def formulas() -> NotebookNode:
    return notebook(
        markdown(
            "# Formulas\n\nIn a line $\\frac{a}{b}$ and $$\\sum_{i=1}^n x_i$$ apart; it costs $5 and then $10.\n\n"
            "$$\\begin{pmatrix}1 & 2\\\\ 3 & 4\\end{pmatrix}$$\n\n\\begin{align}a &= b\\\\ c &= d\\end{align}\n\n"
            "Not one that we know: $\\nosuchcommand{x}$.\n\n| in a table |\n|---|\n| $\\alpha$ |"
        ),
        cell(result({"text/latex": "$\\displaystyle x^{2} + 1$", "text/plain": "x**2 + 1"})),
        cell(result({"text/latex": "\\begin{equation}e^{i\\pi}\\end{equation}", "text/plain": "<Latex object>"})),
        cell(result({"text/latex": "\\frac{", "text/plain": "broken"})),
    )


TRACEBACK = [
    "\x1b[0;31m---------------------------------------------------------------------------\x1b[0m",
    "\x1b[0;31mZeroDivisionError\x1b[0m                         Traceback (most recent call last)",
    "Cell \x1b[0;32mIn[1], line 1\x1b[0m\n\x1b[0;32m----> 1\x1b[0m \x1b[38;5;241m1\x1b[39m\x1b[38;5;241m/\x1b[39m\x1b[38;5;241m0\x1b[39m",
    "\x1b[0;31mZeroDivisionError\x1b[0m: division by zero",
]


def streams() -> NotebookNode:
    return notebook(
        markdown("# Streams"),
        cell(stream("first\n"), stream("second\n"), stream("careful\n", "stderr")),
        cell(stream("\r 10 %|#         |\r 50 %|#####     |\r100 %|##########|\n", "stderr")),
        cell(V4.new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=TRACEBACK)),
        cell(stream("hidden code\n"), source="secret = 1"),
        cell(stream("shown code\n"), source="#| echo: true\nshown = 1"),
        cell(source="tagged = 1", tags=["show-code"]),
    )


def raw_cells() -> NotebookNode:
    return notebook(
        V4.new_raw_cell("---\ntitle: Rått och blandat\nauthor: Åsa Öberg\nlang: sv\ndate: 2026-03-01\n---"),
        markdown("## Råa celler"),
        V4.new_raw_cell("som det är skrivet <b>"),
        V4.new_raw_cell("<p>av <b>HTML</b></p>", metadata={"raw_mimetype": "text/html"}),
        V4.new_raw_cell("av *Markdown*", metadata={"format": "text/markdown"}),
        V4.new_raw_cell("\\section{LaTeX}", metadata={"raw_mimetype": "text/latex"}),
        lang=None,
    )


def widgets() -> NotebookNode:
    view = {"model_id": "5a1f", "version_major": 2, "version_minor": 0}
    plotly = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"title": {"text": "Bars"}}}
    return notebook(
        markdown("# Widgets and the like"),
        cell(result({"application/vnd.jupyter.widget-view+json": view, "text/plain": "IntSlider(value=7, max=10)"})),
        cell(
            result(
                {"application/vnd.plotly.v1+json": plotly, "text/html": "<div><script>Plotly.newPlot()</script></div>"}
            )
        ),
        cell(result({"application/javascript": "alert(1)", "text/plain": "<IPython.core.display.Javascript object>"})),
        cell(result({"application/json": {"a": [1, 2]}, "text/plain": "<IPython.core.display.JSON object>"})),
        cell(result({"application/pdf": "JVBERi0=", "text/plain": "a page"})),
        cell(result({"text/plain": "<some.Thing at 0x7f3a5c0d1e20>"})),
    )


def html_outputs() -> NotebookNode:
    page = (
        '<link rel="stylesheet" href="https://example.org/s.css"><style>body { display: none }</style>'
        '<script src="https://example.org/x.js"></script><h1>Loud</h1><div onclick="steal()">One <em>div</em>'
        "<div>in another</div></div><ul><li>a<ul><li>b</li></ul></li></ul><dl><dt>term</dt><dd>what</dd></dl>"
        '<iframe src="https://example.org/frame"></iframe><video controls><source src="https://example.org/v.mp4"></video>'
        '<a href="javascript:alert(1)">bad link</a> <a href="https://example.org/good">good link</a>'
        '<form action="https://example.org/f"><input value="typed"><button>Send</button></form><pre>as  it\n  is</pre>'
        "<blockquote>said</blockquote><span style='display: none'>unseen</span>"
        '<table><tr><td>in <table><tr><td>a table</td></tr></table></td><td><img src="data:image/png;base64,'
        + "".join(png(20, 20).split())
        + '" alt="in a cell"></td></tr><tr><td></td><td>2</td></tr></table>'
    )
    return notebook(
        markdown("# Somebody's HTML"),
        cell(result({"text/html": page, "text/plain": "<IPython.core.display.HTML object>"})),
        cell(result({"text/html": "&lt;script&gt;alert(2)&lt;/script&gt; typed", "text/plain": "x"})),
    )


ALL = {
    "data frames": data_frames,
    "large tables": large_tables,
    "Altair charts": altair_charts,
    "Vega charts": vega_charts,
    "matplotlib figures": matplotlib_figures,
    "pictures": pictures,
    "Markdown": markdown_text,
    "formulas": formulas,
    "streams": streams,
    "raw cells": raw_cells,
    "widgets": widgets,
    "HTML": html_outputs,
}


def saved(made: NotebookNode) -> NotebookNode:
    """As it would be read from a file."""
    return nbformat.reads(nbformat.writes(made), as_version=4)
