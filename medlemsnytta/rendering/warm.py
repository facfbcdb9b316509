"""What rendering does slowly the first time in a process, done ahead: imports, V8's start, the typefaces."""

from functools import cache


@cache
def make_ready() -> None:
    """Draw something small and open Typst; after this the process must never be forked."""
    from medlemsnytta.rendering import html, pdf, svg

    html.CouncilHTMLExporter()
    pdf.compiler(pdf.TEMPLATE)
    svg.chart_svg(
        {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    )
