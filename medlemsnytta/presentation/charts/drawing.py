"""What the charts share: rows as inline data, a colour and a shape for each network, the house's configuration."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import altair as alt
from altair.utils import schemapi

from medlemsnytta.analysis.facts import Fact, Record
from medlemsnytta.presentation.words.sentences import CitedText, cite, listed, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import Column, Table
from medlemsnytta.rendering.cited_text import Text

Rows = Sequence[Mapping[str, Any]]
Part = dict[str, Any]
"""A part of a chart as Vega-Lite. Altair's classes say what stands in it; to join its charts takes five times as long."""

_SURELY_SHORT = 24
"""Letters of a label that need not be measured to know that it is not cut."""


def unchecked() -> AbstractContextManager[None]:
    """For a function that makes a chart of its own rows and parts.

    Its parts are not checked against Altair's schema one by one, which takes longer than all the rest. A test checks every
    chart as a whole, and that the parts are the same when they are checked.
    """
    return schemapi.debug_mode(False)


class Data:
    """A chart's rows, under a name that follows from them."""

    def __init__(self, rows: Rows) -> None:
        self.values = [dict(row) for row in rows]
        written = json.dumps(self.values, sort_keys=True, default=str)
        self.name = f"data-{hashlib.sha256(written.encode()).hexdigest()[:32]}"


def encoding(**channels: Any) -> Part:
    """What each channel says, as Vega-Lite; several views may share it, which Altair would copy for each."""
    return {name: _plain(channel) for name, channel in channels.items()}


def view(mark: alt.MarkDef, channels: Part, where: str = "", data: Data | None = None) -> Part:
    """The rows drawn by one kind of mark, those alone for which the expression `where` is true."""
    part: Part = {"mark": _plain(mark), "encoding": channels}
    if where:
        part["transform"] = [{"filter": where}]
    if data:
        part["data"] = {"name": data.name}
    return part


def by_network(panel: Part, names: Iterable[str], spacing: int) -> Part:
    """A panel for each network, with its name above."""
    header = alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start", labelPadding=2)
    row = alt.Row("network:N", sort=list(names), header=header)
    return {"facet": {"row": _plain(row)}, "spec": panel, "spacing": spacing}


def finished(chart: Part, *data: Data, typed: Iterable[str] = ()) -> dict[str, Any]:
    """The chart as Vega-Lite with its data, of which each view names its own where there are several.

    `typed` are labels that people wrote, which are cut where one is too long.
    """
    limit = theme.LABEL_LIMIT if any(len(label) > _SURELY_SHORT for label in typed) else 0
    whole = {"$schema": alt.SCHEMA_URL, "config": theme.config(limit), **chart}
    if len(data) == 1:
        whole["data"] = {"name": data[0].name}
    return whole | {"datasets": {each.name: each.values for each in data}}


def _plain(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain(each) for each in part]
    return part.to_dict(validate=schemapi.DEBUG_MODE)


def series(names: Sequence[str]) -> tuple[alt.Scale, alt.Scale]:
    """The colour and the shape of each network, by their short names."""
    return (
        alt.Scale(domain=names, range=list(theme.SERIES[: len(names)])),
        alt.Scale(domain=names, range=list(theme.SHAPES[: len(names)])),
    )


def explained(**titles: str) -> list[alt.Tooltip]:
    """What is told of a mark that the reader points at: the rows' fields, finished Swedish text, with their titles."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def table(chart_id: str, question: str, columns: Sequence[Column], rows: Sequence[Sequence[Text]]) -> Table:
    return Table(f"{chart_id}-siffror", question, tuple(columns), tuple(tuple(row) for row in rows))


MOST_SOURCES = 3


def sources(rows: Sequence[Record]) -> CitedText | str:
    """ "Källa: KS-2025/475." of the rows that a chart shows: their documents, of many the first, addresses by their site."""
    named: dict[str, list[Fact]] = {}
    for row in rows:
        source = row.fact("source")
        if source.known:
            named.setdefault(_document(str(source.value)), []).append(source)
    if not named:
        return ""
    listed_names = [cite(name, *facts) for name, facts in list(named.items())[:MOST_SOURCES]]
    more = (
        cite(" med flera", *(fact for facts in named.values() for fact in facts)) if len(named) > MOST_SOURCES else ""
    )
    return say("Källa: {names}{more}.", names=listed(listed_names), more=more)


def _document(source: str) -> str:
    first = source.split(" ; ")[0]
    address = _ADDRESS.search(first)
    return (urlsplit(address[0]).hostname or "").removeprefix("www.") if address else first.partition(", ")[0]


_ADDRESS = re.compile(r"https?://[^\s,;)<>'\"`]+")
