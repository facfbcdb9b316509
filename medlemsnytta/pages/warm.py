"""What is slow the first time in a process, done ahead: imports, V8's start, the typefaces and charts."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from medlemsnytta.files.temporary import temporary_files


@cache
def make_ready() -> None:
    """Draw something small and open Typst; after this the process must never be forked."""
    from medlemsnytta.rendering import html, pdf, svg

    html.CouncilHTMLExporter()
    pdf.compiler(pdf.TEMPLATE)
    svg.chart_svg(
        {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    )


def make_ready_to_run() -> None:
    """What a notebook does slowly the first time, done before it is forked: words, a chart's rules."""
    import altair

    from medlemsnytta.analysis import robustness
    from medlemsnytta.presentation.words import swedish

    robustness.weightings()
    swedish.number(1.5, 1)
    swedish.long_date(date(2025, 4, 1))
    chart = altair.Chart(altair.InlineData(values=[{"number": 1, "text": "a"}]))
    x, y = altair.X("number:Q", title="x"), altair.Y("text:N", sort=["a"])
    altair.layer(chart.mark_bar().encode(x, y), chart.mark_text().encode(x, y)).to_dict()


def open_ahead(contents: Mapping[str, bytes], parameters: Mapping[str, Any]) -> None:
    """Evaluate one report ahead: what it shares with others is then read and worked out once for them all."""
    from medlemsnytta.inputs.parameters import params
    from medlemsnytta.pages import opening

    with temporary_files(contents) as root:
        opening.open_evaluation(root, params.from_namespace(parameters))
