"""What is slow the first time in a process, done in advance: imports, V8's start, the typefaces and charts."""

from collections.abc import Mapping
from contextlib import suppress
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


def prepare_fork_server(
    contents: Mapping[str, bytes] | None = None, parameters: Mapping[str, Any] | None = None
) -> None:
    """What every notebook and worker forked from a server would otherwise import and work out anew; V8 is not started.

    `contents` and `parameters` are those of one report, which is evaluated once: what it shares with others is cached.
    """
    import altair
    import pikepdf  # noqa: F401
    import pypdfium2  # noqa: F401

    from medlemsnytta.execution import engines, notebooks  # noqa: F401
    from medlemsnytta.pages import making, personal_data_check, report  # noqa: F401
    from medlemsnytta.presentation import charts, sections  # noqa: F401
    from medlemsnytta.presentation.words import swedish
    from medlemsnytta.rendering import html, ipynb, pdf  # noqa: F401

    swedish.number(1.5, 1)
    swedish.long_date(date(2025, 4, 1))
    chart = altair.Chart(altair.InlineData(values=[{"number": 1, "text": "a"}]))
    x, y = altair.X("number:Q", title="x"), altair.Y("text:N", sort=["a"])
    altair.layer(chart.mark_bar().encode(x, y), chart.mark_text().encode(x, y)).to_dict()
    if contents is not None:
        # This saves time and nothing else: what is wrong with the report is said when that report is made.
        with suppress(Exception):
            _evaluate(contents, parameters)


def _evaluate(contents: Mapping[str, bytes], parameters: Mapping[str, Any]) -> None:
    from medlemsnytta.inputs.parameters import params
    from medlemsnytta.pages import report

    with temporary_files(contents) as root:
        report.open_evaluation(root, params.from_namespace(parameters))
