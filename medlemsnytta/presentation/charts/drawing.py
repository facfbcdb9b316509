"""What the charts share: rows as inline data, a colour and a shape for each network, the house's configuration."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import altair as alt
from altair.utils import schemapi

from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Column, Table

Rows = Sequence[Mapping[str, Any]]

_SURELY_SHORT = 24
"""Letters of a label that need not be measured to know that it is not cut."""


def _copied(part: Any, by_ref: set[str], whole: bool = True) -> Any:
    """What Altair copies at each step in which a chart is put together: the charts anew, all else in them shared."""
    if isinstance(part, list):
        return [_copied(each, by_ref, whole=False) for each in part]
    if isinstance(part, alt.SchemaBase) and (whole or isinstance(part, alt.TopLevelMixin)):
        inner = {name: _copied(value, by_ref, whole=False) for name, value in part._kwds.items()}
        return type(part)(*part._args, **inner)
    return part


@contextmanager
def assembled_at_once() -> Iterator[None]:
    """For a function that makes a chart of its own rows and parts, from beginning to end.

    Its parts are not checked against Altair's schema one by one, nor copied at each step, which takes longer than all the
    rest. A test checks every chart as a whole, and that it is the same as with the copies.
    """
    copier, schemapi._deep_copy = schemapi._deep_copy, _copied
    try:
        with schemapi.debug_mode(False):
            yield
    finally:
        schemapi._deep_copy = copier


def values(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def finished(chart: alt.Chart | alt.LayerChart | alt.FacetChart, typed: Iterable[str] = ()) -> dict[str, Any]:
    """The chart as Vega-Lite; `typed` are labels that people wrote, which are cut where one is too long."""
    limit = theme.LABEL_LIMIT if any(len(label) > _SURELY_SHORT for label in typed) else 0
    # What is assembled at once is not checked here either.
    return chart.configure(**theme.config(limit)).to_dict(validate=schemapi.DEBUG_MODE)


def label_of(keys: Sequence[str], labels: Sequence[str]) -> str:
    """The Vega expression that shows each key's label; what people typed stands in it as escaped text alone."""
    return f"{_literal(labels)}[indexof({_literal(keys)}, datum.value)]"


def _literal(texts: Sequence[str]) -> str:
    """Texts as a list in Vega's expression language, in ASCII, so that no letter can end the text it stands in."""
    return json.dumps(list(texts), ensure_ascii=True)


def series(names: Sequence[str]) -> tuple[alt.Scale, alt.Scale]:
    """The colour and the shape of each network, by their short names."""
    return (
        alt.Scale(domain=names, range=list(theme.SERIES[: len(names)])),
        alt.Scale(domain=names, range=list(theme.SHAPES[: len(names)])),
    )


def explained(**titles: str) -> list[alt.Tooltip]:
    """What is told of a mark that the reader points at: the rows' fields, finished Swedish text, with their titles."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def table(chart_id: str, question: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    return Table(f"{chart_id}-siffror", question, tuple(columns), tuple(tuple(row) for row in rows))
