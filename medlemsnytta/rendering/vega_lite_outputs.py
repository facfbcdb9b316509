"""Somebody else's Vega-Lite chart as a block: drawn as ours are, and said in words that are made of what the chart says itself."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from medlemsnytta.rendering import bundles, html_text
from medlemsnytta.rendering.svg import foreign_chart_svg

Spec = dict[str, Any]

MOST_ROWS = 40
"""Rows of a chart's data that stand as a table beside it."""
_MIME = re.compile(r"application/vnd\.vegalite\.v\d+(?:\+json|\.json)")
_IN_ALTAIRS_PAGE = re.compile(r"\(function\(spec, embedOpt\)\{.*\}\)\((?=\{)", re.DOTALL)
_PARTS = ("layer", "concat", "hconcat", "vconcat")
_MARKS = {
    "arc": "Cirkeldiagram", "area": "Ytdiagram", "bar": "Stapeldiagram", "boxplot": "Lådagram", "circle": "Punktdiagram",
    "errorband": "Osäkerhetsband", "errorbar": "Osäkerhetsspann", "geoshape": "Karta", "line": "Linjediagram",
    "point": "Punktdiagram", "rect": "Rutdiagram", "rule": "Linjer", "square": "Punktdiagram", "text": "Text",
    "tick": "Streckdiagram", "trail": "Linjediagram",
}  # fmt: skip
_CHANNELS = {
    "x": "{} vågrätt", "y": "{} lodrätt", "theta": "{} som vinkel", "color": "färg efter {}", "shape": "form efter {}",
    "size": "storlek efter {}", "row": "en rad för varje {}", "column": "en kolumn för varje {}", "facet": "en ruta för varje {}",
    "detail": "", "text": "", "xOffset": "", "yOffset": "", "x2": "", "y2": "", "strokeDash": "", "opacity": "",
}  # fmt: skip
"""How the words say what each channel shows; those without words only give the table a column."""
_AGGREGATES = {
    "average": "medelvärdet av {}", "count": "antal", "distinct": "antal olika {}", "max": "det största av {}",
    "mean": "medelvärdet av {}", "median": "medianen av {}", "min": "det minsta av {}", "sum": "summan av {}",
}  # fmt: skip


def spec_of(data: Mapping[str, Any]) -> Spec | None:
    """The chart in an output's `data`: under Vega-Lite's own type, or in the page with scripts that Altair makes of it."""
    for mime, content in data.items():
        if _MIME.fullmatch(mime) and isinstance(content, dict):
            return content
    page = str(data.get("text/html") or "")
    begin = _IN_ALTAIRS_PAGE.search(page) if "vega-lite" in page else None
    if begin is None:
        return None
    try:
        spec, _ = json.JSONDecoder().raw_decode(page, begin.end())
    except ValueError:
        return None
    return spec if isinstance(spec, dict) else None


def drawing(spec: Spec) -> str | None:
    """The chart as SVG; None where it cannot be drawn here, whatever the reason: its data are not in it, or it is no chart."""
    try:
        return foreign_chart_svg(spec)
    except Exception:
        return None


def blocks(spec: Spec) -> Iterator[bundles.Block]:
    """The chart with its alternative and figures; one that cannot be drawn is said in words, with its figures below."""
    title, made = _text(spec.get("title")), _in_words(spec)
    described = _text(spec.get("description"))
    alternative = (
        described or f"{title if title.endswith(('.', '?', '!')) or not title else f'{title}.'} {made}".strip()
    )
    figures = _table(spec, title)
    # The title stands above the drawing, as the question does above ours.
    if (svg := drawing({part: said for part, said in spec.items() if part != "title" or not title})) is not None:
        question = title or made.partition(".")[0]
        yield {"type": "chart", "question": question, "alternative": alternative, "svg": svg, "table": figures}
        return
    yield bundles.paragraph(f"[Ett diagram som inte gick att rita här.] {alternative}")
    if figures:
        yield figures


def _text(said: Any) -> str:
    """What a title says: text, lines of text, or an object that has one."""
    if isinstance(said, Mapping):
        parts = [_text(said.get("text")), _text(said.get("subtitle"))]
        return ". ".join(part.rstrip(".") for part in parts if part)
    if isinstance(said, list):
        return " ".join(str(line) for line in said)
    return said.strip() if isinstance(said, str) else ""


def _views(spec: Spec, above: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Each view's mark, encoding and data, with what it has from those that it stands in."""
    encoding = {**above.get("encoding", {}), **_channels(spec)}
    held = {"encoding": encoding, "data": spec.get("data", above.get("data"))}
    inner = [each for part in _PARTS for each in spec.get(part) or []]
    if isinstance(spec.get("spec"), dict):
        inner.append(spec["spec"])
    for each in inner:
        yield from _views(each, held)
    mark = spec.get("mark")
    if mark:
        yield (mark["type"] if isinstance(mark, Mapping) else mark), encoding, held["data"]


def _channels(spec: Spec) -> dict[str, Any]:
    facet = spec.get("facet")
    rows = {}
    if isinstance(facet, Mapping):
        rows = {"facet": facet} if "field" in facet else dict(facet)
    return {**rows, **(spec.get("encoding") or {})}


def _in_words(spec: Spec) -> str:
    try:
        views = list(_views(spec, {}))
        kinds = dict.fromkeys(_MARKS.get(mark, f"Diagram av slaget {mark}") for mark, _, _ in views)
        if len(kinds) > 1:
            kinds.pop("Text", None)
        shown: dict[str, str] = {}
        for _, encoding, _ in views:
            for channel, form in _CHANNELS.items():
                if form and (name := _name(encoding.get(channel))):
                    shown.setdefault(channel, form.format(name))
        rows = len(_rows(spec, views))
    except (AttributeError, KeyError, TypeError):
        return "Diagram ur anteckningsboken."
    said = " och ".join(kinds).capitalize() or "Diagram"
    said += f" med {', '.join(shown.values())}" if shown else ""
    return f"{said}. {_counted(rows)} i underlaget." if rows else f"{said}."


def _counted(rows: int) -> str:
    return "En rad" if rows == 1 else f"{rows} rader"


def _name(channel: Any) -> str:
    """What a channel shows, as its axis or legend says it."""
    if not isinstance(channel, Mapping):
        return ""
    holder = channel.get("axis") or channel.get("legend") or channel.get("header")
    title = _text(channel.get("title")) or (_text(holder.get("title")) if isinstance(holder, Mapping) else "")
    named = channel.get("field") if isinstance(channel.get("field"), str) else ""
    aggregate = channel.get("aggregate")
    made = _AGGREGATES.get(aggregate, "{}") if isinstance(aggregate, str) else "{}"
    return title or (made.format(named) if named or aggregate == "count" else "")


def _rows(spec: Spec, views: Sequence[tuple[str, dict[str, Any], Any]]) -> list[dict[str, Any]]:
    """The first rows among the views' data that stand in the chart itself."""
    for _, _, data in views:
        if isinstance(data, Mapping):
            values = data.get("values", (spec.get("datasets") or {}).get(data.get("name")))
            if isinstance(values, list) and values and all(isinstance(row, dict) for row in values):
                return values
    return []


def _table(spec: Spec, title: str) -> bundles.Block | None:
    """The rows behind the chart: the fields that it shows, and no others."""
    try:
        views = list(_views(spec, {}))
        rows = _rows(spec, views)
        channels = [encoding.get(channel) for _, encoding, _ in views for channel in _CHANNELS]
        fields = [
            each["field"] for each in channels if isinstance(each, Mapping) and isinstance(each.get("field"), str)
        ]
        fields = [name for name in dict.fromkeys(fields) if any(name in row for row in rows)]
    except (AttributeError, KeyError, TypeError):
        return None
    if not fields:
        return None
    cells = [[_cell(row.get(name)) for name in fields] for row in rows[:MOST_ROWS]]
    made = html_text.table(fields, cells, title)
    if len(rows) > MOST_ROWS:
        made["notes"] = [f"De första {MOST_ROWS} av {len(rows)} rader."]
    return made


def _cell(value: Any) -> str:
    return "" if value is None else str(value).removesuffix("T00:00:00")
