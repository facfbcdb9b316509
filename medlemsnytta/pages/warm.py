"""What is slow the first time in a process, done in advance: imports, V8's start, the typefaces and charts."""

import mimetypes
import tempfile
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from medlemsnytta.execution import workers

if TYPE_CHECKING:
    from medlemsnytta.execution.notebook_processes import NotebookProcesses


def pool(size: int | None = None, *, single: bool = False) -> workers.Pool:
    """Workers that make pages, as many as there are cores where no `size` is given; the first has begun to make ready.

    It is asked for before there is anything to make, for a worker takes longer to make ready than a page to be planned.
    """
    begun = workers.Pool(size or workers.usable_cores(), prepare, single=single)
    begun.begin()
    return begun


def prepare(single: bool) -> "NotebookProcesses":
    """Make a worker ready, and return where its notebooks run: for a `single` page beside the worker, at the same time."""
    from medlemsnytta.execution.notebook_processes import NotebookProcesses

    if not single:
        place = NotebookProcesses(import_for_notebooks, here=True, ahead=True)
        make_ready()
        return place
    place = NotebookProcesses(import_for_notebooks, meanwhile=_STEPS)
    place.begin()
    _import_makers()
    return place


def import_for_notebooks() -> None:
    """What every notebook of ours would otherwise import and work out anew."""
    import altair

    from medlemsnytta.pages import report  # noqa: F401
    from medlemsnytta.presentation import charts, sections  # noqa: F401
    from medlemsnytta.presentation.words import swedish

    # Done by whatever reads the first workbook, it would look as if the notebook had changed something, and end the worker.
    mimetypes.init()
    tempfile.TemporaryDirectory().cleanup()
    swedish.number(1.5, 1)
    swedish.long_date(date(2025, 4, 1))
    chart = altair.Chart(altair.InlineData(values=[{"number": 1, "text": "a"}]))
    x, y = altair.X("number:Q", title="x"), altair.Y("text:N", sort=["a"])
    altair.layer(chart.mark_bar().encode(x, y), chart.mark_text().encode(x, y)).to_dict()


@cache
def make_ready() -> None:
    """Import what renders, draw something small, and read templates and typefaces."""
    _import_makers()
    for step in _STEPS:
        step()


def _import_makers() -> None:
    """What is wanted before a notebook can run."""
    import papermill  # noqa: F401

    from medlemsnytta.execution import engines, notebooks  # noqa: F401
    from medlemsnytta.pages import making  # noqa: F401


def _draw() -> None:
    from medlemsnytta.rendering import svg

    svg.chart_svg(
        {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    )


def _read_page_template() -> None:
    from medlemsnytta.rendering import html

    _ = html.CouncilHTMLExporter().template


def _cut_a_face() -> None:
    from medlemsnytta.rendering import page_typeface

    page_typeface.face_rules({"Regular": frozenset("a")})


def _open_typst() -> None:
    from medlemsnytta.rendering import pdf

    pdf.compiler(pdf.TEMPLATE)


def _import_last() -> None:
    import pikepdf  # noqa: F401
    import pypdfium2  # noqa: F401

    from medlemsnytta.pages import personal_data_check  # noqa: F401
    from medlemsnytta.rendering import ipynb  # noqa: F401


_STEPS = (_draw, _read_page_template, _cut_a_face, _open_typst, _import_last)
"""In the order in which a page wants what they make ready."""
