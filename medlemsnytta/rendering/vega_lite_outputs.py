"""Somebody else's Vega-Lite or Vega chart as a block: drawn as ours are, and said in words that are made of what it says itself."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from medlemsnytta.rendering import bundles, html_text, page_words
from medlemsnytta.rendering.reading import Reading
from medlemsnytta.rendering.svg import foreign_chart_svg, foreign_vega_svg

Spec = dict[str, Any]

MOST_ROWS = 40
"""Rows of a chart's data that stand as a table beside it."""
_MIME = re.compile(r"application/vnd\.vegalite\.v\d+(?:\+json|\.json)")
_VEGA_MIME = re.compile(r"application/vnd\.vega\.v\d+(?:\+json|\.json)")
_IN_ALTAIRS_PAGE = re.compile(r"\(function\(spec, embedOpt\)\{.*\}\)\((?=\{)", re.DOTALL)
_PARTS = ("layer", "concat", "hconcat", "vconcat")
_MARKS = {
    page_words.SWEDISH: {
        "arc": "Cirkeldiagram", "area": "Ytdiagram", "bar": "Stapeldiagram", "boxplot": "Lådagram", "circle": "Punktdiagram",
        "errorband": "Osäkerhetsband", "errorbar": "Osäkerhetsspann", "geoshape": "Karta", "line": "Linjediagram",
        "point": "Punktdiagram", "rect": "Rutdiagram", "rule": "Linjer", "square": "Punktdiagram", "text": "Text",
        "tick": "Streckdiagram", "trail": "Linjediagram",
    },
    page_words.ENGLISH: {
        "arc": "Pie chart", "area": "Area chart", "bar": "Bar chart", "boxplot": "Box plot", "circle": "Scatter plot",
        "errorband": "Error band", "errorbar": "Error bars", "geoshape": "Map", "line": "Line chart", "point": "Scatter plot",
        "rect": "Heat map", "rule": "Lines", "square": "Scatter plot", "text": "Text", "tick": "Strip plot", "trail": "Line chart",
    },
}  # fmt: skip
_CHANNELS = {
    page_words.SWEDISH: {
        "x": "{} vågrätt", "y": "{} lodrätt", "theta": "{} som vinkel", "color": "färg efter {}", "shape": "form efter {}",
        "size": "storlek efter {}", "row": "en rad för varje {}", "column": "en kolumn för varje {}",
        "facet": "en ruta för varje {}",
    },
    page_words.ENGLISH: {
        "x": "{} horizontally", "y": "{} vertically", "theta": "{} as angle", "color": "colour by {}", "shape": "shape by {}",
        "size": "size by {}", "row": "a row for each {}", "column": "a column for each {}", "facet": "a panel for each {}",
    },
}  # fmt: skip
"""How the words say what each channel shows."""
_FIELDS = (
    "x", "y", "theta", "color", "shape", "size", "row", "column", "facet", "detail", "text", "xOffset", "yOffset", "x2", "y2",
    "strokeDash", "opacity",
)  # fmt: skip
"""The channels whose fields are the columns of the table."""
_AGGREGATES = {
    page_words.SWEDISH: {
        "average": "medelvärdet av {}", "count": "antal", "distinct": "antal olika {}", "max": "det största av {}",
        "mean": "medelvärdet av {}", "median": "medianen av {}", "min": "det minsta av {}", "sum": "summan av {}",
    },
    page_words.ENGLISH: {
        "average": "mean of {}", "count": "count", "distinct": "number of different {}", "max": "largest {}",
        "mean": "mean of {}", "median": "median of {}", "min": "smallest {}", "sum": "sum of {}",
    },
}  # fmt: skip
_SENTENCES = {
    page_words.SWEDISH: {
        "other": "Diagram av slaget {}", "any": "Diagram", "with": " med ", "and": " och ", "one": "En rad i underlaget.",
        "rows": "{} rader i underlaget.", "first": "De första {} av {} rader.",
    },
    page_words.ENGLISH: {
        "other": "Chart of the kind {}", "any": "Chart", "with": " with ", "and": " and ", "one": "One row of data.",
        "rows": "{} rows of data.", "first": "The first {} of {} rows.",
    },
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


def vega_spec_of(data: Mapping[str, Any]) -> Spec | None:
    """The chart in plain Vega in an output's `data`."""
    return next((said for mime, said in data.items() if _VEGA_MIME.fullmatch(mime) and isinstance(said, dict)), None)


def drawing(spec: Spec, language: str = page_words.SWEDISH) -> str | None:
    """The chart as SVG; None where it cannot be drawn here, whatever the reason: its data are not in it, or it is no chart."""
    try:
        return foreign_chart_svg(spec, page_words.is_swedish(language))
    except Exception:
        return None


def blocks(spec: Spec, reading: Reading | None = None) -> Iterator[bundles.Block]:
    """The chart with its alternative and figures; one that cannot be drawn is said in words, with its figures below."""
    reading = reading or Reading()
    title, made = _text(spec.get("title")), _in_words(spec, page_words.language_of_words(reading.language))
    alternative = _alternative(spec, title, made, reading)
    figures = _table(spec, title, reading)
    # The title stands above the drawing, as the question does above ours.
    bare = {part: said for part, said in spec.items() if part != "title" or not title}
    if (svg := drawing(bare, reading.language)) is not None:
        question = title or made.partition(".")[0]
        _warn_of_made(alternative, made, title, reading)
        yield {"type": "chart", "question": question, "alternative": alternative, "svg": svg, "table": figures}
        return
    reading.warn("warn_chart", "fix_chart")
    yield bundles.paragraph(f"{reading.words['chart_left']}{alternative}")
    if figures:
        yield figures


def vega_blocks(spec: Spec, reading: Reading) -> Iterator[bundles.Block]:
    """A chart in plain Vega, which says less of itself: its title, description and marks."""
    language = page_words.language_of_words(reading.language)
    title = _text(spec.get("title"))
    listed = spec.get("marks")
    marks = [str(each.get("type")) for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    kinds = dict.fromkeys(_kind_of(mark, language) for mark in marks if mark != "group")
    made = f"{_SENTENCES[language]['and'].join(kinds) or _SENTENCES[language]['any']}."
    alternative = _alternative(spec, title, made, reading)
    try:
        svg = foreign_vega_svg(spec, page_words.is_swedish(reading.language))
        _warn_of_made(alternative, made, title, reading)
    except Exception:
        reading.warn("warn_chart", "fix_chart")
        yield bundles.paragraph(f"{reading.words['chart_left']}{alternative}")
        return
    yield {
        "type": "chart",
        "question": title or made.rstrip("."),
        "alternative": alternative,
        "svg": svg,
        "table": None,
    }


def _alternative(spec: Spec, title: str, made: str, reading: Reading) -> str:
    """What the cell says, else the chart's description, else its title and what its parts are."""
    if given := reading.alternative() or _text(spec.get("description")):
        return given
    ended = title if title.endswith((".", "?", "!")) or not title else f"{title}."
    return f"{ended} {made}".strip()


def _warn_of_made(alternative: str, made: str, title: str, reading: Reading) -> None:
    """A title says what a chart is about; one without says only how it is drawn."""
    if alternative == made and not title:
        reading.warn("warn_alt_chart", "fix_alt_chart", words=alternative.rstrip("."))


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


def _kind_of(mark: str, language: str) -> str:
    return _MARKS[language].get(mark, _SENTENCES[language]["other"].format(mark))


def _in_words(spec: Spec, language: str) -> str:
    said_as = _SENTENCES[language]
    try:
        views = list(_views(spec, {}))
        kinds = dict.fromkeys(_kind_of(mark, language) for mark, _, _ in views)
        if len(kinds) > 1:
            kinds.pop("Text", None)
        shown: dict[str, str] = {}
        for _, encoding, _ in views:
            for channel, form in _CHANNELS[language].items():
                if name := _name(encoding.get(channel), _AGGREGATES[language]):
                    shown.setdefault(channel, form.format(name))
        rows = len(_rows(spec, views))
    except (AttributeError, KeyError, TypeError):
        return page_words.words(language)["alt_chart"]
    said = said_as["and"].join(kinds).capitalize() or said_as["any"]
    said += f"{said_as['with']}{', '.join(shown.values())}" if shown else ""
    counted = said_as["one"] if rows == 1 else said_as["rows"].format(rows)
    return f"{said}. {counted}" if rows else f"{said}."


def _name(channel: Any, aggregates: Mapping[str, str]) -> str:
    """What a channel shows, as its axis or legend says it."""
    if not isinstance(channel, Mapping):
        return ""
    holder = channel.get("axis") or channel.get("legend") or channel.get("header")
    title = _text(channel.get("title")) or (_text(holder.get("title")) if isinstance(holder, Mapping) else "")
    named = channel.get("field") if isinstance(channel.get("field"), str) else ""
    aggregate = channel.get("aggregate")
    made = aggregates.get(aggregate, "{}") if isinstance(aggregate, str) else "{}"
    return title or (made.format(named) if named or aggregate == "count" else "")


def _rows(spec: Spec, views: Sequence[tuple[str, dict[str, Any], Any]]) -> list[dict[str, Any]]:
    """The first rows among the views' data that stand in the chart itself."""
    for _, _, data in views:
        if isinstance(data, Mapping):
            values = data.get("values", (spec.get("datasets") or {}).get(data.get("name")))
            if isinstance(values, list) and values and all(isinstance(row, dict) for row in values):
                return values
    return []


def _table(spec: Spec, title: str, reading: Reading) -> bundles.Block | None:
    """The rows behind the chart: the fields that it shows, and no others."""
    try:
        views = list(_views(spec, {}))
        rows = _rows(spec, views)
        channels = [encoding.get(channel) for _, encoding, _ in views for channel in _FIELDS]
        fields = [
            each["field"] for each in channels if isinstance(each, Mapping) and isinstance(each.get("field"), str)
        ]
        fields = [name for name in dict.fromkeys(fields) if any(name in row for row in rows)]
    except (AttributeError, KeyError, TypeError):
        return None
    if not fields:
        return None
    cells = [[_cell(row.get(name)) for name in fields] for row in rows[:MOST_ROWS]]
    made = html_text.table(fields, cells, title, reading.words)
    if len(rows) > MOST_ROWS:
        first = _SENTENCES[page_words.language_of_words(reading.language)]["first"]
        made["notes"] = [first.format(MOST_ROWS, len(rows))]
    return made


def _cell(value: Any) -> str:
    return "" if value is None else str(value).removesuffix("T00:00:00")
